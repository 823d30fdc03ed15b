"""The whole of the window: what voters use, and what covers all of it while it must not be seen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.screens.cover import Cover, LockedScreen, QuestionScreen
from kiosk.ui import Ui
from kiosk.widgets.stack import Stack


class Covers(Stack):
    """Shows `content`, or a cover in its place: what is covered is neither seen nor reached by keys."""

    def __init__(self, ui: Ui, content: QWidget) -> None:
        super().__init__()
        self._ui = ui
        self._content = content
        self._before: QWidget | None = None  # what had the keyboard
        self.question, self.locked = QuestionScreen(ui), LockedScreen(ui)
        for page in (content, self.question, self.locked):
            self.addWidget(page)

    @property
    def is_locked(self) -> bool:
        """Whether the locked screen is shown."""
        return self.currentWidget() is self.locked

    def ask(self, seconds: int) -> None:
        """Ask whether more time is wanted; there are so many seconds to answer."""
        self.question.start(seconds)
        self._before = QApplication.focusWidget()
        self._cover(self.question)

    def lock(self) -> None:
        """Show that the kiosk is locked."""
        self._before = None
        self._cover(self.locked)

    def uncover(self) -> None:
        """Show the content again, the keyboard where it was."""
        before, self._before = self._before, None
        self.setCurrentWidget(self._content)
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        for cover in (self.question, self.locked):
            cover.retranslate()

    def _cover(self, cover: Cover) -> None:
        self.setCurrentWidget(cover)
        cover.enter()
        self._ui.announcer.say(cover, cover.spoken(), urgent=True)
