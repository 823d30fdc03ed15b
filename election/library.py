"""The elections of a kiosk: which there are, which one is current, and how another becomes current.

Whatever has to do with an election holds it as long as that takes::

    with library.current() as election:
        election.ballots.cast(voter_id, choices)

`Library.use` makes another one current while requests go on: who comes from then on gets the new one, and the
old one is closed once the last who holds it has let go.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from election.archive.current_note import CurrentNote
from election.archive.listing import ListedElection, listed
from election.archive.refusals import ElectionGone
from election.archive.rules import check_may_be_left
from election.election_services import ElectionServices
from election.errors import (
    CheckpointFailed,
    DataDamaged,
    DataNewer,
    ElectionError,
    FolderUnusable,
    NoElection,
    NoSuchElection,
    StorageFailed,
    StorageUnsettled,
)
from election.events import CheckpointDone, CheckpointPutOff, CurrentChanged, Events
from election.models import Election, PollsState
from election.setup.life_cycle import create_election
from election.setup.samples import DEFAULT_SAMPLE, sample_to_try
from election.store.port import FoundCopy, KioskStore, OpenedElection, Stores, Transaction
from election.unopened import Unopened

log = logging.getLogger(__name__)

Build = Callable[[str, OpenedElection], ElectionServices]
Check = Callable[[ListedElection], None]


@dataclass
class _Open:
    """An election that is open, and by how many it is held."""

    services: ElectionServices
    opened: OpenedElection
    held: int = 0


class Library:
    """Any thread may call it; what changes the library is done one after the other."""

    def __init__(self, stores: Stores, kiosk: KioskStore, build: Build, events: Events) -> None:
        """Open the current election, if there is one; where it cannot be opened none is current (`unopened`).
        Raises FolderUnusable.
        """
        self._stores, self._kiosk, self._build, self._events = stores, kiosk, build, events
        self._changing = threading.Lock()  # held while the library is changed; then, for moments:
        self._lock = threading.Lock()
        self._let_go = threading.Condition(self._lock)
        self._note = CurrentNote(kiosk)
        self._current: _Open | None = None
        self._leaving: dict[str, _Open] = {}  # not current any more, and not closed yet
        self._unopened: Unopened | None = None
        self._open_noted()
        self._finish_what_was_cut_off()

    # --- the current election --------------------------------------------------------------------------

    @contextmanager
    def current(self) -> Iterator[ElectionServices]:
        """Hold the current election for a ``with``; it stays open until then. Raises NoElection."""
        with self._if_current() as services:
            if services is None:
                raise NoElection
            yield services

    def election(self) -> Election | None:
        """Return the current election as it stands, or None."""
        try:
            with self.current() as services:
                return services.polls.election()
        except NoElection:
            return None

    @property
    def current_id(self) -> str | None:
        """The id of the current election, or None."""
        with self._lock:
            return None if self._current is None else self._current.services.id

    @property
    def unopened(self) -> Unopened | None:
        """The election that is to be current, where it cannot be opened: then none is. It stays so until
        another one becomes current, or this one once more, such as from a back-up.
        """
        with self._lock:
            return self._unopened

    @property
    def is_practice(self) -> bool:
        """Whether there is a current election, and it is no real one."""
        with self._if_current() as services:
            return services is not None and services.polls.is_practice

    @property
    def is_empty(self) -> bool:
        """Whether there is no election, and none that is to be current though its folder is gone."""
        return not self._ids() and self.unopened is None

    @property
    def is_new(self) -> bool:
        """Whether there is no election, and never has been."""
        return self.is_empty and not self._note.is_there

    @property
    def repaired(self) -> bool:
        """Whether opening put a damaged file of the kiosk or the current election right, losing nothing."""
        with self._lock:
            return self._kiosk.repaired or (self._current is not None and self._current.opened.repaired)

    def checkpoint_put_off(self) -> bool:
        """Return whether a checkpoint was put off; `CheckpointPutOff` and `CheckpointDone` tell of it."""
        with self._lock:
            kept = [*self._leaving.values(), *([self._current] if self._current else ())]
        return any(each.opened.store.checkpoint_put_off for each in kept)

    def use(self, election_id: str | None) -> None:
        """Make another election current, or none: `replace_current`, but raises CurrentNotOver where the
        polls of the one before are open or paused.
        """
        with self._changing:
            if election_id != self.current_id or self.unopened is not None:
                check_may_be_left(self.election())
                self._make_current(election_id)

    def replace_current(self, election_id: str | None) -> None:
        """Make another election current, or none, and return once the one before is closed. Never call it
        while holding one. Raises NoSuchElection, DataDamaged, DataNewer, FolderUnusable or StorageFailed, and
        then the one before still is current.
        """
        with self._changing:
            if election_id != self.current_id or self.unopened is not None:
                self._make_current(election_id)

    # --- all elections ---------------------------------------------------------------------------------

    def ids(self) -> tuple[str, ...]:
        """Return the ids of every election there is, in order; none is read."""
        return self._ids()

    def elections(self) -> tuple[ListedElection, ...]:
        """Return every election there is, by id, and the one that is to be current though its folder is gone.
        All are read: not for every request.
        """
        with self._changing:
            unopened = self.unopened
            ids = {*self._ids(), *(() if unopened is None else (unopened.id,))}
            return tuple(self._listed(each) for each in sorted(ids))

    @contextmanager
    def held(self, election_id: str) -> Iterator[ElectionServices]:
        """Hold any election for a ``with``. One that is not current is open for that long only, and the
        library must not be changed in it. Raises NoSuchElection, DataDamaged, DataNewer or FolderUnusable.
        """
        with self._if_current(election_id) as services:
            if services is not None:
                yield services
                return
        with self._changing, self._opened(election_id) as services:
            yield services

    def create(self, definition: Mapping[str, Any], state: PollsState = PollsState.DRAFT) -> str:
        """Make the election that `definition` describes (see `read_definition`), and return its id. Raises
        what `read_definition` raises, FolderUnusable or StorageFailed.
        """
        return self.add(lambda transaction: create_election(transaction, definition, state))

    def create_sample(self, name: str = DEFAULT_SAMPLE) -> str:
        """Make the sample election called `name`, open its polls, and return its id."""
        election_id = self.create(sample_to_try(name))
        with self.held(election_id) as election:
            election.polls.open()  # as any other is, so that its records can be checked
        return election_id

    def bring_in(
        self,
        found: FoundCopy,
        code_key: bytes | None,
        change: Callable[[Transaction], None],
        *,
        replace: bool = False,
    ) -> None:
        """Make an election of a copy; see `Stores.bring_in`. What is replaced while it is current is current
        again afterwards, and so is one that was to be current and could not be opened. Raises
        CheckpointFailed if it cannot be closed.
        """
        with self._changing:
            is_current = self._is_noted(found.id) and (replace or self.unopened is not None)
            is_open = is_current and self._detach()
            try:
                if found.id in self._leaving:
                    raise CheckpointFailed
                self._stores.bring_in(found, code_key, change, replace=replace)
            except BaseException:
                if is_open:
                    self._make_current(found.id)
                raise
            if is_current:
                self._make_current(found.id)

    def add(self, fill: Callable[[Transaction], None], code_key: bytes | None = None) -> str:
        """Make an election of what `fill` puts into its store, whole or not at all, and return its id. See
        `Stores.create_election`.
        """
        with self._changing:
            return self._stores.create_election(fill, code_key)

    def erase(self, election_id: str, check: Check = lambda _found: None) -> tuple[Path, ...]:
        """Remove an election for good, unless `check` raises; if it is current, none is from then on. Return
        where something is left, see `Stores.remove_election`. Raises NoSuchElection, StorageFailed or
        FolderUnusable; CheckpointFailed if it cannot be closed yet.
        """
        with self._changing:
            found = self._listed(election_id)
            check(found)
            if self._is_noted(election_id):
                self._make_current(None)
                check(self._listed(election_id))  # now nobody takes a step in it any more
            if election_id in self._leaving:
                raise CheckpointFailed
            if isinstance(found.problem, ElectionGone):
                return ()
            return self._stores.remove_election(election_id)

    def remove_replaced(self, election_id: str) -> None:
        """See `Stores.remove_replaced`."""
        with self._changing:
            self._stores.remove_replaced(election_id)

    def close(self) -> None:
        """Close everything; nobody holds an election any more. Raises CheckpointFailed."""
        with self._changing:
            with self._lock:
                current, self._current = self._current, None
                leaving, self._leaving = list(self._leaving.values()), {}
            with ExitStack() as closing:  # each of them, also where another cannot be
                for each in (*leaving, *([current] if current else [])):
                    closing.callback(each.opened.store.close)

    # --- inside ----------------------------------------------------------------------------------------

    def _open_noted(self) -> None:
        """Open the election that is noted as the current one, at the start."""
        ids = self._ids()
        current = self._note.read(ids)
        if current is None:
            return
        try:
            if current not in ids:
                raise ElectionGone
            self._current = self._open(current)
        except (DataDamaged, DataNewer, FolderUnusable, ElectionGone) as error:
            self._unopened = Unopened(current, error)
            return
        if not self._note.is_there:
            with suppress(StorageFailed, StorageUnsettled):  # it is the only one all the same
                self._note.write(current)

    def _is_noted(self, election_id: str) -> bool:
        """Return whether it is the current election, or is to be and cannot be opened."""
        unopened = self.unopened
        return election_id == (self.current_id if unopened is None else unopened.id)

    def _ids(self) -> tuple[str, ...]:
        return tuple(sorted(self._stores.elections()))

    @contextmanager
    def _if_current(self, election_id: str | None = None) -> Iterator[ElectionServices | None]:
        """Hold the current election, if there is one, and it is the one with this id where one is given."""
        with self._lock:
            held = self._current
            if held is None or election_id not in (None, held.services.id):
                held = None
            else:
                held.held += 1
        try:
            yield None if held is None else held.services
        finally:
            if held is not None:
                with self._lock:
                    held.held -= 1
                    if not held.held:
                        self._let_go.notify_all()

    @contextmanager
    def _opened(self, election_id: str) -> Iterator[ElectionServices]:
        """Open an election, or hold it where it is current: opened twice it would lose votes."""
        with self._if_current(election_id) as services:
            if services is not None:
                yield services
                return
        opened = self._open(election_id)
        try:
            yield opened.services
        finally:
            self._leave(opened)

    def _make_current(self, election_id: str | None) -> None:
        following = None if election_id is None else self._open(election_id)
        try:
            self._note.write(election_id)
        except BaseException:
            if following is not None:
                self._leave(following)
            raise
        with self._lock:
            before, self._current, self._unopened = self._current, following, None
        self._events.publish(CurrentChanged())
        if before is not None:
            self._leave(before)

    def _detach(self) -> bool:
        """Close the current election, which is still noted as current. Return whether there was one."""
        with self._lock:
            before, self._current = self._current, None
        if before is not None:
            self._events.publish(CurrentChanged())
            self._leave(before)
        return before is not None

    def _open(self, election_id: str) -> _Open:
        with self._lock:
            leaving = self._leaving.pop(election_id, None)
        if leaving is not None:
            return leaving
        opened = self._stores.open_election(election_id)
        return _Open(self._build(election_id, opened), opened)

    def _leave(self, before: _Open) -> None:
        """Close an election that was current, once nobody holds it any more."""
        with self._lock:
            while before.held:
                self._let_go.wait()
            self._leaving[before.services.id] = before
        with suppress(StorageFailed, StorageUnsettled):  # that is for those who submitted something
            before.opened.store.write(lambda _: None)  # so that all that was submitted is carried out
        try:
            before.opened.store.checkpoint(lambda: self._left(before))
        except CheckpointFailed:  # logged by the store, which tries again
            self._events.publish(CheckpointPutOff())
        else:
            self._left(before, told=False)

    def _left(self, before: _Open, *, told: bool = True) -> None:
        with self._lock:
            is_left = self._leaving.get(before.services.id) is before  # else it is current again, or closed
            if is_left:
                del self._leaving[before.services.id]
        if is_left:
            before.opened.store.close()
        if told:
            self._events.publish(CheckpointDone())

    def _finish_what_was_cut_off(self) -> None:
        """Close those that a crash left open while another one was made current."""
        for each in self._ids():
            try:
                if not self._is_noted(each) and not self._stores.was_closed(each):
                    self._stores.open_election(each).store.close()
            except ElectionError as error:
                log.error("the election %s could not be closed: %s", each, error.code)

    def _listed(self, election_id: str) -> ListedElection:
        try:
            with self._opened(election_id) as services:
                return listed(services, is_current=election_id == self.current_id)
        except ElectionError as error:  # of this one; the others are told of all the same
            is_current = self._is_noted(election_id)
            is_gone = is_current and isinstance(error, NoSuchElection)
            return ListedElection(election_id, is_current, problem=ElectionGone() if is_gone else error)
