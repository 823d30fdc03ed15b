"""The sign that what belongs here is on its way."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.layout.boxes import Row
from kiosk.widgets.notices.spinner import Spinner
from kiosk.widgets.text import Text


class _Turning(QWidget):
    is_decoration = True

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._spinner = Spinner(self)
        self._spinner.turned.connect(self.update)
        self.restyle()

    def restyle(self) -> None:
        """Take the size from the theme."""
        side = self._ui.theme.px(Length.ICON)
        self.setFixedSize(side, side)

    def showEvent(self, event: QShowEvent) -> None:
        """Turn while it is seen."""
        super().showEvent(event)
        self._spinner.set_running(running=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stand still."""
        super().hideEvent(event)
        self._spinner.set_running(running=False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As on a busy button."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._spinner.paint(painter, QRectF(self.rect()), self._ui.theme.palette.accent)


class Waiting(QWidget):
    """A turning sign and what it is that is being waited for."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._text = Text("body")
        row = Row(ui, Space.NEAR, parent=self)
        row.addWidget(_Turning(ui))
        row.addWidget(self._text, 1)

    def set_text(self, text: str) -> None:
        """Say what is under way."""
        self._text.set_text(text)

    def plain_text(self) -> str:
        """Return what it says."""
        return self._text.plain_text()
