"""A connection to a client, and all we know of waitress's insides there. Waitress closes on clients who still
talk.
"""

import logging
import socket
from typing import Any

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel

from api.http.parser import Parser
from api.http.task import AppTask, Call, RefusalTask

log = logging.getLogger(__name__)

_MOST_DROPPED = 16 * 1024 * 1024  # bytes of a refused request that are read and dropped
_TLS = b"\x16"  # the first byte of a TLS greeting; no HTTP method has it


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection. After a refusal it goes on reading, and drops what it reads, until the client is done:
    a socket closed on unread data is reset, and the client would never see the answer.

    `since` is when it began to wait for its client: for a request to come or to end, or to take an answer.
    """

    error_task_class = RefusalTask
    refused = False
    connected: bool
    adj: Adjustments
    will_close: bool
    close_when_flushed: bool
    total_outbufs_len: int
    request: Parser | None
    requests: list[Parser]
    _dropped: int | None = None
    _timed: Parser | None = None
    _begun: AppTask | None = None
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
        waits = not self.requests or bool(self.total_outbufs_len > self.adj.outbuf_high_watermark)
        return waits and now - self.since > (limits.idle if self.is_idle else limits.request)

    def is_spare(self, now: float) -> bool:
        """Return whether it may be closed for another's sake."""
        limits = self.server.limits
        spared = limits.spared if self.is_idle else limits.spared_request
        return not self.requests and now - self.since > spared

    def asked_head(self) -> bool:
        """Return whether the request being answered is a HEAD."""
        return bool(self.requests) and self.requests[0].command == "HEAD"

    def begin(self) -> Call | None:
        """Have the app begin on the request that is there; `service` goes on. None if it need not begin."""
        request = self.requests[0]
        if request.error or not self.connected:
            return None
        self._begun = AppTask(self, request)
        return self._begun.begin()

    def task_class(self, _channel: HTTPChannel, request: Parser) -> AppTask:
        """Return what answers `request`."""
        begun, self._begun = self._begun, None
        return begun or AppTask(self, request)

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
