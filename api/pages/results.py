"""The counts, once they are due, and what they decide, for whoever comes by."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple
from wsgiref.types import WSGIEnvironment

from api.pages.pages import Pages
from api.wsgi.responses import Answer
from election.errors import ResultsHidden
from election.models import Contest, ContestResult
from election.results.exports import numbers
from election.results.words import row_name
from election.voting.counting import shows_turnout
from election.voting.deciding.outcome import Outcome
from election.voting.deciding.sentences import Say, Sentences
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
    language = pages.language(environ, None)

    def say(key: str, /, **values: object) -> str:
        return pages.catalogue.text(key, language, **values)

    contests = _shown(election.contests, counted, outcomes, say, language)
    return pages.render(environ, "results", election=election, turnout=turnout, contests=contests, note=note)


class _Shown(NamedTuple):
    """What is shown of one contest: why it came out as it did once that is known, and no `result` where its
    box stays closed.
    """

    contest: Contest
    sentences: Sequence[str]
    result: ContestResult | None
    rows: Sequence[tuple[str, Mapping[str, int]]]


def _shown(
    contests: Sequence[Contest],
    counted: Sequence[ContestResult],
    outcomes: Sequence[Outcome],
    say: Say,
    language: str,
) -> list[_Shown]:
    results = {each.contest.id: each for each in counted}
    said = {each.contest.id: Sentences(say).outcome(each) for each in outcomes}
    return [
        _Shown(each, said.get(each.id, ()), result, [] if result is None else _rows(result, language))
        for each in contests
        if (result := results.get(each.id)) is not None or each.id in said
    ]


def _rows(result: ContestResult, language: str) -> list[tuple[str, dict[str, int]]]:
    """Return the figures of each candidate; votes that were carried over only where there are any."""
    rows = [(row_name(result.contest, count.candidate, language), numbers(count)) for count in result.counts]
    if not any(figures.get("carried_over") for _, figures in rows):
        for _, figures in rows:
            figures.pop("carried_over", None)
    return rows
