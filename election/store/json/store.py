"""The embedded engine as services see it."""

from collections.abc import Callable
from typing import TypeVar

from election.store.folder import DataFolder
from election.store.json.schema import TABLES
from election.store.json.transaction import JsonTransaction
from election.store.port import Pending, Snapshot, Transaction
from election.store.store import Store as Engine
from election.store.tables import Tables

T = TypeVar("T")


class JsonStore:
    """A `port.Store` in the files of a data folder. `engine` has the tables themselves, for tools and for
    tests of the files; whatever counts on their form belongs in this package.
    """

    def __init__(self, folder: DataFolder) -> None:
        """Open the files in `folder`, or start empty where there are none. Raises DataDamaged or
        FolderUnusable; no file was changed then.
        """
        self.engine = Engine(folder, TABLES)

    @property
    def is_new(self) -> bool:
        """See `port.Store`."""
        return self.engine.is_new

    @property
    def recovered(self) -> bool:
        """Whether opening found the data file damaged and put it right from its copy, losing nothing."""
        return self.engine.recovered

    def read(self, work: Callable[[Snapshot], T]) -> T:
        """See `port.Store`."""
        return self.engine.read(lambda tables: work(JsonTransaction(tables)))

    def write(self, work: Callable[[Transaction], T]) -> T:
        """See `port.Store`."""
        return self.submit(work).result()

    def submit(self, work: Callable[[Transaction], T]) -> Pending[T]:
        """See `port.Store`."""

        def over_tables(tables: Tables) -> T:
            return work(JsonTransaction(tables))

        return self.engine.submit(over_tables)

    @property
    def rest_put_off(self) -> bool:
        """See `port.Store`."""
        return self.engine.rest_put_off

    def rest(self, later: Callable[[], None] = lambda: None) -> None:
        """See `port.Store`."""
        self.engine.rest(later)

    def close(self) -> None:
        """See `port.Store`. Stock TinyDB can then read ``election.json``."""
        self.engine.close()
