"""Going on with an election on another computer: it is copied to a stick, and continued from there.

A copy says how many voted when it was made. Whoever voted later is not known to it, and has to be asked.
What goes on from a copy does so in a higher epoch, with a new key for log-ins; the copy is marked, so that
nobody goes on from it twice, and the computer it came from learns of it when it sees the stick again. More
cannot be known: two computers that never see each other's data cannot tell.
"""

import logging
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from election.admin.copies import AllCopies, CopyKind
from election.admin.log_heads import RESTORED
from election.admin.passphrase import check_new, normal_passphrase
from election.archive.contents import end_epoch
from election.archive.folders_in_use import FoldersInUse
from election.archive.refusals import AlreadyHere, BoxDamaged, PollsOpenHere
from election.clock import local_now
from election.data_folder import check_outside
from election.errors import DataDamaged, DataNewer, ElectionError, FolderUnusable
from election.library import Library
from election.models import LocalText, PollsState, Turnout
from election.setup.refusals import ContinuedElsewhere
from election.setup.steps import ORGANISER, STEPS, Step
from election.store.port import (
    Act,
    CopyKey,
    CopyMade,
    CopyPlace,
    Epoch,
    FoundCopy,
    KioskStore,
    NoteKind,
    Snapshot,
    Store,
    Stores,
    Transaction,
)
from election.store.port.refusals import CopyFailed, CopyLocked, NoCopy
from election.voters.codes import key_for_codes

log = logging.getLogger(__name__)

_PAUSE_KEY = 32  # bytes


@dataclass(frozen=True, slots=True)
class Found:
    """An election that lies in a folder; `when` it was copied, None where it is what a computer left."""

    id: str
    title: LocalText
    state: PollsState
    turnout: Turnout
    epoch: Epoch
    when: datetime | None


@dataclass(frozen=True, slots=True)
class Continued:
    """What was continued, and the `epoch` that it has here. `is_marked`: the copy says so, or need not; else
    it can be continued from once more.
    """

    found: Found
    epoch: int
    is_marked: bool


