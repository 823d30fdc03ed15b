"""Passphrases of the kiosk. The organiser's opens the staff panel, and a kiosk that has locked itself."""

import logging
import math
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from election.admin.failed_log_ins import FailedLogIns, LogInKind
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
ORGANISER = "organiser"  # whose it is: each passphrase is one account of its throttle


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


SET, REMOVED = "passphrase.set", "passphrase.removed"  # what is noted
Noted = Callable[[str, str], None]


class Passphrase:
    """A passphrase that is kept with the kiosk as a hash: the organiser's, or the desk's. `kind` is where it
    is kept, `who` whose it is. All but `is_set` take the time of a hash (about 40 ms).
    """

    is_wrong: type[WrongPassphrase] = WrongPassphrase
    is_missing: type[NoPassphrase] = NoPassphrase

    def __init__(
        self,
        store: KioskStore,
        passwords: Passwords,
        throttle: Throttle,
        today: Callable[[], date],
        kind: NoteKind,
        who: str,
        noted: Noted = lambda _what, _whose: None,
        failed: FailedLogIns | None = None,
    ) -> None:
        """`noted` is told of a passphrase that was set, changed or removed, and whose it is."""
        self._noted, self._failed = noted, failed or FailedLogIns()
        self._store = store
        self._passwords = passwords
        self._throttle = throttle
        self._today = today
        self._kind, self._who = kind, who
        row = store.read(self._row)
        throttle.note(who, KIOSK, row["wrong"] if row else 0)  # a restart gives a guesser no new tries

    def is_set(self) -> bool:
        """Return whether there is a passphrase."""
        return self._store.read(self._row) is not None

    def check(self, text: str) -> WrongTries:
        """Return what was tried before if `text` is the passphrase. Raises WrongPassphrase, NoPassphrase,
        PasswordsFailed, or TooManyPassphraseTries before it is even looked at.
        """
        row = self._store.read(self._row)
        if row is None:
            raise self.is_missing
        attempt = self._throttle.attempt(self._who, KIOSK)
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
            self._failed.count(LogInKind(self._who))
            count = self._note(self._count_wrong) or row["wrong"] + 1
            log.warning("a wrong %s's passphrase was tried (%d since the last right one)", self._who, count)
            raise self.is_wrong
        self._throttle.right(attempt)
        tries = WrongTries(row["wrong"], date.fromisoformat(row["since"]) if row["since"] else None)
        if tries.count:
            self._note(self._forget_wrong)
        log.info("the %s's passphrase was entered", self._who)
        return tries

    def remove(self) -> bool:
        """Forget the passphrase, so that the next entry sets one; return whether there was one. Only for
        whoever has the data folder itself. Raises StorageFailed.
        """

        def take(transaction: KioskTransaction) -> bool:
            was_set = self._row(transaction) is not None
            transaction.put_note(self._kind, None)
            return was_set

        removed = self._store.write(take)
        self._throttle.note(self._who, KIOSK, 0)
        words = "the %s's passphrase was removed" if removed else "there was no %s's passphrase to remove"
        log.warning(words, self._who)
        if removed:
            self._noted(REMOVED, self._who)
        return removed

    def _count_wrong(self, transaction: KioskTransaction) -> int:
        row = self._row(transaction)
        if row is None:
            return 0
        count = int(row["wrong"]) + 1
        since = row["since"] or self._today().isoformat()
        transaction.put_note(self._kind, {**row, "wrong": count, "since": since})
        return count

    def _note(self, work: Callable[[KioskTransaction], int]) -> int:
        """Write down how often it was tried. A failing disk keeps nobody out whom it was to let in."""
        try:
            return self._store.write(work)
        except (StorageFailed, StorageUnsettled):  # the store has logged why
            return 0

    def _keep(self, passphrase: str) -> None:
        kept = self._passwords.hash(passphrase)
        self._store.write(lambda transaction: transaction.put_note(self._kind, _fresh(kept)))
        self._throttle.note(self._who, KIOSK, 0)
        log.info("the %s's passphrase was set", self._who)
        self._noted(SET, self._who)

    def _row(self, snapshot: KioskSnapshot) -> Mapping[str, Any] | None:
        return snapshot.note(self._kind)

    def _forget_wrong(self, transaction: KioskTransaction) -> int:
        if row := self._row(transaction):
            transaction.put_note(self._kind, {**row, "wrong": 0, "since": ""})
        return 0


class Organiser(Passphrase):
    """Sets and checks the organiser's passphrase."""

    def __init__(
        self,
        store: KioskStore,
        passwords: Passwords,
        throttle: Throttle,
        today: Callable[[], date] = date.today,
        noted: Noted = lambda _what, _whose: None,
        failed: FailedLogIns | None = None,
    ) -> None:
        super().__init__(store, passwords, throttle, today, NoteKind.ORGANISER, ORGANISER, noted, failed)

    def set_first(self, text: str) -> None:
        """Set the passphrase where there is none. Raises PassphraseSet, whatever `check_new` raises, or
        StorageFailed.
        """
        if self.is_set():  # before the hash: it is dear
            raise PassphraseSet
        kept = self._passwords.hash(check_new(text))

        def put(transaction: KioskTransaction) -> None:
            if self._row(transaction) is not None:
                raise PassphraseSet
            transaction.put_note(self._kind, _fresh(kept))

        self._store.write(put)
        log.info("the organiser's passphrase was set")
        self._noted(SET, ORGANISER)

    def change(self, current: str, text: str) -> None:
        """Set another passphrase. Raises what `check` and `check_new` raise, or StorageFailed."""
        passphrase = check_new(text)
        self.check(current)
        self._keep(passphrase)


def _fresh(kept: str) -> dict[str, object]:
    return {"passphrase": kept, "wrong": 0, "since": ""}
