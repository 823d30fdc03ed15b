"""One ballot, however often it is sent, by whichever door; and nothing malformed gets in."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from election.errors import AlreadyVoted
from election.setup.steps import Step
from tests.api.calling import Reply
from tests.api.v1.conftest import Ask
from tests.services import Services

KEY = "0123456789abcdef"
CHOICES = {"1": ["2", "3"], "2": "yes"}


@pytest.fixture
def token(ask: Ask) -> str:
    body = json.dumps({"email": "voter@example.org", "password": "correct horse"}).encode()
    reply = ask("POST", "/sessions", body)
    session = json.loads(reply.body)
    assert (reply.status, session["status"], session["expiresIn"]) == (201, "may_vote", 43_200)
    return str(session["token"])


def cast(ask: Ask, token: str, choices: Any = CHOICES, key: str | None = KEY, **more: Any) -> Reply:
    headers = {"Authorization": f"Bearer {token}"} | ({"Idempotency-Key": key} if key is not None else {})
    return ask("POST", "/me/ballot", json.dumps({"choices": choices, **more}).encode(), headers)


def counts(services: Services) -> list[list[int]]:
    services.polls.take(Step.CLOSE)
    services.polls.take(Step.COUNT)
    return [[each.votes for each in result.counts] for result in services.tally.results()]


def test_a_ballot_is_cast_once_and_the_same_key_says_so_again(
    ask: Ask, token: str, meeting: Services
) -> None:
    first = cast(ask, token)
    receipt = first.headers["x-vote-receipt"]
    assert (first.status, json.loads(first.body)) == (201, {"cast": True, "receipt": receipt})
    again = cast(ask, token, {"1": ["1"]})
    assert json.loads(again.body) == json.loads(first.body)
    assert again.headers["x-vote-receipt"] == receipt
    assert (again.status, again.headers["idempotency-replayed"]) == (200, "true")
    other = cast(ask, token, key="another-key-of-16")
    assert (other.status, other.code) == (409, "ballot.already_voted")
    me = ask("GET", "/me", headers={"Authorization": f"Bearer {token}"})
    assert json.loads(me.body) == {"status": "voted", "contests": ["1", "2"]}
    assert counts(meeting) == [[0, 1, 1], [1]]


def test_the_same_key_says_so_while_the_polls_are_paused(ask: Ask, token: str, meeting: Services) -> None:
    assert cast(ask, token).status == 201
    meeting.polls.take(Step.PAUSE)
    assert cast(ask, token).status == 200
    assert cast(ask, token, key="another-key-of-16").code == "polls.paused"


def test_whoever_asks_again_after_the_close_hears_that_it_is_in_the_box(
    ask: Ask, token: str, meeting: Services
) -> None:
    """Which attempt it was is not kept any longer, so no key is a replay."""
    late = meeting.accounts.issue_token(meeting.accounts.sign_up("late@example.org", "late", "correct horse"))
    assert cast(ask, token).status == 201
    meeting.polls.take(Step.CLOSE)
    for key in (KEY, "another-key-of-16"):
        refused = cast(ask, token, key=key)
        assert (refused.status, refused.code) == (409, "ballot.already_voted")
    assert cast(ask, late).code == "polls.not_open"
    meeting.polls.reopen("too early")
    assert cast(ask, token).code == "ballot.already_voted"
    assert cast(ask, late).status == 201
    assert counts(meeting) == [[0, 2, 2], [2]]


def test_another_voters_key_is_not_ones_own(ask: Ask, token: str, meeting: Services) -> None:
    assert cast(ask, token).status == 201
    other = meeting.accounts.sign_up("other@example.org", "other", "correct horse")
    assert cast(ask, meeting.accounts.issue_token(other)).status == 201


def test_a_vote_at_the_kiosk_is_no_replay(ask: Ask, token: str, meeting: Services) -> None:
    voter = meeting.accounts.log_in("voter@example.org", "correct horse")
    meeting.ballots.cast(voter.id, {})
    assert cast(ask, token).code == "ballot.already_voted"
    with pytest.raises(AlreadyVoted):
        meeting.ballots.cast(voter.id, {})


def test_twenty_at_once_with_one_key_are_one_ballot(ask: Ask, token: str, meeting: Services) -> None:
    with ThreadPoolExecutor(20) as crowd:
        replies = list(crowd.map(lambda _: cast(ask, token), range(20)))
    assert sorted(each.status for each in replies) == [200] * 19 + [201]
    assert counts(meeting) == [[0, 1, 1], [1]]


def test_a_ballot_that_is_not_what_was_shown_is_not_cast(ask: Ask, token: str) -> None:
    assert cast(ask, token, electionRev="0" * 20).code == "election.changed"
    revision = json.loads(ask("GET", "/election").body)["rev"]
    assert cast(ask, token, electionRev=revision).status == 201
    assert cast(ask, token, electionRev="0" * 20).status == 200, "it is in the box all the same"


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        ({"1": ["1", "2", "3"]}, "ballot.too_many_choices"),
        ({"1": ["4"]}, "ballot.no_such_candidate"),
        ({"1": "1"}, "ballot.marking_malformed"),
        ({"1": [1]}, "request.malformed"),
        ({"1": [True]}, "request.malformed"),
        ({"1": ["01"]}, "ballot.marking_malformed"),
        ({"1": ["9" * 400]}, "ballot.marking_malformed"),
        ({"1": [["1", "2"]]}, "ballot.marking_malformed"),
        ({"1": ["1", "1"]}, "ballot.too_many_choices"),
        ({"1": None}, "request.malformed"),
        ({"2": "maybe"}, "ballot.marking_malformed"),
        ({"2": {"4": 3.0}}, "ballot.marking_malformed"),
        ({"2": {"4": 3.5}}, "request.malformed"),
        ({"2": {"4": True}}, "request.malformed"),
        ({"2": {"4": -1}}, "request.malformed"),
        ({"2": {"4": 10**400}}, "request.malformed"),
        ({"2": {"4": float("nan")}}, "request.malformed"),
        ({"2": {"4": float("inf")}}, "request.malformed"),
        ({"1": [["1"], ["2", 3]]}, "request.malformed"),
        ({"2": {"1": "yes"}}, "ballot.no_such_candidate"),
        ({"3": ["1"]}, "ballot.no_such_contest"),
        ({"1 ": ["1"]}, "ballot.no_such_contest"),
        ([], "request.malformed"),
        ("x", "request.malformed"),
    ],
)
def test_what_is_no_ballot_is_refused_and_costs_nothing(
    ask: Ask, token: str, choices: object, code: str
) -> None:
    refused = cast(ask, token, choices)
    assert (refused.code, json.loads(refused.body)["code"]) == (code, code)
    assert refused.status == (400 if code.startswith("request.") else 422)
    assert cast(ask, token).status == 201


@pytest.mark.parametrize(
    ("choices", "pointers"),
    [
        ({"1": ["1", "2", "3"], "2": "yes"}, ["/choices/1"]),
        ({"1": [1], "2": "yes"}, ["/choices"]),
        ({"1": {"1": "yes"}, "2": "yes"}, ["/choices/1"]),
        ({"1": [], "2": "maybe"}, ["/choices/2"]),
        ({"3": []}, None),
        ([], ["/choices"]),
    ],
)
def test_a_refusal_points_to_what_is_wrong(
    ask: Ask, token: str, choices: object, pointers: list[str] | None
) -> None:
    problem = json.loads(cast(ask, token, choices).body)
    same = {name: problem[name] for name in ("code", "detail")}
    told = None if pointers is None else [{"pointer": each, **same} for each in pointers]
    assert problem.get("errors") == told


@pytest.mark.parametrize("key", [None, "", "short", "x" * 201, "0123456789abcde\u00e9", "0123456789 abcdef"])
def test_a_key_is_needed(ask: Ask, token: str, key: str | None) -> None:
    assert cast(ask, token, key=key).code == "request.key_missing"


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b"choices=1", b'{"choices": {}, "choices": {}}', b'{"choices": {}, "x": 1}',
     b'{"choices": {"1": NaN}}'[:-1], "{\"choices\": \"\ud800\"}".encode("utf-8", "surrogatepass")],
)  # fmt: skip
def test_what_is_no_json_of_this_form_is_refused(ask: Ask, token: str, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": KEY}
    assert ask("POST", "/me/ballot", body, headers).code == "request.malformed"


@pytest.mark.parametrize(("authorization", "status"), [("", 401), ("Bearer x", 401)])
def test_nobody_casts_without_a_token(ask: Ask, authorization: str, status: int) -> None:
    headers = {"Authorization": authorization, "Idempotency-Key": KEY}
    assert ask("POST", "/me/ballot", b'{"choices": {}}', headers).status == status


def test_a_form_is_no_json(ask: Ask, meeting_app: Any) -> None:
    from tests.api.calling import call

    reply = call(
        meeting_app, "POST", "/api/v1/sessions", b"email=a&password=b",
        CONTENT_TYPE="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert (reply.status, reply.code) == (415, "request.not_json")


def test_signing_up_and_out(ask: Ask) -> None:
    body = json.dumps({"email": "new@example.org", "name": "new", "password": "pass word"}).encode()
    assert ask("POST", "/accounts", body).status == 201
    assert ask("POST", "/accounts", body).code == "account.email_taken"
    session = ask("POST", "/sessions", b'{"email": "new@example.org", "password": "pass word"}')
    token = json.loads(session.body)["token"]
    assert ask("DELETE", "/sessions/current", headers={"Authorization": f"Bearer {token}"}).status == 204
    assert ask("DELETE", "/sessions/current").code == "token.bad"
