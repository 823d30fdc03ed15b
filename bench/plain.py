"""The measure that `bench.http` holds votes against: a route that does nothing, on the plain server.

This is how the API was served before there was a lane for votes: waitress with a worker for each request, all
of Bottle, the same headers. It stays as it was, so that figures of different versions can be compared.
"""

import sys
import threading
from wsgiref.types import StartResponse, WSGIEnvironment

import bottle
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from api.http.binding import bind

_THREADS = 16
_HEADERS = [
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "X-Error-Code, Retry-After"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Referrer-Policy", "no-referrer"),
    ("Vary", "Accept-Language"),
    ("X-Content-Type-Options", "nosniff"),
]


class _Dispatcher(ThreadedTaskDispatcher):  # type: ignore[misc]
    def add_task(self, task: HTTPChannel) -> None:
        """Hand the request to a worker, and say nothing of a queue."""
        with self.lock:
            self.queue.append(task)
            self.queue_cv.notify()


class _Channel(HTTPChannel):  # type: ignore[misc]
    _sending = False

    def writable(self) -> bool:
        """Whether to wait until the client takes bytes: not while a worker sends."""
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


class _Server(TcpWSGIServer):  # type: ignore[misc]
    channel_class = _Channel


def _app(environ: WSGIEnvironment, start_response: StartResponse) -> object:
    def start(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> object:
        return start_response(status, headers + _HEADERS, exc_info)  # type: ignore[arg-type]

    return _router(environ, start)


def _constant() -> bottle.HTTPResponse:
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", "2")]
    return bottle.HTTPResponse(b"ok", 200, headers)


_router = bottle.Bottle()
_router.catchall = False
_router.route("/constant", "GET", _constant)


class PlainServer:
    """Answers ``/constant``, on threads of its own. `port` says where."""

    def __init__(self) -> None:
        listener = bind("127.0.0.1", 0)
        host, self.port = listener.getsockname()[:2]
        settings = Adjustments(
            sockets=[listener],
            threads=_THREADS,
            max_request_body_size=65_537,
            max_request_header_size=16 * 1024,
            channel_timeout=30,
            cleanup_interval=5,
            connection_limit=500,
            ident=None,
            asyncore_use_poll=True,
            clear_untrusted_proxy_headers=True,
        )
        self._map: dict[int, object] = {}
        dispatcher = _Dispatcher()
        dispatcher.set_thread_count(_THREADS)
        self._server = _Server(
            _app,
            map=self._map,
            _sock=listener,
            dispatcher=dispatcher,
            adj=settings,
            bind_socket=False,
            sockinfo=(listener.family, listener.type, listener.proto, (host, self.port)),
        )
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Answer no more."""
        self._server.task_dispatcher.shutdown(timeout=3)
        self._server.trigger.pull_trigger(lambda: wasyncore.close_all(self._map, ignore_all=True))
        self._thread.join(3)


if __name__ == "__main__":
    server = PlainServer()
    print(server.port, flush=True)
    sys.stdin.read()
    server.stop()
