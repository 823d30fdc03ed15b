"""The store: transactions over TinyDB tables, on the disk before they are answered."""

import json
import logging
import threading
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from election.errors import DataDamaged, FolderUnusable, Message, StorageFailed
from election.store.files import replace_file
from election.store.folder import DataFolder, os_reason
from election.store.tables import Change, RowStorage, Tables, TableSpec, encode

log = logging.getLogger(__name__)
T = TypeVar("T")


class _Request(Generic[T]):
    """One transaction on its way: the work, and what became of it."""

    def __init__(self, work: Callable[[Tables], T]) -> None:
        self.work = work
        self.done = False
        self.value: T
        self.error: BaseException | None = None
        self.changes: list[Change] = []

    def answer(self) -> T:
        if self.error is not None:
            raise self.error
        return self.value


class Store:
    """All data of one election. Any thread may call it.

    Transactions that arrive while one is being written wait, and the next write takes them all at once
    (group commit): each is still all or nothing, and none is answered before it is on the disk.
    """

    def __init__(self, folder: DataFolder, specs: Iterable[TableSpec]) -> None:
        """Open the data file in `folder`, or start empty where there is none (`is_new`). Raises
        DataDamaged or FolderUnusable, and then no file was changed.
        """
        self._file = folder.data_file
        self._storage = RowStorage(specs)
        self._tables = Tables(self._storage)
        self._lock = threading.Lock()
        self._queue_lock = threading.Lock()
        self._queue: list[_Request[Any]] = []
        self.is_new = not self._load()

    def read(self, work: Callable[[Tables], T]) -> T:
        """Return ``work(tables)`` on the data as it is on the disk. `work` must be short and must not
        change anything (RuntimeError).
        """
        with self._lock:
            return work(self._tables)

    def write(self, work: Callable[[Tables], T]) -> T:
        """Run ``work(tables)`` as one transaction and return its value once it is on the disk.

        What `work` raises undoes all it did and comes back to the caller. Raises StorageFailed if the disk
        refused; nothing of the transaction was kept then. `work` runs under the lock: no hashing in it.
        """
        request = _Request(work)
        with self._queue_lock:
            self._queue.append(request)
        with self._lock:  # whoever gets in first carries out everything that waits
            if not request.done:
                with self._queue_lock:
                    batch, self._queue = self._queue, []
                self._commit(batch)
        return request.answer()

    def close(self) -> None:
        """Finish what is being written. Nothing can be written afterwards."""
        with self._lock:
            self._storage.tables.clear()

    def _commit(self, batch: list[_Request[Any]]) -> None:
        for request in batch:
            self._run(request)
        changes = [change for request in batch for change in request.changes]
        try:
            if changes:
                self._save()
        except OSError as error:
            log.error("the data file could not be written: %s", os_reason(error))
            self._storage.undo(changes)
            for request in batch:
                if request.changes:
                    request.error = StorageFailed()
                    request.error.__cause__ = error
        finally:
            for request in batch:
                request.done = True

    def _run(self, request: _Request[Any]) -> None:
        self._storage.writable = True
        try:
            request.value = request.work(self._tables)
        except BaseException as error:  # noqa: BLE001 - it belongs to the thread that asked
            self._storage.undo(self._storage.take_journal())
            request.error = error
        else:
            request.changes = self._storage.take_journal()
        finally:
            self._storage.writable = False

    def _save(self) -> None:
        tables = (
            b'"%s":{%s}'
            % (
                name.encode(),
                b",".join(b'\n"%d":%s' % (row_id, rows.by_id[row_id]) for row_id in sorted(rows.by_id)),
            )
            for name, rows in sorted(self._storage.tables.items())
        )
        replace_file(self._file, b"{" + b",\n".join(tables) + b"}\n")

    def _load(self) -> bool:
        try:
            data = json.loads(self._file.read_bytes())
            for name, rows in data.items():
                for row_id, document in rows.items():
                    self._storage.tables[name].put(int(row_id), encode(document))
        except FileNotFoundError:
            return False
        except OSError as error:
            raise FolderUnusable(folder=str(self._file), reason=os_reason(error)) from error
        except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
            raise DataDamaged(file=str(self._file), reason=Message("damage.not_ours")) from error
        return True
