"""The window's content, and the overlays that hide all of it: the idle question, the locked screen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.keyboard.panel import KeyboardPanel
from kiosk.style.context import UiContext
from kiosk.widgets.layout.stack import Stack

if TYPE_CHECKING:
    from kiosk.lockdown.overlay_pages import LockedScreen, OverlayScreen, QuestionScreen


class Overlays(Stack):
    """Shows `content`, or an overlay in its place: what is below is neither seen nor reached by keys. Each
    overlay is made when it is first needed. Emits what was answered: `more_time`, `done`,
    `language_chosen`, and `staff` to be asked for the passphrase.
    """

    more_time = Signal()
    done = Signal()
    language_chosen = Signal(str)
    staff = Signal()

    def __init__(self, ui: UiContext, content: QWidget) -> None:
        super().__init__()
        self._ui = ui
        self._content = content
        self._question: QuestionScreen | None = None
        self._locked: LockedScreen | None = None
        self._before: QWidget | None = None  # what had the focus
        self.addWidget(content)

    @property
    def question(self) -> "QuestionScreen":
        """What asks whether more time is wanted."""
        if self._question is None:
            from kiosk.lockdown.overlay_pages import QuestionScreen

            self._question = overlay = QuestionScreen(self._ui)
            overlay.more_time.connect(self.more_time)
            overlay.done.connect(self.done)
            overlay.language_chosen.connect(self.language_chosen)
            self._add(overlay)
        return self._question

    @property
    def locked(self) -> "LockedScreen":
        """What says that the kiosk is locked."""
        if self._locked is None:
            from kiosk.lockdown.overlay_pages import LockedScreen

            self._locked = overlay = LockedScreen(self._ui)
            overlay.staff.connect(self.staff)
            self._add(overlay)
        return self._locked

    @property
    def is_locked(self) -> bool:
        """Whether the locked screen is shown."""
        return self._locked is not None and self.currentWidget() is self._locked

    def ask(self, seconds: int) -> None:
        """Ask whether more time is wanted; there are so many seconds to answer."""
        self.question.start(seconds)
        self._before = _typed_into(QApplication.focusWidget())
        self._show_overlay(self.question)

    @Slot(int)
    def show_left(self, seconds: int) -> None:
        """Show how many seconds are left to answer."""
        self.question.show_left(seconds)

    def lock(self) -> None:
        """Show that the kiosk is locked."""
        self._before = None
        self._show_overlay(self.locked)

    def remove(self) -> None:
        """Show the content again, the focus where it was."""
        before, self._before = self._before, None
        self._show(self._content)
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        for overlay in (self._question, self._locked):
            if overlay is not None:
                overlay.retranslate()

    def _add(self, overlay: "OverlayScreen") -> None:
        self.addWidget(overlay)
        overlay.retranslate()

    def _show(self, page: QWidget) -> None:
        if page is not self.currentWidget():
            self._ui.presses.changed()
        self.setCurrentWidget(page)

    def _show_overlay(self, overlay: "OverlayScreen") -> None:
        self._show(overlay)
        overlay.enter()
        self._ui.announcer.forget()  # of what it covers
        self._ui.announcer.say(overlay, overlay.spoken(), urgent=True)


def _typed_into(widget: QWidget | None) -> QWidget | None:
    """Return the line that a key of the on-screen keyboard types into; any other widget as it is."""
    around = widget
    while around is not None and not isinstance(around, KeyboardPanel):
        around = around.parentWidget()
    return around.line() if around is not None else widget
