"""For tests that need one election: what a door is given, and beside it the services of that election."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from election import services
from election.admin.copies import AllCopies, Copies
from election.admin.desk_passphrase import DeskPassphrase
from election.admin.failed_log_ins import FailedLogIns
from election.admin.kiosk_state import Notes
from election.admin.log_heads import LogHeads
from election.admin.outages import Outages
from election.admin.passphrase import Organiser
from election.admin.settings import KeptSettings
from election.archive.archive import Archive
from election.archive.series import Series
from election.archive.take_over import TakeOver
from election.clock import ElectionClock
from election.election_services import ElectionServices, build_election_services
from election.events import Events
from election.library import Library
from election.models import PollsState
from election.network.adapters import Adapter
from election.network.networks import Networks
from election.records.backup import Backups
from election.records.key import ElectionKey
from election.records.log import EventLog
from election.records.pack.packs import Packs
from election.records.program_log import ProgramLog
from election.records.receipt_box import ReceiptBox
from election.records.records import Records
from election.results.report import Results
from election.setup.edit_history import EditHistories
from election.setup.editing import Editing
from election.setup.life_cycle import Polls, create_election
from election.setup.samples import DEFAULT_SAMPLE
from election.setup.times import Times
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.store.json.stores import JsonStores
from election.store.port import (
    CopiedKeys,
    CopyKey,
    CopyMade,
    CopyPlace,
    FoundCopy,
    KioskSnapshot,
    KioskStore,
    KioskTransaction,
    NoteKind,
    OpenedElection,
    Store,
    Transaction,
)
from election.trusted_time import TrustedTime
from election.voters.accounts import Accounts
from election.voters.code_log_in import CodeLogIn
from election.voters.desk import Desk
from election.voters.passwords import Passwords
from election.voters.rate_limit import Throttle
from election.voters.roll import Roll
from election.voters.voter_codes import Codes
from election.voting.casting import Ballots
from election.voting.counting import Tally
from election.voting.lots import Lots

T = TypeVar("T")


@dataclass(frozen=True)
class Services(services.Services):
    """What a door is given; and the services of the one election."""

    accounts: Accounts
    roll: Roll
    code_log_in: CodeLogIn
    codes: Codes
    desk: Desk
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
    key: ElectionKey
    log: EventLog


class MemoryKiosk:
    """A kiosk's store that forgets all at the end."""

    repaired = False

    def __init__(self) -> None:
        self._notes: dict[NoteKind, Mapping[str, Any]] = {}

    def note(self, kind: NoteKind) -> Mapping[str, Any] | None:
        return self._notes.get(kind)

    def put_note(self, kind: NoteKind, values: Mapping[str, Any] | None) -> None:
        self._notes.pop(kind, None)
        if values is not None:
            self._notes[kind] = values

    def read(self, work: Callable[[KioskSnapshot], T]) -> T:
        return work(self)

    def write(self, work: Callable[[KioskTransaction], T]) -> T:
        before = dict(self._notes)
        try:
            return work(self)
        except BaseException:
            self._notes = before
            raise

    def close(self) -> None:
        pass


class OneStore:
    """Stores with one election, which the test has opened and closes."""

    def __init__(self, opened: OpenedElection, kiosk: KioskStore) -> None:
        self._opened, self._kiosk = opened, kiosk

    def open_kiosk(self) -> KioskStore:
        return self._kiosk

    def elections(self) -> tuple[str, ...]:
        return ("one",)

    def was_closed(self, _election_id: str) -> bool:
        return True

    def open_election(self, _election_id: str) -> OpenedElection:
        return self._opened

    def create_election(self, fill: Callable[[Transaction], None], code_key: bytes | None = None) -> str:
        raise AssertionError

    def copy_out(
        self, store: Store, keys: CopiedKeys, place: CopyPlace, when: str, *, only_a_crowd: bool = False
    ) -> CopyMade:
        raise AssertionError

    def copy_key(self, passphrase: str) -> CopyKey:
        raise AssertionError

    def open_copy(
        self, folder: Path, secret: CopyKey | str | None = None
    ) -> AbstractContextManager[FoundCopy]:
        raise AssertionError

    def bring_in(
        self,
        found: FoundCopy,
        code_key: bytes | None,
        change: Callable[[Transaction], None],
        *,
        replace: bool = False,
    ) -> None:
        raise AssertionError

    def remove_replaced(self, election_id: str) -> None:
        raise AssertionError

    def remove_election(self, election_id: str) -> tuple[Path, ...]:
        raise AssertionError


