"""What the hall sees, small, and what it can be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from election.i18n.catalogue import LANGUAGES
from election.models import Contest, PollsState
from kiosk.projector.picture import Picture
from kiosk.projector.projector import Projector, Scene
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.choice import Choice, set_places
from kiosk.widgets.buttons.segments import Segments
from kiosk.widgets.layout.boxes import Column, Row, clear_layout
from kiosk.widgets.layout.page import page_head
from kiosk.widgets.notices.notice import Notice
from kiosk.widgets.text import Text

B = TypeVar("B", Button, Choice)

_PREVIEW = (108.0, 60.75)  # mm, at every text size
_BLACK_KEYS = ("b", "B", "ㅠ")  # the same key under the Hangul keyboard


class Steer(Enum):
    """What the staff may want."""

    OPEN = auto()
    CLOSE = auto()
    POLLS = auto()
    BLACK = auto()
    NEXT = auto()
    LIGHT = auto()
    DARK = auto()


_SHADES = {Steer.LIGHT: "staff.projector.light", Steer.DARK: "staff.projector.dark"}


@dataclass(frozen=True, slots=True)
class ShowResult:
    """Show the result of this contest."""

    contest_id: int


@dataclass(frozen=True, slots=True)
class Speak:
    """Say everything in this language."""

    language: str


class ProjectorScreen(PageScreen):
    """Shows what `projector` shows. Asks for what the staff want: one of `Steer`, `ShowResult` or `Speak`."""

    def __init__(self, ui: UiContext, projector: Projector) -> None:
        super().__init__(ui, "staff.projector")
        self._projector = projector
        self.preview = Picture(projector.lettering)
        self.sees, self.place, self._shown_title = Text("lead"), Text("body"), Text("label")
        self.no_screen = Notice(ui, "warning")
        self.open_button = self._asking(Button(ui, "primary", "projector"), Steer.OPEN)
        self.close_button = self._asking(Button(ui, "secondary", "cross"), Steer.CLOSE)
        self.black_button = self._asking(Choice(ui, one_of=True), Steer.BLACK)
        self.next_button = self._asking(Button(ui, "secondary", "next"), Steer.NEXT)
        self.polls_button = self._asking(Choice(ui, one_of=True), Steer.POLLS)
        self.results: dict[int, Choice] = {}
        self._contests: tuple[Contest, ...] = ()
        self.languages = {
            name: self._asking(_one_of(Button(ui, "segment")), Speak(name)) for name in LANGUAGES
        }
        self.shades = {shade: self._asking(_one_of(Button(ui, "segment")), shade) for shade in _SHADES}
        self.lay_out(self._content(), (self.close_button, self.open_button))
        self.restyle()

    def follow(self) -> None:
        """Show what is to be seen now."""
        projector, status = self._projector, self._projector.status
        self.preview.show_page(projector.page, projector.palette)
        counted = status is not None and status.election.state.is_counted
        contests = status.election.contests if status is not None and counted else ()
        if contests != self._contests:
            self._contests = contests
            self._make_results()
        found = bool(projector.screens())
        self.open_button.setVisible(found and not projector.is_open)
        self.close_button.setVisible(projector.is_open)
        self.no_screen.set_text(
            "" if found or projector.is_open else self.ui.text("staff.projector.no_screen")
        )
        self.black_button.setChecked(projector.scene is Scene.BLACK)
        self.polls_button.setChecked(projector.scene is Scene.POLLS)
        for contest_id, button in self.results.items():
            button.setChecked(projector.scene is Scene.RESULTS and projector.contest_id == contest_id)
        for language, segment in self.languages.items():
            segment.setChecked(language == projector.ui.language)
        for shade, segment in self.shades.items():
            segment.setChecked((shade is Steer.DARK) is projector.is_dark)
        number, of = projector.place
        self.next_button.setVisible(of > 1 and projector.scene is Scene.RESULTS)
        several = of > 1 and projector.scene is Scene.RESULTS
        self.place.setVisible(several)
        self.place.set_text(self.ui.text("staff.projector.place", number=number, of=of))
        self.sees.set_text(self._sees())

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (
            *(self.next_button, self.polls_button, *self.results.values(), self.black_button),
            *(*self.languages.values(), *self.shades.values()),
            *(*self.pane.buttons(), self.back_button, self.close_button, self.open_button),
        )

    def spoken(self) -> str:
        """See `Screen`."""
        return f"{self.heading()}. {self.sees.plain_text()}"

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        ui = self.ui
        self._shown_title.set_text(ui.text("staff.projector.show"))
        self.open_button.set_text(ui.text("staff.projector.open"))
        self.close_button.set_text(ui.text("staff.projector.close"))
        self.black_button.set_text(ui.text("staff.projector.black"))
        self.next_button.set_text(ui.text("staff.projector.next"))
        self.polls_button.set_text(ui.text("staff.projector.polls"))
        for contest in self._contests:
            title = ui.text("staff.projector.result", title=ui.title(contest.title))
            self.results[contest.id].set_text(title)
        for number, (name, button) in enumerate(self.languages.items(), 1):
            button.set_text(LANGUAGES[name])
            button.set_place(ui.text("header.language"), number, len(self.languages))
        for number, (shade, button) in enumerate(self.shades.items(), 1):
            button.set_text(ui.text(_SHADES[shade]))
            button.set_place(ui.text("staff.projector.colours"), number, len(self.shades))
        self._set_places()
        self.follow()

    def restyle(self) -> None:
        """The preview is as large in every text size."""
        dots = self.ui.theme.dots_per_mm
        self.preview.setFixedSize(*(round(length * dots) for length in _PREVIEW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """B is for black, as on any presenter."""
        if event.key() == Qt.Key.Key_B or event.text() in _BLACK_KEYS:
            self.asked.emit(Steer.BLACK)
        else:
            super().keyPressEvent(event)

    def _asking(self, button: B, request: object) -> B:
        self.asks(button, request)
        return button

    def _make_results(self) -> None:
        clear_layout(self._result_column)
        self.results = {}
        for contest in self._contests:
            self.results[contest.id] = button = self._asking(
                Choice(self.ui, one_of=True), ShowResult(contest.id)
            )
            title = self.ui.text("staff.projector.result", title=self.ui.title(contest.title))
            button.set_text(title)
            self._result_column.addWidget(button)
        self._set_places()
        self.apply_tab_order()

    def _set_places(self) -> None:
        ways = (self.polls_button, *self.results.values(), self.black_button)
        set_places(self._shown_title.plain_text(), ways)

    def _sees(self) -> str:
        """Return what the hall sees, in words."""
        projector, status = self._projector, self._projector.status
        if not projector.is_open:
            return self.ui.text("staff.projector.sees.nothing")
        if projector.scene is Scene.BLACK:
            return self.ui.text("staff.projector.sees.black")
        if projector.scene is Scene.RESULTS and projector.contest_id in self.results:
            contest = next(each for each in self._contests if each.id == projector.contest_id)
            return self.ui.text("staff.projector.sees.results", title=self.ui.title(contest.title))
        state = status.election.state if status is not None else PollsState.DRAFT
        if state is PollsState.DRAFT:
            return self.ui.text("staff.projector.sees.before")
        return self.ui.text("staff.projector.sees.polls", state=self.ui.text(f"start.polls.{state}"))

    def _content(self) -> QWidget:
        ui = self.ui
        content = QWidget()
        column = Column(ui, Space.NEAR, parent=content)
        top = Row(ui, Space.BLOCK, (Length.RING, None, Length.RING, None))
        frame = QFrame()
        frame.setProperty("role", "card")
        framed = Row(ui, edges=Length.RADIUS, parent=frame)
        framed.addWidget(self.preview)
        top.addWidget(frame, 0, Qt.AlignmentFlag.AlignTop)
        beside = Column(ui, Space.NEAR)
        for each in (self.sees, self.place, self.no_screen):
            beside.addWidget(each)
        beside.addStretch(1)
        top.addLayout(beside, 1)
        column.addLayout(top)
        column.addWidget(self.next_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(page_head(ui, self._shown_title))
        column.addWidget(self.polls_button)
        self._result_column = Column(ui, Space.NEAR)
        column.addLayout(self._result_column)
        column.addWidget(self.black_button)
        for buttons in (self.languages, self.shades):
            edged = Row(ui, edges=(Length.RING, None, Length.RING, None))
            edged.addWidget(Segments(ui, list(buttons.values())))
            edged.addStretch(1)
            column.addLayout(edged)
        column.addStretch(1)
        return content


def _one_of(button: Button) -> Button:
    button.setCheckable(True)
    button.is_one_of = True
    return button
