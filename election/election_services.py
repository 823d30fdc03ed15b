"""The services of one election, built over its store."""

from collections.abc import Callable
from dataclasses import dataclass

from election.admin.copies import AllCopies, Copies
from election.admin.failed_log_ins import FailedLogIns
from election.admin.log_heads import LogHeads
from election.archive.contents import ContentsReader
from election.archive.kept import check_may_be_archived
from election.events import Events
from election.records.key import ElectionKey
from election.records.log import EventLog
from election.records.pack.packs import Packs
from election.records.receipt_box import ReceiptBox
from election.records.records import Records
from election.records.step_lines import StepLines
from election.results.report import Results
from election.setup.edit_history import EditHistories
from election.setup.editing import Editing
from election.setup.life_cycle import Polls
from election.setup.tasks import Tasks
from election.setup.times import Times
from election.store.port import CopiedKeys, OpenedElection
from election.trusted_time import TrustedTime
from election.voters.accounts import Accounts
from election.voters.code_log_in import CodeLogIn
from election.voters.codes import key_for_codes
from election.voters.desk import Desk
from election.voters.desk_search import DeskSearch
from election.voters.passwords import Passwords
from election.voters.rate_limit import Throttle
from election.voters.roll import Roll
from election.voters.tokens import Tokens
from election.voters.voter_codes import Codes
from election.voting.casting import Ballots, key_for_attempts
from election.voting.counting import Tally
from election.voting.lots import Lots


@dataclass(frozen=True)
class ElectionServices:
    """What belongs to the election with this id, and to no other."""

    id: str
    key: ElectionKey
    log: EventLog
    accounts: Accounts
    roll: Roll
    code_log_in: CodeLogIn
    codes: Codes
    desk: Desk
    desk_search: DeskSearch
    polls: Polls
    times: Times
    editing: Editing
    ballots: Ballots
    tally: Tally
    lots: Lots
    results: Results
    copies: Copies
    records: Records
    receipts: ReceiptBox
    packs: Packs
    contents: ContentsReader
    tasks: Tasks


def build_election_services(
    election_id: str,
    opened: OpenedElection,
    passwords: Passwords,
    now: Callable[[], float],
    events: Events,
    copies: AllCopies,
    histories: EditHistories,
    heads: LogHeads,
    failed: FailedLogIns,
    time: TrustedTime | None = None,
) -> ElectionServices:
    """Return the services over an open election. `now` gives the time that its tokens are judged by,
    `time` that by which it opens and closes by itself.
    """
    store, code_key = opened.store, opened.code_key or key_for_codes(opened.key)
    time = time or TrustedTime()
    key, log = ElectionKey(opened.signing_key), EventLog(election_id, store, heads)
    made = copies.of(election_id, log.note_file)
    polls = Polls(
        store,
        events,
        check_may_be_archived=lambda election: check_may_be_archived(election, made.made()),
        notes=StepLines(log, key, failed),
    )
    return ElectionServices(
        election_id,
        key,
        log,
        Accounts(store, passwords, Tokens(opened.key, now), Throttle(), events, time, failed),
        Roll(store, events),
        CodeLogIn(store, code_key, events, time_of_day=time, failed=failed),
        Codes(store, code_key),
        Desk(store, code_key, events, time),
        DeskSearch(store),
        polls,
        Times(store, polls, events, time),
        Editing(store, histories.of(election_id), events),
        Ballots(store, events, key_for_attempts(opened.key), time),
        Tally(store),
        Lots(store, events),
        Results(store),
        made,
        Records(election_id, key, store),
        ReceiptBox(store),
        Packs(election_id, key, store, made),
        ContentsReader(store, CopiedKeys(code_key, opened.signing_key)),
        Tasks(store),
    )
