"""The API by itself, without a window."""

import signal
import sys
import threading
from collections.abc import Iterable

from api.http.switch import ApiSwitch
from api.wsgi.app import build_app
from election.errors import ElectionError
from election.i18n.catalogue import Catalogue
from election.library import Library

_LOOK = 1.0  # seconds; Windows wakes for Ctrl-C only between waits


def serve(
    library: Library, texts: Catalogue, host: str, port: int, names: Iterable[str], language: str
) -> None:
    """Serve the API until Ctrl-C or SIGTERM; its address goes to stdout, and each one it turns to later.
    What keeps it from serving then goes to stderr in `language`, and so does that the checkpoint after the
    polls was put off, and that it worked in the end. Raises PortTaken, PortForbidden or AddressUnusable.
    """
    switch = ApiSwitch(lambda: build_app(library, texts), {"here": host}, port, names)
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stopped.set())
    told: str | ElectionError | None = switch.turn("here")
    print(f"API: {told}", flush=True)
    put_off = False
    while not stopped.wait(_LOOK):
        if library.checkpoint_put_off() != put_off:
            put_off = not put_off
            news = "checkpoint.put_off" if put_off else "checkpoint.done"
            print(texts.text(news, language), file=sys.stderr, flush=True)
        try:
            found: str | ElectionError | None = switch.check()
        except ElectionError as error:
            found = error
        if found == told:
            continue
        told = found
        if isinstance(told, ElectionError):
            print(texts.of_error(told, language), file=sys.stderr, flush=True)
        else:
            print(f"API: {told}", flush=True)
    switch.close()
