"""The data folder: one per user, private, and owned by one running program at a time."""

import contextlib
import secrets
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout
from platformdirs import user_data_path

from election.errors import DataDamaged, FolderInUse, FolderUnusable, Message
from election.store.files import create_file

KEY_FILE = "token.key"
LOCK_FILE = "in-use.lock"
KEY_BYTES = 32
_PRIVATE_FOLDER, _PRIVATE_FILE = 0o700, 0o600


def default_folder() -> Path:
    """Return where data lives unless told otherwise, e.g. ``~/.local/share/vote-kiosk`` on Linux."""
    return user_data_path("vote-kiosk", appauthor=False)


class DataFolder:
    """A data folder while this program owns it. Use it with ``with``, or call `close`.

    Raises FolderUnusable if it cannot be made or written, FolderInUse if another program owns it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
            with contextlib.suppress(PermissionError):  # somebody else's folder that we may still write to
                path.chmod(_PRIVATE_FOLDER)
            self._lock = FileLock(path / LOCK_FILE, mode=_PRIVATE_FILE)
            self._lock.acquire(blocking=False)
        except Timeout as error:
            raise FolderInUse(folder=str(path)) from error
        except (OSError, NotImplementedError) as error:
            raise FolderUnusable(folder=str(path), reason=os_reason(error)) from error

    def key(self) -> bytes:
        """Return the key that signs tokens, made on first use. Raises FolderUnusable or DataDamaged."""
        file = self.path / KEY_FILE
        try:
            with contextlib.suppress(FileExistsError):
                create_file(file, secrets.token_bytes(KEY_BYTES))
            key = file.read_bytes()
        except OSError as error:
            raise FolderUnusable(folder=str(self.path), reason=os_reason(error)) from error
        if len(key) != KEY_BYTES:
            raise DataDamaged(
                file=str(file), reason=Message("damage.key_length"), last_good=Message("damage.key_remedy")
            )
        return key

    def close(self) -> None:
        """Give the folder back."""
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def os_reason(error: Exception) -> str:
    """Return the system's own words for what went wrong, without paths or numbers."""
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
