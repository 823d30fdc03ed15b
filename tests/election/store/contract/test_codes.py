"""Codes, their batches, and what is kept of the desk."""

import pytest

from election.code_models import Batch, BatchKind, CodeState
from election.models import Turnout
from election.store.port import (
    BoxCheck,
    Code,
    DeskCounts,
    DeskMark,
    Right,
    SlipCounts,
    SlipNotes,
    Store,
    Transaction,
)
from tests.election.store.contract.conftest import TAG
from tests.election.store.contract.engines import Engine

SLIPS = Batch(1, BatchKind.SLIPS, 2, "ten", 3, address="http://192.168.0.10:2020")
PERSONAL = Batch(2, BatchKind.PERSONAL, None, "eight", 1)
BIG = 2**63 - 1


def fill(transaction: Transaction) -> None:
    """Three slips of style 2, and the code of a person of style 1, who is nobody of the slips'."""
    transaction.add_right(77, 1)
    transaction.add_batch(SLIPS)
    transaction.add_batch(PERSONAL)
    for code_id, sheet in ((101, 1), (102, 1), (BIG, 2)):
        transaction.add_code(Code(code_id, 1, sheet, style=2))
    transaction.add_code(Code(201, 2, 1, person=77))


def state_of(store: Store, code_id: int) -> CodeState | None:
    code = store.read(lambda snapshot: snapshot.code(code_id))
    return None if code is None else code.state


def test_codes_are_unconfirmed_until_their_batch_is(engine: Engine, store: Store) -> None:
    store.write(fill)
    assert [state_of(store, each) for each in (101, 201, 5)] == [CodeState.UNCONFIRMED] * 2 + [None]
    store.write(lambda transaction: transaction.confirm_batch(1))
    for _ in range(2):
        store = engine.store
        assert [state_of(store, each) for each in (101, 201)] == [CodeState.LIVE, CodeState.UNCONFIRMED]
        confirmed = [each.confirmed for each in store.read(lambda snapshot: snapshot.batches())]
        assert confirmed == [True, False]
        engine.reopen()


def test_a_void_code_stays_void(engine: Engine, store: Store) -> None:
    store.write(fill)
    store.write(lambda transaction: transaction.void_code(101))
    store.write(lambda transaction: transaction.confirm_batch(1))
    engine.reopen()
    assert [state_of(engine.store, each) for each in (101, 102)] == [CodeState.VOID, CodeState.LIVE]


def test_a_slip_is_a_right_of_its_style_and_nobody_on_the_roll(store: Store) -> None:
    store.write(fill)
    assert store.read(lambda snapshot: snapshot.right(BIG)) == Right(BIG, 2)
    assert store.read(lambda snapshot: snapshot.right(201)) is None  # it opens its person's
    assert store.read(lambda snapshot: snapshot.turnout()) == Turnout(1, 0)
    store.write(lambda transaction: transaction.put_mark(BIG, TAG))
    assert store.read(lambda snapshot: snapshot.turnout()) == Turnout(1, 1)
    turnouts = store.read(lambda snapshot: snapshot.turnouts())
    assert turnouts[1] == Turnout(1, 1)
    assert turnouts[4] == Turnout(0, 1)
    checks = store.read(lambda snapshot: snapshot.check_box())
    assert checks == tuple(BoxCheck(each, 0, 1) for each in (1, 2, 3, 4))


def test_codes_are_found_by_person_and_by_sheet(store: Store) -> None:
    store.write(fill)
    store.write(lambda transaction: transaction.void_code(102))

    def ids(first: int, last: int) -> list[int]:
        found = store.read(lambda snapshot: snapshot.codes_on(1, first, last))
        return sorted(each.id for each in found)

    assert (ids(1, 1), ids(2, 9), ids(3, 9)) == ([101, 102], [BIG], [])
    assert store.read(lambda snapshot: snapshot.codes_of(77)) == (
        Code(201, 2, 1, person=77, state=CodeState.UNCONFIRMED),
    )
    assert store.read(lambda snapshot: snapshot.codes_of(78)) == ()


def test_slips_are_counted_by_style_once_confirmed_or_void(store: Store) -> None:
    store.write(fill)
    assert store.read(lambda snapshot: snapshot.slip_counts()) == {}
    store.write(lambda transaction: transaction.void_code(101))
    assert store.read(lambda snapshot: snapshot.slip_counts()) == {2: SlipCounts(1, 1, 0)}
    store.write(lambda transaction: transaction.confirm_batch(1))
    store.write(lambda transaction: transaction.put_mark(102, TAG))
    assert store.read(lambda snapshot: snapshot.slip_counts()) == {2: SlipCounts(3, 1, 1)}


def test_no_two_codes_and_no_code_and_right_share_an_id(store: Store) -> None:
    store.write(fill)
    for taken in (101, 77):
        with pytest.raises(ValueError, match=r"exists|id of a right"):
            store.write(lambda transaction, taken=taken: transaction.add_code(Code(taken, 1, 1, style=2)))
    with pytest.raises(ValueError, match="ID 1"):
        store.write(lambda transaction: transaction.add_batch(SLIPS))


def test_the_desk_marks_people_and_counts_them_by_style(engine: Engine, store: Store) -> None:
    def work(transaction: Transaction) -> None:
        for person, style in ((1, 1), (2, 2), (3, 2)):
            transaction.add_right(person, style)
            transaction.put_desk_mark(person, DeskMark.CAME)
        transaction.put_desk_mark(3, DeskMark.SLIP)

    store.write(work)
    for _ in range(2):
        counts = engine.store.read(lambda snapshot: snapshot.desk_counts())
        assert counts == {1: DeskCounts(1, 0), 2: DeskCounts(2, 1)}
        engine.reopen()
    engine.store.write(lambda transaction: transaction.put_desk_mark(3, None))
    engine.store.write(lambda transaction: transaction.put_desk_mark(3, None))
    marks = [engine.store.read(lambda snapshot, each=each: snapshot.desk_mark(each)) for each in (2, 3)]
    assert marks == [DeskMark.CAME, None]


def test_notes_of_slips_keep_reasons_in_no_order_of_time(store: Store) -> None:
    assert store.read(lambda snapshot: snapshot.slip_notes()) == SlipNotes()
    store.write(lambda transaction: transaction.put_slip_notes(SlipNotes(("b", "a"), 7)))
    assert store.read(lambda snapshot: snapshot.slip_notes()) == SlipNotes(("a", "b"), 7)
