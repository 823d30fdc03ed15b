"""What is on the ballot, its photos, the state of the polls, and acts."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest

from election.errors import NoElection
from election.models import (
    Candidate,
    Contest,
    Election,
    LocalText,
    Lot,
    OpeningRoll,
    Options,
    PollsState,
    Style,
)
from election.store.port import Act, Store
from tests.election.store.contract.conftest import ELECTION
from tests.election.store.contract.engines import Engine


@pytest.mark.parametrize("verb", ["election", "hold_election"])
def test_where_there_is_no_election_that_is_said(empty: Store, verb: str) -> None:
    with pytest.raises(NoElection):
        empty.write(lambda transaction: getattr(transaction, verb)())


@pytest.mark.parametrize("verb", ["election", "hold_election"])
def test_an_election_comes_back_as_it_was_created(engine: Engine, store: Store, verb: str) -> None:
    for _ in range(2):
        assert engine.store.write(lambda transaction: getattr(transaction, verb)()) == ELECTION
        engine.reopen()


def test_contests_and_candidates_come_in_the_order_they_were_given_in(empty: Store) -> None:
    turned = replace(
        ELECTION,
        contests=tuple(replace(each, candidates=each.candidates[::-1]) for each in ELECTION.contests[::-1]),
        styles=ELECTION.styles[::-1],
    )
    empty.write(lambda transaction: transaction.create_election(turned))
    assert empty.read(lambda snapshot: snapshot.election()) == replace(turned, styles=ELECTION.styles)


def test_the_version_tells_whether_anything_changed(store: Store) -> None:
    def version() -> object:
        return store.read(lambda snapshot: snapshot.version())

    seen = [version()]
    assert version() == seen[0]
    for change in (
        lambda box: box.set_state(PollsState.COUNTED),
        lambda box: box.add_ballot(1, (1,)),
        lambda box: box.put_lot(1, Lot((1,), ("Kim",))),
    ):
        store.write(change)
        assert version() not in seen
        seen.append(version())


def test_an_election_is_put_in_place_of_another(engine: Engine, store: Store) -> None:
    first, second, *_ = ELECTION.contests
    added = Contest(9, LocalText.of({"ko": "새로"}), "yes_no", Options(), (Candidate(77, "새 후보"),))
    less = replace(second, candidates=second.candidates[:1], description=LocalText.of({"ko": "설명"}))
    after = replace(ELECTION, contests=(added, less), styles=(Style(2, (9, second.id)),), practice=True)
    gone, stays = first.candidates[0].id, less.candidates[0].id
    for candidate_id in (gone, stays):
        store.write(lambda transaction, each=candidate_id: transaction.put_photo(each, b"photo"))
    store.write(lambda transaction: transaction.replace_election(after))
    engine.reopen()
    assert engine.store.read(lambda snapshot: snapshot.election()) == after
    assert engine.store.read(lambda snapshot: snapshot.photos()) == {stays: b"photo"}
    engine.store.write(lambda transaction: transaction.replace_election(ELECTION))
    assert engine.store.read(lambda snapshot: snapshot.election()) == ELECTION


def test_a_photo_is_removed(engine: Engine, store: Store) -> None:
    store.write(lambda transaction: transaction.put_photo(1, b"photo"))
    for _ in range(2):  # the second time there is none
        store.write(lambda transaction: transaction.remove_photo(1))
        engine.reopen()
        assert engine.store.read(lambda snapshot: snapshot.photo(1)) is None
        store = engine.store


def test_an_election_of_nothing_is_one(engine: Engine, empty: Store) -> None:
    bare = Election(LocalText.of({"ko": "빈 선거"}), PollsState.DRAFT, True, ())
    empty.write(lambda transaction: transaction.create_election(bare))
    engine.reopen()
    assert engine.store.read(lambda snapshot: snapshot.election()) == bare


def test_a_second_election_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="exists"):
        store.write(lambda transaction: transaction.create_election(ELECTION))
    assert store.read(lambda snapshot: snapshot.election()) == ELECTION


@pytest.mark.parametrize("state", list(PollsState))
def test_the_state_is_what_it_was_set_to(engine: Engine, store: Store, state: PollsState) -> None:
    store.write(lambda transaction: transaction.set_state(state))
    assert store.read(lambda snapshot: snapshot.election()) == replace(ELECTION, state=state)
    engine.crash()
    assert engine.store.read(lambda snapshot: snapshot.election()) == replace(ELECTION, state=state)


def test_an_election_that_nobody_changed_is_the_same_object(store: Store) -> None:
    """It is not made anew for every vote."""

    def vote(number: int) -> None:
        store.write(lambda transaction: transaction.put_mark(number, bytes(16)))

    first = store.read(lambda snapshot: snapshot.election())
    vote(1)
    assert store.read(lambda snapshot: snapshot.election()) is first


def test_photos_come_back_byte_by_byte(engine: Engine, store: Store) -> None:
    photos = {1: bytes(range(256)), 4: b"\xff\xd8\xff"}
    for candidate_id, data in photos.items():
        store.write(lambda transaction, each=candidate_id, data=data: transaction.put_photo(each, data))
    engine.reopen()
    assert engine.store.read(lambda snapshot: snapshot.photos()) == photos
    assert engine.store.read(lambda snapshot: snapshot.photo(4)) == photos[4]
    assert engine.store.read(lambda snapshot: snapshot.photo(2)) is None


def test_digests_of_photos_change_with_them(engine: Engine, store: Store) -> None:
    def digests() -> dict[int, str]:
        return dict(engine.store.read(lambda snapshot: snapshot.photo_digests()))

    assert digests() == {}
    store.write(lambda transaction: transaction.put_photo(1, b"one"))
    assert digests() == {1: hashlib.sha256(b"one").hexdigest()}
    store.write(lambda transaction: transaction.remove_photo(1))
    store.write(lambda transaction: transaction.put_photo(1, b"another"))
    store.write(lambda transaction: transaction.put_photo(4, b"one"))
    changed = {1: hashlib.sha256(b"another").hexdigest(), 4: hashlib.sha256(b"one").hexdigest()}
    assert digests() == changed
    engine.reopen()
    assert digests() == changed


def test_a_second_photo_of_a_candidate_is_refused(store: Store) -> None:
    store.write(lambda transaction: transaction.put_photo(1, b"one"))
    with pytest.raises(ValueError, match="exists"):
        store.write(lambda transaction: transaction.put_photo(1, b"two"))
    assert store.read(lambda snapshot: snapshot.photo(1)) == b"one"


def test_the_definition_of_the_last_opening_is_kept(engine: Engine, store: Store) -> None:
    assert store.read(lambda snapshot: snapshot.committed()) is None
    store.write(lambda transaction: transaction.put_committed('{"title":"임원 선거"}'))
    engine.reopen()
    assert engine.store.read(lambda snapshot: snapshot.committed()) == '{"title":"임원 선거"}'
    engine.store.write(lambda transaction: transaction.put_committed("{}"))
    assert engine.store.read(lambda snapshot: snapshot.committed()) == "{}"


def test_acts_are_told_in_the_order_in_which_they_were_noted(engine: Engine, store: Store) -> None:
    acts = [
        Act("organiser", "polls.opened", "", f"2026-11-{day:02}T09:00:00+00:00") for day in (5, 3, 9, 1, 7)
    ]
    acts.append(Act("organiser", "polls.counted", "", "2026-11-30T09:00:00+00:00", ("Choi", "윤")))
    assert store.read(lambda snapshot: snapshot.acts()) == ()
    for act in acts:
        store.write(lambda transaction, act=act: transaction.add_act(act))
    engine.crash()
    assert engine.store.read(lambda snapshot: snapshot.acts()) == tuple(acts)


def test_an_act_is_kept_with_what_it_tells_of_or_not_at_all(store: Store) -> None:
    def close_and_fail(transaction: Any) -> None:
        transaction.set_state(PollsState.CLOSED)
        transaction.add_act(Act("organiser", "polls.closed", "rain", "2026-11-01T09:00:00+00:00"))
        raise LookupError

    with pytest.raises(LookupError):
        store.write(close_and_fail)
    assert store.read(lambda snapshot: snapshot.acts()) == ()


def test_a_lot_is_kept_once_for_each_contest(engine: Engine, store: Store) -> None:
    lot = Lot((6, 3), ("Choi", "윤"))
    store.write(lambda transaction: transaction.put_lot(2, lot))
    for _ in range(2):
        found = engine.store.read(lambda snapshot: (snapshot.lot(1), snapshot.lot(2)))
        assert found == (None, lot)
        engine.crash()
    with pytest.raises(ValueError, match="exists"):
        engine.store.write(lambda transaction: transaction.put_lot(2, Lot((4,), ())))
    assert engine.store.read(lambda snapshot: snapshot.lot(2)) == lot


def test_the_roll_at_opening_is_kept_once(engine: Engine, store: Store) -> None:
    assert store.read(lambda snapshot: snapshot.opening_roll()) is None
    roll = OpeningRoll(367, {1: 367, 2: 12})
    store.write(lambda transaction: transaction.put_opening_roll(roll))
    for _ in range(2):
        assert engine.store.read(lambda snapshot: snapshot.opening_roll()) == roll
        engine.crash()
    with pytest.raises(ValueError, match="exists"):
        engine.store.write(lambda transaction: transaction.put_opening_roll(OpeningRoll(1, {})))
