"""What the ballots of a contest come to, in the words of results.json."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from election.records.verify.canonical_json import same
from election.records.verify.definition import MARKED, RANKED, SCORED, YES_NO, Contest
from election.records.verify.faults import Malformed, ensure
from election.records.verify.reading import items, number
from election.records.verify.records import Box
from election.records.verify.recount import markings
from election.records.verify.recount.pairs import condorcet, preferred
from election.records.verify.recount.rounds import UNIT, instant_run_off, scottish_stv
from election.records.verify.recount.stars import star
from election.records.verify.recount.ties import Order
from election.records.verify.recount.transfers import Ballots, Log, Source

_NO_ANSWERS = dict.fromkeys(markings.ANSWERS, 0)


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of a contest. `numbers` of each candidate, or question, as results.json names them; `count`
    is the log where the method has one, and what belongs to it.
    """

    ballots: int
    blank: int
    abstain: int
    numbers: Mapping[int, Mapping[str, int]]
    count: Mapping[str, Any]

    @property
    def valid(self) -> int:
        """The ballots that are not blank."""
        return self.ballots - self.blank

    def values(self, contest: Contest) -> dict[str, Any]:
        """Return what stands in results.json but for who is elected."""
        choose = contest.kind == "choose"
        sums = {
            "cast": self.ballots,
            "ballots": self.ballots,
            "valid": self.valid - self.abstain,
            "blank": self.blank,
            "abstain": self.abstain,
            "votes": sum(row["votes"] for row in self.numbers.values()) if choose else 0,
            "possible_votes": self.ballots * contest.options["most"] if choose else 0,
            "hold": True,
        }
        unit = (
            "points" if contest.kind in SCORED else "first_preferences" if contest.kind in RANKED else "votes"
        )
        motion = contest.title.get("ko") or next((contest.title[each] for each in sorted(contest.title)), "")
        told: list[dict[str, Any]] = [
            {"candidate": each.id, "name": each.name, "label": each.label, "withdrawn": each.withdrawn}
            for each in contest.candidates
        ] or [{"candidate": 0, "name": motion, "label": "", "withdrawn": False}]
        counts = [{**each, **self.numbers[each["candidate"]]} for each in told]
        return {"sums": sums, "counts_are": unit, "counts": counts, "count": self.count}


def tally(contest: Contest, box: Box, given: Mapping[str, Any]) -> Tally:
    """Count. `given` is what results.json says: first preferences that only the markings could tell are taken
    from there. Raises Fails.
    """
    if box.form == "markings":
        ballots = markings.counted_markings(contest, box)
        blank = sum(count for count, marking in ballots if not marking)
        abstain = sum(count for count, marking in ballots if _abstains(contest, marking))
        numbers, count = _of_markings(contest, ballots)
    else:
        blank, abstain = box.blank, box.abstain
        numbers, count = _of_totals(contest, box, given)
    if contest.kind == YES_NO and contest.void:
        numbers = [
            _NO_ANSWERS if each in contest.gone else row
            for each, row in zip(contest.ids, numbers, strict=True)
        ]
    if contest.kind in MARKED and contest.void:
        numbers = [
            {"votes": 0} if each in contest.gone else row
            for each, row in zip(contest.ids, numbers, strict=True)
        ]
    if contest.kind != YES_NO:
        pairs = zip(numbers, contest.candidates, strict=True)
        numbers = [{**row, "carried_over": each.carried_over} for row, each in pairs]
    return Tally(box.ballots, blank, abstain, dict(zip(contest.ids, numbers, strict=True)), count)


def _abstains(contest: Contest, marking: Sequence[Any]) -> bool:
    return contest.kind == YES_NO and bool(marking) and all(answer == "abstain" for _, answer in marking)


Numbers = list[Mapping[str, int]]


