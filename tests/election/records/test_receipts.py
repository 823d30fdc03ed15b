"""Receipts: one for each ballot, the same again for a replay, read as people write them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from election.errors import AlreadyVoted, StorageFailed
from election.models import Voter
from election.records.receipts import (
    ReceiptMalformed,
    key_for_receipts,
    read_receipt,
    receipt_of,
    shown,
)
from election.store.port import ReceiptCheck, Store
from election.voters.codes import CodeMalformed, CodeMistyped, read
from tests.election.store.json.disks import fail_at, model_disk
from tests.services import Services

KEY = "0123456789abcdef"


def kept(store: Store) -> tuple[str, ...]:
    return store.read(lambda snapshot: snapshot.receipts())


def test_it_is_made_of_tag_and_key_and_of_nothing_else() -> None:
    key = key_for_receipts(b"k" * 32)
    assert receipt_of(key, bytes(16)) == receipt_of(key, bytes(16)) == "3864952782766521"
    assert receipt_of(key, bytes(15) + b"1") != receipt_of(key, bytes(16))
    assert receipt_of(b"other", bytes(16)) != receipt_of(key, bytes(16))
    assert all(re.fullmatch(r"[0-9]{16}", receipt_of(key, bytes([at]))) for at in range(200))


def test_each_ballot_leaves_one(services: Services, store: Store, sign_up: Callable[[str], Voter]) -> None:
    receipts = [
        services.ballots.cast(sign_up("a").id, {1: (1,)}).receipt,
        services.ballots.submit_one(sign_up("b").id, 1)().receipt,
        services.ballots.submit(sign_up("c").id, {1: (1,)}, key=KEY)().receipt,
    ]
    assert kept(store) == tuple(sorted(receipts))
    assert len(set(receipts)) == 3
    assert store.read(lambda snapshot: snapshot.receipt_check()) == ReceiptCheck(3, 3)


def test_a_replay_gives_the_same_one_and_puts_none(services: Services, store: Store, voter: Voter) -> None:
    first = services.ballots.submit(voter.id, {1: (1,)}, key=KEY)()
    again = services.ballots.submit(voter.id, {1: (2,)}, key=KEY)()
    assert (first.is_replay, again.is_replay) == (False, True)
    assert first.receipt == again.receipt
    before = services.ballots.cast_before(voter.id, KEY)
    assert before == again
    assert services.ballots.cast_before(voter.id, "another-key-of-16") is None
    assert kept(store) == (first.receipt,)
    services.polls.close()
    assert services.ballots.cast_before(voter.id, KEY) is None
    assert kept(store) == (first.receipt,)


def test_clients_with_the_same_key_get_different_ones(
    services: Services, sign_up: Callable[[str], Voter]
) -> None:
    receipts = {services.ballots.submit(sign_up(name).id, {1: (1,)}, key=KEY)().receipt for name in "ab"}
    assert len(receipts) == 2


def test_a_ballot_that_was_refused_leaves_none(
    services: Services, store: Store, voter: Voter, sign_up: Callable[[str], Voter], folder_path: Path
) -> None:
    receipt = services.ballots.cast(voter.id, {1: (1,)}).receipt
    with pytest.raises(AlreadyVoted):
        services.ballots.cast(voter.id, {1: (1,)})
    other = sign_up("other").id
    with model_disk(folder_path, fail_at(1)), pytest.raises(StorageFailed):
        services.ballots.cast(other, {1: (1,)})
    assert kept(store) == (receipt,)


@pytest.mark.parametrize(
    "text",
    [
        "1234-5678-9012-3456",
        "1234567890123456",
        " 1234 5678 9012 3456\n",
        "1234\u20135678\u20139012\u20133456",
    ],
)
def test_it_is_read_as_people_write_it(text: str) -> None:
    assert read_receipt(text) == "1234567890123456"
    assert shown(read_receipt(text)) == "1234-5678-9012-3456"


@pytest.mark.parametrize(
    "text", ["", "1234", "1234-5678-9012-345", "1234-5678-9012-34567", "x" * 16, "\u0661" * 16]
)
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(ReceiptMalformed):
        read_receipt(text)


def test_nobody_takes_one_for_a_voter_code() -> None:
    for number in range(300):
        with pytest.raises((CodeMalformed, CodeMistyped)):
            read(shown(receipt_of(b"k", bytes([number % 256, number // 256]))))
