"""Display settings: how large, in which colours, with what help. For this voter alone."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from kiosk.style.context import UiContext
from kiosk.style.look import Contrast, Look, TextSize
from kiosk.style.theme import Length, Space, Theme
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.choice import Choice, set_places
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.layout.page import page_column, page_head
from kiosk.widgets.layout.scroll_pane import ScrollPane
from kiosk.widgets.layout.tiles import Tiles
from kiosk.widgets.notices.notice import Notice
from kiosk.widgets.screen import Screen
from kiosk.widgets.text import Text

AIDS = ("keyboard", "speech", "calm")


class DisplayScreen(Screen):
    """Emits `look_chosen` with a `Look`, `aid_switched` with one of `AIDS` and whether it is to be on,
    `usual` to have everything as at the start, and `done`. It shows what it is told (`show_state`).
    """

    look_chosen = Signal(object)
    aid_switched = Signal(str, bool)
    usual = Signal()
    done = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui)
        self._look, self._note = Look(), ""
        self.title = Text("title")
        self._size_title, self._contrast_title, self._aid_title = (Text("label") for _ in range(3))
        self.sizes = {each: Choice(ui, partial(_larger, size=each), one_of=True) for each in TextSize}
        self.contrasts = {
            each: Choice(ui, partial(_coloured, contrast=each), one_of=True, colours=True)
            for each in Contrast
        }
        self.aids = {each: Choice(ui) for each in AIDS}
        for choice in self._choices():
            choice.clicked.connect(self._touched)
        self.notice = Notice(ui, "warning")
        self.usual_button = Button(ui, "secondary")
        self.done_button = Button(ui, "primary", "check")
        self.usual_button.clicked.connect(self.usual)
        self.done_button.clicked.connect(self.done)
        self._pane = ScrollPane(ui, self._content(), items=self._choices)
        column = page_column(ui, self)
        column.addWidget(page_head(ui, self.title))
        column.addWidget(self._pane, 1)
        foot = Row(ui, Space.BLOCK)
        foot.addWidget(self.usual_button)
        foot.addStretch(1)
        foot.addWidget(self.done_button)
        column.addLayout(foot)

    def show_state(self, look: Look, aids: dict[str, bool], note: str = "") -> None:
        """Mark what is chosen now. `note` is the key of what there is to know of it: that others may hear it
        too, or why nobody can.
        """
        self._look, self._note = look, note
        for size, choice in self.sizes.items():
            choice.setChecked(size is look.text_size)
        for contrast, choice in self.contrasts.items():
            choice.setChecked(contrast is look.contrast)
        for aid, choice in self.aids.items():
            choice.setChecked(aids[aid])
        self._say_note()

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self._choices(), *self._pane.buttons(), self.usual_button, self.done_button)

    def enter(self) -> None:
        """Start from the top."""
        super().enter()
        self._pane.to_top()

    def clear(self) -> None:
        """Forget what was said."""
        self._note = ""
        self._say_note()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        ui = self.ui
        self.title.set_text(ui.text("display.title"))
        self._size_title.set_text(ui.text("display.text_size"))
        self._contrast_title.set_text(ui.text("display.contrast"))
        self._aid_title.set_text(ui.text("display.aids"))
        for size, choice in self.sizes.items():
            choice.set_text(ui.text(f"display.text_size.{size.name.lower()}"))
        for contrast, choice in self.contrasts.items():
            choice.set_text(ui.text(f"display.contrast.{contrast.value}"))
        for aid, choice in self.aids.items():
            choice.set_text(ui.text(f"display.aid.{aid}"))
        for title, choices in (
            (self._size_title, self.sizes),
            (self._contrast_title, self.contrasts),
            (self._aid_title, self.aids),
        ):
            set_places(title.plain_text(), list(choices.values()))
        self.usual_button.set_text(ui.text("display.usual"))
        self.done_button.set_text(ui.text("display.done"))
        self._pane.retranslate()
        self._say_note()

    def _say_note(self) -> None:
        self.notice.set_text(self.ui.text(self._note) if self._note else "")

    def _choices(self) -> tuple[Choice, ...]:
        return (*self.sizes.values(), *self.contrasts.values(), *self.aids.values())

    def _content(self) -> QWidget:
        ui = self.ui
        content = QWidget()
        column = Column(ui, Space.NEAR, parent=content)
        for title, choices in (
            (self._size_title, self.sizes),
            (self._contrast_title, self.contrasts),
            (self._aid_title, self.aids),
        ):
            group = Column(ui, None)
            group.addWidget(page_head(ui, title))
            group.addWidget(Tiles(ui, list(choices.values())))
            column.addLayout(group)
        note = Column(ui, edges=(Length.RING, None, Length.RING, None))
        note.addWidget(self.notice)
        column.addLayout(note)
        column.addStretch(1)
        return content

    @Slot()
    def _touched(self) -> None:
        touched = self.sender()
        for size, choice in self.sizes.items():
            if choice is touched:
                self.look_chosen.emit(replace(self._look, text_size=size))
        for contrast, choice in self.contrasts.items():
            if choice is touched:
                self.look_chosen.emit(replace(self._look, contrast=contrast))
        for aid, choice in self.aids.items():
            if choice is touched:
                self.aid_switched.emit(aid, not choice.isChecked())


def _larger(theme: Theme, size: TextSize) -> Theme:
    return replace(theme, scale=size.value)


def _coloured(theme: Theme, contrast: Contrast) -> Theme:
    return replace(theme, palette=contrast.palette)
