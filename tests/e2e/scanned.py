"""A phone that has scanned a code: ``python -m tests.e2e.scanned ADDRESS PATH [CONTEST=OPTION…]``.

Opens the address with the path, sends the form for the code, marks these options, casts, and prints where it
went, page by page. A process of its own, so that it can be on another network than the test.
"""

import http.client
import sys
from collections.abc import Mapping
from urllib.parse import urlsplit

from tests.api.calling import Reply
from tests.api.pages.phone import Phone

_PATIENCE = 100  # seconds


class ScannedPhone(Phone):
    """Asks the server at `address` by HTTP, each time by a new connection."""

    def __init__(self, address: str) -> None:
        super().__init__(lambda _environ, _start: [])
        self._server = urlsplit(address)

    def _ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> None:
        sent = {"Accept-Language": "en", "Content-Type": "application/x-www-form-urlencoded"}
        if self.cookie and path.startswith("/v"):
            sent["Cookie"] = f"vk={self.cookie}"
        connection = http.client.HTTPConnection(self._server.netloc, timeout=_PATIENCE)
        try:
            connection.request(method, path, body or None, sent | dict(headers or {}))
            with connection.getresponse() as answer:
                given = {name.lower(): value for name, value in answer.getheaders()}
                self.reply = Reply(answer.status, given, answer.read())
        finally:
            connection.close()
        self.at = path.partition("?")[0]
        print(self.reply.status, method, self.at, flush=True)
        if kept := self.reply.headers.get("set-cookie"):
            self.cookie = kept.partition(";")[0].partition("=")[2]
        if self.reply.status == 303:
            self._ask("GET", self.reply.headers["location"].partition("#")[0])


def main(address: str, path: str, *marks: str) -> None:
    """See above."""
    phone = ScannedPhone(address)
    phone.open(path)
    if path == "/":
        return
    phone.send("/v/enter")
    for mark in marks:
        contest, _, option = mark.partition("=")
        phone.send(f"/v/{contest}", {"c": [option], "go": "next"})
    phone.send("/v/cast")


if __name__ == "__main__":
    main(*sys.argv[1:])
