"""The HTTP server thread: waitress, and how to stop it, for which waitress 3 has no public way."""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from wsgiref.types import WSGIApplication

from waitress.adjustments import Adjustments

from api.http.binding import bind
from api.http.hosts import Hosts
from api.http.limits import LIMITS, Limits, places
from api.http.loop import Dispatcher, Server
from api.routes import TOGETHER
from api.wsgi.requests import LARGEST_BODY
from election.network.links import likeliest_address

log = logging.getLogger(__name__)

# Log-ins wait for a password hash, at most two at a time (`election.voters.passwords`); votes must find
# a free thread behind a crowd of them.
_THREADS = 16
_SETTINGS = {
    "threads": _THREADS,
    "max_request_body_size": LARGEST_BODY + 1,  # waitress refuses from this size on
    "max_request_header_size": 16 * 1024,
    "ident": None,
    "expose_tracebacks": False,
    "asyncore_use_poll": True,
    "clear_untrusted_proxy_headers": True,
    "log_socket_errors": False,  # a phone that leaves the network is no news
}
_FLUSH = 0.5  # seconds for the last answers to leave
_STEP = 0.01
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not bound to
SCHEME = "http"  # of every address that is told, printed or drawn as a QR code
_LAST_PORT = 65_535  # getaddrinfo() would take 70000 for 4464


class ApiServer:
    """Serves a WSGI app on a background thread.

    A request that cannot be read reaches the app with ``environ[UNREADABLE]`` set to its HTTP status.
    `port` 0 stands for any free one; ValueError if it is no port at all. `names` are those it may be asked
    by, beside the ones it knows (`api.http.hosts`). The requests to the paths `together` have a thread
    of their own, which begins all that are there before it answers the first (`api.http.lane`).
    `own_address` tells by which address others find this machine.
    """

    def __init__(
        self,
        app: WSGIApplication,
        host: str = "127.0.0.1",
        port: int = 2020,
        *,
        names: Iterable[str] = (),
        together: Iterable[str] = TOGETHER,
        limits: Limits = LIMITS,
        own_address: Callable[[], str] = likeliest_address,
    ) -> None:
        if not 0 <= port <= _LAST_PORT:
            raise ValueError(f"{port} is no port")
        self._app = app
        self._host = host
        self._asked_port = port
        self._hosts = Hosts(names)
        self._together = frozenset(together)
        self._limits = limits
        self._own_address = own_address
        self._server: Server | None = None
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
            host = self._own_address()
        return f"{SCHEME}://[{host}]:{port}" if ":" in host else f"{SCHEME}://{host}:{port}"

    @property
    def is_running(self) -> bool:
        """Whether requests are answered now."""
        server, thread = self._server, self._thread
        if server is None or thread is None:
            return False
        return thread.is_alive() and server.task_dispatcher.lane.is_alive

    def start(self) -> None:
        """Bind in this thread, then serve on one of its own. Raises PortTaken, PortForbidden or
        AddressUnusable, and RuntimeError if it is running.
        """
        if self._server is not None:
            raise RuntimeError("the server is running")
        listener = bind(self._host, self._asked_port)
        host, port = listener.getsockname()[:2]
        self._bound = (host, port)
        settings = Adjustments(sockets=[listener], **_SETTINGS)
        dispatcher = Dispatcher(self._together)
        dispatcher.set_thread_count(_THREADS)
        self._server = Server(
            self._app,
            map={},
            _sock=listener,
            dispatcher=dispatcher,
            adj=settings,
            bind_socket=False,
            hosts=self._hosts,
            limits=replace(self._limits, connections=places(self._limits.connections)),
            sockinfo=(listener.family, listener.type, listener.proto, (host, port)),
        )
        self._thread = threading.Thread(target=_run, args=(self._server,), name="api", daemon=True)
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
        if thread.is_alive():
            server.drain()
        dispatcher: Dispatcher = server.task_dispatcher
        _wait_until(lambda: not server.has_requests(), deadline)
        dispatcher.shutdown(timeout=max(0.1, deadline - time.monotonic()))
        if not dispatcher.lane.end(max(0.1, deadline - time.monotonic())):
            log.error("votes are still under way")
        _wait_until(lambda: not server.has_unsent(), time.monotonic() + _FLUSH)
        server.finish()
        thread.join(timeout)
        if thread.is_alive():
            log.error("the API's thread did not end in time")


def _run(server: Server) -> None:
    """Run `server`. Where it dies nobody is left waiting at a socket that no thread looks at."""
    try:
        server.run()
    except BaseException:
        log.exception("the API's thread died")
    finally:
        server.close_all()


def _wait_until(done: Callable[[], bool], deadline: float) -> None:
    while not done() and time.monotonic() < deadline:
        time.sleep(_STEP)
