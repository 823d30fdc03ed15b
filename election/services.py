"""What the doors are given: the services of the kiosk, and through its library those of each election."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from election.admin.copies import AllCopies
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
from election.network.networks import Networks
from election.records.backup import Backups
from election.records.program_log import ProgramLog
from election.setup.edit_history import EditHistories
from election.store.port import OpenedElection, Stores
from election.trusted_time import TrustedTime
from election.voters.passwords import Passwords
from election.voters.rate_limit import Throttle


@dataclass(frozen=True)
class Services:
    """What belongs to the kiosk, whichever election is current. `events` tells of all of it."""

    library: Library
    events: Events
    organiser: Organiser
    desk_passphrase: DeskPassphrase
    settings: KeptSettings
    notes: Notes
    clock: ElectionClock
    archive: Archive
    take_over: TakeOver
    backups: Backups
    series: Series
    time: TrustedTime
    outages: Outages
    program_log: ProgramLog
    networks: Networks


@contextmanager
def open_services(stores: Stores, passwords: Passwords | None = None) -> Iterator[Services]:
    """The services over all that `stores` keeps, the current election open unless it cannot be
    (`Library.unopened`); at the end everything is closed. `passwords` is for tests that cannot wait for real
    hashes. Raises DataDamaged, DataNewer or FolderUnusable where the kiosk's own data cannot be opened.
    """
    passwords, events = passwords or Passwords(), Events()
    kiosk = stores.open_kiosk()
    try:
        clock, copies, histories = ElectionClock(kiosk), AllCopies(kiosk), EditHistories()
        heads, failed = LogHeads(kiosk), FailedLogIns()
        time = TrustedTime(jump=clock.jump())

        def build(election_id: str, opened: OpenedElection) -> ElectionServices:
            heads.watch(election_id, opened.store)
            return build_election_services(
                election_id, opened, passwords, clock.now, events, copies, histories, heads, failed, time
            )

        library = Library(stores, kiosk, build, events)
        try:
            take_over = TakeOver(library, stores, kiosk, copies)
            backups = Backups(library, take_over, events)
            events.subscribe(backups.event_received)
            program_log = ProgramLog(library, failed)
            events.subscribe(program_log.event_received)
            noted = program_log.passphrase
            found = Services(
                library,
                events,
                Organiser(kiosk, passwords, Throttle(), noted=noted, failed=failed),
                DeskPassphrase(kiosk, passwords, Throttle(), noted=noted, failed=failed),
                KeptSettings(kiosk, program_log.settings),
                Notes(kiosk),
                clock,
                Archive(library, copies, logs=heads),
                take_over,
                backups,
                Series(library),
                time,
                Outages(kiosk),
                program_log,
                Networks(kiosk),
            )
            try:
                yield found
            finally:
                program_log.failed_log_ins()  # of a command, or of a program that broke off
            backups.finish()
        finally:
            library.close()
    finally:
        kiosk.close()
