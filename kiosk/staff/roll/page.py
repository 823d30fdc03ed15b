"""The page of the roll: who may vote, found, put right one by one, and brought in from a list."""

from collections.abc import Callable
from pathlib import Path

from election.election_services import ElectionServices
from election.errors import Message
from election.events import Event, PollsChanged, RollChanged
from election.models import Person, PollsState
from kiosk.staff.files.page import ChooseFilePage, FileWanted
from kiosk.staff.page import StaffContext
from kiosk.staff.roll.election import ElectionPage
from kiosk.staff.roll.groups import GroupsPage
from kiosk.staff.roll.import_page import ImportPage, ImportWanted
from kiosk.staff.roll.listed import ListedRoll, read_roll
from kiosk.staff.roll.person import PersonPage, PersonWanted
from kiosk.staff.roll.remove import RemovePage
from kiosk.staff.roll.screen import Correct, Remove, RollRequest, RollScreen

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".ods", ".xlsm", ".xls")
_MOST_UNDONE = 20
Undo = Callable[[ElectionServices], object]


class RollPage(ElectionPage):
    """Shows the roll, and leads to what changes it. In a draft what was done to single people is undone one
    by one, and then the last import.
    """

    name, icon = "roll.page", "person"
    screen: RollScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._roll: ListedRoll | None = None
        self._undos: list[Undo] = []
        self._shown: int | None = None  # whom to select once the roll has been read again
        self._latest = self.reading(self.ask, read_roll, self._show, self.screen.show_problem)

    def make_screen(self, staff: StaffContext) -> RollScreen:
        """See `StaffPage`."""
        return RollScreen(staff.ui)

    @classmethod
    def is_offered(cls, staff: StaffContext) -> bool:
        """Where there is an election."""
        return staff.services.library.current_id is not None

    def prepare(self, subject: object = None) -> None:
        """`subject` is the id of an election."""
        self.begin(subject)
        self._latest.ask()

    def tell(self, *news: Message) -> None:
        """See `StaffPage`."""
        if news:
            self.screen.say(news[0])

    def done(self, undo: Undo | None, shown: int | None = None) -> None:
        """Something was done to one person: keep how to undo it, and have them be shown."""
        self._shown = shown
        if undo is not None and self._is_draft:
            self._undos = [*self._undos, undo][-_MOST_UNDONE:]

    def imported(self) -> None:
        """The roll was brought in anew: what was done before to single people is not undone any more."""
        self._undos = []

    def handle(self, request: object) -> None:
        """Do it, or open the page where it is done."""
        navigator = self.staff.navigator
        if isinstance(request, Correct):
            navigator.open(PersonPage, self._wanted(request.person))
        elif isinstance(request, Remove):
            self._remove(request.person)
        elif request is RollRequest.ADD:
            navigator.open(PersonPage, self._wanted(None))
        elif request is RollRequest.GROUPS:
            navigator.open(GroupsPage, self.election_id)
        elif request is RollRequest.UNDO:
            self._undo()
        elif request is RollRequest.IMPORT:
            navigator.open(ChooseFilePage, FileWanted("roll.import.choose", ENDINGS, self._import))
        elif request is RollRequest.EXAMPLE:
            self._save_example()

    def event_received(self, event: Event) -> None:
        """Follow what is done elsewhere."""
        if self.screen.isVisible() and isinstance(event, RollChanged | PollsChanged):
            self._latest.ask()

    def forget(self) -> None:
        """See `StaffPage`."""
        super().forget()
        self._roll, self._shown, self._undos = None, None, []

    @property
    def _is_draft(self) -> bool:
        return self._roll is not None and self._roll.state is PollsState.DRAFT

    def _wanted(self, person: Person | None) -> PersonWanted:
        return PersonWanted(self.election_id or "", person, is_draft=self._is_draft, done=self.done)

    def _show(self, roll: ListedRoll) -> None:
        self._roll = roll
        if roll.state is not PollsState.DRAFT:
            self._undos = []
        self.screen.show_roll(roll, may_undo=bool(self._undos) or roll.may_undo_import)
        if self._shown is not None:
            self.screen.show_person(self._shown)
            self._shown = None

    def _remove(self, person: Person) -> None:
        if not self._is_draft:
            self.staff.navigator.open(RemovePage, self._wanted(person))
            return

        def removed(before: Person) -> None:
            self.done(lambda election: election.roll.put_back(before))
            self.screen.say(Message("roll.page.removed", {"name": before.name}))

        self.ask(lambda election: election.roll.remove(person.id), removed, self.screen.show_problem)

    def _undo(self) -> None:
        undo: Undo = self._undos.pop() if self._undos else lambda election: election.roll.undo_import()

        def undone(_value: object) -> None:
            self.screen.say(Message("roll.page.undone"))

        self.ask(undo, undone, self.screen.show_problem)

    def _import(self, file: Path) -> None:
        wanted = ImportWanted(self.election_id or "", file, self.imported)
        self.staff.navigator.open(ImportPage, wanted)

    def _save_example(self) -> None:
        from election.printing.typesetting import write_private
        from election.voters.roll_files.writing import example_xlsx

        language = self.staff.ui.language

        def save(file: Path) -> None:
            self.run(
                lambda: write_private(file, example_xlsx(language)),
                lambda _nothing: self.screen.say(Message("roll.page.saved", {"file": file.name})),
                self.screen.show_problem,
            )

        name = self.staff.ui.text("roll.page.example_name")
        self.staff.navigator.open(
            ChooseFilePage, FileWanted("roll.page.save_example", (".xlsx",), save, name)
        )
