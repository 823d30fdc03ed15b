"""A power cut in the midst of a vote is told at the next start, and an end in order is none."""

from datetime import UTC, datetime

from election.admin.outages import Outage, Outages
from tests.services import MemoryKiosk

NOON = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


def at(minute: int) -> float:
    return NOON.replace(minute=minute).timestamp()


def test_what_ended_without_saying_so_is_told() -> None:
    kiosk = MemoryKiosk()
    running = Outages(kiosk, lambda: at(5))
    assert running.found() is None
    running.note_running()
    again = Outages(kiosk, lambda: at(9))
    assert again.found() == Outage(NOON.replace(minute=5), NOON.replace(minute=9))
    again.acknowledge()
    assert again.found() is None


def test_an_end_in_order_is_no_outage() -> None:
    kiosk = MemoryKiosk()
    running = Outages(kiosk, lambda: at(5))
    running.note_running()
    running.note_end()
    assert Outages(kiosk, lambda: at(9)).found() is None
