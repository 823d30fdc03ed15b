"""A network that loses answers: a proxy that carries requests on and at times does not answer."""

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class _Carried(socketserver.StreamRequestHandler):
    server: "_Proxy"

    def handle(self) -> None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = self.rfile.readline()
            if not line:
                return
            if not line.lower().startswith(b"connection:"):
                head += line
        length = next(
            (int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
        )
        request = head[:-2] + b"Connection: close\r\n\r\n" + self.rfile.read(length)
        with socket.create_connection(("127.0.0.1", self.server.to), timeout=50) as onward:
            onward.sendall(request)
            answer = b"".join(iter(lambda: onward.recv(65536), b""))
        if not self.server.cuts(head):
            self.wfile.write(answer)


class _Proxy(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 128
    to: int
    cuts: Callable[[bytes], bool]


@contextmanager
def cutting(port: int, cuts: Callable[[bytes], bool]) -> Iterator[int]:
    """A proxy before the server at `port`, for a ``with``: its port. `cuts` says of the head of a request
    whether its answer is lost, which is once the server has sent it.
    """
    with _Proxy(("127.0.0.1", 0), _Carried) as proxy:
        proxy.to, proxy.cuts = port, cuts
        thread = threading.Thread(target=proxy.serve_forever, args=(0.05,))
        thread.start()
        yield proxy.server_address[1]
        proxy.shutdown()
        thread.join()
