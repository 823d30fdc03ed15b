"""A supervised program ends with its supervisor: what Windows is asked for, and what the pipe tells."""

import ctypes
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from cli.orphan import PIPE_VARIABLE, Job, _ExtendedLimits, end_with_supervisor

ROOT = Path(__file__).resolve().parents[2]


class Call:
    """A function of the system that remembers how it was called."""

    def __init__(self, name: str, calls: list[tuple[Any, ...]], result: int) -> None:
        self.name, self.calls, self.result = name, calls, result
        self.restype: Any = None

    def __call__(self, *arguments: Any) -> int:
        plain = (each.value if isinstance(each, ctypes.c_void_p) else each for each in arguments)
        self.calls.append((self.name, *plain))
        return self.result


class Kernel32:
    """Stands for the library of that name."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.CreateJobObjectW = Call("create", self.calls, 77)
        self.SetInformationJobObject = Call("set", self.calls, 1)
        self.AssignProcessToJobObject = Call("assign", self.calls, 1)


def test_on_windows_the_child_is_put_into_a_job_that_dies_with_its_last_handle(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Child:
        _handle = 55

    kernel32, started = Kernel32(), []
    monkeypatch.setattr(subprocess, "Popen", lambda command: started.append(command) or Child())
    job = Job(kernel32)
    job.start(["program"])
    create, set_limits, assign = kernel32.calls
    assert create == ("create", None, None)
    assert set_limits[:3] == ("set", 77, 9)
    limits = set_limits[3]._obj
    assert isinstance(limits, _ExtendedLimits)
    assert limits.basic.limit_flags == 0x2000
    assert set_limits[4] == ctypes.sizeof(limits) == (144 if ctypes.sizeof(ctypes.c_void_p) == 8 else 112)
    assert started == [["program"]]
    assert assign == ("assign", 77, 55)


def test_without_a_supervisor_nothing_is_watched() -> None:
    before = threading.active_count()
    for environment in ({}, {PIPE_VARIABLE: ""}, {PIPE_VARIABLE: "x"}):
        end_with_supervisor(environment)
    assert threading.active_count() == before


def test_the_pipe_is_named_to_nobody_further() -> None:
    environment = {PIPE_VARIABLE: "999999"}  # no such descriptor: the watch ends by itself
    end_with_supervisor(environment)
    assert environment == {}


DEAF = """
import os, signal, sys, threading
from cli import orphan
signal.signal(signal.SIGTERM, signal.SIG_IGN)
orphan._GRACE = 0.01
orphan.end_with_supervisor(os.environ)
print("ready", flush=True)
threading.Event().wait()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there the system ends the child")
def test_who_cannot_end_in_order_ends_all_the_same() -> None:
    read_end, write_end = os.pipe()
    with subprocess.Popen(
        [sys.executable, "-c", DEAF],
        cwd=ROOT,
        env={**os.environ, PIPE_VARIABLE: str(read_end)},
        pass_fds=[read_end],
        stdout=subprocess.PIPE,
    ) as child:
        os.close(read_end)
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        os.close(write_end)
        assert child.wait(100) == 1
