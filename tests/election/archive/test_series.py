"""An election that follows from a counted one: who stands in it, and codes that are good once more."""

from collections.abc import Iterator
from typing import Any

import pytest

from election.archive.refusals import NothingFollows
from election.archive.series import may_follow
from election.election_services import ElectionServices
from election.errors import ResultsHidden
from election.models import Election, PollsState
from election.rules import MOST_VOTES, Participation, Ties
from election.services import Services
from election.store.port import DeskMark, Transaction
from election.voters.code_refusals import AlreadyReceived, NothingReceived
from election.voters.codes import CodeUnknown, CodeUsed, CodeVoid
from election.voters.desk import DeskState
from election.voters.passwords import Passwords
from election.voting.counting import whole_figures
from tests.services import opened

MAJORITY = {"threshold": {"share": "more than 1/2", "of": "valid"}, "otherwise": "run_off"}


def definition(**more: Any) -> dict[str, Any]:
    president = {"title": {"en": "President"}, "candidates": ["A", "B", "C"], "rule": MAJORITY}
    members = {"title": {"en": "Members"}, "candidates": ["D", "E"]}
    return {
        "title": {"ko": "동아리", "en": "Club"},
        "live_results": False,
        "ways_in": ["code", "slip"],
        "contests": [president, members],
        "styles": [[1, 2], [2]],
        "schedule": {"closes": "2026-11-28T18:00:00+09:00"},
        **more,
    }


@pytest.fixture
def services(tmp_path: Any, passwords: Passwords) -> Iterator[Services]:
    with opened(tmp_path / "data", passwords) as services:
        yield services


def begin(services: Services, **more: Any) -> list[str]:
    """Make the current election, with twelve people of the first style and one of the second, and open its
    polls; return three slips and then three personal codes of the first style.
    """
    library = services.library
    library.replace_current(library.create(definition(**more)))
    with library.current() as election:

        def enrol(transaction: Transaction) -> None:
            for number, style in ((str(at), 1 + (at > 12)) for at in range(1, 14)):
                person = transaction.add_person("", f"Person {number}", number=number)
                transaction.add_right(person, style)

        election.polls._store.write(enrol)
        slips = election.codes.issue_slips(1, 10)
        personal = election.codes.issue_personal()
        election.codes.confirm(slips.batch.id)
        election.codes.confirm(personal.batch.id)
        election.polls.open()
    return [slip.code.shown for slip in (*slips.slips[:3], *personal.slips[:3])]


def use(services: Services, code: str, choice: int) -> None:
    with services.library.current() as election:
        voter = election.code_log_in.log_in(code)
        election.ballots.cast(voter.id, {1: (choice,)}, code=voter.code)


def finish(services: Services) -> str:
    with services.library.current() as election:
        election.polls.close()
        election.polls.count()
        return election.id


def person_id(election: ElectionServices, number: str) -> int:
    return next(each.id for each in election.results.people()[1] if each.number == number)


def election_of(services: Services, election_id: str) -> Election:
    with services.library.held(election_id) as election:
        return election.polls.election()


def test_a_run_off_is_between_the_first_two_with_the_same_codes(services: Services) -> None:
    codes = begin(services)
    for code, choice in zip(codes[:3], (1, 2, 2), strict=True):
        use(services, code, choice)
    use(services, codes[3], 1)
    use(services, codes[4], 3)
    before = finish(services)
    made = services.series.run_off(before)
    draft = election_of(services, made)
    (contest,) = draft.contests
    assert [each.name for each in contest.candidates] == ["A", "B"]
    assert (contest.rule.seats, contest.rule.threshold) == (1, None)
    assert dict(draft.title.texts) == {"ko": "동아리 결선투표", "en": "Club: run-off"}
    assert (draft.state, draft.schedule.closes) == (PollsState.DRAFT, None)
    services.library.use(made)
    with services.library.current() as election:
        assert election.tally.turnout().voters == 12  # whoever had no vote for president is not on the roll
        election.polls.open()
    for code in codes:
        use(services, code, 1)
        with pytest.raises(CodeUsed):
            use(services, code, 1)
    finish(services)
    with services.library.current() as election:
        assert election.results.report().hold
        assert [each.name for each in election.tally.outcomes()[0].elected] == ["A"]
    with services.library.held(before) as election:  # which is as it was
        assert election.tally.turnout().voted == 5


def test_void_codes_stay_void_and_new_codes_leave_the_old_ones_behind(services: Services) -> None:
    codes = begin(services)
    with services.library.current() as election:
        election.codes.void(codes[0])
    for code in codes[1:3]:
        use(services, code, 1)
    before = finish(services)
    with services.library.held(services.series.repeat(before)) as election, pytest.raises(CodeVoid):
        election.code_log_in.log_in(codes[0])
    without = services.series.repeat(before, with_codes=False)
    with services.library.held(without) as election:
        assert election.codes.batches() == ()
        with pytest.raises(CodeUnknown):
            election.code_log_in.log_in(codes[1])
        assert election.tally.turnout().voters == 13


