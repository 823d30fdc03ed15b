"""Counts the last call down in the window, and tells when it is over."""

import math
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from election.models import Election
from election.setup.schedule import closing_time, has_closed, instant_of_close, is_last_call
from kiosk.widgets.last_call_band import LastCallBand

_TICK_MS = 1_000


class LastCall(QObject):
    """Looks once a second while the election closes by itself. `now` is the trusted time, None where the
    clock has jumped. Emits `over` with the instant of the close once that has come.
    """

    over = Signal(object)

    def __init__(self, band: LastCallBand, now: Callable[[], datetime | None], parent: QObject) -> None:
        super().__init__(parent)
        self._band, self._now = band, now
        self._election: Election | None = None
        self._told: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.look)

    @Slot(object)
    def show(self, election: Election | None) -> None:
        """Look after this election from now on; None: there is none."""
        self._election = election
        if election is None or closing_time(election) is None:
            self._timer.stop()
            self._band.show_left(None)
        else:
            self._timer.start()
            self.look()

    @Slot()
    def look(self) -> None:
        """Look now."""
        election, now = self._election, self._now()
        ends = None if election is None else instant_of_close(election)
        if election is None or ends is None:
            return
        if has_closed(election, now):
            self._band.show_left(None)
            if self._told != ends:
                self._told = ends
                self.over.emit(ends)
        elif is_last_call(election, now) and now is not None:
            self._band.show_left(ends, math.ceil((ends - now).total_seconds()))
        else:
            self._band.show_left(None)
