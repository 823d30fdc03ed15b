"""``election results``: the counts of an election, and what they decide."""

from dataclasses import dataclass
from typing import Any

import click

from cli.command import Command
from cli.election_id import election_id
from cli.opening import open_data
from cli.options import Options
from cli.output import json_option, print_json, print_table
from election.election_services import ElectionServices
from election.errors import ResultsHidden
from election.i18n.catalogue import catalogue
from election.models import Contest, ContestResult
from election.results.exports import numbers, sum_values
from election.results.report import Sums
from election.results.words import sum_words
from election.voting.deciding.outcome import Outcome
from election.voting.deciding.sentences import Sentences


@click.command(cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@json_option
@click.pass_obj
def command(options: Options, which: str | None, *, as_json: bool) -> None:
    """Show the counts, once they have been made, and what they decide.

    Of a contest that its quorum keeps closed nothing is shown but that.
    """
    with open_data(options) as services:
        found = election_id(services.library, which)
        with services.library.held(found) as held:
            found_out = _shown(held)
    if as_json:
        print_json([_values(each) for each in found_out])
        return
    for each in found_out:
        _print(options.language, each)


@dataclass(frozen=True)
class _Shown:
    """What may be shown of one contest; `outcome` and `sums` only once it was counted."""

    contest: Contest
    result: ContestResult | None
    outcome: Outcome | None = None
    sums: Sums | None = None


def _shown(held: ElectionServices) -> list[_Shown]:
    try:
        contests = held.results.report().contests
    except ResultsHidden:  # or counted live: nothing is decided yet
        return [_Shown(each.contest, each) for each in held.tally.results()]
    return [_Shown(each.contest, each.result, each.outcome, each.sums) for each in contests]


def _values(shown: _Shown) -> dict[str, Any]:
    values: dict[str, Any] = {"contest": shown.contest.id}
    result, outcome, sums = shown.result, shown.outcome, shown.sums
    if result is not None:
        counts = [{"candidate": each.candidate.id, **numbers(each)} for each in result.counts]
        values |= {"ballots": result.ballots, "blank": result.blank, "counts": counts}
    if sums is not None:
        values["sums"] = sum_values(sums)
    if outcome is not None:
        values |= {"decision": outcome.decision, "elected": [each.id for each in outcome.elected]}
    return values


def _print(language: str, shown: _Shown) -> None:
    texts, result = catalogue(), shown.result

    def say(key: str, /, **values: object) -> str:
        return texts.text(key, language, **values)

    print(shown.contest.title.in_language(language))
    for sentence in Sentences(say).outcome(shown.outcome) if shown.outcome is not None else ():
        print(f"  {sentence}")
    if result is not None:
        rows = [(each.candidate.name, *map(str, numbers(each).values())) for each in result.counts]
        headings = [say(f"election_results.{name}") for name in numbers(result.counts[0])] if rows else []
        print_table([say("election_results.candidate"), *headings], rows)
        print(f"  {say('results.ballots', count=result.ballots)}")
        print(f"  {say('results.blank', count=result.blank)}")
    for line in sum_words(shown.sums, say) if shown.sums is not None else ():
        print(f"  {line}")
    print()
