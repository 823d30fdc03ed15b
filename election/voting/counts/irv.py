"""Instant run-off: one seat. Whoever has fewest is excluded, until somebody has more than half of the ballots
that still count.
"""

from collections.abc import Mapping

from election.voting.counts.ballots import Rankings
from election.voting.counts.log import Came, Exclusion, Stage, StagedCount
from election.voting.counts.ties import DeclaredOrder, For, Tie, broken


def count_irv(rankings: Rankings, order: DeclaredOrder) -> StagedCount:
    """Count one seat. One candidate is excluded at a time, also with no votes. ValueError where a tie comes
    to a declared order that does not name those who are level.
    """
    ballots = rankings.strict()
    if not ballots.valid:
        return StagedCount(Came.NO_VOTES, (), 0)
    if len(ballots.standing) == 1:
        return StagedCount(Came.UNCONTESTED, ballots.standing, ballots.valid)
    return _Stages(ballots, order).counted()


class _Stages:
    def __init__(self, ballots: Rankings, order: DeclaredOrder) -> None:
        self._ballots, self._order = ballots, order
        self._continuing = list(ballots.standing)
        self._gone = bytes(ballots.withdrawn)
        self._piles: list[dict[bytes, int]] = [{} for _ in range(ballots.candidates)]
        self._votes = [0] * ballots.candidates
        self._exhausted = 0
        self._stages: list[Stage] = []
        self._ties: list[Tie] = []

    def counted(self) -> StagedCount:
        self._dealt(self._ballots.counts, None)
        self._exhausted = 0  # blank ballots, which are not among the valid ones
        event: Exclusion | None = None
        moved: Mapping[int | None, int] | None = None
        while True:
            counting = self._ballots.valid - self._exhausted
            ahead = max(self._continuing, key=lambda each: self._votes[each])
            is_decided = 2 * self._votes[ahead] > counting or len(self._continuing) == 1
            elected = (ahead,) if is_decided else ()
            self._stages.append(Stage(event, tuple(self._votes), self._exhausted, elected, moved))
            if is_decided:
                break
            event = Exclusion(self._last())
            moved = self._excluded(event.candidate)
        return StagedCount(Came.ELECTED, elected, self._ballots.valid, tuple(self._ties), tuple(self._stages))

    def _last(self) -> int:
        fewest = min(self._votes[each] for each in self._continuing)
        level = [each for each in self._continuing if self._votes[each] == fewest]
        if len(level) == 1:
            return level[0]
        earlier = [stage.votes for stage in self._stages[:-1]]
        tie = broken(For.EXCLUSION, level, len(self._stages) + 1, earlier, self._order)
        self._ties.append(tie)
        return tie.chosen[0]

    def _excluded(self, candidate: int) -> Mapping[int | None, int]:
        self._continuing.remove(candidate)
        self._gone += bytes([candidate])
        pile, self._piles[candidate] = self._piles[candidate], {}
        return self._dealt(pile, candidate)

    def _dealt(self, pile: Mapping[bytes, int], source: int | None) -> dict[int | None, int]:
        """Give each ballot to the first of its candidates who continues; return what came to whom. Of each
        ballot only the candidates who continue are kept, so that more and more are alike.
        """
        piles, gone = self._piles, self._gone
        came, out = [0] * len(piles), 0
        for ranking, number in pile.items():
            rest = ranking.translate(None, gone)
            if rest:
                to = rest[0]
                came[to] += number
                piles[to][rest] = piles[to].get(rest, 0) + number
            else:
                out += number
        self._exhausted += out
        moved: dict[int | None, int] = {each: number for each, number in enumerate(came) if number}
        for each, number in enumerate(came):
            self._votes[each] += number
        if source is not None:
            self._votes[source] = 0
        return moved | {None: out} if out else moved
