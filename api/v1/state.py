"""`GET /api/v1/state` and `/turnout`: what a page asks for every few seconds."""

from contextlib import suppress
from typing import Any
from wsgiref.types import WSGIEnvironment

from api.v1 import examples
from api.v1.caching import cached_json
from api.v1.errors import TurnoutHidden
from api.v1.fields import REVISION, STATE, TURNOUT, made_of, or_null
from api.v1.operation import Operation
from api.v1.results import result_values
from api.wsgi.responses import Answer
from api.wsgi.route import Context
from election.errors import NoElection, ResultsHidden
from election.models import Turnout
from election.setup.revision import ballot_revision
from election.voting.counting import shows_turnout


def state(context: Context, environ: WSGIEnvironment) -> Answer:
    """Say where the election is in its life, and how many have voted where everybody may know. It is all that
    moves, in some 150 bytes: a client asks for the rest when that has changed.
    """
    with context.library.current() as services:
        election = services.polls.election()
        counted = services.tally.turnout() if shows_turnout(election) else None
        results = None
        with suppress(ResultsHidden):
            results = result_values(services)["rev"]
    values = {
        "rev": ballot_revision(election),
        "state": election.state,
        "turnout": None if counted is None else turnout_values(counted),
        "resultsRev": results,
    }
    return cached_json(environ, values)


def turnout(context: Context, environ: WSGIEnvironment) -> Answer:
    """Say how many may vote, and how many have."""
    with context.library.current() as services:
        if not shows_turnout(services.polls.election()):
            raise TurnoutHidden
        counted = services.tally.turnout()
    return cached_json(environ, turnout_values(counted))


def turnout_values(turnout: Turnout) -> dict[str, Any]:
    """Return a turnout as JSON has it."""
    return {"voters": turnout.voters, "voted": turnout.voted}


STATE_FIELDS = {
    "rev": REVISION,
    "state": STATE,
    "turnout": or_null(TURNOUT),
    "resultsRev": or_null(REVISION),
}
OPERATIONS = (
    Operation(
        "state", "GET", "/state", state, "Where the election is in its life",
        {200: made_of(STATE_FIELDS, title="State")},
        (NoElection,), is_cached=True, got=examples.STATE,
    ),
    Operation(
        "turnout", "GET", "/turnout", turnout, "How many may vote, and how many have", {200: TURNOUT},
        (NoElection, TurnoutHidden), is_cached=True, got=examples.TURNOUT,
    ),
)  # fmt: skip
