"""Did all come out? The last page on which codes exist in clear."""

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from election.errors import Message
from kiosk.staff.codes.making import Made, deliver
from kiosk.staff.codes.view import Where
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.place_buttons import PlaceButtons
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.support.as_pictures import or_pictures, takes_pictures
from kiosk.support.places import Place, places
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.entry_button import EntryButton
from kiosk.widgets.forms.field import Field
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.notices.notice import Notice

_PAGES = re.compile(r"([0-9]{1,6})(?:\s*[-–~]\s*([0-9]{1,6}))?")
_LONGEST = 40


class Answer(Enum):
    """What became of the slips."""

    ALL_OUT = auto()
    VOID_ALL = auto()
    STOP = auto()  # the slips on their way are not wanted yet


@dataclass(frozen=True, slots=True)
class PagesAgain:
    """These pages are printed again."""

    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SaveTo:
    """All pages are saved there."""

    place: Place


def read_pages(text: str, last: int) -> tuple[int, ...]:
    """Return the pages that ``12-14, 20`` names; none where it names none, or one that there is not.

    >>> read_pages("12-14, 20", 39)
    (12, 13, 14, 20)
    """
    pages: list[int] = []
    for part in filter(None, re.split(r"[,，\s]+", re.sub(r"\s*([-–~])\s*", r"\1", text.strip()))):
        found = _PAGES.fullmatch(part)
        if found is None:
            return ()
        first, end = int(found[1]), int(found[2] or found[1])
        if not 1 <= first <= end <= last:
            return ()
        pages += range(first, end + 1)
    return tuple(dict.fromkeys(pages))


class Stopped(Exception):
    """Nobody wants the slips on their way any more."""


