"""A sentence set apart: an error, a warning or plain news, told by icon and colour together."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from kiosk.theme import Length, Space
from kiosk.ui import Ui
from kiosk.widgets.press import announce
from kiosk.widgets.text import Text


class Notice(QFrame):
    """One sentence with an icon; invisible while it has nothing to say, unless it `keeps_place`.

    `kind` is "error", "warning" or "news".
    """

    def __init__(
        self, ui: Ui, kind: str = "error", *, keeps_place: bool = False, parent: QWidget | None = None
    ) -> None:
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
        policy.setRetainSizeWhenHidden(keeps_place)
        self.setSizePolicy(policy)
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
