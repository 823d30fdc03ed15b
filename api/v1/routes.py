"""Every operation of API v1. A new one is an `Operation` in a module, and its module here."""

from api.v1 import ballot, election, events, index, reference, results, sessions, state
from api.v1.operation import PREFIX, Operation
from api.wsgi.route import Route

__all__ = ["OPERATIONS", "PREFIX", "ROUTES"]

OPERATIONS: tuple[Operation, ...] = (
    *index.OPERATIONS,
    *reference.OPERATIONS,
    *election.OPERATIONS,
    *state.OPERATIONS,
    *results.OPERATIONS,
    *events.OPERATIONS,
    *sessions.OPERATIONS,
    *ballot.OPERATIONS,
)
ROUTES: tuple[Route, ...] = (
    *(each.route for each in OPERATIONS),
    Route(PREFIX, ("GET",), index.index),  # as people type it
)
