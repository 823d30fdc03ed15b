"""The transport of this system."""

import sys

from cli.local_socket.channel import Transport
from cli.opening import COMMANDS_FILE


def this_systems() -> Transport:
    """Return how programs of this computer reach each other. The other way is not even imported."""
    if sys.platform == "win32":
        from cli.local_socket.pipe import NamedPipes

        return NamedPipes(COMMANDS_FILE)
    from cli.local_socket.unix import UnixSockets

    return UnixSockets(COMMANDS_FILE)
