"""Shows which election is current, and how its polls stand."""

from PySide6.QtCore import QObject, Signal, Slot

from election.events import BallotChanged, CurrentChanged, Event, PollsChanged, TimesChanged
from election.models import Election, PollsState
from kiosk.lockdown.keep_awake import KeepAwake
from kiosk.lockdown.lock import Lock
from kiosk.voter.screens.start import StartScreen
from kiosk.voter.service_calls import ServiceCalls
from kiosk.widgets.header import Header
from kiosk.widgets.practice_band import PracticeBand


class CurrentElection(QObject):
    """Has the election read when its polls, times or ballot change, or another becomes current, and then
    header and start show it. `awake` keeps the screen on while its polls are open, and always where it
    is locked. Emits `replaced` when another election has become current, before that is read.
    """

    replaced = Signal()

    def __init__(
        self,
        service_calls: ServiceCalls,
        header: Header,
        band: PracticeBand,
        start: StartScreen,
        awake: KeepAwake | None,
        lock: Lock,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._service_calls, self._header, self._band, self._start = service_calls, header, band, start
        self._awake, self._lock = awake, lock
        service_calls.election_read.connect(self.show)

    @Slot(object)
    def event_received(self, event: Event) -> None:
        """Have it read where the event may have changed it."""
        if isinstance(event, PollsChanged | TimesChanged | BallotChanged | CurrentChanged):
            self._service_calls.read_election()
        if isinstance(event, CurrentChanged):
            self.replaced.emit()

    @Slot(object)
    def show(self, election: Election | None) -> None:
        """Show this election; None: there is none."""
        self.mark(election)
        self._header.set_title(election.title if election else None)
        self._start.show_election(election, is_unopened=self._service_calls.is_unopened)

    def mark(self, election: Election | None) -> None:
        """Say whether this one is for practice. Keep the screen on, or let it go dark, as it wants it."""
        self._band.setVisible(election is not None and election.practice)
        if self._awake is not None:
            is_open = election is not None and election.state is PollsState.OPEN
            self._awake.set_on(on=self._lock.on or is_open)
