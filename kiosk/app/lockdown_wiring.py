"""Keeps the kiosk for those who come: from voters who walked away, and from those who want to get out."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget

from election.admin.kiosk_state import Notes
from kiosk.app.preferences import Preferences
from kiosk.lockdown.idle import Idle, Watch
from kiosk.lockdown.idle_guard import Watchman
from kiosk.lockdown.lock import Lock
from kiosk.lockdown.overlays import Covers
from kiosk.lockdown.press_guard import PressGuard
from kiosk.style.context import Ui
from kiosk.support.background import Background
from kiosk.voter.flow import Journey


@dataclass(frozen=True, slots=True)
class AtStake:
    """What somebody who walked away would leave behind."""

    covers: Covers
    journey: Journey
    preferences: Preferences

    def to_lose(self) -> Watch:
        """See `Stakes`."""
        if self.covers.is_locked:
            return Watch.NOTHING
        if self.journey.at_start:
            return Watch.RETURN if self.preferences.are_changed else Watch.NOTHING
        return self.journey.to_lose()


class Keeper(QObject):
    """Asks a voter who does nothing, and locks the kiosk when nobody answers. That it is locked outlives a
    crash. Emits `gone` when everything of the voter is to be forgotten; whoever has done that calls `settle`.
    """

    gone = Signal()

    def __init__(
        self,
        window: QWidget,
        ui: Ui,
        at_stake: AtStake,
        idle: Idle,
        notes: Notes,
        background: Background,
    ) -> None:
        super().__init__(window)
        self._covers = covers = at_stake.covers
        self._notes = notes
        self._background = background
        self._timed_out = notes.locked()
        self._window: QWindow | None = None
        self.lock = Lock(window)
        self.press_guard = PressGuard(window, ui)
        self.watchman = Watchman(idle, at_stake, self)
        at_stake.journey.shown.connect(self.watchman.look)
        self.watchman.asked.connect(self._ask)
        self.watchman.ticked.connect(covers.show_left)
        self.watchman.settled.connect(covers.uncover)
        self.watchman.locked.connect(self._lock_away)
        self.watchman.left.connect(self.gone)
        covers.more_time.connect(self.watchman.more_time)
        covers.done.connect(self.gone)

    @property
    def timed_out(self) -> bool:
        """Whether a time-out has locked the kiosk, until staff reopen it."""
        return self._timed_out

    def watch(self, window: QWindow | None) -> None:
        """See what comes from the system to `window`, before any widget does."""
        if window is not None and window is not self._window:
            self._window = window
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep from the window what a locked one refuses, what comes after the voter's time was up, and
        presses that do not count.
        """
        if self.lock.refuses(event) or not self.watchman.admits(event):
            return True
        return not self.press_guard.admits(event)

    def settle(self) -> None:
        """Nothing of a voter is left: show what is below the covers, or that the kiosk is locked."""
        if self._timed_out:
            self._covers.lock()
        else:
            self._covers.uncover()
        self.watchman.look()

    @Slot()
    def reopen(self) -> None:
        """Let voters in again."""
        self._timed_out = False
        self.gone.emit()
        self._note()

    @Slot()
    def _ask(self) -> None:
        self._covers.ask(self.watchman.seconds_left())

    @Slot()
    def _lock_away(self) -> None:
        self._timed_out = True
        self.gone.emit()
        self._covers.lock()  # whatever may have failed in between
        self._note()

    def _note(self) -> None:
        locked = self._timed_out
        self._background.run(
            lambda: self._notes.set_locked(locked=locked),
            lambda _nothing: None,
            lambda _error: None,  # the store has logged it; it is locked or open all the same
        )
