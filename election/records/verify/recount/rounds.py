"""Counts in rounds: instant run-off, and Scottish STV (SSI 2007/42, Schedule 1, rules 45 to 52)."""

from collections.abc import Sequence
from typing import Any

from election.records.verify.faults import ensure
from election.records.verify.recount.ties import Order, in_stages
from election.records.verify.recount.transfers import Moved, Source, unchanged

UNIT = 100_000  # of a vote, by Scottish STV
Log = dict[str, Any]


class _Rounds:
    """What both have in common: votes now and at the end of each round, the ties, the log."""

    def __init__(self, source: Source, standing: Sequence[int], size: int, order: Order) -> None:
        self.source, self.order = source, order
        self.hopeful = list(standing)
        self.votes = [0] * size
        self.ended: list[tuple[int, ...]] = []  # the votes at the end of each round
        self.lost = 0
        self.ties: list[dict[str, Any]] = []
        self.log: list[Log] = []

    def begin(self, whole: int) -> None:
        """Give out first preferences, which must come to so many."""
        self.add(self.source.first(self.hopeful))
        ensure(sum(self.votes) == whole, "rounds")

    def add(self, moved: Moved) -> int:
        """Give votes; return how many."""
        for place, amount in moved.items():
            self.votes[place] += amount
        return sum(moved.values())

    def pick(self, about: str, level: Sequence[int]) -> int:
        """Return one of those who are level."""
        if len(level) == 1:
            return level[0]
        # What is decided at the end of a round looks back from the one before; else from the one before that.
        earlier = self.ended if about == "order of election" else self.ended[:-1]
        self.ties.append(in_stages(about, level, earlier, len(self.ended) + 1, self.order))
        return int(self.ties[-1]["chosen"])

    def fewest(self) -> int:
        """Return whom to exclude."""
        least = min(self.votes[place] for place in self.hopeful)
        return self.pick("exclude", [p for p in self.hopeful if self.votes[p] == least])

    def passed_on(self, place: int, amount: int, moved: Moved, *, always: bool) -> Log:
        """Move so many votes away from a candidate; return the transfer as the log has it."""
        left_over = amount - self.add(moved)
        ensure(left_over >= 0, "rounds")
        self.votes[place] -= amount
        self.lost += left_over
        to = {str(each): number for each, number in moved.items()}
        if left_over or always:
            to["left_over"] = left_over
        return {"transfers": {"from": place, "to": to}}

    def end(self, row: Log) -> None:
        """Note the end of a round."""
        self.ended.append(tuple(self.votes))
        self.log.append({"n": len(self.ended), **row})


def uncounted(standing: Sequence[int], valid: int) -> Log:
    """Return the log of a count that needs none: nobody voted, or no more stand than are elected."""
    if not valid:
        return {"outcome": "no-votes", "winners": [], "valid": 0, "ties": []}
    return {"outcome": "uncontested", "winners": list(standing), "valid": valid, "ties": []}


def instant_run_off(source: Source, standing: Sequence[int], valid: int, size: int, order: Order) -> Log:
    """Exclude whoever has fewest until somebody has more than half of the votes that still count."""
    if not valid or len(standing) == 1:
        return uncounted(standing, valid) | {"rounds": [], "units_a_vote": 1}
    count = _Rounds(source, standing, size, order)
    count.begin(valid)
    event: Log | None = None
    transfer: Log = {}
    while True:
        count.end({"event": event, "votes": list(count.votes), "exhausted": count.lost} | transfer)
        first = max(count.hopeful, key=count.votes.__getitem__)
        if count.votes[first] * 2 > valid - count.lost or count.hopeful == [first]:
            break
        last = count.fewest()
        count.hopeful.remove(last)
        moved = source.onward(last, count.hopeful, unchanged)
        transfer = count.passed_on(last, count.votes[last], moved, always=False)
        event = {"exclude": last}
    return {
        "outcome": "elected", "winners": [first], "valid": valid, "ties": count.ties, "rounds": count.log,
        "units_a_vote": 1,
    }  # fmt: skip


def scottish_stv(
    source: Source, standing: Sequence[int], valid: int, size: int, seats: int, order: Order
) -> Log:
    """Elect whoever reaches the quota; pass on what they have above it, else exclude the last."""
    quota = valid // (seats + 1) + 1 if valid else None
    if quota is None or len(standing) <= seats:
        return uncounted(standing, valid) | {"rounds": [], "quota": quota, "units_a_vote": UNIT}
    count = _Stv(_Rounds(source, standing, size, order), seats, quota * UNIT)
    count.rounds.begin(valid * UNIT)
    count.run()
    return {
        "outcome": "elected", "winners": count.winners, "valid": valid, "ties": count.rounds.ties,
        "rounds": count.rounds.log, "quota": quota, "units_a_vote": UNIT,
    }  # fmt: skip


class _Stv:
    def __init__(self, rounds: _Rounds, seats: int, quota: int) -> None:
        self.rounds, self._seats, self._quota = rounds, seats, quota
        self.winners: list[int] = []
        self._above: list[int] = []  # elected, with a surplus that has not gone on yet

    def run(self) -> None:
        """Count until all seats are taken."""
        self._end(None, {})
        while len(self.winners) < self._seats:
            self._end(*(self._surplus() if self._above else self._exclusion()))

    def _surplus(self) -> tuple[Log, Log]:
        rounds = self.rounds
        total = max(rounds.votes[place] for place in self._above)
        level = sorted(place for place in self._above if rounds.votes[place] == total)
        place = rounds.pick("surplus first", level)
        self._above.remove(place)
        surplus = total - self._quota
        moved = rounds.source.onward(place, rounds.hopeful, lambda value: surplus * value // total)
        transfer = rounds.passed_on(place, surplus, moved, always=True)
        return {"surplus_of": place, "surplus": _text(surplus)}, transfer

    def _exclusion(self) -> tuple[Log, Log]:
        rounds = self.rounds
        place = rounds.fewest()
        rounds.hopeful.remove(place)
        if len(rounds.hopeful) == self._seats - len(self.winners):
            return {"exclude": place, "transferred": False}, {}
        moved = rounds.source.onward(place, rounds.hopeful, unchanged)
        return {"exclude": place}, rounds.passed_on(place, rounds.votes[place], moved, always=True)

    def _end(self, event: Log | None, transfer: Log) -> None:
        rounds = self.rounds
        fills = len(rounds.hopeful) == self._seats - len(self.winners)
        ready = {p: rounds.votes[p] for p in rounds.hopeful if fills or rounds.votes[p] >= self._quota}
        elected = []
        while ready:
            best = max(ready.values())
            level = [place for place, votes in ready.items() if votes == best]
            elected.append(rounds.pick("order of election", level))
            del ready[elected[-1]]
        rounds.hopeful = [place for place in rounds.hopeful if place not in elected]
        self._above += [place for place in elected if rounds.votes[place] > self._quota]
        self.winners += elected
        row = {
            "event": event,
            "votes": [_text(each) for each in rounds.votes],
            "nontransferable": _text(rounds.lost),
            "elected": elected,
        }
        rounds.end(row | ({"last_vacancies": True} if fills else {}) | transfer)


def _text(units: int) -> str:
    whole, part = divmod(units, UNIT)
    return f"{whole}.{part:05}"
