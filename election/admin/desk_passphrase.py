"""The desk's passphrase: what the poll worker enters, and which opens nothing but the desk."""

import secrets
from collections.abc import Callable
from datetime import date

from election.admin.failed_log_ins import FailedLogIns
from election.admin.obvious_passphrases import is_obvious
from election.admin.passphrase import SHORTEST_PASSPHRASE, Noted, Passphrase, normal_passphrase
from election.admin.refusals import (
    NoDeskPassphrase,
    PassphraseObvious,
    PassphraseTooShort,
    WrongDeskPassphrase,
)
from election.store.port import KioskStore, NoteKind
from election.voters.passwords import Passwords
from election.voters.rate_limit import Throttle

PIN_DIGITS = 6
_RUNS = ("0123456789" * 2, "9876543210" * 2)


class DeskPassphrase(Passphrase):
    """Sets and checks the desk's passphrase: one of eight characters at least, or a PIN that the program made
    (`make_pin`). The organiser sets it, and may set another at any time.
    """

    is_wrong, is_missing = WrongDeskPassphrase, NoDeskPassphrase

    def __init__(
        self,
        store: KioskStore,
        passwords: Passwords,
        throttle: Throttle,
        today: Callable[[], date] = date.today,
        noted: Noted = lambda _what, _whose: None,
        failed: FailedLogIns | None = None,
    ) -> None:
        super().__init__(store, passwords, throttle, today, NoteKind.DESK, "desk", noted, failed)

    @staticmethod
    def check_new(text: str) -> str:
        """Return a passphrase to be set in its normal form. Raises PassphraseMalformed, PassphraseTooShort or
        PassphraseObvious.
        """
        passphrase = normal_passphrase(text)
        is_pin = passphrase.isdecimal() and passphrase.isascii() and len(passphrase) == PIN_DIGITS
        if not is_pin and len(passphrase) < SHORTEST_PASSPHRASE:
            raise PassphraseTooShort(count=SHORTEST_PASSPHRASE)
        if _is_weak_pin(passphrase) if is_pin else is_obvious(passphrase):
            raise PassphraseObvious
        return passphrase

    def set(self, text: str) -> None:
        """Set the passphrase in place of the one before. Raises what `check_new` does, or StorageFailed."""
        self._keep(self.check_new(text))

    def make_pin(self) -> str:
        """Draw a PIN of six digits, set it, and return it: it is shown once. Raises StorageFailed."""
        while _is_weak_pin(pin := f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}}"):
            pass
        self._keep(pin)
        return pin


def _is_weak_pin(pin: str) -> bool:
    """Return whether it is one that people try first: few digits, a run of them, or a part that repeats."""
    halves, thirds = pin[:3] == pin[3:], pin[:2] == pin[2:4] == pin[4:]
    return len(set(pin)) < 3 or halves or thirds or any(pin in run for run in _RUNS)
