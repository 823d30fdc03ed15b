"""The wrapper around the whole app: headers every answer carries, preflights, and the last safety net.

It sits outside Bottle because headers that Bottle's hooks set are lost on errors.
"""

from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from api.answers import Answers
from api.errors import UNREADABLE, UNREADABLE_ERRORS
from election.errors import ElectionError

_EVERYWHERE = [
    # Any origin may ask: there are no cookies, so a page can only use a token its user gave it.
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "X-Error-Code, Retry-After"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Referrer-Policy", "no-referrer"),
    ("Vary", "Accept-Language"),
    ("X-Content-Type-Options", "nosniff"),
]
_PREFLIGHT = [
    ("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS"),
    ("Access-Control-Allow-Headers", "Authorization, Content-Type"),
    ("Access-Control-Max-Age", "600"),
    *_EVERYWHERE,
]


class Wrapper:
    """A WSGI app around another one. It answers every OPTIONS, and what `app` raises gets no further."""

    def __init__(self, app: WSGIApplication, answers: Answers) -> None:
        self._app = app
        self._answers = answers

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, as WSGI has it."""

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            return start_response(status, headers + _EVERYWHERE, exc_info)

        if status := environ.get(UNREADABLE):
            error = UNREADABLE_ERRORS.get(status, ElectionError)()
            return self._answers.refuse(environ, error).send(environ, start)
        if environ["REQUEST_METHOD"] == "OPTIONS":
            start_response("204 No Content", list(_PREFLIGHT))
            return []
        try:
            return self._app(environ, start)
        except Exception:  # noqa: BLE001 - whatever it is, the client gets an answer and the log the rest
            return self._answers.crash(environ).send(environ, start)
