"""What may be done to the roll when, and what somebody on it must have."""

from enum import StrEnum

from election.code_models import CodeState
from election.errors import Message
from election.models import PollsState
from election.setup.steps import needed_reason
from election.store.port import Snapshot
from election.voters.refusals import PersonBound, PersonRefused, RollFixed
from election.voters.roll_files.checking import check
from election.voters.roll_files.columns import Columns, Kind
from election.voters.roll_files.entries import Entry
from election.voters.roll_files.table import make_table

_WHOLE = Columns((Kind.NAME, Kind.NUMBER, Kind.EMAIL, Kind.GROUP), None)


class RollAct(StrEnum):
    """What can be done to the roll. The first two only in a draft."""

    IMPORT = "imported"
    GROUPS = "grouped"
    ADD = "added"
    CORRECT = "corrected"
    REMOVE = "removed"

    @property
    def act(self) -> str:
        """What is noted of it."""
        return f"roll.{self}"


def check_may_change(state: PollsState, what: RollAct, why: str = "") -> str:
    """Return the reason as it is kept. Raises RollFixed unless it may be done in this state, ReasonMissing
    where it needs a reason.
    """
    if state is PollsState.DRAFT:
        return ""
    if state not in (PollsState.OPEN, PollsState.PAUSED) or what in (RollAct.IMPORT, RollAct.GROUPS):
        raise RollFixed(state=Message(f"polls.state.{state}"))
    return needed_reason(why)


def check_entry(entry: Entry) -> Entry:
    """Return `entry` cleaned. Raises PersonRefused with the reason that an import would give."""
    table = make_table([[entry.name, entry.number, entry.email, entry.group]], {})
    if table.resident_columns:
        column = Message(f"roll.column.{_WHOLE.kinds[min(table.resident_columns)]}")
        raise PersonRefused(reason=Message("roll.fault.resident", {"column": column}))
    preview = check(table, _WHOLE)
    for problem in preview.problems:
        if problem.stops:
            raise PersonRefused(reason=problem.message)
    if not preview.entries:
        raise PersonRefused(reason=Message("roll.fault.no_name"))
    return preview.entries[0][1]


def refuse_bound(snapshot: Snapshot, person_id: int, *, or_code: bool = False) -> None:
    """Raises PersonBound where this person has voted or came to the desk; with `or_code` also where they
    have a code that is not void.
    """
    bound = snapshot.mark(person_id) is not None or snapshot.desk_mark(person_id) is not None
    if or_code and not bound:
        bound = any(code.state is not CodeState.VOID for code in snapshot.codes_of(person_id))
    if bound:
        raise PersonBound
