"""``election results``: the counts of an election, and what they decide."""

from typing import Any

import click

from cli.command import Command
from cli.election_id import election_id
from cli.opening import open_data
from cli.options import Options
from cli.output import json_option, print_json, print_table
from election.errors import ResultsHidden
from election.i18n.catalogue import catalogue
from election.models import CandidateCount, ContestResult
from election.voting.counting import Tally
from election.voting.deciding.outcome import Outcome
from election.voting.deciding.sentences import Sentences
from election.voting.methods.yes_no import YesNoCount


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
            results, outcomes = held.tally.results(), _outcomes(held.tally)
    by_contest = {result.contest.id: result for result in results}
    decided = {outcome.contest.id: outcome for outcome in outcomes}
    contests = sorted(by_contest.keys() | decided.keys())
    if as_json:
        print_json([_values(each, by_contest.get(each), decided.get(each)) for each in contests])
        return
    for each in contests:
        _print(options.language, by_contest.get(each), decided.get(each))


def _outcomes(tally: Tally) -> tuple[Outcome, ...]:
    try:
        return tally.outcomes()
    except ResultsHidden:  # counted live: nothing is decided yet
        return ()


def _values(contest_id: int, result: ContestResult | None, outcome: Outcome | None) -> dict[str, Any]:
    values: dict[str, Any] = {"contest": contest_id}
    if result is not None:
        counts = [{"candidate": each.candidate.id, **_numbers(each)} for each in result.counts]
        values |= {"ballots": result.ballots, "blank": result.blank, "counts": counts}
    if outcome is not None:
        values |= {"decision": outcome.decision, "elected": [each.id for each in outcome.elected]}
    return values


def _numbers(count: CandidateCount) -> dict[str, int]:
    if isinstance(count, YesNoCount):
        return {"yes": count.votes, "no": count.no, "abstain": count.abstain}
    return {"votes": count.votes, "carried_over": count.candidate.carried_over}


def _print(language: str, result: ContestResult | None, outcome: Outcome | None) -> None:
    texts, shown = catalogue(), result or outcome

    def say(key: str, /, **values: object) -> str:
        return texts.text(key, language, **values)

    if shown is not None:
        print(shown.contest.title.in_language(language))
    for sentence in Sentences(say).outcome(outcome) if outcome is not None else ():
        print(f"  {sentence}")
    if result is not None:
        rows = [(each.candidate.name, *map(str, _numbers(each).values())) for each in result.counts]
        headings = [say(f"election_results.{name}") for name in _numbers(result.counts[0])] if rows else []
        print_table([say("election_results.candidate"), *headings], rows)
        print(f"  {say('results.ballots', count=result.ballots)}")
        print(f"  {say('results.blank', count=result.blank)}")
    print()
