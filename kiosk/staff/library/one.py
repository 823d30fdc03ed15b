"""One election of the library: how it stands, and what can be done with it as a whole."""

from collections.abc import Callable, Sequence
from enum import Enum, auto

from PySide6.QtWidgets import QWidget

from election.admin.copies import Copy
from election.archive.listing import ListedElection
from election.clock import local_time
from election.errors import Message
from election.models import PollsState
from election.setup.steps import Step
from kiosk.staff.backup.page import BackupPage
from kiosk.staff.ballot.contests import ContestsPage
from kiosk.staff.library.erase import ErasePage
from kiosk.staff.library.remove_people import RemovePeoplePage
from kiosk.staff.library.words import state_of, title_of
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.results.page import ResultsPage
from kiosk.staff.screens.page import PageScreen
from kiosk.staff.setup.page import SetupPage
from kiosk.staff.today.page import TodayPage, day_of
from kiosk.staff.today.step import STEP_PAGES
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.buttons.entry_button import EntryButton
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.text import Text


class Deed(Enum):
    """What can be done with an election as a whole, in the order in which it is offered."""

    RESTORE = auto()  # one that cannot be read, from a back-up
    SET_UP = auto()  # which makes it current
    GO = auto()  # to the page of its day
    RESULTS = auto()
    BALLOT = auto()  # corrected while people vote
    USE = auto()
    COPY = auto()
    COPY_WITH_ROLL = auto()
    MAKE_REAL = auto()
    ARCHIVE = auto()
    REMOVE_PEOPLE = auto()
    ERASE = auto()


_ENTRIES = {  # icon, and what the keys of the texts begin with
    Deed.RESTORE: ("change", "library.one.restore"),
    Deed.SET_UP: ("next", "library.one.set_up"),
    Deed.GO: ("ballot-box", "library.one.go"),
    Deed.RESULTS: ("chart", "library.one.results"),
    Deed.BALLOT: ("change", "library.one.ballot"),
    Deed.USE: ("check", "library.one.use"),
    Deed.COPY: ("list", "library.one.copy"),
    Deed.COPY_WITH_ROLL: ("person", "library.one.copy_with_roll"),
    Deed.MAKE_REAL: ("ballot-box", "library.one.make_real"),
    Deed.ARCHIVE: ("lock", "library.one.archive"),
    Deed.REMOVE_PEOPLE: ("person", "library.one.remove"),
    Deed.ERASE: ("cross", "library.one.erase"),
}


def deeds_for(listed: ListedElection) -> tuple[Deed, ...]:
    """Return what can be done with an election that stands like this."""
    if listed.problem is not None:
        return (Deed.RESTORE, Deed.ERASE)
    offered = {
        Deed.RESTORE: False,
        Deed.SET_UP: listed.state is PollsState.DRAFT,
        Deed.GO: listed.is_current and listed.state is not PollsState.DRAFT,
        Deed.RESULTS: listed.is_current and listed.state is not None and listed.state.is_counted,
        Deed.BALLOT: listed.state in (PollsState.OPEN, PollsState.PAUSED),
        Deed.USE: not listed.is_current and listed.state is not PollsState.DRAFT,
        Deed.COPY: True,
        Deed.COPY_WITH_ROLL: listed.has_people,
        Deed.MAKE_REAL: listed.practice,
        Deed.ARCHIVE: listed.is_current and listed.state is PollsState.COUNTED,
        Deed.REMOVE_PEOPLE: listed.has_people and listed.state in (PollsState.ARCHIVED, PollsState.ANNULLED),
        Deed.ERASE: True,
    }
    return tuple(deed for deed in Deed if offered[deed])


