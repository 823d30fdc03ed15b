"""The lot that decides a tie: entered once, with its witnesses, and for good."""

from datetime import UTC, datetime
from typing import Any

import pytest

from election.errors import LotEntered, LotRefused, NoSuchContest, ResultsHidden
from election.events import Event, Events, TieDecided
from election.models import Lot, PollsState
from election.setup.life_cycle import Polls
from election.setup.refusals import PollsTransition
from election.store.port import Act, Store
from election.voting.counting import Tally
from election.voting.deciding.outcome import Decision
from election.voting.lots import Lots
from tests.election.voting.conftest import HALF, definition
from tests.election.voting.deciding.contests import ids

WITNESSES = ["Choi", "Yoon"]
MORNING, NOON = (datetime(2026, 11, 28, hour, tzinfo=UTC) for hour in (9, 12))
TIED = {1: [{1: (1,), 2: (3,)}, {1: (2,), 2: (3,)}]}


def lots(store: Store, events: Events | None = None) -> Lots:
    return Lots(store, events or Events(), lambda: NOON)


def test_a_lot_decides_the_tie_and_is_noted(hold: Any) -> None:
    store, told = hold(definition({}, {}), TIED), list[Event]()
    events = Events()
    events.subscribe(told.append)
    assert Tally(store).outcomes()[0].decision is Decision.TIED
    lots(store, events).enter(1, [2], [" Choi ", "Yoon"], role="organiser")
    came_out = Tally(store).outcomes()[0]
    assert (came_out.decision, ids(came_out.elected)) == (Decision.ELECTED, [2])
    assert came_out.tie is not None
    assert came_out.tie.witnesses == ("Choi", "Yoon")
    assert store.read(lambda snapshot: snapshot.acts()) == (
        Act("organiser", "tie.lot_entered", "", "2026-11-28T12:00:00+00:00"),
    )
    assert told == [TieDecided(1)]


def test_the_polls_stand_as_since_before_it(hold: Any) -> None:
    polls = Polls(store := hold(definition({}, {}), TIED, state=PollsState.CLOSED), Events(), lambda: MORNING)
    polls.count()
    lots(store).enter(1, [2], WITNESSES, role="organiser")
    assert polls.status().since == MORNING


def test_it_cannot_be_entered_again(hold: Any) -> None:
    store = hold(definition({}, {}), TIED)
    lots(store).enter(1, [2], WITNESSES, role="organiser")
    for favoured in ([1], [2]):
        with pytest.raises(LotEntered):
            lots(store).enter(1, favoured, WITNESSES, role="organiser")
    assert store.read(lambda snapshot: snapshot.lot(1)) == Lot((2,), ("Choi", "Yoon"))


def test_the_polls_do_not_open_again_after_it(hold: Any) -> None:
    store = hold(definition({}, {}), TIED)
    lots(store).enter(1, [2], WITNESSES, role="organiser")
    polls = Polls(store, Events())
    for take in (polls.open, lambda: polls.reopen("a vote came late")):
        with pytest.raises(PollsTransition):
            take()
    assert store.read(lambda snapshot: snapshot.election()).state is PollsState.COUNTED


def test_in_an_archived_election_nothing_is_entered(hold: Any) -> None:
    store = hold(definition({}, {}), TIED, state=PollsState.ARCHIVED)
    with pytest.raises(PollsTransition):
        lots(store).enter(1, [2], WITNESSES, role="organiser")
    assert store.read(lambda snapshot: snapshot.lot(1)) is None


@pytest.mark.parametrize(
    ("contest", "favoured", "witnesses", "refusal"),
    [
        (3, [1], WITNESSES, NoSuchContest),
        (2, [3], WITNESSES, LotRefused),
        (1, [3], WITNESSES, LotRefused),
        (1, [], WITNESSES, LotRefused),
        (1, [1, 2], WITNESSES, LotRefused),
        (1, [1], ["Choi"], LotRefused),
        (1, [1], ["Choi", "\u200b "], LotRefused),
        (1, [1], ["Choi", "Yo\non"], LotRefused),
        (1, [1], ["Choi", "Y" * 101], LotRefused),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(
    hold: Any, contest: int, favoured: list[int], witnesses: list[str], refusal: type[Exception]
) -> None:
    store = hold(definition({}, {}), TIED)
    with pytest.raises(refusal):
        lots(store).enter(contest, favoured, witnesses, role="organiser")
    assert store.read(lambda snapshot: (snapshot.lot(1), snapshot.lot(2), snapshot.acts())) == (
        None,
        None,
        (),
    )


@pytest.mark.parametrize("state", [each for each in PollsState if not each.is_counted])
def test_before_the_count_there_is_no_lot(hold: Any, state: PollsState) -> None:
    with pytest.raises(ResultsHidden):
        lots(hold(definition({}, {}), TIED, state=state)).enter(1, [1], WITNESSES, role="organiser")


def test_a_refusal_for_a_closed_box_does_not_tell_whether_there_is_a_tie(hold: Any) -> None:
    store = hold(definition({"rule": {"quorum": HALF}}), {1: [{1: (1,)}, {1: (2,)}]}, away={1: 9})
    reasons = []
    for favoured in ([1], [2], [7]):
        with pytest.raises(LotRefused) as refusal:
            lots(store).enter(1, favoured, WITNESSES, role="organiser")
        reasons.append(refusal.value.values["reason"])
    assert reasons[0] == reasons[1] == reasons[2]
