"""Reading a request off the wire, and refusing what cannot be read or is not for us."""

from collections.abc import Callable

from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser
from waitress.utilities import BadRequest, Error

_HEAD = b"HEAD "


class _Misdirected(Error):  # type: ignore[misc]
    code, reason = 421, "Misdirected Request"


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
