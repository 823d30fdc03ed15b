"""What both ends speak over: whole messages, none too large, and none waited for without end."""

from pathlib import Path
from typing import Protocol

MOST_BYTES = 128 << 20  # of a message: a roll of 100,000 or a book of slips takes a tenth of it
HELLO = b"vote-kiosk 1"  # the server's first message: the program, and the version of what is spoken


class MessageTooLarge(Exception):
    """A message of more than `MOST_BYTES` was to be sent, or was announced."""


class Channel(Protocol):
    """A connection, seen from one end. Each method may raise OSError, TimeoutError among them, or EOFError
    where the other end has gone.
    """

    def send(self, message: bytes, patience: float) -> None:
        """Send a message within `patience` seconds. Raises MessageTooLarge too."""

    def receive(self, patience: float) -> bytes:
        """Return the next message, all of which must come within `patience` seconds. Raises MessageTooLarge
        too.
        """

    def close(self) -> None:
        """End it, also while another thread sends or receives."""


class Listener(Protocol):
    """The end to which others connect."""

    def accept(self) -> Channel | None:
        """Return the next connection, or None once it was closed. Raises OSError."""

    def close(self) -> None:
        """Take no more connections; what waits in `accept` returns."""


class Transport(Protocol):
    """A way between two programs of this computer that know the same data folder."""

    def listen(self, folder: Path) -> Listener:
        """Return the listener of a data folder, of which the caller is the owner. What a killed program left
        is removed. Raises OSError.
        """

    def connect(self, folder: Path, patience: float) -> Channel:
        """Return a connection to the program that owns the folder. Raises OSError where none listens."""
