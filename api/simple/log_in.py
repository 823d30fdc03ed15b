"""`POST /auth/login`: e-mail address and password, or a voter code, for a token."""

from wsgiref.types import WSGIEnvironment

from api.errors import MalformedRequest
from api.wsgi.requests import TEXT, Form, body, source
from api.wsgi.responses import Answer, plain
from api.wsgi.route import Context, Route

FORM = Form({"email": TEXT, "password": TEXT})
CODE_FORM = Form({"code": TEXT})


def log_in(context: Context, environ: WSGIEnvironment) -> Answer:
    """Answer with a token, as text. A code is taken where the election lets people in by codes."""
    fields = body(environ, FORM, CODE_FORM)
    with context.library.current() as election:
        if "code" in fields:
            if not election.code_log_in.is_used():
                raise MalformedRequest  # as it was before there were codes
            voter = election.code_log_in.log_in(fields["code"], source(environ))
        else:
            voter = election.accounts.log_in(**fields, source=source(environ))
        return plain(election.accounts.issue_token(voter))


ROUTE = Route("/auth/login", ("POST",), log_in)
