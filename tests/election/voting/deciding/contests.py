"""Contests and counts made in a line."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from election.models import Candidate, CandidateCount, Contest, ContestResult, LocalText, Lot, Options
from election.rules import Rule
from election.voting.deciding.decide import decide
from election.voting.deciding.outcome import Outcome
from election.voting.deciding.quorum import Figures, attendance
from election.voting.methods.choose import ChooseOptions
from election.voting.methods.yes_no import MOTION, YesNoCount

TITLE = LocalText.of({"ko": "회장", "en": "President"})


def candidates(count: int) -> tuple[Candidate, ...]:
    """Their ids are 1, 2, 3 …, their names A, B, C …"""
    return tuple(Candidate(at + 1, chr(ord("A") + at)) for at in range(count))


def chosen(
    votes: Sequence[int], rule: Rule, *, blank: int = 0, valid: int | None = None, most: int = 1
) -> ContestResult:
    """Candidates are chosen; each ballot has one mark, unless `valid` tells how many ballots there are."""
    contest = Contest(1, TITLE, "choose", ChooseOptions(most=most), candidates(len(votes)), rule)
    counts = tuple(map(CandidateCount, contest.candidates, votes))
    return ContestResult(contest, counts, (sum(votes) if valid is None else valid) + blank, blank)


def answered(answers: Sequence[tuple[int, int, int]], rule: Rule, *, ballots: int) -> ContestResult:
    """Yes, no and abstain on each candidate."""
    contest = Contest(1, TITLE, "yes_no", Options(), candidates(len(answers)), rule)
    counts = tuple(
        YesNoCount(each, yes, no, abstain)
        for each, (yes, no, abstain) in zip(contest.candidates, answers, strict=True)
    )
    blank = ballots - max((sum(each) for each in answers), default=0)
    return ContestResult(contest, counts, ballots, blank)


def moved(yes: int, no: int, rule: Rule, *, abstain: int = 0, blank: int = 0) -> ContestResult:
    """Yes, no and abstain on a motion."""
    contest = Contest(1, TITLE, "yes_no", Options(), (), rule)
    counts = (YesNoCount(Candidate(MOTION, "motion"), yes, no, abstain),)
    return ContestResult(contest, counts, yes + no + abstain + blank, blank)


def outcome(result: ContestResult, lot: Lot | None = None, **figures: Any) -> Outcome:
    """Decide it; the roll is of all who voted, unless `figures` tell of another."""
    known = Figures(**{"roll_at_opening": result.ballots, "cast": result.ballots} | figures)
    return decide(result, known, attendance(result.contest, known), lot)


def ids(group: Sequence[Candidate]) -> list[int]:
    return [each.id for each in group]


def with_rule(result: ContestResult, rule: Rule) -> ContestResult:
    return replace(result, contest=replace(result.contest, rule=rule))
