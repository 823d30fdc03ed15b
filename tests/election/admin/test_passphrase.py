"""The organiser's passphrase: what may be one, who gets in, and what is told of those who tried."""

import logging
import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import argon2
import pytest

from election.admin.obvious_passphrases import is_obvious
from election.admin.passphrase import LONGEST_PASSPHRASE, Organiser, WrongTries
from election.admin.refusals import (
    NoPassphrase,
    PassphraseMalformed,
    PassphraseObvious,
    PassphraseSet,
    PassphraseTooShort,
    TooManyPassphraseTries,
    WrongPassphrase,
)
from election.errors import StorageFailed
from election.store.json.folder import DataFolder
from election.store.json.store import JsonKioskStore
from election.store.port import KioskStore
from election.voters.passwords import Passwords
from election.voters.rate_limit import Throttle

GOOD = "호두 서랍 나침반 둘"
DAY = date(2026, 11, 23)


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def organiser(kiosk_store: KioskStore, passwords: Passwords, clock: Clock) -> Organiser:
    return Organiser(kiosk_store, passwords, Throttle(clock), lambda: DAY)


@pytest.fixture
def known(organiser: Organiser) -> Organiser:
    organiser.set_first(GOOD)
    return organiser


def test_it_is_set_once_and_then_only_changed_by_who_knows_it(organiser: Organiser) -> None:
    assert not organiser.is_set()
    with pytest.raises(NoPassphrase):
        organiser.check(GOOD)
    organiser.set_first(GOOD)
    assert organiser.is_set()
    with pytest.raises(PassphraseSet):
        organiser.set_first("another good phrase")
    with pytest.raises(WrongPassphrase):
        organiser.change("not it at all", "another good phrase")
    organiser.change(GOOD, "another good phrase")
    organiser.check("another good phrase")
    with pytest.raises(WrongPassphrase):
        organiser.check(GOOD)


def test_a_mac_and_a_stray_space_type_the_same_passphrase(known: Organiser) -> None:
    known.check(f" {unicodedata.normalize('NFD', GOOD)}  ")


@pytest.mark.parametrize("text", ["", "  ", "호두서랍", "seven77", "       x       "])
def test_a_short_one_is_refused(organiser: Organiser, text: str) -> None:
    with pytest.raises(PassphraseTooShort):
        organiser.set_first(text)
    assert not organiser.is_set()


@pytest.mark.parametrize("text", ["two\nlines of it", "broken\ud800 half", "x" * (LONGEST_PASSPHRASE + 1)])
def test_what_no_keyboard_types_is_refused(known: Organiser, text: str) -> None:
    with pytest.raises(PassphraseMalformed):
        known.change(GOOD, text)
    with pytest.raises(WrongPassphrase):
        known.check(text)


@pytest.mark.parametrize(
    "text",
    [
        "12345678",
        "87654321",
        "abcdefgh",
        "qwertyui",
        "QWERTYUIOP",
        "asdfghjkl",
        "1q2w3e4r",
        "1qaz2wsx",
        "abcd1234",
        "qwer1234!",
        "aaaaaaaa",
        "abababab",
        "xyz7xyz7xyz",
        "abcabcabc!!!",
        "password",
        "Password123",
        "P@ssw0rd1",
        "votekiosk",
        "Vote Kiosk 1",
        "관리자 관리자1",
        "투표키오스크",
        "비밀번호1234",
        "가나다라마바사아",
        "ㅂㅈㄷㄱㅅㅛㅕㅑ",
        "dkssudgktpdy",
        "iloveyou",
        "admin1234",
        "welcome1",
        "!@#$%^&*",
        "xK7#pxK7#p",
        "xK7#pxK7#pxK7",
        "passwordxK7",
    ],
)
def test_the_obvious_is_refused(organiser: Organiser, text: str) -> None:
    assert is_obvious(text)
    if len(text) >= 8:
        with pytest.raises(PassphraseObvious):
            organiser.set_first(text)


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "correct horse battery",
        "xK7#pm2q",
        "은행나무아래벤치",
        "my passwords are long",
        "rnfma8wkd",
        "passwordxK7#",
    ],
)
def test_a_good_one_is_not_called_obvious(text: str) -> None:
    assert not is_obvious(text)