class OneElectionScreen(PageScreen):
    """Asks for a `Deed`."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "library.one")
        self._listed: ListedElection | None = None
        self._copies: tuple[Copy, ...] = ()
        self.deeds = {deed: EntryButton(ui, *_ENTRIES[deed]) for deed in Deed}
        for deed, button in self.deeds.items():
            self.asks(button, deed)
        self.copies = Text("about")
        content = QWidget()
        column = Column(ui, Space.NEAR, parent=content)
        for button in self.deeds.values():
            column.addWidget(button)
        edged = Column(ui, edges=(Length.RING, None, Length.RING, None))
        edged.addWidget(self.copies)
        column.addLayout(edged)
        column.addStretch(1)
        self.lay_out(content)

    def show_election(self, listed: ListedElection, copies: Sequence[Copy]) -> None:
        """Show this one, and which copies of it were made."""
        self._listed, self._copies = listed, tuple(copies)
        self.setEnabled(True)
        self.retranslate()

    def lead(self) -> str:
        """See `PageScreen`: how it stands."""
        return state_of(self.ui, self._listed) if self._listed else ""

    def spoken(self) -> str:
        """See `Screen`."""
        return f"{self.heading()}. {self.lead()}"

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self.deeds.values(), *self.pane.buttons(), self.back_button)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        offered = deeds_for(self._listed) if self._listed else ()
        if self._listed:
            self.title.set_text(title_of(self.ui, self._listed))
        for deed, button in self.deeds.items():
            button.retranslate()
            button.setVisible(deed in offered)
        lines = [self._copy_line(copy) for copy in self._copies]
        self.copies.set_text("\n".join([self.ui.text("library.copies"), *lines]) if lines else "")

    def _copy_line(self, copy: Copy) -> str:
        kind = Message(f"library.copy.{copy.kind}")
        return self.ui.text("library.copy", kind=kind, name=copy.name, when=local_time(copy.when.timestamp()))


class OneElectionPage(StaffPage):
    """Does what was chosen, or opens the page that asks once more."""

    screen: OneElectionScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._listed: ListedElection | None = None

    def make_screen(self, staff: StaffContext) -> OneElectionScreen:
        """See `StaffPage`."""
        return OneElectionScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is the election as it is listed. Whoever comes back finds it as it stands now."""
        if isinstance(subject, ListedElection):
            self._show(subject)
        elif self._listed is not None:
            listed = self._listed
            self.run(
                self.staff.services.library.elections, lambda found: self._find(listed.id, found), _ignore
            )

    def handle(self, request: object) -> None:
        """Do it."""
        listed, navigator = self._listed, self.staff.navigator
        if listed is None:
            return
        library, archive = self.staff.services.library, self.staff.services.archive
        at_once: dict[object, tuple[Callable[[], object], str]] = {
            Deed.USE: (lambda: library.use(listed.id), "library.used"),
            Deed.COPY: (lambda: archive.copy(listed.id), "library.copied"),
            Deed.COPY_WITH_ROLL: (lambda: archive.copy(listed.id, with_roll=True), "library.copied"),
            Deed.MAKE_REAL: (lambda: archive.copy(listed.id, practice=False), "library.made_real"),
        }
        leads_to: dict[object, tuple[type[StaffPage], object]] = {
            Deed.RESTORE: (BackupPage, None),
            Deed.BALLOT: (ContestsPage, listed.id),
            Deed.GO: (TodayPage, None),
            Deed.RESULTS: (ResultsPage, None),
            Deed.REMOVE_PEOPLE: (RemovePeoplePage, listed),
            Deed.ERASE: (ErasePage, listed),
        }
        if request in at_once:
            self._do(*at_once[request])
        elif request is Deed.SET_UP:
            self.run(lambda: library.use(listed.id), lambda _done: navigator.open(SetupPage), self._failed)
        elif request is Deed.ARCHIVE:
            self._open_step(listed)
        elif request in leads_to:
            navigator.open(*leads_to[request])

    def forget(self) -> None:
        """See `StaffPage`."""
        super().forget()
        self.screen.setEnabled(True)

    def _do(self, work: Callable[[], object], news: str) -> None:
        self.screen.setEnabled(False)
        title = "" if self._listed is None or self._listed.title is None else self._listed.title
        told = Message(news, {"title": title})
        self.run(work, lambda _done: self.staff.navigator.back(told), self._failed)

    def _show(self, listed: ListedElection) -> None:
        self._listed = listed
        self.screen.show_election(listed, self.staff.services.archive.copies_made(listed.id))

    def _find(self, election_id: str, elections: Sequence[ListedElection]) -> None:
        for each in elections:
            if each.id == election_id:
                self._show(each)

    def _open_step(self, listed: ListedElection) -> None:
        """Open the page that archives: it is told how the election stands."""
        self.ask_election(
            day_of,
            lambda day: (
                self.staff.navigator.open(STEP_PAGES[Step.ARCHIVE], day)
                if day.election_id == listed.id
                else self.staff.navigator.back()
            ),
            self._failed,
        )

    def _failed(self, error: Exception) -> None:
        self.screen.setEnabled(True)
        self.screen.show_problem(error)


def _ignore(_error: Exception) -> None:
    """It stays as it was shown."""
