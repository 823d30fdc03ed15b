"""The server's own thread: whom it lets in, whom it no longer waits for, and who is woken.

What touches waitress's insides is here and in `api.http.connection`. Waitress accepts until the descriptors
run out, and looks at the last byte to tell an idle client, so that one byte now and then keeps a connection
for ever.
"""

import errno
import logging
import select
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from waitress import trigger, wasyncore
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from api.http.connection import Channel
from api.http.hosts import Hosts
from api.http.lane import Lane
from api.http.limits import Limits

log = logging.getLogger(__name__)

_ROUND = 1.0  # seconds between two looks at who is overdue, at the latest
_PAUSE = 1.0  # seconds without accepting, where the system has no room for another connection
_SELDOM = 60.0  # seconds between two lines in the log about the same trouble
_NO_ROOM = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


class Dispatcher(ThreadedTaskDispatcher):  # type: ignore[misc]
    """The worker threads, and the lane for the requests to the paths `together`. Waitress warns of each
    request that has to wait for a worker; at a busy hour that is all.
    """

    queue_logger = logging.getLogger(f"{__name__}.queue")
    queue_logger.setLevel(logging.ERROR)

    def __init__(self, together: frozenset[str]) -> None:
        super().__init__()
        self._together = together
        self.lane = Lane()

    def add_task(self, channel: Channel) -> None:
        """Have somebody answer the request of `channel`."""
        # The lane must not wait for a client that has not taken its last answers yet; a worker may.
        if channel.requests[0].path in self._together and not channel.total_outbufs_len:
            self.lane.add(channel)
        else:
            super().add_task(channel)


class _Trigger(trigger.trigger):  # type: ignore[misc]
    """Wakes the server's thread, and once closed does nothing. Waitress would write to the number its
    descriptor had, which by then may be that of any file.
    """

    def __init__(self, map: dict[int, wasyncore.dispatcher]) -> None:  # noqa: A002 - waitress's name
        self._open = threading.Lock()
        super().__init__(map)

    def close(self) -> None:
        """Close it, when no other thread is about to wake the server."""
        with self._open:
            super().close()

    def _physical_pull(self) -> None:
        with self._open:
            if not self._closed:
                super()._physical_pull()


class Server(TcpWSGIServer):  # type: ignore[misc]
    """The listening socket and its connections."""

    channel_class = Channel
    draining = False
    trigger: trigger.trigger
    active_channels: dict[int, Channel]
    accepting: bool

    def __init__(self, *args: Any, limits: Limits, hosts: Hosts, **kwargs: Any) -> None:
        self.limits = limits
        self.hosts = hosts
        self.clock: Callable[[], float] = time.monotonic
        self._somebody_waits = False
        self._quiet_thread = 0
        self._look_at = self._accept_from = self._say_from = 0.0
        super().__init__(*args, **kwargs)
        self.trigger.close()
        self.trigger = _Trigger(self._map)

    def run(self) -> None:
        """Serve until every connection is closed."""
        poll = wasyncore.poll2 if hasattr(select, "poll") else wasyncore.poll
        while self._map:
            poll(_ROUND, self._map)
            self.task_dispatcher.lane.flush()
            # Only now: what came in this round has been read, so nobody is closed who just sent a request.
            self._let_go()
            if self._somebody_waits:
                self._somebody_waits = False
                self._let_in()

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Wake the server's thread only in the end, however often this thread does so in between."""
        self._quiet_thread = threading.get_ident()
        try:
            yield
        finally:
            self._quiet_thread = 0
            self.pull_trigger()

    def pull_trigger(self) -> None:
        """Wake the server's thread."""
        if self._quiet_thread != threading.get_ident():
            super().pull_trigger()

    def readable(self) -> bool:
        """Whether to look who waits to be let in."""
        now = self.clock()
        if not self.accepting or now < self._accept_from:
            return False
        return len(self.active_channels) < self.limits.connections or self._spare(now) is not None

    def _let_go(self) -> None:
        """Close what is overdue. Waitress would wait for a client to take its bytes, which may be never."""
        now = self.clock()
        if now < self._look_at:
            return
        self._look_at = now + _ROUND
        for channel in list(self.active_channels.values()):
            if channel.is_overdue(now):
                channel.handle_close()

    def handle_accept(self) -> None:
        """Note that somebody waits; they are let in after this round."""
        self._somebody_waits = True

    def _let_in(self) -> None:
        now = self.clock()
        if not self.accepting:
            return
        if len(self.active_channels) >= self.limits.crowded * self.limits.connections:
            self._make_room(now)
        if len(self.active_channels) >= self.limits.connections:
            return
        try:
            connection, address = self.socket.accept()
        except OSError as error:  # the client may be gone already
            if error.errno in _NO_ROOM:
                self._accept_from = now + _PAUSE
                self._make_room(now)
                self._say(now, "no more connections are let in for a while: %s", error.strerror)
            return
        try:
            self.set_socket_options(connection)
            Channel(self, connection, address, self.adj, map=self._map)
        except Exception:  # noqa: BLE001 - nobody else is to wait for what went wrong with one
            connection.close()
            self._say(now, "a connection could not be let in", exc_info=True)

    def _make_room(self, now: float) -> None:
        if (spare := self._spare(now)) is not None:
            spare.handle_close()

    def _spare(self, now: float) -> Channel | None:
        """Return the connection that has waited longest for its client, if it may be closed for another's."""
        spare = [each for each in list(self.active_channels.values()) if each.is_spare(now)]
        return min(spare, key=lambda each: (not each.is_idle, each.since), default=None)

    def _say(self, now: float, message: str, *values: object, exc_info: bool = False) -> None:
        if now >= self._say_from:
            self._say_from = now + _SELDOM
            log.warning(message, *values, exc_info=exc_info)

    def set_reuse_addr(self) -> None:
        """Leave the socket as `binding.bind` made it."""

    def drain(self) -> None:
        """Take no more connections and no more requests. Returns once that is so, or after a second."""
        done = threading.Event()

        def drain() -> None:
            self.draining = True
            wasyncore.dispatcher.close(self)  # the listening socket alone
            done.set()

        self.trigger.pull_trigger(drain)
        done.wait(1.0)

    def finish(self) -> None:
        """Close every connection, which ends `run`."""
        self.trigger.pull_trigger(self.close_all)

    def close_all(self) -> None:
        """Close every connection now; for the server's own thread."""
        wasyncore.close_all(self._map, ignore_all=True)

    def has_requests(self) -> bool:
        """Return whether a request has arrived that is not answered yet."""
        return any(channel.requests for channel in list(self.active_channels.values()))

    def has_unsent(self) -> bool:
        """Return whether a part of an answer has not left yet."""
        return any(channel.total_outbufs_len for channel in list(self.active_channels.values()))
