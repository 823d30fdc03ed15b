"""Refusals as problem details (RFC 9457), in the language of whoever asked."""

import json

from api.wsgi.headers import Headers
from api.wsgi.responses import Answer, Answers, status_of
from election.errors import ElectionError, EmailTaken
from election.voters.refusals import WrongCredentials

KIND = "application/problem+json; charset=utf-8"
PAGES = "/problems/"  # where a page about each code is


_OTHERWISE: dict[type[ElectionError], int] = {EmailTaken: 409, WrongCredentials: 401}


def problem_status(error: ElectionError) -> int:
    """Return the HTTP status of a refusal. What the simple API answers to some is of old, and stays there."""
    return _OTHERWISE.get(type(error)) or status_of(error)


class Problems(Answers):
    """Words refusals for clients of API v1. Nothing that a client sent stands in one."""

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
        return Answer(status, json.dumps(problem, ensure_ascii=False).encode(), KIND, headers)
