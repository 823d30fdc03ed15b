"""One election's store."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from election.log_models import LogHead
from election.store.port.acts import ActsSnapshot, ActsTransaction
from election.store.port.box import BoxSnapshot, BoxTransaction
from election.store.port.codes import CodesSnapshot, CodesTransaction
from election.store.port.definition import DefinitionSnapshot, DefinitionTransaction
from election.store.port.desk import DeskSnapshot, DeskTransaction
from election.store.port.epochs import EpochSnapshot, EpochTransaction
from election.store.port.people import PeopleSnapshot, PeopleTransaction
from election.store.port.receipts import ReceiptsSnapshot, ReceiptsTransaction
from election.store.port.removal import RemovalSnapshot, RemovalTransaction
from election.store.port.rights import RightsSnapshot, RightsTransaction

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Snapshot(
    DefinitionSnapshot,
    PeopleSnapshot,
    RightsSnapshot,
    CodesSnapshot,
    DeskSnapshot,
    BoxSnapshot,
    ReceiptsSnapshot,
    ActsSnapshot,
    EpochSnapshot,
    RemovalSnapshot,
    Protocol,
):
    """The data as a reader sees it; nothing here changes anything."""

    def version(self) -> object:
        """Return something that is equal as long as nothing of the election changed, and this is the same
        store at work.
        """


class Transaction(
    Snapshot,
    DefinitionTransaction,
    PeopleTransaction,
    RightsTransaction,
    CodesTransaction,
    DeskTransaction,
    BoxTransaction,
    ReceiptsTransaction,
    ActsTransaction,
    EpochTransaction,
    RemovalTransaction,
    Protocol,
):
    """The data as one transaction sees and changes it."""


class Pending(Protocol[T_co]):
    """A transaction under way."""

    def result(self) -> T_co:
        """Return its value once it is on the disk, or raise what `Store.write` would."""


class Store(Protocol):
    """All data of one election. Any thread may call it."""

    @property
    def is_new(self) -> bool:
        """Whether nothing has ever been kept here."""

    def read(self, work: Callable[[Snapshot], T]) -> T:
        """Return ``work(snapshot)`` on what is kept. `work` must be short and must not change anything
        (RuntimeError).
        """

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run ``work(transaction)`` and return its value once all it did is kept.

        What `work` raises undoes all it did and comes back to the caller. Raises StorageFailed if nothing
        was kept; StorageUnsettled if that cannot be told.
        """

    def submit(self, work: Callable[[Transaction], T]) -> Pending[T]:
        """Queue ``work(transaction)``; `Pending.result` gives what `write` would. What one thread submits
        before it asks for the first result is written together.
        """

    def watch_log(self, told: Callable[[LogHead], None]) -> None:
        """Have `told` called after each transaction that added to the log, with the end of it as that
        transaction left it; by whoever asked for its result.
        """

    @property
    def checkpoint_put_off(self) -> bool:
        """Whether the last `checkpoint` failed and none has worked since."""

    def checkpoint(self, later: Callable[[], None] = lambda: None) -> None:
        """Write all that is kept in its final form, in which nothing tells in which order rows came. Done
        when the polls close and at the end.

        Raises CheckpointFailed; nothing is lost then. It is tried again until it works, and then `later` is
        called, in some thread.
        """

    def close(self) -> None:
        """Carry out what was submitted, and make a last `checkpoint`. Nothing can be written afterwards.
        Raises CheckpointFailed.
        """
