"""Whether enough came, which nobody needs counts for."""

from dataclasses import replace

import pytest

from election.errors import FiguresDisagree, LotRefused, PresentUnknown
from election.models import Lot
from election.rules import (
    AT_LEAST_HALF,
    AT_LEAST_THIRD,
    MORE_THAN_HALF,
    MOST_VOTES,
    Base,
    BelowQuorum,
    Participation,
    Quorum,
    Rule,
    Threshold,
)
from election.voting.deciding.decide import decide, not_opened
from election.voting.deciding.outcome import Decision
from election.voting.deciding.quorum import Attendance, Figures, attendance, check_quorum
from tests.election.voting.deciding.contests import chosen, moved, outcome

CLOSED = Rule(quorum=Quorum(MORE_THAN_HALF))
NO_FORCE = Rule(quorum=Quorum(MORE_THAN_HALF, below=BelowQuorum.NO_FORCE))


@pytest.mark.parametrize(
    ("quorum", "roll", "came", "needed", "is_met"),
    [
        (Quorum(MORE_THAN_HALF), 367, 183, 184, False),
        (Quorum(MORE_THAN_HALF), 367, 184, 184, True),
        (Quorum(MORE_THAN_HALF), 100, 50, 51, False),
        (Quorum(AT_LEAST_HALF), 100, 50, 50, True),
        (Quorum(AT_LEAST_HALF), 3711, 1839, 1856, False),
        (Quorum(AT_LEAST_THIRD), 15087, 5470, 5029, True),
        (Quorum(AT_LEAST_THIRD), 99, 33, 33, True),
        (Quorum(AT_LEAST_THIRD), 100, 33, 34, False),
        (Quorum(AT_LEAST_THIRD), 0, 0, 1, False),
    ],
)
def test_it_is_met_by_as_many_as_are_needed(
    quorum: Quorum, roll: int, came: int, needed: int, is_met: bool
) -> None:
    check = check_quorum(quorum, Figures(roll, came))
    assert (check.needed, check.is_met, check.short) == (needed, is_met, max(0, needed - came))


def test_those_added_by_name_are_of_the_roll() -> None:
    assert check_quorum(Quorum(MORE_THAN_HALF), Figures(365, 183, added=2)).needed == 184
    assert check_quorum(Quorum(MORE_THAN_HALF), Figures(365, 183)).needed == 183


def test_those_present_count_where_they_are_asked_for() -> None:
    quorum = Quorum(MORE_THAN_HALF, Participation.PRESENT)
    assert check_quorum(quorum, Figures(100, 40, present=51)).is_met
    assert not check_quorum(quorum, Figures(100, 40, present=50)).is_met
    # Who voted was there, also where the desk forgot to check them in.
    assert check_quorum(quorum, Figures(100, 51, present=3)).is_met
    with pytest.raises(PresentUnknown):
        check_quorum(quorum, Figures(100, 51))


@pytest.mark.parametrize(
    ("numbers", "present"), [((3, 4, 0), None), ((3, 3, -1), None), ((3, 1, 0), 4), ((3, -1, 0), None)]
)
def test_more_cannot_have_come_than_may(numbers: tuple[int, int, int], present: int | None) -> None:
    roll, cast, added = numbers
    with pytest.raises(FiguresDisagree):
        Figures(roll, cast, added, present)


def test_a_box_below_its_quorum_is_decided_on_without_counts() -> None:
    contest = moved(30, 10, CLOSED).contest
    came = attendance(contest, Figures(100, 40))
    assert not came.may_open
    outcome = not_opened(contest, came)
    assert outcome.decision is Decision.NOT_OPENED
    assert (outcome.standings, outcome.elected, outcome.tie, outcome.lead, outcome.run_off) == (
        (),
        (),
        None,
        None,
        None,
    )
    with pytest.raises(ValueError, match="may be opened"):
        not_opened(contest, attendance(contest, Figures(70, 40)))


def test_counts_that_come_all_the_same_do_not_come_out() -> None:
    split, other = moved(30, 10, CLOSED), moved(11, 29, CLOSED)
    assert outcome(split, roll_at_opening=100) == outcome(other, roll_at_opening=100)
    assert outcome(split, roll_at_opening=100).decision is Decision.NOT_OPENED


def test_a_result_without_force_is_counted_and_elects_nobody() -> None:
    came_out = outcome(chosen([30, 10], NO_FORCE), roll_at_opening=100)
    assert came_out.decision is Decision.NO_QUORUM
    assert not came_out.elected
    assert [each.votes for each in came_out.standings] == [30, 10]
    assert came_out.attendance.may_open


def test_the_whole_elections_quorum_holds_beside_the_contests_own() -> None:
    whole = Quorum(MORE_THAN_HALF)
    result = chosen([8, 2], Rule(quorum=Quorum(AT_LEAST_HALF, below=BelowQuorum.NO_FORCE)))
    of_group = Figures(12, 10)

    def came(cast: int) -> Attendance:
        return attendance(result.contest, of_group, whole, Figures(100, cast))

    assert came(51).in_force
    assert not came(50).may_open
    assert [check.whole for check in came(50).missed] == [True]
    assert decide(result, of_group, came(51)).decision is Decision.ELECTED
    assert decide(result, of_group, came(50)).decision is Decision.NOT_OPENED
    with pytest.raises(ValueError, match="figures"):
        attendance(result.contest, of_group, whole)


def test_one_quorum_that_keeps_the_box_closed_is_enough() -> None:
    both = attendance(moved(1, 0, NO_FORCE).contest, Figures(9, 1), Quorum(MORE_THAN_HALF), Figures(9, 1))
    assert not both.may_open
    assert len(both.missed) == 2
    assert attendance(moved(1, 0, NO_FORCE).contest, Figures(9, 1)).may_open


def test_a_lot_changes_nothing_below_a_quorum() -> None:
    lot = Lot((1,), ("Choi", "Yoon"))
    for rule in (CLOSED, NO_FORCE):
        with pytest.raises(LotRefused):
            outcome(chosen([5, 5], rule), lot, roll_at_opening=100)


def test_ballots_that_are_not_as_many_as_voted_are_not_decided_on() -> None:
    result = chosen([3, 2], MOST_VOTES)
    with pytest.raises(FiguresDisagree):
        outcome(replace(result, ballots=6), cast=5)


def test_a_threshold_of_those_present_needs_them_known() -> None:
    rule = Rule(Threshold(MORE_THAN_HALF, Base.PRESENT))
    assert outcome(moved(6, 4, rule), present=11, roll_at_opening=20).decision is Decision.PASSED
    assert outcome(moved(6, 4, rule), present=12, roll_at_opening=20).decision is Decision.FAILED
    with pytest.raises(PresentUnknown):
        outcome(moved(6, 4, rule))
