"""The stores in a data folder: the kiosk's own, and one for each election, each in a folder of its own."""

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from election.data_folder import KIOSK
from election.errors import DataDamaged, DataNewer, FolderUnusable, NoSuchElection
from election.store.json.copying import opened_copy, write_copy
from election.store.json.files.disk_io import create_file
from election.store.json.files.folders import erase_election, erase_folder, name_folder, remove_folder
from election.store.json.files.names import (
    CODE_KEY_FILE,
    ELECTIONS,
    ID_BYTES,
    JOURNAL,
    KEY_FILE,
    OF_ELECTION,
    OF_KIOSK,
    OLD_JOURNAL,
    REMOVED,
    REPLACED,
    SIGNING_KEY_FILE,
    SNAPSHOT_FILES,
    UNFINISHED,
    cut_off,
    election_ids,
    number_of_replaced,
    replaced,
)
from election.store.json.files.recovery import damaged
from election.store.json.folder import DataFolder, StoreFolder, make_folder, os_reason
from election.store.json.memory_store import MemoryStore
from election.store.json.sealed import copy_key
from election.store.json.store import JsonKioskStore, JsonStore
from election.store.json.takeover import take_over
from election.store.port import (
    CopiedKeys,
    CopyKey,
    CopyMade,
    CopyPlace,
    FoundCopy,
    OpenedElection,
    Store,
    Transaction,
)

log = logging.getLogger(__name__)

# Without any of these a store is taken for a new one.
_SIGNS_OF_USE = (OF_ELECTION.data, OF_ELECTION.copy, OLD_JOURNAL, KEY_FILE, *SNAPSHOT_FILES)


