"""The kiosk's own store."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class NoteKind(StrEnum):
    """What a note is about: each kind is one set of plain values that a service of the kiosk keeps."""

    ORGANISER = "organiser"
    SETTINGS = "settings"
    KIOSK = "kiosk"
    CLOCK = "clock"
    LIBRARY = "library"
    COPIES = "copies"
    DESK = "desk"
    TAKE_OVER = "take_over"
    RUNNING = "running"
    LOGS = "logs"
    NETWORK = "network"


class KioskSnapshot(Protocol):
    """The kiosk's notes as a reader sees them."""

    def note(self, kind: NoteKind) -> Mapping[str, Any] | None:
        """Return the values kept under `kind`, or None."""


class KioskTransaction(KioskSnapshot, Protocol):
    """The kiosk's notes as one transaction sees and changes them."""

    def put_note(self, kind: NoteKind, values: Mapping[str, Any] | None) -> None:
        """Keep `values` in place of what was kept under `kind`; None removes it."""


class KioskStore(Protocol):
    """What the kiosk must know whichever election is current. Any thread may call it."""

    @property
    def repaired(self) -> bool:
        """Whether opening found a file damaged and put it right, losing nothing."""

    def read(self, work: Callable[[KioskSnapshot], T]) -> T:
        """See `Store.read`."""

    def write(self, work: Callable[[KioskTransaction], T]) -> T:
        """See `Store.write`."""

    def close(self) -> None:
        """See `Store.close`."""
