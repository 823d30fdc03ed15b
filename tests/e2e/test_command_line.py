"""Whatever the command line and the machine are: a sentence and a known exit code, never a traceback."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import main
from election.i18n.catalogue import catalogue
from election.voters.passwords import Passwords
from tests.e2e.program import PATIENCE, ROOT, Program, ask
from tests.election.store.json.disks import no_room_for_checkpoint
from tests.services import opened

MAIN = str(ROOT / "main.py")
RESET = [sys.executable, MAIN, "organiser-reset", "--lang", "en"]
KIM = {"email": "kim@example.org", "name": "Kim", "password": "pw"}


def run(command: Sequence[str | bytes], **more: object) -> tuple[int, str, str]:
    done = subprocess.run(
        command, capture_output=True, timeout=PATIENCE, check=False, env={**os.environ, "PYTHONUTF8": "1"},
        **more,  # type: ignore[call-overload]
    )  # fmt: skip
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def shell(script: str, *arguments: str) -> tuple[int, str, str]:
    """Run a line of shell; ``"$@"`` in it are `arguments`."""
    return run(["sh", "-c", script, "sh", *arguments])


@pytest.fixture
def handlers() -> Iterator[None]:
    """What a program in this process does to the signals is undone."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def here(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str]:
    """Run the program in this process; return its exit code and what it said on stderr."""
    try:
        code: object = main.main(arguments)
    except SystemExit as ended:
        code = ended.code
    return code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("~nobody-of-this-name/x", 2),
        ("", 2),
        ("a\0b", 2),
        ("x" * 5_000, 5),
        ("/dev/full", 5),
        ("/dev/full/x", 5),
        ("/proc/x", 5),
    ],
)
def test_an_odd_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], data: str, code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    ended, words = here(capsys, "organiser-reset", "--data", data)
    assert ended == code
    assert words
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_name_that_is_no_utf8_is_a_name(tmp_path: Path) -> None:
    ended, _, words = run([*RESET, "--data", b"a\xffb"], cwd=tmp_path)
    assert ended == 0, words
    assert list(tmp_path.iterdir()) == [tmp_path / "a\udcffb"]
    ended, _, words = run([*RESET, "--data", b"a\xffb/in-use.lock"], cwd=tmp_path)
    assert ended == 5
    assert "a\\udcffb" in words
    odd = [sys.executable, MAIN, "--headless", "--port", "0", "--data", str(tmp_path), "--host", b"\xff"]
    ended, _, words = run(odd)
    assert (ended, words.count("\n")) == (6, 1)


@pytest.mark.parametrize(
    ("file", "code"),
    [("/dev/full", 7), ("/dev/null", 7), ("/", 7), ("x" * 5_000, 7), ("~nobody-of-this-name/x", 2), ("", 2)],
)
def test_an_odd_file_to_import(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], handlers: None, file: str, code: int
) -> None:
    ended, words = here(capsys, "import-db", file, "--data", str(tmp_path / "data"))
    assert ended == code
    assert words
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("", 2),
        (" ", 2),
        ("x" * 300, 6),
        ("a b", 6),
        ("1.2.3.4.5", 6),
        ("[::1", 6),
        ("a\0b", 6),
    ],
)
def test_an_odd_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], handlers: None, host: str, code: int
) -> None:
    ended, words = here(capsys, "--headless", "--data", str(tmp_path / "new"), "--port", "0", "--host", host)
    assert ended == code, words
    assert words
    assert (tmp_path / "new").exists() == (code == 6)


@pytest.mark.parametrize("port", ["65536", "-1", "+1", "07", "1_0", "٣", "9" * 5_000, ""])
def test_an_odd_port(tmp_path: Path, capsys: pytest.CaptureFixture[str], port: str) -> None:
    ended, words = here(capsys, "--data", str(tmp_path / "new"), f"--port={port}")
    assert ended == 2
    assert "is not a port number" in words
    assert len(words) < 2_000
    assert not (tmp_path / "new").exists()


@pytest.mark.slow
@pytest.mark.parametrize(("data", "code"), [("relative", 2), ("{}", 0)])
def test_a_current_folder_that_was_deleted(tmp_path: Path, data: str, code: int) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = 'cd "$1" && rmdir "$1" && shift && exec "$@"'
    ended, _, words = shell(script, str(gone), *RESET, "--data", data.format(tmp_path / "data"))
    assert ended == code, words
    assert "Traceback" not in words


