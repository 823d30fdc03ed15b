"""The decision: quorum first, then votes at all, then the threshold, then ties."""

from collections.abc import Sequence

from election.errors import FiguresDisagree
from election.models import Contest, ContestResult, Lot
from election.rules import BelowThreshold, TieRule
from election.voting.counts.log import Came
from election.voting.deciding.outcome import Decision, Lead, Outcome, RunOff, Standing
from election.voting.deciding.quorum import Attendance, Figures
from election.voting.deciding.thresholds import standings_of
from election.voting.deciding.ties import Seated, by_votes, refuse, seat
from election.voting.methods.choose import KIND as CHOOSE
from election.voting.methods.choose import options_of
from election.voting.methods.counted import CountedResult
from election.voting.methods.kinds import SCORED
from election.voting.methods.yes_no import KIND as YES_NO

_PER_SEAT = 2  # so many, and whoever is level with the last of them, stand in a run-off for each seat


def not_opened(contest: Contest, attendance: Attendance) -> Outcome:
    """Return the outcome of a contest whose box stays closed, without any counts. ValueError if it may be
    opened.
    """
    if attendance.may_open:
        raise ValueError("the box may be opened")
    return Outcome(contest, Decision.NOT_OPENED, attendance)


def decide(
    result: ContestResult, figures: Figures, attendance: Attendance, lot: Lot | None = None
) -> Outcome:
    """Return what the contest's rule makes of its counts. `figures` are of the contest; `lot` is one that was
    drawn by hand for the tie this returned before.

    Raises LotRefused where the lot fits no tie, FiguresDisagree where ballots and figures differ, and
    PresentUnknown; ValueError for a kind of contest that is decided otherwise.
    """
    contest = result.contest
    if not attendance.may_open:
        refuse(lot)
        return not_opened(contest, attendance)
    if result.ballots != figures.cast:
        raise FiguresDisagree
    if isinstance(result, CountedResult):
        refuse(lot)
        return _counted(result, attendance)
    standings = standings_of(result, figures)
    if not attendance.in_force or _is_without_votes(result):
        refuse(lot)
        decision = Decision.NO_VOTES if attendance.in_force else Decision.NO_QUORUM
        return Outcome(contest, decision, attendance, standings)
    lead = _lead(contest, standings, result.blank)
    ready = [each for each in standings if each.reached and (lead is None or lead.is_enough)]
    ready = [each for each in ready if not each.candidate.withdrawn]
    seats = seats_of(contest)
    seated = seat(ready, seats, contest.rule.ties, lot)
    vacant = seats - len(seated.elected)
    run_off = _run_off(contest, standings, seated, vacant)
    return Outcome(
        contest,
        _decision(contest, seated, run_off),
        attendance,
        standings,
        seated.elected,
        vacant,
        seated.tie,
        lead,
        run_off,
    )


def _counted(result: CountedResult, attendance: Attendance) -> Outcome:
    """Return what a count has decided by itself: quorum first, as everywhere."""
    contest, count = result.contest, result.count
    if not attendance.in_force:
        return Outcome(contest, Decision.NO_QUORUM, attendance, count=count)
    if count.came is Came.NO_VOTES:
        return Outcome(contest, Decision.NO_VOTES, attendance, count=count)
    elected = tuple(contest.candidates[each] for each in count.winners)
    decision = Decision.ELECTED if elected else Decision.NOBODY
    vacant = seats_of(contest) - len(elected)
    return Outcome(contest, decision, attendance, (), elected, vacant, count=count)


def seats_of(contest: Contest) -> int:
    """Return how many are elected at most: as the rule says, or else as many as a voter may choose; by yes or
    no, everyone.
    """
    if contest.rule.seats is not None:
        return contest.rule.seats
    if contest.kind == YES_NO:
        return max(1, len(contest.candidates))
    return options_of(contest).most if contest.kind == CHOOSE else 1


def is_motion(contest: Contest) -> bool:
    """Return whether a text is voted on, and no people."""
    return contest.kind == YES_NO and not contest.candidates


def _is_without_votes(result: ContestResult) -> bool:
    """By yes or no, a motion without votes has failed like any other. Scores of 0 are votes."""
    if result.contest.kind in SCORED:
        return result.ballots == result.blank
    return result.contest.kind != YES_NO and not any(count.total for count in result.counts)


def _lead(contest: Contest, standings: Sequence[Standing], blank: int) -> Lead | None:
    if not contest.rule.lead_over_blank:
        return None
    votes = (each.votes for each in standings if not each.candidate.withdrawn)
    first, second = (*sorted(votes, reverse=True), 0, 0)[:2]
    return Lead(first - second, blank)


def _run_off(contest: Contest, standings: Sequence[Standing], seated: Seated, vacant: int) -> RunOff | None:
    """Return who may still win the seats that a tie or too few votes left: all who are level; else the two
    first for each seat, and all who are level with the last of them. None if they are no more than seats.
    """
    if seated.tie is not None:
        is_due = seated.tie.by is TieRule.RUN_OFF
        return RunOff(seated.tie.among, vacant) if is_due else None
    left = [each for each in standings if not each.candidate.withdrawn]
    others = [each for each in left if each.candidate not in seated.elected]
    if contest.rule.otherwise is not BelowThreshold.RUN_OFF or not 0 < vacant < len(others):
        return None
    between: list[Standing] = []
    for group in by_votes(others, contest.rule.ties):
        if len(between) < _PER_SEAT * vacant:
            between += group
    return RunOff(tuple(each.candidate for each in between), vacant)


def _decision(contest: Contest, seated: Seated, run_off: RunOff | None) -> Decision:
    if is_motion(contest):
        return Decision.PASSED if seated.elected else Decision.FAILED
    if seated.tie is not None and seated.tie.is_open:
        return Decision.TIED
    if run_off is not None:
        return Decision.RUN_OFF
    return Decision.ELECTED if seated.elected else Decision.NOBODY
