"""A sentence set apart: an error, a warning or plain news, told by icon and colour together."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from kiosk.theme import Length, Size, Space
from kiosk.ui import Ui
from kiosk.widgets.press import announce
from kiosk.widgets.text import Text

_LINE = 1.2  # of the font's size, as Pretendard has it


class Notice(QFrame):
    """One sentence with an icon; invisible while it has nothing to say. With `lines` it keeps room for so
    many even then, so that nothing moves when it speaks.

    `kind` is "error", "warning" or "news".
    """

    def __init__(self, ui: Ui, kind: str = "error", *, lines: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self._icon = QLabel(self)
        self._text = Text("notice", self)
        theme = ui.theme
        row = QHBoxLayout(self)
        near, tight = theme.px(Space.NEAR), theme.px(Space.TIGHT)
        row.setContentsMargins(near, tight, near, tight)
        row.setSpacing(near)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(lines > 0)
        self.setSizePolicy(policy)
        self.setMinimumHeight(round(lines * theme.font_px(Size.BODY) * _LINE) + 2 * tight if lines else 0)
        self.set_kind(kind)
        self.hide()

    def set_kind(self, kind: str) -> None:
        """Become an "error", a "warning" or "news"."""
        palette = self._ui.theme.palette
        name, colour = {
            "error": ("error", palette.error),
            "warning": ("warning", palette.warning),
            "news": ("info", palette.accent),
        }[kind]
        self.setProperty("kind", kind)
        self.style().polish(self)
        side = self._ui.theme.px(Length.ICON)
        self._icon.setFixedSize(side, side)
        self._icon.setPixmap(self._ui.icon(name, colour, pixel_ratio=self.devicePixelRatioF()))

    def say(self, text: str) -> None:
        """Show `text`, and have it read out if it is new; an empty one hides the notice."""
        if text and text != self._text.said():
            announce(self, text)
        self._text.say(text)
        self.setVisible(bool(text))

    def said(self) -> str:
        """Return what it says, or an empty text."""
        return self._text.said()
