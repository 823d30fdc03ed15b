"""``count``: counts the ballots of a file from elsewhere."""

import re
from pathlib import Path

import click

from cli.command import Command
from cli.options import PATH, Options
from cli.output import json_option, print_json, print_table, printable
from election.i18n.catalogue import catalogue
from election.voting.ballot_files.ballot_file import BallotFile
from election.voting.ballot_files.opening import read_ballot_file, write_ballot_file
from election.voting.counts.condorcet import RULES, count_condorcet
from election.voting.counts.irv import count_irv
from election.voting.counts.log import Count, PairCount, StagedCount, TotalsCount
from election.voting.counts.sentences import CountSentences, Say, votes_text
from election.voting.counts.stv import count_stv
from election.voting.counts.table import Cell, round_table
from election.voting.counts.ties import DeclaredOrder
from election.voting.counts.totals import count_approval, count_plurality
from election.voting.counts.values import count_values

_METHODS = {
    "irv": "count_file.method.irv",
    "stv-scottish": "count_file.method.stv",
    "condorcet": "count_file.method.condorcet",
    "approval": "count_file.method.approval",
    "plurality": "count_file.method.plurality",
}
_ONE_SEAT = ("irv", "condorcet")
_AT_ONCE = 6  # rounds beside each other


@click.command(cls=Command)
@click.argument("file", type=PATH)
@click.option("--method", type=click.Choice(list(_METHODS)), required=True, help="How to count.")
@click.option("--seats", type=click.IntRange(1, 1000), help="How many are elected (as the file says, or 1).")
@click.option(
    "--order",
    metavar="3,1,2,…",
    help="The declared order, which decides ties: the numbers of all candidates, who is favoured first "
    "(the file's own order).",
)
@click.option(
    "--rule",
    type=click.Choice([each.replace("_", "-") for each in RULES]),
    default="schulze",
    help="What decides by Condorcet where nobody beats all others (schulze).",
)
@click.option("--write", type=PATH, metavar="PATH", help="Write the ballots to a file of another form, too.")
@json_option
@click.pass_obj
def command(
    options: Options,
    file: Path,
    method: str,
    seats: int | None,
    order: str | None,
    rule: str,
    write: Path | None,
    *,
    as_json: bool,
) -> None:
    """Count the ballots of FILE: BLT (OpenSTV, OpaVote), or SOC, SOI, TOC or TOI (PrefLib).

    By approval every candidate on a ballot has a mark, whatever the rank. In the JSON `winners` are
    candidates' numbers, from 1; everything else refers to candidates by their places, from 0.
    """
    if method in _ONE_SEAT and seats not in (None, 1):
        raise click.UsageError(f"--method {method} elects one")
    election = read_ballot_file(file)
    wanted = 1 if method in _ONE_SEAT else seats or election.seats or 1
    count = _counted(election, method, wanted, _order(order, election), rule.replace("-", "_"))
    if write is not None:
        write_ballot_file(election, write)
    if as_json:
        values = count_values(count)
        print_json(
            {"method": method, "seats": wanted}
            | values
            | {"winners": [each + 1 for each in count.winners]}
            | {"candidates": list(election.names), "withdrawn": sorted(election.rankings.withdrawn)}
        )
        return
    _print(election, count, _METHODS[method], wanted, options.language)


def _order(given: str | None, election: BallotFile) -> DeclaredOrder:
    everybody = range(len(election.names))
    if given is None:
        return DeclaredOrder(everybody)
    if not re.fullmatch(r"[0-9]{1,4}(,[0-9]{1,4})*", given):
        raise click.UsageError("--order takes candidates' numbers with commas between them: 3,1,2")
    places = [int(each) - 1 for each in given.split(",")]
    missing = set(everybody) - election.rankings.withdrawn - set(places)
    if missing or len(set(places)) < len(places) or not set(places) <= set(everybody):
        raise click.UsageError(f"--order must name each of the {len(election.names)} candidates once")
    return DeclaredOrder(places)


def _counted(election: BallotFile, method: str, seats: int, order: DeclaredOrder, rule: str) -> Count:
    match method:
        case "irv":
            return count_irv(election.rankings, order)
        case "stv-scottish":
            return count_stv(election.rankings, seats, order)
        case "condorcet":
            return count_condorcet(election.rankings, order, rule)
        case "approval":
            return count_approval(election.rankings, seats, order)
    return count_plurality(election.rankings, seats, order)


def _print(election: BallotFile, count: Count, method: str, seats: int, language: str) -> None:
    texts, names = catalogue(), [printable(each) for each in election.names]

    def say(key: str, /, **values: object) -> str:
        return texts.text(key, language, **values)

    if election.title:
        print(printable(election.title))
    print(say("count_file.head", method=say(method), count=seats))
    ballots = sum(election.rankings.counts.values())
    blank = ballots - count.valid
    print(say("count_file.ballots", ballots=ballots, valid=count.valid, blank=blank))
    gone = election.rankings.withdrawn
    if gone:
        print(say("count_file.withdrawn", names=", ".join(names[each] for each in sorted(gone))))
    print()
    sentences = CountSentences(say, names)
    match count:
        case StagedCount() if count.stages:
            _print_rounds(count, names, gone, say)
            print("\n".join(sentences.stages(count)), end="\n\n")
        case TotalsCount():
            rows = sorted(zip(names, count.totals, strict=True), key=lambda row: -row[1])
            print_table(
                [say("count_file.candidate"), say("count_file.votes")],
                [(name, str(total)) for name, total in rows],
            )
        case PairCount() if count.pairwise:
            rows_of = [[name, *map(str, row)] for name, row in zip(names, count.pairwise, strict=True)]
            print_table([say("counting.row_over_column"), *names], rows_of)
    print("\n".join([*sentences.ties(count), *sentences.outcome(count)]))


def _print_rounds(count: StagedCount, names: list[str], gone: frozenset[int], say: Say) -> None:
    table = round_table(count, folded=False)
    standing = [row for row in table.rows if row.candidate not in gone]
    left_over = say("counting.exhausted" if count.quota is None else "counting.not_transferable")

    def text(cell: Cell) -> str:
        if cell.votes is None:
            return ""
        votes = votes_text(cell.votes, count.unit)
        return f"{votes} {_word(cell, say)}" if cell.word else votes

    for first in range(0, len(table.stages), _AT_ONCE):
        shown = slice(first, first + _AT_ONCE)
        rows = [[names[row.candidate], *map(text, row.cells[shown])] for row in standing]
        rows.append([left_over, *map(text, table.left_over[shown])])
        print_table([say("count_file.candidate"), *map(str, table.stages[shown])], rows)
        print()


def _word(cell: Cell, say: Say) -> str:
    return say("counting.word.elected" if cell.word == "elected" else "counting.word.excluded")
