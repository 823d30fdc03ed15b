"""The kiosk as a process: it dies, comes back, and keeps what it must keep."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from configparser import ConfigParser
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cli.exit_codes import EXIT_CODES
from cli.options import Options
from cli.program import run_command_line
from tests.e2e.program import PATIENCE, ROOT, Program, ask
from tests.services import opened, opened_whole

PASSPHRASE = "walnut drawer compass"
# A window in a process of its own, driven to a point and then waiting to be killed.
DRIVEN = """
import os, sys
sys.path.insert(0, sys.argv[3])
from dataclasses import replace
from pathlib import Path
from election.i18n.catalogue import catalogue
from election.voters.passwords import Passwords
from tests.services import opened_whole
from kiosk.app.application import build_application
from kiosk.lockdown.idle import IdleTimer
from kiosk.support.api_status import ApiStatus
from kiosk.app.window import KioskWindow

now = 0.0
application = build_application(catalogue(), "ko")
with opened_whole(Path(sys.argv[1]), Passwords(memory_kib=8, passes=1)) as services:
    window = KioskWindow(
        services, catalogue(), ApiStatus(), fade_ms=0, locked=True, idle=IdleTimer(120, 30, lambda: now)
    )
    window.open()

    def wait_until(done):
        while not done():
            application.processEvents()

    if sys.argv[2] == "voting":
        services.accounts.sign_up("kim@example.org", "Kim", "correct horse")
        window.screens.start.ways["log_in"].click()
        window.screens.log_in.email.line.setText("kim@example.org")
        window.screens.log_in.password.line.setText("correct horse")
        window.screens.log_in.submit.click()
        wait_until(window.screens.ballot.isVisible)
        window.screens.ballot.rows[2].click()
        window.screens.ballot.forward_button.click()
        wait_until(window.screens.review.isVisible)
    if sys.argv[2] == "locking":
        window.screens.start.ways["log_in"].click()
        window.screens.log_in.email.line.setText("kim@example.org")
        for now in range(1, 200):
            window.idle_lock.idle_guard.check()
        wait_until(services.notes.locked)
    print("locked" if window.overlays.is_locked else "open", flush=True)
    while True:
        application.processEvents()
"""


def drive_and_kill(folder: Path, what: str) -> str:
    """Have a window do `what`, kill it, and return whether it was locked."""
    driven = subprocess.Popen(
        [sys.executable, "-c", DRIVEN, str(folder), what, str(ROOT)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert driven.stdout is not None
    with driven:
        said = driven.stdout.readline().strip()
        driven.send_signal(signal.SIGKILL)
        assert driven.wait(PATIENCE) == -signal.SIGKILL
    return said


def prepare(path: Path) -> None:
    """A folder whose passphrase is set."""
    with opened(path) as services:
        services.organiser.set_first(PASSPHRASE)


@pytest.mark.slow
def test_a_half_done_vote_is_gone_after_a_crash_and_was_not_cast(tmp_path: Path) -> None:
    assert drive_and_kill(tmp_path, "voting") == "open"
    with opened_whole(tmp_path) as services:
        assert services.tally.turnout().voted == 0
        (result,) = services.tally.results()
        assert result.ballots == 0
    assert drive_and_kill(tmp_path, "nothing") == "open"


@pytest.mark.slow
def test_what_a_time_out_locked_is_locked_after_a_crash(tmp_path: Path) -> None:
    assert drive_and_kill(tmp_path, "locking") == "locked"
    assert drive_and_kill(tmp_path, "nothing") == "locked"


def child_of(pid: int) -> int:
    """The process id of the one child, once there is one."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := children.read_text().split():
            return int(found[0])
    raise AssertionError("there is no child")


@pytest.mark.slow
@pytest.mark.parametrize("options", [("--headless",), pytest.param(("--kiosk",), marks=pytest.mark.slow)])
def test_a_killed_program_is_started_again_until_it_is_stopped(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    arguments = ("--supervise", "--port", "0", "--data", str(tmp_path), "--lang", "en", *options)
    with Program(*arguments, QT_QPA_PLATFORM="offscreen") as program:
        first = program.address()
        assert ask(f"{first}/candidates")[0] == 200
        os.kill(child_of(program.process.pid), signal.SIGKILL)
        second = program.address()
        assert ask(f"{second}/candidates")[0] == 200
        assert program.stop() == 0
        assert program.stderr == ["The program died. It starts again in 0.5 seconds\n"]


@pytest.mark.slow
def test_what_a_person_must_mend_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "election.json").write_text("{}")
    with Program("--supervise", "--headless", "--data", str(tmp_path), "--lang", "en") as program:
        code, words = program.end()
    assert code == 4
    assert words.count("\n") == 1


@pytest.mark.slow
def test_who_has_the_folder_can_have_the_passphrase_forgotten(tmp_path: Path) -> None:
    prepare(tmp_path)
    command = ["organiser-reset", "--data", str(tmp_path), "--lang", "en"]
    for expected in ("was removed", "no organiser's passphrase"):
        done = subprocess.run(
            [sys.executable, str(ROOT / "main.py"), *command],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
        assert expected in done.stdout
        assert "passphrase" in done.stderr, "and the log says so too"


@pytest.mark.slow
def test_the_staffs_choice_of_network_holds_where_the_command_line_says_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as services:
        services.settings.save(replace(services.settings.read(), network="network"))
    for options, wide in (((), True), (("--host", "127.0.0.1"), False)):
        arguments = ("--port", "0", "--data", str(tmp_path), *options)
        with Program(*arguments, QT_QPA_PLATFORM="offscreen") as program:
            port = int(program.address().rpartition(":")[2])
            assert is_wide(port) is wide
            assert program.stop() == 0


def is_wide(port: int) -> bool:
    """Whether this computer answers on another of its addresses too (all of 127/8 is itself)."""
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.2", port)) == 0


def asked_for(arguments: list[str]) -> Options:
    """What the program is given to hold a vote by, where it is started with `arguments`."""
    seen: list[Options] = []
    assert run_command_line(lambda options, _texts: seen.append(options), arguments) == 0
    return seen[0]


def test_the_entries_for_the_system_start_the_program_and_know_its_exit_codes() -> None:
    entries = ROOT / "docs" / "kiosk"
    unit = ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # systemd minds capitals
    unit.read(entries / "vote-kiosk.service", encoding="utf-8")
    service = unit["Service"]
    given = service["ExecStart"].split("main.py ")[1].split()
    assert "--supervise" not in given, "systemd does that"
    assert asked_for(given).kiosk
    kept_down = {int(code) for code in service["RestartPreventExitStatus"].split()}
    assert kept_down == {2, *EXIT_CODES.values()}
    space = {"task": "http://schemas.microsoft.com/windows/2004/02/mit/task"}
    # schtasks reads ASCII that declares no encoding, and UTF-16, and nothing else.
    entry = (entries / "vote-kiosk.xml").read_text(encoding="ascii")
    assert "encoding=" not in entry
    arguments = ElementTree.fromstring(entry).find(".//task:Arguments", space)
    assert arguments is not None
    assert arguments.text is not None
    given = arguments.text.removeprefix("main.py ").split()
    given.remove("--supervise")
    assert asked_for(given).kiosk


def test_systemd_takes_the_entry_where_there_is_one(tmp_path: Path) -> None:
    verify = shutil.which("systemd-analyze")
    programs = tmp_path / "vote-kiosk" / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "python").symlink_to(sys.executable)
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    command = [verify or "true", "--user", "verify", str(ROOT / "docs" / "kiosk" / "vote-kiosk.service")]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
