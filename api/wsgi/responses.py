"""Answers: what goes back to a client, and the one table from kinds of errors to HTTP statuses."""

import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from wsgiref.types import StartResponse, WSGIEnvironment

from api.errors import (
    BodyTooLarge,
    HeadersTooLarge,
    NotAcceptable,
    NotJson,
    NotUnderstood,
    WrongHost,
    WrongMethod,
)
from api.wsgi import requests
from api.wsgi.headers import Headers
from election.errors import (
    Conflict,
    ElectionError,
    Forbidden,
    Invalid,
    NotFound,
    Throttled,
    Unauthenticated,
    Unavailable,
)
from election.i18n.catalogue import Catalogue
from election.voters.refusals import PasswordsBusy

log = logging.getLogger(__name__)

_STATUS: dict[type[ElectionError], int] = {
    BodyTooLarge: 413,
    NotAcceptable: 406,
    NotJson: 415,
    HeadersTooLarge: 431,
    WrongHost: 421,
    NotUnderstood: 501,
    WrongMethod: 405,
    Invalid: 400,
    Unauthenticated: 401,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    Throttled: 429,
    Unavailable: 503,
    ElectionError: 500,
}
CHALLENGE = ("WWW-Authenticate", "Bearer")
_WITHOUT_BODY = (204, 304)
_RETRY_UNAVAILABLE = 5  # seconds; a full disk takes a person longer, a busy one does not


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer. `headers` are those of its own; every answer gets more on its way out."""

    status: int
    body: bytes
    content_type: str = "text/plain; charset=utf-8"
    headers: Headers = ()

    def all_headers(self) -> list[tuple[str, str]]:
        """Return the headers that describe this answer, its own ones included."""
        if self.status in _WITHOUT_BODY:
            return list(self.headers)
        length = str(len(self.body))
        return [("Content-Type", self.content_type), ("Content-Length", length), *self.headers]

    def send(
        self, environ: WSGIEnvironment, start_response: StartResponse, more: Iterable[tuple[str, str]] = ()
    ) -> list[bytes]:
        """Give this answer the WSGI way, with those of `more` headers that it has not itself."""
        own = self.all_headers()
        names = {name for name, _ in own}
        headers = [*own, *(header for header in more if header[0] not in names)]
        start_response(f"{self.status} {HTTPStatus(self.status).phrase}", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]


@dataclass(frozen=True, slots=True)
class Later:
    """An answer that is known once `wait` returns. A server may begin several requests before it waits for
    the first (`api.http.lane`).
    """

    wait: Callable[[], Answer]


def plain(text: str) -> Answer:
    """Answer 200 with `text` as it is."""
    return Answer(200, text.encode())


def as_json(value: object) -> Answer:
    """Answer 200 with `value` as JSON in UTF-8, nothing escaped that need not be."""
    return Answer(200, json.dumps(value, ensure_ascii=False).encode(), "application/json; charset=utf-8")


class Answers:
    """Words answers in the language of whoever asked."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def say(self, environ: WSGIEnvironment, key: str, status: int = 200) -> Answer:
        """Answer with the catalogue's text under `key`."""
        language = requests.language(environ)
        text = self._catalogue.text(key, language)
        return Answer(status, text.encode(), headers=(("Content-Language", language),))

    def refuse(self, environ: WSGIEnvironment, error: ElectionError) -> Answer:
        """Answer with the text, the status and the unchanging code of `error`."""
        language = requests.language(environ)
        text = self._catalogue.of_error(error, language)
        return self.refusal(self.status_of(error), error.code, text, refusal_headers(error, language))

    def status_of(self, error: ElectionError) -> int:
        """Return the HTTP status of a refusal."""
        return status_of(error)

    def refusal(self, status: int, _code: str, text: str, headers: Headers) -> Answer:
        """Return the answer that says `text`; the headers have the code of the error, too."""
        return Answer(status, text.encode(), headers=headers)

    def crash(self, environ: WSGIEnvironment) -> Answer:
        """Log the exception being handled, which is a bug, and answer 500 without a word of it. The log has
        the route and never the path, in which a voter code or a proof of having voted may stand.
        """
        route = environ.get(requests.ROUTE, "?")
        log.exception("unexpected error at %s %s", environ["REQUEST_METHOD"], route)
        return self.refuse(environ, ElectionError())


def status_of(error: ElectionError) -> int:
    """Return the HTTP status that a kind of error has."""
    return next(_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS)


def refusal_headers(error: ElectionError, language: str) -> Headers:
    """Return the headers that a refusal carries, whatever its body is."""
    return (("Content-Language", language), ("X-Error-Code", error.code), *_special_headers(error))


def _special_headers(error: ElectionError) -> Headers:
    match error:
        case Unauthenticated():
            return (CHALLENGE,)
        case Throttled() | PasswordsBusy():
            return (("Retry-After", str(error.retry_after)),)
        case Unavailable():
            return (("Retry-After", str(_RETRY_UNAVAILABLE)),)
        case WrongMethod():
            return (("Allow", error.allow),)
        case _:
            return ()
