"""The count of a contest as the program makes it, and what a pack then has of its ballots."""

import json
from collections import Counter
from collections.abc import Sequence
from itertools import chain, repeat
from typing import Any

from election.models import Contest, Counts, Election, LocalText, Lot, PollsState, Turnout
from election.results.exports import values
from election.results.report import ContestReport, Report, sums_of
from election.voting.counts.pairwise import pairwise
from election.voting.deciding.decide import decide, not_opened
from election.voting.deciding.outcome import Decision
from election.voting.deciding.quorum import Figures, attendance
from election.voting.methods import METHODS
from election.voting.methods.counted import CountedResult, ScoredResult, StarResult
from election.voting.methods.ranking import rankings_of
from election.voting.withdrawn import as_counted
from tests.records.sealing import ID, canonical

RANKED = ("irv", "stv_scottish", "condorcet")
BY_CANDIDATE = ("yes_no", "score", "star")
Box = Sequence[tuple[int, Any]]  # pairs of a count and a marking, as ballots.json writes it


def _marking(kind: str, given: Any) -> Any:
    if kind in BY_CANDIDATE:
        return dict(given)
    return tuple(tuple(each) if isinstance(each, list) else each for each in given)


def report_of(
    election: Election, contest: Contest, box: Box, figures: Figures, whole: Figures, lot: Lot | None
) -> ContestReport:
    method, turnout = METHODS[contest.kind], Turnout(figures.roll, figures.cast)
    attends = attendance(contest, figures, election.quorum, whole)
    if not attends.may_open:
        outcome = not_opened(contest, attends)
        return ContestReport(outcome, turnout, figures.roll_at_opening, None, None)
    marks, blank = Counter[Any](), 0
    markings = [(count, method.canonical(contest, _marking(contest.kind, given))) for count, given in box]
    for count, marking in markings:
        blank += 0 if marking else count
        for key in method.adds(marking):
            marks[key] += count
    counts = as_counted(contest, Counts(figures.cast, blank, marks))
    outcome = decide(method.result(contest, counts), figures, attends, lot)
    every = chain.from_iterable(repeat(marking, count) for count, marking in markings)
    sums = sums_of(contest, figures.cast, every, counts.marks)
    result = method.result(contest, counts)
    return ContestReport(outcome, turnout, figures.roll_at_opening, result, sums)


def box_of(report: ContestReport, box: Box, figures: Figures, public: bool) -> dict[str, Any]:
    """Return what ballots.json has of a contest."""
    contest = report.contest
    found: dict[str, Any] = {"id": contest.id, "ballots": figures.cast}
    if report.outcome.decision is Decision.NOT_OPENED:
        return found | {"form": "closed"}
    one_mark = contest.kind == "choose" and getattr(contest.options, "most", 0) == 1
    if public or one_mark or (contest.kind == "yes_no" and len(contest.candidates) < 2):
        together = Counter[str]()
        for count, marking in box:
            together[canonical(marking).decode()] += count
        rows = [
            {"count": count, "marking": json.loads(text)}
            for text, count in sorted(together.items(), key=lambda each: each[0].rstrip("\n"))
            if count
        ]
        return found | {"form": "markings", "markings": rows}
    assert report.sums is not None
    totals = _totals(report, box)
    return found | {
        "form": "totals",
        "blank": report.sums.blank,
        "abstain": report.sums.abstain,
        "totals": json.loads(json.dumps(totals)),
    }


def _totals(report: ContestReport, box: Box) -> dict[str, Any]:
    contest, result = report.contest, report.result
    ids = [each.id for each in contest.candidates]
    if contest.kind in ("choose", "approval"):
        votes = Counter(dict.fromkeys(ids, 0))
        for count, marking in box:
            votes.update(dict.fromkeys(marking, count))
        return {"votes": dict(votes)}
    if contest.kind == "yes_no":
        answers = {each: {"yes": 0, "no": 0, "abstain": 0} for each in ids}
        for count, marking in box:
            for each, answer in marking:
                answers[each][answer] += count
        return {"answers": answers}
    if contest.kind in RANKED:
        assert isinstance(result, CountedResult)
        method = METHODS[contest.kind]
        marks = Counter[Any]()
        for count, given in box:
            for key in method.adds(_marking(contest.kind, given)):
                marks[key] += count
        above = pairwise(rankings_of(contest, Counts(result.ballots, result.blank, marks)))
        log = values(Report(*_nothing(report)), ID)["contests"][0]["count"]["log"]
        return {"above": _by_id(ids, above), "rounds": log}
    assert isinstance(result, ScoredResult | StarResult)
    spread = dict(zip(ids, result.spread, strict=True))
    if isinstance(result, StarResult):
        return {"spread": spread, "above": _by_id(ids, result.above)}
    return {"spread": spread}


def _nothing(report: ContestReport) -> tuple[Any, ...]:
    election = Election(LocalText(()), PollsState.COUNTED, live_results=False, contests=(report.contest,))
    return election, Turnout(0, 0), None, (report,), ()


def _by_id(ids: Sequence[int], above: Sequence[Sequence[int]]) -> dict[int, dict[int, int]]:
    return {a: {b: above[i][j] for j, b in enumerate(ids) if i != j} for i, a in enumerate(ids)}
