"""The desk's passphrase: a PIN that the program makes, or one that is not weak; wrong tries are slowed."""

import pytest

from election.admin.desk_passphrase import DeskPassphrase
from election.admin.passphrase import Organiser
from election.admin.refusals import (
    NoPassphrase,
    PassphraseObvious,
    PassphraseTooShort,
    TooManyPassphraseTries,
    WrongPassphrase,
)
from election.store.port import KioskStore
from election.voters.passwords import Passwords
from election.voters.rate_limit import Throttle


@pytest.fixture
def desk(kiosk_store: KioskStore, passwords: Passwords) -> DeskPassphrase:
    return DeskPassphrase(kiosk_store, passwords, Throttle())


def test_a_pin_is_made_and_opens_the_desk_until_the_next_is(desk: DeskPassphrase) -> None:
    with pytest.raises(NoPassphrase):
        desk.check("123456")
    first = desk.make_pin()
    assert (len(first), first.isdecimal(), desk.is_set()) == (6, True, True)
    desk.check(f" {first} ")
    second = desk.make_pin()
    assert second != first
    with pytest.raises(WrongPassphrase):
        desk.check(first)
    assert desk.check(second).count == 1


def test_pins_are_random_and_none_is_weak(desk: DeskPassphrase, passwords: Passwords) -> None:
    pins = {desk.make_pin() for _ in range(40)}
    assert len(pins) > 35
    for pin in pins:
        assert DeskPassphrase.check_new(pin) == pin


@pytest.mark.parametrize("pin", ["000000", "123456", "654321", "890123", "121212", "404404", "112211"])
def test_weak_pins_are_refused(desk: DeskPassphrase, pin: str) -> None:
    with pytest.raises(PassphraseObvious):
        desk.set(pin)


@pytest.mark.parametrize("text", ["", "12345", "1234567", "abcdef", "６１９３８４"])
def test_short_ones_are_refused(desk: DeskPassphrase, text: str) -> None:
    with pytest.raises(PassphraseTooShort):
        desk.set(text)
    assert not desk.is_set()


def test_wrong_tries_are_slowed_and_a_restart_gives_no_new_ones(
    desk: DeskPassphrase, kiosk_store: KioskStore, passwords: Passwords
) -> None:
    pin = desk.make_pin()
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            desk.check("193847")
    for each in (desk, DeskPassphrase(kiosk_store, passwords, Throttle())):
        with pytest.raises(TooManyPassphraseTries):
            each.check(pin)


def test_it_opens_nothing_of_the_organisers(
    desk: DeskPassphrase, kiosk_store: KioskStore, passwords: Passwords
) -> None:
    organiser = Organiser(kiosk_store, passwords, Throttle())
    organiser.set_first("a long sentence")
    desk.set("another sentence")
    with pytest.raises(WrongPassphrase):
        organiser.check("another sentence")
    with pytest.raises(WrongPassphrase):
        desk.check("a long sentence")
