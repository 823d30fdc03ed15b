"""The program from the command line: it serves, keeps, refuses in words and ends in order."""

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from cli.exit_codes import EXIT_CODES, exit_code
from election.errors import ElectionError, FolderInUse, StorageFailed, Unavailable
from election.i18n.catalogue import catalogue
from election.voters.refusals import PasswordsFailed
from tests.api.calling import fetch
from tests.e2e.program import PATIENCE, ROOT, Program, ask
from tests.election.damages import begin_and_back_up, damage, files_of
from tests.election.test_library import voted
from tests.services import opened

KIM = {"email": "kim@example.org", "name": "김철수", "password": "correct horse"}


def headless(tmp_path: Path, *more: str) -> Program:
    return Program("--headless", "--port", "0", "--data", str(tmp_path / "data"), *more)


def typed(data: Path, *words: str) -> int:
    """Type a command beside the program; return its exit code."""
    command = [sys.executable, str(ROOT / "main.py"), "--data", str(data), *words]
    return subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False).returncode


def votes(address: str) -> dict[int, int]:
    return {each["id"]: each["voteCount"] for each in json.loads(ask(f"{address}/candidates")[1])}


@pytest.mark.parametrize("number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.slow)])
def test_a_vote_outlives_the_program(tmp_path: Path, number: int) -> None:
    with headless(tmp_path) as program:
        address = program.address()
        assert ask(f"{address}/auth/signup", KIM) == (201, "성공적으로 생성되었습니다")
        status, token = ask(f"{address}/auth/login", {"email": KIM["email"], "password": KIM["password"]})
        assert status == 200
        assert ask(f"{address}/vote?id=3", token=token)[0] == 200
        assert votes(address)[3] == 1
        assert program.stop(number) == 0
        assert program.stderr == []
    with headless(tmp_path) as program:
        address = program.address()
        assert votes(address)[3] == 1
        assert ask(f"{address}/vote?id=4", token=token)[0] == 409  # the key outlives it too
        assert program.stop() == 0


def test_a_second_program_on_the_folder_is_refused(tmp_path: Path) -> None:
    with headless(tmp_path) as first:
        first.address()
        with headless(tmp_path) as second:
            code, words = second.end()
        assert code == 3
        assert str(tmp_path / "data") in words
        assert "Traceback" not in words
        assert words.count("\n") == 1
        assert first.stop() == 0


@pytest.mark.slow
def test_a_taken_port_is_told_and_without_a_window_ends_the_program(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with Program("--headless", "--lang", "en", "--port", port, "--data", str(tmp_path)) as program:
            code, words = program.end()
    assert code == 6
    assert port in words
    assert words.count("\n") == 1


@pytest.mark.slow
def test_a_taken_port_leaves_the_window_running(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with Program("--port", port, "--data", str(tmp_path), QT_QPA_PLATFORM="offscreen") as program:
            while not program.stderr:
                assert program.process.poll() is None
            assert port in program.stderr[0]
            assert program.stop() == 0


def test_the_window_serves_too_and_ends_on_a_signal(tmp_path: Path) -> None:
    with Program("--port", "0", "--data", str(tmp_path), QT_QPA_PLATFORM="offscreen") as program:
        assert votes(program.address())[1] == 0
        assert program.stop() == 0
        assert program.stderr == []


@pytest.mark.slow
def test_without_a_screen_it_says_so_and_serves(tmp_path: Path) -> None:
    nothing = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    with Program("--port", "0", "--data", str(tmp_path), "--lang", "en", **nothing) as program:
        assert votes(program.address())[1] == 0
        assert program.stop() == 0
        assert program.stderr == ["There is no screen, so only the API is started, without a window\n"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("named", "told"),
    [
        ({"DISPLAY": ":59321"}, ":59321"),
        pytest.param(
            {"WAYLAND_DISPLAY": "wayland-77", "XDG_RUNTIME_DIR": "/nowhere"},
            "wayland-77",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_a_screen_that_cannot_be_reached_is_told_and_nothing_is_tried_again(
    tmp_path: Path, named: dict[str, str], told: str
) -> None:
    environment = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": "", **named}
    where = ("--port", "0", "--data", str(tmp_path), "--lang", "en", "--supervise")
    with Program(*where, **environment) as program:
        code, words = program.end()
    if code == 8:  # not every machine has what X or Wayland needs
        assert "lacks the library" in words
    else:
        assert code == 9
        assert f"The screen {told}" in words
        assert "cannot be reached" in words
    assert words.count("\n") == 1


LACKS_A_LIBRARY = """
import builtins, sys
imported = builtins.__import__

def without(name, *rest, **more):
    if name.partition(".")[0] == "PySide6":
        raise ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")
    return imported(name, *rest, **more)

builtins.__import__ = without
import main
sys.exit(main.main(sys.argv[1:]))
"""


@pytest.mark.slow
def test_what_the_system_lacks_is_told_apart_from_pyside6_that_is_not_installed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LACKS_A_LIBRARY, "--data", str(tmp_path), "--lang", "en"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (8, 1)
    assert "libEGL.so.1" in done.stderr
    assert "make run" in done.stderr


@pytest.mark.slow
def test_a_new_folder_starts_with_the_sample_asked_for_and_an_old_one_stays(tmp_path: Path) -> None:
    with headless(tmp_path, "--sample", "club") as program:
        assert len(votes(program.address())) == 4
        assert program.stop() == 0
        assert program.stderr == []
    with headless(tmp_path, "--lang", "en") as program:  # not asked for: nothing to say
        assert len(votes(program.address())) == 4
        assert program.stop() == 0
        assert program.stderr == []
    with headless(tmp_path, "--lang", "en", "--sample", "sample") as program:
        assert len(votes(program.address())) == 4
        assert program.stop() == 0
    (line,) = program.stderr
    assert str(tmp_path / "data") in line
    assert "already holds an election" in line


def test_damage_is_refused_in_one_sentence_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "election.json").write_text("{}")
    with Program("--headless", "--port", "0", "--data", str(tmp_path), "--lang", "en") as program:
        code, words = program.end()
    assert code == 4
    assert str(tmp_path / "election.json") in words
    assert words.count("\n") == 1
    assert (tmp_path / "election.json").read_text() == "{}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "window"),
    [
        ("foreign", False),
        ("foreign", True),
        pytest.param("newer", False, marks=pytest.mark.slow),
        pytest.param("no folder", True, marks=pytest.mark.slow),
    ],
)
def test_a_damaged_current_election_is_told_left_alone_and_restored_while_it_runs(
    tmp_path: Path, what: str, *, window: bool
) -> None:
    data, stick = tmp_path / "data", tmp_path / "stick"
    stick.mkdir()
    with opened(data) as services:
        election_id = begin_and_back_up(services, stick)
    damage(data, election_id, what)
    before = files_of(data / "elections")
    options = ("--port", "0", "--data", str(data), "--lang", "en", *(() if window else ("--headless",)))
    options += ("--sample", "club")  # which takes no election's place
    with Program(*options, QT_QPA_PLATFORM="offscreen") as program:
        address = program.address()
        assert ask(f"{address}/candidates") == (404, catalogue().text("error.election.none", "ko"))
        assert ask(f"{address}/vote?id=1", token="abc")[0] == 404
        assert catalogue().text("error.election.none", "ko") in ask(f"{address}/")[1]
        assert files_of(data / "elections") == before
        assert typed(data, "election", "status") == (10 if what == "no folder" else 4)
        assert typed(data, "restore", str(stick), "--replace") == 0
        assert len(votes(address)) == 2
        assert program.stop() == 0
    (line,) = program.stderr
    assert all(part in line for part in (election_id, "deleted nothing"))
    helps = "no back-up is needed" if what == "newer" else "With its back-up: `restore DIR --replace`"
    assert helps in line
    assert ("election.json" in line) is (what != "no folder")
    with opened(data) as services:
        assert services.library.current_id == election_id
        assert voted(services.library) == 2


@pytest.mark.slow
def test_without_an_election_it_serves_and_says_so_until_a_sample_is_asked_for(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as services:
        election_id = services.library.create_sample()
        services.library.use(election_id)
        services.library.erase(election_id)
    with headless(tmp_path) as program:
        status, words = ask(f"{program.address()}/candidates")
        assert (status, words) == (404, catalogue().text("error.election.none", "ko"))
        assert program.stop() == 0
    with headless(tmp_path, "--sample", "club") as program:
        assert len(votes(program.address())) == 4
        assert program.stop() == 0
        assert program.stderr == []


@pytest.mark.slow
def test_recovery_is_told(tmp_path: Path) -> None:
    with headless(tmp_path) as program:
        program.address()
        assert program.stop() == 0
    (file,) = (tmp_path / "data" / "elections").glob("*/election.json")
    file.write_bytes(b"")
    with headless(tmp_path, "--lang", "en") as program:
        program.address()
        assert program.stop() == 0
        assert any("recovered exactly" in line for line in program.stderr)


def test_an_unusable_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with Program("--headless", "--data", str(tmp_path / "file")) as program:
        code, words = program.end()
    assert code == 5
    assert words.count("\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "options",
    [
        ["--lan", "--host", "::"],
        *(
            pytest.param(each, marks=pytest.mark.slow)
            for each in (["--port", "65536"], ["--port", "x"], ["--lang", "fr"])
        ),
    ],
)
def test_wrong_options_are_explained(options: list[str]) -> None:
    with Program(*options) as program:
        code, words = program.end()
    assert code == 2
    assert "Usage:" in words


@pytest.mark.slow
def test_it_runs_without_a_terminal_to_speak_to(tmp_path: Path) -> None:
    # As Windows' pythonw does, and the Task Scheduler's entry with it.
    command = [sys.executable, str(ROOT / "main.py"), "organiser-reset", "--data", str(tmp_path)]
    done = subprocess.run(["sh", "-c", 'exec "$@" >&- 2>&-', "sh", *command], timeout=PATIENCE, check=False)
    assert done.returncode == 0


@pytest.mark.slow
def test_help_names_every_exit_code() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--help"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    for code in {0, 1, 2, *EXIT_CODES.values()}:
        assert f"{code} " in done.stdout.split("Exit codes:")[1]


@pytest.mark.slow
def test_an_old_file_is_brought_along(tmp_path: Path) -> None:
    old = tmp_path / "old.json"
    old.write_text(json.dumps({"users": {"1": KIM}, "candidates": {"4": {"name": "가", "voteCount": 9}}}))
    data = str(tmp_path / "data")
    with Program("import-db", str(old), "--data", data, "--lang", "en") as program:
        assert program.end() == (0, "")
    with Program("import-db", str(old), "--data", data, "--lang", "en") as program:
        code, words = program.end()
        assert code == 7
        assert "already holds an election" in words
    with headless(tmp_path) as program:
        address = program.address()
        token = ask(f"{address}/auth/login", {"email": KIM["email"], "password": KIM["password"]})[1]
        assert ask(f"{address}/vote?id=4", token=token)[0] == 200
        assert votes(address) == {4: 10}
        assert program.stop() == 0


@pytest.mark.slow
def test_a_broken_old_file_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text("{")
    with Program("import-db", str(tmp_path / "old.json"), "--data", str(tmp_path / "data")) as program:
        code, words = program.end()
    assert code == 7
    assert words.count("\n") == 1
    assert not (tmp_path / "data").exists()


def test_every_refusal_has_its_exit_code() -> None:
    assert exit_code(FolderInUse()) == 3
    assert exit_code(StorageFailed()) == 5
    assert exit_code(PasswordsFailed()) == 5
    assert exit_code(Unavailable()) == 6
    assert exit_code(ElectionError()) == 1


DIES_ONCE = """
import sys, main
from api.http.loop import Server

run, fallen = Server.run, []

def dies_once(server):
    if not fallen:
        fallen.append(True)
        raise MemoryError
    run(server)

Server.run = dies_once
sys.exit(main.main(sys.argv[1:]))
"""


@pytest.mark.slow
def test_a_server_that_dies_is_told_in_the_terminal_and_started_again(tmp_path: Path) -> None:
    command = [sys.executable, "-c", DIES_ONCE, "--headless", "--lang", "en", "--port", "0"]
    with (
        (tmp_path / "errors").open("w+") as errors,
        subprocess.Popen(
            [*command, "--data", str(tmp_path / "data")],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as program,
    ):
        assert program.stdout is not None
        first, second = program.stdout.readline(), program.stdout.readline()
        assert first == second
        assert ask(first.removeprefix("API: ").strip() + "/candidates")[0] == 200
        program.send_signal(signal.SIGTERM)
        assert program.wait(PATIENCE) == 0
        errors.seek(0)
        said = errors.read()
    assert said.count("MemoryError") == 1
    assert "The API stopped unexpectedly and is being started again" in said


@pytest.mark.slow
def test_a_name_of_ones_own_is_answered_and_a_strange_one_is_not(tmp_path: Path) -> None:
    with headless(tmp_path, "--name", "vote.example.org", "--name", "10.0.2.2") as program:
        port = int(program.address().rpartition(":")[2])
        for host, status in (("vote.example.org", 200), ("10.0.2.2:2020", 200), ("other.example.org", 421)):
            assert fetch(port, "GET", "/candidates", Host=host).status == status
        assert program.stop() == 0
