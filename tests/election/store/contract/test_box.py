"""Who may vote, who has, and what is in the box."""

from collections import Counter
from typing import Any

import pytest

from election.errors import EmailTaken
from election.models import Counts, Marking, Turnout
from election.store.port import BoxCheck, Person, ReceiptCheck, Right, Store, Transaction
from tests.election.store.contract.conftest import TAG
from tests.election.store.contract.engines import Engine

# --- the roll ------------------------------------------------------------------------------------------


def test_a_person_is_found_by_id_and_by_address(engine: Engine, store: Store) -> None:
    person_id = store.write(lambda transaction: transaction.add_person("kim@example.org", "김하늘", "hash"))
    expected = Person(person_id, "kim@example.org", "김하늘", "hash")
    for _ in range(2):
        assert engine.store.read(lambda snapshot: snapshot.person(person_id)) == expected
        assert engine.store.read(lambda snapshot: snapshot.person_by_email("kim@example.org")) == expected
        engine.reopen()


def test_who_is_not_on_the_roll_is_nobody(store: Store) -> None:
    assert store.read(lambda snapshot: snapshot.person(5)) is None
    assert store.read(lambda snapshot: snapshot.person_by_email("nobody")) is None
    assert store.read(lambda snapshot: snapshot.right(5)) is None
    assert store.read(lambda snapshot: snapshot.mark(5)) is None


def test_an_address_is_taken_as_it_is_kept(store: Store) -> None:
    store.write(lambda transaction: transaction.add_person("kim", "Kim", "x"))
    assert store.read(lambda snapshot: snapshot.person_by_email("KIM")) is None


def test_two_people_with_one_address_are_refused(store: Store) -> None:
    person_id = store.write(lambda transaction: transaction.add_person("kim", "Kim", "x"))
    for _ in range(2):
        with pytest.raises(EmailTaken):
            store.write(lambda transaction: transaction.add_person("kim", "Other", "y"))
    assert store.read(lambda snapshot: snapshot.person_by_email("kim")) == Person(
        person_id, "kim", "Kim", "x"
    )


def test_an_address_is_free_again_when_the_transaction_was_undone(store: Store) -> None:
    def fail(transaction: Transaction) -> None:
        transaction.add_person("kim", "Kim", "x")
        raise LookupError

    with pytest.raises(LookupError):
        store.write(fail)
    store.write(lambda transaction: transaction.add_person("kim", "Kim", "x"))


def test_peoples_ids_are_random_and_tell_no_order(store: Store) -> None:
    def add(transaction: Transaction) -> list[int]:
        return [transaction.add_person(f"{number}", "n", "x") for number in range(100)]

    ids = store.write(add)
    assert len(set(ids)) == 100
    assert ids != sorted(ids)
    assert all(0 < each < 2**63 for each in ids)
    assert max(ids) > 2**59


def test_a_right_has_its_style(engine: Engine, store: Store) -> None:
    def give(transaction: Transaction) -> None:
        for right_id, style in ((4, 1), (5, 2), (2**62, 2)):
            transaction.add_right(right_id, style)

    store.write(give)
    engine.crash()
    found = [engine.store.read(lambda snapshot, each=each: snapshot.right(each)) for each in (4, 5, 2**62)]
    assert found == [Right(4, 1), Right(5, 2), Right(2**62, 2)]


def test_a_right_is_given_once(store: Store) -> None:
    store.write(lambda transaction: transaction.add_right(4, 1))
    with pytest.raises(ValueError, match="exists"):
        store.write(lambda transaction: transaction.add_right(4, 2))
    assert store.read(lambda snapshot: snapshot.right(4)) == Right(4, 1)


def test_turnout_counts_rights_and_not_people(store: Store) -> None:
    def give(transaction: Transaction) -> None:
        transaction.add_person("no right", "n", "x")
        for number in range(1, 5):
            transaction.add_right(number, 1)
        transaction.put_mark(2, TAG)

    store.write(give)
    assert store.read(lambda snapshot: snapshot.turnout()) == Turnout(4, 1)


# --- marks ---------------------------------------------------------------------------------------------


def test_a_right_is_used_once_and_keeps_the_tag_of_the_first_attempt(engine: Engine, store: Store) -> None:
    other = bytes(16)
    assert store.write(lambda transaction: transaction.put_mark(3, TAG)) is True
    assert store.write(lambda transaction: transaction.put_mark(3, other)) is False
    assert store.write(lambda transaction: transaction.put_mark(3, TAG)) is False
    for _ in range(2):
        assert engine.store.read(lambda snapshot: snapshot.mark(3)) == TAG
        engine.reopen()


