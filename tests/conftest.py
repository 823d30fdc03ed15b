"""What every test may need: an open store in a folder of its own, the services over it, a voter."""

import gc
import importlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from election.models import Voter
from election.setup.samples import create_sample
from election.store.json.folder import DataFolder
from election.store.json.store import JsonKioskStore, JsonStore
from election.store.port import Store
from election.voters.passwords import Passwords
from tests.services import Services, build_services

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

KEY = b"k" * 32
# How long an example takes depends on what else this machine does.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

IN_MEMORY = Path("/dev/shm")
LEAST_FREE = 1 << 30  # bytes; all tests need less, and a container may have hardly any

QT_LACKS_LIBRARIES = 8  # the exit code of `tools.system_libraries`, too


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Have Qt draw into memory: it would abort where there is no screen. End in words where it cannot be
    loaded: pytest-qt would end in an error of pytest's. Have `tmp_path` in memory, where there is such a
    place: tests model the disk, and sync thousands of times.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free >= LEAST_FREE:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))
    try:
        importlib.import_module("PySide6.QtWidgets")
    except ImportError as error:
        words = f"Qt cannot be loaded ({error}). `make test` finds out what this system lacks."
        pytest.exit(words, returncode=QT_LACKS_LIBRARIES)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what may take longest: else one process is left with it while the others have ended."""
    marks = {item: item.get_closest_marker("timeout") for item in items}
    items.sort(key=lambda item: mark.args[0] if (mark := marks[item]) else 0, reverse=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Leave modules and thousands of collected tests out of every later look for garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def garbage() -> Iterator[None]:
    """Collect garbage after a test, on the main thread alone: a widget that is freed on another ends the
    process (see `kiosk.app.garbage`).
    """
    from kiosk.app.garbage import collect_if_due  # needs Qt, which `pytest_configure` looks for first

    gc.disable()
    yield
    collect_if_due()


@pytest.fixture
def qtbot(qapp: "QApplication", request: pytest.FixtureRequest) -> "QtBot":
    """pytest-qt's, with more patience."""
    from tests.patience import PatientBot  # needs Qt, as above

    return PatientBot(request)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[DataFolder]:
    with DataFolder(tmp_path / "data") as folder:
        yield folder


@pytest.fixture
def folder_path(folder: DataFolder) -> Path:
    return folder.path


@pytest.fixture
def store(folder: DataFolder) -> Iterator[Store]:
    """A store with the sample election, polls open."""
    store = JsonStore(folder)
    create_sample(store)
    yield store
    store.close()


@pytest.fixture
def kiosk_store(tmp_path: Path) -> Iterator[JsonKioskStore]:
    """The kiosk's own store, with nothing in it."""
    with DataFolder(tmp_path / "notes") as folder:
        store = JsonKioskStore(folder)
        yield store
        store.close()


@pytest.fixture(scope="session")
def passwords() -> Passwords:
    """Real argon2, made cheap: tests are about what is done with a hash, not how slow it is."""
    return Passwords(memory_kib=8, passes=1)


@pytest.fixture
def services(store: Store, passwords: Passwords) -> Services:
    return build_services(store, KEY, passwords)


@pytest.fixture
def sign_up(services: Services) -> Callable[[str], Voter]:
    """Puts ``<name>@example.org`` on the roll, with the password "correct horse"."""
    return lambda name: services.accounts.sign_up(f"{name}@example.org", name, "correct horse")


@pytest.fixture
def voter(sign_up: Callable[[str], Voter]) -> Voter:
    return sign_up("voter")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The system's Chromium, started once: a process has room for one playwright on a thread."""
    from tests.api.pages.judged import CHROMIUM

    if CHROMIUM is None:
        pytest.skip("Chromium is not there: pages are judged in the one of the system")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP phone.test 127.0.0.1"],
        )
        yield started
        started.close()
