"""The desk: who came, who was given a slip, and what may be taken back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from election.errors import AlreadyVoted, NotOnRoll, PollsNotOpen, PollsPaused
from election.events import DeskChanged
from election.models import PollsState, Schedule, Voter, WayIn
from election.setup.refusals import LastCall, ReasonMissing
from election.store.port import DeskMark, Store
from election.voters.code_refusals import (
    AlreadyReceived,
    DeskNotHere,
    NoCodesHere,
    NoSlipsLeft,
    NothingReceived,
    SlipOfOthers,
)
from election.voters.codes import CodeUnknown, CodeUsed, CodeVoid, VoterCode, draw
from election.voters.desk import Desk, DeskState, DeskTotals
from election.voters.refusals import SlipGiven
from tests.election.test_trusted_time import Computer
from tests.election.voters.codes import CODE_KEY, let_in_by, put_codes
from tests.services import Services

Slips = list[VoterCode]


@pytest.fixture
def slips(store: Store) -> Slips:
    return put_codes(store, 10)


def state(services: Services, voter: Voter) -> DeskState:
    return services.desk.state(voter.id)


# --- who came ------------------------------------------------------------------------------------------


def test_who_was_checked_in_may_vote_as_before(services: Services, slips: Slips, voter: Voter) -> None:
    assert state(services, voter) is DeskState.NOT_YET
    told: list[object] = []
    services.events.subscribe(told.append)
    services.desk.check_in(voter.id)
    services.desk.check_in(voter.id)
    assert (state(services, voter), told) == (DeskState.CAME, [DeskChanged()] * 2)
    services.desk.undo_check_in(voter.id)
    assert state(services, voter) is DeskState.NOT_YET
    with pytest.raises(NothingReceived):
        services.desk.undo_check_in(voter.id)
    services.desk.check_in(voter.id)
    services.ballots.cast(voter.id, {})
    assert state(services, voter) is DeskState.VOTED
    assert services.desk.totals() == DeskTotals(roll=1, came=1, given=0, replaced=0, voted=1)


def test_who_is_not_on_the_roll_gets_nothing(services: Services, slips: Slips) -> None:
    for deed in (services.desk.check_in, services.desk.give, services.desk.let_vote):
        with pytest.raises(NotOnRoll):
            deed(5)
    assert services.desk.states([5]) == {5: DeskState.REMOVED}


# --- slips ---------------------------------------------------------------------------------------------


def test_a_slip_is_given_once_and_to_nobody_who_voted(services: Services, slips: Slips, voter: Voter) -> None:
    services.desk.give(voter.id)
    assert state(services, voter) is DeskState.RECEIVED
    for deed in (services.desk.give, services.desk.check_in, services.desk.undo_check_in):
        with pytest.raises(AlreadyReceived):
            deed(voter.id)
    account = services.codes.account()
    assert (account.printed, account.handed_out, account.in_hand) == (10, 1, 9)


def test_who_voted_by_another_way_gets_no_slip(services: Services, slips: Slips, voter: Voter) -> None:
    services.ballots.cast(voter.id, {})
    with pytest.raises(AlreadyVoted):
        services.desk.give(voter.id)


def test_a_wrong_mark_is_taken_back_with_the_unused_slip_alone(
    services: Services, slips: Slips, voter: Voter
) -> None:
    with pytest.raises(NothingReceived):
        services.desk.take_back(voter.id, slips[0].shown)
    services.desk.give(voter.id)
    used = services.code_log_in.log_in(slips[1].shown)
    services.ballots.cast(used.id, {}, code=used.code)
    services.codes.void(slips[2].shown)
    refusals = {slips[1]: CodeUsed, slips[2]: CodeVoid, draw(1)[0]: CodeUnknown}
    for slip, refusal in refusals.items():
        with pytest.raises(refusal):
            services.desk.take_back(voter.id, slip.shown)
        assert state(services, voter) is DeskState.RECEIVED
    services.desk.take_back(voter.id, f"HTTP://10.0.0.1:2020/C/{slips[0].characters}")
    assert state(services, voter) is DeskState.NOT_YET
    with pytest.raises(CodeVoid):
        services.code_log_in.log_in(slips[0].shown)
    services.ballots.cast(voter.id, {})  # their own right is worth something again


def test_a_slip_of_another_style_or_a_personal_code_takes_nothing_back(
    services: Services, store: Store, slips: Slips, voter: Voter
) -> None:
    (other,) = put_codes(store, 1, style=7)
    (own,) = put_codes(store, 0, people=(voter.id,))
    services.desk.give(voter.id)
    for code in (other, own):
        with pytest.raises(SlipOfOthers):
            services.desk.take_back(voter.id, code.shown)
        assert services.codes.look(code.shown).state == "live"


def test_a_spoilt_slip_is_exchanged(services: Services, slips: Slips, voter: Voter) -> None:
    services.desk.give(voter.id)
    services.desk.exchange(voter.id, slips[0].shown)
    assert state(services, voter) is DeskState.RECEIVED
    account = services.codes.account()
    assert (account.printed, account.handed_out, account.void, account.in_hand) == (10, 1, 1, 8)


def test_the_last_slip_in_hand_is_given_for_a_spoilt_one(
    services: Services, store: Store, voter: Voter
) -> None:
    first, second = put_codes(store, 2)
    services.desk.give(voter.id)
    services.desk.exchange(voter.id, first.shown)
    assert services.codes.account().in_hand == 0
    with pytest.raises(NoSlipsLeft):
        services.desk.exchange(voter.id, second.shown)
    assert services.codes.look(second.shown).state == "live"


def test_a_lost_slip_is_replaced_with_a_reason_and_counted(
    services: Services, slips: Slips, voter: Voter
) -> None:
    with pytest.raises(NothingReceived):
        services.desk.replace_lost(voter.id, "lost")
    services.desk.give(voter.id)
    with pytest.raises(ReasonMissing):
        services.desk.replace_lost(voter.id, " ")
    services.desk.replace_lost(voter.id, "lost on the stairs")
    account = services.codes.account()
    assert (account.replaced, account.handed_out, account.in_hand) == (1, 2, 8)
    assert services.desk.totals().replaced == 1
    assert all("lost" not in act.why for act in services.polls.acts())  # nothing of the desk has a time


def test_no_slip_is_given_that_is_not_there(services: Services, store: Store, voter: Voter) -> None:
    let_in_by(store, WayIn.SLIP)
    with pytest.raises(NoSlipsLeft):
        services.desk.give(voter.id)
    put_codes(store, 5, style=7)
    put_codes(store, 5, confirmed=False)
    with pytest.raises(NoSlipsLeft):
        services.desk.give(voter.id)
    put_codes(store, 1)
    services.desk.give(voter.id)
    with pytest.raises(NoSlipsLeft):
        services.desk.replace_lost(voter.id, "lost")
    let_in_by(store, WayIn.CODE)
    with pytest.raises(NoCodesHere):
        services.desk.give(voter.id)


def test_two_slips_for_one_person_show_in_the_account(services: Services, slips: Slips, voter: Voter) -> None:
    """Somebody is given a slip, it is taken back with another one from the pile, and a second slip given."""
    services.desk.give(voter.id)
    services.desk.take_back(voter.id, slips[9].shown)
    services.desk.give(voter.id)
    for slip in slips[:2]:
        admitted = services.code_log_in.log_in(slip.shown)
        services.ballots.cast(admitted.id, {}, code=admitted.code)
    services.codes.note_in_hand(7)  # ten, less the two and the void one
    account = services.codes.account()
    assert (account.used, account.handed_out, account.difference) == (2, 1, -1)
    assert not account.is_used_right


# --- let vote ------------------------------------------------------------------------------------------


def test_the_desk_lets_somebody_vote_with_their_own_right(
    services: Services, store: Store, voter: Voter
) -> None:
    with pytest.raises(DeskNotHere):
        services.desk.let_vote(voter.id)
    let_in_by(store, WayIn.DESK, WayIn.SLIP)
    assert services.desk.let_vote(voter.id) == voter
    assert services.desk.let_vote(voter.id) == voter  # the booth locked itself meanwhile
    assert services.desk.totals().came == 1
    services.ballots.cast(voter.id, {})
    with pytest.raises(AlreadyVoted):
        services.desk.let_vote(voter.id)


def test_who_has_a_slip_is_not_let_vote(services: Services, store: Store, slips: Slips, voter: Voter) -> None:
    let_in_by(store, WayIn.DESK, WayIn.SLIP)
    services.desk.give(voter.id)
    with pytest.raises(SlipGiven):
        services.desk.let_vote(voter.id)


def test_after_closing_the_desk_does_nothing(
    services: Services, store: Store, slips: Slips, voter: Voter
) -> None:
    let_in_by(store, WayIn.DESK, WayIn.SLIP)
    store.write(lambda transaction: transaction.set_state(PollsState.PAUSED))
    with pytest.raises(PollsPaused):
        services.desk.let_vote(voter.id)
    services.desk.give(voter.id)
    store.write(lambda transaction: transaction.set_state(PollsState.CLOSED))
    for deed in (services.desk.check_in, services.desk.give, services.desk.let_vote):
        with pytest.raises(PollsNotOpen):
            deed(voter.id)
    with pytest.raises(PollsNotOpen):
        services.desk.take_back(voter.id, slips[0].shown)


def test_in_the_last_call_no_slip_is_given_that_would_let_nobody_in(
    services: Services, store: Store, slips: Slips, voter: Voter
) -> None:
    computer = Computer()
    closes = datetime.fromtimestamp(computer.wall, UTC) + timedelta(minutes=1)
    announced = replace(services.polls.election(), schedule=Schedule(None, closes, by_itself=True))
    store.write(lambda transaction: transaction.replace_election(announced))
    desk = Desk(store, CODE_KEY, services.events, computer.time())
    desk.check_in(voter.id)
    computer.pass_(60)
    with pytest.raises(LastCall):
        desk.give(voter.id)
    store.write(lambda transaction: transaction.put_desk_mark(voter.id, DeskMark.SLIP))
    with pytest.raises(LastCall):
        desk.replace_lost(voter.id, "lost")
    assert services.codes.account().replaced == 0
