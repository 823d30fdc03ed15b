"""Hashes: what is kept, how many are made at once, and what is told when one cannot be made."""

import logging
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from pathlib import Path

import argon2
import pytest
from argon2.exceptions import HashingError, VerificationError

from election.models import Voter
from election.voters.passwords import Passwords
from election.voters.refusals import PasswordsBusy, PasswordsFailed
from tests.services import Services

PASSPHRASE = "호두 서랍 나침반 둘"
FAILURES = [
    VerificationError("Memory allocation error"),
    HashingError("Memory allocation error"),
    MemoryError(),
    argon2.exceptions.InvalidHashError(),
    UnicodeEncodeError("ascii", "secret", 0, 1, "ordinal not in range"),
]


def test_hashes_are_argon2id_at_the_recommended_cost_and_salted() -> None:
    passwords = Passwords()
    one, two = passwords.hash("same"), passwords.hash("same")
    assert one.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert one != two
    assert passwords.matches(one, "same")
    assert not passwords.matches(one, "other")
    assert not passwords.matches(None, "")


@pytest.mark.slow
def test_no_more_than_two_hashes_are_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    lock, inside, most = threading.Lock(), 0, 0
    hashed = argon2.PasswordHasher.hash

    def counted(hasher: argon2.PasswordHasher, password: str) -> str:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        kept = hashed(hasher, password)
        with lock:
            inside -= 1
        return kept

    monkeypatch.setattr(argon2.PasswordHasher, "hash", counted)
    passwords, together = Passwords(), threading.Barrier(8)

    def ask(number: int) -> str:
        together.wait(50)
        return passwords.hash(str(number))

    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(ask, range(8)))
    assert most == 2
    assert all(passwords.matches(kept[number], str(number)) for number in (0, 7))


class Held:
    """Hashing that is held up until the test lets it go. The "hash" is then the password itself."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.discard_widget = threading.Event()
        monkeypatch.setattr(argon2.PasswordHasher, "hash", self._hash)

    def _hash(self, password: str) -> str:
        assert self.discard_widget.wait(50)
        return password


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    return Held(monkeypatch)


HASHED_BY_MANY = """
import threading
from pathlib import Path
from election.voters.passwords import Passwords

def memory():
    words = Path("/proc/self/status").read_text().split()
    return int(words[words.index("VmRSS:") + 1]) / 1024

passwords = Passwords()
passwords.hash("the library is there")
before = memory()
threads = [threading.Thread(target=passwords.hash, args=("same",)) for _ in range(32)]
for each in threads: each.start()
for each in threads: each.join()
print(memory() - before)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process its memory in /proc")
def test_many_who_hash_leave_no_memory_behind() -> None:
    command = [sys.executable, "-c", HASHED_BY_MANY]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert float(done.stdout) < 30  # MiB


def test_of_a_crowd_four_wait_and_the_others_are_sent_away(held: Held) -> None:
    passwords = Passwords()
    with ThreadPoolExecutor(12) as pool:
        asked = [pool.submit(passwords.hash, "crowd", source=f"192.0.2.{number}") for number in range(10)]
        for refused in islice(as_completed(asked, timeout=50), 6):
            assert isinstance(refused.exception(), PasswordsBusy)
        window = [pool.submit(passwords.hash, "window") for _ in range(2)]
        held.discard_widget.set()
        assert [each.result(10) for each in window] == ["window", "window"]
        assert [each.result(10) for each in asked if not each.exception(10)] == ["crowd"] * 4
    for _ in range(8):  # every place was given back
        assert passwords.hash("after", source="192.0.2.1") == "after"


def test_one_source_leaves_a_place_for_others(held: Held) -> None:
    passwords = Passwords()
    with ThreadPoolExecutor(12) as pool:
        hail = [pool.submit(passwords.hash, "hail", source="192.0.2.66") for _ in range(10)]
        for refused in islice(as_completed(hail, timeout=50), 7):
            assert isinstance(refused.exception(), PasswordsBusy)
        other = [pool.submit(passwords.hash, "other", source="192.0.2.7") for _ in range(2)]
        assert isinstance(next(as_completed(other, timeout=50)).exception(), PasswordsBusy)
        held.discard_widget.set()
        assert [each.result(10) for each in other if not each.exception(10)] == ["other"]


def test_those_who_are_sent_away_do_not_all_come_back_together(held: Held) -> None:
    passwords, told = Passwords(), set()
    with ThreadPoolExecutor(5) as pool:
        asked = [pool.submit(passwords.hash, "crowd", source=str(number)) for number in range(5)]
        next(as_completed(asked, timeout=50))  # sent away: the others have all four places
        for _ in range(200):
            with pytest.raises(PasswordsBusy) as refusal:
                passwords.hash("sent away", source="5")
            told.add(refusal.value.retry_after)
        held.discard_widget.set()
    assert told == {2, 3, 4, 5, 6}


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: type(failure).__name__)
@pytest.mark.parametrize("source", ["kiosk", "192.0.2.7"])
def test_what_could_not_be_checked_is_not_told_as_wrong_nor_counted(
    services: Services,
    voter: Voter,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    failure: Exception,
    source: str,
) -> None:
    services.organiser.set_first(PASSPHRASE)

    def fail(*_: object) -> bool:
        raise failure

    with monkeypatch.context() as patched, caplog.at_level(logging.ERROR):
        patched.setattr(argon2.PasswordHasher, "verify", fail)
        patched.setattr(argon2.PasswordHasher, "hash", fail)
        for _ in range(6):  # more than are free
            with pytest.raises(PasswordsFailed):
                services.accounts.log_in(voter.email, "correct horse", source)
            with pytest.raises(PasswordsFailed):
                services.organiser.check(PASSPHRASE)
        with pytest.raises(PasswordsFailed):
            services.accounts.sign_up("new@example.org", "New", "p", source)
        with pytest.raises(PasswordsFailed):
            services.organiser.change(PASSPHRASE, "another good phrase")
    assert len(caplog.records) == 14
    for secret in ("secret", "correct horse", voter.email, PASSPHRASE, "$argon2"):
        assert secret not in caplog.text
    assert services.accounts.log_in(voter.email, "correct horse", source) == voter
    assert services.organiser.check(PASSPHRASE).count == 0
    assert services.tally.turnout().voters == 1


@pytest.mark.parametrize("kept", ["not a hash", "ünreadable", "$argon2id$v=19$m=8,t=1,p=1$damaged"])
def test_a_damaged_hash_is_no_wrong_password(passwords: Passwords, kept: str) -> None:
    with pytest.raises(PasswordsFailed):
        passwords.matches(kept, "same")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can hold a process to so much memory")
def test_memory_that_really_runs_out(voter: Voter) -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    passwords = Passwords(memory_kib=1024 * 1024)
    resource.setrlimit(resource.RLIMIT_AS, (used + 256 * 2**20, hard))
    try:
        with pytest.raises(PasswordsFailed):
            passwords.hash("same")
        with pytest.raises(PasswordsFailed):
            passwords.matches(None, "same")
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def test_where_no_thread_can_be_started_it_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    with pytest.raises(PasswordsFailed):
        Passwords(memory_kib=8, passes=1).hash("same")
