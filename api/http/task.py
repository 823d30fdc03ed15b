"""Having the app answer a request, and sending what it says. Waitress words its own refusals (413, 431, …)
without asking the app, and sends head and body one after the other.
"""

import logging
import sys
import time
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from typing import Any
from wsgiref.types import WSGIApplication

from waitress.task import WSGITask
from waitress.utilities import build_http_date

from api.errors import UNREADABLE

log = logging.getLogger(__name__)

Headers = list[tuple[str, str]]


class Call:
    """A call of a WSGI app in two steps, so that several can be begun before the first is waited for. What
    the app raises comes out of `finish`.
    """

    def __init__(self, app: WSGIApplication, environ: dict[str, Any]) -> None:
        self._head: tuple[str, Headers] | None = None
        self._error: BaseException | None = None
        self._chunks: Iterable[bytes] | None = None
        self._body = b""
        try:
            self._chunks = app(environ, self._start)  # type: ignore[arg-type]
        except BaseException as error:  # noqa: BLE001 - told when the answer is asked for
            self._error = error

    def _start(self, status: str, headers: Headers, _exc_info: Any = None) -> None:
        self._head = (status, headers)  # nothing has been sent, so a second one stands for the first

    @property
    def is_known(self) -> bool:
        """Whether there is nothing to wait for."""
        return self._head is not None or self._error is not None

    def settle(self) -> None:
        """Wait until the answer is known."""
        chunks, self._chunks = self._chunks, None
        if chunks is None:
            return
        try:
            self._body = b"".join(chunks)
            if hasattr(chunks, "close"):
                chunks.close()
        except BaseException as error:  # noqa: BLE001 - told when the answer is asked for
            self._error = error

    def finish(self) -> tuple[str, Headers, bytes]:
        """Return status, headers and body; raise what the app raised."""
        self.settle()
        if self._error is not None:
            raise self._error
        if self._head is None:
            raise RuntimeError("the app did not call start_response")
        return *self._head, self._body


class AppTask(WSGITask):  # type: ignore[misc]
    """Has the app answer a request, and sends the whole answer in one call to the system."""

    call: Call | None = None
    close_on_finish: bool
    wrote_header: bool

    def begin(self) -> Call:
        """Have the app begin."""
        if self.call is None:
            self.call = Call(self.channel.server.application, self.get_environment())
        return self.call

    def execute(self) -> None:
        """Send what the app answers."""
        self.send(*self.begin().finish())

    def finish(self) -> None:
        """Nothing is left to be sent."""

    def send(self, status: str, headers: Headers, body: bytes, *, close: bool = False) -> None:
        """Send an answer. `close` ends the connection after it; so may the client ask."""
        self.status = status
        asked = self.request.headers.get("CONNECTION", "").lower()
        lines = [f"HTTP/{self.version} {status}", *[f"{name}: {value}" for name, value in headers]]
        if self.has_body and not any(name.lower() == "content-length" for name, _ in headers):
            lines.append(f"Content-Length: {len(body)}")
        if close or (asked != "keep-alive" if self.version == "1.0" else asked == "close"):
            self.close_on_finish = True
            lines.append("Connection: close")
        elif self.version == "1.0":
            lines.append("Connection: Keep-Alive")
        lines.append(f"Date: {_date(int(time.time()))}")
        head = "\r\n".join(lines)
        if head.count("\n") != len(lines) - 1 or head.count("\r") != len(lines) - 1:
            raise ValueError("a header with a line break in it")
        self.wrote_header = True
        sent = b"" if self.request.command == "HEAD" or not self.has_body else body
        self.channel.write_soon(head.encode("latin-1") + b"\r\n\r\n" + sent)


class RefusalTask(AppTask):
    """Answers a request that could not be read. It asks the app, so that the answer is one of ours: in the
    client's language and readable across origins.
    """

    def execute(self) -> None:
        """Have the app word the refusal, then close the connection."""
        self.channel.refused = True
        self.close_on_finish = True
        try:
            answer = self.begin().finish()
        except Exception:  # left to waitress, the connection would stay open for ever
            log.exception("the app failed to word a refusal")
            answer = ("500 Internal Server Error", [], b"")
        if self.channel.asked_head():
            self.request.command = "HEAD"
        self.send(*answer, close=True)

    def get_environment(self) -> dict[str, Any]:
        """Return what the app is told of the request."""
        # What could be read of the request is not to be trusted: of use are its language, and its path, to
        # tell for which of our clients the refusal is worded.
        return {
            "REQUEST_METHOD": "HEAD" if self.channel.asked_head() else "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": self.request.path,
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


@lru_cache(2)
def _date(second: int) -> str:
    return str(build_http_date(second))
