"""Whether e-mail addresses and passwords are taken from phones: on plain HTTP others on the network can read
them, and people use the same password elsewhere.

It is asked by the pages and by API v1. The simple API takes them as ever: its clients have no other way in.
"""

from wsgiref.types import WSGIEnvironment

from election.errors import Forbidden
from election.models import Election


class PasswordsNeedTls(Forbidden):
    """No e-mail addresses and passwords are taken here, where others could read them."""

    code = "account.needs_tls"


def is_private(environ: WSGIEnvironment) -> bool:
    """Return whether nobody on the way can read this request."""
    return environ.get("wsgi.url_scheme") == "https"


def takes_passwords(environ: WSGIEnvironment, election: Election) -> bool:
    """Return whether e-mail addresses and passwords are taken in a request like this one."""
    return election.passwords_over_http or is_private(environ)


def check_takes_passwords(environ: WSGIEnvironment, election: Election) -> None:
    """Raise PasswordsNeedTls unless they are."""
    if not takes_passwords(environ, election):
        raise PasswordsNeedTls
