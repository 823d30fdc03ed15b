"""The event log of an election, as people read it and check it."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from election.admin.copies import CopyKind
from election.admin.log_heads import FoundFault, LogFault, LogHeads
from election.clock import local_now
from election.errors import ElectionError
from election.models import PollsState
from election.setup.differences import changed_lines
from election.setup.steps import ORGANISER
from election.store.log_chain import next_hash
from election.store.port import Act, LogHead, LogLine, Snapshot, Store, Transaction

log = logging.getLogger(__name__)

FILE_MADE, PRINTED = "file.made", "file.printed"
PROGRAM = "program"  # the role of the program where it notes something by itself
_GROUP = 8  # digits of a head that are read aloud together


@dataclass(frozen=True, slots=True)
class CheckedLog:
    """The log at one moment: its lines, its `head`, and what is wrong with it."""

    lines: tuple[LogLine, ...]
    head: LogHead
    faults: tuple[FoundFault, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.faults


class EventLog:
    """Reads and checks the log of one election. Any thread may call it."""

    def __init__(self, election_id: str, store: Store, heads: LogHeads) -> None:
        self.election_id, self._store, self._heads = election_id, store, heads

    def check(self) -> CheckedLog:
        """Return the log, checked line by line and against what the kiosk has seen of it."""
        lines, start, head = self._store.read(
            lambda snapshot: (snapshot.log(), snapshot.log_start(), snapshot.log_head())
        )
        known = self._heads.of(self.election_id)
        faults = [] if known is None or known.fault is None else [known.fault]
        broken = broken_at(lines, start)
        if broken is not None:
            faults.insert(0, FoundFault(LogFault.CHANGED, broken))
        return CheckedLog(lines, head, tuple(faults))

    def holds(self) -> bool:
        """Return whether nothing is wrong with it."""
        return self.check().holds

    def head(self) -> LogHead:
        """Return the end of the log."""
        return self._store.read(lambda snapshot: snapshot.log_head())

    def box_differs(self) -> bool:
        """Return whether the box was found not to be what it was at the pause before, when that was compared
        last.
        """
        acts = self._store.read(lambda snapshot: snapshot.acts())
        told = [act.data["same"] for act in acts if "same" in act.data]
        return bool(told) and told[-1] is False

    def published_head(self) -> LogHead:
        """Return the line of the last step of the polls: the head that people who watch write down. It moves
        with these steps alone.
        """
        return self._store.read(_published)

    def note(
        self,
        what: str,
        data: Mapping[str, Any] | None = None,
        *,
        role: str = PROGRAM,
        once: bool = False,
    ) -> None:
        """Note something that changed nothing in the election itself, unless that is put away. `once`: not
        where the same was the last that was noted, as when somebody saves one file twice. A disk that refuses
        keeps nobody from going on.
        """
        act = Act(role, what, "", stamp(), data=data or {})

        def add(transaction: Transaction) -> None:
            if transaction.election().state in (PollsState.ARCHIVED, PollsState.ANNULLED):
                return
            before = transaction.acts()[-1:]
            if (
                once
                and before
                and (before[0].role, before[0].what, before[0].data) == (act.role, act.what, act.data)
            ):
                return
            transaction.add_act(act)

        try:
            self._store.write(add)
        except ElectionError as error:
            log.error("the event %s could not be noted: %s", what, error.code)

    def note_changes(self) -> None:
        """Note what was changed in the draft since that was told last."""

        def add(transaction: Transaction) -> None:
            for line in changed_lines(transaction):
                transaction.add_act(Act(ORGANISER, line.what, "", when, data=line.data))

        when = stamp()
        try:
            if self._store.read(lambda snapshot: snapshot.draft_before()) is not None:
                self._store.write(add)
        except ElectionError as error:
            log.error("changes of the draft could not be noted: %s", error.code)

    def note_file(self, kind: CopyKind) -> None:
        """Note that a file of this kind was made. Its name is left out: people choose it."""
        self.note(FILE_MADE, {"kind": kind.value}, role=ORGANISER, once=True)

    def note_print(self, kind: str) -> None:
        """Note that a document of this kind was made, on paper or as a file."""
        self.note(PRINTED, {"document": kind}, role=ORGANISER, once=True)

    def is_open(self) -> bool:
        """Return whether what happens is still noted: until the count."""
        state = self._store.read(lambda snapshot: snapshot.election()).state
        return not (state.is_counted or state is PollsState.ANNULLED)

    def last_of(self, *whats: str) -> Act | None:
        """Return the last act of these kinds, or None."""
        acts = self._store.read(lambda snapshot: snapshot.acts())
        return next((act for act in reversed(acts) if act.what in whats), None)


def stamp(now: datetime | None = None) -> str:
    """Return a time as an act has it; without one the time of now, in local time."""
    return (now or local_now()).isoformat(timespec="seconds")


def broken_at(lines: Sequence[LogLine], start: str) -> int | None:
    """Return the number that the first line should have which does not follow from those before, or None."""
    before = start
    for number, line in enumerate(lines, start=1):
        before = next_hash(before, line.text)
        if line.number != number or line.hash != before:
            return number
    return None


def in_groups(head: str) -> str:
    """Return a hash in groups that can be read aloud.

    >>> in_groups("0123456789abcdef" * 4)
    '01234567 89abcdef 01234567 89abcdef 01234567 89abcdef 01234567 89abcdef'
    """
    return " ".join(head[at : at + _GROUP] for at in range(0, len(head), _GROUP))


def _published(snapshot: Snapshot) -> LogHead:
    steps = [line for line in snapshot.log() if line.act.what.startswith("polls.")]
    return LogHead(steps[-1].number, steps[-1].hash) if steps else LogHead(0, snapshot.log_start())
