"""What the API itself refuses, next to what the services refuse (`election.errors`)."""

from collections.abc import Iterable

from election.errors import ElectionError, Invalid, NotFound, Unavailable

# The server sets this in the WSGI environ of a request it could not read, to the HTTP status it stands for,
# so that the app words that refusal like every other.
UNREADABLE = "api.unreadable"


class MalformedRequest(Invalid):
    """The body is not what this request takes, or nothing we can read. `fields` are those of a body's form
    that are missing or wrong.
    """

    code = "request.malformed"

    def __init__(self, fields: Iterable[str] = ()) -> None:
        super().__init__()
        self.fields = tuple(fields)


class IdMissing(Invalid):
    """No candidate's id, or it is not a number."""

    code = "request.id_missing"


class TokenMissing(Invalid):
    """No token was given to be checked."""

    code = "request.token_missing"


class NotAcceptable(Invalid):
    """The client takes only forms that this is not given in."""

    code = "request.not_acceptable"


class NotJson(Invalid):
    """The body says that it is something else than JSON, where nothing else is taken."""

    code = "request.not_json"


class BodyTooLarge(Invalid):
    """The body is longer than anything the API takes."""

    code = "request.body_too_large"


class HeadersTooLarge(Invalid):
    """The request line and the headers are longer than anything the API takes."""

    code = "request.headers_too_large"


class NotUnderstood(Invalid):
    """The request uses a part of HTTP this server does not speak."""

    code = "request.not_understood"


class WrongHost(Invalid):
    """The request names a host that is not this one (`api.http.hosts`)."""

    code = "request.wrong_host"


class NoSuchPath(NotFound):
    """There is nothing at this address."""

    code = "request.no_such_path"


class WrongMethod(Invalid):
    """There is something at this address, but not for this method; `allow` is those it has."""

    code = "request.wrong_method"

    def __init__(self, allow: str) -> None:
        super().__init__()
        self.allow = allow


class PortTaken(Unavailable):
    """Another program listens on the port the API should use."""

    code = "api.port_taken"


class PortForbidden(Unavailable):
    """The system does not let this user listen on that port."""

    code = "api.port_forbidden"


class AddressUnusable(Unavailable):
    """This machine does not have the address the API should listen on."""

    code = "api.address_unusable"


class ApiDied(Unavailable):
    """The API's server ended by itself, which is a bug; it is started again (`api.http.switch`)."""

    code = "api.died"


UNREADABLE_ERRORS: dict[int, type[ElectionError]] = {
    400: MalformedRequest,
    413: BodyTooLarge,
    421: WrongHost,
    431: HeadersTooLarge,
    501: NotUnderstood,
}
