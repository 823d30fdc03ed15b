"""The way between a command and the program that owns the folder, whatever is at the other end."""

import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.local_socket import channel, client
from cli.local_socket.channel import HELLO, Transport
from cli.local_socket.client import ask_owner, owner_listens
from cli.local_socket.pipe import NamedPipes
from cli.local_socket.server import taking_commands
from cli.local_socket.unix import UnixSockets
from cli.refusals import OwnerGone, OwnerOfAnotherVersion, TooMuch
from election.store.json.files.names import COMMANDS_FILE
from tests.e2e.program import ROOT

SOCKETS = UnixSockets(COMMANDS_FILE)


@pytest.fixture(params=[SOCKETS, NamedPipes(COMMANDS_FILE, "AF_UNIX")], ids=["socket", "pipe"])
def transport(request: pytest.FixtureRequest) -> Transport:
    found: Transport = request.param
    return found


@pytest.fixture
def served(tmp_path: Path, transport: Transport) -> Iterator[Path]:
    with taking_commands(tmp_path, lambda message: message[::-1], transport):
        yield tmp_path


def test_a_request_is_answered_however_large_it_is(served: Path, transport: Transport) -> None:
    assert owner_listens(served, transport)
    for message in (b"abc", b"", bytes(range(256)) * 20_000):
        assert ask_owner(served, message, transport) == message[::-1]


def test_many_at_once_are_all_answered(served: Path, transport: Transport) -> None:
    answers: list[bytes] = []
    threads = [
        threading.Thread(target=lambda at=at: answers.append(ask_owner(served, b"%04d" % at, transport)))
        for at in range(40)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(each[::-1] for each in answers) == [b"%04d" % at for at in range(40)]


def test_nobody_listens_before_and_after(tmp_path: Path, transport: Transport) -> None:
    assert not owner_listens(tmp_path, transport)
    with taking_commands(tmp_path, bytes, transport):
        assert [each.name for each in tmp_path.iterdir()] == [COMMANDS_FILE]
        assert stat.S_IMODE((tmp_path / COMMANDS_FILE).lstat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == []
    assert not owner_listens(tmp_path, transport)


def test_what_is_too_large_is_refused_at_both_ends(
    tmp_path: Path, transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("cli.local_socket.unix", "cli.local_socket.pipe"):
        monkeypatch.setattr(f"{module}.MOST_BYTES", 1_000)
    with taking_commands(tmp_path, lambda message: message * 20, transport):
        with pytest.raises(TooMuch):
            ask_owner(tmp_path, bytes(1_001), transport)
        with pytest.raises(OwnerGone):
            ask_owner(tmp_path, bytes(100), transport)
        assert ask_owner(tmp_path, b"a", transport) == b"a" * 20


@pytest.mark.slow
def test_who_says_nothing_keeps_nobody_out(tmp_path: Path, transport: Transport) -> None:
    with taking_commands(tmp_path, bytes, transport, patience=1.0):
        silent = [transport.connect(tmp_path, 50.0) for _ in range(20)]
        assert ask_owner(tmp_path, b"abc", transport) == b"abc"
        for each in silent:
            each.close()


@pytest.mark.parametrize(
    "end", [b"", b"\0", b"\xff\xff\xff\xffabc", b"\0\0\0\x09half", b"GET / HTTP/1.1\r\n\r\n"]
)
def test_what_means_something_else_is_let_go_of(tmp_path: Path, end: bytes) -> None:
    with taking_commands(tmp_path, bytes, SOCKETS):
        for _ in range(10):
            with socket.socket(socket.AF_UNIX) as stranger:
                stranger.connect(str(tmp_path / COMMANDS_FILE))
                stranger.sendall(end)
        assert ask_owner(tmp_path, b"abc", SOCKETS) == b"abc"


def drip(stranger: socket.socket) -> None:
    for _ in range(1_000):
        stranger.sendall(b"\0")
        threading.Event().wait(0.01)


def test_what_drips_is_let_go_of_in_time(tmp_path: Path) -> None:
    with taking_commands(tmp_path, bytes, SOCKETS, patience=0.3), socket.socket(socket.AF_UNIX) as stranger:
        stranger.connect(str(tmp_path / COMMANDS_FILE))
        with pytest.raises(OSError):
            drip(stranger)


def test_an_announced_length_takes_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    real = socket.socket.recv

    def recv(connection: socket.socket, most: int, *more: int) -> bytes:
        asked.append(most)
        return real(connection, most, *more)

    monkeypatch.setattr(socket.socket, "recv", recv)
    with taking_commands(tmp_path, bytes, SOCKETS, patience=0.3), socket.socket(socket.AF_UNIX) as stranger:
        stranger.connect(str(tmp_path / COMMANDS_FILE))
        stranger.sendall(channel.MOST_BYTES.to_bytes(4, "big") + b"a")
        stranger.shutdown(socket.SHUT_WR)
        while stranger.recv(1_000):
            pass
    assert max(asked) <= 1 << 20


def test_the_socket_may_lie_deeper_than_a_socket_s_path_may_be_long(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a folder of a long name"] * 10)
    deep.mkdir(parents=True)
    with taking_commands(deep, bytes, SOCKETS):
        assert (deep / COMMANDS_FILE).is_socket()
        assert ask_owner(deep, b"abc", SOCKETS) == b"abc"
    assert list(deep.iterdir()) == []


def test_what_a_killed_program_left_is_in_nobody_s_way(tmp_path: Path, transport: Transport) -> None:
    kind = type(transport).__name__
    more = '"AF_UNIX"' if kind == "NamedPipes" else ""
    script = f"""
import os, pathlib, sys
from {type(transport).__module__} import {kind}
listener = {kind}(sys.argv[1], {more}).listen(pathlib.Path(sys.argv[2]))
os._exit(0)
"""
    subprocess.run([sys.executable, "-c", script, COMMANDS_FILE, str(tmp_path)], check=True, cwd=ROOT)
    assert (tmp_path / COMMANDS_FILE).exists()
    assert not owner_listens(tmp_path, transport)
    with taking_commands(tmp_path, bytes, transport):
        assert ask_owner(tmp_path, b"abc", transport) == b"abc"


def test_a_file_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / COMMANDS_FILE).write_text("notes", encoding="utf-8")
    with taking_commands(tmp_path, bytes, SOCKETS):
        assert not owner_listens(tmp_path, SOCKETS)
    assert (tmp_path / COMMANDS_FILE).read_text(encoding="utf-8") == "notes"


def test_a_program_of_another_version(
    served: Path, transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "HELLO", HELLO + b"1")
    with pytest.raises(OwnerOfAnotherVersion):
        owner_listens(served, transport)


def test_a_program_that_ends_before_it_answers(tmp_path: Path, transport: Transport) -> None:
    def end(_message: bytes) -> bytes:
        raise OSError

    with taking_commands(tmp_path, end, transport), pytest.raises(OwnerGone):
        ask_owner(tmp_path, b"abc", transport)


def test_what_is_under_way_at_the_end_is_finished(tmp_path: Path, transport: Transport) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work(message: bytes) -> bytes:
        begun.set()
        assert go_on.wait(50)
        return message

    answers: list[bytes] = []
    asking = threading.Thread(target=lambda: answers.append(ask_owner(tmp_path, b"abc", transport)))
    with taking_commands(tmp_path, work, transport):
        asking.start()
        assert begun.wait(50)
        idle = transport.connect(tmp_path, 50.0)  # which is not waited for
        threading.Timer(0.1, go_on.set).start()
    asking.join()
    idle.close()
    assert answers == [b"abc"]