@pytest.mark.parametrize("tag", [b"", bytes(15), bytes(17), bytes(32)])
def test_all_tags_are_of_one_length(store: Store, tag: bytes) -> None:
    with pytest.raises(ValueError, match="16"):
        store.write(lambda transaction: transaction.put_mark(3, tag))
    assert store.read(lambda snapshot: snapshot.mark(3)) is None


def test_tags_are_wiped_and_renewed_all_at_once(engine: Engine, store: Store) -> None:
    def work(transaction: Transaction) -> None:
        transaction.put_mark(3, TAG)
        transaction.put_mark(4, bytes(16))

    def tags() -> list[bytes | None]:
        return [engine.store.read(lambda snapshot, each=each: snapshot.mark(each)) for each in (3, 4, 5)]

    store.write(work)
    store.write(lambda transaction: transaction.wipe_tags())
    for _ in range(2):
        assert tags() == [b"", b"", None]
        engine.reopen()
    assert engine.store.write(lambda transaction: transaction.put_mark(3, TAG)) is False
    engine.store.write(lambda transaction: transaction.renew_tags())
    first, second, none = tags()
    assert none is None
    assert {len(each or b"") for each in (first, second)} == {16}
    assert len({first, second, TAG, bytes(16)}) == 4


# --- ballots -------------------------------------------------------------------------------------------


def put(store: Store, contest: int, *markings: Marking) -> None:
    def work(transaction: Transaction) -> None:
        for marking in markings:
            transaction.add_ballot(contest, marking)

    store.write(work)


@pytest.mark.parametrize(
    ("contest", "markings", "counts"),
    [
        (1, [], Counts(0, 0, {})),
        (1, [()], Counts(1, 1, {})),
        (1, [(1,), (2,), (2,), ()], Counts(4, 1, {1: 1, 2: 2})),
        (2, [(3, 4), (4, 5, 6), (3, 4)], Counts(3, 0, {3: 2, 4: 3, 5: 1, 6: 1})),
        (3, [{0: "yes"}, {0: "no"}, {0: "yes"}, {}], Counts(4, 1, {(0, "yes"): 2, (0, "no"): 1})),
        (
            4,
            [{7: "yes", 9: "abstain"}, {9: "abstain"}],
            Counts(2, 0, {(7, "yes"): 1, (9, "abstain"): 2}),
        ),
    ],
)
@pytest.mark.parametrize("how", ["as it is", "reopen", "crash"])
def test_counts_are_what_the_ballots_add_up_to(
    engine: Engine, store: Store, contest: int, markings: list[Any], counts: Counts, how: str
) -> None:
    put(store, contest, *markings)
    if how != "as it is":
        getattr(engine, how)()
    assert engine.store.read(lambda snapshot: snapshot.counts(contest)) == counts


def test_the_counts_of_contests_are_apart(store: Store) -> None:
    put(store, 1, (1,), ())
    put(store, 2, (3, 4))
    assert store.read(lambda snapshot: snapshot.counts(1)) == Counts(2, 1, {1: 1})
    assert store.read(lambda snapshot: snapshot.counts(2)) == Counts(1, 0, {3: 1, 4: 1})
    assert store.read(lambda snapshot: snapshot.counts(99)) == Counts(0, 0, {})


def test_counts_that_were_handed_out_stay_as_they_are(store: Store) -> None:
    put(store, 1, (1,))
    before = store.read(lambda snapshot: snapshot.counts(1))
    put(store, 1, (1,), (2,))
    assert before == Counts(1, 0, {1: 1})


def test_ballots_of_a_transaction_that_was_undone_are_not_counted(store: Store) -> None:
    def fail(transaction: Transaction) -> None:
        transaction.add_ballot(1, (1,))
        assert transaction.counts(1).ballots == 1
        raise LookupError

    for _ in range(3):
        with pytest.raises(LookupError):
            store.write(fail)
        assert store.read(lambda snapshot: snapshot.counts(1)) == Counts(0, 0, {})
    put(store, 1, (2,))
    assert store.read(lambda snapshot: snapshot.counts(1)) == Counts(1, 0, {2: 1})


