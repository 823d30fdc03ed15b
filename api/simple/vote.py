"""`GET` and `POST /vote`: the whole ballot of a voter who has one contest, for one candidate."""

from dataclasses import replace
from wsgiref.types import WSGIEnvironment

from api.errors import IdMissing, WrongMethod
from api.wsgi.headers import RECEIPT
from api.wsgi.requests import Form, bearer_token, body, candidate_id, query
from api.wsgi.responses import Answer, Later
from api.wsgi.route import Context, Route
from election.records.receipts import shown

FORM = Form({"id": {"nullable": True}})  # `candidate_id` looks closer: for Cerberus, True is an integer


def vote(context: Context, environ: WSGIEnvironment) -> Later:
    """Cast the ballot of the token's voter, who has one contest, for one candidate."""
    if environ["REQUEST_METHOD"] == "HEAD":  # Bottle takes HEAD for GET, but asking must not vote
        raise WrongMethod("GET, POST")
    with context.library.current() as election:
        bearer = election.accounts.bearer_of_token(bearer_token(environ))
        # Once it is submitted it is carried out, also where another election becomes current meanwhile.
        finish = election.ballots.submit_one(bearer.voter_id, _candidate_id(environ), code=bearer.code)

    def answer() -> Answer:
        receipt = finish().receipt
        said = context.answers.say(environ, "api.voted")
        return replace(said, headers=(*said.headers, (RECEIPT, shown(receipt))))

    return Later(answer)


def _candidate_id(environ: WSGIEnvironment) -> int:
    """Return the id of the query, or else of a POST's body. Raises IdMissing if there is none, if it is no
    number, or if the two name different ones; MalformedRequest or BodyTooLarge if the body cannot be read.
    """
    asked = [query(environ, "id")]
    if environ["REQUEST_METHOD"] == "POST":
        asked.append(body(environ, FORM).get("id"))
    ids = {candidate_id(each) for each in asked if each is not None}
    if len(ids) != 1:
        raise IdMissing
    return ids.pop()


ROUTE = Route("/vote", ("GET", "POST"), vote, together=True)
