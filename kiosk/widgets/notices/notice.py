"""A sentence set apart: an error, a warning or plain news, told by icon and colour together."""

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Size, Space
from kiosk.widgets.icon_label import IconLabel
from kiosk.widgets.layout.boxes import Row
from kiosk.widgets.text import Text

_LINE = 1.2  # of the font's size, as Pretendard has it
# Icon, and the palette's name of its colour, by kind.
_SIGNS = {"error": ("error", "error"), "warning": ("warning", "warning"), "news": ("info", "accent")}


class Notice(QFrame):
    """One sentence with an icon; invisible while it has nothing to say. With `lines` it keeps room for so
    many even then, so that nothing moves when it speaks.

    `kind` is "error", "warning" or "news". One that is not `aloud` is read out by what it stands in.
    """

    def __init__(
        self,
        ui: UiContext,
        kind: str = "error",
        *,
        lines: int = 0,
        aloud: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ui = ui
        self._lines, self._aloud = lines, aloud
        self.setProperty("kind", kind)
        self._icon = IconLabel(ui, *_SIGNS[kind], parent=self)
        self._text = Text("notice", self)
        row = Row(ui, Space.NEAR, (Space.NEAR, Space.TIGHT, Space.NEAR, Space.TIGHT), self)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(lines > 0)
        self.setSizePolicy(policy)
        self.restyle()
        self.hide()

    def restyle(self) -> None:
        """Take the room that is kept from the theme."""
        theme, lines = self._ui.theme, self._lines
        room = round(lines * theme.font_px(Size.BODY) * _LINE) + 2 * theme.px(Space.TIGHT)
        self.setMinimumHeight(room if lines else 0)

    def set_kind(self, kind: str) -> None:
        """Become an "error", a "warning" or "news"."""
        self.setProperty("kind", kind)
        self.style().polish(self)
        self._icon.show_icon(*_SIGNS[kind])

    def set_text(self, text: str) -> None:
        """Show `text`, and have it read out if it is new; an empty one hides the notice."""
        if self._aloud and text and text != self._text.plain_text():
            self._ui.announcer.say(self, text, urgent=self.property("kind") == "error")
        self._text.set_text(text)
        self.setVisible(bool(text))

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that what is around it moves."""
        super().showEvent(event)
        self._moves()

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that what is around it moves."""
        super().hideEvent(event)
        self._moves()

    def _moves(self) -> None:
        if not self._lines:  # else its room was kept
            self._ui.presses.changed()

    def plain_text(self) -> str:
        """Return what it says, or an empty text."""
        return self._text.plain_text()
