"""The lane: one thread for the requests that had better be begun together, which are votes.

With a worker for each of them most of a vote's time went into handing on: a dozen switches between threads
for one write to the disk. Here the server's own thread puts them aside while it reads. The lane begins all
that have come, which submits their ballots to the store; waits for the first, which writes all of them in one
go; and then answers one after the other. It never waits for a password hash, nor for a client to take bytes.
"""

import logging
import queue
import threading
from collections import deque
from collections.abc import Iterable
from contextlib import AbstractContextManager

from api.http.connection import Channel
from api.http.task import Call

log = logging.getLogger(__name__)


class Lane:
    """`quiet` returns a context in which answers wake the server's thread only once, in the end."""

    def __init__(self, name: str = "votes") -> None:
        self._arrived: deque[Channel] = deque()
        self._bunches: queue.SimpleQueue[list[Channel] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether anybody serves here."""
        return self._thread.is_alive()

    def add(self, channel: Channel) -> None:
        """Put a request aside, from any thread."""
        self._arrived.append(channel)

    def flush(self) -> None:
        """Hand on what was put aside. For the server's thread, once it has read all that there was."""
        if bunch := self._take():
            self._bunches.put(bunch)

    def end(self, timeout: float) -> bool:
        """Serve what was handed on, then no more. Return whether that was so within `timeout` seconds."""
        self._bunches.put(None)
        self._thread.join(timeout)
        for channel in self._take():
            channel.cancel()
        return not self._thread.is_alive()

    def _take(self) -> list[Channel]:
        taken = []
        while self._arrived:
            taken.append(self._arrived.popleft())
        return taken

    def _run(self) -> None:
        try:
            self._serve_all()
        except BaseException:  # nobody is served here any more; `ApiServer.is_running` tells
            log.exception("the lane died")

    def _serve_all(self) -> None:
        ending = False
        while not ending:
            waiting = [self._bunches.get()]
            while not self._bunches.empty():
                waiting.append(self._bunches.get())
            ending = None in waiting
            serve([channel for each in waiting if each is not None for channel in each])


def serve(bunch: Iterable[Channel]) -> None:
    """Begin every request of `bunch`, then answer every one, whatever happens to the others."""
    known, later = [], []
    for channel in bunch:
        call = _begin(channel)
        if call is None or call.is_known:
            known.append(channel)
        else:
            later.append((channel, call))
    if known:  # what was refused need not wait for the disk
        with _quiet(known[0]):
            for channel in known:
                channel.service()
    if later:
        for _, call in later:
            call.settle()  # also where the client has gone: a ballot that was submitted has its consequences
        with _quiet(later[0][0]):
            for channel, _ in later:
                channel.service()


def _begin(channel: Channel) -> Call | None:
    try:
        return channel.begin()
    except BaseException:  # its service meets the same trouble, and says so
        log.exception("a request could not be begun")
        return None


def _quiet(channel: Channel) -> AbstractContextManager[None]:
    quiet: AbstractContextManager[None] = channel.server.quiet()
    return quiet
