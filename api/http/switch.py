"""The API, turned on and off while the program runs, and started again where it died."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING
from wsgiref.types import WSGIApplication

from api.errors import AddressUnusable, ApiDied
from election.errors import ElectionError
from election.network.adapters import EVERYWHERE, THIS_COMPUTER, is_this_computer
from election.network.links import likeliest_address

if TYPE_CHECKING:
    from api.http.server import ApiServer

STOP_TIMEOUT = 10.0  # seconds that requests under way get to finish
_FIRST_DELAY, _LONGEST_DELAY = 1.0, 60.0  # seconds until a server that died is started again
_BURIAL = 0.5  # seconds for what is left of a server that died
_WELL_AFTER = 60.0  # seconds; what dies sooner waits twice as long for its next start

log = logging.getLogger(__name__)


def served(host: str | None, kept: str | None) -> tuple[dict[str, str], str]:
    """Return the addresses to serve "computer" and "network" at, and which of them, or "off", to begin with:
    `host`, if the command line asks for one, else what the staff chose and was `kept`.
    """
    hosts = {"computer": THIS_COMPUTER, "network": EVERYWHERE}
    if host is None:
        return hosts, kept or "computer"
    reach = "computer" if is_this_computer(host) else "network"
    return {**hosts, reach: host}, reach


class ApiSwitch:
    """Serves the app that `build` makes to those whom `hosts` has an address for, like
    ``{"computer": "127.0.0.1"}``, or to nobody, which is called "off". Any thread may turn it; they wait for
    each other. App and server are made when it is first turned on, so that a window need not wait for them.
    `names` are more names by which it may be asked, `own_address` tells by which address others find this
    machine. Somebody has to `check` it every few seconds.
    """

    def __init__(
        self,
        build: Callable[[], WSGIApplication],
        hosts: Mapping[str, str],
        port: int,
        names: Iterable[str] = (),
        clock: Callable[[], float] = time.monotonic,
        own_address: Callable[[], str] = likeliest_address,
    ) -> None:
        self._build = build
        self._app: WSGIApplication | None = None
        self._hosts = hosts
        self._port = port
        self._names = tuple(names)
        self._clock = clock
        self._own_address = own_address
        self._lock = threading.Lock()
        self._server: ApiServer | None = None
        self._reach = "off"
        self._closed = False
        self._problem: ElectionError | None = None
        self._started_at = self._start_from = 0.0
        self._delay = _FIRST_DELAY

    @property
    def reach(self) -> str:
        """Who is served now, or will be again as soon as can be: "off", or one of the hosts."""
        return self._reach

    def turn(self, reach: str) -> str | None:
        """Serve `reach` from now on and return the address for it, None for "off", which it stays after
        `close`. Requests under way get some seconds to finish. Raises PortTaken, PortForbidden or
        AddressUnusable, and then it is off.
        """
        with self._lock:
            self._stop()
            if reach == "off" or self._closed:
                return None
            if reach not in self._hosts:
                raise AddressUnusable(host=reach)
            self._delay = _FIRST_DELAY
            try:
                address = self._start(self._hosts[reach])
            except ElectionError as error:
                self._problem = error
                raise
            self._reach = reach
            return address

    def check(self) -> str | None:
        """Return the address as it is now (a laptop changes its network), None while it is off. A server that
        died is started again after a second, and less and less often if it dies again. Until then this raises
        ApiDied, or what keeps it from starting; after a `turn` that failed, what that raised.
        """
        with self._lock:
            now = self._clock()
            if self._server is not None:
                if self._server.is_running:
                    return self._server.address
                self._bury(self._server, now)
            if self._reach == "off":
                if self._problem is not None:
                    raise self._problem.with_traceback(None)
                return None
            if now < self._start_from and self._problem is not None:
                raise self._problem.with_traceback(None)
            try:
                return self._start(self._hosts[self._reach])
            except ElectionError as error:
                self._put_off(now)
                self._problem = error
                raise

    def close(self) -> None:
        """Serve nobody any more. Requests under way get some seconds to finish."""
        with self._lock:
            self._closed = True
            self._stop()

    def _start(self, host: str) -> str:
        from api.http.server import ApiServer

        if self._app is None:
            self._app = self._build()
        server = ApiServer(self._app, host, self._port, names=self._names, own_address=self._own_address)
        server.start()
        self._server, self._problem = server, None
        self._started_at = self._clock()
        self._port = server.port  # where any free one was asked for: clients find it again
        return server.address

    def _bury(self, server: "ApiServer", now: float) -> None:
        log.error("the API ended by itself and will be started again")
        self._server, self._problem = None, ApiDied()
        if now - self._started_at >= _WELL_AFTER:
            self._delay = _FIRST_DELAY
        self._put_off(now)
        server.stop(_BURIAL)

    def _put_off(self, now: float) -> None:
        self._start_from = now + self._delay
        self._delay = min(2 * self._delay, _LONGEST_DELAY)

    def _stop(self) -> None:
        server, self._server, self._reach, self._problem = self._server, None, "off", None
        if server is not None:
            server.stop(STOP_TIMEOUT)
