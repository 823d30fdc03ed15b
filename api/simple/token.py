"""`GET /auth/token`: whether a token is good."""

from wsgiref.types import WSGIEnvironment

from api.errors import TokenMissing
from api.wsgi.requests import query
from api.wsgi.responses import Answer
from api.wsgi.route import Context, Route


def check_token(context: Context, environ: WSGIEnvironment) -> Answer:
    """Say whether the token in the query is good."""
    token = query(environ, "token")
    if not token:
        raise TokenMissing
    with context.library.current() as election:
        election.accounts.voter_id_of_token(token)
    return context.answers.say(environ, "api.token_good")


ROUTE = Route("/auth/token", ("GET",), check_token)