class PrintedScreen(PageScreen):
    """Asks for an `Answer`, for `PagesAgain`, or to `SaveTo` a place."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "staff.printed")
        self._made: Made | None = None
        self.warning = Notice(ui, "warning")
        self.pages = Field(
            ui, "staff.printed.pages", "staff.printed.pages_hint", longest=_LONGEST, latin=True
        )
        self.again = EntryButton(ui, "change", "staff.printed.again")
        self.places = PlaceButtons(ui, self._name_place)
        self.places.chosen.connect(self._save)
        self.void = EntryButton(ui, "cross", "staff.printed.void")
        self.all_out = Button(ui, "primary", "check")
        self.again.clicked.connect(self._again)
        self.asks(self.void, Answer.VOID_ALL)
        self.asks(self.all_out, Answer.ALL_OUT)
        content = QWidget()
        column = Column(ui, Space.NEAR, parent=content)
        edged = Column(ui, Space.NEAR, (Length.RING, None, Length.RING, None))
        edged.addWidget(self.warning)
        edged.addWidget(self.pages)
        column.addLayout(edged)
        column.addWidget(self.again)
        column.addWidget(self.places)
        column.addWidget(self.void)
        column.addStretch(1)
        self.stop = Button(ui, "secondary", "cross")
        self.asks(self.stop, Answer.STOP)
        self.lay_out(content, (self.stop, self.all_out))
        self.back_button.hide()  # one of the answers leads on, and nothing else: the codes would be gone

    def show_made(self, made: Made) -> None:
        """Ask about these."""
        self._made = made
        self.pages.setVisible(made.can_print)
        self.again.setVisible(made.can_print)
        self.set_busy(busy=False)
        self.retranslate()

    def show_places(self, found: Sequence[Place]) -> None:
        """Have them saved there, too."""
        self.places.show_places(found)
        self.apply_tab_order()

    def set_busy(self, *, busy: bool) -> None:
        """Slips are on their way to paper or file."""
        for each in (self.again, self.void):
            each.setEnabled(not busy)
        self.places.set_usable(usable=not busy)
        self.stop.setVisible(busy)
        self.all_out.setEnabled(not busy and self._made is not None and self._made.where is not None)

    def show_progress(self, share: float) -> None:
        """So much of the slips is made."""
        if not self.stop.isHidden():
            self.say(Message("staff.printed.under_way", {"percent": round(100 * share)}))

    def lead(self) -> str:
        """See `PageScreen`."""
        if self._made is None:
            return ""
        key = "staff.printed.where" if self._made.where is None else "staff.printed.question"
        return self.ui.text(key, count=self._made.sheets.sheets)

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        ways = (self.pages.line, self.again, *self.places.buttons.values(), self.void)
        return (*ways, *self.pane.buttons(), self.stop, self.all_out)

    def clear(self) -> None:
        """Forget the codes."""
        super().clear()
        self._made = None
        self.pages.clear()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        file = self._made.file if self._made else None
        self.warning.set_text(self.ui.text("staff.printed.file", file=file.name) if file else "")
        self.pages.retranslate()
        for entry in (self.again, self.void):
            entry.retranslate()
        self.places.retranslate()
        self.stop.set_text(self.ui.text("staff.printed.stop"))
        self.all_out.set_text(self.ui.text("staff.printed.all_out"))

    def _name_place(self, place: Place) -> str:
        where = Message(f"place.{place.kind}", {"name": place.name})
        return self.ui.text("staff.printed.save", place=where)

    @Slot(object)
    def _save(self, place: Place) -> None:
        self.asked.emit(SaveTo(place))

    @Slot()
    def _again(self) -> None:
        if self._made is None:
            return
        pages = read_pages(self.pages.text(), self._made.sheets.sheets)
        if pages:
            self.asked.emit(PagesAgain(pages))
        else:
            self.pages.set_problem("staff.printed.pages_wrong")


class PrintedPage(StaffPage):
    """Holds the codes until it is said what became of them; left in any other way, they are gone, and the
    batch waits on the page before to be kept or voided.
    """

    progressed = Signal(float)  # from the thread that makes the slips
    screen: PrintedScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._made: Made | None = None
        self._stop = threading.Event()
        self.progressed.connect(self.screen.show_progress)

    def make_screen(self, staff: StaffContext) -> PrintedScreen:
        """See `StaffPage`."""
        return PrintedScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is what was made; it goes to where it was to go."""
        if isinstance(subject, Made):
            can_print = subject.can_print or takes_pictures()
            self.screen.places.look()
            self._show(replace(subject, where=None, can_print=can_print))  # until they are there
            if subject.where is Where.PAPER:
                self._deliver(None)

    def forget(self) -> None:
        """See `StaffPage`: nobody has the codes in clear from now on."""
        self._stop.set()
        super().forget()
        self._made = None

    def handle(self, request: object) -> None:
        """Do what is asked for."""
        match request:
            case PagesAgain(pages):
                self._deliver(None, pages)
            case SaveTo(place) if self._made is not None:
                self._deliver(place.path / f"codes-{self._made.election_id}-{self._made.batch}.pdf")
            case Answer.STOP:
                self._stop.set()
            case Answer.ALL_OUT:
                self._end("staff.printed.confirmed", confirmed=True)
            case Answer.VOID_ALL:
                self._end("staff.codes.dropped", confirmed=False)

    def _show(self, made: Made) -> None:
        self._made = made
        self.screen.show_made(made)
        self.look(places, self.screen.show_places, self._none_found)

    def _none_found(self, error: Exception) -> None:
        self.screen.show_places(())
        self.screen.show_problem(error)

    def _deliver(self, file: Path | None, pages: tuple[int, ...] = ()) -> None:
        made, library = self._made, self.staff.services.library
        if made is None:
            return
        self._stop = stop = threading.Event()
        self.screen.set_busy(busy=True)
        self.screen.show_progress(0)

        def progress(share: float) -> None:
            if stop.is_set():
                raise Stopped
            self.progressed.emit(share)

        def done(_nothing: None) -> None:
            self._show(replace(made, where=Where.FILE if file else Where.PAPER, file=file or made.file))
            key = "staff.printed.saved" if file else "staff.printed.sent"
            self.screen.say(Message(key, {"file": file.name if file else ""}))

        failed = or_pictures(lambda: done(None), self._failed)
        self.run(lambda: deliver(library, made, file, pages, progress), done, failed)

    def _end(self, news: str, *, confirmed: bool) -> None:
        made, library = self._made, self.staff.services.library
        if made is None:
            return

        def end() -> None:
            with library.held(made.election_id) as election:
                if confirmed:
                    election.codes.confirm(made.batch)
                else:
                    election.codes.discard(made.batch)

        def done(_nothing: None) -> None:
            self.staff.navigator.back(Message(news, {"batch": made.batch}))

        self.run(end, done, self._failed)

    def _failed(self, error: Exception) -> None:
        self.screen.set_busy(busy=False)
        if isinstance(error, Stopped):
            self.screen.say_news("staff.printed.stopped")
        else:
            self.screen.show_problem(error)
