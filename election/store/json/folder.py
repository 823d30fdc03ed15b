"""The data folder: one per user, private, and owned by one running program at a time; folders of stores."""

import contextlib
import logging
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from filelock import FileLock, Timeout
from platformdirs import user_data_path

from election.data_folder import KIOSK, LOCK_FILE
from election.errors import DataDamaged, FolderInUse, FolderUnusable, Message
from election.store.json.files.disk_io import create_file, sync_folder
from election.store.json.files.names import (
    CODE_KEY_FILE,
    ELECTIONS,
    KEY_FILE,
    OF_ELECTION,
    SIGNING_KEY_FILE,
    PlainNames,
    foreign,
)
from election.store.log_chain import log_start

KEY_BYTES = 32
_PRIVATE_FOLDER, _PRIVATE_FILE = 0o700, 0o600
_REMEDIES = {  # of each key, where it is damaged
    KEY_FILE: "damage.key_remedy",
    CODE_KEY_FILE: "damage.copied_key_remedy",  # codes of before are worth nothing under a new one
    SIGNING_KEY_FILE: "damage.copied_key_remedy",
}


def default_folder() -> Path:
    """Return where data lives unless told otherwise, e.g. ``~/.local/share/vote-kiosk`` on Linux."""
    return user_data_path("vote-kiosk", appauthor=False)


class StoreFolder:
    """The folder of one store, there already; `names` are those of its plain files. What its disk refuses is
    logged at `log_level`.
    """

    def __init__(
        self, path: Path, names: PlainNames = OF_ELECTION, *, log_level: int = logging.ERROR
    ) -> None:
        self.path = path
        self.names = names
        self.log_level = log_level

    def key(self) -> bytes:
        """Return the key that signs tokens, made on first use. Raises FolderUnusable or DataDamaged."""
        return self._made_key(KEY_FILE)

    def signing_key(self) -> bytes:
        """Return the key that signs what is published of the election; otherwise as `key`."""
        return self._made_key(SIGNING_KEY_FILE)

    def log_start(self, election_id: str) -> str:
        """Return the hash before the first line of the log of the election `election_id`, which has this
        folder. Raises what `key` does.
        """
        public = Ed25519PrivateKey.from_private_bytes(self.signing_key()).public_key()
        return log_start(election_id, public.public_bytes_raw().hex())

    def code_key(self) -> bytes | None:
        """Return the key that hashes voter codes where they came from another folder, else None. Raises what
        `key` does.
        """
        return self._read_key(CODE_KEY_FILE) if (self.path / CODE_KEY_FILE).exists() else None

    def check_keys(self) -> None:
        """Raises what `key` does where one of the keys that are there cannot be had; makes none."""
        for name in _REMEDIES:
            if (self.path / name).exists():
                self._read_key(name)

    def _made_key(self, name: str) -> bytes:
        try:
            with contextlib.suppress(FileExistsError):
                create_file(self.path / name, secrets.token_bytes(KEY_BYTES))
        except OSError as error:
            raise FolderUnusable(folder=str(self.path), reason=os_reason(error)) from error
        return self._read_key(name)

    def _read_key(self, name: str) -> bytes:
        file = self.path / name
        try:
            key = file.read_bytes()
        except OSError as error:
            raise FolderUnusable(folder=str(self.path), reason=os_reason(error)) from error
        if len(key) != KEY_BYTES:
            remedy = Message(_REMEDIES[name])
            raise DataDamaged(file=str(file), reason=Message("damage.key_length"), last_good=remedy)
        return key


class DataFolder(StoreFolder):
    """A data folder while this program owns it. Use it with ``with``, or call `close`.

    It is made private, unless it was there before and holds files that are not ours: `shared` then says that
    others may look into it. Our files are private in any case. Raises FolderUnusable if it cannot be made or
    written, FolderInUse if another program owns it.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        try:
            make_folder(path)
            self.shared = os.name == "posix" and bool(path.stat().st_mode & 0o077) and bool(foreign(path))
            if not self.shared:
                with contextlib.suppress(
                    PermissionError
                ):  # somebody else's folder that we may still write to
                    path.chmod(_PRIVATE_FOLDER)
            self._lock = FileLock(path / LOCK_FILE, mode=_PRIVATE_FILE)
            self._lock.acquire(blocking=False)
        except Timeout as error:
            raise FolderInUse(folder=str(path)) from error
        except (OSError, NotImplementedError) as error:
            raise FolderUnusable(folder=str(path), reason=os_reason(error)) from error

    def close(self) -> None:
        """Give the folder back."""
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextlib.contextmanager
def not_in_use(store: Path) -> Iterator[None]:
    """Have no program own the data folder to which the folder of a store belongs, if it belongs to one: a
    store that is opened twice loses what the other writes. Raises FolderInUse.
    """
    path = store.resolve()
    owner = path.parent.parent if path.parent.name == ELECTIONS else path
    owner = path.parent if path.name == KIOSK else owner
    with contextlib.ExitStack() as held:
        if (owner / LOCK_FILE).exists():
            lock = FileLock(owner / LOCK_FILE, mode=_PRIVATE_FILE)
            try:
                held.enter_context(lock.acquire(blocking=False))
            except Timeout as error:
                raise FolderInUse(folder=str(owner)) from error
            except (OSError, NotImplementedError):  # a disk that nobody can write to, so nobody owns it
                pass
        yield


def make_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing, for good; each is private."""
    missing = [each for each in (path, *path.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
    path.mkdir(exist_ok=True)  # raises if a file is there
    for each in missing:
        sync_folder(each.parent)


def os_reason(error: Exception) -> str:
    """Return the system's own words for what went wrong, without paths or numbers."""
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
