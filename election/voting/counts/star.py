"""STAR: the two with the highest totals are finalists; of them whoever more ballots score higher is elected.
Ties as the official order of 2026 breaks them.
"""

from collections.abc import Mapping, Sequence

from election.voting.counts.ballots import Scores
from election.voting.counts.log import Came, Final, Matrix, StarCount, StarRound
from election.voting.counts.pairwise import pairwise
from election.voting.counts.ties import By, DeclaredOrder, For, Step, Tie
from election.voting.counts.totals import score_totals

PROTOCOL = "STAR, official order of ties, 2026"
_FINALISTS = 2


def count_star(
    scores: Scores, seats: int, order: DeclaredOrder, withdrawn: frozenset[int] = frozenset()
) -> StarCount:
    """Count by STAR; several seats one after the other, each from all ballots without those elected before.
    Whoever has `withdrawn` is not elected. ValueError where a tie comes to a declared order that does not
    name those who are level.
    """
    totals = tuple(score_totals(scores))
    most = tuple(row[-1] for row in scores.spread)
    if not scores.valid:
        return StarCount(Came.NO_VOTES, (), 0, totals=totals, most=most)
    pick = _Pick(totals, most, pairwise(scores.rankings()), scores.valid, order)
    left = [each for each in range(scores.candidates) if each not in withdrawn]
    rounds: list[StarRound] = []
    while left and len(rounds) < seats:
        rounds.append(pick.one_of(left))
        left.remove(rounds[-1].winner)
    winners = tuple(each.winner for each in rounds)
    ties = tuple(tie for each in rounds for tie in each.ties)
    return StarCount(Came.ELECTED, winners, scores.valid, ties, totals, most, tuple(rounds))


class _Pick:
    def __init__(
        self, totals: Sequence[int], most: Sequence[int], above: Matrix, valid: int, order: DeclaredOrder
    ) -> None:
        self._totals, self._most, self._above = totals, most, above
        self._valid, self._order = valid, order

    def one_of(self, candidates: Sequence[int]) -> StarRound:
        ties: list[Tie] = []
        finalists = self._finalists(candidates, ties)
        if len(finalists) == 1:
            return StarRound(tuple(finalists), None, finalists[0], ())
        first, second = sorted(finalists)
        prefer = {first: self._above[first][second], second: self._above[second][first]}
        final = Final(prefer, self._valid - sum(prefer.values()))
        return StarRound((first, second), final, self._winner(prefer, ties), tuple(ties))

    def _finalists(self, candidates: Sequence[int], ties: list[Tie]) -> list[int]:
        chosen: list[int] = []
        for total in sorted({self._totals[each] for each in candidates}, reverse=True):
            level = [each for each in candidates if self._totals[each] == total]
            places = _FINALISTS - len(chosen)
            if len(level) > places > 0:
                ties.append(self._among(level, places))
                level = list(ties[-1].chosen)
            chosen += level if places else []
        return chosen

    def _among(self, level: list[int], places: int) -> Tie:
        """Break a tie that reaches over second place. Of exactly two, whoever is preferred; of more, or where
        that is level, most of the highest scores, one place after the other; then the declared order.
        """
        steps: list[Step] = []
        if len(level) == _FINALISTS:
            first, second = level
            steps.append(self._head_to_head(first, second))
            if len(steps[-1].left) == 1:
                return Tie(For.FINALIST, tuple(level), steps[-1].left, tuple(steps))
        left, taken = list(level), list[int]()
        while len(taken) < places:
            figures = {each: self._most[each] for each in left}
            best = _highest(figures)
            steps.append(Step(By.MAX_SCORES, best, figures))
            open_places = places - len(taken)
            if len(best) > open_places:
                steps.append(self._order.step(best, open_places))
                best = steps[-1].left
            taken += best
            left = [each for each in left if each not in best]
        return Tie(For.FINALIST, tuple(level), tuple(sorted(taken)), tuple(steps))

    def _head_to_head(self, first: int, second: int) -> Step:
        figures = {first: self._above[first][second], second: self._above[second][first]}
        return Step(By.HEAD_TO_HEAD, _highest(figures), figures)

    def _winner(self, prefer: Mapping[int, int], ties: list[Tie]) -> int:
        best = _highest(prefer)
        if len(best) == 1:
            return best[0]
        steps: list[Step] = []
        for by, figures in ((By.SCORE, self._totals), (By.MAX_SCORES, self._most)):
            of_both = {each: figures[each] for each in prefer}
            steps.append(Step(by, _highest(of_both), of_both))
            if len(steps[-1].left) == 1:
                break
        else:
            steps.append(self._order.step(prefer))
        ties.append(Tie(For.RUN_OFF, tuple(prefer), steps[-1].left, tuple(steps)))
        return steps[-1].left[0]


def _highest(figures: Mapping[int, int]) -> tuple[int, ...]:
    most = max(figures.values())
    return tuple(each for each, number in figures.items() if number == most)
