"""The wrapper around the whole app: headers every answer carries, preflights, a 500 for what is a bug."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar
from wsgiref.types import StartResponse, WSGIEnvironment

from api.errors import UNREADABLE, UNREADABLE_ERRORS
from api.wsgi.headers import StandingHeaders
from api.wsgi.responses import Answer, Answers, Later
from election.errors import ElectionError

T = TypeVar("T")

_PRACTICE = ("X-Election-Practice", "1")  # no real election: clients say so


class Wrapper:
    """A WSGI app around `respond`. It answers every OPTIONS, and what `respond` raises gets no further.
    Every answer tells whether the election `is_practice`.
    """

    def __init__(
        self,
        respond: Callable[[WSGIEnvironment], Answer | Later],
        answers: Answers,
        standing: StandingHeaders,
        is_practice: Callable[[], bool] = lambda: False,
    ) -> None:
        self._respond = respond
        self._answers = answers
        self._standing = standing
        self._is_practice = is_practice

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, as WSGI has it."""
        if environ["REQUEST_METHOD"] == "OPTIONS" and UNREADABLE not in environ:
            start_response("204 No Content", [*self._standing.preflight, *self._more()])
            return []
        answer = self._safely(lambda: self._begin(environ), environ)
        if isinstance(answer, Later):
            return self._when_known(answer, environ, start_response)
        return answer.send(environ, start_response, self._more())

    def _begin(self, environ: WSGIEnvironment) -> Answer | Later:
        if status := environ.get(UNREADABLE):
            refusal = UNREADABLE_ERRORS.get(status, ElectionError)
            raise refusal
        return self._respond(environ)

    def _when_known(
        self, later: Later, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterator[bytes]:
        """Wait for the answer only when it is asked for; PEP 3333 lets start_response be called that late."""
        answer = self._safely(later.wait, environ)
        yield from answer.send(environ, start_response, self._more())

    def _more(self) -> list[tuple[str, str]]:
        return [*self._standing.everywhere, *([_PRACTICE] if self._is_practice() else [])]

    def _safely(self, work: Callable[[], T], environ: WSGIEnvironment) -> T | Answer:
        try:
            return work()
        except ElectionError as error:
            return self._answers.refuse(environ, error)
        except Exception:  # noqa: BLE001 - whatever it is, the client gets an answer and the log the rest
            return self._answers.crash(environ)