def _still() -> float:
    """The clock by which wrong tries at a passphrase are slowed down: it stands, however slow the machine."""
    return 1_000.0


def build_services(
    store: Store,
    key: bytes,
    passwords: Passwords | None = None,
    clock: ElectionClock | None = None,
    kiosk: KioskStore | None = None,
    time: TrustedTime | None = None,
) -> Services:
    """Return services over an open store; the kiosk's notes are kept in memory unless there is a `kiosk`."""
    passwords, kiosk, events = passwords or Passwords(), kiosk or MemoryKiosk(), Events()
    clock, time = clock or ElectionClock(kiosk), time or TrustedTime()
    now, copies, histories = clock.now, AllCopies(kiosk), EditHistories()
    heads, failed = LogHeads(kiosk), FailedLogIns()

    def build(election_id: str, opened: OpenedElection) -> ElectionServices:
        heads.watch(election_id, opened.store)
        return build_election_services(
            election_id, opened, passwords, now, events, copies, histories, heads, failed, time
        )

    stores = OneStore(OpenedElection(store, key, signing_key=key), kiosk)
    library = Library(stores, kiosk, build, events)
    program_log = ProgramLog(library, failed)
    noted = program_log.passphrase
    organiser = Organiser(kiosk, passwords, Throttle(_still), noted=noted, failed=failed)
    desk = DeskPassphrase(kiosk, passwords, Throttle(_still), noted=noted, failed=failed)
    settings, notes, archive = KeptSettings(kiosk), Notes(kiosk), Archive(library, copies)
    take_over = TakeOver(library, stores, kiosk, copies)
    return whole(
        services.Services(
            library,
            events,
            organiser,
            desk,
            settings,
            notes,
            clock,
            archive,
            take_over,
            Backups(library, take_over, events),
            Series(library),
            time,
            Outages(kiosk),
            program_log,
            Networks(kiosk, lambda: [Adapter("wlan0", ("192.168.0.10",))]),
        )
    )


def whole(given: services.Services) -> Services:
    """Return what a door is given together with the services of the current election."""
    with given.library.current() as election:
        kiosk = {each.name: getattr(given, each.name) for each in fields(given)}
        own = (each.name for each in fields(Services) if each.name not in kiosk)
        one = {each: getattr(election, each) for each in own}
        return Services(**kiosk, **one)


@contextmanager
def open_polls(
    path: Path, definition: Mapping[str, Any], passwords: Passwords | None = None
) -> Iterator[Services]:
    """The services of an election of this definition, whose polls are open, in a data folder of its own."""
    with DataFolder(path) as folder:
        store = JsonStore(folder)
        try:
            store.write(lambda transaction: create_election(transaction, definition, PollsState.OPEN))
            yield build_services(store, b"k" * 32, passwords)
        finally:
            store.close()


@contextmanager
def opened(path: Path, passwords: Passwords | None = None) -> Iterator[services.Services]:
    """The services over a data folder, as the program has them."""
    with DataFolder(path) as folder, services.open_services(JsonStores(folder), passwords) as found:
        yield found


@contextmanager
def opened_whole(
    path: Path, passwords: Passwords | None = None, sample: str = DEFAULT_SAMPLE
) -> Iterator[Services]:
    """The same, with the sample election where the folder is new, and the services of the current one."""
    with opened(path, passwords) as found:
        if found.library.is_new:
            found.library.use(found.library.create_sample(sample))
        yield whole(found)
