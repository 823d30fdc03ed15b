"""The table of a count in stages: a row for each candidate, a column for each stage."""

from dataclasses import dataclass

from election.voting.counts.log import Exclusion, Stage, StagedCount


@dataclass(frozen=True, slots=True)
class Cell:
    """The votes at the end of a stage, and by how much they `changed` in it; None for a candidate who was
    gone before. `word` is ``elected`` or ``excluded`` where that happened in it.
    """

    votes: int | None
    changed: int = 0
    word: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate, from 0, with a cell for each column."""

    candidate: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RoundTable:
    """The stages that are shown, by their numbers from 1, the rows in order of election and then of who
    stayed longest, and what is left over at each.
    """

    stages: tuple[int, ...]
    rows: tuple[Row, ...]
    left_over: tuple[Cell, ...]


def round_table(count: StagedCount, *, folded: bool = True) -> RoundTable:
    """Return the table of a count. `folded`: without the stages that moved nothing and elected nobody, but
    for the first and the last.
    """
    stages = count.stages
    shown = [
        at
        for at, stage in enumerate(stages)
        if not folded or at in (0, len(stages) - 1) or stage.elected or _moved_something(stage)
    ]
    ends = {winner: len(stages) for winner in count.winners}
    for at, stage in enumerate(stages):
        if isinstance(stage.event, Exclusion):
            ends[stage.event.candidate] = at
    order = list(count.winners)
    others = [each for each in range(len(stages[0].votes) if stages else 0) if each not in order]
    last = len(stages) - 1
    others.sort(key=lambda each: (-ends.get(each, last), -stages[last].votes[each]))
    rows = [Row(each, tuple(_cell(stages, shown, at, each) for at in shown)) for each in (*order, *others)]
    left_over = tuple(
        Cell(stages[at].left_over, stages[at].left_over - (stages[before].left_over if before >= 0 else 0))
        for before, at in zip([-1, *shown], shown, strict=False)
    )
    return RoundTable(tuple(at + 1 for at in shown), tuple(rows), left_over)


def _moved_something(stage: Stage) -> bool:
    return any((stage.moved or {}).values())


def _cell(stages: tuple[Stage, ...], shown: list[int], at: int, candidate: int) -> Cell:
    place = shown.index(at)
    before = stages[shown[place - 1]].votes[candidate] if place else 0
    since = stages[shown[place - 1] + 1 : at + 1] if place else stages[: at + 1]
    word = ""
    for stage in since:
        if isinstance(stage.event, Exclusion) and stage.event.candidate == candidate:
            word = "excluded"
        if candidate in stage.elected:
            word = "elected"
    is_gone = any(
        isinstance(stage.event, Exclusion) and stage.event.candidate == candidate
        for stage in stages[: at + 1 - len(since)]
    )
    votes = stages[at].votes[candidate]
    return Cell(None) if is_gone else Cell(votes, votes - before if place else 0, word)
