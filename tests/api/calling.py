"""Calling the API in tests: in this process through WSGI, or over a real socket."""

import contextlib
import http.client
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from wsgiref.types import WSGIApplication


@dataclass(frozen=True)
class Reply:
    """What came back; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def code(self) -> str | None:
        return self.headers.get("x-error-code")


def call(
    app: WSGIApplication,
    method: str,
    path: str,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    **extra: Any,
) -> Reply:
    """Send one request through WSGI, as a server would hand it over."""
    environ = environ_of(method, path, body, headers) | extra
    complaints = environ["wsgi.errors"]
    began: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, sent: list[tuple[str, str]], exc_info: Any = None) -> Any:
        assert not began
        assert "\n" not in "".join(value for _, value in sent)
        for _, value in sent:
            value.encode("latin-1")  # else the server has no bytes for it
        began.append((status, sent))
        return began.append

    content = b"".join(app(environ, start_response))
    assert complaints.getvalue() == ""
    status, sent = began[0]
    return Reply(int(status.split()[0]), {name.lower(): value for name, value in sent}, content)


def environ_of(
    method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return a request as WSGI has it."""
    path, _, query = path.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    return environ | {
        f"HTTP_{name.upper().replace('-', '_')}": each for name, each in (headers or {}).items()
    }


def fetch(port: int, method: str, path: str, body: object = None, **headers: str) -> Reply:
    """Send one request over a socket. A dict goes as JSON; header names are written with ``_`` for ``-``."""
    if isinstance(body, dict):
        body = json.dumps(body)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=50)) as connection:
        connection.request(method, path, body, sent)  # type: ignore[arg-type]
        answer = connection.getresponse()
        return Reply(
            answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        )


def is_text(reply: Reply, status: int, text: str) -> bool:
    """Return whether this is that answer, as plain text."""
    kind = reply.headers["content-type"]
    return (reply.status, reply.text, kind) == (status, text, "text/plain; charset=utf-8")
