"""What can be done with an election: each operation as the services have it, and as a command carries it out.

Where the two are not offered alike, one of them is None.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cli import series_command, step_command
from cli.commands import backup
from cli.commands.codes import account, confirm, making, void
from cli.commands.desk import deed, exchange, find, let_vote, lost
from cli.commands.desk import undo as desk_undo
from cli.commands.election import (
    commitment,
    copy,
    copy_out,
    correct,
    erase,
    export,
    last_call,
    lot,
    pack,
    remove_personal_data,
    results,
    status,
    use,
    withdraw,
)
from cli.commands.election import print as printing
from cli.commands.log import check as log_check
from cli.commands.receipts import check as receipt_check
from cli.commands.roll import add, groups, import_, remove, undo
from cli.commands.roll import correct as roll_correct
from cli.commands.roll import export as roll_export
from cli.tasks import Call
from election.archive.series import Follows
from election.models import LocalText
from election.setup.changes.candidates import ChangeCandidate
from election.setup.changes.contests import AddContest, ChangeElection
from election.setup.steps import ORGANISER, Step
from election.voters.roll_files.entries import Entry
from election.voters.roll_import import ImportMode
from tests.services import Services
from tests.table.world import BOARD, EMAIL, PASSWORD, World

WHY, PRESENT = "because", ("Kang", "Seo")
RECEIPT = "1234-5678-9012-3456"
OTHER = Entry("Somebody Else", "M-99", group="hall")


@dataclass(frozen=True)
class Operation:
    """`reads`: it changes nothing, so that a store may be used again after it. `before_codes`: in a draft it
    is meant for one without codes.
    """

    name: str
    service: Callable[[Services, World], object] | None
    command: Callable[[World], Call[object]] | None
    reads: bool = False
    before_codes: bool = False


def _step(step: Step) -> Operation:
    return Operation(
        step.value,
        lambda s, w: s.polls.take(step, why=WHY, small_group=BOARD),
        lambda w: step_command.take_step(step, w.id, WHY, (), early=True, small_group=BOARD),
    )


def _follows(follows: Follows, service: Callable[[Services, World], object]) -> Operation:
    title = {"en": "Next"} if follows is Follows.MOTION else {}
    return Operation(
        follows.name.lower(), service, lambda w: series_command.make(w.id, follows, title, with_codes=True)
    )


def _printed(kind: printing.Kind, service: Callable[[Services, World], object]) -> Operation:
    return Operation(
        f"print_{kind.name.lower()}", service, lambda w: printing.make(kind, w.id, "en"), reads=True
    )


OPERATIONS: tuple[Operation, ...] = (
    *(_step(step) for step in Step),
    Operation("last_call", lambda s, w: s.times.call_last(), lambda w: last_call.call(w.id, "", "en")),
    # --- the ballot
    Operation("edit_contests", lambda s, w: s.editing.make(AddContest(LocalText.of({"en": "More"}))), None),
    Operation("edit_settings", lambda s, w: s.editing.make(ChangeElection({"live_results": True})), None),
    Operation(
        "correct_text",
        lambda s, w: s.editing.correct(ChangeCandidate(1, {"name": "Ae"}), WHY),
        None,
    ),
    Operation("correct_by_command", None, lambda w: correct.correct(w.id, 1, 1, {"name": "Ae"}, WHY)),
    Operation(
        "withdraw", lambda s, w: s.editing.withdraw(3, WHY), lambda w: withdraw.withdraw(w.id, 1, 3, WHY)
    ),
    # --- the roll
    Operation(
        "roll_import",
        lambda s, w: s.roll.import_people([OTHER], ImportMode.ADD),
        lambda w: import_.take(
            w.id, [["Somebody Else", "M-99", "", "hall"]], "add", ["name", "number", "group"]
        ),
    ),
    Operation("roll_undo", lambda s, w: s.roll.undo_import(), lambda w: undo.undo(w.id), before_codes=True),
    Operation(
        "roll_groups",
        lambda s, w: s.roll.give_contests({"hall": (1, 2)}),
        lambda w: groups.read(w.id, {"hall": [1, 2]}),
    ),
    Operation(
        "roll_add",
        lambda s, w: s.roll.add(OTHER, why=WHY),
        lambda w: add.add(w.id, "Somebody Else", "M-99", "", "hall", WHY),
    ),
    Operation(
        "roll_correct",
        lambda s, w: s.roll.correct(w.people["M-3"], Entry("Right Name", "M-3", group="hall"), why=WHY),
        lambda w: roll_correct.correct(w.id, "M-3", {"name": "Right Name"}, WHY),
    ),
    Operation(
        "roll_remove",
        lambda s, w: s.roll.remove(w.people["M-9"], why=WHY),
        lambda w: remove.remove(w.id, "M-9", WHY),
    ),
    Operation(
        "roll_remove_voted",
        lambda s, w: s.roll.remove(w.people["M-1"], why=WHY),
        lambda w: remove.remove(w.id, "M-1", WHY),
    ),
    Operation(
        "roll_export",
        lambda s, w: s.roll.people(),
        lambda w: roll_export.make(w.id, ".csv", "en"),
        reads=True,
    ),
    Operation("log_check", lambda s, _: s.log.check(), lambda w: log_check.check_log(w.id, "en"), reads=True),
    # --- codes
    Operation(
        "codes_slips",
        lambda s, w: s.codes.issue_slips(w.style, 1),
        lambda w: making.make(w.id, w.style, 1, "ten", "en", ""),
    ),
    Operation(
        "codes_personal",
        lambda s, w: s.codes.issue_personal(),
        lambda w: making.make(w.id, None, 0, "ten", "en", ""),
    ),
    Operation(
        "codes_anew",
        lambda s, w: s.codes.reissue(w.people["M-4"]),
        lambda w: making.remake(w.id, "M-4", "ten", "en", ""),
    ),
    Operation("codes_confirm", lambda s, w: s.codes.confirm(2), lambda w: confirm.confirm(w.id, 2)),
    Operation("codes_discard", lambda s, w: s.codes.discard(2), lambda w: void.discard(w.id, 2)),
    Operation(
        "codes_void", lambda s, w: s.codes.void(w.slips[1]), lambda w: void.void_slip(w.id, w.slips[1])
    ),
    Operation(
        "codes_void_sheets",
        lambda s, w: s.codes.void_sheets(1, 1, 1, WHY),
        lambda w: void.void_sheets(w.id, 1, 1, 1, WHY),
    ),
    Operation(
        "codes_replace_sheets",
        lambda s, w: s.codes.replace_sheets(1, 1, 1, WHY),
        lambda w: void.replace_sheets(w.id, 1, 1, 1, WHY, "en", ""),
    ),
    Operation(
        "codes_account", lambda s, w: s.codes.account(), lambda w: account.account(w.id, None), reads=True
    ),
    Operation("codes_in_hand", lambda s, w: s.codes.note_in_hand(3), lambda w: account.account(w.id, 3)),
    # --- the desk
    Operation(
        "desk_find", lambda s, w: s.roll.search("Person"), lambda w: find.search(w.id, "Person"), reads=True
    ),
    Operation(
        "desk_check_in",
        lambda s, w: s.desk.check_in(w.people["M-7"]),
        lambda w: deed.act(w.id, "M-7", "check-in"),
    ),
    Operation(
        "desk_undo",
        lambda s, w: s.desk.undo_check_in(w.people["M-6"]),
        lambda w: desk_undo.undo(w.id, "M-6", None),
    ),
    Operation(
        "desk_give", lambda s, w: s.desk.give(w.people["M-7"]), lambda w: deed.act(w.id, "M-7", "give")
    ),
    Operation(
        "desk_take_back",
        lambda s, w: s.desk.take_back(w.people["M-5"], w.slips[0]),
        lambda w: desk_undo.undo(w.id, "M-5", w.slips[0]),
    ),
    Operation(
        "desk_exchange",
        lambda s, w: s.desk.exchange(w.people["M-5"], w.slips[0]),
        lambda w: exchange.exchange(w.id, "M-5", w.slips[0]),
    ),
    Operation(
        "desk_lost",
        lambda s, w: s.desk.replace_lost(w.people["M-5"], WHY),
        lambda w: lost.lost(w.id, "M-5", WHY),
    ),
    Operation(
        "desk_let_vote",
        lambda s, w: s.desk.let_vote(w.people["M-8"]),
        lambda w: let_vote.let_vote(w.id, "M-8"),
    ),
    # --- voters
    Operation("sign_up", lambda s, w: s.accounts.sign_up("new@example.org", "New", PASSWORD), None),
    Operation("log_in", lambda s, w: s.accounts.log_in(EMAIL, PASSWORD), None, reads=True),
    Operation("log_in_code", lambda s, w: s.code_log_in.log_in(w.code), None, reads=True),
    Operation("log_in_slip", lambda s, w: s.code_log_in.log_in(w.slips[0]), None, reads=True),
    Operation("cast", lambda s, w: s.ballots.cast(w.people["M-3"], {1: (1,)}), None),
    Operation("cast_again", lambda s, w: s.ballots.cast(w.people["M-1"], {1: (1,), 2: (4,)}), None),
    # --- what came out
    Operation("status", lambda s, w: s.polls.status(), lambda w: status.read_status(w.id, "en"), reads=True),
    Operation(
        "receipt",
        lambda s, w: s.receipts.look_for(RECEIPT),
        lambda w: receipt_check.look_for(w.id, RECEIPT, "en"),
        reads=True,
    ),
    Operation("results", lambda s, w: s.tally.results(), lambda w: results.read(w.id, "en"), reads=True),
    Operation(
        "export", lambda s, w: s.results.report(), lambda w: export.make(w.id, "csv", "en"), reads=True
    ),
    Operation(
        "export_ballots",
        lambda s, w: s.results.markings(),
        lambda w: export.make_ballots(w.id, None, "en"),
        reads=True,
    ),
    _printed(printing.Kind.RESULTS, lambda s, w: s.results.report()),
    _printed(printing.Kind.RECORD, lambda s, w: s.results.record()),
    _printed(printing.Kind.SIGN_SHEET, lambda s, w: s.results.people()),
    _printed(printing.Kind.COMMITMENT, lambda s, w: s.records.commitment_sheet("en")),
    _printed(printing.Kind.ZERO, lambda s, w: s.records.zero("en")),
    _printed(printing.Kind.PAUSE, lambda s, w: s.records.pause("en")),
    _printed(printing.Kind.CLOSING, lambda s, w: s.records.closing("en")),
    Operation("commitment", lambda s, w: s.records.commitment(), lambda w: commitment.read(w.id), reads=True),
    Operation(
        "pack",
        lambda s, w: s.packs.make(w.stick),
        lambda w: pack.make(w.id, str(w.stick), members=False, language="en"),
    ),
    Operation(
        "lot",
        lambda s, w: s.lots.enter(2, (4,), PRESENT, role=ORGANISER),
        lambda w: lot.enter(w.id, 2, [1], PRESENT),
    ),
    # --- the election as a whole
    _follows(Follows.RUN_OFF, lambda s, w: s.series.run_off(w.id)),
    _follows(Follows.REPEAT, lambda s, w: s.series.repeat(w.id)),
    _follows(Follows.MOTION, lambda s, w: s.series.motion(w.id, {"en": "Next"})),
    Operation(
        "copy",
        lambda s, w: s.archive.copy(w.id, with_roll=True),
        lambda w: copy.make(w.id, with_roll=True, practice=None),
    ),
    Operation(
        "copy_out",
        lambda s, w: s.take_over.copy_out(w.id, w.stick),
        lambda w: copy_out.make(w.id, str(w.stick)),
    ),
    Operation(
        "back_up",
        lambda s, w: s.backups.begin(w.stick),
        lambda w: backup.make(str(w.stick), None),
    ),
    Operation(
        "make_another_current",
        lambda s, w: s.library.use(w.other),
        lambda w: use.make_current(w.other, "en"),
    ),
    Operation("erase", lambda s, w: s.archive.erase(w.id, "Club"), lambda w: erase.erase(w.id, "Club")),
    Operation(
        "remove_personal_data",
        lambda s, w: s.archive.remove_personal_data(w.id),
        lambda w: remove_personal_data.remove(w.id),
    ),
)
