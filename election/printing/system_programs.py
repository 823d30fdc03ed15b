"""Programs of the system that are run for one purpose and can be ended, whatever they wait for."""

import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress


class Stopped(Exception):
    """`SystemPrograms.stop` was called."""


class SystemPrograms:
    """Runs one program after the other for somebody who may leave meanwhile. Any thread may `stop` it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None
        self._is_stopped = False

    @property
    def is_stopped(self) -> bool:
        """Whether `stop` was called."""
        with self._lock:
            return self._is_stopped

    def run(
        self,
        command: Sequence[str],
        patience: float,
        given: bytes = b"",
        variables: Mapping[str, str] | None = None,
    ) -> bytes:
        """Run `command` with `given` as its input and these `variables` in its environment, and return what
        it prints. Raises Stopped; OSError, ValueError or SubprocessError if it cannot be run, fails or takes
        longer than `patience` seconds.
        """
        with self._lock:
            if self._is_stopped:
                raise Stopped
            process = self._running = subprocess.Popen(  # noqa: S603 - callers name fixed commands
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **(variables or {})},
                start_new_session=True,  # so that what it starts ends with it
            )
        try:
            printed, _ = process.communicate(given, timeout=patience)
        except subprocess.TimeoutExpired:
            _end(process)
            process.communicate()
            raise
        finally:
            with self._lock:
                self._running = None
                is_stopped = self._is_stopped
        if is_stopped:
            raise Stopped
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        return printed

    def stop(self) -> None:
        """End the program that runs, and start no more."""
        with self._lock:
            self._is_stopped = True
            if self._running is not None:
                _end(self._running)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill it and what it started; it is not waited for."""
    if process.poll() is None:
        with suppress(ProcessLookupError):  # it ended by itself
            os.killpg(process.pid, signal.SIGKILL)
