"""`POST /auth/signup`: put someone on the roll."""

from wsgiref.types import WSGIEnvironment

from api.wsgi.requests import TEXT, Form, body, source
from api.wsgi.responses import Answer
from api.wsgi.route import Context, Route

FORM = Form({"email": TEXT, "password": TEXT, "name": TEXT})


def sign_up(context: Context, environ: WSGIEnvironment) -> Answer:
    """Answer that the account was created."""
    fields = body(environ, FORM)
    with context.library.current() as election:
        election.accounts.sign_up(**fields, source=source(environ))
    return context.answers.say(environ, "api.signed_up", 201)


ROUTE = Route("/auth/signup", ("POST",), sign_up)
