"""Rankings, at the kiosk: candidates are touched in the order in which they are wanted."""

from collections.abc import Sequence
from typing import Any

from election.errors import Message
from election.models import Candidate, CandidateCount, Contest, ContestResult, Marking
from election.texts import isolated
from election.voting.counts.log import Exclusion, PairCount, StagedCount
from election.voting.counts.sentences import CountSentences, votes_text
from election.voting.counts.table import Cell, round_table
from election.voting.methods.condorcet import KIND as CONDORCET
from election.voting.methods.counted import CountedResult
from election.voting.methods.irv import KIND as IRV
from election.voting.methods.rank_steps import Ranks, place_of, without
from election.voting.methods.rank_steps import moved as moved_by
from election.voting.methods.ranking import allows_equal_ranks, most_ranks
from election.voting.methods.stv_scottish import KIND as STV
from election.voting.withdrawn import standing
from kiosk.style.context import UiContext
from kiosk.voter.contests.score import pair_figures, pair_texts
from kiosk.voter.contests.view import Reviewed, Touch
from kiosk.widgets.ballot.contest_card import CountRow, CountTable
from kiosk.widgets.ballot.figure_table import Figures
from kiosk.widgets.ballot.marking_list import MarkingList
from kiosk.widgets.ballot.rank_list import RankList
from kiosk.widgets.ballot.rank_row import AT, DOWN, OUT, SAME, TAP, UP

_MOST_NAMED = 3  # who are not ranked; of more it is said how many they are


class RankingView:
    """A touch on a candidate gives the next number, or takes it away and closes up the rest; buttons and keys
    move who has one. Where ranks may be shared, a candidate takes the rank of the one before.
    """

    def __init__(self, kind: str) -> None:
        self._kind = kind

    @property
    def kind(self) -> str:
        """See `ContestView`."""
        return self._kind

    def marking_list(self, ui: UiContext) -> MarkingList:
        """See `ContestView`."""
        return RankList(ui)

    def touch(self, contest: Contest, marking: Marking, touched: object) -> Touch:
        """See `ContestView`. What is touched is what `RankRow` asks for."""
        wish, candidate, place = _wish(contest, touched)
        ranks = _ranks(marking)
        before, name = place_of(ranks, candidate.id), {"name": candidate.name}
        ranked = sum(map(len, ranks))
        if before is None and wish in (TAP, AT) and ranked >= most_ranks(contest):
            news = Message("ranking.full", {"count": most_ranks(contest)})
            return Touch(marking, news, shown=True, refused=True)
        if wish == OUT or (wish == TAP and before is not None):
            moved = without(ranks, candidate.id)
        elif wish == TAP:
            moved = [*ranks, (candidate.id,)]
        elif wish == AT:
            moved = without(ranks, candidate.id)
            moved.insert(min(place - 1, len(moved)), (candidate.id,))
        else:
            can_move = before is not None and (wish != SAME or allows_equal_ranks(contest))
            moved = moved_by(ranks, candidate.id, before or 0, wish) if can_move else ranks
        if moved == ranks:
            return Touch(
                marking, Message(_NOTHING.get(wish, "ranking.stays"), name), shown=True, refused=True
            )
        after = place_of(moved, candidate.id)
        if after is None:
            return Touch(tuple(moved), Message("ranking.out", {**name, "count": ranked - 1}))
        values = {**name, "number": after + 1, "count": sum(map(len, moved))}
        return Touch(tuple(moved), Message("ranking.placed", values))

    def left(self, contest: Contest, marking: Marking) -> int:
        """See `ContestView`: a voter may stop at any rank, so one is enough to be done."""
        return 0 if marking or not contest.candidates else 1

    def allowed_text(self, ui: UiContext, contest: Contest) -> str:
        """See `ContestView`."""
        said = ui.text("ranking.allowed")
        if most_ranks(contest) < len(contest.candidates):
            said = f"{said}. {ui.text('ranking.most', count=most_ranks(contest))}"
        if allows_equal_ranks(contest):
            said = f"{said}. {ui.text('ranking.equal_allowed')}"
        return said if contest.kind == CONDORCET else f"{said}. {ui.text('ranking.no_harm')}"

    def left_text(self, _ui: UiContext, _contest: Contest, _marking: Marking) -> str:
        """See `ContestView`: nothing is left to be done, and the order tells what was."""
        return ""

    def skip_text(self, ui: UiContext, contest: Contest) -> str:
        """See `ContestView`."""
        return ui.text("ballot.skip", count=len(contest.candidates))

    def order_text(self, ui: UiContext, contest: Contest, marking: Marking) -> str:
        """See `ContestView`: all ranks in order; of many the first and the last."""
        said = _in_words(ui, contest, _ranks(marking))
        if len(said) > _MOST_IN_SIGHT:
            said = [*said[:_FIRST], "…", *said[-_LAST:]]
        return ui.text("ranking.your_order", order=" · ".join(said)) if said else ui.text("ranking.no_order")

    def review(self, ui: UiContext, contest: Contest, marking: Marking) -> Reviewed:
        """See `ContestView`: the order, and what becomes of those who are not in it."""
        ranks = _ranks(marking)
        ranked = [each for rank in ranks for each in rank]
        out = [each.name for each in standing(contest) if each.id not in ranked]
        if not ranked:
            return Reviewed((), ui.text("ranking.nobody"))
        if not out or (len(out) == 1 and most_ranks(contest) >= len(contest.candidates)):
            return Reviewed(_in_words(ui, contest, ranks), "")
        form = "last" if contest.kind == CONDORCET else "stops"
        if len(out) > _MOST_NAMED:
            said = ui.text(f"ranking.not_ranked_many.{form}", count=len(out))
        else:
            said = ui.text(f"ranking.not_ranked.{form}", names=", ".join(map(isolated, out)))
        return Reviewed(_in_words(ui, contest, ranks), said)

    def count_table(self, ui: UiContext, result: ContestResult) -> CountTable:
        """See `ContestView`: who has how many at the end, each round in a sentence, or each two compared."""
        blank = ui.text("results.blank", count=result.blank)
        if not isinstance(result, CountedResult) or not result.count.valid:
            return CountTable(blank, "", [], ())
        names = [each.name for each in result.contest.candidates]
        match result.count:
            case StagedCount() as count if count.stages:
                notes = CountSentences(ui.text, names).stages(count)
                rows, rounds = _rows_of_stages(ui, result.counts, count), _rounds(ui, names, count)
                return CountTable(
                    blank, "", rows, (), notes, rounds, count if len(count.stages) > 1 else None
                )
            case PairCount() as count if count.pairwise:
                notes = pair_texts(ui, result.contest.candidates, count.pairwise, count.winners)
                rows, matrix = (
                    _rows_of_pairs(ui, result.counts, count),
                    pair_figures(ui, names, count.pairwise),
                )
                return CountTable(blank, "", rows, (), notes, matrix)
        return CountTable(blank, "", [], ())


