"""The page of the outcome shows the receipt for a while, and nobody else can make up such an address."""

import re

import pytest

from api.pages.proofs import SHOWN_FOR, Proof, Proofs, qr_picture
from election.records.receipts import shown
from tests.api.pages.phone import Phone
from tests.api.pages.test_voting import entered, phone, reviewed
from tests.services import Services

__all__ = ["entered", "phone", "reviewed"]

RECEIPT = "0004567890123456"


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_what_was_given_is_read_for_a_while() -> None:
    clock = Clock()
    proofs = Proofs(clock)
    given = proofs.give(RECEIPT)
    assert proofs.read(given) == Proof(RECEIPT)
    clock.now += SHOWN_FOR - 1
    assert proofs.read(given) == Proof(RECEIPT)
    clock.now += 1
    assert proofs.read(given) == Proof(None)


def test_it_tells_nothing_by_itself() -> None:
    proofs = Proofs()
    given = [proofs.give(each) for each in (RECEIPT, RECEIPT, "9" * 16)]
    assert len(set(given)) == 3
    assert len({len(each) for each in given}) == 1
    assert not [each for each in given if re.search(r"4567|9999", each)]
    assert not [each for each in given if re.search(r"[^A-Za-z0-9_-]", each)]


@pytest.mark.parametrize("change", ["", "x", "é", "A" * 59, "\ud800"])
def test_what_was_made_up_is_none(change: str) -> None:
    assert Proofs().read(change) is None


def test_what_was_changed_or_is_of_another_start_is_none() -> None:
    proofs, other = Proofs(), Proofs()
    given = proofs.give(RECEIPT)
    assert other.read(given) is None
    for at in range(len(given) - 1):
        changed = given[:at] + ("A" if given[at] != "A" else "B") + given[at + 1 :]
        assert proofs.read(changed) is None


def test_the_page_shows_the_receipt_in_the_box_with_its_picture(reviewed: Phone, meeting: Services) -> None:
    reviewed.send("/v/cast")
    (receipt,) = meeting.ballots._store.read(lambda snapshot: snapshot.receipts())
    assert shown(receipt) in reviewed.page
    assert qr_picture(shown(receipt)) in reviewed.page
    assert len(qr_picture(shown(receipt))) < 2_000
    assert receipt not in reviewed.at
    assert shown(receipt) not in reviewed.at


def test_a_lost_answer_leads_to_the_same_receipt(reviewed: Phone, meeting: Services) -> None:
    form = next(fields for action, fields in reviewed.shown() if action == "/v/cast")
    cookie = reviewed.cookie
    reviewed.post("/v/cast", form)
    found = re.findall(r"\d{4}(?:-\d{4}){3}", reviewed.page)
    reviewed.cookie = cookie
    reviewed.post("/v/cast", form)
    assert re.findall(r"\d{4}(?:-\d{4}){3}", reviewed.page) == found
    assert len(found) == 1
    assert meeting.tally.turnout().voted == 1
