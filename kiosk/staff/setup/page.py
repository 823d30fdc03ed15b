"""Setting an election up: everything is saved at once, so leaving loses nothing."""

import threading
from collections import deque
from datetime import datetime

from PySide6.QtCore import Slot

from election.errors import Message
from election.events import CurrentChanged, Event, PollsChanged, RollChanged
from election.models import PollsState
from election.setup.changes.candidates import AddCandidates, NewCandidate, RemoveCandidate
from election.setup.changes.change import Change
from election.setup.changes.contests import ChangeContest, ChangeElection
from election.setup.steps import Step
from election.setup.tasks import Area, TaskList
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.setup.own_rule import OwnRulePage
from kiosk.staff.setup.requests import (
    AddPerson,
    Forward,
    Later,
    RemovePerson,
    SayRule,
    SetContest,
    SetElection,
    Show,
    TryOut,
    Visit,
)
from kiosk.staff.setup.screen import AREAS, SetupScreen
from kiosk.staff.today.page import TodayPage, day_of
from kiosk.staff.today.step import STEP_PAGES, Day
from kiosk.widgets.screen import Back

Found = tuple[str, TaskList]


class SetupPage(StaffPage):
    """Makes each change as it is asked for, shows what is still missing, and leads to the opening."""

    name = "setup"
    screen: SetupScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._election_id = ""
        self._waiting: deque[tuple[str, Change]] = deque()
        self._making = threading.Lock()

    def make_screen(self, staff: StaffContext) -> SetupScreen:
        """See `StaffPage`."""
        return SetupScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """Show the current election; `subject` is the area to begin with."""
        if isinstance(subject, Area):
            self.screen.show_area(subject)
        self.ask_election(lambda election: (election.id, election.tasks.read()), self._show, self._failed)

    def handle(self, request: object) -> None:
        """Do it; nothing with the election before it is known which one is shown."""
        match request:
            case Show(area):
                self._go(area)
            case Forward():
                self._forward()
            case Later():
                self.screen.save()
                self.staff.navigator.back()
            case _ if not self._election_id:
                return
            case SayRule(contest):
                self.staff.navigator.open(OwnRulePage, (self._election_id, contest.id))
            case Visit(page):
                self.screen.save()
                self.staff.navigator.open(page, self._election_id)
            case TryOut():
                self._try_out()
            case _:
                shown = self._election_id
                self._waiting.append((shown, _change_of(request)))
                self.run(lambda: self._make_waiting(shown), self._saved, self._refused)

    def event_received(self, event: Event) -> None:
        """Follow what is done elsewhere."""
        if self.screen.isVisible() and isinstance(event, CurrentChanged | PollsChanged | RollChanged):
            self.prepare()

    def forget(self) -> None:
        """See `StaffPage`. What was typed last is saved all the same."""
        if self.screen.tasks is not None:
            self.screen.save()
        super().forget()
        self._election_id, self.screen.tasks = "", None

    @Slot(object)
    def _asked(self, request: object) -> None:
        """*Back* leads to the area before; from the first one out."""
        at = AREAS.index(self.screen.area)
        if isinstance(request, Back) and at:
            self._go(AREAS[at - 1])
        else:
            super()._asked(request)

    def _go(self, area: Area) -> None:
        self.screen.save()
        self.screen.show_area(area)

    def _forward(self) -> None:
        self.screen.save()
        at = AREAS.index(self.screen.area)
        if at + 1 < len(AREAS):
            self.screen.show_area(AREAS[at + 1])
            return
        tasks = self.screen.tasks
        if tasks is None:
            return
        if tasks.missing():
            self.screen.say(Message("setup.not_ready", {"count": tasks.missing()}))
            return
        self.ask_election(day_of, self._open, self._failed)

    def _open(self, day: Day) -> None:
        self.staff.navigator.open(STEP_PAGES[Step.OPEN], day)

    def _make_waiting(self, shown: str) -> Found:
        """Make what was asked for, in its order: whoever comes first makes all of it. Return how the election
        `shown` stands then.
        """
        library = self.staff.services.library
        with self._making:
            while self._waiting:
                election_id, change = self._waiting.popleft()
                with library.held(election_id) as election:
                    election.editing.make(change)
            with library.held(shown) as election:
                return election.id, election.tasks.read()

    def _saved(self, found: Found) -> None:
        self._show(found)
        self.screen.show_saved(datetime.now().astimezone())

    def _show(self, found: Found) -> None:
        election_id, tasks = found
        if election_id != self._election_id:  # what was typed was for the one before
            self.screen.forget_typed()
        self._election_id = election_id
        if self._waiting:
            return  # what comes next shows it
        if tasks.election.state is PollsState.DRAFT:
            self.screen.show_tasks(tasks)
        elif self.screen.isVisible():
            self._leave_for(TodayPage)

    def _leave_for(self, kind: type[StaffPage]) -> None:
        """Show a page in place of this one, so that the way back does not lead here."""
        from kiosk.staff.library.page import LibraryPage

        navigator = self.staff.navigator
        navigator.back_to(LibraryPage)
        navigator.open(kind)

    def _try_out(self) -> None:
        services, election_id = self.staff.services, self._election_id

        def try_out() -> None:
            made = services.archive.copy(election_id, with_roll=True, practice=True)
            services.library.use(made)
            with services.library.current() as election:
                election.polls.open()

        self.run(try_out, lambda _nothing: self.staff.navigator.to_voters(), self._failed)

    def _refused(self, error: Exception) -> None:
        """Show what stands there, in place of what was not taken."""
        self.prepare()
        self.screen.show_problem(error)

    def _failed(self, error: Exception) -> None:
        self.screen.show_problem(error)


def _change_of(request: object) -> Change:
    match request:
        case SetElection(values):
            return ChangeElection(values)
        case SetContest(contest, values):
            return ChangeContest(contest, values)
        case AddPerson(contest, name):
            return AddCandidates(contest, (NewCandidate(name),))
        case RemovePerson(candidate):
            return RemoveCandidate(candidate)
    raise ValueError(f"no change: {request}")
