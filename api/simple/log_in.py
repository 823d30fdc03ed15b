"""`POST /auth/login`: e-mail address and password for a token."""

from wsgiref.types import WSGIEnvironment

from api.wsgi.requests import TEXT, Form, body, source
from api.wsgi.responses import Answer, plain
from api.wsgi.route import Context, Route

FORM = Form({"email": TEXT, "password": TEXT})


def log_in(context: Context, environ: WSGIEnvironment) -> Answer:
    """Answer with a token, as text."""
    fields = body(environ, FORM)
    with context.library.current() as election:
        voter = election.accounts.log_in(**fields, source=source(environ))
        return plain(election.accounts.issue_token(voter))


ROUTE = Route("/auth/login", ("POST",), log_in)
