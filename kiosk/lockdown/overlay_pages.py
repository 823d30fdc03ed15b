"""The overlays: the question whether the voter is still there, and the locked kiosk."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QStyle, QStyleOption, QWidget

from election.i18n.catalogue import LANGUAGES
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.accessible import set_accessible_name
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.icon_label import IconLabel
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.layout.page import page_column
from kiosk.widgets.layout.scroll_pane import ScrollPane
from kiosk.widgets.layout.tiles import Tiles
from kiosk.widgets.notices.countdown import CountdownRing
from kiosk.widgets.screen import Screen
from kiosk.widgets.text import Text

_TOLD_EVERY = 10  # seconds: often enough for who only listens


class OverlayScreen(Screen):
    """A screen filled with one colour, a sign above its words; None among these is a line across."""

    def __init__(self, ui: UiContext, sign: QWidget, words: Sequence[Text | None]) -> None:
        super().__init__(ui)
        content = QWidget()
        column = Column(ui, Space.BLOCK, parent=content)
        column.addStretch(1)
        column.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        for text in words:
            if text is None:
                column.addWidget(_Rule(ui), 0, Qt.AlignmentFlag.AlignHCenter)
                continue
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(text)
        column.addStretch(1)
        self._pane = ScrollPane(ui, content)
        self._head, self._foot = Row(ui, Space.BLOCK), Row(ui, Space.BLOCK)
        column = page_column(ui, self)
        column.addLayout(self._head)
        column.addWidget(self._pane, 1)
        column.addLayout(self._foot)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self._pane.retranslate()
        set_accessible_name(self, self.heading())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill everything with the colour."""
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, QPainter(self), self)


class _Rule(QFrame):
    """A line between one language and the next."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self.setProperty("role", "rule")
        self.restyle()

    def restyle(self) -> None:
        """Take the size from the theme."""
        theme = self._ui.theme
        self.setFixedSize(theme.px(Length.NAME), theme.px(Length.LINE) + 2 * theme.px(Space.BLOCK))


class QuestionScreen(OverlayScreen):
    """Asks whether the voter wants more time. Emits `more_time` or `done`, and `language_chosen` with "ko" or
    "en".
    """

    more_time = Signal()
    done = Signal()
    language_chosen = Signal(str)

    def __init__(self, ui: UiContext) -> None:
        self.title, self._about = Text("verdict"), Text("verdict_reason")
        self._then = Text("verdict_reason")
        self._ring = CountdownRing(ui, Length.SYMBOL)
        super().__init__(ui, self._ring, (self.title, self._about, self._then))
        self._left = 0
        self.yes_button, self.no_button = Button(ui, "filled", "check"), Button(ui, "hollow", "cross")
        self.yes_button.clicked.connect(self.more_time)
        self.no_button.clicked.connect(self.done)
        self.languages = {name: Button(ui, "hollow") for name in LANGUAGES}
        self._head.addStretch(1)
        for name, button in self.languages.items():
            button.set_text(LANGUAGES[name])
            button.clicked.connect(self._choose)
            self._head.addWidget(button)
        self._foot.addWidget(Tiles(ui, [self.yes_button, self.no_button]))
        self.restyle()

    def restyle(self) -> None:
        """Take the height of the answers from the theme: more than a finger needs, while there is room."""
        length = Length.ROW if self.ui.theme.scale <= 1 else Length.TARGET
        for button in (self.yes_button, self.no_button):
            button.setMinimumHeight(self.ui.theme.px(length) + 2 * self.ui.theme.px(Length.RING))

    def start(self, seconds: int) -> None:
        """Begin with so many seconds left."""
        self._ring.whole = max(seconds, 1)
        self.show_left(seconds)

    def show_left(self, seconds: int) -> None:
        """Show how many seconds are left."""
        if seconds != self._left and seconds % _TOLD_EVERY == 0 and self.isVisible():
            self.ui.announcer.say(self, self.ui.text("idle.left", count=seconds))
        self._left = self._ring.left = seconds
        self._ring.update()
        self._then.set_text(self.ui.text("idle.left", count=seconds))

    def spoken(self) -> str:
        """See `Screen`."""
        return ". ".join(text.plain_text() for text in (self.title, self._about, self._then))

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self.languages.values(), *self._pane.buttons(), self.yes_button, self.no_button)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.title.set_text(self.ui.text("idle.title"))
        self._about.set_text(self.ui.text("idle.about"))
        self._then.set_text(self.ui.text("idle.left", count=self._left))
        self.yes_button.set_text(self.ui.text("idle.more_time"))
        self.no_button.set_text(self.ui.text("idle.done"))
        for name, button in self.languages.items():
            button.setVisible(name != self.ui.language)
        super().retranslate()

    @Slot()
    def _choose(self) -> None:
        self.language_chosen.emit(
            next(name for name, button in self.languages.items() if button is self.sender())
        )


class LockedScreen(OverlayScreen):
    """Says in every language to ask the staff. Emits `staff` where these are to enter."""

    staff = Signal()

    def __init__(self, ui: UiContext) -> None:
        self.words = {language: (Text("verdict"), Text("verdict_reason")) for language in LANGUAGES}
        words = [text for pair in self.words.values() for text in (None, *pair)]
        super().__init__(ui, IconLabel(ui, "lock", "on_banner", Length.EMBLEM), words[1:])
        self.staff_button = Button(ui, "filled", "lock")
        self.staff_button.clicked.connect(self.staff)
        self._foot.addStretch(1)
        self._foot.addWidget(self.staff_button)

    def spoken(self) -> str:
        """In every language: nobody knows who comes."""
        return ". ".join(text.plain_text() for words in self.words.values() for text in words)

    def heading(self) -> str:
        """See `Screen`."""
        return " · ".join(title.plain_text() for title, _ in self.words.values())

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self._pane.buttons(), self.staff_button)

    def retranslate(self) -> None:
        """Say everything, whatever the language of the moment."""
        for language, (title, about) in self.words.items():
            title.set_text(self.ui.text_in(language, "locked.title"))
            about.set_text(self.ui.text_in(language, "locked.about"))
        self.staff_button.set_text(self.ui.text("start.staff"))
        super().retranslate()
