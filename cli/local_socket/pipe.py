"""The transport of Windows: a named pipe, whose name and key stand in a file of the private data folder."""

import hmac
import secrets
import sys
import time
from contextlib import suppress
from multiprocessing import connection
from pathlib import Path

from cli.local_socket.channel import MOST_BYTES, MessageTooLarge

_KEY_BYTES = 32
_LOOK = 0.2  # seconds
_FAMILY = "AF_PIPE" if sys.platform == "win32" else "AF_UNIX"  # the other for the tests of all but the name


class NamedPipes:
    """See `channel.Transport`. `name` is what the file with the name and the key is called."""

    def __init__(self, name: str, family: str = _FAMILY) -> None:
        self._name, self._family = name, family

    def listen(self, folder: Path) -> "PipeListener":
        """See `Transport`. The pipe has another name and another key each time, so what a killed program left
        leads nowhere.
        """
        address = rf"\\.\pipe\vote-kiosk-{secrets.token_hex(8)}" if self._family == "AF_PIPE" else None
        key = secrets.token_bytes(_KEY_BYTES)
        listening = connection.Listener(address, self._family)
        file = folder / self._name
        try:
            file.unlink(missing_ok=True)
            file.touch(mode=0o600, exist_ok=False)
            file.write_text(f"{listening.address}\n{key.hex()}\n", encoding="utf-8")
        except BaseException:
            listening.close()
            raise
        return PipeListener(listening, file, key, self._family)

    def connect(self, folder: Path, patience: float) -> "PipeChannel":
        """See `Transport`."""
        try:
            address, key = (folder / self._name).read_text(encoding="utf-8").split("\n")[:2]
            given = bytes.fromhex(key)
        except ValueError as error:  # it is being written, or was damaged
            raise OSError from error
        channel = PipeChannel(connection.Client(address, self._family))
        channel.send(given, patience)
        return channel


class PipeListener:
    """See `channel.Listener`."""

    def __init__(self, listening: connection.Listener, file: Path, key: bytes, family: str) -> None:
        self._listening, self._file, self._key, self._family = listening, file, key, family
        self._closed = False

    def accept(self) -> "PipeChannel | None":
        """See `Listener`."""
        accepted = self._listening.accept()
        if self._closed:
            accepted.close()
            self._listening.close()
            return None
        return PipeChannel(accepted, self._key)

    def close(self) -> None:
        """See `Listener`. The file is gone from the folder afterwards."""
        with suppress(OSError):
            self._file.unlink()
        self._closed = True
        with suppress(OSError):  # nothing else ends the waiting for a connection
            connection.Client(self._listening.address, self._family).close()


class PipeChannel:
    """See `channel.Channel`. With a `key` the other end must send that first."""

    def __init__(self, pipe: connection.Connection, key: bytes | None = None) -> None:
        self._pipe, self._key = pipe, key
        self._closed = False

    def send(self, message: bytes, patience: float) -> None:
        """See `Channel`."""
        del patience  # the system takes a message whole, or says that nobody reads any more
        if len(message) > MOST_BYTES:
            raise MessageTooLarge
        self._pipe.send_bytes(message)

    def receive(self, patience: float) -> bytes:
        """See `Channel`."""
        if self._key is not None:
            key, self._key = self._key, None
            if not hmac.compare_digest(self._next(patience), key):
                raise EOFError
        return self._next(patience)

    def close(self) -> None:
        """See `Channel`."""
        self._closed = True
        with suppress(OSError):
            self._pipe.close()

    def _next(self, patience: float) -> bytes:
        deadline = time.monotonic() + patience
        while not self._pipe.poll(_LOOK):  # nothing wakes it when another thread closes the pipe
            if self._closed:
                raise EOFError
            if time.monotonic() >= deadline:
                raise TimeoutError
        try:
            return self._pipe.recv_bytes(MOST_BYTES)
        except EOFError:
            raise
        except OSError as error:
            if str(error) == "bad message length":
                raise MessageTooLarge from error
            raise
