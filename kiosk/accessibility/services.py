"""What a voter hears, feels and types with, beside what the screens show."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from kiosk.accessibility.sound import find_sound
from kiosk.accessibility.speech import Speech
from kiosk.accessibility.voice import find_voice
from kiosk.keyboard.panel import KeyboardPanel, has_touch_screen
from kiosk.style.context import UiContext
from kiosk.widgets.accessible import set_accessible_description, set_accessible_name
from kiosk.widgets.layout.scroll_pane import reveal
from kiosk.widgets.notices.fade import FADE_MS, Fade
from kiosk.widgets.screen import Screen


class AccessibilityServices(QObject):
    """Keyboard, fade, speech and sound of one window; `screens` is where it shows them."""

    def __init__(
        self, ui: UiContext, screens: QStackedWidget, parent: QObject, fade_ms: int = FADE_MS
    ) -> None:
        super().__init__(parent)
        self._ui = ui
        self._screens = screens
        self.keyboard = KeyboardPanel(ui, always=has_touch_screen())
        self.fade = Fade(screens, fade_ms)
        self.speech = Speech(ui, lambda: find_voice(self), self)
        self._switching = self._sound_on = False
        self._play: Callable[[], None] | None = None

    def set_sound(self, *, on: bool) -> None:
        """Have `ballot_cast` be heard or not."""
        self._sound_on = on
        if on and self._play is None:  # once: loading it takes its time
            self._play = find_sound(self)

    def show_screen(self, screen: Screen) -> None:
        """Bring `screen` before the voter, and have it read out."""
        self._ui.presses.changed()
        before = self._screens.currentWidget()
        if before is not None and before is not screen:
            set_accessible_description(before, "")  # it may tell what a voter chose
        switch = partial(self._screens.setCurrentWidget, screen)
        self._switching = True
        if screen.fades_in:
            self.fade.change(switch)
        else:
            self.fade.drop()
            switch()
        self._switching = False
        self._read(screen)
        self._say_control(self._ours(QApplication.focusWidget()))  # after the screen, not before

    def read_again(self) -> None:
        """Have the screen be read out once more, in another language."""
        screen = self._screens.currentWidget()
        if isinstance(screen, Screen):
            self._read(screen)

    @Slot(QWidget, QWidget)
    def focus_moved(self, old: QObject | None, now: QObject | None) -> None:
        """The focus is with `now` from here on: keep it in sight, type into it, and say what it is. What
        another window does with it, as the desk's on a second screen, is not this voter's.
        """
        old, now = self._ours(old), self._ours(now)
        if old is not None and now is not None:  # within the window, which only somebody does
            self._ui.presence.acted.emit()
        self._follow(now)
        if isinstance(now, QWidget):
            reveal(now)

    def _ours(self, widget: QObject | None) -> QObject | None:
        """Return `widget` if it is in this window, else None."""
        is_ours = isinstance(widget, QWidget) and widget.window() is self._screens.window()
        return widget if is_ours else None

    def _follow(self, now: QObject | None) -> None:
        self.keyboard.follow(now)
        if not self._switching:
            self._say_control(now)

    @Slot()
    def ballot_cast(self) -> None:
        """Play the sound, if it is on."""
        if self._sound_on and self._play is not None:
            self._play()

    def forget(self) -> None:
        """Keep nothing of the voter: no letter under way, no picture, no word still to be said."""
        self.keyboard.clear()
        self.fade.drop()
        self._ui.announcer.forget()
        self.speech.reset()

    def _read(self, screen: Screen) -> None:
        heading, spoken = screen.heading(), screen.spoken()
        set_accessible_name(screen, heading)
        set_accessible_description(screen, spoken.removeprefix(heading).lstrip(". "))
        self._ui.announcer.say(screen, spoken)

    def _say_control(self, now: QObject | None) -> None:
        if isinstance(now, QWidget) and not isinstance(now, Screen):
            self.speech.say_control(now)
