"""The same wire under the addresses of an earlier server, for clients that were made for that one.

It answered a log-in with 201 and a taken e-mail address with 409; all else is the same.
"""

from dataclasses import replace
from wsgiref.types import WSGIEnvironment

from api.simple import candidates, log_in, sign_up, vote
from api.wsgi.responses import Answer
from api.wsgi.route import Context, Route
from election.errors import EmailTaken


def register(context: Context, environ: WSGIEnvironment) -> Answer:
    """Answer a sign-up as the earlier server did."""
    try:
        return sign_up.sign_up(context, environ)
    except EmailTaken as error:
        return replace(context.answers.refuse(environ, error), status=409)


def sign_in(context: Context, environ: WSGIEnvironment) -> Answer:
    """Answer a log-in as the earlier server did."""
    return replace(log_in.log_in(context, environ), status=201)


ROUTES: tuple[Route, ...] = (
    Route("/api/signup", ("POST",), register),
    Route("/api/signin", ("POST",), sign_in),
    replace(candidates.ROUTE, path="/api/candidates"),
    replace(vote.ROUTE, path="/api/vote"),
)
