"""`POST /api/v1/me/ballot` and `GET /api/v1/me`: casting once, however often it is sent."""

import re
from wsgiref.types import WSGIEnvironment

from api.v1 import examples
from api.v1.body import JsonForm, json_body
from api.v1.choices import CHOICES, check_choices, read_choices
from api.v1.errors import KeyMissing
from api.v1.fields import ID, REVISION, VOTER_STATUS, list_of, made_of
from api.v1.operation import Operation
from api.wsgi.headers import RECEIPT
from api.wsgi.requests import bearer_token
from api.wsgi.responses import Answer, Later, as_json
from api.wsgi.route import Context
from election.errors import (
    AlreadyVoted,
    BlankNotAllowed,
    CandidateWithdrawn,
    ElectionChanged,
    MarkingMalformed,
    NoElection,
    NoSuchCandidate,
    NoSuchContest,
    NotOnRoll,
    PollsClosed,
    PollsNotOpen,
    PollsPaused,
    StorageFailed,
    StorageUnsettled,
    TooFewChoices,
    TooManyChoices,
)
from election.records.receipts import shown
from election.setup.revision import ballot_revision
from election.voters.codes import CodeVoid
from election.voters.refusals import BadToken, SlipGiven, WrongRole

_KEY = re.compile(r"[A-Za-z0-9_-]{16,200}")
FORM = JsonForm(
    {
        "electionRev": {"type": "string", "regex": "[0-9a-f]{20}", "maxlength": 20},
        "choices": {"type": "dict", "required": True, "check_with": check_choices},
    },
    {"electionRev": REVISION, "choices": CHOICES},
)


def me(context: Context, environ: WSGIEnvironment) -> Answer:
    """Say whether the token's voter has voted, and in which contests they may."""
    with context.library.current() as election:
        bearer = election.accounts.bearer_of_token(bearer_token(environ))
        given = election.polls.election_for(bearer.voter_id)
        has_voted = election.ballots.has_voted(bearer.voter_id)
    contests = [str(contest.id) for contest in given.contests]
    return as_json({"status": "voted" if has_voted else "may_vote", "contests": contests})


def cast(context: Context, environ: WSGIEnvironment) -> Later:
    """Cast the whole ballot of the token's voter. Sent again with the same key it is the same ballot."""
    key = environ.get("HTTP_IDEMPOTENCY_KEY", "")
    with context.library.current() as election:
        bearer = election.accounts.bearer_of_token(bearer_token(environ))
        if not _KEY.fullmatch(key):
            raise KeyMissing
        fields = json_body(environ, FORM)
        contests = election.polls.election_for(bearer.voter_id).contests
        choices = read_choices(fields["choices"], contests)
        if fields.get("electionRev") not in (None, ballot_revision(election.polls.election())):
            contests = ()  # as it is no more: refused unless this is in the box already
        finish = election.ballots.submit(bearer.voter_id, choices, code=bearer.code, given=contests, key=key)

    def answer() -> Answer:
        done = finish()
        receipt = shown(done.receipt)
        body = as_json({"cast": True, "receipt": receipt})
        headers = ((RECEIPT, receipt), *((("Idempotency-Replayed", "true"),) if done.is_replay else ()))
        return Answer(200 if done.is_replay else 201, body.body, body.content_type, headers)

    return Later(answer)


RECEIPT_SCHEMA = {
    "type": "string",
    "pattern": "^[0-9]{4}(-[0-9]{4}){3}$",
    "description": f"The receipt, in the header {RECEIPT} too: for people to note down. It shows that a "
    "ballot went in, never what it says. Keep it nowhere beside what was chosen.",
}
CAST = made_of({"cast": {"const": True}, "receipt": RECEIPT_SCHEMA}, title="Cast")
KEY = {
    "type": "string",
    "pattern": "^[A-Za-z0-9_-]{16,200}$",
    "description": "128 random bits, made when the review is shown, and the same until the outcome is known.",
}
OPERATIONS = (
    Operation(
        "me", "GET", "/me", me, "Whether one has voted, and in which contests one may",
        {200: made_of({"status": VOTER_STATUS, "contests": list_of(ID)}, title="Me")},
        (NoElection, BadToken, WrongRole, CodeVoid, NotOnRoll), role="voter",
        got=examples.ME,
    ),
    Operation(
        "cast", "POST", "/me/ballot", cast, "Cast one's ballot", {201: CAST, 200: CAST},
        (
            NoElection, BadToken, WrongRole, CodeVoid, SlipGiven, NotOnRoll, KeyMissing, PollsNotOpen,
            PollsPaused, PollsClosed, AlreadyVoted, ElectionChanged, NoSuchContest, NoSuchCandidate,
            CandidateWithdrawn, MarkingMalformed, TooManyChoices, TooFewChoices, BlankNotAllowed,
            StorageFailed, StorageUnsettled,
        ),
        body=FORM.json_schema | {"title": "Ballot"}, role="voter", headers={"Idempotency-Key": KEY},
        answered={RECEIPT: RECEIPT_SCHEMA}, together=True, sent=examples.BALLOT, got=examples.CAST,
    ),
)  # fmt: skip
