"""`GET /api/v1/`, `/health` and `/openapi.json`: what is here, and its document."""

from wsgiref.types import WSGIEnvironment

from api.v1.caching import ASK_AGAIN, JSON, cached_json, tagged
from api.v1.fields import TEXT, made_of
from api.v1.operation import PREFIX, Operation
from api.wsgi.responses import Answer, as_json
from api.wsgi.route import Context
from election.errors import StorageFailed
from election.resources import resource

DOCUMENT = ("api", "v1.json")


_NAMES = ("election", "state", "turnout", "results", "events", "sessions")
INDEX = {
    "name": "Vote Kiosk",
    "version": "v1",
    "links": {name: f"{PREFIX}/{name}" for name in _NAMES}
    | {
        "document": f"{PREFIX}/openapi.json",
        "reference": f"{PREFIX}/docs",
    },
}


def index(_context: Context, environ: WSGIEnvironment) -> Answer:
    """Name what one can begin with."""
    return cached_json(environ, INDEX)


def health(context: Context, _environ: WSGIEnvironment) -> Answer:
    """Say that the store can be read."""
    if context.library.current_id is not None:
        with context.library.current() as election:
            election.polls.election()
    return as_json({"ok": True})


def document(_context: Context, environ: WSGIEnvironment) -> Answer:
    """Give the OpenAPI document, as it is in the repository."""
    return tagged(environ, resource(*DOCUMENT).read_bytes(), JSON, ASK_AGAIN)


LINKS = {"type": "object", "additionalProperties": TEXT}
OPERATIONS = (
    Operation(
        "index", "GET", "/", index, "What is here",
        {200: made_of({"name": TEXT, "version": TEXT, "links": LINKS}, title="Index")},
        is_cached=True, got=INDEX,
    ),
    Operation(
        "health", "GET", "/health", health, "Whether the program works",
        {200: made_of({"ok": {"const": True}}, title="Health")}, (StorageFailed,), got={"ok": True},
    ),
    Operation(
        "document", "GET", "/openapi.json", document, "This document",
        {200: {"type": "object"}}, is_cached=True,
    ),
)  # fmt: skip