@pytest.mark.slow
@pytest.mark.parametrize("streams", [">/dev/full 2>&1", ">&- 2>&- <&-"])
def test_nowhere_to_write_to_stops_nothing(tmp_path: Path, streams: str) -> None:
    old = tmp_path / "old.json"
    old.write_text(json.dumps({"users": {}, "candidates": {"4": {"name": "가", "voteCount": 9}}}))
    command = [sys.executable, MAIN, "import-db", str(old), "--data", str(tmp_path / "data")]
    ended, out, words = shell(f'exec "$@" {streams}', *command)
    assert ended == 0
    assert "Error" not in out + words
    ended, _, words = shell(f'exec "$@" {streams}', *command)  # and a refusal keeps its code
    assert ended == 7
    assert "Error" not in words


@pytest.mark.slow
def test_a_reader_that_has_gone_stops_nothing(tmp_path: Path) -> None:
    with Program("--headless", "--port", "0", "--data", str(tmp_path)) as program:
        address = program.address()
        for stream in (program.process.stdout, program.process.stderr):
            assert stream is not None
            os.close(os.dup(stream.fileno()))
        assert ask(f"{address}/auth/signup", KIM)[0] == 201
        assert program.stop() == 0
    script = '"$@" | true; echo "${PIPESTATUS[0]}"'
    ended, out, words = run(["bash", "-c", script, "sh", *RESET, "--data", str(tmp_path)])
    assert (ended, out.strip()) == (0, "0")
    assert "Error" not in words


def test_what_is_closed_is_not_taken_for_a_file_of_ours(tmp_path: Path) -> None:
    """Descriptors 0 to 2 are what a program's parts written in C write to, whatever is open there."""
    script = """
import os, sys
sys.path.insert(0, sys.argv[1])
from cli.terminal import guard_streams
guard_streams()
print(sorted(os.readlink(f"/proc/self/fd/{number}") for number in range(3)), file=open(sys.argv[2], "w"))
"""
    found = tmp_path / "found"
    shell('exec "$@" <&- >&- 2>&-', sys.executable, "-c", script, str(ROOT), str(found))
    assert found.read_text().strip() == str(["/dev/null"] * 3)


@pytest.mark.slow
def test_ctrl_c_in_an_import_is_told_and_changes_nothing(tmp_path: Path) -> None:
    users = {str(number): {**KIM, "email": f"{number}@example.org"} for number in range(1, 3_000)}
    old, data = tmp_path / "old.json", tmp_path / "data"
    old.write_text(json.dumps({"users": users, "candidates": {"4": {"name": "가", "voteCount": 9}}}))
    with Program("import-db", str(old), "--data", str(data), "--lang", "en") as program:
        look = threading.Event()
        while not (data / "in-use.lock").exists():
            assert program.process.poll() is None
            look.wait(0.01)
        program.process.send_signal(signal.SIGINT)
        code, words = program.end()
    assert code == 130
    assert words == "Stopped by Ctrl-C. What had not come to its end changed nothing\n"
    old.write_text(json.dumps({"users": {}, "candidates": {"4": {"name": "가", "voteCount": 9}}}))
    with Program("import-db", str(old), "--data", str(data)) as program:
        assert program.end() == (0, "")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there the system ends the child: see test_orphan.py")
def test_a_killed_supervisor_takes_the_program_along(tmp_path: Path) -> None:
    where = ("--headless", "--port", "0", "--data", str(tmp_path))
    with Program(*where, "--supervise") as supervisor:
        supervisor.address()
        supervisor.process.kill()
        supervisor.process.wait(PATIENCE)
        assert supervisor.process.stdout is not None
        assert supervisor.process.stdout.read() == ""  # ends when the program has let go of it
    with Program(*where) as program:
        program.address()
        assert program.stop() == 0


def test_a_checkpoint_that_the_disk_refuses_is_told_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], passwords: Passwords
) -> None:
    with opened(tmp_path / "data", passwords) as services:
        services.organiser.set_first("walnut drawer compass")
    arguments = ("organiser-reset", "--data", str(tmp_path / "data"), "--lang", "en")
    with no_room_for_checkpoint(monkeypatch):
        code, words = here(capsys, *arguments)
    assert code == 5
    assert words == catalogue().text("error.storage.checkpoint_failed", "en") + "\n"
    assert here(capsys, *arguments) == (0, "")
    assert not list((tmp_path / "data").rglob("*.dat"))
