"""The organiser's passphrase: what opens the kiosk's staff panel, and a kiosk that has locked itself."""

import logging
import math
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from election.admin.obvious_passphrases import is_obvious
from election.admin.refusals import (
    NoPassphrase,
    PassphraseMalformed,
    PassphraseObvious,
    PassphraseSet,
    PassphraseTooShort,
    TooManyPassphraseTries,
    WrongPassphrase,
)
from election.errors import StorageFailed, StorageUnsettled
from election.store.port import KioskSnapshot, KioskStore, KioskTransaction, NoteKind
from election.voters.passwords import Passwords
from election.voters.rate_limit import KIOSK, Throttle

log = logging.getLogger(__name__)

SHORTEST_PASSPHRASE, LONGEST_PASSPHRASE = 8, 1_024  # characters
_WHO = "organiser"  # there is one passphrase, so the throttle knows one account


@dataclass(frozen=True, slots=True)
class WrongTries:
    """How many wrong tries there were since the last right one, and the day of the first (None: none)."""

    count: int = 0
    since: date | None = None


def normal_passphrase(text: str) -> str:
    """Return `text` as it is hashed: NFC, trimmed. Raises PassphraseMalformed for what no keyboard types, or
    more than `LONGEST_PASSPHRASE` characters.
    """
    if len(text) > LONGEST_PASSPHRASE or any(unicodedata.category(char) in ("Cc", "Cs") for char in text):
        raise PassphraseMalformed
    return unicodedata.normalize("NFC", text).strip()


def check_new(text: str) -> str:
    """Return a passphrase to be set in its normal form. Raises PassphraseMalformed, PassphraseTooShort or
    PassphraseObvious.
    """
    passphrase = normal_passphrase(text)
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise PassphraseTooShort(count=SHORTEST_PASSPHRASE)
    if is_obvious(passphrase):
        raise PassphraseObvious
    return passphrase


class Organiser:
    """Sets and checks the passphrase. All but `is_set` take the time of a hash (about 40 ms)."""

    def __init__(
        self,
        store: KioskStore,
        passwords: Passwords,
        throttle: Throttle,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._store = store
        self._passwords = passwords
        self._throttle = throttle
        self._today = today
        row = store.read(_row)
        throttle.note(_WHO, KIOSK, row["wrong"] if row else 0)  # a restart gives a guesser no new tries

    def is_set(self) -> bool:
        """Return whether there is a passphrase."""
        return self._store.read(_row) is not None

    def set_first(self, text: str) -> None:
        """Set the passphrase where there is none. Raises PassphraseSet, whatever `check_new` raises, or
        StorageFailed.
        """
        if self.is_set():  # before the hash: it is dear
            raise PassphraseSet
        kept = self._passwords.hash(check_new(text))

        def put(transaction: KioskTransaction) -> None:
            if _row(transaction) is not None:
                raise PassphraseSet
            transaction.put_note(NoteKind.ORGANISER, _fresh(kept))

        self._store.write(put)
        log.info("the organiser's passphrase was set")

    def change(self, current: str, text: str) -> None:
        """Set another passphrase. Raises what `check` and `check_new` raise, or StorageFailed."""
        passphrase = check_new(text)
        self.check(current)
        kept = self._passwords.hash(passphrase)
        self._store.write(lambda transaction: transaction.put_note(NoteKind.ORGANISER, _fresh(kept)))
        log.info("the organiser's passphrase was changed")

    def check(self, text: str) -> WrongTries:
        """Return what was tried before if `text` is the passphrase. Raises WrongPassphrase, NoPassphrase,
        PasswordsFailed, or TooManyPassphraseTries before it is even looked at.
        """
        row = self._store.read(_row)
        if row is None:
            raise NoPassphrase
        attempt = self._throttle.attempt(_WHO, KIOSK)
        if attempt.wait:
            raise TooManyPassphraseTries(math.ceil(attempt.wait))
        try:
            is_right = self._passwords.matches(row["passphrase"], normal_passphrase(text))
        except PassphraseMalformed:
            is_right = False
        except BaseException:
            self._throttle.void(attempt)
            raise
        if not is_right:
            count = self._note(self._count_wrong) or row["wrong"] + 1
            log.warning("a wrong organiser's passphrase was tried (%d since the last right one)", count)
            raise WrongPassphrase
        self._throttle.right(attempt)
        tries = WrongTries(row["wrong"], date.fromisoformat(row["since"]) if row["since"] else None)
        if tries.count:
            self._note(_forget_wrong)
        log.info("the organiser's passphrase was entered")
        return tries

    def remove(self) -> bool:
        """Forget the passphrase, so that the next entry sets one; return whether there was one. Only for
        whoever has the data folder itself. Raises StorageFailed.
        """

        def take(transaction: KioskTransaction) -> bool:
            was_set = _row(transaction) is not None
            transaction.put_note(NoteKind.ORGANISER, None)
            return was_set

        removed = self._store.write(take)
        self._throttle.note(_WHO, KIOSK, 0)
        log.warning(
            "the organiser's passphrase was removed" if removed else "there was no passphrase to remove"
        )
        return removed

    def _count_wrong(self, transaction: KioskTransaction) -> int:
        row = _row(transaction)
        if row is None:
            return 0
        count = int(row["wrong"]) + 1
        since = row["since"] or self._today().isoformat()
        transaction.put_note(NoteKind.ORGANISER, {**row, "wrong": count, "since": since})
        return count

    def _note(self, work: Callable[[KioskTransaction], int]) -> int:
        """Write down how often it was tried. A failing disk keeps nobody out whom it was to let in."""
        try:
            return self._store.write(work)
        except (StorageFailed, StorageUnsettled):  # the store has logged why
            return 0


def _row(snapshot: KioskSnapshot) -> Mapping[str, Any] | None:
    return snapshot.note(NoteKind.ORGANISER)


def _fresh(kept: str) -> dict[str, object]:
    return {"passphrase": kept, "wrong": 0, "since": ""}


def _forget_wrong(transaction: KioskTransaction) -> int:
    if row := _row(transaction):
        transaction.put_note(NoteKind.ORGANISER, {**row, "wrong": 0, "since": ""})
    return 0
