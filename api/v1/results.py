"""`GET /api/v1/results`: the counts, once they are due."""

from contextlib import suppress
from typing import Any
from wsgiref.types import WSGIEnvironment

from api.v1.caching import cached_json
from api.v1.fields import COUNT, ID, list_of, made_of
from api.v1.operation import Operation
from api.wsgi.responses import Answer
from api.wsgi.route import Context
from election.errors import NoElection, ResultsHidden
from election.models import ContestResult
from election.results.exports import numbers
from election.voting.deciding.outcome import Outcome


def results(context: Context, environ: WSGIEnvironment) -> Answer:
    """Give what has been counted, and what it decides once no vote can come any more."""
    outcomes: tuple[Outcome, ...] = ()
    with context.library.current() as services:
        is_final = services.polls.election().state.is_counted
        counted = services.tally.results()
        with suppress(ResultsHidden):  # live: nothing is decided yet
            outcomes = services.tally.outcomes()
    by_contest = {each.contest.id: each for each in counted}
    contests = [_counts(each) for each in counted]
    if outcomes:
        contests = [_decided(each, by_contest.get(each.contest.id)) for each in outcomes]
    return cached_json(environ, {"final": is_final, "contests": contests})


def _counts(result: ContestResult) -> dict[str, Any]:
    return {
        "id": str(result.contest.id),
        "kind": result.contest.kind,
        "ballots": result.ballots,
        "blank": result.blank,
        "counts": [{"candidate": str(each.candidate.id), **numbers(each)} for each in result.counts],
    }


def _decided(outcome: Outcome, result: ContestResult | None) -> dict[str, Any]:
    """Return a contest's counts, none where its box stays closed, and its outcome."""
    found: dict[str, Any] = {"id": str(outcome.contest.id), "kind": outcome.contest.kind}
    if result is not None:
        found = _counts(result)
    return found | {"decision": outcome.decision, "elected": [str(each.id) for each in outcome.elected]}


RESULT = made_of(
    {
        "id": ID,
        "kind": {"type": "string"},
        "ballots": COUNT,
        "blank": COUNT,
        "counts": list_of({"type": "object", "required": ["candidate"], "properties": {"candidate": ID}}),
        "decision": {"type": "string"},
        "elected": list_of(ID),
    },
    optional=("ballots", "blank", "counts", "decision", "elected"),
)
OPERATIONS = (
    Operation(
        "results", "GET", "/results", results, "The counts, once they are due",
        {200: made_of({"final": {"type": "boolean"}, "contests": list_of(RESULT)})},
        (NoElection, ResultsHidden), is_cached=True,
    ),
)  # fmt: skip