def test_wrong_tries_are_slowed_down_and_the_right_one_has_to_wait_too(
    known: Organiser, clock: Clock
) -> None:
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            known.check("a wrong guess")
    with pytest.raises(TooManyPassphraseTries) as refusal:
        known.check(GOOD)
    assert refusal.value.retry_after == 1
    clock.now += 1
    known.check(GOOD)


def test_wrong_tries_are_told_at_the_next_right_one_and_then_forgotten(known: Organiser) -> None:
    assert known.check(GOOD) == WrongTries(0, None)
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            known.check("a wrong guess")
    assert known.check(GOOD) == WrongTries(3, DAY)
    assert known.check(GOOD) == WrongTries(0, None)


def test_a_restart_forgets_no_wrong_try_and_gives_a_guesser_no_new_ones(
    known: Organiser, kiosk_store: KioskStore, passwords: Passwords, clock: Clock
) -> None:
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            known.check("a wrong guess")
    again = Organiser(kiosk_store, passwords, Throttle(clock), lambda: date(2027, 1, 1))
    with pytest.raises(TooManyPassphraseTries):
        again.check("a wrong guess")
    clock.now += 60
    assert again.check(GOOD) == WrongTries(5, DAY)


def test_tries_are_logged_without_what_was_typed(known: Organiser, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="election"):
        with pytest.raises(WrongPassphrase):
            known.check("a wrong guess")
        known.check(GOOD)
    assert [record.levelno for record in caplog.records] == [logging.WARNING, logging.INFO]
    assert "a wrong guess" not in caplog.text
    assert GOOD not in caplog.text


def test_a_failing_disk_keeps_nobody_out_and_lets_nobody_in(
    known: Organiser, kiosk_store: KioskStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(WrongPassphrase):
        known.check("a wrong guess")

    def refuse(*_: object) -> None:
        raise StorageFailed

    monkeypatch.setattr(kiosk_store, "write", refuse)
    with pytest.raises(WrongPassphrase):
        known.check("another wrong guess")
    known.check(GOOD)


def test_who_has_the_data_folder_can_remove_it(known: Organiser, caplog: pytest.LogCaptureFixture) -> None:
    assert known.remove()
    assert "removed" in caplog.text
    assert not known.is_set()
    assert not known.remove()
    known.set_first("another good phrase")


def test_whoever_removed_it_need_not_wait_for_the_wrong_tries_at_the_old_one(known: Organiser) -> None:
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            known.check("a wrong guess")
    known.remove()
    known.set_first("another good phrase")
    known.check("another good phrase")


def test_of_two_who_set_the_first_one_at_once_one_is_refused(
    organiser: Organiser, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = argon2.PasswordHasher.hash
    together = threading.Barrier(2)  # both have seen that there is none yet

    def slowly(hasher: argon2.PasswordHasher, text: str) -> str:
        together.wait(50)
        return hashed(hasher, text)

    monkeypatch.setattr(argon2.PasswordHasher, "hash", slowly)
    texts = ("a very good phrase", "another good phrase")
    with ThreadPoolExecutor(2) as pool:
        setting = {text: pool.submit(organiser.set_first, text) for text in texts}
        refused = {text: each.exception(10) for text, each in setting.items()}
    assert sorted(type(each).__name__ for each in refused.values()) == ["NoneType", "PassphraseSet"]
    organiser.check(next(text for text, error in refused.items() if error is None))


def test_it_is_nowhere_in_clear_and_outlives_a_restart(tmp_path: Path, passwords: Passwords) -> None:
    with DataFolder(tmp_path / "kept") as folder:
        store = JsonKioskStore(folder)
        Organiser(store, passwords, Throttle()).set_first("a very good phrase")
        store.close()
    assert b"very good" not in (tmp_path / "kept" / "election.json").read_bytes()
    with DataFolder(tmp_path / "kept") as folder:
        store = JsonKioskStore(folder)
        Organiser(store, passwords, Throttle()).check("a very good phrase")
        store.close()
