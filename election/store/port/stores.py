"""Where all stores are kept."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from election.store.port.kiosk import KioskStore
from election.store.port.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class OpenedElection:
    """An election that was opened: its store, the key that signs its log-ins, and whether opening found a
    file damaged and put it right, losing nothing.
    """

    store: Store
    key: bytes = field(repr=False)
    repaired: bool = False


class Stores(Protocol):
    """Where stores are kept: the kiosk's own, and one for each election. Its owner sees to it that an
    election is opened once at a time.
    """

    def open_kiosk(self) -> KioskStore:
        """Open the kiosk's store, made on first use. Raises DataDamaged, DataNewer or FolderUnusable."""

    def elections(self) -> tuple[str, ...]:
        """Return the ids of all elections, in no order that tells anything. Raises FolderUnusable."""

    def was_closed(self, election_id: str) -> bool:
        """Return whether this election, which is not open, was left as `Store.close` leaves it."""

    def open_election(self, election_id: str) -> OpenedElection:
        """Open an election. Raises NoSuchElection, DataDamaged, DataNewer or FolderUnusable."""

    def create_election(self, fill: Callable[[Transaction], None]) -> str:
        """Make a store with what `fill` puts there, whole or not at all, and return its id, which is random.
        Raises what `fill` raises, FolderUnusable or StorageFailed.
        """

    def remove_election(self, election_id: str) -> None:
        """Remove an election that is not open, so that nobody can read it any more; whole or not at all.
        Raises NoSuchElection or FolderUnusable.
        """
