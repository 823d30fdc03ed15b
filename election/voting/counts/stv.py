"""Scottish STV (SSI 2007/42, Schedule 1, rules 45 to 52): several seats in proportion, by weighted inclusive
Gregory transfers in hundred-thousandths of a vote, cut and never rounded.
"""

from collections.abc import Mapping

from election.voting.counts.ballots import Rankings
from election.voting.counts.log import Came, Exclusion, Stage, StagedCount, Surplus
from election.voting.counts.ties import DeclaredOrder, For, Tie, broken

UNIT = 100_000  # units a vote


def quota_of(valid: int, seats: int) -> int:
    """Return the quota in votes.

    >>> quota_of(100, 3)
    26
    """
    return valid // (seats + 1) + 1


def count_stv(rankings: Rankings, seats: int, order: DeclaredOrder) -> StagedCount:
    """Count `seats` seats. ValueError where a tie comes to a declared order that does not name those who are
    level.
    """
    ballots = rankings.strict()
    if not ballots.valid:
        return StagedCount(Came.NO_VOTES, (), 0, unit=UNIT)
    quota = quota_of(ballots.valid, seats)
    if len(ballots.standing) <= seats:
        return StagedCount(Came.UNCONTESTED, ballots.standing, ballots.valid, unit=UNIT, quota=quota)
    return _Stages(ballots, seats, quota, order).counted()


class _Stages:
    """The count under way. `_papers` are each candidate's, by the value that they have now."""

    def __init__(self, ballots: Rankings, seats: int, quota: int, order: DeclaredOrder) -> None:
        self._ballots, self._seats, self._order = ballots, seats, order
        self._quota, self._whole = quota, quota * UNIT
        self._continuing = list(ballots.standing)
        self._stopped = bytes(ballots.withdrawn)  # whom no paper goes to: withdrawn, elected or excluded
        self._papers: list[dict[int, list[bytes]]] = [{} for _ in range(ballots.candidates)]
        self._votes = [0] * ballots.candidates
        self._not_transferable = 0
        self._winners: list[int] = []
        self._with_surplus: list[int] = []
        self._stages: list[Stage] = []
        self._ties: list[Tie] = []

    @property
    def _vacancies(self) -> int:
        return self._seats - len(self._winners)

    def counted(self) -> StagedCount:
        self._deal({UNIT: [each for each in self._ballots.counts if each]}, {})
        # Ballots for nobody but who withdrew are not among the valid ones.
        self._not_transferable = 0
        self._end_stage(None, None)
        while self._vacancies:
            if self._with_surplus:
                self._transfer_surplus()
            else:
                self._exclude()
        return StagedCount(
            Came.ELECTED,
            tuple(self._winners),
            self._ballots.valid,
            tuple(self._ties),
            tuple(self._stages),
            UNIT,
            self._quota,
        )

    def _transfer_surplus(self) -> None:
        most = max(self._votes[each] for each in self._with_surplus)
        level = [each for each in self._with_surplus if self._votes[each] == most]
        candidate = self._one_of(For.SURPLUS, level)
        self._with_surplus.remove(candidate)
        total, papers = self._votes[candidate], self._papers[candidate]
        surplus = total - self._whole
        self._papers[candidate] = {}
        values = {value: surplus * value // total for value in papers}
        moved = self._deal(papers, values)
        lost = surplus - sum(amount for to, amount in moved.items() if to is not None)
        self._not_transferable += lost
        self._votes[candidate] = self._whole
        self._end_stage(Surplus(candidate, surplus), {**moved, None: lost})

    def _exclude(self) -> None:
        fewest = min(self._votes[each] for each in self._continuing)
        level = [each for each in self._continuing if self._votes[each] == fewest]
        candidate = self._one_of(For.EXCLUSION, level)
        self._stop(candidate)
        if len(self._continuing) == self._vacancies:
            self._end_stage(Exclusion(candidate, transferred=False), None)
            return
        papers, self._papers[candidate] = self._papers[candidate], {}
        moved = self._deal(papers, {})
        lost = self._votes[candidate] - sum(amount for to, amount in moved.items() if to is not None)
        self._not_transferable += lost
        self._votes[candidate] = 0
        self._end_stage(Exclusion(candidate), {**moved, None: lost})

    def _deal(self, papers: Mapping[int, list[bytes]], values: Mapping[int, int]) -> dict[int | None, int]:
        """Give each paper to the first of its candidates who continues, at the new value of its old one where
        there is one; return what came to whom.
        """
        moved: dict[int | None, int] = {}
        counts, stopped = self._ballots.counts, self._stopped
        for old, pile in papers.items():
            value = values.get(old, old)
            for ranking in pile:
                rest = ranking.translate(None, stopped)
                if rest:
                    to = rest[0]
                    moved[to] = moved.get(to, 0) + value * counts[ranking]
                    self._papers[to].setdefault(value, []).append(ranking)
        for each, amount in moved.items():
            if each is not None:
                self._votes[each] += amount
        return moved

    def _stop(self, candidate: int) -> None:
        self._continuing.remove(candidate)
        self._stopped += bytes([candidate])

    def _end_stage(self, event: Exclusion | Surplus | None, moved: Mapping[int | None, int] | None) -> None:
        """Elect who has reached the quota, or all where no more are left than vacancies."""
        is_last = len(self._continuing) == self._vacancies
        ready = [each for each in self._continuing if is_last or self._votes[each] >= self._whole]
        elected = self._in_order(ready)
        for each in elected:
            self._stop(each)
            self._winners.append(each)
            if self._votes[each] > self._whole:
                self._with_surplus.append(each)
        votes = tuple(self._votes)
        self._stages.append(Stage(event, votes, self._not_transferable, tuple(elected), moved, is_last))

    def _in_order(self, ready: list[int]) -> list[int]:
        """Return those elected at the stage that ends, in order of election."""
        ordered: list[int] = []
        earlier = [stage.votes for stage in self._stages]
        while ready:
            most = max(self._votes[each] for each in ready)
            level = [each for each in ready if self._votes[each] == most]
            if len(level) > 1:
                tie = broken(For.ORDER_OF_ELECTION, level, len(earlier) + 1, earlier, self._order)
                self._ties.append(tie)
                level = list(tie.chosen)
            ordered.append(level[0])
            ready.remove(level[0])
        return ordered

    def _one_of(self, about: For, level: list[int]) -> int:
        if len(level) == 1:
            return level[0]
        earlier = [stage.votes for stage in self._stages[:-1]]
        tie = broken(about, sorted(level), len(self._stages) + 1, earlier, self._order)
        self._ties.append(tie)
        return tie.chosen[0]
