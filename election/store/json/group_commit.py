"""Group commit: transactions wait in a queue, and one thread at a time, the leader, commits all that wait.

There is no thread for it: whoever asks for a result while nobody leads becomes the leader, so that a lone
voter pays for no change of threads, and a thread that submits many writes them in one go. Only the main
thread has others lead for it: that is where Ctrl-C raises, between any two steps.
"""

import logging
import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from election.store.json.tables.tables import Tables

log = logging.getLogger(__name__)
T = TypeVar("T")
# Seconds that a leader waits for the other threads that were writing a moment ago, so that one write serves
# them all; who writes alone never waits. (As commit_delay and commit_siblings of PostgreSQL.)
_COMMIT_DELAY = 0.004


class Pending(Generic[T]):
    """A submitted transaction (see `Engine.submit`); `result` commits it, or waits until it is."""

    def __init__(self, work: Callable[[Tables], T], lead_or_wait: "Callable[[Pending[Any]], None]") -> None:
        self.work = work
        self.thread = threading.get_ident()  # of whoever submitted it
        self.waits = False  # a thread is in `wait`
        self.done = False
        self.depends = True  # on what its batch changes: it did itself, or saw what others had; until known
        self.value: T
        self.error: BaseException | None = None
        self._lead_or_wait = lead_or_wait
        self._woken = threading.Lock()
        self._woken.acquire()

    def result(self) -> T:
        """Return the transaction's value once it is on the disk, or raise what `Engine.write` would."""
        if not self.done:
            self._lead_or_wait(self)
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
        """Wait until it is done, or it is this thread's turn to lead."""
        self._woken.acquire()
        self._woken.release()

    def arm(self) -> None:
        """Have the next `wait` wait again."""
        self._woken.acquire(blocking=False)

    def wake(self) -> None:
        """End the waiting."""
        if self._woken.locked():
            self._woken.release()


class GroupCommit:
    """The queue. `commit_batch` is given a function that takes the batch out of it, and returns the batch
    once each has its answer.
    """

    def __init__(
        self, commit_batch: Callable[[Callable[[], list[Pending[Any]]]], list[Pending[Any]]]
    ) -> None:
        self._commit_batch = commit_batch
        self._lock = threading.Lock()
        self._enough_queued = threading.Condition(self._lock)
        self._queue: list[Pending[Any]] = []
        self._siblings = 1  # how many threads seem to be writing at the same time
        self._has_leader = False  # which will pass the lead to one that waits

    def submit(self, work: Callable[[Tables], T]) -> Pending[T]:
        """Put a transaction into the queue."""
        request = Pending(work, self._lead_or_wait)
        with self._lock:
            self._queue.append(request)
            if len(self._queue) >= self._siblings:
                self._enough_queued.notify()
        return request

    def finish(self) -> None:
        """Return once all that has been submitted is done."""
        while True:
            with self._lock:
                request = self._queue[-1] if self._queue else None
            if request is None:
                return
            self._lead_or_wait(request)

    def _lead_or_wait(self, request: Pending[Any]) -> None:
        """Return once `request` is done: lead, or wait for the thread that does."""
        main = threading.current_thread() is threading.main_thread()
        while not request.done:
            leads = False
            try:
                with self._lock:
                    leads = not self._has_leader and not request.done
                    self._has_leader = self._has_leader or leads
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
                    self._pass_lead([])
                raise
            if leads:
                self._lead()

    def _lead(self) -> None:
        """Commit everything that waits, then pass the lead to the first that came meanwhile. Raises nothing:
        whoever has no answer yet leads again.
        """
        batch: list[Pending[Any]] = []
        try:
            batch = self._commit_batch(self._take_batch)
        except BaseException:
            log.error("committing transactions failed", exc_info=True)
        try:
            self._pass_lead(batch)
        except BaseException:  # noqa: BLE001 - once more: else those who wait would wait for ever
            self._pass_lead([])

    def _take_batch(self) -> list[Pending[Any]]:
        with self._lock:
            if len(self._queue) < self._siblings:
                self._enough_queued.wait(_COMMIT_DELAY)
            batch, self._queue = self._queue, []
            return batch

    def _pass_lead(self, batch: list[Pending[Any]]) -> None:
        with self._lock:
            self._siblings = max(1, len({each.thread for each in (*batch, *self._queue)}))
            successor = next((each for each in self._queue if each.waits), None)
            self._has_leader = successor is not None
            if successor is not None:
                successor.wake()
