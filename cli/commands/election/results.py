"""``election results``: the counts of an election, and what they decide."""

from dataclasses import dataclass, field
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import Options
from cli.output import json_option, print_json, print_table
from cli.tasks import task
from election.election_services import ElectionServices
from election.errors import Message, ResultsHidden
from election.i18n.catalogue import catalogue
from election.models import Contest, ContestResult
from election.results.counted import count_values_of
from election.results.exports import numbers, sum_values
from election.results.report import Sums
from election.results.words import row_name, sum_words
from election.services import Services
from election.voting.deciding.outcome import Outcome
from election.voting.deciding.sentences import Sentences
from election.voting.live_counts import note_of


@task()
def read(services: Services, which: str | None, language: str) -> list[dict[str, Any]]:
    """Return the counts and the decision of each contest; and its ``words`` for people in `language`."""
    with services.library.held(election_id(services.library, which)) as held:
        return [_values(each) | {"words": _words(language, each)} for each in _shown(held)]


@click.command(cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@json_option
@click.pass_obj
def command(options: Options, which: str | None, *, as_json: bool) -> None:
    """Show the counts, once they have been made, and what they decide.

    Of a contest that its quorum keeps closed nothing is shown but that. With --json, "count" is the log of
    a count by rankings or scores, as in the JSON of "election export".
    """
    found = carry_out(options, read(which, options.language))
    for_people = [each.pop("words") for each in found]
    if as_json:
        print_json(found)
        return
    for words in for_people:
        print(words["title"])
        for sentence in words["sentences"]:
            print(f"  {sentence}")
        if words["headings"]:
            print_table(words["headings"], words["rows"])
        for line in words["sums"]:
            print(f"  {line}")
        print()


@dataclass(frozen=True)
class _Shown:
    """What may be shown of one contest; all but `result` only once it was counted. `count` is its log,
    `note` what is said beside counts that still move."""

    contest: Contest
    result: ContestResult | None
    outcome: Outcome | None = None
    sums: Sums | None = None
    count: dict[str, Any] = field(default_factory=dict)
    note: Message | None = None


def _shown(held: ElectionServices) -> list[_Shown]:
    try:
        contests = held.results.report().contests
    except ResultsHidden:  # or counted live: nothing is decided yet
        note = note_of(held.polls.election())
        return [_Shown(each.contest, each, note=note) for each in held.tally.results()]
    return [
        _Shown(each.contest, each.result, each.outcome, each.sums, count_values_of(each)) for each in contests
    ]


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
    if shown.count:
        values["count"] = shown.count
    return values


def _words(language: str, shown: _Shown) -> dict[str, Any]:
    texts, result = catalogue(), shown.result

    def say(key: str, /, **values: object) -> str:
        return texts.text(key, language, **values)

    words: dict[str, Any] = {"title": shown.contest.title.in_language(language), "headings": [], "rows": []}
    words["sentences"] = [] if shown.outcome is None else list(Sentences(say).outcome(shown.outcome))
    words["sums"] = []
    if result is not None:
        words["rows"] = [
            (row_name(result.contest, each.candidate, language), *map(str, numbers(each).values()))
            for each in result.counts
        ]
        named = (
            [say(f"election_results.{name}") for name in numbers(result.counts[0])] if result.counts else []
        )
        words["headings"] = [say("election_results.candidate"), *named]
    if shown.sums is not None:
        words["sums"] += sum_words(shown.sums, say)
    elif result is not None:
        words["sums"] += [
            say("results.ballots", count=result.ballots),
            say("results.blank", count=result.blank),
        ]
    if shown.note is not None:
        words["sums"].append(say(shown.note.key, **shown.note.values))
    return words
