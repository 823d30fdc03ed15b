"""The back-up: a copy of the current election in a second folder, such as a stick, that is kept up to date.

It is made when somebody asks for it, whenever the polls pause or close and when the box was counted; and
while they are open, by itself, each time a crowd has voted since the last one (`Stores.copy_out`). What was
due while the stick was out is made once it is back. To go on from a back-up, see `archive.take_over`.
"""

import logging
import threading
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from election.archive.take_over import TakeOver
from election.errors import ElectionError, NoElection
from election.events import CurrentChanged, Event, PollsChanged, TieDecided
from election.library import Library
from election.models import PollsState
from election.repeating import repeating
from election.setup.steps import ORGANISER
from election.store.port import CROWD, CopyMade
from election.store.port.refusals import CopyTooSoon

log = logging.getLogger(__name__)

_EVERY = 15.0  # seconds between two looks whether one is due


@dataclass(frozen=True, slots=True)
class BackupStatus:
    """Where the current election is backed up. `voted`: how many the last back-up knows to have voted, where
    this program made one. `problem`: why the last one could not be made.
    """

    folder: Path
    is_encrypted: bool
    voted: int | None
    problem: ElectionError | None


class Backups:
    """Keeps the back-up of the current election. Any thread may call it."""

    def __init__(self, library: Library, take_over: TakeOver) -> None:
        self._library, self._take_over = library, take_over
        self._lock = threading.Lock()  # held while one is made
        self._voted: int | None = None
        self._tried: int | None = None  # how many had voted when it was tried last
        self._is_due = True  # after a start, unless the polls are open
        self._problem: ElectionError | None = None

    def begin(self, folder: Path, passphrase: str | None = None) -> CopyMade:
        """Make a back-up of the current election in `folder` and keep it up to date there, which is noted in
        its log; encrypted with `passphrase` where one is given. Raises NoElection and what
        `TakeOver.copy_out` does.
        """
        current = self._library.current_id
        if current is None:
            raise NoElection
        with self._lock:
            made = self._take_over.copy_out(current, folder, passphrase=passphrase)
            with self._library.held(current) as election:
                form = "plain" if passphrase is None else "encrypted"
                election.log.note("backup.begun", {"form": form}, role=ORGANISER)
            self._noted(made)
        return made

    def status(self) -> BackupStatus | None:
        """Return where the current election is backed up; None where it is not."""
        place = self._take_over.place()
        if place is None:
            return None
        return BackupStatus(place.folder, place.key is not None, self._voted, self._problem)

    def problem(self) -> ElectionError | None:
        """Return why the last back-up could not be made, or None."""
        return self._problem

    def event_received(self, event: Event) -> None:
        """Make a back-up where the polls are not open any more. The step stands whatever becomes of it."""
        if isinstance(event, CurrentChanged):
            self._voted = self._tried = self._problem = None
            self._is_due = True
        elif isinstance(event, TieDecided) or (
            isinstance(event, PollsChanged) and event.state not in (PollsState.OPEN, PollsState.DRAFT)
        ):
            self._is_due = True
            self.keep_up()

    def keep_up(self) -> None:
        """Make a back-up if one is due; what keeps it from being made is in `status`."""
        with self._lock:
            place = self._take_over.place()
            if place is None:
                return
            try:
                with self._library.current() as election:
                    polls, voted = election.polls.election().state, election.tally.turnout().voted
                is_open = polls is PollsState.OPEN
                if not self._may_be_due(voted, is_open=is_open):
                    return
                self._tried = voted
                self._noted(self._take_over.copy_again(place, only_a_crowd=is_open))
            except CopyTooSoon:
                self._problem = None
            except NoElection:
                return
            except ElectionError as error:
                if self._problem is None or self._problem.code != error.code:
                    log.error("the back-up could not be made: %s", error.code)
                self._problem = error

    def _may_be_due(self, voted: int, *, is_open: bool) -> bool:
        if not is_open:
            return self._is_due
        is_first = self._tried is None or self._problem is not None
        return is_first or voted >= (self._tried or 0) + CROWD

    def _noted(self, made: CopyMade) -> None:
        self._voted = self._tried = made.turnout.voted
        self._is_due, self._problem = False, None


def keeping_backups(backups: Backups, every: float = _EVERY) -> AbstractContextManager[None]:
    """Make the back-ups that are due, as long as this lasts."""
    return repeating(backups.keep_up, every, "back-up")