VIEWS_OF_RANKINGS = tuple(RankingView(kind) for kind in (IRV, STV, CONDORCET))
_MOST_IN_SIGHT, _FIRST, _LAST = 8, 5, 2
_NOTHING = {
    UP: "ranking.is_first",
    DOWN: "ranking.is_last",
    OUT: "ranking.not_there",
    SAME: "ranking.no_before",
}


def _ranks(marking: Marking) -> Ranks:
    ranks: Any = marking
    return list(ranks)


def _wish(contest: Contest, touched: object) -> tuple[str, Candidate, int]:
    """Return what is asked for, of whom, and for which rank."""
    if not isinstance(touched, tuple):
        raise TypeError(f"a ranking is not touched by {touched!r}")
    wish, candidate_id, *place = touched
    candidate = next(each for each in contest.candidates if each.id == candidate_id)
    return wish, candidate, place[0] if place else 0


def _in_words(ui: UiContext, contest: Contest, ranks: Ranks) -> list[str]:
    names = {each.id: each.name for each in contest.candidates}
    return [
        ui.text("ranking.rank", number=number, names=" = ".join(isolated(names[each]) for each in rank))
        for number, rank in enumerate(ranks, 1)
    ]


def _rows_of_stages(ui: UiContext, counts: Sequence[CandidateCount], count: StagedCount) -> list[CountRow]:
    """Return who has how many at the end, those elected first; of those who are out, in which round they
    went.
    """
    last, out = count.stages[-1].votes, {}
    for number, stage in enumerate(count.stages, 1):
        if isinstance(stage.event, Exclusion):
            out[stage.event.candidate] = number

    def more(place: int) -> str:
        first = counts[place].votes
        if place in out:
            return ui.text("ranking.out_in", round=out[place], count=first)
        return ui.text("ranking.first_choices", count=first)

    return [
        CountRow(
            counts[row.candidate].candidate.name,
            last[row.candidate],
            0,
            full=max(last),
            of=count.valid * count.unit,
            text=ui.text("ranking.votes", votes=votes_text(last[row.candidate], count.unit)),
            more=more(row.candidate),
        )
        for row in round_table(count).rows
    ]


def _rounds(ui: UiContext, names: Sequence[str], count: StagedCount) -> Figures:
    """Return the rounds as columns, with votes and what was gained; those that moved nothing are folded."""
    table = round_table(count)
    left_over = "counting.exhausted" if count.quota is None else "counting.not_transferable"

    def text(cell: Cell) -> str:
        if cell.votes is None:
            return ""
        word = cell.word
        said = votes_text(cell.votes, count.unit) if word != "excluded" else ui.text("counting.word.excluded")
        if cell.changed > 0:
            said = f"{said} (+{votes_text(cell.changed, count.unit)})"
        return f"{said} {ui.text('counting.word.elected')}" if word == "elected" else said

    titles = [ui.text("counting.candidate")]
    titles += [ui.text("counting.round", number=number) for number in table.stages]
    rows = [[names[row.candidate], *map(text, row.cells)] for row in table.rows]
    return Figures(titles, [*rows, [ui.text(left_over), *map(text, table.left_over)]])


def _rows_of_pairs(ui: UiContext, counts: Sequence[CandidateCount], count: PairCount) -> list[CountRow]:
    """Return how many of the others each candidate beats."""
    places = range(len(counts))
    beaten = [sum(count.pairwise[a][b] > count.pairwise[b][a] for b in places) for a in places]
    others = max(1, len(counts) - 1)
    return [
        CountRow(
            each.candidate.name,
            beaten[place],
            0,
            full=others,
            of=others,
            text=ui.text("ranking.beaten", count=beaten[place]),
        )
        for place, each in enumerate(counts)
    ]
