"""Few descriptors: some are left for the store, and voting goes on."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from api.http.limits import places
from api.http.server import ApiServer
from tests.api.calling import fetch
from tests.api.sockets import Clock, came_round, connect

ROOT = Path(__file__).parents[3]
resource = pytest.importorskip("resource", reason="Windows has no limit on descriptors of this sort")


@pytest.mark.parametrize(
    ("soft", "hard", "fit", "raised"),
    [
        (256, 100_000, 500, 628),
        (256, -1, 500, 628),
        (256, 400, 272, 400),
        (256, 256, 128, None),
        (64, 64, 32, None),
        (4, 4, 2, None),
        (1024, 4096, 500, None),
        (-1, -1, 500, None),
    ],
)
def test_the_limit_is_raised_and_something_is_left_for_the_store(
    monkeypatch: pytest.MonkeyPatch, soft: int, hard: int, fit: int, raised: int | None
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(resource, "RLIM_INFINITY", -1)
    monkeypatch.setattr(resource, "getrlimit", lambda _: (soft, hard))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: asked.append(limits[0]))
    assert places(500) == fit
    assert asked == ([] if raised is None else [raised])


def test_a_system_that_does_not_let_it_be_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise ValueError("current limit exceeds maximum limit")

    monkeypatch.setattr(resource, "getrlimit", lambda _: (256, resource.RLIM_INFINITY))
    monkeypatch.setattr(resource, "setrlimit", refuse)
    assert places(500) == 128


def test_a_system_that_has_no_such_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    assert places(500) == 500


@pytest.mark.slow
def test_no_descriptors_left_is_waited_out_without_filling_the_log(
    clock: tuple[ApiServer, Clock], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, time_of = clock
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    accept, tries = socket.socket.accept, []

    def counted(self: socket.socket) -> tuple[socket.socket, object]:
        tries.append(time_of.now)
        return accept(self)

    monkeypatch.setattr(socket.socket, "accept", counted)
    with contextlib.ExitStack() as stack:
        stack.callback(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        client = stack.enter_context(socket.socket())
        client.settimeout(10)
        lowest = os.dup(0)
        os.close(lowest)
        resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, hard))  # not one more
        client.connect(("127.0.0.1", server.port))
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        for _ in range(5):
            came_round(server, 10)
            time_of.now += 1.5
        assert 3 <= len(tries) <= 6
        assert len(set(tries)) == len(tries), "once at a time, not as fast as the loop goes round"
        assert len(caplog.records) == 1
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        time_of.now += 1.5
        assert client.recv(1024).startswith(b"HTTP/1.1 200")


@pytest.mark.slow
def test_three_hundred_idle_ones_at_256_descriptors_stop_no_vote(tmp_path: Path) -> None:
    command = f"ulimit -n 256; exec '{sys.executable}' main.py --headless --port 0 --data '{tmp_path}/data'"
    with contextlib.ExitStack() as stack:
        errors = stack.enter_context((tmp_path / "errors").open("w+b"))
        program = subprocess.Popen(
            ["sh", "-c", command], cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        stack.callback(program.wait, 50)
        stack.callback(program.send_signal, signal.SIGTERM)
        assert program.stdout is not None
        stack.enter_context(program.stdout)
        found = re.fullmatch(r"API: http://127\.0\.0\.1:(\d+)\n", program.stdout.readline())
        assert found
        port = int(found[1])
        for _ in range(300):
            stack.enter_context(connect(port))
        known = {"email": "kim@example.org", "password": "correct horse"}
        assert fetch(port, "POST", "/auth/signup", {**known, "name": "Kim"}).status == 201
        token = fetch(port, "POST", "/auth/login", known).text
        started = time.monotonic()
        assert fetch(port, "GET", "/vote?id=1", Authorization=token).status == 200
        assert time.monotonic() - started < 8
        errors.seek(0, os.SEEK_END)
        assert errors.tell() < 2_000
    assert program.returncode == 0
