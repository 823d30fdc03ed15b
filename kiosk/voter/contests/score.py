"""Score and STAR, at the kiosk: each candidate is given points."""

from collections.abc import Sequence
from dataclasses import replace

from election.errors import Message
from election.models import Candidate, CandidateCount, Contest, ContestResult, Marking
from election.voting.counts.log import Matrix
from election.voting.counts.sentences import mean_text
from election.voting.methods.counted import ScoredResult, StarResult
from election.voting.methods.score import KIND as SCORE
from election.voting.methods.score import highest_score
from election.voting.methods.star import KIND as STAR
from election.voting.withdrawn import standing
from kiosk.style.context import UiContext
from kiosk.voter.contests.view import Reviewed, Touch
from kiosk.widgets.ballot.about import name_in_result
from kiosk.widgets.ballot.contest_card import CountRow, CountTable
from kiosk.widgets.ballot.figure_table import Figures
from kiosk.widgets.ballot.marking_list import MarkingList
from kiosk.widgets.ballot.score_list import NO_SCORE, ScoreList

_MOST_COMPARED = 6  # all with each other
_MOST_NAMED = 3  # who were given no score; of more it is said how many they are


class ScoreView:
    """A touch on a score gives it, or takes it away; a new score takes the place of the old one."""

    kind = SCORE

    def marking_list(self, ui: UiContext) -> MarkingList:
        """See `ContestView`."""
        return ScoreList(ui)

    def touch(self, contest: Contest, marking: Marking, touched: object) -> Touch:
        """See `ContestView`. What is touched is a candidate's id with a score as a text."""
        scores = _scores(marking)
        candidate, score = _touched(contest, touched)
        before = scores.pop(candidate.id, None)
        name = {"name": candidate.name}
        if score is None or score == before:
            if before is None:
                return Touch(marking, Message("score.none_given", name), shown=True, refused=True)
            return Touch(scores, Message("score.taken", name))
        scores = dict(sorted({**scores, candidate.id: score}.items()))
        return Touch(scores, Message("score.given", {**name, "score": score}))

    def left(self, contest: Contest, marking: Marking) -> int:
        """See `ContestView`: how many candidates have no score."""
        return sum(each.id not in marking for each in standing(contest))

    def allowed_text(self, ui: UiContext, contest: Contest) -> str:
        """See `ContestView`."""
        return ui.text("score.allowed", highest=highest_score(contest))

    def left_text(self, ui: UiContext, contest: Contest, marking: Marking) -> str:
        """See `ContestView`."""
        return ui.text("score.left", count=self.left(contest, marking))

    def order_text(self, _ui: UiContext, _contest: Contest, _marking: Marking) -> str:
        """See `ContestView`."""
        return ""

    def skip_text(self, ui: UiContext, contest: Contest) -> str:
        """See `ContestView`."""
        return ui.text("score.skip", count=len(contest.candidates))

    def review(self, ui: UiContext, contest: Contest, marking: Marking) -> Reviewed:
        """See `ContestView`: the scores, the highest first, and who has none."""
        scores = _scores(marking)
        given = [each for each in contest.candidates if each.id in scores]
        given.sort(key=lambda each: -scores[each.id])
        marks = [ui.text("score.mark", name=each.name, score=scores[each.id]) for each in given]
        return Reviewed(marks, _left_open(ui, contest, scores))

    def count_table(self, ui: UiContext, result: ContestResult) -> CountTable:
        """See `ContestView`: points, the average, and how many ballots gave each score."""
        valid = result.ballots - result.blank
        full = max((count.votes for count in result.counts), default=0)
        scored = isinstance(result, ScoredResult | StarResult)
        spread = result.spread if isinstance(result, ScoredResult | StarResult) else ()
        rows = [
            CountRow(
                name_in_result(ui, count.candidate),
                count.votes,
                0,
                full=full,
                of=valid * highest_score(result.contest),
                text=ui.text("score.points", count=count.votes),
                more=_spread_text(ui, count, spread[place], valid) if scored else "",
            )
            for place, count in enumerate(result.counts)
        ]
        return CountTable(ui.text("results.blank", count=result.blank), "", rows, ())


class StarView(ScoreView):
    """As `ScoreView`; how many ballots prefer each of two is told below the points."""

    kind = STAR

    def count_table(self, ui: UiContext, result: ContestResult) -> CountTable:
        """See `ContestView`."""
        table = super().count_table(ui, result)
        if not isinstance(result, StarResult):
            return table
        names = [each.name for each in result.contest.candidates]
        matrix = pair_figures(ui, names, result.above)
        notes = pair_texts(ui, result.contest.candidates, result.above, result.count.winners)
        return replace(table, figures=matrix, notes=notes)


def pair_texts(
    ui: UiContext, candidates: tuple[Candidate, ...], above: Matrix, winners: tuple[int, ...]
) -> list[str]:
    """Return a line for each two candidates: how many ballots have one above the other, the winner's first.
    Of many candidates only the winners' own pairs are told.
    """
    places = [*winners, *(each for each in range(len(candidates)) if each not in winners)]
    pairs = [(a, b) for at, a in enumerate(places) for b in places[at + 1 :]]
    if len(candidates) > _MOST_COMPARED:
        pairs = [(a, b) for a, b in pairs if a in winners]
    return [
        ui.text(
            "pairs.line",
            first=candidates[a].name,
            second=candidates[b].name,
            ahead=above[a][b],
            behind=above[b][a],
        )
        for a, b in pairs
    ]


def pair_figures(ui: UiContext, names: Sequence[str], above: Matrix) -> Figures:
    """Return the matrix: how many ballots have the candidate of the row above the one of the column, who has
    their number; what wins is marked.
    """
    rows = [
        [f"{a + 1}. {name}", *("·" if a == b else _won(above, a, b) for b in range(len(names)))]
        for a, name in enumerate(names)
    ]
    titles = [ui.text("counting.row_over_column"), *(f"{at + 1}." for at in range(len(names)))]
    return Figures(titles, rows, whole=True)


def _won(above: Matrix, a: int, b: int) -> str:
    return f"{above[a][b]} ✓" if above[a][b] > above[b][a] else str(above[a][b])


def _scores(marking: Marking) -> dict[int, int]:
    return dict(marking)  # type: ignore[arg-type]


def _touched(contest: Contest, touched: object) -> tuple[Candidate, int | None]:
    """Return whom and what was touched; None takes a score away."""
    texts = {str(each): each for each in range(highest_score(contest) + 1)} | {NO_SCORE: None}
    possible = ((each, text) for each in contest.candidates for text in texts)
    candidate, text = next(each for each in possible if (each[0].id, each[1]) == touched)
    return candidate, texts[text]


def _left_open(ui: UiContext, contest: Contest, scores: dict[int, int]) -> str:
    people = standing(contest)
    without = [each.name for each in people if each.id not in scores]
    if not scores:
        return ui.text("score.nothing")
    if len({scores.get(each.id, 0) for each in people}) == 1 and len(people) > 1:
        return ui.text("score.all_equal")
    if len(without) > _MOST_NAMED:
        return ui.text("score.others_0_many", count=len(without))
    return ui.text("score.others_0", names=", ".join(without)) if without else ""


def _spread_text(ui: UiContext, count: CandidateCount, spread: tuple[int, ...], valid: int) -> str:
    given = ", ".join(f"{score}: {number}" for score, number in reversed(list(enumerate(spread))))
    return ui.text("score.spread", average=mean_text(count.votes, valid), spread=given)
