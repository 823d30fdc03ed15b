"""The program's side: a thread that takes commands and has the services carry them out."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cli.local_socket.channel import HELLO, Channel, Listener, MessageTooLarge, Transport
from cli.local_socket.transport import this_systems

log = logging.getLogger(__name__)

Answer = Callable[[bytes], bytes]

_AT_ONCE = 8  # commands; more of them wait
_PATIENCE = 30.0  # seconds in which a request must have come, and an answer be taken
_LOOK = 0.5  # seconds


@contextmanager
def taking_commands(
    folder: Path, answer: Answer, transport: Transport | None = None, patience: float = _PATIENCE
) -> Iterator[None]:
    """Take commands for the data folder as long as this lasts; `answer` carries one out, in any of a few
    threads. At the end those under way are finished, and nothing is begun any more.

    A folder where there can be no socket (a memory stick) is no reason not to hold the vote: it is logged.
    """
    try:
        listener = (transport or this_systems()).listen(folder)
    except OSError as error:
        log.warning("no commands are taken while this program runs: %s", error.strerror or error)
        yield
        return
    server = _Server(listener, answer, patience)
    server.start()
    try:
        yield
    finally:
        server.stop()


class _Server:
    def __init__(self, listener: Listener, answer: Answer, patience: float) -> None:
        self._listener, self._answer, self._patience = listener, answer, patience
        self._slots = threading.Semaphore(_AT_ONCE)
        self._lock = threading.Lock()
        self._asking: set[Channel] = set()  # whose request has not come yet
        self._threads: set[threading.Thread] = set()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._accept, name="commands", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._listener.close()
        self._thread.join()
        with self._lock:
            asking, threads = list(self._asking), list(self._threads)
        for channel in asking:
            channel.close()
        for thread in threads:
            thread.join()

    def _accept(self) -> None:
        while True:
            if not self._slots.acquire(timeout=_LOOK):
                if self._stopped.is_set():
                    return
                continue
            try:
                channel = self._listener.accept()
            except OSError as error:  # too many files are open, perhaps
                log.warning("a command could not be taken: %s", error.strerror)
                self._slots.release()
                if self._stopped.wait(_LOOK):
                    return
                continue
            if channel is None:
                return
            thread = threading.Thread(target=self._serve, args=(channel,), name="command", daemon=True)
            with self._lock:
                self._asking.add(channel)
                self._threads.add(thread)
            thread.start()

    def _serve(self, channel: Channel) -> None:
        try:
            self._converse(channel)
        except (OSError, EOFError):  # whoever asked has gone, is too slow, or means something else
            log.info("a command was not asked for to its end")
        except MessageTooLarge:
            log.warning("a command's message was too large")
        finally:
            with suppress(OSError):
                channel.close()
            with self._lock:
                self._asking.discard(channel)
                self._threads.discard(threading.current_thread())
            self._slots.release()

    def _converse(self, channel: Channel) -> None:
        channel.send(HELLO, self._patience)
        request = channel.receive(self._patience)
        with self._lock:
            self._asking.discard(channel)
        if not self._stopped.is_set():
            channel.send(self._answer(request), self._patience)
