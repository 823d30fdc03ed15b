"""The API by itself, without a window."""

import signal
import sys
from collections.abc import Iterable
from queue import Empty, SimpleQueue

from api.http.switch import ApiSwitch
from api.pages.pages import Pages, forgetting
from api.wsgi.app import build_app
from election.errors import ElectionError
from election.i18n.catalogue import Catalogue
from election.library import Library
from election.network.adapters import is_this_computer
from election.network.networks import Networks
from election.network.outlook import Standing, standing

_LOOK = 1.0  # seconds; Windows wakes for Ctrl-C only between waits


def serve(
    library: Library,
    networks: Networks,
    texts: Catalogue,
    host: str,
    port: int,
    names: Iterable[str],
    language: str,
) -> None:
    """Serve the API until Ctrl-C or SIGTERM; its address goes to stdout, and each one it turns to later.
    What keeps it from serving then goes to stderr in `language`, and so does why phones do not find it, that
    the checkpoint after the polls was put off, and that it worked in the end. Raises PortTaken, PortForbidden
    or AddressUnusable.
    """
    pages = Pages(library, texts)
    switch = ApiSwitch(
        lambda: build_app(library, texts, pages), {"here": host}, port, names, own_address=networks.address
    )
    signals: SimpleQueue[int] = SimpleQueue()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _frame: signals.put(number))
    networks.for_others = not is_this_computer(host)
    teller = _Teller(networks, texts, language)
    teller.tell(switch.turn("here"))
    put_off = False
    with forgetting(pages):
        while not _comes(signals):
            if library.checkpoint_put_off() != put_off:
                put_off = not put_off
                teller.say(texts.text("checkpoint.put_off" if put_off else "checkpoint.done", language))
            try:
                teller.tell(switch.check())
            except ElectionError as error:
                teller.tell(error)
    networks.served = ""
    switch.close()


def _comes(signals: SimpleQueue[int]) -> bool:
    """Return whether a signal came before it is time to look again. A handler may put into such a queue
    whatever this thread is about; to set a `threading.Event` it would wait for the lock that a wait holds.
    """
    try:
        signals.get(timeout=_LOOK)
    except Empty:
        return False
    return True


class _Teller:
    """Tells where the API is found, or why not, and each only when it is news."""

    def __init__(self, networks: Networks, texts: Catalogue, language: str) -> None:
        self._networks, self._texts, self._language = networks, texts, language
        self._told: str | ElectionError | None = None
        self._warned = ""

    def tell(self, found: str | ElectionError | None) -> None:
        """Tell what a look at the switch found."""
        is_news, self._told = found != self._told, found
        if isinstance(found, ElectionError):
            self._networks.served = ""
            if is_news:
                self.say(self._texts.of_error(found, self._language))
            return
        self._networks.served = found or ""
        if is_news:
            print(f"API: {found}", flush=True)
        warning = self._warning(found or "")
        if warning and warning != self._warned:
            self.say(warning)
        self._warned = warning

    def say(self, sentence: str) -> None:
        """Say it on stderr."""
        print(sentence, file=sys.stderr, flush=True)

    def _warning(self, address: str) -> str:
        """Return why phones do not find the API, or not where the organiser chose; empty where they do, or
        are not to.
        """
        if not self._networks.for_others:
            return ""
        outlook = self._networks.look()
        stands = standing(address, outlook, for_others=True)
        if stands is not Standing.PHONES:
            return self._texts.text(f"network.{stands}", self._language, address=address)
        if outlook.wish is None or not outlook.is_wish_gone:
            return ""
        return self._texts.text(
            "network.wish_gone", self._language, interface=outlook.wish.interface, address=address
        )
