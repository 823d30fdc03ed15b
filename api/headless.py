"""The API by itself, without a window."""

import signal
import threading

from api.app import build_app
from api.server import ApiServer
from api.switch import STOP_TIMEOUT
from election.language import Catalogue
from election.services import Services


def serve(services: Services, texts: Catalogue, host: str, port: int) -> None:
    """Serve the API until Ctrl-C or SIGTERM; its address goes to stdout. Raises PortTaken, PortForbidden or
    AddressUnusable.
    """
    server = ApiServer(build_app(services, texts), host, port)
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stopped.set())
    server.start()
    print(f"API: {server.address}", flush=True)
    while not stopped.wait(1.0):  # Windows wakes for Ctrl-C only between waits
        pass
    server.stop(STOP_TIMEOUT)
