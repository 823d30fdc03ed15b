"""The routes of the simple API: each takes the WSGI environ and returns an answer or raises a typed error."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from wsgiref.types import WSGIEnvironment

from api.errors import IdMissing, TokenMissing, WrongMethod
from api.wsgi import requests
from api.wsgi.responses import Answer, Answers, Later, as_json, plain
from election.errors import NoSuchContest, ResultsHidden
from election.library import Library
from election.voting.methods.choose import is_one_choice

Handler = Callable[[WSGIEnvironment], Answer | Later]
TOGETHER = frozenset({"/vote"})  # paths of which a server had better begin several before it answers one


class Routes:
    """What the API does, in whichever election is current when a request comes."""

    def __init__(self, library: Library, answers: Answers) -> None:
        self._library = library
        self._answers = answers

    def table(self) -> Mapping[str, Mapping[str, Handler]]:
        """Return every path with its methods and who handles them."""
        return {
            "/auth/signup": {"POST": self.sign_up},
            "/auth/login": {"POST": self.log_in},
            "/auth/token": {"GET": self.check_token},
            "/candidates": {"GET": self.candidates},
            "/vote": {"GET": self.vote, "POST": self.vote},
        }

    def sign_up(self, environ: WSGIEnvironment) -> Answer:
        """Put someone on the roll."""
        fields = requests.body(environ, requests.SIGN_UP)
        with self._library.current() as election:
            election.accounts.sign_up(**fields, source=requests.source(environ))
        return self._answers.say(environ, "api.signed_up", 201)

    def log_in(self, environ: WSGIEnvironment) -> Answer:
        """Answer with a token, as text."""
        fields = requests.body(environ, requests.LOG_IN)
        with self._library.current() as election:
            voter = election.accounts.log_in(**fields, source=requests.source(environ))
            return plain(election.accounts.issue_token(voter))

    def check_token(self, environ: WSGIEnvironment) -> Answer:
        """Say whether the token in the query is good."""
        token = requests.query(environ, "token")
        if not token:
            raise TokenMissing
        with self._library.current() as election:
            election.accounts.voter_id_of_token(token)
        return self._answers.say(environ, "api.token_good")

    def candidates(self, _environ: WSGIEnvironment) -> Answer:
        """List the first contest's candidates, with their votes if they may be shown, and if one mark is all
        that voters are asked for.
        """
        votes: Mapping[int, int] = {}
        with self._library.current() as services:
            election = services.polls.election()
            if not election.contests:
                raise NoSuchContest
            contest = election.contests[0]
            if is_one_choice(election.contests_of(election.styles[0].id)):
                with suppress(ResultsHidden):
                    results = services.tally.results()
                    counts = next((each.counts for each in results if each.contest == contest), ())
                    votes = {each.candidate.id: each.total for each in counts}
        return as_json(
            [
                {"id": each.id, "name": each.name, "voteCount": votes.get(each.id)}
                for each in contest.candidates
            ]
        )

    def vote(self, environ: WSGIEnvironment) -> Later:
        """Cast the ballot of the token's voter, who has one contest, for one candidate."""
        if environ["REQUEST_METHOD"] == "HEAD":  # Bottle takes HEAD for GET, but asking must not vote
            raise WrongMethod("GET, POST")
        with self._library.current() as election:
            voter_id = election.accounts.voter_id_of_token(requests.bearer_token(environ))
            # Once it is submitted it is carried out, also where another election becomes current meanwhile.
            finish = election.ballots.submit_one(voter_id, _candidate_id(environ))

        def answer() -> Answer:
            finish()
            return self._answers.say(environ, "api.voted")

        return Later(answer)


def _candidate_id(environ: WSGIEnvironment) -> int:
    """Return the id of the query, or else of a POST's body. Raises IdMissing if there is none, if it is no
    number, or if the two name different ones; MalformedRequest or BodyTooLarge if the body cannot be read.
    """
    asked = [requests.query(environ, "id")]
    if environ["REQUEST_METHOD"] == "POST":
        asked.append(requests.body(environ, requests.VOTE).get("id"))
    ids = {requests.candidate_id(each) for each in asked if each is not None}
    if len(ids) != 1:
        raise IdMissing
    return ids.pop()
