"""The transport of Linux and macOS: a socket in the data folder that only its owner may open."""

import os
import selectors
import socket
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cli.local_socket.channel import MOST_BYTES, MessageTooLarge

_LONGEST = 100  # bytes of a socket's path: Linux takes 107, macOS 103
_LENGTH_BYTES = 4  # before each message, the most significant first
_PIECE = 1 << 20  # bytes that are asked for at once: no memory is taken for what was only announced
_WAITING = 16  # connections
_AGAIN = 0.01  # seconds


class UnixSockets:
    """See `channel.Transport`. `name` is what the socket is called in the folder."""

    def __init__(self, name: str) -> None:
        self._name = name

    def listen(self, folder: Path) -> "UnixListener":
        """See `Transport`."""
        path = folder / self._name
        with suppress(FileNotFoundError):
            if stat.S_ISSOCK(path.lstat().st_mode):
                path.unlink()
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            with _short(folder) as near:
                listening.bind(str(near / self._name))
            path.chmod(0o600)  # nobody can connect before `listen`
            listening.listen(_WAITING)
        except BaseException:
            listening.close()
            raise
        return UnixListener(listening, path)

    def connect(self, folder: Path, patience: float) -> "UnixChannel":
        """See `Transport`."""
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            with _short(folder) as near:
                _connect(connection, str(near / self._name), time.monotonic() + patience)
        except BaseException:
            connection.close()
            raise
        return UnixChannel(connection)


@contextmanager
def _short(folder: Path) -> Iterator[Path]:
    """A path to the folder that is short enough for a socket in it: where its own is not, a link in a folder
    that only this user may enter. The link is needed for binding or connecting alone.
    """
    if len(os.fsencode(folder)) + 1 + 16 <= _LONGEST:  # 16: a slash and the socket's name
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="vk-") as private:
        link = Path(private, "d")
        link.symlink_to(folder)
        yield link


def _connect(connection: socket.socket, path: str, deadline: float) -> None:
    connection.settimeout(0)
    while True:
        try:
            connection.connect(path)
        except BlockingIOError:  # Linux, where too many are waiting already
            if time.monotonic() >= deadline:
                raise
            time.sleep(_AGAIN)
        else:
            return


class UnixListener:
    """See `channel.Listener`."""

    def __init__(self, listening: socket.socket, path: Path) -> None:
        self._listening, self._path = listening, path
        listening.settimeout(0)
        self._woken, self._wake = socket.socketpair()
        self._selector = selectors.DefaultSelector()
        for each in (listening, self._woken):
            self._selector.register(each, selectors.EVENT_READ)

    def accept(self) -> "UnixChannel | None":
        """See `Listener`."""
        while True:
            if self._woken in [key.fileobj for key, _ in self._selector.select()]:
                for each in (self._selector, self._listening, self._woken):
                    each.close()
                return None
            with suppress(BlockingIOError, ConnectionAbortedError):  # who connected has gone already
                connection, _ = self._listening.accept()
                return UnixChannel(connection)

    def close(self) -> None:
        """See `Listener`. The socket is gone from the folder afterwards."""
        with suppress(OSError):
            self._path.unlink()
        self._wake.close()


class UnixChannel:
    """See `channel.Channel`."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def send(self, message: bytes, patience: float) -> None:
        """See `Channel`."""
        if len(message) > MOST_BYTES:
            raise MessageTooLarge
        self._connection.settimeout(patience)
        self._connection.sendall(len(message).to_bytes(_LENGTH_BYTES, "big") + message)

    def receive(self, patience: float) -> bytes:
        """See `Channel`."""
        deadline = time.monotonic() + patience
        length = int.from_bytes(self._exactly(_LENGTH_BYTES, deadline), "big")
        if length > MOST_BYTES:
            raise MessageTooLarge
        return self._exactly(length, deadline)

    def close(self) -> None:
        """See `Channel`."""
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)
        self._connection.close()

    def _exactly(self, length: int, deadline: float) -> bytes:
        data = bytearray()
        while len(data) < length:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._connection.settimeout(left)
            piece = self._connection.recv(min(length - len(data), _PIECE))
            if not piece:
                raise EOFError
            data += piece
        return bytes(data)
