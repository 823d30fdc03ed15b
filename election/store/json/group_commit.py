"""Group commit: transactions wait in a queue, and one thread at a time carries out all that wait.

There is no thread for it: who asks for a result while nobody leads does so, so that a lone voter pays for no
change of threads, and a thread that submits many writes them in one go. Only the main thread has others lead
for it: that is where Ctrl-C raises, between any two steps.
"""

import logging
import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from election.store.json.tables.tables import Tables

log = logging.getLogger(__name__)
T = TypeVar("T")
# Seconds. Waiting so long for the other threads that were writing a moment ago lets one write serve them all;
# who writes alone never waits. (PostgreSQL calls this commit_delay and commit_siblings.)
_GATHER = 0.004


class Pending(Generic[T]):
    """A submitted transaction (see `Store.submit`); `result` carries it out, or waits until it is."""

    def __init__(self, work: Callable[[Tables], T], drive: "Callable[[Pending[Any]], None]") -> None:
        self.work = work
        self.thread = threading.get_ident()  # of whoever submitted it
        self.waits = False  # a thread is in `wait`
        self.done = False
        self.depends = True  # on what its batch changes: it did itself, or saw what others had; until known
        self.value: T
        self.error: BaseException | None = None
        self._drive = drive
        self._woken = threading.Lock()
        self._woken.acquire()

    def result(self) -> T:
        """Return the transaction's value once it is on the disk, or raise what `Store.write` would."""
        if not self.done:
            self._drive(self)
        if self.error is not None:
            raise self.error
        return self.value

    def answer(self, refusal: BaseException | None) -> None:
        """End it: with `refusal`, if it concerns this one, else with what the work returned or raised."""
        if refusal is not None and self.depends:
            self.error = refusal
        self.done = True
        self.wake()

    def wait(self) -> None:
        """Wait until it is done, or it is this thread's turn to carry out what waits."""
        self._woken.acquire()
        self._woken.release()

    def arm(self) -> None:
        """Have the next `wait` wait again."""
        self._woken.acquire(blocking=False)

    def wake(self) -> None:
        """End the waiting."""
        if self._woken.locked():
            self._woken.release()


class Commits:
    """The queue. `carry_out` is given a function that takes out the batch; it returns the batch, done."""

    def __init__(self, carry_out: Callable[[Callable[[], list[Pending[Any]]]], list[Pending[Any]]]) -> None:
        self._carry_out = carry_out
        self._lock = threading.Lock()
        self._all_here = threading.Condition(self._lock)
        self._queue: list[Pending[Any]] = []
        self._company = 1  # how many threads seem to be writing at the same time
        self._led = False  # some thread leads, and will hand on to one that waits

    def submit(self, work: Callable[[Tables], T]) -> Pending[T]:
        """Put a transaction into the queue."""
        request = Pending(work, self._drive)
        with self._lock:
            self._queue.append(request)
            if len(self._queue) >= self._company:
                self._all_here.notify()
        return request

    def finish(self) -> None:
        """Return once all that has been submitted is done."""
        while True:
            with self._lock:
                request = self._queue[-1] if self._queue else None
            if request is None:
                return
            self._drive(request)

    def _drive(self, request: Pending[Any]) -> None:
        """Return once `request` is done: carry out what waits, or wait for the thread that does so."""
        main = threading.current_thread() is threading.main_thread()
        while not request.done:
            leads = False
            try:
                with self._lock:
                    leads = not self._led and not request.done
                    self._led = self._led or leads
                    request.waits = main or not leads
                if not leads:
                    request.wait()  # until it is done, or it is this thread's turn
                    leads = not request.done
                if leads and main:
                    request.arm()
                    threading.Thread(target=self._lead, name="commit").start()
                    leads = False
                    request.wait()
            except BaseException:
                if leads:
                    self._hand_on([])
                raise
            if leads:
                self._lead()

    def _lead(self) -> None:
        """Carry out everything that waits, then hand on to the first that came meanwhile. Raises nothing:
        whoever has no answer yet leads again.
        """
        batch: list[Pending[Any]] = []
        try:
            batch = self._carry_out(self._take)
        except BaseException:
            log.error("carrying out transactions failed", exc_info=True)
        try:
            self._hand_on(batch)
        except BaseException:  # noqa: BLE001 - once more: else those who wait would wait for ever
            self._hand_on([])

    def _take(self) -> list[Pending[Any]]:
        with self._lock:
            if len(self._queue) < self._company:
                self._all_here.wait(_GATHER)
            batch, self._queue = self._queue, []
            return batch

    def _hand_on(self, batch: list[Pending[Any]]) -> None:
        with self._lock:
            self._company = max(1, len({each.thread for each in (*batch, *self._queue)}))
            successor = next((each for each in self._queue if each.waits), None)
            self._led = successor is not None
            if successor is not None:
                successor.wake()
