"""A place of stores: what is made there is found again, and stores have nothing to do with each other."""

import pytest

from election.errors import NoElection, NoSuchElection
from election.store.port import NoteKind, Stores, Transaction
from tests.election.store.contract.conftest import ELECTION


def create(transaction: Transaction) -> None:
    transaction.create_election(ELECTION)


def test_a_new_place_has_no_election(stores: Stores) -> None:
    assert stores.elections() == ()
    kiosk = stores.open_kiosk()
    assert kiosk.read(lambda notes: notes.note(NoteKind.LIBRARY)) is None
    assert not kiosk.repaired
    kiosk.close()


def test_an_election_is_found_again(stores: Stores) -> None:
    election_id = stores.create_election(create)
    assert stores.elections() == (election_id,)
    keys = set()
    for _ in range(2):
        assert stores.was_closed(election_id)
        opened = stores.open_election(election_id)
        assert opened.store.read(lambda snapshot: snapshot.election()) == ELECTION
        opened.store.write(lambda transaction: transaction.add_person("a", "A", "x")) if not keys else None
        assert opened.store.read(lambda snapshot: snapshot.person_by_email("a")) is not None
        assert not opened.repaired
        keys.add(opened.key)
        opened.store.close()
    assert len(keys) == 1
    assert len(keys.pop()) == 32


def test_ids_and_keys_are_random(stores: Stores) -> None:
    ids = [stores.create_election(create) for _ in range(3)]
    assert len(set(ids)) == 3
    assert set(stores.elections()) == set(ids)
    opened = [stores.open_election(each) for each in ids]
    assert len({each.key for each in opened}) == 3
    for each in opened:
        each.store.close()


def test_what_cannot_be_filled_is_not_made(stores: Stores) -> None:
    def fail(transaction: Transaction) -> None:
        create(transaction)
        raise LookupError

    with pytest.raises(LookupError):
        stores.create_election(fail)
    assert stores.elections() == ()


def test_one_that_is_removed_is_gone_and_the_others_stay(stores: Stores) -> None:
    first, second = stores.create_election(create), stores.create_election(create)
    stores.remove_election(first)
    assert stores.elections() == (second,)
    for act in (stores.open_election, stores.remove_election):
        with pytest.raises(NoSuchElection):
            act(first)
    opened = stores.open_election(second)
    assert opened.store.read(lambda snapshot: snapshot.election()) == ELECTION
    opened.store.close()


@pytest.mark.parametrize("name", ["", ".", "..", "../kiosk", "0" * 16, "/"])
def test_no_other_name_is_an_election(stores: Stores, name: str) -> None:
    stores.create_election(create)
    with pytest.raises(NoSuchElection):
        stores.open_election(name)
    with pytest.raises(NoSuchElection):
        stores.remove_election(name)


def test_one_that_is_open_was_not_closed(stores: Stores) -> None:
    election_id = stores.create_election(create)
    opened = stores.open_election(election_id)
    opened.store.write(lambda transaction: transaction.add_right(1, 1))
    assert not stores.was_closed(election_id)
    opened.store.close()
    assert stores.was_closed(election_id)


def test_what_was_submitted_is_carried_out_before_a_store_is_closed(stores: Stores) -> None:
    opened = stores.open_election(stores.create_election(create))
    pending = opened.store.submit(lambda transaction: transaction.add_right(1, 1))
    opened.store.close()
    pending.result()
    assert opened.store.read(lambda snapshot: snapshot.right(1)) is not None


def test_an_election_can_be_empty(stores: Stores) -> None:
    opened = stores.open_election(stores.create_election(lambda _: None))
    with pytest.raises(NoElection):
        opened.store.read(lambda snapshot: snapshot.election())
    opened.store.close()
