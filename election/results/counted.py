"""What a count by rankings or scores adds to sheets and exports: its rounds, its pairs, its scores."""

from collections.abc import Iterator
from typing import Any

from election.printing.documents import Block, Drawing, Table, Text
from election.results.report import ContestReport
from election.voting.counts.flow import Colours, flow_svg
from election.voting.counts.log import Matrix, PairCount, StagedCount
from election.voting.counts.sentences import CountSentences, Say, mean_text, votes_text
from election.voting.counts.table import Cell, round_table
from election.voting.counts.values import log_values
from election.voting.methods.counted import CountedResult, ScoredResult, StarResult

_AT_ONCE = 5  # rounds beside each other on a sheet
_FEW_ROUNDS = 4  # drawings of more are scaled down to the page's width, so their letters are larger
_MOST_IN_MATRIX = 10  # candidates


def count_values_of(report: ContestReport) -> dict[str, Any]:
    """Return the log of a count, with the candidates' ids in the order of their places; empty where there is
    none.
    """
    result, values = report.result, dict[str, Any]()
    if isinstance(result, ScoredResult | StarResult):
        values["scores"] = [list(row) for row in result.spread]
    if isinstance(result, CountedResult):
        values["log"] = log_values(result.count)
        values["declared_order"] = list(report.contest.rule.ties.order)
    if values:
        values["places"] = [each.id for each in report.contest.candidates]
    return values


def count_blocks(report: ContestReport, say: Say) -> Iterator[Block]:
    """Return the tables and sentences of a count; nothing where votes are only added up."""
    result, names = report.result, [each.name for each in report.contest.candidates]
    if isinstance(result, ScoredResult | StarResult):
        yield _scores(result, say)
    if not isinstance(result, CountedResult):
        return
    match result.count:
        case StagedCount() as count if count.stages:
            yield from _rounds(count, names, say)
            if len(count.stages) > 1:
                yield _flow(count, names, say)
            yield from map(Text, CountSentences(say, names).stages(count))
        case PairCount() as count if count.pairwise and len(names) <= _MOST_IN_MATRIX:
            yield _matrix(count.pairwise, names, say)
    if isinstance(result, StarResult) and result.count.valid and len(names) <= _MOST_IN_MATRIX:
        yield _matrix(result.above, names, say)


def _rounds(count: StagedCount, names: list[str], say: Say) -> Iterator[Block]:
    table = round_table(count)

    def text(cell: Cell) -> str:
        if cell.votes is None:
            return ""
        votes = votes_text(cell.votes, count.unit)
        return f"{votes} {say(f'counting.word.{cell.word}')}" if cell.word else votes

    for first in range(0, len(table.stages), _AT_ONCE):
        shown = slice(first, first + _AT_ONCE)
        titles = [say("sheet.column.candidate")]
        titles += [say("counting.round", number=number) for number in table.stages[shown]]
        rows = [[names[row.candidate], *map(text, row.cells[shown])] for row in table.rows]
        rows.append([_left_over(count, say), *map(text, table.left_over[shown])])
        yield Table(titles, rows, [5, *[3] * (len(titles) - 1)], range(1, len(titles)))


def _flow(count: StagedCount, names: list[str], say: Say) -> Drawing:
    colours = Colours(font="Pretendard", size=16 if len(count.stages) <= _FEW_ROUNDS else 26)
    return Drawing(flow_svg(count, names, _left_over(count, say), colours), say("sheet_flow.about"))


def _left_over(count: StagedCount, say: Say) -> str:
    return say("counting.exhausted" if count.quota is None else "counting.not_transferable")


def _matrix(pairwise: Matrix, names: list[str], say: Say) -> Table:
    numbers = [f"{at}. {name}" for at, name in enumerate(names, start=1)]
    rows = [
        [numbers[a], *("" if a == b else str(ahead) for b, ahead in enumerate(row))]
        for a, row in enumerate(pairwise)
    ]
    titles = [say("counting.row_over_column"), *(f"{at}." for at in range(1, len(names) + 1))]
    return Table(titles, rows, [6, *[2] * len(names)], range(1, len(titles)))


def _scores(result: ScoredResult | StarResult, say: Say) -> Table:
    valid = result.ballots - result.blank
    highest = len(result.spread[0]) - 1 if result.spread else 0
    steps = range(highest, -1, -1)
    rows = [
        [each.candidate.name, mean_text(each.votes, valid), *(str(row[score]) for score in steps)]
        for each, row in zip(result.counts, result.spread, strict=True)
    ]
    titles = [say("sheet.column.candidate"), say("counting.average"), *(map(str, steps))]
    return Table(titles, rows, [6, 3, *[2] * len(steps)], range(1, len(titles)))
