"""A connection to a client, and all we know of waitress's insides there.

Waitress words its own refusals (413, 431, …) without asking the app, and closes on clients who still talk.
"""

import logging
import socket
import sys
from io import BytesIO
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import WSGITask

from api.errors import UNREADABLE

log = logging.getLogger(__name__)

_MOST_DROPPED = 16 * 1024 * 1024  # bytes of a refused request that are read and dropped


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
            "REQUEST_METHOD": "GET",
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
    """Reads a request. Waitress would ask for the body of a request it has refused already, if the client
    waits to be asked (``Expect: 100-continue``).
    """

    def received(self, data: bytes) -> int:
        """Take `data`; return how much of it belongs to this request."""
        taken = int(super().received(data))
        if self.error:
            self.expect_continue = False
        return taken


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection. After a refusal it goes on reading, and drops what it reads, until the client is done:
    a socket closed on unread data is reset, and the client would never see the answer.
    """

    error_task_class = RefusalTask
    parser_class = Parser
    refused = False
    close_when_flushed: bool
    _dropped: int | None = None
    _sending = False

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

    def received(self, data: bytes) -> bool:
        """Take what the client sent; return whether a request is complete."""
        if self._dropped is None:
            return bool(super().received(data))
        self._dropped += len(data)
        self.will_close = self._dropped > _MOST_DROPPED
        return False
