"""A route of API v1 with what its document (`openapi`) says of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from wsgiref.types import WSGIEnvironment

from api.v1.accept import check_accepted
from api.wsgi.responses import Answer, Later
from api.wsgi.route import Context, Handler, Route
from election.errors import ElectionError

PREFIX = "/api/v1"
Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """What one method at one path does. `path` is Bottle's, below the prefix. `answers` gives the JSON schema
    of each good answer by its status, None where it has no body; `refusals` the errors of its own. `role` is
    whose token it asks for; `is_cached`: it answers 304 to whoever has it already. `query` are the values of
    the query that it looks at, none of which must be there; `sent` an example of a body and `got` of the
    answer to it. `headers` are those that it asks for, `answered` those that every good answer has.
    """

    name: str
    method: str
    path: str
    handle: Handler
    summary: str
    answers: Mapping[int, Schema | None]
    refusals: tuple[type[ElectionError], ...] = ()
    body: Schema | None = None
    role: str | None = None
    is_cached: bool = False
    headers: Mapping[str, Schema] = field(default_factory=dict)
    answered: Mapping[str, Schema] = field(default_factory=dict)
    path_values: Mapping[str, Schema] = field(default_factory=dict)
    query: Mapping[str, Schema] = field(default_factory=dict)
    media: str = "application/json"
    together: bool = False
    sent: Any = None
    got: Any = None

    @property
    def route(self) -> Route:
        """The same, as a router takes it."""
        return Route(PREFIX + self.path, (self.method,), self._handle, self.together)

    def _handle(self, context: Context, environ: WSGIEnvironment) -> Answer | Later:
        check_accepted(environ, self.media)
        return self.handle(context, environ)