def _of_markings(contest: Contest, ballots: markings.Ballots) -> tuple[Numbers, dict[str, Any]]:
    ids = contest.ids
    if contest.kind in MARKED:
        return [{"votes": each} for each in markings.votes_of(ballots, ids).values()], {}
    if contest.kind == YES_NO:
        return list(markings.answers_of(ballots, ids).values()), {}
    if contest.kind in SCORED:
        spread = markings.spread_of(ballots, ids, contest.options["highest"])
        above = markings.scored_above(ballots, ids) if contest.kind == "star" else []
        return _scored(contest, spread, above)
    place = {each: at for at, each in enumerate(ids)}
    ranked = [(number, [[place[each] for each in rank] for rank in ranks]) for number, ranks in ballots]
    firsts = [0] * len(ids)
    for count, ranks in ranked:
        if ranks and len(ranks[0]) == 1:
            firsts[ranks[0][0]] += count
    standing = _standing(contest)
    here = frozenset(standing)
    kept = [(count, [p for rank in ranks for p in rank]) for count, ranks in ranked]
    kept = [(count, ranking) for count, ranking in kept if not here.isdisjoint(ranking)]
    valid = sum(count for count, _ in kept)
    above = preferred(ranked, standing, len(ids)) if contest.kind == "condorcet" else []
    source = Ballots(kept, UNIT if contest.kind == "stv_scottish" else 1)
    return _ranked(contest, firsts, _ranked_log(contest, source, above, valid))


def _of_totals(contest: Contest, box: Box, given: Mapping[str, Any]) -> tuple[Numbers, dict[str, Any]]:
    totals, ballots = markings.read_totals(contest, box), box.ballots - box.blank
    if contest.kind in MARKED:
        return [{"votes": each} for each in totals["votes"]], {}
    if contest.kind == YES_NO:
        return totals["answers"], {}
    if contest.kind in SCORED:
        return _scored(contest, totals["spread"], totals.get("above", []))
    try:
        valid = number(totals["rounds"].get("valid"))
        firsts = list(items([each["votes"] for each in given["counts"]], number))
    except (Malformed, LookupError, TypeError):
        valid, firsts = -1, []
    ensure(len(firsts) == len(contest.ids) and sum(firsts) <= ballots, "counts")
    ensure(0 <= valid <= ballots if contest.gone else valid == ballots, "rounds")
    source = Log(totals["rounds"], UNIT if contest.kind == "stv_scottish" else 1)
    log = _ranked_log(contest, source, totals["above"], valid)
    ensure(same(log, totals["rounds"]), "rounds")
    return _ranked(contest, firsts, log)


def _standing(contest: Contest) -> list[int]:
    return [place for place, each in enumerate(contest.ids) if each not in contest.gone]


def _order(contest: Contest) -> Order:
    return Order([contest.ids.index(each) for each in contest.rule.order])


def _scored(
    contest: Contest, spread: list[list[int]], above: list[list[int]]
) -> tuple[Numbers, dict[str, Any]]:
    points = [sum(score * count for score, count in enumerate(row)) for row in spread]
    count: dict[str, Any] = {"scores": spread, "places": contest.ids}
    if contest.kind == "star":
        valid = sum(spread[0])
        count["log"] = star(spread, above, _standing(contest), valid, contest.seats, _order(contest))
        count["declared_order"] = list(contest.rule.order)
    return [{"votes": each} for each in points], count


def _ranked(contest: Contest, firsts: Sequence[int], log: dict[str, Any]) -> tuple[Numbers, dict[str, Any]]:
    count = {"log": log, "declared_order": list(contest.rule.order), "places": contest.ids}
    return [{"votes": each} for each in firsts], count


def _ranked_log(contest: Contest, source: Source, above: list[list[int]], valid: int) -> dict[str, Any]:
    standing, size, order = _standing(contest), len(contest.ids), _order(contest)
    if contest.kind == "irv":
        return instant_run_off(source, standing, valid, size, order)
    if contest.kind == "stv_scottish":
        return scottish_stv(source, standing, valid, size, contest.seats, order)
    return condorcet(above, standing, valid, contest.options["completion"], order)
