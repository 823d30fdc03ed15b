"""Keeps the program running: starts it again when it dies, and knows when that is no use."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any

from cli.orphan import children
from election.i18n.catalogue import Catalogue

# A bug (1), or killed, or crashed: it may go well another time. Not so after 0, which somebody asked for, or
# after 2 to 10, which a person must mend.
_HOPELESS = range(2, 11)
_SHORT_LIFE = 10.0  # seconds: who dies so young will most likely do so again
MOST_SHORT_LIVES = 5  # in a row
_LONGEST_WAIT = 30.0  # seconds before it is started again


class Supervisor:
    """Runs `command` as a child process. `say` is told how many seconds it will wait, or that it gives up
    (None). The wait is `first_wait` seconds, and twice as long after each further short life.

    SIGINT and SIGTERM are passed on to the child, and then it is not started again. If the supervisor itself
    is killed, the child ends, too.
    """

    def __init__(
        self,
        command: Sequence[str],
        say: Callable[[float | None], None],
        clock: Callable[[], float] = time.monotonic,
        first_wait: float = 0.5,
    ) -> None:
        self._command = command
        self._say = say
        self._clock = clock
        self._first_wait = first_wait
        self._children = children()
        self._child: subprocess.Popen[bytes] | None = None
        # A handler may put into it whatever this thread is about; `threading.Event.set` could wait for ever.
        self._signals: SimpleQueue[int] = SimpleQueue()
        self._short_lives = 0

    def run(self) -> int:
        """Keep the child running until it ends for good, and return its exit code; 1 after giving up."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        while True:
            started = self._clock()
            code = self._run_child()
            if not self._signals.empty():
                return max(code, 0)  # less: the signal came before the child could take it in order
            if code == 0 or code in _HOPELESS:
                return code
            self._short_lives = self._short_lives + 1 if self._clock() - started < _SHORT_LIFE else 0
            if self._short_lives >= MOST_SHORT_LIVES:
                self._say(None)
                return 1
            wait = min(self._first_wait * 2.0 ** max(self._short_lives - 1, 0), _LONGEST_WAIT)
            self._say(wait)
            with suppress(Empty):
                self._signals.get(timeout=wait)
                return 0

    def _run_child(self) -> int:
        # The signal may come before the child is there to pass it on to.
        with self._children.start(self._command) as child:
            self._child = child
            if not self._signals.empty():
                self._pass_on()
            code = child.wait()
            self._child = None
        return code

    def _stop(self, number: int, _frame: Any) -> None:
        self._signals.put(number)
        self._pass_on()

    def _pass_on(self) -> None:
        # In a terminal Ctrl-C reaches the child by itself; on Windows nothing else ends it in order.
        if self._child is not None and os.name == "posix":
            self._child.send_signal(signal.SIGTERM)


def supervise(arguments: Sequence[str], texts: Catalogue, language: str) -> int:
    """Run this program with `arguments` in a process of its own, started as this one was, again and again;
    return the exit code of the last. What happens is told on stderr.
    """

    def say(seconds: float | None) -> None:
        if seconds is None:
            words = texts.text("supervise.given_up", language, count=MOST_SHORT_LIVES)
        else:
            words = texts.text("supervise.again", language, seconds=round(seconds, 1))
        print(words, file=sys.stderr, flush=True)

    started_as = sys.orig_argv[1 : len(sys.orig_argv) - len(sys.argv[1:])]  # ``main.py``, ``-m main``, …
    without = [each for each in arguments if each != "--supervise"]
    return Supervisor([sys.executable, *started_as, *without], say).run()