def test_equal_ballots_are_as_many_as_were_put(store: Store) -> None:
    for _ in range(3):
        put(store, 1, *[(1,)] * 20)
    assert store.read(lambda snapshot: snapshot.counts(1).marks) == Counter({1: 60})


# --- ballots against rights ----------------------------------------------------------------------------


def vote(store: Store, right_id: int, style: int, contests: tuple[int, ...]) -> None:
    def work(transaction: Transaction) -> None:
        transaction.add_right(right_id, style)
        transaction.put_mark(right_id, TAG)
        for contest in contests:
            transaction.add_ballot(contest, () if contest < 3 else {})

    store.write(work)


def test_a_box_that_is_right_has_a_ballot_for_each_right_used(engine: Engine, store: Store) -> None:
    store.write(lambda transaction: transaction.add_right(99, 2))  # has not voted
    for right_id, style, contests in ((1, 1, (1, 2)), (2, 1, (1, 2)), (3, 2, (1, 2, 3, 4)), (4, 3, ())):
        vote(store, right_id, style, contests)
    for _ in range(2):
        assert engine.store.read(lambda snapshot: snapshot.check_box()) == (
            BoxCheck(1, 3, 3),
            BoxCheck(2, 3, 3),
            BoxCheck(3, 1, 1),
            BoxCheck(4, 1, 1),
        )
        engine.crash()


def test_a_ballot_too_many_or_missing_shows(store: Store) -> None:
    vote(store, 1, 1, (1,))
    vote(store, 2, 1, (1, 1, 2, 3))
    checked = store.read(lambda snapshot: snapshot.check_box())
    assert checked == (BoxCheck(1, 3, 2), BoxCheck(2, 1, 2), BoxCheck(3, 1, 0), BoxCheck(4, 0, 0))


def test_a_mark_without_a_right_gives_no_ballot(store: Store) -> None:
    store.write(lambda transaction: transaction.put_mark(77, TAG))
    assert {each.used_rights for each in store.read(lambda snapshot: snapshot.check_box())} == {0}


def test_the_turnout_of_a_contest_is_of_whom_it_is_given(engine: Engine, store: Store) -> None:
    store.write(lambda transaction: transaction.add_right(99, 2))
    for right_id, style, contests in ((1, 1, (1, 2)), (2, 2, (1, 2, 3, 4)), (3, 3, ())):
        vote(store, right_id, style, contests)
    for _ in range(2):
        assert engine.store.read(lambda snapshot: snapshot.turnouts()) == {
            1: Turnout(3, 2),
            2: Turnout(3, 2),
            3: Turnout(2, 1),
            4: Turnout(2, 1),
        }
        engine.crash()
    engine.store.write(lambda transaction: transaction.put_mark(99, TAG))
    assert engine.store.read(lambda snapshot: snapshot.turnouts())[3] == Turnout(2, 2)


# --- receipts ------------------------------------------------------------------------------------------

RECEIPTS = ("9000000000000001", "0000000000000002", "9000000000000001")


def test_receipts_come_back_sorted_whatever_the_order_in_which_they_came(
    engine: Engine, store: Store
) -> None:
    for receipt in RECEIPTS:
        store.write(lambda transaction, receipt=receipt: transaction.add_receipt(receipt))
    for how in ("reopen", "crash"):
        assert engine.store.read(lambda snapshot: snapshot.receipts()) == tuple(sorted(RECEIPTS))
        getattr(engine, how)()


@pytest.mark.parametrize("receipt", ["", "1" * 15, "1" * 17, "\u0661" * 16, "12345678-0123456"])
def test_all_receipts_are_of_one_form(store: Store, receipt: str) -> None:
    with pytest.raises(ValueError, match="16"):
        store.write(lambda transaction: transaction.add_receipt(receipt))
    assert store.read(lambda snapshot: snapshot.receipts()) == ()


def test_a_receipt_too_many_or_missing_shows(store: Store) -> None:
    assert store.read(lambda snapshot: snapshot.receipt_check()) == ReceiptCheck(0, 0)
    vote(store, 1, 1, (1, 2))
    assert store.read(lambda snapshot: snapshot.receipt_check()) == ReceiptCheck(0, 1)
    for at, holds in enumerate((True, False), start=1):
        store.write(lambda transaction: transaction.add_receipt(RECEIPTS[0]))
        check = store.read(lambda snapshot: snapshot.receipt_check())
        assert check == ReceiptCheck(at, 1)
        assert check.hold is holds
