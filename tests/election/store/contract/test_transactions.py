"""Whole or not at all, kept before it is answered, and nothing seen before."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from election.models import PollsState, Turnout
from election.store.port import Snapshot, Store, Transaction
from tests.election.store.contract.conftest import ELECTION, TAG
from tests.election.store.contract.engines import Engine


def turnout(store: Store) -> Turnout:
    return store.read(lambda snapshot: snapshot.turnout())


def add_rights(*ids: int) -> Callable[[Transaction], None]:
    def work(transaction: Transaction) -> None:
        for each in ids:
            transaction.add_right(each, 1)

    return work


def test_a_store_is_new_until_something_is_kept(engine: Engine, empty: Store) -> None:
    assert empty.is_new
    empty.write(lambda transaction: None)
    assert empty.is_new
    empty.write(add_rights(1))
    assert not empty.is_new
    engine.reopen()
    assert not engine.store.is_new


def test_read_and_write_return_what_their_function_returns(store: Store) -> None:
    assert store.read(lambda snapshot: 5) == 5
    assert store.write(lambda transaction: "kept") == "kept"
    assert store.submit(lambda transaction: [1]).result() == [1]


def test_what_was_written_is_read(store: Store) -> None:
    store.write(add_rights(1, 2))
    assert turnout(store) == Turnout(2, 0)


@pytest.mark.parametrize("how", ["reopen", "crash"])
def test_what_was_answered_is_still_there(engine: Engine, store: Store, how: str) -> None:
    def vote(transaction: Transaction) -> None:
        transaction.add_right(5, 1)
        transaction.put_mark(5, TAG)
        transaction.add_ballot(1, (2,))
        transaction.add_ballot(2, (3, 5))

    store.write(vote)
    getattr(engine, how)()
    found = engine.store
    assert found.read(lambda snapshot: snapshot.election()) == ELECTION
    assert found.read(lambda snapshot: snapshot.mark(5)) == TAG
    assert found.read(lambda snapshot: snapshot.counts(1).marks) == {2: 1}


class Refused(Exception):
    """What a rule of a service raises."""


def test_what_the_function_raises_undoes_all_it_did(engine: Engine, store: Store) -> None:
    def work(transaction: Transaction) -> None:
        transaction.add_right(transaction.add_person("a", "A", "x"), 1)
        transaction.add_right(7, 2)
        transaction.put_mark(7, TAG)
        transaction.add_ballot(1, (1,))
        transaction.set_state(PollsState.CLOSED)
        transaction.put_photo(1, b"photo")
        raise Refused

    for _ in range(2):
        with pytest.raises(Refused):
            engine.store.write(work)
        assert turnout(engine.store) == Turnout(0, 0)
        assert engine.store.read(lambda snapshot: snapshot.election()) == ELECTION
        assert engine.store.read(lambda snapshot: snapshot.counts(1).ballots) == 0
        assert engine.store.read(lambda snapshot: snapshot.person_by_email("a")) is None
        assert engine.store.read(lambda snapshot: snapshot.photos()) == {}
        engine.reopen()


def test_one_that_is_refused_does_not_take_others_along(store: Store) -> None:
    def refused(transaction: Transaction) -> None:
        transaction.add_right(2, 1)
        raise Refused

    pending = [store.submit(add_rights(1)), store.submit(refused), store.submit(add_rights(3))]
    pending[2].result()
    with pytest.raises(Refused):
        pending[1].result()
    pending[0].result()
    assert [
        store.read(lambda snapshot, each=each: snapshot.right(each)) is not None for each in (1, 2, 3)
    ] == [
        True,
        False,
        True,
    ]


def test_what_is_submitted_is_seen_by_nobody_before_it_is_kept(store: Store) -> None:
    pending = store.submit(add_rights(1))
    assert turnout(store).voters == 0
    pending.result()
    assert turnout(store).voters == 1
    pending.result()  # asking again changes nothing
    assert turnout(store).voters == 1


def test_a_transaction_sees_what_it_did_itself(store: Store) -> None:
    def work(transaction: Transaction) -> None:
        person_id = transaction.add_person("a@b", "A", "x")
        transaction.add_right(person_id, 2)
        assert transaction.person_by_email("a@b") == transaction.person(person_id)
        assert transaction.put_mark(person_id, TAG)
        transaction.add_ballot(3, {0: "yes"})
        assert transaction.turnout() == Turnout(1, 1)
        assert transaction.counts(3).marks == {(0, "yes"): 1}
        transaction.set_state(PollsState.CLOSED)
        assert transaction.hold_election().state is PollsState.CLOSED

    store.write(work)


def test_transactions_of_one_thread_are_carried_out_in_the_order_they_were_submitted(store: Store) -> None:
    seen: list[int] = []

    def work(transaction: Transaction) -> None:
        seen.append(transaction.turnout().voters)
        transaction.add_right(len(seen), 1)

    pending = [store.submit(work) for _ in range(4)]
    pending[-1].result()
    for each in pending:
        each.result()
    assert seen == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "change",
    [
        lambda transaction: transaction.create_election(ELECTION),
        lambda transaction: transaction.add_person("a", "A", "x"),
        lambda transaction: transaction.add_right(1, 1),
        lambda transaction: transaction.put_mark(1, TAG),
        lambda transaction: transaction.add_ballot(1, (1,)),
        lambda transaction: transaction.put_photo(1, b"photo"),
    ],
    ids=["create_election", "add_person", "add_right", "put_mark", "add_ballot", "put_photo"],
)
def test_a_reader_changes_nothing(empty: Store, change: Callable[[Any], Any]) -> None:
    with pytest.raises(RuntimeError):
        empty.read(change)
    assert empty.is_new


def test_readers_meet_no_half_of_a_transaction(store: Store) -> None:
    """Marks and ballots come in pairs, however many threads write and read."""
    torn: list[tuple[int, int]] = []
    stop = threading.Event()

    def look(snapshot: Snapshot) -> tuple[int, int]:
        return snapshot.turnout().voted, snapshot.counts(1).ballots

    def read() -> None:
        while not stop.is_set():
            voted, ballots = store.read(look)
            if voted != ballots:
                torn.append((voted, ballots))

    def vote(first: int) -> None:
        for number in range(first, first + 10):

            def work(transaction: Transaction, number: int = number) -> None:
                transaction.put_mark(number, TAG)
                transaction.add_ballot(1, (1,))

            store.write(work)

    readers = [threading.Thread(target=read) for _ in range(2)]
    writers = [threading.Thread(target=vote, args=(first,)) for first in (100, 200, 300)]
    for thread in (*readers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    for thread in readers:
        thread.join()
    assert not torn
    assert store.read(look) == (30, 30)


def test_two_threads_do_not_both_use_one_right(store: Store) -> None:
    used: list[bool] = []
    barrier = threading.Barrier(6)

    def vote() -> None:
        barrier.wait()
        used.append(store.write(lambda transaction: transaction.put_mark(9, TAG)))

    threads = [threading.Thread(target=vote) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(used) == [False] * 5 + [True]


def test_resting_changes_nothing_that_is_read_and_more_can_be_written(engine: Engine, store: Store) -> None:
    store.write(add_rights(1, 2))
    for number in (3, 4):
        store.checkpoint()
        store.checkpoint()
        assert store.read(lambda snapshot: snapshot.election()) == ELECTION
        store.write(add_rights(number))
    engine.crash()
    assert turnout(engine.store).voters == 4


def test_nothing_can_be_written_after_closing(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(RuntimeError):
        store.write(add_rights(1))
