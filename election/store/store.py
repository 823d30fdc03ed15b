"""The store: transactions over TinyDB tables, on the disk before they are answered."""

import logging
import threading
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from election.errors import ElectionError, FolderUnusable, StorageFailed, StorageUnsettled
from election.store.disk import Disk
from election.store.files import NotSettledError
from election.store.folder import DataFolder, os_reason
from election.store.tables import Change, RowStorage, Tables, TableSpec

log = logging.getLogger(__name__)
T = TypeVar("T")
# Seconds. Waiting so long for the others who were writing a moment ago lets one write serve them all; who
# writes alone never waits. (PostgreSQL calls this commit_delay and commit_siblings.)
_GATHER = 0.004


class Pending(Generic[T]):
    """A submitted transaction (see `Store.submit`); `result` carries it out, or waits until it is."""

    def __init__(self, work: Callable[[Tables], T], drive: "Callable[[Pending[Any]], None]") -> None:
        self.work = work
        self.thread = threading.get_ident()  # of whoever submitted it
        self.waits = False  # a thread is in `wait`
        self.done = False
        self.value: T
        self.error: BaseException | None = None
        self.changes: list[Change] = []
        self._drive = drive
        self._woken = threading.Lock()
        self._woken.acquire()

    def result(self) -> T:
        """Return the transaction's value once it is on the disk, or raise what `Store.write` would."""
        if not self.done:
            self._drive(self)
        if self.error is not None:
            raise self.error
        return self.value

    def wait(self) -> None:
        """Wait until it is done, or it is this thread's turn to carry out what waits."""
        self._woken.acquire()
        self._woken.release()

    def wake(self) -> None:
        """End the waiting."""
        if self._woken.locked():
            self._woken.release()


class Store:
    """All data of one election. Any thread may call it.

    Transactions that arrive while one is being written wait, and the next write takes them all at once
    (group commit): each is still all or nothing, and none is answered before it is on the disk.
    """

    def __init__(self, folder: DataFolder, specs: Iterable[TableSpec]) -> None:
        """Open the data files in `folder`, or start empty where there are none. Raises DataDamaged or
        FolderUnusable; no file was changed then.
        """
        self._storage = RowStorage(specs)
        self._tables = Tables(self._storage)
        self._disk = Disk(folder.path, self._storage.tables)
        # The disk's lock is held while files are written, the memory's only for moments, so that readers
        # never wait for the disk. Who takes both takes the disk's first.
        self._disk_lock = threading.Lock()
        self._memory_lock = threading.Lock()
        self._queue_lock = threading.Lock()
        self._queue: list[Pending[Any]] = []
        self._all_here = threading.Condition(self._queue_lock)
        self._company = 1  # how many seem to be writing at the same time
        self._led = False  # some thread carries out requests, and will hand on to one that waits
        self._closed = False
        try:
            self._disk.load()
        except OSError as error:
            raise FolderUnusable(folder=str(folder.path), reason=os_reason(error)) from error
        for rows in self._storage.tables.values():
            rows.count()  # now, when nobody waits

    @property
    def is_new(self) -> bool:
        """Whether nothing has ever been kept here."""
        with self._memory_lock:
            return not any(rows.by_id for rows in self._storage.tables.values())

    @property
    def recovered(self) -> bool:
        """Whether opening found the data file damaged and put it right from its copy, losing nothing."""
        return self._disk.recovered

    def read(self, work: Callable[[Tables], T]) -> T:
        """Return ``work(tables)`` on the data as it is on the disk. `work` must be short and must not
        change anything (RuntimeError).
        """
        with self._memory_lock:
            return work(self._tables)

    def write(self, work: Callable[[Tables], T]) -> T:
        """Run ``work(tables)`` as one transaction and return its value once it is on the disk.

        What `work` raises undoes all it did and comes back to the caller. Raises StorageFailed if the disk
        refused, and nothing of the transaction was kept; StorageUnsettled if the disk failed so late that
        it may have been. `work` runs under a lock: no hashing in it.
        """
        return self.submit(work).result()

    def submit(self, work: Callable[[Tables], T]) -> Pending[T]:
        """Queue ``work(tables)`` as one transaction; `Pending.result` gives what `write` would.

        What one thread submits before it asks for the first result is written together, in one go.
        """
        request = Pending(work, self._drive)
        with self._queue_lock:
            self._queue.append(request)
            if len(self._queue) >= self._company:
                self._all_here.notify()
        return request

    def _drive(self, request: Pending[Any]) -> None:
        """Return once `request` is done: carry out what waits, or wait for the thread that does so."""
        with self._queue_lock:
            leads = not self._led and not request.done
            self._led = self._led or leads
            request.waits = not leads
        if not leads:
            request.wait()
        if not request.done:
            self._lead(request)

    def rest(self) -> None:
        """Bring everything into the one data file, in an order that tells nothing of when it came. Raises
        StorageFailed if the disk refused; nothing is lost then.
        """
        with self._disk_lock:
            self._rest()

    def close(self) -> None:
        """Bring everything into the one data file, which stock TinyDB can then read. Nothing can be written
        afterwards. Raises StorageFailed if the disk refused; the next opening then finds everything.
        """
        with self._disk_lock:
            if not self._closed:
                self._closed = True
                self._rest()

    def _rest(self) -> None:
        try:
            self._disk.rest()
        except OSError as error:
            log.error("the data file could not be brought together: %s", os_reason(error))
            raise StorageFailed from error

    def _lead(self, own: Pending[Any]) -> None:
        """Carry out everything that waits, then hand on to the first that came meanwhile."""
        batch: list[Pending[Any]] = []
        try:
            with self._disk_lock:
                with self._queue_lock:
                    if len(self._queue) < self._company:
                        self._all_here.wait(_GATHER)
                    batch, self._queue = self._queue, []
                try:
                    self._commit(batch)
                finally:
                    for request in batch:
                        request.done = True
                        if request is not own:
                            request.wake()
                self._disk.fold_if_due()
        finally:
            with self._queue_lock:
                self._company = len({each.thread for each in (*batch, *self._queue)})
                successor = next((each for each in self._queue if each.waits), None)
                self._led = successor is not None
                if successor:
                    successor.wake()

    def _commit(self, batch: list[Pending[Any]]) -> None:
        with self._memory_lock:
            for request in batch:
                self._run(request)
            changes = [change for request in batch for change in request.changes]
            self._storage.undo(changes)  # nobody may read what is not on the disk yet
        if changes and (refusal := self._save(changes)):
            for request in batch:
                request.error = refusal if request.changes else request.error

    def _run(self, request: Pending[Any]) -> None:
        self._storage.writable = not self._closed
        try:
            request.value = request.work(self._tables)
        except BaseException as error:  # noqa: BLE001 - it belongs to the thread that asked
            self._storage.undo(self._storage.take_journal())
            request.error = error
        else:
            request.changes = self._storage.take_journal()
        finally:
            self._storage.writable = False

    def _save(self, changes: list[Change]) -> ElectionError | None:
        """Put `changes` on the disk and then into the tables, or return what to tell those who asked."""
        try:
            if not self._disk.awake:
                self._disk.wake()
            self._disk.commit(changes)
        except OSError as error:
            log.error("a transaction could not be written: %s", os_reason(error))
            return self._refusal(error)
        with self._memory_lock:
            self._storage.redo(changes)
        return None

    def _refusal(self, error: OSError) -> ElectionError:
        refusal: ElectionError = StorageFailed()
        if isinstance(error, NotSettledError):
            try:
                self._disk.settle()
            except OSError:
                refusal = StorageUnsettled()
        refusal.__cause__ = error
        return refusal
