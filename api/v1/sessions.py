"""`POST /api/v1/sessions`, `DELETE /api/v1/sessions/current` and `POST /api/v1/accounts`."""

from collections.abc import Mapping
from typing import Any
from wsgiref.types import WSGIEnvironment

from api.passwords import PasswordsNeedTls, check_takes_passwords
from api.v1 import examples
from api.v1.body import JsonForm, json_body
from api.v1.fields import ID, VOTER_STATUS, made_of
from api.v1.operation import Operation
from api.wsgi.requests import TEXT, bearer_token, source
from api.wsgi.responses import Answer, as_json
from api.wsgi.route import Context
from election.errors import EmailTaken, NoElection, StorageFailed, StorageUnsettled
from election.setup.refusals import LastCall
from election.voters.code_log_in import TooManyCodes
from election.voters.codes import CodeMalformed, CodeMistyped, CodeUnknown, CodeUsed, CodeVoid
from election.voters.refusals import (
    BadToken,
    MalformedAccount,
    PasswordsBusy,
    PasswordsFailed,
    SignUpClosed,
    SlipGiven,
    TooManyTries,
    WrongCredentials,
    WrongRole,
)
from election.voters.tokens import LIFETIME

BY_CODE = JsonForm({"code": TEXT})
BY_PASSWORD = JsonForm({"email": TEXT, "password": TEXT})
ACCOUNT = JsonForm({"email": TEXT, "name": TEXT, "password": TEXT})


def log_in(context: Context, environ: WSGIEnvironment) -> Answer:
    """Give a token for a code, or for an e-mail address and a password."""
    fields = json_body(environ, BY_PASSWORD, BY_CODE)
    with context.library.current() as election:
        if "code" in fields:
            voter = election.code_log_in.log_in(fields["code"], source(environ))
        else:
            check_takes_passwords(environ, election.polls.election())
            voter = election.accounts.log_in(**fields, source=source(environ))
        token = election.accounts.issue_token(voter)
        has_voted = election.ballots.has_voted(voter.id)
    status = "voted" if has_voted else "may_vote"
    return _created({"token": token, "expiresIn": LIFETIME, "status": status})


def log_out(context: Context, environ: WSGIEnvironment) -> Answer:
    """Say that the token is good; nothing is kept of it, so nothing is to be removed."""
    with context.library.current() as election:
        election.accounts.bearer_of_token(bearer_token(environ))
    return Answer(204, b"")


def sign_up(context: Context, environ: WSGIEnvironment) -> Answer:
    """Put somebody on the roll, where the election lets people sign up."""
    fields = json_body(environ, ACCOUNT)
    with context.library.current() as election:
        check_takes_passwords(environ, election.polls.election())
        voter = election.accounts.sign_up(**fields, source=source(environ))
    return _created({"id": str(voter.id)})


def _created(values: Mapping[str, Any]) -> Answer:
    answer = as_json(values)
    return Answer(201, answer.body, answer.content_type)


LOG_IN = {
    "title": "LogIn",
    "oneOf": [
        BY_CODE.json_schema | {"title": "LogInByCode"},
        BY_PASSWORD.json_schema | {"title": "LogInByPassword"},
    ],
}
CODE_ERRORS = (
    CodeMalformed, CodeMistyped, CodeUnknown, CodeUsed, CodeVoid, SlipGiven, TooManyCodes,
)  # fmt: skip
OPERATIONS = (
    Operation(
        "logIn", "POST", "/sessions", log_in, "Log in by code, or by e-mail address and password",
        {
            201: made_of(
                {
                    "token": {"type": "string"},
                    "expiresIn": {"type": "integer", "description": "Seconds."},
                    "status": VOTER_STATUS,
                },
                title="Session",
            )
        },
        (
            NoElection, LastCall, MalformedAccount, WrongCredentials, TooManyTries, PasswordsBusy,
            PasswordsFailed, PasswordsNeedTls, *CODE_ERRORS,
        ),
        body=LOG_IN, sent=examples.LOG_IN, got=examples.SESSION,
    ),
    Operation(
        "logOut", "DELETE", "/sessions/current", log_out, "Log out", {204: None},
        (NoElection, BadToken, WrongRole, CodeVoid), role="voter",
    ),
    Operation(
        "signUp", "POST", "/accounts", sign_up, "Sign up, where the election allows it",
        {201: made_of({"id": ID}, title="SignedUp")},
        (
            NoElection, LastCall, MalformedAccount, SignUpClosed, EmailTaken, PasswordsBusy, PasswordsFailed,
            PasswordsNeedTls, StorageFailed, StorageUnsettled,
        ),
        body=ACCOUNT.json_schema | {"title": "Account"},
        sent=examples.ACCOUNT, got=examples.SIGNED_UP,
    ),
)  # fmt: skip
