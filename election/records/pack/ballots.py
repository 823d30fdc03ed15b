"""The ballots as a pack has them: per contest, equal markings counted together in an order that no casting
made. Where markings could tell how somebody voted, and were not declared public, there are totals alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from election.models import Contest, Counts, Election, Marking
from election.records.canonical import canonical_text
from election.results.counted import count_values_of
from election.results.report import ContestReport
from election.store.port import Snapshot
from election.voting.counts.log import Matrix
from election.voting.counts.pairwise import pairwise
from election.voting.methods.choose import KIND as CHOOSE
from election.voting.methods.choose import options_of
from election.voting.methods.counted import ScoredResult, StarResult
from election.voting.methods.kinds import RANKED
from election.voting.methods.ranking import rankings_of
from election.voting.methods.yes_no import ANSWERS, questions
from election.voting.methods.yes_no import KIND as YES_NO

FORMAT = "vote-kiosk ballots 1"
Key = tuple[Any, ...]  # a marking that others can be counted with


class Form(StrEnum):
    """How a pack has the ballots of a contest."""

    MARKINGS = "markings"
    TOTALS = "totals"
    CLOSED = "closed"  # the quorum keeps the box closed


@dataclass(frozen=True, slots=True)
class PackedContest:
    """The ballots of one contest: `markings` as they lie in the box, each with how many have it; none where
    the form is another. `counts` are what they add up to, None where the box stays closed.
    """

    report: ContestReport
    form: Form
    ballots: int
    markings: Mapping[Key, int]
    counts: Counts | None

    @property
    def contest(self) -> Contest:
        """The contest itself."""
        return self.report.contest

    def in_order(self) -> list[tuple[Any, int]]:
        """Return the markings as plain values with their numbers, sorted by their JSON."""
        found = [(_plain(key), number) for key, number in self.markings.items()]
        return sorted(found, key=lambda each: canonical_text(each[0]))


def form_of(election: Election, report: ContestReport) -> Form:
    """Return in which form a pack has the ballots of a contest."""
    if not report.is_opened:
        return Form.CLOSED
    contest = report.contest
    one_mark = (contest.kind == CHOOSE and options_of(contest).most == 1) or (
        contest.kind == YES_NO and len(questions(contest)) == 1
    )
    return Form.MARKINGS if one_mark or election.markings_public else Form.TOTALS


def packed_contest(election: Election, report: ContestReport, snapshot: Snapshot) -> PackedContest:
    """Return the ballots of a contest."""
    contest, form = report.contest, form_of(election, report)
    if form is Form.CLOSED:
        return PackedContest(report, form, snapshot.counts(contest.id).ballots, {}, None)
    counts = snapshot.counts(contest.id)
    markings = Counter(map(_key, snapshot.markings(contest.id))) if form is Form.MARKINGS else Counter[Key]()
    return PackedContest(report, form, counts.ballots, markings, counts)


def ballot_values(contests: Iterable[PackedContest]) -> dict[str, Any]:
    """Return what is in ``ballots.json``."""
    return {"format": FORMAT, "contests": [_values(each) for each in contests]}


def _values(packed: PackedContest) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": packed.contest.id,
        "form": packed.form.value,
        "ballots": packed.ballots,
    }
    if packed.form is Form.MARKINGS:
        rows = [{"count": number, "marking": marking} for marking, number in packed.in_order()]
        return values | {"markings": rows}
    if packed.form is Form.CLOSED or packed.report.sums is None or packed.counts is None:
        return values
    sums = packed.report.sums
    totals = _totals(packed.report, packed.counts)
    return values | {"blank": sums.blank, "abstain": sums.abstain, "totals": totals}


def _totals(report: ContestReport, counts: Counts) -> dict[str, Any]:
    contest, result = report.contest, report.result
    ids = [each.id for each in contest.candidates]
    if contest.kind in RANKED:
        above = pairwise(rankings_of(contest, counts))
        return {"above": _by_id(ids, above), "rounds": count_values_of(report)["log"]}
    if isinstance(result, ScoredResult | StarResult):
        spread = {str(each): list(row) for each, row in zip(ids, result.spread, strict=True)}
        if isinstance(result, StarResult):
            return {"spread": spread, "above": _by_id(ids, result.above)}
        return {"spread": spread}
    if contest.kind == YES_NO:
        answers = {
            str(each): {answer: counts.marks.get((each, answer), 0) for answer in ANSWERS} for each in ids
        }
        return {"answers": answers}
    return {"votes": {str(each): counts.marks.get(each, 0) for each in ids}}


def _by_id(ids: list[int], above: Matrix) -> dict[str, dict[str, int]]:
    return {
        str(a): {str(b): number for b, number in zip(ids, row, strict=True) if b != a}
        for a, row in zip(ids, above, strict=True)
    }


def _key(marking: Marking) -> Key:
    if isinstance(marking, Mapping):
        return tuple(sorted(marking.items()))
    if marking and not isinstance(marking[0], tuple):
        return tuple(sorted(marking))
    return tuple(marking)


def _plain(key: Key) -> list[Any]:
    return [list(each) if isinstance(each, tuple) else each for each in key]
