"""The project's own order: locks, sizes, who imports whom, and that neither service nor API needs Qt."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HEADLESS, WINDOW, SPEECH, DEV = (
    ROOT / f"requirements{which}.txt" for which in ("-headless", "", "-speech", "-dev")
)
LOCKS = [HEADLESS, WINDOW, SPEECH, DEV]


def tracked(*patterns: str) -> list[Path]:
    """The project's files that match: those git knows, or in an unpacked archive all."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *patterns], cwd=ROOT, capture_output=True, check=True, timeout=120
    )
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def pins(lock: Path) -> dict[str, str]:
    """The lock's requirements: ``name==version ; marker`` -> its hashes."""
    lines = lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    split = (line.partition(" --hash=") for line in lines if line.strip())
    return {" ".join(requirement.split()): mark + hashes for requirement, mark, hashes in split}


# --- locks ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_names_versions_and_hashes_and_nothing_else(lock: Path) -> None:
    requirements = pins(lock)
    assert len(requirements) > 5
    for requirement, hashes in requirements.items():
        assert re.fullmatch(r"[a-z0-9-]+==[\w.+!-]+( ; [\w'.<>=! ]+)?", requirement), requirement
        assert re.fullmatch(r"( *(--hash=)?sha256:[0-9a-f]{64})+ *", hashes.removeprefix(" ")), requirement


@pytest.mark.parametrize(
    ("smaller", "larger"),
    [(HEADLESS, WINDOW), (WINDOW, SPEECH), (WINDOW, DEV)],
    ids=["window", "speech", "dev"],
)
def test_each_lock_holds_all_of_the_smaller_one(smaller: Path, larger: Path) -> None:
    assert pins(smaller).items() < pins(larger).items()


def test_the_headless_lock_brings_no_qt() -> None:
    def has_qt(lock: Path) -> bool:
        return any(name.startswith(("pyside6", "shiboken6")) for name in pins(lock))

    assert not has_qt(HEADLESS)
    assert has_qt(WINDOW)


# --- files ---------------------------------------------------------------------------------------------


def test_no_python_file_is_longer_than_400_lines() -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in tracked("*.py")}
    assert len(lengths) > 20
    # What a stranger reads from top to bottom is one file on purpose.
    assert not [file for file, lines in lengths.items() if lines >= 400 and file.name != "verify.py"]


def test_nothing_is_left_for_later() -> None:
    word = re.compile(r"\b(TO" + r"DO|FIX" + r"ME)\b")  # so that this file does not hold them either
    texts = tracked("*.py", "*.md", "*.json", "*.qss", "*.toml", "Makefile", ".ci/run")
    assert texts
    assert not [file for file in texts if word.search(file.read_text(encoding="utf-8"))]


# --- who imports whom ----------------------------------------------------------------------------------


def test_the_import_contracts_hold() -> None:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout
    contracts = (ROOT / "pyproject.toml").read_text("utf-8").count("[[tool.importlinter.contracts]]")
    assert f"Contracts: {contracts} kept, 0 broken" in done.stdout


WITHOUT_QT = """
import importlib, importlib.abc, io, pkgutil, sys, tempfile
from contextlib import closing
from pathlib import Path

class NoQt(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6", "kiosk"):
            raise ImportError(f"{name} was asked for")

sys.meta_path.insert(0, NoQt())

import election, api
rooms = [*pkgutil.walk_packages(election.__path__, "election."), *pkgutil.walk_packages(api.__path__, "api.")]
for room in rooms:
    importlib.import_module(room.name)

from api.wsgi.app import build_app
from election.i18n.catalogue import catalogue
from election.voters.passwords import Passwords
from election.services import open_services
from election.store.json.folder import DataFolder
from election.store.json.stores import JsonStores

with tempfile.TemporaryDirectory() as where, DataFolder(Path(where)) as folder:
    with open_services(JsonStores(folder), Passwords(memory_kib=8, passes=1)) as services:
        services.library.use(services.library.create_sample())
        with services.library.current() as election:
            voter = election.accounts.sign_up("kim@example.org", "Kim", "password")
            contest = election.polls.election().contests[0]
            election.ballots.cast(voter.id, {contest.id: (contest.candidates[0].id,)})
        app = build_app(services.library, catalogue())
        answer = app(
            {"REQUEST_METHOD": "GET", "PATH_INFO": "/candidates", "QUERY_STRING": "", "SCRIPT_NAME": "",
             "SERVER_NAME": "kiosk", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
             "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http"},
            lambda status, headers, problem=None: print(status),
        )
        print(b"".join(answer).decode())
print(len(rooms), "modules")
"""


def test_election_and_api_work_without_qt() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", WITHOUT_QT], cwd=ROOT, capture_output=True, text=True,
        encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("200 OK")
    assert '"voteCount": 1' in done.stdout
