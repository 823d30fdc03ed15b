"""What a voter set for themselves, and what it goes back to after them."""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from election.admin.settings import Settings
from election.i18n.catalogue import DEFAULT_LANGUAGE
from kiosk.accessibility.services import AccessibilityServices
from kiosk.accessibility.speech import Silence
from kiosk.style.context import UiContext
from kiosk.style.look import Contrast, Look, TextSize
from kiosk.voter.flow import VoterFlow
from kiosk.voter.screens.display import DisplayScreen


@dataclass(frozen=True, slots=True)
class Defaults:
    """What every voter finds: language, look, whether the keyboard on the screen comes when a field is
    touched, whether there is less motion, and whether a cast ballot is heard.
    """

    language: str = DEFAULT_LANGUAGE
    look: Look = field(default_factory=Look)
    keyboard: bool = True
    calm: bool = False
    sound: bool = False

    @classmethod
    def of(cls, settings: Settings, system: Look | None = None) -> "Defaults":
        """Return what the organiser has set; where that is the usual, the look of the `system` instead."""
        set_to, usual = Look(TextSize[settings.text_size.upper()], Contrast(settings.contrast)), Look()
        start = system or usual
        size = start.text_size if set_to.text_size is usual.text_size else set_to.text_size
        contrast = start.contrast if set_to.contrast is usual.contrast else set_to.contrast
        return cls(settings.language, Look(size, contrast), settings.keyboard, settings.calm, settings.sound)


class Preferences(QObject):
    """Carries out what is touched on the display settings. Emits `look_changed` with the `Look` to show."""

    look_changed = Signal(object)

    def __init__(
        self,
        ui: UiContext,
        voter_flow: VoterFlow,
        accessibility: AccessibilityServices,
        defaults: Defaults,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._ui, self._voter_flow, self._accessibility = ui, voter_flow, accessibility
        self._screen: DisplayScreen | None = None
        self._look = Look()
        self._calm = False
        self._left: QWidget | None = None  # where the focus was before the display settings
        self.defaults = defaults
        voter_flow.made.connect(self._follow_screen)

    @property
    def look(self) -> Look:
        """How large and in which colours everything is shown."""
        return self._look

    @property
    def are_changed(self) -> bool:
        """Whether somebody is setting it up for themselves, or has."""
        usual = self.defaults
        now = replace(self._now(), sound=usual.sound)  # which no voter sets
        return now != usual or self._accessibility.speech.is_on() or self._is_shown()

    @Slot()
    def toggle(self) -> None:
        """Show the display settings, or go back to the voter's screen, exactly as they left it."""
        screen, here = self._voter_flow.screens.display, self._voter_flow.here
        if screen.isVisible():
            self._accessibility.show_screen(here)
            left = self._left if self._left is not None and self._left.isVisible() else here
            left.setFocus()
        else:
            self._left = QApplication.focusWidget()
            self._accessibility.show_screen(screen)
            screen.enter()

    def set_look(self, look: Look) -> None:
        """Show everything in `look`."""
        if look != self._look:
            self._look = look
            self.look_changed.emit(look)
        self._tell()

    @Slot()
    def reset(self) -> None:
        """Go back to what every voter finds; the language stays."""
        self._left = None
        self._accessibility.keyboard.set_enabled(enabled=self.defaults.keyboard)
        self._accessibility.speech.set_on(on=False)
        self._accessibility.set_sound(on=self.defaults.sound)
        self._set_calm(calm=self.defaults.calm)
        self.set_look(self.defaults.look)

    def _set_calm(self, *, calm: bool) -> None:
        self._calm = calm
        self._accessibility.fade.set_calm(calm=calm)

    @Slot()
    def _follow_screen(self) -> None:
        self._screen = screen = self._voter_flow.screens.display
        screen.look_chosen.connect(self._choose_look)
        screen.aid_switched.connect(self._switch)
        screen.usual.connect(self.reset)
        screen.done.connect(self.toggle)
        self._tell()

    def _is_shown(self) -> bool:
        return self._screen is not None and self._screen.isVisible()

    def _now(self) -> Defaults:
        keyboard = self._accessibility.keyboard.is_enabled()
        return Defaults(self._ui.language, self._look, keyboard, self._calm)

    def _tell(self, silence: Silence | None = None) -> None:
        if self._screen is None:
            return
        speaks = self._accessibility.speech.is_on()
        aids = {"keyboard": self._accessibility.keyboard.is_enabled(), "speech": speaks, "calm": self._calm}
        note = silence.value if silence is not None else "speech.privacy" if speaks else ""
        self._screen.show_state(self._look, aids, note)

    @Slot(object)
    def _choose_look(self, look: Look) -> None:
        self.set_look(look)

    @Slot(str, bool)
    def _switch(self, aid: str, on: bool) -> None:  # noqa: FBT001 - a slot's arguments
        silence = None
        if aid == "keyboard":
            self._accessibility.keyboard.set_enabled(enabled=on)
        elif aid == "calm":
            self._set_calm(calm=on)
        else:
            silence = self._accessibility.speech.silence() if on else None
            self._accessibility.speech.set_on(on=on)  # which it is not where it cannot speak
        self._tell(silence)
