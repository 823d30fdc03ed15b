"""`GET /api/v1/results`: the counts, once they are due."""

import json
from contextlib import suppress
from typing import Any
from wsgiref.types import WSGIEnvironment

from api.v1 import examples
from api.v1.caching import cached_json, digest
from api.v1.fields import COUNT, ID, KIND, REVISION, list_of, made_of
from api.v1.operation import Operation
from api.wsgi.responses import Answer
from api.wsgi.route import Context
from election.election_services import ElectionServices
from election.errors import NoElection, ResultsHidden
from election.models import CandidateCount, ContestResult
from election.voting.deciding.outcome import Decision, Outcome
from election.voting.methods.yes_no import YesNoCount


def results(context: Context, environ: WSGIEnvironment) -> Answer:
    """Give what has been counted, and what it decides once no vote can come any more."""
    with context.library.current() as services:
        values = result_values(services)
    return cached_json(environ, values)


def result_values(services: ElectionServices) -> dict[str, Any]:
    """Return the results as JSON has them; their ``rev`` changes when anything of them does. Raises
    ResultsHidden, NoElection.
    """
    outcomes: tuple[Outcome, ...] = ()
    is_final = services.polls.election().state.is_counted
    counted = services.tally.results()
    with suppress(ResultsHidden):  # live: nothing is decided yet
        outcomes = services.tally.outcomes()
    by_contest = {each.contest.id: each for each in counted}
    contests = [_counts(each) for each in counted]
    if outcomes:
        contests = [_decided(each, by_contest.get(each.contest.id)) for each in outcomes]
    values = {"final": is_final, "contests": contests}
    return {"rev": digest(json.dumps(values).encode()), **values}


def _counts(result: ContestResult) -> dict[str, Any]:
    return {
        "id": str(result.contest.id),
        "kind": result.contest.kind,
        "ballots": result.ballots,
        "blank": result.blank,
        "counts": [_count(each) for each in result.counts],
    }


def _count(count: CandidateCount) -> dict[str, Any]:
    found: dict[str, Any] = {"candidate": str(count.candidate.id)}
    if isinstance(count, YesNoCount):
        return found | {"yes": count.votes, "no": count.no, "abstain": count.abstain}
    carried_over = count.candidate.carried_over
    return found | {"votes": count.votes, "carriedOver": carried_over, "total": count.total}


def _decided(outcome: Outcome, result: ContestResult | None) -> dict[str, Any]:
    """Return a contest's counts, none where its box stays closed, and its outcome."""
    found: dict[str, Any] = {"id": str(outcome.contest.id), "kind": outcome.contest.kind}
    if result is not None:
        found = _counts(result)
    return found | {"decision": outcome.decision, "elected": [str(each.id) for each in outcome.elected]}


_NUMBERS = ("votes", "carriedOver", "total", "yes", "no", "abstain")
COUNTED = made_of(
    {"candidate": ID, **dict.fromkeys(_NUMBERS, COUNT)}, optional=_NUMBERS, title="CandidateCount"
)
RESULT = made_of(
    {
        "id": ID,
        "kind": KIND,
        "ballots": COUNT,
        "blank": COUNT,
        "counts": list_of(COUNTED),
        "decision": {"type": "string", "description": "In one word: " + ", ".join(Decision) + "."},
        "elected": list_of(ID),
    },
    optional=("ballots", "blank", "counts", "decision", "elected"),
    title="ContestResult",
)
RESULTS = made_of(
    {"rev": REVISION, "final": {"type": "boolean"}, "contests": list_of(RESULT)}, title="Results"
)
OPERATIONS = (
    Operation(
        "results", "GET", "/results", results,
        "The counts, once they are due; live ones in steps of five ballots or more, one late",
        {200: RESULTS},
        (NoElection, ResultsHidden), is_cached=True, got=examples.RESULTS,
    ),
)  # fmt: skip
