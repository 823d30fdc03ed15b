"""The engine: transactions over TinyDB tables, on the disk before they are answered."""

import logging
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, TypeVar

from election.errors import CheckpointFailed, ElectionError, FolderUnusable, StorageFailed, StorageUnsettled
from election.store.json.files.data_files import DataFiles, State
from election.store.json.files.recovery import Migration
from election.store.json.folder import StoreFolder, os_reason
from election.store.json.group_commit import GroupCommit, Pending
from election.store.json.tables.drafts import Drafts
from election.store.json.tables.rows import Rows, TableSpec
from election.store.json.tables.tables import RowStorage, Tables

log = logging.getLogger(__name__)
T = TypeVar("T")
CHECKPOINT_RETRY = 30.0  # seconds from a checkpoint that failed to the next try


class Engine:
    """The tables of one folder, in memory and on the disk. Any thread may call it::

        engine = Engine(folder, [TableSpec("things")])
        engine.write(lambda tables: tables["things"].insert({"name": "chair"}))
        engine.read(lambda tables: len(tables["things"]))
        engine.close()

    Transactions that arrive while one is being written wait, and the next write takes them all at once
    (group commit): each is still all or nothing, and none is answered before it is on the disk.
    """

    def __init__(
        self, folder: StoreFolder, specs: Iterable[TableSpec], migrate: Migration = lambda tables: tables
    ) -> None:
        """Open the data files in `folder`, or start empty where there are none; rows of an earlier version go
        through `migrate`. Raises DataDamaged or DataNewer, and then no file was changed, or FolderUnusable.
        """
        self._rows = {spec.name: Rows(spec, self._lookup) for spec in specs}
        self._tables = Tables(RowStorage(self._rows))
        self._drafts = Drafts(self._rows)
        self._draft_tables = Tables(self._drafts)
        self._files = DataFiles(folder.path, self._rows, migrate, folder.names)
        # The disk's lock is held while transactions run and files are written, the memory's only for moments,
        # so that readers wait for neither. Who takes both takes the disk's first.
        self._disk_lock = threading.Lock()
        self._memory_lock = threading.Lock()
        self._group_commit = GroupCommit(self._commit_batch)
        self._closed = False
        self._log_level = folder.log_level
        self._timer: threading.Timer | None = None  # of the checkpoint that is tried again
        self._checkpoint_put_off = False
        try:
            self._files.load()
        except OSError as error:
            self._files.close()
            raise FolderUnusable(folder=str(folder.path), reason=os_reason(error)) from error
        except BaseException:
            self._files.close()
            raise

    @property
    def is_new(self) -> bool:
        """Whether nothing has ever been kept here."""
        with self._memory_lock:
            return not any(len(rows) for rows in self._rows.values())

    @property
    def repaired(self) -> bool:
        """Whether opening found a file damaged and put it right from its copy, losing nothing."""
        return self._files.repaired

    def read(self, work: Callable[[Tables], T]) -> T:
        """Return ``work(tables)`` on the data as it is on the disk. `work` must be short and must not
        change anything (RuntimeError).
        """
        with self._memory_lock:
            return work(self._tables)

    def write(self, work: Callable[[Tables], T]) -> T:
        """Run ``work(tables)`` as one transaction and return its value once it is on the disk.

        What `work` raises undoes all it did and comes back to the caller. Raises StorageFailed if it could
        not be written, and nothing of the transaction was kept; StorageUnsettled if that failed so late that
        it may have been. `work` runs under a lock, so it must be short.
        """
        return self.submit(work).result()

    def submit(self, work: Callable[[Tables], T]) -> Pending[T]:
        """Queue ``work(tables)`` as one transaction; `Pending.result` gives what `write` would.

        What one thread submits before it asks for the first result is written together, in one go.
        """
        return self._group_commit.submit(work)

    @property
    def checkpoint_put_off(self) -> bool:
        """See `port.Store`."""
        return self._checkpoint_put_off

    def checkpoint(self, later: Callable[[], None] = lambda: None) -> None:
        """Write everything to the one data file, in an order that tells nothing of when it came. Raises
        CheckpointFailed if the disk refused; nothing is lost then, and it is tried again every
        `CHECKPOINT_RETRY` seconds until that works, whereupon `later` is called.
        """
        if self._timer is not None:
            self._timer.cancel()  # this is the next try
        try:
            with self._disk_lock:
                self._checkpoint()
        except Exception as error:
            log.log(self._log_level, "the checkpoint failed: %s", os_reason(error))
            self._retry_later(later)
            raise CheckpointFailed from error

    def _checkpoint(self) -> None:
        try:
            self._files.checkpoint()
        except BaseException:
            self._checkpoint_put_off = True
            raise
        self._checkpoint_put_off = False

    def _retry_later(self, later: Callable[[], None]) -> None:
        if not self._closed:
            timer = threading.Timer(CHECKPOINT_RETRY, self._retry, (later,))
            timer.daemon = True
            self._timer = timer
            timer.start()

    def _retry(self, later: Callable[[], None]) -> None:
        with suppress(CheckpointFailed):
            if not self._closed:
                self.checkpoint(later)
                later()

    def close(self) -> None:
        """Make a last checkpoint; stock TinyDB can then read the data file. Nothing can be written
        afterwards. Raises CheckpointFailed if the disk refused; the next call, or the next opening, tries
        again.
        """
        self._group_commit.finish()
        self._closed = True
        try:
            self.checkpoint()
        except CheckpointFailed:
            self.checkpoint()  # at once: a program that ends cannot try later
        self._files.close()

    def _lookup(self, table: str, row_id: int) -> bytes | None:
        return self._rows[table].get(row_id)

    # --- committing a batch --------------------------------------------------------------------------

    def _commit_batch(self, take: Callable[[], list[Pending[Any]]]) -> list[Pending[Any]]:
        """Run and write what `take` returns, and return it; each has its answer then, whatever was raised."""
        with self._disk_lock:
            failed, unsettled = StorageFailed(), StorageUnsettled()
            refusal: ElectionError | None = failed
            batch: list[Pending[Any]] = []
            try:
                batch = take()
                self._drafts.clear()
                self._run(batch)
                refusal = self._commit()
            except BaseException as error:  # noqa: BLE001 - everybody in the batch must have an answer
                failed.__cause__ = unsettled.__cause__ = error
                refusal = failed if self._files.settled else unsettled
                with suppress(BaseException):
                    self._log(error)
            finally:
                for request in batch:
                    try:
                        request.answer(refusal)
                    except BaseException:  # noqa: BLE001 - once more: else somebody would wait for ever
                        request.answer(refusal)
            self._files.compact_if_due()
            return batch

    def _run(self, batch: list[Pending[Any]]) -> None:
        self._drafts.writable = not self._closed
        try:
            for request in batch:
                savepoint = self._drafts.savepoint()
                try:
                    request.value = request.work(self._draft_tables)
                except BaseException as error:  # noqa: BLE001 - it belongs to the thread that asked
                    self._drafts.roll_back(savepoint)
                    request.error = error
                # Whoever saw what others of the batch had changed must not be told of it unless it is kept.
                request.depends = self._drafts.savepoint() > 0
        finally:
            self._drafts.writable = False

    def _commit(self) -> ElectionError | None:
        """Put what the drafts changed on the disk and then into memory, or return what to tell those who
        asked.
        """
        try:
            changes = self._drafts.changes()
            if not changes:
                return None
            if not self._files.settled:
                self._files.settle()
            state = self._files.next_state(changes)
            prepared = [self._rows[name].prepare(change) for name, change in changes.items()]
            self._files.write(state)
            self._apply(prepared, state)
        except BaseException as error:  # noqa: BLE001 - whatever it is, it must not leave disk and memory apart
            return self._refusal(error)
        return None

    def _apply(self, prepared: Iterable[tuple[Callable[[], None], Callable[[], None]]], state: State) -> None:
        """Put what is on the disk now into memory: all of it or, if that fails, nothing."""
        with self._memory_lock:
            try:
                for apply, _ in prepared:
                    apply()
                self._files.confirm(state)
            except BaseException:
                for _, undo in prepared:
                    undo()
                raise

    def _refusal(self, error: BaseException) -> ElectionError:
        self._log(error)
        refusal: ElectionError = StorageFailed()
        if not self._files.settled:
            try:
                self._files.settle()
            except BaseException as worse:  # noqa: BLE001 - as above
                refusal = StorageUnsettled()
                self._log(worse)
        refusal.__cause__ = error
        return refusal

    def _log(self, error: BaseException) -> None:
        if isinstance(error, OSError):
            log.log(self._log_level, "a transaction could not be written: %s", os_reason(error))
        else:
            log.error("a transaction could not be written", exc_info=error)