class JsonStores:
    """A `port.Stores` in a data folder. What the program left there up to version 2 is taken over at once."""

    def __init__(self, folder: DataFolder) -> None:
        """Take over what is of an earlier version, and remove what was cut off. Raises DataDamaged or
        DataNewer, and then no file was changed, or FolderUnusable.
        """
        self._path = folder.path
        with self._usable():
            self._repaired = take_over(folder)
            self._put_back()  # first: it goes by what was being made
            for each in cut_off(self._path):
                if each.name.endswith(REMOVED):
                    _finish_removing(each)
                else:
                    erase_folder(each)

    def open_kiosk(self) -> JsonKioskStore:
        """See `port.Stores`."""
        with self._usable():
            make_folder(self._path / KIOSK)
        return JsonKioskStore(StoreFolder(self._path / KIOSK, OF_KIOSK), repaired=self._repaired)

    def elections(self) -> tuple[str, ...]:
        """See `port.Stores`."""
        with self._usable():
            return tuple(election_ids(self._path))

    def was_closed(self, election_id: str) -> bool:
        """See `port.Stores`."""
        folder = self._folder(election_id)
        with self._usable():
            return not any((folder / name).exists() for name in (JOURNAL, OLD_JOURNAL, *SNAPSHOT_FILES))

    def open_election(self, election_id: str) -> OpenedElection:
        """See `port.Stores`."""
        path = self._folder(election_id)
        with self._usable():
            if not any((path / name).exists() for name in _SIGNS_OF_USE):  # it was whole when it got its name
                raise damaged(path, OF_ELECTION.data, "damage.missing")
        folder = StoreFolder(path)
        folder.check_keys()  # first: a store that is opened and closed again is not as it was
        had_signing_key = (path / SIGNING_KEY_FILE).exists()
        start = folder.log_start(election_id)
        try:
            store = JsonStore(folder, start)
        except (DataDamaged, DataNewer):  # no row was written under the key
            if not had_signing_key:
                with suppress(OSError):
                    (path / SIGNING_KEY_FILE).unlink()
            raise
        try:
            return OpenedElection(
                store, folder.key(), folder.signing_key(), store.repaired, folder.code_key()
            )
        except BaseException:
            store.close()
            raise

    def create_election(self, fill: Callable[[Transaction], None], code_key: bytes | None = None) -> str:
        """See `port.Stores`."""
        election_id = secrets.token_hex(ID_BYTES)
        self._make(election_id, lambda store: store.write(fill), code_key)
        return election_id

    def copy_out(
        self, store: Store, keys: CopiedKeys, place: CopyPlace, when: str, *, only_a_crowd: bool = False
    ) -> CopyMade:
        """See `port.Stores`."""
        return write_copy(_of_ours(store).lines(), keys, place, when, only_a_crowd=only_a_crowd)

    def copy_key(self, passphrase: str) -> CopyKey:
        """See `port.Stores`."""
        return copy_key(passphrase)

    def open_copy(
        self, folder: Path, secret: CopyKey | str | None = None
    ) -> AbstractContextManager[FoundCopy]:
        """See `port.Stores`."""
        return opened_copy(folder, secret)

    def bring_in(
        self,
        found: FoundCopy,
        code_key: bytes | None,
        change: Callable[[Transaction], None],
        *,
        replace: bool = False,
    ) -> None:
        """See `port.Stores`."""
        lines = _of_ours(found.store).lines()

        def fill(store: JsonStore) -> None:
            store.replace_lines(lines, change)

        self._make(found.id, fill, code_key, found.signing_key, replace=replace)

    def _make(
        self,
        election_id: str,
        fill: Callable[[JsonStore], None],
        code_key: bytes | None,
        signing_key: bytes | None = None,
        *,
        replace: bool = False,
    ) -> None:
        """Make the folder of an election, which has its name once all of it is on the disk. `replace`: one of
        that name gets another name just before.
        """
        new = self._path / ELECTIONS / (election_id + UNFINISHED)
        with self._usable():
            make_folder(new)
        try:
            folder = StoreFolder(new)
            for name, key in ((CODE_KEY_FILE, code_key), (SIGNING_KEY_FILE, signing_key)):
                if key is not None:
                    with self._usable():
                        create_file(new / name, key)
            store = JsonStore(folder, folder.log_start(election_id))
            try:
                fill(store)
            finally:
                store.close()
            folder.key()
            with self._usable():
                if replace and (there := new.with_name(election_id)).is_dir():
                    before = replaced(self._path).get(election_id, [])
                    number = 1 + max(map(number_of_replaced, before), default=0)
                    name_folder(there, f"{election_id}{REPLACED}{number}")
                name_folder(new, election_id)
        except BaseException:
            with suppress(OSError):
                self._put_back()
            with suppress(OSError):
                erase_folder(new)
            raise

    def remove_election(self, election_id: str) -> tuple[Path, ...]:
        """See `port.Stores`. Files that are not ours stay."""
        folder = self._folder(election_id)
        self.remove_replaced(election_id)  # first: else a start would put one of them back
        with self._usable():
            remove_folder(folder)
            around = (*self._path.iterdir(), *folder.parent.iterdir())
            return tuple(sorted(each for each in around if election_id in each.name))

    def remove_replaced(self, election_id: str) -> None:
        """See `port.Stores`."""
        with self._usable():
            for each in replaced(self._path).get(election_id, []):
                remove_folder(each)

    def _put_back(self) -> None:
        """Give an election its name back that was to be replaced when the program was cut off: what was to
        take its place is still there. Where that is gone too, somebody moved it.
        """
        for election_id, before in replaced(self._path).items():
            folder = before[-1].with_name(election_id)
            if folder.with_name(election_id + UNFINISHED).exists() and not folder.exists():
                name_folder(before[-1], folder.name)

    def _folder(self, election_id: str) -> Path:
        if election_id not in self.elections():
            raise NoSuchElection
        return self._path / ELECTIONS / election_id

    @contextmanager
    def _usable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise FolderUnusable(folder=str(self._path), reason=os_reason(error)) from error


def _finish_removing(folder: Path) -> None:
    """Remove what is left of an election that was erased, and log where that cannot be: the program starts
    all the same.
    """
    try:
        erase_election(folder)
    except OSError as error:
        log.warning("what is left of an erased election in %s stays there: %s", folder, os_reason(error))
    else:
        if folder.exists():
            log.warning("files that are not this program's stay in %s, of an erased election", folder)


def _of_ours(store: Store) -> JsonStore | MemoryStore:
    """Return a store of this engine. TypeError for one of another."""
    if not isinstance(store, JsonStore | MemoryStore):
        raise TypeError("a store of another engine")
    return store
