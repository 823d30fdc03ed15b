"""The log of counts by rankings or scores as one long table for spreadsheets: a row for each figure.

A row says of which contest and which table of it the figure is: the candidate's votes at the end of a round,
the ballots for a finalist in a run-off, the ballots that put the candidate above another, or those that give
the candidate a score.
"""

from collections.abc import Iterator
from typing import Protocol

from election.errors import Conflict
from election.i18n.catalogue import catalogue
from election.results.report import ContestReport, Report
from election.spreadsheets import Cell, csv_file, xlsx_file
from election.voting.counts.log import Exclusion, Matrix, PairCount, StagedCount, StarCount
from election.voting.methods.counted import CountedResult, ScoredResult, StarResult

# Under "round" stands a round's number, and in the table of scores the score.
_COLUMNS = ("contest_number", "contest", "table", "round", "candidate", "over", "number", "change", "event")


class NoRounds(Conflict):
    """No contest of the election was counted in rounds, by pairs or by scores."""

    code = "results.no_rounds"


class _Say(Protocol):
    def __call__(self, key: str, /, **values: object) -> str: ...


def rounds_file_name(election_id: str, ending: str, *, practice: bool = False) -> str:
    """Return what the file is called where no other name is given."""
    return f"{'practice-' if practice else ''}rounds-{election_id}.{ending}"


def rounds_csv(report: Report, language: str) -> bytes:
    """Return the table as CSV. Raises NoRounds."""
    titles, rows = _table(report, language)
    return csv_file(titles, rows)


def rounds_xlsx(report: Report, language: str) -> bytes:
    """Return the table as XLSX. Raises NoRounds."""
    titles, rows = _table(report, language)
    return xlsx_file(report.election.title.in_language(language), titles, rows)


def _table(report: Report, language: str) -> tuple[list[str], list[list[Cell]]]:
    texts = catalogue()

    def say(key: str, /, **values: object) -> str:
        return texts.text(key, language, **values)

    rows = list[list[Cell]]()
    for number, contest in enumerate(report.contests, start=1):
        title = contest.contest.title.in_language(language)
        if report.election.practice:
            title = say("export.practice", title=title)
        rows += ([number, title, *cells] for cells in _contest(contest, say))
    if not rows:
        raise NoRounds
    return [say(f"rounds_export.{name}") for name in _COLUMNS], rows


def _contest(report: ContestReport, say: _Say) -> Iterator[list[Cell]]:
    result, names = report.result, [each.name for each in report.contest.candidates]
    if isinstance(result, CountedResult):
        match result.count:
            case StagedCount() as count:
                yield from _rounds(count, names, say)
            case StarCount() as count:
                yield from _finals(count, names, say)
            case PairCount() as count:
                yield from _pairs(count.pairwise, names, say)
    if isinstance(result, StarResult):
        yield from _pairs(result.above, names, say)
    if isinstance(result, ScoredResult | StarResult):
        yield from _scores(result.spread, names, say)


def _rounds(count: StagedCount, names: list[str], say: _Say) -> Iterator[list[Cell]]:
    """Yield the candidates and what is left over at each stage; fractions of votes have five decimals."""
    table = say("rounds_export.table.rounds")
    left_over = say("counting.exhausted" if count.quota is None else "counting.not_transferable")

    def votes(units: int) -> Cell:
        return units if count.unit == 1 else units / count.unit

    before: tuple[int, ...] = ()
    for number, stage in enumerate(count.stages, start=1):
        now = (*stage.votes, stage.left_over)
        for at, (name, units) in enumerate(zip([*names, left_over], now, strict=True)):
            event = "elected" if at in stage.elected else ""
            if isinstance(stage.event, Exclusion) and stage.event.candidate == at:
                event = "excluded"
            word = say(f"counting.word.{event}") if event else ""
            change = votes(units - before[at]) if before else None
            yield [table, number, name, None, votes(units), change, word]
        before = now


def _finals(count: StarCount, names: list[str], say: _Say) -> Iterator[list[Cell]]:
    table, elected = say("rounds_export.table.run_off"), say("counting.word.elected")
    for number, each in enumerate(count.rounds, start=1):
        for finalist in each.finalists:
            ballots = None if each.final is None else each.final.prefer[finalist]
            word = elected if finalist == each.winner else ""
            yield [table, number, names[finalist], None, ballots, None, word]


def _pairs(matrix: Matrix, names: list[str], say: _Say) -> Iterator[list[Cell]]:
    table = say("rounds_export.table.pairs")
    for a, row in enumerate(matrix):
        for b, ballots in enumerate(row):
            if a != b:
                yield [table, None, names[a], names[b], ballots, None, ""]


def _scores(spread: Matrix, names: list[str], say: _Say) -> Iterator[list[Cell]]:
    table = say("rounds_export.table.scores")
    for name, row in zip(names, spread, strict=True):
        for score, ballots in enumerate(row):
            yield [table, score, name, None, ballots, None, ""]
