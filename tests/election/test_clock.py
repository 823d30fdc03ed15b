"""Log-ins and a computer's clock that is wrong, put right, set back, or killed in between."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from election.clock import ClockJump, ElectionClock, local_time
from election.errors import StorageFailed
from election.setup.samples import create_sample
from election.store.json.folder import DataFolder, StoreFolder
from election.store.json.store import JsonKioskStore, JsonStore
from election.voters.passwords import Passwords
from election.voters.refusals import BadToken, WrongCredentials
from tests.election.store.json.raw import engine_of
from tests.services import Services, build_services

KEY = b"k" * 32
TODAY, HOUR = 1_795_000_000.0, 3600.0
TEN_YEARS = 10 * 365 * 24 * HOUR


def refuse(*_: object) -> None:
    raise StorageFailed


class Computer:
    """A computer with a clock that can be set, and a data folder. `sleep` lets time pass."""

    def __init__(self, path: Path, passwords: Passwords, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        self.wall, self.ticks = TODAY, 500.0
        self._path, self._passwords = path, passwords
        self._kiosk_path = path.with_name("kiosk")
        self._kiosk_path.mkdir()
        self._folder: DataFolder | None = None

    def __enter__(self) -> "Computer":
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder is not None:
            self._folder.close()

    def sleep(self, seconds: float) -> None:
        self.wall += seconds
        self.ticks += seconds

    def boot(self) -> Services:
        """Start the program; what ran before was killed."""
        if self._folder is not None:
            self._folder.close()
            self._patch.setattr(self.kiosk, "write", refuse)
        self._folder = DataFolder(self._path)
        store = JsonStore(self._folder)
        if store.is_new:
            create_sample(store)
        self.kiosk = JsonKioskStore(StoreFolder(self._kiosk_path))
        clock = ElectionClock(self.kiosk, lambda: self.wall, lambda: self.ticks, look_every=0.001)
        return build_services(store, KEY, self._passwords, clock, self.kiosk)


@pytest.fixture
def computer(tmp_path: Path, passwords: Passwords, monkeypatch: pytest.MonkeyPatch) -> Iterator[Computer]:
    with Computer(tmp_path / "data", passwords, monkeypatch) as computer:
        yield computer


def log_in(services: Services) -> str:
    accounts = services.accounts
    try:
        voter = accounts.log_in("kim@example.org", "p")
    except WrongCredentials:
        voter = accounts.sign_up("kim@example.org", "Kim", "p")
    return accounts.issue_token(voter)


def is_good(services: Services, token: str) -> bool:
    try:
        services.accounts.voter_id_of_token(token)
    except BadToken:
        return False
    return True


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 50
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def kept(computer: Computer) -> int:
    row = engine_of(computer.kiosk).read(lambda tables: tables["kiosk"].get(doc_id=2))
    return int(row["highest"]) if row else 0


@pytest.mark.parametrize("restarted", [False, True])
def test_what_was_issued_while_the_clock_was_ahead_is_good_for_twelve_hours_and_no_longer(
    computer: Computer, restarted: bool
) -> None:
    services = computer.boot()
    computer.wall += TEN_YEARS
    with services.clock.running():
        token = log_in(services)
        computer.wall -= TEN_YEARS
        assert is_good(services, token)
        computer.sleep(11 * HOUR)
        assert is_good(services, token)
    if restarted:
        services = computer.boot()
    assert is_good(services, token)
    computer.sleep(1 * HOUR)
    assert not is_good(services, token)
    assert is_good(services, fresh := log_in(services))  # and the kiosk goes on
    computer.sleep(12 * HOUR)
    assert not is_good(services, fresh)


def test_after_a_crash_what_was_issued_in_the_future_is_refused(computer: Computer) -> None:
    services = computer.boot()
    with services.clock.running():
        computer.wall += TEN_YEARS
        token = log_in(services)
        assert is_good(services, token)
        killed = computer.boot()
        assert is_good(killed, token)
        computer.wall -= TEN_YEARS
        assert not is_good(computer.boot(), token)
        computer.wall += 9 * TEN_YEARS
        assert not is_good(computer.boot(), token)


@pytest.mark.parametrize("restarted", [False, True])
def test_setting_the_clock_back_revives_nothing(computer: Computer, restarted: bool) -> None:
    services = computer.boot()
    with services.clock.running():
        token = log_in(services)
        computer.sleep(13 * HOUR)
        assert not is_good(services, token)
        computer.wall -= 12 * HOUR
        assert not is_good(services, token)
    if restarted:
        services = computer.boot()
    assert not is_good(services, token)
    assert is_good(services, log_in(services))


def test_a_kill_while_the_clock_is_behind_ends_no_log_in(computer: Computer) -> None:
    services = computer.boot()
    with services.clock.running():
        computer.sleep(1)
    computer.wall -= 9 * HOUR
    services = computer.boot()
    with services.clock.running():
        computer.sleep(0.9 * HOUR)
        token = log_in(services)
        again = computer.boot()
        assert is_good(again, token)
        computer.sleep(12 * HOUR)
        assert not is_good(again, token)


def test_log_ins_outlive_a_restart_and_sleep_counts(computer: Computer) -> None:
    services = computer.boot()
    with services.clock.running():
        token = log_in(services)
    computer.sleep(11 * HOUR)
    assert is_good(computer.boot(), token)
    computer.wall += 1 * HOUR
    assert not is_good(computer.boot(), token)


def test_it_is_written_down_by_the_hour_and_by_nothing_else(computer: Computer) -> None:
    services = computer.boot()
    voter = services.accounts.sign_up("kim@example.org", "Kim", "p")
    with services.clock.running():
        assert kept(computer) == TODAY
        computer.sleep(0.9 * HOUR)
        token = log_in(services)
        assert is_good(services, token)
        services.ballots.cast(voter.id, {})
        assert services.clock.now() == TODAY + 0.9 * HOUR
        assert kept(computer) == TODAY
        computer.sleep(0.2 * HOUR)
        until(lambda: kept(computer) == TODAY + 1.1 * HOUR)
        computer.sleep(0.5 * HOUR)
    assert kept(computer) == TODAY + 1.6 * HOUR
    assert not [each for each in threading.enumerate() if each.name == "clock"]


def test_an_election_is_left_at_rest(computer: Computer, tmp_path: Path) -> None:
    services = computer.boot()
    services.polls.close()
    at_rest = sorted(file.name for file in (tmp_path / "data").iterdir())
    with services.clock.running():
        computer.sleep(3 * HOUR)
        until(lambda: kept(computer) > TODAY)
    assert kept(computer) == TODAY + 3 * HOUR
    assert sorted(file.name for file in (tmp_path / "data").iterdir()) == at_rest


def test_a_disk_that_refuses_stops_nobody(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    services = computer.boot()
    monkeypatch.setattr(computer.kiosk, "write", refuse)
    with services.clock.running():
        assert services.clock.now() == TODAY


def test_a_jump_is_told_and_logged_once_and_small_ones_are_not(
    computer: Computer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "election.clock")
    clock = computer.boot().clock
    for seconds in (290, -290, 290, -290):
        computer.wall += seconds
        assert clock.jump() is None
    computer.sleep(9 * HOUR)  # a closed lid is no jump
    assert clock.jump() is None
    before = clock.now()
    computer.wall += TEN_YEARS
    jump = clock.jump()
    assert jump is not None
    assert not jump.is_back
    assert (jump.before, jump.after) == (before, computer.wall)
    highest = clock.now()
    computer.wall -= TEN_YEARS
    assert clock.jump() == ClockJump(highest, computer.wall)
    assert clock.jump().is_back
    clock.acknowledge()
    assert clock.jump() is None
    assert [record.levelno for record in caplog.records] == [logging.WARNING] * 2
    assert local_time(highest) in caplog.text


def test_a_clock_that_was_set_back_while_the_program_was_off_is_told(computer: Computer) -> None:
    with computer.boot().clock.running():
        pass
    computer.wall -= HOUR
    assert computer.boot().clock.jump() == ClockJump(TODAY, TODAY - HOUR)


@pytest.mark.parametrize("seconds", [-1e18, 0.0, 1e18])
def test_every_time_can_be_told(seconds: float) -> None:
    assert local_time(seconds)
