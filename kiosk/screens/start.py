"""The first screen: which election this is, whether the polls are open, and the ways in."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from election.models import Election, PollsState
from kiosk.icons import icon
from kiosk.screens.base import Screen
from kiosk.status import ApiStatus
from kiosk.theme import Length, Space
from kiosk.ui import Ui
from kiosk.widgets.button import Button
from kiosk.widgets.notice import Notice
from kiosk.widgets.pane import Pane
from kiosk.widgets.panel import Panel, let_through
from kiosk.widgets.text import Text

_STATE_ICONS = {PollsState.SETUP: "clock", PollsState.OPEN: "check", PollsState.CLOSED: "lock"}


class Banner(QFrame):
    """The coloured half, with a ballot box hinted at in its corner."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only decoration: it may be covered, and is cut off by the edge on purpose."""
        super().paintEvent(event)
        side = min(self.width(), self.height()) * 4 // 5
        box = icon("ballot-box", self._ui.theme.palette.accent_deep, side, self.devicePixelRatioF())
        QPainter(self).drawPixmap(self.width() - side * 4 // 5, self.height() - side * 4 // 5, box)


class WayIn(Panel):
    """A large card that is one button: an icon, what it does, and for whom it is."""

    def __init__(self, ui: Ui, icon_name: str, key: str) -> None:
        super().__init__(ui)
        self._key = key
        theme = ui.theme
        self._emblem = QLabel()
        self._emblem.setProperty("role", "emblem")
        self._emblem.setAlignment(Qt.AlignmentFlag.AlignCenter)
        side = theme.px(Length.EMBLEM) + 2 * theme.px(Space.NEAR)
        self._emblem.setFixedSize(side, side)
        self.title, self._about = Text("lead"), Text("about")
        self._arrow = QLabel()
        let_through(self._emblem, self.title, self._about, self._arrow)
        words = QVBoxLayout()
        words.setSpacing(theme.px(Space.TIGHT))
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self._about)
        words.addStretch(1)
        row = QHBoxLayout(self)
        edge = theme.px(Space.FAR)
        row.setContentsMargins(edge, edge, edge, edge)
        row.setSpacing(edge)
        row.addWidget(self._emblem)
        row.addLayout(words, 1)
        row.addWidget(self._arrow)
        self._emblem.setPixmap(ui.icon(icon_name, theme.palette.accent, Length.EMBLEM))
        self._arrow.setPixmap(ui.icon("next", theme.palette.accent, Length.BOX))

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        title, about = self._ui.text(f"{self._key}.title"), self._ui.text(f"{self._key}.about")
        self.title.say(title)
        self._about.say(about)
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)


class StartScreen(Screen):
    """Emits which way in was taken: `log_in`, `sign_up` or `results`."""

    log_in = Signal()
    sign_up = Signal()
    results = Signal()

    def __init__(self, ui: Ui, election: Election, status: ApiStatus) -> None:
        super().__init__(ui)
        self._election = election
        self._api_problem = status.problem
        self.api_notice = Notice(ui, "warning")
        self._title = Text("display")
        self._state_icon = QLabel()
        self.state = Text("banner")
        self._how = Text("lead")
        self.ways = {
            "log_in": WayIn(ui, "person", "start.log_in"),
            "sign_up": WayIn(ui, "person-new", "start.sign_up"),
            "results": WayIn(ui, "chart", "start.see_results"),
        }
        self.results_button = Button(ui, "secondary", "chart")
        self.ways["log_in"].clicked.connect(self.log_in)
        self.ways["sign_up"].clicked.connect(self.sign_up)
        self.ways["results"].clicked.connect(self.results)
        self.results_button.clicked.connect(self.results)
        halves = QHBoxLayout(self)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(0)
        halves.addWidget(self._banner(), 4)
        self._pane = Pane(ui, self._doors())
        halves.addWidget(self._pane, 5)
        self._pane.setMinimumWidth(ui.theme.px(Length.DOORS))

    def show_election(self, election: Election) -> None:
        """Show this election's title, and only the ways that its polls leave open."""
        self._election = election
        self.retranslate()

    def stops(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self.ways.values(), self.results_button, *self._pane.buttons())

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        ui, state = self.ui, self._election.state
        self._title.say(ui.title(self._election.title))
        self.state.say(ui.text(f"start.polls.{state}"))
        self._state_icon.setPixmap(ui.icon(_STATE_ICONS[state], ui.theme.palette.on_accent))
        self._how.say(ui.text(f"start.how.{state}"))
        self.ways["log_in"].setVisible(state is PollsState.OPEN)
        self.ways["sign_up"].setVisible(state is not PollsState.CLOSED)
        self.ways["results"].setVisible(state is PollsState.CLOSED)
        self.results_button.setVisible(state is not PollsState.CLOSED)
        for way in self.ways.values():
            way.retranslate()
        self.results_button.say(ui.text("start.results"))
        self.api_notice.say(ui.error(self._api_problem) if self._api_problem else "")
        self._pane.retranslate()

    def _banner(self) -> QWidget:
        ui, theme = self.ui, self.ui.theme
        banner = Banner(ui)
        state = QHBoxLayout()
        state.setSpacing(theme.px(Space.NEAR))
        state.addWidget(self._state_icon)
        state.addWidget(self.state, 1)
        column = QVBoxLayout(banner)
        edge = theme.px(Space.FAR)
        column.setContentsMargins(edge, theme.px(Space.BLOCK), edge, theme.px(Space.BLOCK))
        column.setSpacing(0)
        column.addStretch(2)
        column.addWidget(self._title)
        column.addSpacing(theme.px(Space.FAR))
        column.addLayout(state)
        column.addStretch(3)
        return banner

    def _doors(self) -> QWidget:
        theme = self.ui.theme
        doors = QWidget()
        outer = QHBoxLayout(doors)
        edge = theme.px(Space.FAR)
        outer.setContentsMargins(edge, theme.px(Space.BLOCK), edge, theme.px(Space.BLOCK))
        inner = QWidget()
        inner.setMaximumWidth(theme.px(Length.FORM))
        outer.addWidget(inner)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(Space.FAR))
        column.addStretch(1)
        column.addWidget(self._how)
        for way in self.ways.values():
            column.addWidget(way)
        column.addWidget(self.results_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.api_notice)
        column.addStretch(1)
        return doors
