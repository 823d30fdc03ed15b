"""What the event log says of each step of the polls, besides who took it and why.

All of it is counted when the step is taken, from what is kept, so nothing in it tells an order: neither who
came when nor which ballot came last. The digest of the box is an HMAC whose key is kept until the polls go on
and then forgotten: a plain one, beside the ballots that are published, would tell how those voted who came
after the pause.
"""

import secrets
from collections.abc import Mapping
from typing import Any

from election.admin.failed_log_ins import FailedLogIns
from election.models import PollsState
from election.records.canonical import digest
from election.records.commitment import roll_of_opening
from election.records.definition import definition_file, file_of_kept
from election.records.key import ElectionKey
from election.records.log import EventLog
from election.records.program import this_program
from election.setup.differences import changed_lines
from election.setup.step_notes import BegunStep, StepLine, StepNotes
from election.setup.steps import STEPS, Step
from election.store.port import Snapshot, Transaction

FAILED_LOG_INS, DESK_TOTALS, BOX_COMPARED = "log_in.failed", "desk.totals", "box.compared"
_KEY_BYTES = 32
_TOTALS_AT = (Step.PAUSE, Step.CLOSE, Step.ANNUL)


class StepLines(StepNotes):
    """Makes them for one election."""

    def __init__(self, log: EventLog, key: ElectionKey, failed: FailedLogIns) -> None:
        self._log, self._key, self._failed = log, key, failed

    def begin(self, step: Step) -> BegunStep:
        """See `StepNotes`."""
        return _Begun(self._log, self._key, self._failed, step)


class _Begun(BegunStep):
    def __init__(self, log: EventLog, key: ElectionKey, failed: FailedLogIns, step: Step) -> None:
        self._id, self._fingerprint, self._failed, self._step = log.election_id, key.fingerprint, failed, step
        self._pause_key = secrets.token_bytes(_KEY_BYTES)  # drawn here: a transaction may be run again
        self._failures = failed.counts()
        self.needs_reason = False
        if step is Step.OPEN:
            self.needs_reason = not log.holds()
            this_program()  # reads files: not in a transaction

    def lines(self, transaction: Transaction) -> tuple[StepLine, ...]:
        """See `BegunStep`."""
        lines = list(changed_lines(transaction)) if self._step in (Step.OPEN, Step.ANNUL) else []
        if self._step in _TOTALS_AT:
            if self._failures:
                lines.append(StepLine(FAILED_LOG_INS, self._failures))
            if any((totals := _desk_totals(transaction)).values()):
                lines.append(StepLine(DESK_TOTALS, totals))
        if STEPS[self._step].after.is_over and (compared := _compared(transaction)):
            lines.append(StepLine(BOX_COMPARED, compared))
        return tuple(lines)

    def data(self, transaction: Transaction) -> Mapping[str, Any]:
        """See `BegunStep`."""
        if self._step is Step.OPEN:
            return self._opened(transaction)
        if self._step is Step.PAUSE:
            transaction.put_pause_key(self._pause_key)
            return {"marks": transaction.turnout().voted, "digest": transaction.box_digest(self._pause_key)}
        if self._step is Step.RESUME:
            return _compared(transaction)
        if self._step is Step.CLOSE:
            marks, receipts = transaction.turnout().voted, _receipts(transaction)
            return {"marks": marks, "receipts": receipts, "ballots": _ballots(transaction)}
        if self._step is Step.COUNT:
            definition = definition_file(self._id, transaction.election(), transaction.photos())
            return {"definition": digest(definition), "ballots": _ballots(transaction)}
        return {}

    def kept(self) -> None:
        """See `BegunStep`."""
        if self._step in _TOTALS_AT:
            self._failed.noted(self._failures)

    def _opened(self, transaction: Snapshot) -> dict[str, Any]:
        """Return the zero check: what was there when the polls opened, and that nothing was in the box."""
        kept, roll = transaction.committed(), roll_of_opening(transaction)
        found: dict[str, Any] = {
            "definition": "" if kept is None else digest(file_of_kept(self._id, kept)),
            "roll": roll.whole,
            "contests": {str(contest): people for contest, people in sorted(roll.by_contest.items())},
            "ballots": sum(check.ballots for check in transaction.check_box()),
            "marks": transaction.turnout().voted,
            "receipts": _receipts(transaction),
            "key": self._fingerprint,
            "program": program_values(),
        }
        return found | {"log": "broken"} if self.needs_reason else found


def program_values() -> dict[str, str]:
    """Return which program runs, as a line has it."""
    program = this_program()
    return {"version": program.version, "digest": program.digest}


def _compared(transaction: Transaction) -> dict[str, Any]:
    """Return the digest of the box under the key of the pause, and whether it is the one of then; nothing
    where none was taken. The key is forgotten.
    """
    key = transaction.pause_key()
    paused = [act for act in transaction.acts() if act.what == STEPS[Step.PAUSE].act]
    if key is None or not paused or transaction.hold_election().state is not PollsState.PAUSED:
        return {}
    transaction.put_pause_key(None)
    found = transaction.box_digest(key)
    return {"digest": found, "same": found == paused[-1].data.get("digest")}


def _receipts(snapshot: Snapshot) -> int:
    check = snapshot.receipt_check()
    return 0 if check is None else check.receipts


def _ballots(snapshot: Snapshot) -> dict[str, int]:
    return {str(check.contest): check.ballots for check in snapshot.check_box()}


def _desk_totals(snapshot: Snapshot) -> dict[str, int]:
    desk, slips = snapshot.desk_counts().values(), snapshot.slip_counts().values()
    return {
        "came": sum(each.came for each in desk),
        "slips_given": sum(each.given for each in desk),
        "slips_void": sum(each.void for each in slips),
        "slips_replaced": len(snapshot.slip_notes().replaced),
    }
