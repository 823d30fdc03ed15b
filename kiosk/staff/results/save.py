"""Where a file goes: to a stick, into a folder, or on paper."""

import threading
from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from election.election_services import ElectionServices
from election.errors import Message
from election.printing.documents import document_pdf, document_pictures
from election.printing.paper import NoPrinter, print_pdf
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.place_buttons import PlaceButtons
from kiosk.staff.results.wanted import Export, Pack, Print, Tick, Wanted
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.support.as_pictures import DOTS_PER_INCH, AsPictures, or_pictures
from kiosk.support.places import Place, PlaceKind, places
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.notices.notice import Notice

T = TypeVar("T")


class Paper(Enum):
    """It is to be printed."""

    PRINT = auto()


class Stopped(Exception):
    """Nobody waits for it any more."""


_ICONS = {PlaceKind.STICK: "ticket", PlaceKind.DESKTOP: "display"}


class SaveScreen(PageScreen):
    """Asks for a `Place`, or for `Paper`."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "staff.save")
        self._wanted: Wanted | None = None
        self.print_button = Button(ui, "plain", "list")
        self.asks(self.print_button, Paper.PRINT)
        self._warnings: Sequence[Message] = ()
        self._busy = ""  # what is under way, by its catalogue key
        self.warning = Notice(ui, "warning")
        content = QWidget()
        column = Column(ui, Space.NEAR, parent=content)
        column.addWidget(self.warning)
        column.addWidget(self.print_button)
        self.places = PlaceButtons(ui, self._name_place, _ICONS)
        self.places.chosen.connect(self.asked)
        column.addWidget(self.places)
        column.addStretch(1)
        self.lay_out(content)

    def show_wanted(self, wanted: Wanted) -> None:
        """Offer what there is without any place, and say that places are being looked for."""
        self._wanted, self._warnings = wanted, ()
        self.places.look()
        self.print_button.setVisible(isinstance(wanted, Print))
        self.set_busy(busy=False)
        self.retranslate()

    def show_places(self, found: Sequence[Place]) -> None:
        """Offer these places for what is wanted."""
        self.places.show_places(found)
        self.apply_tab_order()

    def show_warnings(self, warnings: Sequence[Message]) -> None:
        """Say what is to be known before what is wanted is given to anybody, and take presses."""
        self._warnings = warnings
        self.set_busy(busy=False)
        if self._problem is None:  # else that of the places, which was told meanwhile
            self.say(None)
        self._say_warnings()

    def _say_warnings(self) -> None:
        self.warning.set_text("\n".join(self.ui.text(each.key, **each.values) for each in self._warnings))

    def set_busy(self, *, busy: bool, words: str = "staff.save.busy") -> None:
        """Take no press while it is made, or while its warnings are looked for; the way back stays."""
        self.print_button.setEnabled(not busy)
        self.places.set_usable(usable=not busy)
        self._busy = words if busy else ""
        if busy:
            self.say_news(words)

    def enter(self) -> None:
        """Say at once what is under way, if anything is."""
        super().enter()
        self.say_news(self._busy)

    def lead(self) -> str:
        """See `PageScreen`: what is saved, and what is in it."""
        if self._wanted is None:
            return ""
        about = self.ui.text(f"{self._wanted.key}.about")
        return f"{self.ui.text(f'{self._wanted.key}.title')}. {about}"

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        ways = (self.print_button, *self.places.buttons.values())
        return (*ways, *self.pane.buttons(), self.back_button)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        self.print_button.set_text(self.ui.text("staff.save.print"))
        self._say_warnings()
        self.places.retranslate()

    def _name_place(self, place: Place) -> str:
        return self.ui.text(f"place.{place.kind}", name=place.name)


class SavePage(StaffPage):
    """Makes the file and puts it where it is to go. Whoever goes back while it is made stops that."""

    screen: SaveScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._wanted: Wanted | None = None
        self._stop = threading.Event()

    def make_screen(self, staff: StaffContext) -> SaveScreen:
        """See `StaffPage`."""
        return SaveScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is what is to be saved."""
        if isinstance(subject, Print | Export | Pack):
            self._wanted = subject
        if self._wanted is None:
            return
        self.screen.show_wanted(self._wanted)
        self.look(places, self.screen.show_places, self._none_found)
        if self._wanted.tells_results:
            self.screen.set_busy(busy=True, words="staff.save.looking")
            self._ask(self._wanted.warnings, self.screen.show_warnings)

    def handle(self, request: object) -> None:
        """Save it there, or print it."""
        wanted, language = self._wanted, self.staff.ui.language
        if wanted is None:
            return
        self._stop = stop = threading.Event()
        self.screen.set_busy(busy=True)

        def tick() -> None:
            if stop.is_set():
                raise Stopped

        def save(election: ElectionServices) -> Message:
            if isinstance(wanted, Print) and request is Paper.PRINT:
                return _print(wanted, election, language, tick)
            if not isinstance(request, Place):
                raise Stopped
            name = wanted.put(election, request.path, language, tick)
            place = Message(f"place.{request.kind}", {"name": request.name})
            return Message("staff.save.done", {"name": name, "place": place})

        self._ask(save, self.staff.navigator.back)

    def forget(self) -> None:
        """See `StaffPage`."""
        self._stop.set()
        super().forget()

    def _ask(self, work: Callable[[ElectionServices], T], done: Callable[[T], None]) -> None:
        """See `ask_election`; of a pack, with the election that it is of."""
        wanted, navigator = self._wanted, self.staff.navigator
        failed = or_pictures(lambda: navigator.back(Message("staff.save.printed")), self._failed)
        if not (isinstance(wanted, Pack) and wanted.election_id):
            self.ask_election(work, done, failed)
            return
        library, election_id = self.staff.services.library, wanted.election_id

        def with_that_one() -> T:
            with library.held(election_id) as election:
                return work(election)

        self.run(with_that_one, done, failed)

    def _none_found(self, error: Exception) -> None:
        self.screen.show_places(())
        self.screen.show_problem(error)

    def _failed(self, error: Exception) -> None:
        self.screen.set_busy(busy=False)
        self.screen.show_problem(error)


def _print(wanted: Print, election: ElectionServices, language: str, tick: Tick) -> Message:
    document = wanted.made(election, language)
    try:
        print_pdf(document_pdf(document, tick), document.kind)
        election.log.note_print(wanted.name)
    except NoPrinter:
        raise AsPictures(document_pictures(document, DOTS_PER_INCH, tick)) from None
    return Message("staff.save.printed")
