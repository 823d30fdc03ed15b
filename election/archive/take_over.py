"""Going on with an election on another computer: it is copied to a stick, and continued from there.

A copy says how many voted when it was made. Whoever voted later is not known to it, and has to be asked.
What goes on from a copy does so in a higher epoch, with a new key for log-ins; the copy is marked, so that
nobody goes on from it twice, and the computer it came from learns of it when it sees the stick again. More
cannot be known: two computers that never see each other's data cannot tell.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from election.admin.copies import AllCopies, CopyKind
from election.archive.contents import end_epoch
from election.archive.refusals import AlreadyHere
from election.errors import ElectionError, Message
from election.events import Event, PollsChanged
from election.library import Library
from election.models import LocalText, PollsState, Turnout
from election.setup.refusals import ContinuedElsewhere
from election.setup.steps import ORGANISER
from election.store.port import (
    Act,
    CopyNote,
    Epoch,
    FoundCopy,
    KioskStore,
    NoteKind,
    Snapshot,
    Stores,
    Transaction,
)
from election.store.port.refusals import CopyFailed, NoCopy
from election.voters.codes import key_for_codes

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CopyMade:
    """A copy that was made: where, and how many it knows to have voted."""

    path: Path
    turnout: Turnout


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
    """What was continued. `is_marked`: the copy says so; else it can be continued from once more."""

    found: Found
    is_marked: bool


class TakeOver:
    """Copies elections of the library to folders, and continues from there."""

    def __init__(
        self,
        library: Library,
        stores: Stores,
        kiosk: KioskStore,
        copies: AllCopies,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._library, self._stores, self._kiosk, self._copies = library, stores, kiosk, copies
        self._now = now
        self._copying = threading.Lock()  # held while a copy is written: one at a time
        self._problem: ElectionError | None = None

    # --- to a stick ------------------------------------------------------------------------------------

    def copy_out(self, election_id: str, folder: Path) -> CopyMade:
        """Copy an election to `folder`, in place of the copy that is there, and read it back. From then on
        it is copied there at each pause and close while it is the current one. Raises CopyFailed,
        NoSuchElection, DataDamaged, DataNewer; ContinuedElsewhere where the copy there has been continued
        from, and then this election takes nothing any more.
        """
        with self._library.held(election_id) as election, self._copying:
            epoch = election.contents.epoch()
            there = self._epoch_there(election_id, folder)
            if epoch.continued or _is_later(there, epoch):
                election.contents.end_epoch()
                raise ContinuedElsewhere
            note = CopyNote(election_id, self._now().isoformat(timespec="seconds"))
            path = election.contents.copy_out(self._stores, note, folder)
            self._copies.note_once(election_id, CopyKind.TAKE_OVER, path.name)
            self._kiosk.write(
                lambda kiosk: kiosk.put_note(
                    NoteKind.TAKE_OVER, {"election": election_id, "folder": str(folder)}
                )
            )
            self._problem = None
            return CopyMade(path, self.look(path).turnout)

    def problem(self) -> ElectionError | None:
        """Return why the last copy could not be made, or None."""
        return self._problem

    def event_received(self, event: Event) -> None:
        """Copy the current election again where it was copied before, once its polls pause or close. The
        pause stands whatever becomes of that; `problem` tells.
        """
        if not isinstance(event, PollsChanged) or event.state not in (PollsState.PAUSED, PollsState.CLOSED):
            return
        note = self._kiosk.read(lambda kiosk: kiosk.note(NoteKind.TAKE_OVER))
        if note is None or note["election"] != self._library.current_id:
            return
        try:
            self.copy_out(note["election"], Path(note["folder"]))
        except ElectionError as error:
            log.error("the election could not be copied to its stick: %s", error.code)
            self._problem = error

    def _epoch_there(self, election_id: str, folder: Path) -> Epoch | None:
        try:
            with self._stores.open_copy(folder / f"vote-kiosk-{election_id}") as found:
                return found.store.read(lambda snapshot: snapshot.epoch())
        except NoCopy:
            return None
        except ElectionError as error:  # the stick was pulled, or what lies there cannot be read
            raise CopyFailed(reason=Message(f"error.{error.code}", error.values)) from error

    # --- and on from there -----------------------------------------------------------------------------

    def look(self, folder: Path) -> Found:
        """Return what lies in `folder`. Raises what `Stores.open_copy` does."""
        with self._stores.open_copy(folder) as copy:
            return _found(copy)

    def continue_from(self, folder: Path) -> Continued:
        """Go on with the election in `folder`, whole or not at all. Polls that were open are paused. It is
        not made current. Raises what `look` does, AlreadyHere, ContinuedElsewhere, StorageFailed.
        """
        with self._stores.open_copy(folder) as copy:
            found = _found(copy)
            self._check(copy, found)
            act = Act(ORGANISER, "election.continued", "", self._now().isoformat(timespec="seconds"))

            def change(transaction: Transaction) -> None:
                transaction.put_copy_note(None)
                transaction.put_epoch(Epoch(found.epoch.number + 1))
                if found.state is PollsState.OPEN:
                    transaction.set_state(PollsState.PAUSED)
                if not found.state.is_over:
                    transaction.renew_tags()
                transaction.add_act(act)

            derived = None if copy.key is None else key_for_codes(copy.key)
            self._library.bring_in(copy, copy.code_key or derived, change)
            return Continued(found, _mark(copy))

    def _check(self, copy: FoundCopy, found: Found) -> None:
        """Raises ContinuedElsewhere or AlreadyHere unless it can go on from this copy here."""
        if found.epoch.continued:
            raise ContinuedElsewhere
        if found.id not in {each.id for each in self._library.elections()}:
            return
        with self._library.held(found.id) as here:
            epoch = here.contents.epoch()
        if epoch.number > found.epoch.number:
            _mark(copy)
            raise ContinuedElsewhere
        raise AlreadyHere(title=found.title)


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