class TakeOver:
    """Copies elections of the library to folders, and continues from there."""

    def __init__(
        self,
        library: Library,
        stores: Stores,
        kiosk: KioskStore,
        copies: AllCopies,
        now: Callable[[], datetime] = local_now,
    ) -> None:
        self._library, self._stores, self._kiosk, self._copies = library, stores, kiosk, copies
        self._now = now
        self._copying = threading.Lock()  # held while a copy is written: one at a time
        self._folders = FoldersInUse()

    # --- to a stick ------------------------------------------------------------------------------------

    def copy_out(self, election_id: str, folder: Path, passphrase: str | None = None) -> CopyMade:
        """Copy an election to `folder`, in place of the copy that is there, and read it back; encrypted with
        a new `passphrase` where one is given. While it is the current one, `records.backup` keeps that copy
        up to date. Raises CopyFailed, CopyLocked where a copy is there that this passphrase does not open,
        InsideDataFolder, NoSuchElection, DataDamaged, DataNewer; ContinuedElsewhere where the copy there has
        been continued from, and then this election takes nothing any more; what `check_new` raises.
        """
        before = self.place()
        secret: CopyKey | str | None = None if passphrase is None else check_new(passphrase)
        key = self._stores.copy_key(secret) if isinstance(secret, str) else None
        if (
            secret is None
            and before is not None
            and (before.election, before.folder) == (election_id, folder)
        ):
            secret = before.key
        place = CopyPlace(election_id, folder, key)
        made = self._copy(place, secret)
        self._kiosk.write(lambda kiosk: kiosk.put_note(NoteKind.TAKE_OVER, _row(place)))
        return made

    def copy_again(self, place: CopyPlace) -> CopyMade:
        """Copy an election to where it was copied before; while its polls are open only with a crowd that is
        new (see `Stores.copy_out`). Raises what `copy_out` does, and CopyTooSoon.
        """
        return self._copy(place, place.key, only_a_crowd=True)

    def place(self) -> CopyPlace | None:
        """Return where the current election is copied to, or None."""
        note = self._kiosk.read(lambda kiosk: kiosk.note(NoteKind.TAKE_OVER))
        if note is None or note["election"] != self._library.current_id:
            return None
        return _place(note)

    def _copy(
        self, place: CopyPlace, secret: CopyKey | str | None, *, only_a_crowd: bool = False
    ) -> CopyMade:
        check_outside(place.folder / f"vote-kiosk-{place.election}")
        with (
            self._folders.use(place.folder),
            self._library.held(place.election) as election,
            self._copying,
        ):
            epoch = election.contents.epoch()
            there = self._epoch_there(place, secret)
            if epoch.continued or _is_later(there, epoch):
                election.contents.end_epoch()
                raise ContinuedElsewhere
            when = self._now().isoformat(timespec="seconds")
            made = election.contents.copy_out(self._stores, place, when, only_a_crowd=only_a_crowd)
            self._copies.note_once(place.election, CopyKind.TAKE_OVER, made.path.name)
            return made

    def _epoch_there(self, place: CopyPlace, secret: CopyKey | str | None) -> Epoch | None:
        try:
            with self._stores.open_copy(place.folder / f"vote-kiosk-{place.election}", secret) as found:
                return found.store.read(lambda snapshot: snapshot.epoch())
        except NoCopy:
            return None
        except CopyLocked:
            raise
        except ElectionError as error:  # the stick was pulled, or what lies there cannot be read
            raise CopyFailed.because_of(error) from error

    # --- and on from there -----------------------------------------------------------------------------

    def look(self, folder: Path, secret: CopyKey | str | None = None) -> Found:
        """Return what lies in `folder`; `secret` is the passphrase of an encrypted copy. Raises what
        `Stores.open_copy` does.
        """
        with self._folders.use(folder), self._stores.open_copy(folder, secret) as copy:
            return _found(copy)

    def continue_from(
        self, folder: Path, passphrase: str | None = None, *, replace: bool = False, again: bool = False
    ) -> Continued:
        """Go on with the election in `folder`, whole or not at all. Polls that were open are paused. It is
        not made current, unless it takes the place of the one that is. One whose votes are counted is just
        as it was, and the copy is not marked.

        `replace`: it takes the place of the same election here, which is kept in a folder of another name.
        `again`: though the copy says that somebody went on from it.

        Raises what `look` does, BoxDamaged where ballots and marks do not match, AlreadyHere, PollsOpenHere,
        ContinuedElsewhere, StorageFailed.
        """
        secret = None if passphrase is None else normal_passphrase(passphrase)
        with self._folders.use(folder), self._stores.open_copy(folder, secret) as copy:
            found = _found(copy)
            _check_box(copy.store)
            here = self._check(copy, found, replace=replace, again=again)
            is_over = found.state.is_counted or found.state is PollsState.ANNULLED
            epoch = found.epoch.number if is_over else max(found.epoch.number, here) + 1
            what = RESTORED if replace else "election.continued"
            data = {"epoch": epoch, "marks": found.turnout.voted}
            act = Act(ORGANISER, what, "", self._now().isoformat(timespec="seconds"), data=data)

            key = secrets.token_bytes(_PAUSE_KEY)

            def change(transaction: Transaction) -> None:
                transaction.put_copy_note(None)
                under_way = found.epoch.under_way or found.state is not PollsState.DRAFT
                transaction.put_epoch(Epoch(epoch, under_way=under_way))
                if found.state is PollsState.OPEN:
                    self._pause(transaction, act.when, key)
                if not found.state.is_over:
                    transaction.renew_tags()
                transaction.add_act(act)

            derived = None if copy.key is None else key_for_codes(copy.key)
            self._library.bring_in(copy, copy.code_key or derived, change, replace=replace)
            return Continued(found, epoch, is_over or _mark(copy))

    @staticmethod
    def _pause(transaction: Transaction, when: str, key: bytes) -> None:
        """Pause polls that were open when they were copied, as `Polls.pause` does."""
        transaction.set_state(PollsState.PAUSED)
        transaction.put_pause_key(key)
        data = {"marks": transaction.turnout().voted, "digest": transaction.box_digest(key)}
        transaction.add_act(Act(ORGANISER, STEPS[Step.PAUSE].act, "", when, data=data))

    def _check(self, copy: FoundCopy, found: Found, *, replace: bool, again: bool) -> int:
        """Return the epoch that the election has here, 0 where it is not. Raises ContinuedElsewhere,
        AlreadyHere or PollsOpenHere unless it can go on from this copy here.
        """
        if found.epoch.continued and not again:
            raise ContinuedElsewhere
        if found.id not in self._library.ids():
            return 0
        try:
            with self._library.held(found.id) as election:
                here, state = election.contents.epoch(), election.polls.election().state
        except (DataDamaged, DataNewer, FolderUnusable):  # that is what back-ups are for
            if not replace:
                raise
            return 0
        if not replace:
            if here.number > found.epoch.number:
                _mark(copy)
                raise ContinuedElsewhere
            raise AlreadyHere(title=found.title)
        if state is PollsState.OPEN:
            raise PollsOpenHere(title=found.title)
        return here.number


def _check_box(store: Store) -> None:
    """Raises BoxDamaged unless every contest has as many ballots as rights were used."""
    checks = store.read(lambda snapshot: snapshot.check_box())
    if any(check.ballots != check.used_rights for check in checks):
        raise BoxDamaged


def _is_later(there: Epoch | None, here: Epoch) -> bool:
    """Return whether somebody went on from what lies there, and not from here."""
    if there is None:
        return False
    return there.number > here.number or (there.number == here.number and there.continued)


def _mark(copy: FoundCopy) -> bool:
    """Have the copy say that it was continued. Return whether that could be written."""
    try:
        copy.store.write(end_epoch)
        copy.store.checkpoint()
    except ElectionError as error:
        log.error("the copy could not be marked as continued: %s", error.code)
        return False
    return True


def _found(copy: FoundCopy) -> Found:
    def read(snapshot: Snapshot) -> Found:
        election, note = snapshot.election(), snapshot.copy_note()
        when = None if note is None else datetime.fromisoformat(note.when)
        return Found(copy.id, election.title, election.state, snapshot.turnout(), snapshot.epoch(), when)

    return copy.store.read(read)


def _row(place: CopyPlace) -> Mapping[str, Any]:
    row = {"election": place.election, "folder": str(place.folder)}
    return row if place.key is None else {**row, "salt": place.key.salt.hex(), "key": place.key.key.hex()}


def _place(row: Mapping[str, Any]) -> CopyPlace:
    key = CopyKey(bytes.fromhex(row["salt"]), bytes.fromhex(row["key"])) if "key" in row else None
    return CopyPlace(row["election"], Path(row["folder"]), key)
