"""Ends a supervised program when its supervisor dies, however it dies: nobody else would ever end it, and it
would hold the data folder.

On POSIX systems the program watches the reading end of a pipe, whose writing end the supervisor alone has:
the system closes that one with it. On Windows the system ends all that is in the supervisor's Job Object.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import MutableMapping, Sequence
from typing import Any

PIPE_VARIABLE = "VOTE_KIOSK_SUPERVISOR_PIPE"  # the number of the descriptor to watch
_GRACE = 10.0  # seconds to end in order

# winnt.h and jobapi2.h
_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
_KILL_ON_JOB_CLOSE = 0x2000


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("per_process_user_time_limit", ctypes.c_int64),
        ("per_job_user_time_limit", ctypes.c_int64),
        ("limit_flags", ctypes.c_uint32),
        ("minimum_working_set_size", ctypes.c_size_t),
        ("maximum_working_set_size", ctypes.c_size_t),
        ("active_process_limit", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority_class", ctypes.c_uint32),
        ("scheduling_class", ctypes.c_uint32),
    )


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("basic", _BasicLimits),
        ("io", ctypes.c_uint64 * 6),
        ("process_memory_limit", ctypes.c_size_t),
        ("job_memory_limit", ctypes.c_size_t),
        ("peak_process_memory_used", ctypes.c_size_t),
        ("peak_job_memory_used", ctypes.c_size_t),
    )


class Pipe:
    """The supervisor's side on POSIX systems; one for all the children it has, one after the other."""

    def __init__(self) -> None:
        self._read_end, self._write_end = os.pipe()

    def start(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        """Start `command` as a child that ends with this process."""
        environment = {**os.environ, PIPE_VARIABLE: str(self._read_end)}
        return subprocess.Popen(command, env=environment, pass_fds=[self._read_end])  # noqa: S603 - our own


class Job:
    """The supervisor's side on Windows. `kernel32` is the system's, or a test's."""

    def __init__(self, kernel32: Any) -> None:
        self._kernel32 = kernel32
        kernel32.CreateJobObjectW.restype = ctypes.c_void_p
        self._job = ctypes.c_void_p(kernel32.CreateJobObjectW(None, None))
        limits = _ExtendedLimits()
        limits.basic.limit_flags = _KILL_ON_JOB_CLOSE
        size = ctypes.sizeof(limits)
        kernel32.SetInformationJobObject(self._job, _EXTENDED_LIMITS, ctypes.byref(limits), size)

    def start(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        """Start `command` as a child that ends with this process."""
        child = subprocess.Popen(command)  # noqa: S603 - our own
        handle = ctypes.c_void_p(int(child._handle))  # type: ignore[attr-defined]  # noqa: SLF001
        self._kernel32.AssignProcessToJobObject(self._job, handle)
        return child


def children() -> Pipe | Job:
    """Return what starts children that end with this process, on this system."""
    if sys.platform == "win32":
        return Job(ctypes.windll.kernel32)
    return Pipe()


def end_with_supervisor(environment: MutableMapping[str, str]) -> None:
    """End this process, in order if it can, once the supervisor that started it is gone. Does nothing where
    none has.
    """
    number = environment.pop(PIPE_VARIABLE, "")  # no child of ours has the pipe
    if number.isdecimal():
        threading.Thread(target=_watch, args=(int(number),), name="supervisor", daemon=True).start()


def _watch(descriptor: int) -> None:
    try:
        while os.read(descriptor, 1):
            pass
    except OSError:
        return  # not the pipe we were told of: nobody supervises us
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(_GRACE)
    os._exit(1)
