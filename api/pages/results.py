"""The counts, once they are due, for whoever comes by."""

from contextlib import suppress
from wsgiref.types import WSGIEnvironment

from api.pages.pages import Pages
from api.wsgi.responses import Answer
from election.errors import ResultsHidden
from election.models import CandidateCount, ContestResult
from election.results.exports import numbers
from election.voting.counting import shows_turnout
from election.voting.deciding.outcome import Outcome
from election.voting.live_counts import note_of


def results(pages: Pages, environ: WSGIEnvironment) -> Answer:
    """Show what was counted, or say that it is not due."""
    outcomes: tuple[Outcome, ...] = ()
    with pages.library.current() as services:
        election = services.polls.election()
        is_public = shows_turnout(election)
        turnout = services.tally.turnout() if is_public else None
        try:
            counted = services.tally.results()
        except ResultsHidden:
            return pages.render(
                environ, "results", election=election, turnout=turnout, contests=None, note=None
            )
        with suppress(ResultsHidden):
            outcomes = services.tally.outcomes()
        note = note_of(election)
    by_contest = {each.contest.id: each for each in outcomes}
    contests = [(each, by_contest.get(each.contest.id), _rows(each)) for each in counted]
    return pages.render(environ, "results", election=election, turnout=turnout, contests=contests, note=note)


def _rows(result: ContestResult) -> list[tuple[CandidateCount, dict[str, int]]]:
    """Return the figures of each candidate; votes that were carried over only where there are any."""
    rows = [(count, numbers(count)) for count in result.counts]
    if not any(figures.get("carried_over") for _, figures in rows):
        for _, figures in rows:
            figures.pop("carried_over", None)
    return rows
