"""Batches of voter codes: put into a transaction, voided there, and what is known of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from election.code_models import Batch, BatchKind, CodeState
from election.errors import Message, PollsNotOpen
from election.models import Election, PollsState, WayIn
from election.printing.slips import EIGHT, MOST_EDGE_MARKS, TEN, Layout, Slip
from election.setup.refusals import PollsTransition
from election.setup.steps import ORGANISER
from election.store.port import Act, Code, Person, Snapshot, Transaction
from election.voters import codes
from election.voters.code_refusals import NoCodesHere, NoSuchBatch, NothingToVoid
from election.voters.codes import CodeUnknown, CodeUsed, CodeVoid, VoterCode

LAYOUTS: Mapping[str, Layout] = {"ten": TEN, "eight": EIGHT}
MOST_SLIPS = 100_000  # at once
_SPARE = 20  # one for each so many people, at least one: 5 %
_NUMBER_SHOWN = 4  # last characters of a member number, which tell people of one name apart


@dataclass(frozen=True, slots=True)
class Issued:
    """Codes that were just made, in the order in which they are printed. They exist in clear here and nowhere
    else: whoever holds this drops it once the slips have come out, and `Codes.confirm` makes them good.
    """

    batch: Batch
    slips: Sequence[Slip] = field(repr=False)

    @property
    def layout(self) -> Layout:
        """How they stand on a sheet."""
        return LAYOUTS[self.batch.layout]


def whole_sheets(people: int, layout: Layout) -> int:
    """Return how many slips to make for so many people: one for each, some to spare, whole sheets.

    >>> whole_sheets(367, TEN)
    390
    """
    wanted = people + -(-people // _SPARE)
    return -(-wanted // layout.per_sheet) * layout.per_sheet


def put_slips(
    transaction: Transaction, key: bytes, when: datetime, style: int, drawn: Sequence[VoterCode], layout: str
) -> Issued:
    """Put a batch of slips of a style. Raises NoCodesHere, PollsNotOpen or NoSuchBatch."""
    election = _open_for(transaction, WayIn.SLIP)
    if style not in {each.id for each in election.styles}:
        raise NoSuchBatch
    batch = _new_batch(transaction, BatchKind.SLIPS, style, layout, len(drawn))
    per_sheet = LAYOUTS[layout].per_sheet
    for at, code in enumerate(drawn):
        code_id = codes.code_id(code, key)
        transaction.add_code(Code(code_id, batch.id, at // per_sheet + 1, style=style))
    _note(transaction, when, "codes.made", f"{batch.id}: {batch.count}", batch.id, batch.count)
    word, edge = word_of(transaction, style), _edge(election, style)
    return Issued(batch, [Slip(code, "", word, edge) for code in drawn])


def put_personal(
    transaction: Transaction,
    key: bytes,
    when: datetime,
    people: Sequence[Person],
    drawn: Sequence[VoterCode],
    layout: str,
) -> Issued:
    """Put a batch with a code for each of `people`. Raises NoCodesHere or PollsNotOpen."""
    _open_for(transaction, WayIn.CODE)
    batch = _new_batch(transaction, BatchKind.PERSONAL, None, layout, len(people))
    per_sheet = LAYOUTS[layout].per_sheet
    slips = []
    for at, (person, code) in enumerate(zip(people, drawn, strict=False)):
        code_id = codes.code_id(code, key)
        transaction.add_code(Code(code_id, batch.id, at // per_sheet + 1, person=person.id))
        slips.append(Slip(code, _told_apart(person), person.group))
    if len(people) > 1:  # one new code for one person has no time
        _note(transaction, when, "codes.made", f"{batch.id}: {batch.count}", batch.id, batch.count)
    return Issued(batch, slips)


def void_sheets(
    transaction: Transaction, when: datetime, batch_id: int, first: int, last: int, reason: str
) -> list[Code]:
    """Void the unused codes on these sheets and return them. Raises NoSuchBatch, NothingToVoid, or
    PollsTransition once the election is archived."""
    check_not_put_away(transaction)
    batch_of(transaction, batch_id)
    found = voidable(transaction, batch_id, first, last)
    if not found:
        raise NothingToVoid
    for code in found:
        transaction.void_code(code.id)
    why = f"{batch_id}/{first}–{last}: {len(found)}. {reason}"
    _note(transaction, when, "codes.voided", why, batch_id, len(found))
    return found


def _note(transaction: Transaction, when: datetime, what: str, why: str, batch: int, count: int) -> None:
    data = {"batch": batch, "count": count}
    transaction.add_act(Act(ORGANISER, what, why, when.isoformat(timespec="seconds"), data=data))


def void_unused(transaction: Transaction, code_id: int) -> Code:
    """Void a code and return it as it was. Raises CodeUnknown, CodeUsed, CodeVoid, or PollsTransition once
    the election is archived.
    """
    check_not_put_away(transaction)
    code = transaction.code(code_id)
    if code is None:
        raise CodeUnknown
    if transaction.mark(code.right) is not None:
        raise CodeUsed
    if code.state is CodeState.VOID:
        raise CodeVoid
    transaction.void_code(code_id)
    return code


def _open_for(transaction: Transaction, way: WayIn) -> Election:
    election = transaction.hold_election()
    if way not in election.ways_in:
        raise NoCodesHere
    if election.state.is_over:
        raise PollsNotOpen
    return election


def check_not_put_away(transaction: Transaction) -> None:
    """Raises PollsTransition where the election is archived: its slip account is what it was by then."""
    state = transaction.hold_election().state
    if state is PollsState.ARCHIVED:
        raise PollsTransition(state=Message(f"polls.state.{state}"))


def _new_batch(
    transaction: Transaction, kind: BatchKind, style: int | None, layout: str, count: int
) -> Batch:
    number = max((each.id for each in transaction.batches()), default=0) + 1
    batch = Batch(number, kind, style, layout, count)
    transaction.add_batch(batch)
    return batch


def batch_of(snapshot: Snapshot, batch_id: int) -> Batch:
    """Return the batch of this number. Raises NoSuchBatch."""
    found = next((each for each in snapshot.batches() if each.id == batch_id), None)
    if found is None:
        raise NoSuchBatch
    return found


def voidable(snapshot: Snapshot, batch_id: int, first: int, last: int) -> list[Code]:
    """Return the codes on these sheets that can be voided: unused, and not void."""
    return [
        code
        for code in snapshot.codes_on(batch_id, first, last)
        if code.state is not CodeState.VOID and snapshot.mark(code.right) is None
    ]


def without_code(snapshot: Snapshot) -> list[Person]:
    """Return who has no code that is good or still to be confirmed, and has not voted; by group and name."""

    def has_none(person: Person) -> bool:
        return all(code.state is CodeState.VOID for code in snapshot.codes_of(person.id))

    return sorted(
        (each for each in snapshot.people() if has_none(each) and snapshot.mark(each.id) is None),
        key=by_group,
    )


def by_group(person: Person) -> tuple[str, str, str]:
    """Sort people so that their slips lie together by group."""
    return person.group, person.name, person.number


def _told_apart(person: Person) -> str:
    """Return a name as it stands on a slip, with the end of the number where there is one."""
    return f"{person.name} …{person.number[-_NUMBER_SHOWN:]}" if person.number else person.name


def word_of(snapshot: Snapshot, style: int) -> str:
    """Return the groups that have this style, where there is more than one style."""
    if len(snapshot.election().styles) < 2:
        return ""
    return " · ".join(sorted(group for group, its in snapshot.group_styles().items() if its == style))


def _edge(election: Election, style: int) -> int:
    if len(election.styles) < 2:
        return 0
    return min([each.id for each in election.styles].index(style), MOST_EDGE_MARKS)
