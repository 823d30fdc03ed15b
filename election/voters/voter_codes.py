"""Making voter codes and saying what becomes of them. Letting people in by them is `code_log_in`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from election.clock import local_now
from election.code_models import Batch, CodeState
from election.errors import AlreadyVoted, NotOnRoll
from election.setup.steps import needed_reason
from election.store.port import Snapshot, Store, Transaction
from election.voters import codes
from election.voters.code_batches import (
    MOST_SLIPS,
    Issued,
    batch_of,
    by_group,
    check_not_put_away,
    put_personal,
    put_slips,
    void_sheets,
    void_unused,
    voidable,
    without_code,
    word_of,
)
from election.voters.code_refusals import BatchConfirmed, NobodyWithoutCode, NothingToVoid, NumberOfSlips
from election.voters.codes import CodeUnknown
from election.voters.slip_account import SlipAccount, account_of


@dataclass(frozen=True, slots=True)
class StyleSlips:
    """One style as slips are made for it: its `word`, which is empty where all people get the same ballot;
    how many people have it, and how many slips there are for them that are not void.
    """

    style: int
    word: str
    people: int
    slips: int


@dataclass(frozen=True, slots=True)
class CodeLook:
    """What a slip in hand is good for, and where it was printed; nothing of whose it is."""

    state: CodeState
    used: bool
    batch: int
    sheet: int


class Codes:
    """Makes codes, voids them and accounts for them. What takes a batch or sheet that is not there raises
    NoSuchBatch; what makes codes raises NoCodesHere where the election lets nobody in by such ones, and
    PollsNotOpen once the polls are over; what changes the account raises PollsTransition once the election is
    archived.
    """

    def __init__(self, store: Store, key: bytes, now: Callable[[], datetime] = local_now) -> None:
        self._store = store
        self._key = key
        self._now = now

    # --- making ----------------------------------------------------------------------------------------

    def issue_slips(self, style: int, count: int, layout: str = "ten") -> Issued:
        """Make `count` slips of a style, at most `MOST_SLIPS`. They let nobody in before `confirm`. Raises
        NumberOfSlips.
        """
        if not 0 < count <= MOST_SLIPS:
            raise NumberOfSlips(most=MOST_SLIPS)
        drawn, when = codes.draw(count), self._now()
        return self._store.write(
            lambda transaction: put_slips(transaction, self._key, when, style, drawn, layout)
        )

    def issue_personal(self, layout: str = "ten") -> Issued:
        """Make a code for each person on the roll who has none that is good or still to be confirmed, by
        group and name. Raises NobodyWithoutCode.
        """
        drawn = codes.draw(self._store.read(lambda snapshot: len(without_code(snapshot))))
        when = self._now()

        def put(transaction: Transaction) -> Issued:
            people = without_code(transaction)[: len(drawn)]
            if not people:
                raise NobodyWithoutCode
            return put_personal(transaction, self._key, when, people, drawn, layout)

        return self._store.write(put)

    def reissue(self, person_id: int, layout: str = "ten") -> Issued:
        """Make a new code for somebody who lost theirs: the old one is void at once, the new one good. Raises
        NotOnRoll, or AlreadyVoted.
        """
        drawn, when = codes.draw(1), self._now()

        def put(transaction: Transaction) -> Issued:
            person = transaction.person(person_id)
            if person is None:
                raise NotOnRoll
            if transaction.mark(person_id) is not None:
                raise AlreadyVoted
            for code in transaction.codes_of(person_id):
                transaction.void_code(code.id)
            issued = put_personal(transaction, self._key, when, [person], drawn, layout)
            transaction.confirm_batch(issued.batch.id)
            return issued

        return self._store.write(put)

    def note_address(self, batch_id: int, address: str) -> None:
        """Keep which address the slips of a batch are printed with; none where their QR codes hold the code
        alone.
        """

        def put(transaction: Transaction) -> None:
            batch_of(transaction, batch_id)
            transaction.note_address(batch_id, address)

        if address:
            self._store.write(put)

    def printed_with_another(self, address: str) -> tuple[Batch, ...]:
        """Return the batches whose slips say another address than this one, which is empty where phones find
        no address at all; those whose codes are all used or void, and all of polls that are over, are no
        matter.
        """

        def read(snapshot: Snapshot) -> tuple[Batch, ...]:
            if snapshot.election().state.is_over:
                return ()
            others = (each for each in snapshot.batches() if each.address not in ("", address))
            return tuple(each for each in others if snapshot.has_usable_code(each.id))

        return self._store.read(read)

    # --- after printing --------------------------------------------------------------------------------

    def confirm(self, batch_id: int) -> None:
        """All slips of a batch came out: its codes are good from now on."""

        def put(transaction: Transaction) -> None:
            check_not_put_away(transaction)
            batch_of(transaction, batch_id)
            transaction.confirm_batch(batch_id)

        self._store.write(put)

    def discard(self, batch_id: int) -> None:
        """Void all codes of a batch that was not confirmed. Raises BatchConfirmed."""

        def put(transaction: Transaction) -> None:
            check_not_put_away(transaction)
            batch = batch_of(transaction, batch_id)
            if batch.confirmed:
                raise BatchConfirmed
            for code in transaction.codes_on(batch_id, 1, batch.count):
                transaction.void_code(code.id)
            transaction.confirm_batch(batch_id)  # nothing of it is left to be confirmed

        self._store.write(put)

    def void_sheets(self, batch_id: int, first: int, last: int, why: str) -> int:
        """Void the unused codes on these sheets, both included, and return how many. `why` is kept. Raises
        ReasonMissing, or NothingToVoid.
        """
        reason, when = needed_reason(why), self._now()
        return self._store.write(
            lambda transaction: len(void_sheets(transaction, when, batch_id, first, last, reason))
        )

    def replace_sheets(self, batch_id: int, first: int, last: int, why: str) -> Issued:
        """Void the unused codes on these sheets and make as many new ones in their place, in one step. Raises
        what `void_sheets` does.
        """
        reason = needed_reason(why)
        drawn = codes.draw(self._store.read(lambda snapshot: len(voidable(snapshot, batch_id, first, last))))
        when = self._now()

        def put(transaction: Transaction) -> Issued:
            batch = batch_of(transaction, batch_id)
            voided = void_sheets(transaction, when, batch_id, first, last, reason)
            if batch.style is not None:
                return put_slips(
                    transaction, self._key, when, batch.style, drawn[: len(voided)], batch.layout
                )
            found = (transaction.person(each.person) for each in voided if each.person is not None)
            people = sorted((each for each in found if each is not None), key=by_group)
            if not people:
                raise NothingToVoid
            return put_personal(transaction, self._key, when, people, drawn, batch.layout)

        return self._store.write(put)

    # --- a slip in hand --------------------------------------------------------------------------------

    def look(self, text: str) -> CodeLook:
        """Return what the slip is good for whose code is in `text`. Raises CodeMalformed, CodeMistyped or
        CodeUnknown.
        """
        code_id = codes.code_id(codes.read(text), self._key)

        def read(snapshot: Snapshot) -> CodeLook:
            code = snapshot.code(code_id)
            if code is None:
                raise CodeUnknown
            used = snapshot.mark(code.right) is not None
            return CodeLook(code.state, used, code.batch, code.sheet)

        return self._store.read(read)

    def void(self, text: str) -> None:
        """Void the slip whose code is in `text`. Raises what `look` does, CodeUsed, or CodeVoid where it is
        void already.
        """
        code_id = codes.code_id(codes.read(text), self._key)
        self._store.write(lambda transaction: void_unused(transaction, code_id))

    # --- the account -----------------------------------------------------------------------------------

    def batches(self) -> tuple[Batch, ...]:
        """Return every batch, by its number."""
        return self._store.read(lambda snapshot: snapshot.batches())

    def styles(self) -> tuple[StyleSlips, ...]:
        """Return for which styles slips can be made, in their order."""

        def read(snapshot: Snapshot) -> tuple[StyleSlips, ...]:
            people, counts = snapshot.people_by_style(), snapshot.slip_counts()
            return tuple(
                StyleSlips(
                    style.id,
                    word_of(snapshot, style.id),
                    people.get(style.id, 0),
                    counts[style.id].printed - counts[style.id].void if style.id in counts else 0,
                )
                for style in snapshot.election().styles
            )

        return self._store.read(read)

    def people_without_code(self) -> int:
        """Return for how many people `issue_personal` would make a code."""
        return self._store.read(lambda snapshot: len(without_code(snapshot)))

    def account(self) -> SlipAccount:
        """Return the account of slips."""
        return self._store.read(account_of)

    def note_in_hand(self, count: int | None) -> None:
        """Keep how many slips were counted that nobody was given; None: they were not counted. Raises
        NumberOfSlips.
        """
        if count is not None and not 0 <= count <= MOST_SLIPS:
            raise NumberOfSlips(most=MOST_SLIPS)

        def put(transaction: Transaction) -> None:
            check_not_put_away(transaction)
            notes = transaction.slip_notes()
            transaction.put_slip_notes(type(notes)(notes.replaced, count))

        self._store.write(put)
