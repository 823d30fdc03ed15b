"""The API, turned on and off while the program runs."""

import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from wsgiref.types import WSGIApplication

from api.errors import AddressUnusable

if TYPE_CHECKING:
    from api.server import ApiServer

THIS_COMPUTER, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - served only if the organiser asks for it
STOP_TIMEOUT = 10.0  # seconds that requests under way get to finish


def served(host: str | None, kept: str | None) -> tuple[dict[str, str], str]:
    """Return the addresses to serve "computer" and "network" at, and which of them, or "off", to begin with:
    `host`, if the command line asks for one, else what the staff chose and was `kept`.
    """
    hosts = {"computer": THIS_COMPUTER, "network": EVERYWHERE}
    if host is None:
        return hosts, kept or "computer"
    reach = "computer" if host == THIS_COMPUTER else "network"
    return {**hosts, reach: host}, reach


class ApiSwitch:
    """Serves the app that `build` makes to those whom `hosts` has an address for, like
    ``{"computer": "127.0.0.1"}``, or to nobody, which is called "off". Any thread may turn it; they wait for
    each other. App and server are made when it is first turned on, so that a window need not wait for them.
    """

    def __init__(self, build: Callable[[], WSGIApplication], hosts: Mapping[str, str], port: int) -> None:
        self._build = build
        self._app: WSGIApplication | None = None
        self._hosts = hosts
        self._port = port
        self._lock = threading.Lock()
        self._server: ApiServer | None = None
        self._reach = "off"
        self._closed = False

    @property
    def reach(self) -> str:
        """Who is served now: "off", or one of the hosts."""
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
            server = self._new_server(self._hosts[reach])
            server.start()
            self._server, self._reach = server, reach
            self._port = server.port  # where any free one was asked for: clients find it again
            return server.address

    def close(self) -> None:
        """Serve nobody any more. Requests under way get some seconds to finish."""
        with self._lock:
            self._closed = True
            self._stop()

    def _new_server(self, host: str) -> "ApiServer":
        from api.server import ApiServer

        if self._app is None:
            self._app = self._build()
        return ApiServer(self._app, host, self._port)

    def _stop(self) -> None:
        server, self._server, self._reach = self._server, None, "off"
        if server is not None:
            server.stop(STOP_TIMEOUT)
