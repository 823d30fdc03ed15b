"""The command's side: has the program that owns the data folder carry it out."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cli.local_socket.channel import HELLO, Channel, MessageTooLarge, Transport
from cli.local_socket.transport import this_systems
from cli.refusals import OwnerGone, OwnerOfAnotherVersion, TooMuch

_PATIENCE = 10.0  # seconds for what needs no work
_SENDING = 60.0
_WORKING = 1_800.0  # half an hour: nothing takes that long, and Ctrl-C ends the waiting


def owner_listens(folder: Path, transport: Transport | None = None) -> bool:
    """Return whether a program takes commands for this folder now. Raises OwnerOfAnotherVersion."""
    try:
        with _greeted(folder, transport):
            return True
    except (OSError, EOFError, MessageTooLarge):
        return False


def ask_owner(folder: Path, request: bytes, transport: Transport | None = None) -> bytes:
    """Return the answer of the program that owns the folder. Raises OwnerOfAnotherVersion, TooMuch, and
    OwnerGone where it ended before it answered.
    """
    try:
        with _greeted(folder, transport) as channel:
            channel.send(request, _SENDING)
            return channel.receive(_WORKING)
    except MessageTooLarge as error:
        raise TooMuch from error
    except (OSError, EOFError) as error:
        raise OwnerGone from error


@contextmanager
def _greeted(folder: Path, transport: Transport | None) -> Iterator[Channel]:
    channel = (transport or this_systems()).connect(folder, _PATIENCE)
    try:
        if channel.receive(_PATIENCE) != HELLO:
            raise OwnerOfAnotherVersion
        yield channel
    finally:
        channel.close()
