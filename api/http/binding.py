"""Getting a listening socket, or a typed error that says why there is none."""

import contextlib
import errno
import socket

from api.errors import AddressUnusable, PortForbidden, PortTaken


def bind(host: str, port: int) -> socket.socket:
    """Return a listening socket, or raise PortTaken, PortForbidden or AddressUnusable."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
        listener = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise AddressUnusable(host=host) from error
    try:
        # On POSIX this only skips the wait after a restart. On Windows the option of that name would let
        # a second program listen on our port; there the opposite is asked for.
        exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
        listener.setsockopt(socket.SOL_SOCKET, exclusive or socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            with contextlib.suppress(OSError):  # "::" is to be every address, as it is on Linux
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listener.bind(address)
        listener.listen()
    except OSError as error:
        listener.close()
        raise _typed(error, host, port) from error
    return listener


def _typed(error: OSError, host: str, port: int) -> PortTaken | PortForbidden | AddressUnusable:
    if error.errno == errno.EADDRINUSE:
        return PortTaken(port=port)
    if error.errno == errno.EACCES:
        return PortForbidden(port=port)
    return AddressUnusable(host=host)
