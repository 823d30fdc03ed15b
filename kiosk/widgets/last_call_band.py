"""What stands above everything in the last call: until when whoever is voting may cast."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from election.setup.schedule import time_of_day
from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.widgets.layout.boxes import Row
from kiosk.widgets.text import Text


class LastCallBand(QFrame):
    """A line across the window with the time that is left; hidden at any other time. It is read out when it
    comes and in the last minute, and not every second.
    """

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._ends: datetime | None = None
        self._left = 0
        self.text = Text("band")
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = Row(ui, Space.BLOCK, (Space.WIDE, Space.TIGHT, Space.WIDE, Space.TIGHT), self)
        row.addWidget(self.text)
        self.hide()

    def show_left(self, ends: datetime | None, seconds: int = 0) -> None:
        """Show that the polls close at `ends`, in so many seconds; None: it is no last call."""
        is_new = ends != self._ends or seconds == 60
        self._ends, self._left = ends, seconds
        self.retranslate()
        self.setVisible(ends is not None)
        if is_new and ends is not None:
            self._ui.announcer.say(self, self.text.plain_text(), urgent=True)

    def retranslate(self) -> None:
        """Say it in the language of the moment."""
        if self._ends is not None:
            left = f"{self._left // 60}:{self._left % 60:02}"
            self.text.set_text(self._ui.text("last_call.band", time=time_of_day(self._ends), left=left))
