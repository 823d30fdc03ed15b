"""The HTTP server thread: waitress, and how to stop it, for which waitress 3 has no public way.

What touches waitress's insides is here and in `api.channel`, and has its tests in
``tests/api/test_server.py`` and ``tests/api/test_refusals.py``.
"""

import errno
import logging
import socket
import threading
import time
from collections.abc import Callable
from typing import Any
from wsgiref.types import WSGIApplication

from waitress import trigger, wasyncore
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from api.channel import Channel
from api.errors import AddressUnusable, PortForbidden, PortTaken
from api.requests import LARGEST_BODY

log = logging.getLogger(__name__)

# Log-ins wait for a password hash, at most two at a time (`election.passwords`); votes must find a free
# thread behind a crowd of them.
_THREADS = 16
_SETTINGS = {
    "threads": _THREADS,
    "max_request_body_size": LARGEST_BODY + 1,  # waitress refuses from this size on
    "max_request_header_size": 16 * 1024,
    "channel_timeout": 30,  # seconds an idle or half-sent request may hold a connection
    "cleanup_interval": 5,
    "connection_limit": 500,  # select(), all that Windows has, ends at 512
    "ident": None,
    "expose_tracebacks": False,
    "asyncore_use_poll": True,
    "clear_untrusted_proxy_headers": True,
}
_FLUSH = 0.5  # seconds for the last answers to leave
_STEP = 0.01
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not bound to
_SOMEWHERE_ELSE = "192.0.2.1"  # RFC 5737: an address nobody has
_LAST_PORT = 65_535  # getaddrinfo() would take 70000 for 4464


class _Dispatcher(ThreadedTaskDispatcher):  # type: ignore[misc]
    """The worker threads. Waitress warns of each request that has to wait; at a busy hour that is all."""

    queue_logger = logging.getLogger(f"{__name__}.queue")
    queue_logger.setLevel(logging.ERROR)


class _Trigger(trigger.trigger):  # type: ignore[misc]
    """Wakes the server's thread, and once closed does nothing. Waitress would write to the number its
    descriptor had, which by then may be that of any file.
    """

    def __init__(self, map: dict[int, wasyncore.dispatcher]) -> None:  # noqa: A002 - waitress's name
        self._open = threading.Lock()
        super().__init__(map)

    def close(self) -> None:
        """Close it, when no other thread is about to wake the server."""
        with self._open:
            super().close()

    def _physical_pull(self) -> None:
        with self._open:
            if not self._closed:
                super()._physical_pull()


class _Server(TcpWSGIServer):  # type: ignore[misc]
    """The listening socket and its connections."""

    channel_class = Channel
    draining = False
    trigger: trigger.trigger

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trigger.close()
        self.trigger = _Trigger(self._map)

    def set_reuse_addr(self) -> None:
        """Leave the socket as `_bind` made it."""

    def drain(self) -> None:
        """Take no more connections and no more requests. Returns once that is so, or after a second."""
        done = threading.Event()

        def drain() -> None:
            self.draining = True
            wasyncore.dispatcher.close(self)  # the listening socket alone
            done.set()

        self.trigger.pull_trigger(drain)
        done.wait(1.0)

    def finish(self) -> None:
        """Close every connection, which ends `run`."""
        self.trigger.pull_trigger(lambda: wasyncore.close_all(self._map, ignore_all=True))

    def has_unsent(self) -> bool:
        """Return whether a part of an answer has not left yet."""
        return any(channel.total_outbufs_len for channel in list(self.active_channels.values()))


class ApiServer:
    """Serves a WSGI app on a background thread.

    A request that cannot be read reaches the app with ``environ[UNREADABLE]`` set to its HTTP status.
    `port` 0 stands for any free one; ValueError if it is no port at all.
    """

    def __init__(self, app: WSGIApplication, host: str = "127.0.0.1", port: int = 2020) -> None:
        if not 0 <= port <= _LAST_PORT:
            raise ValueError(f"{port} is no port")
        self._app = app
        self._host = host
        self._asked_port = port
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self._bound = (host, port)

    @property
    def port(self) -> int:
        """The port it listens on, or would."""
        return self._bound[1]

    @property
    def address(self) -> str:
        """Where clients find it, like ``http://127.0.0.1:2020``. Served on every address of the machine, it
        is the one by which other devices on the network reach it.
        """
        host, port = self._bound
        if host in _EVERYWHERE:
            host = _network_address()
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    @property
    def is_running(self) -> bool:
        """Whether requests are answered now."""
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Bind in this thread, then serve on one of its own. Raises PortTaken, PortForbidden or
        AddressUnusable, and RuntimeError if it is running.
        """
        if self._server is not None:
            raise RuntimeError("the server is running")
        listener = _bind(self._host, self._asked_port)
        host, port = listener.getsockname()[:2]
        self._bound = (host, port)
        settings = Adjustments(sockets=[listener], **_SETTINGS)
        dispatcher = _Dispatcher()
        dispatcher.set_thread_count(_THREADS)
        self._server = _Server(
            self._app,
            map={},
            _sock=listener,
            dispatcher=dispatcher,
            adj=settings,
            bind_socket=False,
            sockinfo=(listener.family, listener.type, listener.proto, (host, port)),
        )
        self._thread = threading.Thread(target=self._server.run, name="api", daemon=True)
        self._thread.start()

    def stop(self, timeout: float = 3.0) -> None:
        """Stop accepting, let requests that have arrived finish for up to `timeout` seconds, and close
        every connection. Does nothing if it is not running.
        """
        server, self._server = self._server, None
        thread, self._thread = self._thread, None
        if server is None or thread is None:
            return
        deadline = time.monotonic() + timeout
        server.drain()
        dispatcher = server.task_dispatcher
        _wait_until(lambda: not dispatcher.queue, deadline)
        dispatcher.shutdown(timeout=max(0.1, deadline - time.monotonic()))
        _wait_until(lambda: not server.has_unsent(), time.monotonic() + _FLUSH)
        server.finish()
        thread.join(timeout)
        if thread.is_alive():
            log.error("the API's thread did not end in time")


def _network_address() -> str:
    """Return the address of this machine on its network, or the loopback address if it is on none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((_SOMEWHERE_ELSE, 9))  # chooses the way out; a datagram socket sends nothing yet
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def _wait_until(done: Callable[[], bool], deadline: float) -> None:
    while not done() and time.monotonic() < deadline:
        time.sleep(_STEP)


def _bind(host: str, port: int) -> socket.socket:
    """Return a listening socket, or raise one of the typed errors."""
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
