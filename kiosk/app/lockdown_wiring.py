"""Connects idle guard, lock, overlays and press guard to the window."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget

from election.admin.kiosk_state import Notes
from kiosk.app.preferences import Preferences
from kiosk.lockdown.idle import IdleAction, IdleTimer
from kiosk.lockdown.idle_guard import IdleGuard
from kiosk.lockdown.lock import Lock
from kiosk.lockdown.overlays import Overlays
from kiosk.lockdown.press_guard import PressGuard
from kiosk.style.context import UiContext
from kiosk.support.background import Background
from kiosk.voter.flow import VoterFlow


@dataclass(frozen=True, slots=True)
class IdlePolicy:
    """Knows what is to happen when nobody touches the window, by what is on the screen."""

    overlays: Overlays
    voter_flow: VoterFlow
    preferences: Preferences

    def idle_action(self) -> IdleAction:
        """Return what is to happen."""
        if self.overlays.is_locked:
            return IdleAction.NOTHING
        if self.voter_flow.at_start:
            return IdleAction.RETURN if self.preferences.are_changed else IdleAction.NOTHING
        return self.voter_flow.idle_action()


class IdleLock(QObject):
    """Asks a voter who does nothing, and locks the kiosk when nobody answers; it is still locked after a
    crash. Emits `gone` when everything of the voter is to be forgotten; whoever has done that calls `settle`.
    """

    gone = Signal()

    def __init__(
        self,
        window: QWidget,
        ui: UiContext,
        idle_policy: IdlePolicy,
        idle: IdleTimer,
        notes: Notes,
        background: Background,
    ) -> None:
        super().__init__(window)
        self._overlays = overlays = idle_policy.overlays
        self._notes = notes
        self._background = background
        self._timed_out = notes.locked()
        self._window: QWindow | None = None
        self.lock = Lock(window)
        self.press_guard = PressGuard(window, ui)
        self.idle_guard = IdleGuard(idle, idle_policy.idle_action, self)
        idle_policy.voter_flow.shown.connect(self.idle_guard.check)
        self.idle_guard.asked.connect(self._ask)
        self.idle_guard.ticked.connect(overlays.show_left)
        self.idle_guard.settled.connect(overlays.remove)
        self.idle_guard.locked.connect(self._lock_away)
        self.idle_guard.left.connect(self.gone)
        overlays.more_time.connect(self.idle_guard.more_time)
        overlays.done.connect(self.gone)

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
        if self.lock.refuses(event) or not self.idle_guard.admits(event):
            return True
        return not self.press_guard.admits(event)

    def settle(self) -> None:
        """Nothing of a voter is left: show what is below the overlays, or that the kiosk is locked."""
        if self._timed_out:
            self._overlays.lock()
        else:
            self._overlays.remove()
        self.idle_guard.check()

    def let_in(self) -> None:
        """The desk lets one voter in: nothing is locked for them."""
        was_locked, self._timed_out = self._timed_out, False
        self._overlays.remove()
        if was_locked:
            self._note()

    @Slot()
    def reopen(self) -> None:
        """Let voters in again."""
        self._timed_out = False
        self.gone.emit()
        self._note()

    @Slot()
    def _ask(self) -> None:
        self._overlays.ask(self.idle_guard.seconds_left())

    @Slot()
    def _lock_away(self) -> None:
        self._timed_out = True
        self.gone.emit()
        self._overlays.lock()  # whatever may have failed in between
        self._note()

    def _note(self) -> None:
        locked = self._timed_out
        self._background.run(
            lambda: self._notes.set_locked(locked=locked),
            lambda _nothing: None,
            lambda _error: None,  # the store has logged it; it is locked or open all the same
        )
