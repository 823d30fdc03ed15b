"""Which files with an election's data left the program."""

from datetime import UTC, datetime

from election.admin.copies import AllCopies, Copy, CopyKind
from election.store.json.store import JsonKioskStore

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


def test_each_election_has_its_own_in_order(kiosk_store: JsonKioskStore) -> None:
    copies = AllCopies(kiosk_store, lambda: NOON)
    one, other = copies.of("one"), copies.of("other")
    assert one.made() == ()
    one.note(CopyKind.CODES, "codes.pdf")
    other.note(CopyKind.PACK, "stick")
    one.note(CopyKind.EXPORT, "results.csv")
    assert one.made() == (
        Copy(CopyKind.CODES, "codes.pdf", NOON),
        Copy(CopyKind.EXPORT, "results.csv", NOON),
    )
    assert AllCopies(kiosk_store).made("other") == (Copy(CopyKind.PACK, "stick", NOON),)
    copies.forget("one")
    assert (one.made(), len(other.made())) == ((), 1)


def test_only_what_holds_the_result_lets_an_election_be_erased() -> None:
    assert {kind for kind in CopyKind if kind.keeps_the_result} == {CopyKind.PACK, CopyKind.TAKE_OVER}
