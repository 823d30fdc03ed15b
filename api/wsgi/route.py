"""A route of the API: where it is, what it takes, and who handles it."""

from collections.abc import Callable
from dataclasses import dataclass
from wsgiref.types import WSGIEnvironment

from api.wsgi.responses import Answer, Answers, Later
from election.library import Library


@dataclass(frozen=True, slots=True)
class Context:
    """What every handler is given. Nothing is kept between requests, and any thread may ask."""

    library: Library
    answers: Answers


Handler = Callable[[Context, WSGIEnvironment], Answer | Later]


@dataclass(frozen=True, slots=True)
class Route:
    """A path with the methods it takes. `handle` reads the request, calls a service, and returns an answer or
    raises a typed error. A server had better begin several of those that are handled `together` before it
    answers one: they share a write to the disk.
    """

    path: str
    methods: tuple[str, ...]
    handle: Handler
    together: bool = False
