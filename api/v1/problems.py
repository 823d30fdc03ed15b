"""Refusals as problem details (RFC 9457), in the language of whoever asked."""

import json
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from wsgiref.types import WSGIEnvironment

from api.errors import MalformedRequest, WrongMethod
from api.v1.errors import EventsGone
from api.wsgi.headers import IN_LANGUAGE, Headers
from api.wsgi.responses import CHALLENGE, Answer, Answers, status_of
from election.errors import ElectionError, EmailTaken, Invalid, NoSuchCandidate, NoSuchContest
from election.voters.codes import CodeUnknown
from election.voters.refusals import WrongCredentials, WrongRole

KIND = "application/problem+json; charset=utf-8"
PAGES = "/problems/"  # where a page about each code is

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
_OTHERWISE: dict[type[ElectionError], int] = {
    CodeUnknown: 401,
    EmailTaken: 409,
    EventsGone: 410,
    NoSuchCandidate: UNPROCESSABLE,
    NoSuchContest: UNPROCESSABLE,
    WrongCredentials: 401,
    WrongRole: 403,
}


def problem_status(error: ElectionError) -> int:
    """Return the HTTP status of a refusal. What the simple API answers to some is of old, and stays there.
    Here a body that is read well, and yet cannot be taken for what it says, is 422.
    """
    if type(error) in _OTHERWISE:
        return _OTHERWISE[type(error)]
    is_of_the_request = error.code.startswith("request.")
    return UNPROCESSABLE if isinstance(error, Invalid) and not is_of_the_request else status_of(error)


class Problems(Answers):
    """Words refusals for clients of API v1. Nothing that a client sent stands in one."""

    def refuse(self, environ: WSGIEnvironment, error: ElectionError) -> Answer:
        """Return the problem that `error` is, and where in the request it lies as far as that is known."""
        if isinstance(error, WrongMethod):
            error = WrongMethod(_all_methods(error.allow))
        answer = super().refuse(environ, error)
        if not (pointers := _pointers(error)):
            return answer
        problem = json.loads(answer.body)
        same = {name: problem[name] for name in ("code", "detail")}
        problem["errors"] = [{"pointer": pointer, **same} for pointer in pointers]
        return replace(answer, body=_as_bytes(problem))

    def status_of(self, error: ElectionError) -> int:
        """Return the HTTP status of a refusal."""
        return problem_status(error)

    def refusal(self, status: int, code: str, text: str, headers: Headers) -> Answer:
        """Return the problem: its unchanging ``code``, and a sentence for people as its ``detail``."""
        problem: dict[str, object] = {
            "type": f"{PAGES}{code}",
            "title": code,
            "status": status,
            "detail": text,
            "code": code,
        }
        if wait := dict(headers).get("Retry-After"):
            problem["retryAfter"] = int(wait)
        if status == HTTPStatus.UNAUTHORIZED:  # RFC 9110, 15.5.2: each of them has it
            headers = (*(each for each in headers if each != CHALLENGE), CHALLENGE)
        return Answer(status, _as_bytes(problem), KIND, (*headers, IN_LANGUAGE))


def _pointers(error: ElectionError) -> list[str]:
    """Return where in the body it lies, as JSON pointers (RFC 6901): fields and contests that we know."""
    if isinstance(error, MalformedRequest):
        return [f"/{name}" for name in error.fields]
    return [] if error.contest is None else [f"/choices/{error.contest}"]


def _all_methods(allow: str) -> str:
    """Return what a path takes, with the methods that come along with those of its handlers."""
    methods = allow.split(",")
    return ", ".join([*methods, *(["HEAD"] if "GET" in methods else []), "OPTIONS"])


def _as_bytes(problem: Any) -> bytes:
    return json.dumps(problem, ensure_ascii=False).encode()
