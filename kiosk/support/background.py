"""Work that takes its time, done off the window's thread, its outcome brought back by signal."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot

from election.errors import ElectionError

log = logging.getLogger(__name__)
T = TypeVar("T")

# More than a laptop has processors: most work waits for a disk or a lock, and keeps nobody from voting.
_THREADS = 16


@dataclass(frozen=True, slots=True)
class Done:
    """What a job came to: its value, or what it raised."""

    value: Any = None
    error: Exception | None = None


class Job(QObject):
    """One piece of work under way. Lives on the window's thread; only `run` happens on another."""

    _done = Signal(object)
    ended = Signal(object)

    def __init__(self, work: Callable[[], Any], deliver: Callable[[Done], None], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._deliver: Callable[[Done], None] | None = deliver
        self._done.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def drop(self) -> None:
        """Nobody waits for the answer any more. The work itself goes on to its end."""
        self._deliver = None

    def run(self) -> None:
        """Do the work; called on a thread of the pool."""
        try:
            done = Done(self._work())
        except ElectionError as error:
            done = Done(error=error)
        except Exception as error:
            log.exception("work in the background failed")
            done = Done(error=error)
        self._done.emit(done)

    @Slot(object)
    def _end(self, done: Done) -> None:
        deliver, self._deliver = self._deliver, None
        self.ended.emit(self)
        if deliver is not None:
            deliver(done)


class Background(QObject):
    """Runs work on at most so many `threads` of its own."""

    def __init__(self, parent: QObject | None = None, threads: int = _THREADS) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._jobs: set[Job] = set()

    def run(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> Job:
        """Call `work` on another thread and then, on this one, `done` with its value or `failed` with what
        it raised. Neither is called once the job is dropped. What is no ElectionError is logged.
        """

        def deliver(outcome: Done) -> None:
            if outcome.error is not None:
                failed(outcome.error)
            else:
                done(outcome.value)

        job = Job(work, deliver, self)
        job.ended.connect(self._forget)
        self._jobs.add(job)
        # No QRunnable: one of Python's that is done before `start` returns would be kept for good, and with
        # it whatever the work knows, such as a voter and their choices.
        self._pool.start(job.run)
        return job

    def close(self, timeout_ms: int = 10_000) -> bool:
        """Drop every answer and wait for the work to end. Return whether it did within `timeout_ms`."""
        for job in self._jobs:
            job.drop()
        return self._pool.waitForDone(timeout_ms)

    @Slot(object)
    def _forget(self, job: Job) -> None:
        self._jobs.discard(job)
        job.deleteLater()


class JobGroup(QObject):
    """Work whose answers belong together, such as all that one voter waits for: `drop` drops them all."""

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._jobs: set[Job] = set()

    def run(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """See `Background.run`."""
        job = self._background.run(work, done, failed)
        job.ended.connect(self._forget)
        self._jobs.add(job)

    def drop(self) -> None:
        """Nobody waits for the answers any more. The work itself goes on to its end."""
        for job in self._jobs:
            job.drop()
        self._jobs.clear()

    @Slot(object)
    def _forget(self, job: Job) -> None:
        self._jobs.discard(job)
