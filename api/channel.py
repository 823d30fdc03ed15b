"""A connection to a client, and all we know of waitress's insides there.

Waitress words its own refusals (413, 431, …) without asking the app, and closes on clients who still talk.
"""

import logging
import socket
import sys
from collections.abc import Callable
from io import BytesIO
from typing import Any

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import WSGITask
from waitress.utilities import BadRequest, Error

from api.errors import UNREADABLE

log = logging.getLogger(__name__)

_MOST_DROPPED = 16 * 1024 * 1024  # bytes of a refused request that are read and dropped
_TLS = b"\x16"  # the first byte of a TLS greeting; no HTTP method has it
_HEAD = b"HEAD "


class _Misdirected(Error):  # type: ignore[misc]
    code, reason = 421, "Misdirected Request"


class RefusalTask(WSGITask):  # type: ignore[misc]
    """Answers a request that could not be read. It asks the app, so that the answer is one of ours: in the
    client's language and readable across origins.
    """

    response_headers: list[tuple[str, str]]
    content_length: int | None
    complete: bool

    def execute(self) -> None:
        """Have the app word the refusal, then close the connection."""
        self.channel.refused = True
        self.set_close_on_finish()
        try:
            super().execute()
        except Exception:  # left to waitress, the connection would stay open for ever
            log.exception("the app failed to word a refusal")
            self.status, self.response_headers = "500 Internal Server Error", []
            self.content_length, self.complete = 0, True

    def get_environment(self) -> dict[str, Any]:
        """Return what the app is told of the request."""
        # What could be read of the request is not to be trusted; only its language is of use.
        return {
            "REQUEST_METHOD": "HEAD" if self.channel.asked_head() else "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": "/",
            "QUERY_STRING": "",
            "REMOTE_ADDR": self.channel.addr[0],
            "SERVER_NAME": self.channel.server.server_name,
            "SERVER_PORT": str(self.channel.server.effective_port),
            "SERVER_PROTOCOL": f"HTTP/{self.version}",
            "HTTP_ACCEPT_LANGUAGE": self.request.headers.get("ACCEPT_LANGUAGE", ""),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            UNREADABLE: self.request.error.code,
        }


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads a request; `is_ours` tells whether a Host means this server. What waitress's own parser stumbles
    over is refused in our words. It would ask for the body of a request it has refused already, if the client
    waits to be asked (``Expect: 100-continue``).
    """

    command, path = "GET", ""  # where not even that could be read
    error: Error | None
    _opening = b""  # how it began, after the blank lines that may come before
    _host_read = False

    def __init__(self, adj: Adjustments, is_ours: Callable[[str], bool]) -> None:
        super().__init__(adj)
        self._is_ours = is_ours

    @property
    def begun(self) -> bool:
        """Whether anything has come but blank lines."""
        return bool(self._opening)

    def received(self, data: bytes) -> int:
        """Take `data`; return how much of it belongs to this request."""
        if len(self._opening) < len(_HEAD):
            self._opening = (self._opening + data).lstrip()[: len(_HEAD)]
        try:
            taken = int(super().received(data))
        except Exception:  # noqa: BLE001 - ValueError of urlsplit() and int(), whatever comes next
            self.error, self.completed, taken = BadRequest("unreadable"), True, len(data)
        if self.headers_finished and not (self._host_read or self.error or self.empty):
            self._host_read = True
            # RFC 9112 3.2.2: with a whole URL in the first line, it is that which counts.
            host = self.proxy_netloc or self.headers.get("HOST", "")
            if host and not self._is_ours(host):
                self.error, self.completed = _Misdirected("unknown host"), True
        if self.error:
            self.expect_continue = False
            if self._opening.startswith(_HEAD):
                self.command = "HEAD"
        return taken


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection. After a refusal it goes on reading, and drops what it reads, until the client is done:
    a socket closed on unread data is reset, and the client would never see the answer.

    `since` is when it began to wait for its client: for a request to come or to end, or to take an answer.
    """

    error_task_class = RefusalTask
    refused = False
    will_close: bool
    close_when_flushed: bool
    total_outbufs_len: int
    request: Parser | None
    requests: list[Parser]
    _dropped: int | None = None
    _timed: Parser | None = None
    _sending = False

    def __init__(self, server: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(server, *args, **kwargs)
        self.since: float = server.clock()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way: no request, not even half of one, and no answer."""
        begun = self.requests or (self.request is not None and self.request.begun)
        return not (begun or self.total_outbufs_len) and self._dropped is None

    def is_overdue(self, now: float) -> bool:
        """Return whether the client has had its time."""
        limits = self.server.limits
        return not self.requests and now - self.since > (limits.idle if self.is_idle else limits.request)

    def is_spare(self, now: float) -> bool:
        """Return whether it may be closed for another's sake."""
        limits = self.server.limits
        spared = limits.spared if self.is_idle else limits.spared_request
        return not self.requests and now - self.since > spared

    def asked_head(self) -> bool:
        """Return whether the request being answered is a HEAD."""
        return bool(self.requests) and self.requests[0].command == "HEAD"

    def parser_class(self, adj: Adjustments) -> Parser:
        """Return a parser for the next request."""
        return Parser(adj, self._is_ours)

    def _is_ours(self, host: str) -> bool:
        return bool(self.server.hosts.include(host, lambda: str(self.socket.getsockname()[0])))

    def readable(self) -> bool:
        """Whether the server's thread is to wait for bytes of this client."""
        return not self.server.draining and bool(super().readable())

    def writable(self) -> bool:
        """Whether the server's thread is to wait until this client takes bytes."""
        # While a worker sends, the server's thread would find the socket ready and the buffer taken, over
        # and over, and keep the interpreter from the worker. It comes in where a worker must wait for room.
        if self._sending and self.total_outbufs_len <= self.adj.outbuf_high_watermark:
            return False
        return bool(super().writable())

    def write_soon(self, data: bytes) -> int:
        """Send a worker's `data`, or what of it goes at once."""
        self.since = self.server.clock()
        self._sending = True
        try:
            return int(super().write_soon(data))
        finally:
            self._sending = False
            if self.total_outbufs_len:
                self.server.pull_trigger()

    def handle_write(self) -> None:
        """Send what is left; after a refusal say that nothing more will come."""
        if self.refused and self.close_when_flushed and not self.total_outbufs_len:
            self.close_when_flushed = False
            self._dropped = 0
            try:
                self.socket.shutdown(socket.SHUT_WR)
            except OSError:  # the client is gone already
                self.will_close = True
        super().handle_write()

    def service(self) -> None:
        """Answer the request that is there. Whatever happens, the connection is not left as if it waited."""
        try:
            super().service()
        except BaseException:
            log.exception("a request was given up")
            self.cancel()
            self.server.pull_trigger()

    def received(self, data: bytes) -> bool:
        """Take what the client sent; return whether a request is complete."""
        if self._dropped is not None:
            self._dropped += len(data)
            if self._dropped > _MOST_DROPPED:
                self.will_close = True
            return False
        if self.request is None and data[:1] == _TLS:
            self.handle_close()  # a browser that tries https first goes on to http at once
            return False
        complete = bool(super().received(data))
        if self.request is not self._timed and self.request is not None and self.request.begun:
            self._timed = self.request
            self.since = self.server.clock()  # of the whole request: more bytes bring no more time
        return complete
