"""The back-up: a copy of the current election in a second folder, such as a stick, that is kept up to date.

It is made when somebody asks for it, whenever the polls pause or close and when the box was counted; and
while they are open, by itself, each time a crowd has voted since the last one (`Stores.copy_out`). What was
due while the stick was out is made once it is back. All but the first are made on a thread of their own: a
stick may be slow, and no step waits for it. Until the one that a step asked for is made, the staff are told
to leave the stick in. To go on from a back-up, see `archive.take_over`.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from election.archive.take_over import TakeOver
from election.errors import ElectionError, NoElection
from election.events import BackupSettled, CurrentChanged, Event, Events, PollsChanged, TieDecided
from election.library import Library
from election.models import PollsState
from election.repeating import repeating
from election.setup.steps import ORGANISER
from election.store.port import CROWD, CopyMade, CopyPlace
from election.store.port.refusals import CopyTooSoon

log = logging.getLogger(__name__)

_EVERY = 15.0  # seconds between two looks whether one is due


@dataclass(frozen=True, slots=True)
class BackupStatus:
    """Where the current election is backed up. `voted`: how many the last back-up knows to have voted, where
    this program made one. `problem`: why the last one could not be made. `is_pending`: one is being made, or
    about to be.
    """

    folder: Path
    is_encrypted: bool
    voted: int | None
    problem: ElectionError | None
    is_pending: bool


@dataclass(slots=True)
class _Known:
    """What is known of the back-ups of an election since it became current."""

    voted: int | None = None  # how many the last one knows to have voted
    tried: int | None = None  # how many had voted when it was tried last
    is_due: bool = True  # after a start, unless the polls are open
    problem: ElectionError | None = None

    def note(self, made: CopyMade) -> None:
        """One was made."""
        self.voted = self.tried = made.turnout.voted
        self.problem = None

    def is_crowd_new(self, voted: int) -> bool:
        """Return whether a crowd may have voted since the last one that was tried."""
        return self.tried is None or self.problem is not None or voted >= self.tried + CROWD


class Backups:
    """Keeps the back-up of the current election. Any thread may call it."""

    def __init__(self, library: Library, take_over: TakeOver, events: Events) -> None:
        self._library, self._take_over, self._events = library, take_over, events
        self._lock = threading.Lock()  # held while one is made
        self._known = _Known()
        self._settled = threading.Condition()  # guards the next three, and who takes what is due
        self._asked: CopyPlace | None = None  # where a step is to be backed up; None once that was begun
        self._steps = 0  # that asked for a back-up so far
        self._steps_settled = 0  # of them, whose back-up was made or could not be
        self.soon = threading.Event()  # set where one is to be made now
        self.are_kept = False  # by some thread: see `keeping_backups`

    def begin(self, folder: Path, passphrase: str | None = None) -> CopyMade:
        """Make a back-up of the current election in `folder` and keep it up to date there, which is noted in
        its log; encrypted with `passphrase` where one is given. Raises NoElection and what
        `TakeOver.copy_out` does.
        """
        current = self._library.current_id
        if current is None:
            raise NoElection
        with self._lock:
            known = self._known
            known.is_due = False  # a step that is taken from here on makes it due again
            try:
                made = self._take_over.copy_out(current, folder, passphrase=passphrase)
                with self._library.held(current) as election:
                    form = "plain" if passphrase is None else "encrypted"
                    election.log.note("backup.begun", {"form": form}, role=ORGANISER)
            except BaseException:
                known.is_due = True
                raise
            known.note(made)
        return made

    def status(self) -> BackupStatus | None:
        """Return where the current election is backed up; None where it is not."""
        place = self._take_over.place()
        if place is None:
            return None
        known = self._known
        return BackupStatus(
            place.folder, place.key is not None, known.voted, known.problem, self.is_pending()
        )

    def problem(self) -> ElectionError | None:
        """Return why the last back-up could not be made, or None."""
        return self._known.problem

    def is_pending(self) -> bool:
        """Return whether the back-up that a step asked for is being made, or about to be: the stick must stay
        where it is.
        """
        with self._settled:
            return self._steps_settled < self._steps

    def wait(self, timeout: float) -> bool:
        """Wait, so many seconds at most, while a back-up `is_pending`; return whether none is any more. Where
        no thread is `keeping_backups`, it is made here instead, however long that takes.
        """
        if not self.are_kept:
            self.finish()
        with self._settled:
            return self._settled.wait_for(lambda: self._steps_settled >= self._steps, timeout)

    def event_received(self, event: Event) -> None:
        """Have a back-up made where the polls are not open any more. Whoever took that step does not wait for
        it: a stick may be slow, and the window is told of the step after this.
        """
        if isinstance(event, CurrentChanged):
            self._known = _Known()
        elif isinstance(event, TieDecided) or (
            isinstance(event, PollsChanged) and event.state not in (PollsState.OPEN, PollsState.DRAFT)
        ):
            place = self._take_over.place()
            with self._settled:
                self._known.is_due = True
                if place is not None:
                    self._asked = place
                    self._steps += 1
            self.soon.set()

    def keep_up(self) -> None:
        """Make a back-up if one is due; what keeps it from being made is in `status`."""
        asked: CopyPlace | None = None
        try:
            with self._lock:
                with self._settled:
                    asked, self._asked, steps = self._asked, None, self._steps
                try:
                    self._keep_up(asked)
                finally:
                    with self._settled:
                        self._steps_settled = steps
                        self._settled.notify_all()
        finally:
            if asked is not None:
                self._events.publish(BackupSettled())

    def finish(self) -> None:
        """Make the back-up that the last step asked for, unless that was begun. The data are about to be
        closed.
        """
        if self._asked is not None:
            self.keep_up()

    def _keep_up(self, asked: CopyPlace | None) -> None:
        known, place = self._known, self._take_over.place()
        if asked is not None and (place is None or place.election != asked.election):
            self._make_of_one_left(asked)
        if place is None:
            return
        with self._settled:  # else what a step makes due right now could be lost
            was_due, known.is_due = known.is_due, False  # as in `begin`
        try:
            self._make(place, known, is_due=was_due)
        except CopyTooSoon:
            known.problem = None
        except ElectionError as error:
            known.is_due = True
            if known.problem is None or known.problem.code != error.code:
                log.error("the back-up could not be made: %s", error.code)
            known.problem = error
        except BaseException:
            known.is_due = True
            raise

    def _make(self, place: CopyPlace, known: _Known, *, is_due: bool) -> None:
        with self._library.held(place.election) as election:  # which may have been left by now
            is_open = election.polls.election().state is PollsState.OPEN
            voted = election.tally.turnout().voted
        if known.is_crowd_new(voted) if is_open else is_due:
            known.tried = voted
            known.note(self._take_over.copy_again(place))

    def _make_of_one_left(self, place: CopyPlace) -> None:
        """Another election became current since the step. What keeps it from being made is logged alone: it
        is not tried again.
        """
        try:
            self._take_over.copy_again(place)
        except ElectionError as error:
            log.error("the back-up of an election that is not current could not be made: %s", error.code)


@contextmanager
def keeping_backups(backups: Backups, every: float = _EVERY) -> Iterator[None]:
    """Make the back-ups that are due on a thread of their own, as long as this lasts."""
    with repeating(backups.keep_up, every, "back-up", backups.soon):
        backups.are_kept = True
        try:
            yield
        finally:
            backups.are_kept = False
