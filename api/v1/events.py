"""`GET /api/v1/events`: what was done to the polls, from the first step on, a page at a time.

What changes without anybody's doing, as the turnout and live results, is in ``/state``.
"""

import re
from wsgiref.types import WSGIEnvironment

from api.errors import MalformedRequest
from api.v1 import examples
from api.v1.caching import cached_json
from api.v1.errors import EventsGone
from api.v1.fields import TEXT, list_of, made_of
from api.v1.operation import Operation
from api.wsgi.requests import query
from api.wsgi.responses import Answer
from api.wsgi.route import Context
from election.errors import NoElection
from election.setup.steps import STEPS
from election.setup.times import PROLONGED

MOST = 50  # of a page
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
_TYPES = (*(rule.act for rule in STEPS.values()), PROLONGED)


def events(context: Context, environ: WSGIEnvironment) -> Answer:
    """Give what comes after the event that the client had last."""
    after = _number(environ, "after", 0)
    limit = _number(environ, "limit", MOST)
    if not 1 <= limit <= MOST:
        raise MalformedRequest
    with context.library.current() as services:
        told = [(act.what, act.when) for act in services.polls.acts() if act.what in _TYPES]
    if after > len(told):
        raise EventsGone
    page = told[after : after + limit]
    items = [
        {"id": str(number), "type": what, "at": when} for number, (what, when) in enumerate(page, after + 1)
    ]
    return cached_json(environ, {"items": items, "next": str(after + len(page))})


def _number(environ: WSGIEnvironment, name: str, otherwise: int) -> int:
    text = query(environ, name)
    if text is None:
        return otherwise
    if not _NUMBER.fullmatch(text):
        raise MalformedRequest
    return int(text)


CURSOR = {
    "type": "string",
    "pattern": "^(0|[1-9][0-9]{0,8})$",
    "description": "The `next` of the page before; without it from the first on.",
}
LIMIT = {"type": "integer", "minimum": 1, "maximum": MOST, "description": f"Of a page; {MOST} by itself."}
TYPE = TEXT | {"description": "There may come more than " + ", ".join(_TYPES) + "."}
EVENT = made_of({"id": TEXT, "type": TYPE, "at": TEXT | {"format": "date-time"}}, title="Event")
OPERATIONS = (
    Operation(
        "events", "GET", "/events", events, "What was done to the polls, and when",
        {200: made_of({"items": list_of(EVENT), "next": TEXT}, title="Events")}, (NoElection, EventsGone),
        is_cached=True, query={"after": CURSOR, "limit": LIMIT}, got=examples.EVENTS,
    ),
)  # fmt: skip