def test_who_holds_a_slip_is_given_no_second_one(services: Services) -> None:
    begin(services)
    with services.library.current() as election:
        person = next(each for each in election.results.people()[1] if each.number == "1")
        election.desk.give(person.id)
    with services.library.held(services.series.repeat(finish(services))) as election:
        again = {each.number: each.id for each in election.results.people()[1]}
        assert again["1"] != person.id

        def marks(snapshot: Any) -> dict[str, Any]:
            return {number: snapshot.desk_mark(person_id) for number, person_id in again.items()}

        others = dict.fromkeys(map(str, range(2, 14)))
        assert election.polls._store.read(marks) == {"1": DeskMark.HELD, **others}
        with pytest.raises(AlreadyReceived):
            election.desk.give(again["1"])


def test_who_holds_a_slip_is_present_once_checked_in_again(services: Services) -> None:
    codes = begin(services, quorum={"share": "at least 1/4", "came": "present", "below": "no_force"})
    with services.library.current() as election:
        for number in "1234":
            election.desk.give(person_id(election, number))
    services.library.use(services.series.repeat(finish(services)))

    def present() -> int | None:
        with services.library.current() as election:
            return election.polls._store.read(whole_figures).came(Participation.PRESENT)

    with services.library.current() as election:
        election.polls.open()
        holder = person_id(election, "1")
        assert (election.desk.totals().came, election.desk.totals().given, present()) == (0, 4, 0)
        assert election.desk.state(holder) is DeskState.HELD
        election.desk.check_in(holder)
        election.desk.undo_check_in(holder)
        assert (election.desk.state(holder), present()) == (DeskState.HELD, 0)
        with pytest.raises(NothingReceived):
            election.desk.undo_check_in(holder)
        election.desk.check_in(holder)
        election.desk.check_in(holder)
        assert (election.desk.totals().came, election.desk.totals().given, present()) == (1, 4, 1)
        assert election.desk.state(holder) is DeskState.RECEIVED
    for code in codes[:2]:
        use(services, code, 1)
    assert present() == 2, "whoever cast with a slip was there, also unchecked"


def test_slips_replaced_before_are_not_missed_in_the_next_account(services: Services) -> None:
    begin(services)
    with services.library.current() as election:
        election.desk.give(person_id(election, "1"))
        election.desk.replace_lost(person_id(election, "1"), "fell into the river")
        election.codes.note_in_hand(8)
    with services.library.held(services.series.repeat(finish(services))) as election:
        account = election.codes.account()
        assert (account.handed_out, account.in_hand, account.counted) == (2, 8, None)
    with services.library.current() as election:
        old = election.id
    with services.library.held(services.series.repeat(old, with_codes=False)) as election:
        assert election.desk.totals().replaced == 0


def test_a_repeat_is_the_same_and_the_next_motion_a_new_question_to_all(services: Services) -> None:
    begin(services)
    before = finish(services)
    again = election_of(services, services.series.repeat(before))
    assert [len(each.candidates) for each in again.contests] == [3, 2]
    assert again.contests[0].rule == election_of(services, before).contests[0].rule
    motion = election_of(services, services.series.motion(before, {"en": "Shall we?"}))
    assert [(each.kind, each.candidates) for each in motion.contests] == [("yes_no", ())]
    assert [style.contests for style in motion.styles] == [(1,), (1,)]
    assert motion.contests[0].rule == MOST_VOTES


def test_a_tie_that_goes_to_a_run_off_is_decided_by_lot_there(services: Services) -> None:
    tied = {"title": {"en": "?"}, "candidates": ["A", "B", "C"], "rule": {"ties": {"by": "run_off"}}}
    codes = begin(services, contests=[tied], styles=[[1], [1]])
    for code, choice in zip(codes, (1, 3), strict=False):
        use(services, code, choice)
    (contest,) = election_of(services, services.series.run_off(finish(services))).contests
    assert [each.name for each in contest.candidates] == ["A", "C"]
    assert contest.rule.ties == Ties()


def test_nothing_follows_where_nothing_was_left_open_or_counted(services: Services) -> None:
    codes = begin(services)
    assert services.library.current_id is not None
    with pytest.raises(ResultsHidden):
        services.series.run_off(services.library.current_id)
    with pytest.raises(NothingFollows):
        services.series.repeat(services.library.current_id)
    use(services, codes[0], 1)
    with pytest.raises(NothingFollows):
        services.series.run_off(finish(services))
    assert len(services.library.elections()) == 1


@pytest.mark.parametrize(("rule", "expected"), [(MAJORITY, True), ({}, False)])
def test_slips_are_to_be_kept_where_a_run_off_may_follow(
    services: Services, rule: dict[str, Any], expected: bool
) -> None:
    contest = {"title": {"en": "?"}, "candidates": ["A", "B", "C"], "rule": rule}
    made = services.library.create(definition(contests=[contest], styles=[[1]]))
    assert may_follow(election_of(services, made)) is expected
