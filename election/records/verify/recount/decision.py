"""What the rule makes of the counts: quorum, then votes at all, then the threshold, then ties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from election.records.verify.definition import MARKED, YES_NO, Contest, Quorum
from election.records.verify.faults import ensure
from election.records.verify.reading import Share
from election.records.verify.records import Lot, People
from election.records.verify.recount.tally import Tally

_WITNESSES = 2
_PER_SEAT = 2  # stand in a run-off, where too few reached the threshold
_MARKS = {"passed": "passed", "failed": "failed", "no_quorum": "no_force"}
_HALF = (Share("more than 1/2"), "valid")


def missed(quorums: Sequence[tuple[Quorum | None, People]]) -> list[Quorum]:
    """Return the quorums that were not reached."""
    return [
        quorum
        for quorum, people in quorums
        if quorum is not None
        and not quorum.share.reached(people.came if quorum.of_present else people.cast, people.roll)
    ]


def decide(
    contest: Contest, tally: Tally, people: People, *, in_force: bool, lot: Lot | None
) -> dict[str, Any]:
    """Return the decision as results.json has it. Raises Fails where there is a lot that decides nothing."""
    log = tally.count.get("log")
    if not in_force or not _has_votes(contest, tally):
        ensure(lot is None, "lots.json")
        return {"decision": "no_votes" if in_force else "no_quorum", "elected": [], "vacant": 0}
    if log is not None:
        ensure(lot is None, "lots.json")
        elected = [contest.ids[place] for place in log["winners"]]
        decision = "elected" if elected else "nobody"
        return {"decision": decision, "elected": elected, "vacant": contest.seats - len(elected)}
    return _Seats(contest, tally, people, lot).decided()


def mark(candidate: int, came: Mapping[str, Any]) -> str:
    """Return what a candidate came to by a decision."""
    tie, run_off = came.get("tie"), came.get("run_off")
    if came["decision"] in _MARKS:
        return _MARKS[came["decision"]]
    drawn = tie if tie is not None and tie["by"] == "lot" else {"chosen": (), "among": ()}
    if candidate in came["elected"]:
        return "elected_by_lot" if candidate in drawn["chosen"] else "elected"
    if not drawn["chosen"] and candidate in drawn["among"]:
        return "tied"
    return "run_off" if run_off is not None and candidate in run_off["between"] else "not_elected"


def _has_votes(contest: Contest, tally: Tally) -> bool:
    log = tally.count.get("log")
    if log is not None:
        return bool(log["outcome"] != "no-votes")
    if contest.kind in MARKED:
        return any(row["votes"] or row["carried_over"] for row in tally.numbers.values())
    return contest.kind == YES_NO or tally.valid > 0


@dataclass(frozen=True)
class _Seats:
    """The seats of a contest in which votes are added up."""

    contest: Contest
    tally: Tally
    people: People
    lot: Lot | None

    def decided(self) -> dict[str, Any]:
        """Return the decision."""
        seats, tie = self._seated()
        elected = [*seats, *(tie["chosen"] if tie else [])]
        vacant = self.contest.seats - len(elected)
        run_off = self._run_off(elected, vacant, tie)
        is_open = tie is not None and tie["by"] == "lot" and not tie["chosen"]
        found: dict[str, Any] = {"elected": elected, "vacant": vacant}
        if tie is not None:
            found["tie"] = tie
        if run_off:
            found["run_off"] = {"between": run_off, "seats": vacant}
        return {"decision": self._word(elected, run_off, is_open=is_open)} | found

    def _word(self, elected: list[int], run_off: list[int], *, is_open: bool) -> str:
        if self.contest.kind == YES_NO and not self.contest.candidates:
            return "passed" if elected else "failed"
        if is_open:
            return "tied"
        if run_off:
            return "run_off"
        return "elected" if elected else "nobody"

    def _votes(self, candidate: int) -> int:
        row = self.tally.numbers[candidate]
        return row["yes"] if "yes" in row else row["votes"] + row["carried_over"]

    def _by_votes(self, candidates: Sequence[int]) -> list[int]:
        """Return them by votes, those who are level by the declared order, or as they stand on the ballot."""
        order = self.contest.rule.order
        rank = {candidate: at for at, candidate in enumerate(order or self.contest.ids)}
        return sorted(candidates, key=lambda each: (-self._votes(each), rank[each]))

    def _standing(self) -> list[int]:
        return self._by_votes([each for each in self.contest.ids if each not in self.contest.gone])

    def _has_enough(self, candidate: int) -> bool:
        row, people = self.tally.numbers[candidate], self.people
        threshold = self.contest.rule.threshold
        if threshold is None and self.contest.kind != YES_NO:
            return self.contest.kind == "score" or self._votes(candidate) > 0
        share, base = threshold or _HALF
        valid = row["yes"] + row["no"] if self.contest.kind == YES_NO else self.tally.valid
        of = {"valid": valid, "cast": people.cast, "present": people.came, "roll": people.roll}
        return share.reached(self._votes(candidate), of[base])

    def _leads(self) -> bool:
        first, second, *_ = *(self._votes(each) for each in self._standing()), 0, 0
        return first - second > self.tally.blank

    def _seated(self) -> tuple[list[int], dict[str, Any] | None]:
        """Return who is sure of a seat, and the tie for the rest."""
        rule, seats = self.contest.rule, self.contest.seats
        ready = [each for each in self._standing() if self._has_enough(each)]
        if rule.lead_over_blank and not self._leads():
            ready = []
        if len(ready) <= seats or self._votes(ready[seats - 1]) > self._votes(ready[seats]):
            ensure(self.lot is None, "lots.json")
            return ready[:seats], None
        among = [each for each in ready if self._votes(each) == self._votes(ready[seats])]
        sure = [each for each in ready[:seats] if each not in among]
        places = seats - len(sure)
        drawn = list(self._drawn(among, places))
        chosen = among[:places] if rule.ties == "order" else drawn
        witnesses = list(self.lot.witnesses) if self.lot else []
        tie = {"among": among, "seats": places, "by": rule.ties, "chosen": chosen, "witnesses": witnesses}
        return sure, tie

    def _drawn(self, among: Sequence[int], places: int) -> Sequence[int]:
        if self.lot is None:
            return ()
        favoured, seen = self.lot.favoured, [each for each in self.lot.witnesses if each.strip()]
        ensure(
            self.contest.rule.ties == "lot" and len(seen) == len(self.lot.witnesses) >= _WITNESSES,
            "lots.json",
        )
        ensure(len(set(favoured)) == len(favoured) == places and set(favoured) <= set(among), "lots.json")
        return favoured

    def _run_off(self, elected: list[int], vacant: int, tie: Mapping[str, Any] | None) -> list[int]:
        """Return who stands in a run-off: all who are level; or two a seat, and who is level with them."""
        if tie is not None:
            return list(tie["among"]) if tie["by"] == "run_off" else []
        others = [each for each in self._standing() if each not in elected]
        if not self.contest.rule.run_off or not 0 < vacant < len(others):
            return []
        last = self._votes(others[min(_PER_SEAT * vacant, len(others)) - 1])
        return [each for each in others if self._votes(each) >= last]
