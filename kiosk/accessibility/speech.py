"""The spoken ballot: says aloud what is shown, for those who cannot read it."""

from collections.abc import Callable
from enum import Enum
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk.style.context import UiContext


class Voice(Protocol):
    """What speaks."""

    def speaks(self, language: str) -> bool:
        """Return whether it can say anything in `language`, "ko" or "en"."""

    def say(self, text: str, language: str) -> None:
        """Say `text`; whatever it is saying it breaks off."""

    def stop(self) -> None:
        """Be silent at once."""


class Silence(Enum):
    """Why nothing can be spoken; the value is the key of the sentence that says so."""

    NO_PARTS = "speech.no_parts"
    NO_VOICE = "speech.no_voice"
    NO_LANGUAGE = "speech.no_language"


class Speech(QObject):
    """Says what is announced and where the focus is, while it is on. Emits `switched` with whether it is.

    `find` looks for the voice; it is asked once and late, as the system's voices take their time to load.
    What is said in one turn of the event loop is one utterance, and breaks off the one before.
    """

    switched = Signal(bool)

    def __init__(self, ui: UiContext, find: Callable[[], Voice | Silence], parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self._find = find
        self._found: Voice | Silence | None = None
        self._on = False
        self._texts: list[str] = []
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._speak)
        ui.announcer.announced.connect(self.say)

    def is_on(self) -> bool:
        """Return whether it speaks."""
        return self._on

    def silence(self) -> Silence | None:
        """Return why it cannot speak the language of the moment, or None if it can."""
        voice = self._voice()
        if isinstance(voice, Silence):
            return voice
        return None if voice.speaks(self._ui.language) else Silence.NO_LANGUAGE

    def set_on(self, *, on: bool) -> None:
        """Speak from here on, the notice that others may hear it first; or be silent at once. It stays off
        where it cannot speak.
        """
        if on == self._on or (on and self.silence()):
            return
        self._on = on
        if on:
            self.say(self._ui.text("speech.privacy"))
        else:
            self._be_silent()
        self.switched.emit(on)

    def reset(self) -> None:
        """Be silent, and off for the next voter."""
        self.set_on(on=False)
        self._be_silent()

    @Slot(str)
    def say(self, text: str) -> None:
        """Say `text` after what else this turn brings."""
        if self._on and text:
            self._texts.append(text)
            self._turn.start(0)

    def say_control(self, widget: QWidget) -> None:
        """Say what `widget` is, as a screen reader would. Never a password."""
        if self._on:
            self.say(describe(self._ui, widget))

    def _voice(self) -> Voice | Silence:
        if self._found is None:
            self._found = self._find()
        return self._found

    def _be_silent(self) -> None:
        self._turn.stop()
        self._texts.clear()
        if self._found is not None and not isinstance(self._found, Silence):
            self._found.stop()

    @Slot()
    def _speak(self) -> None:
        text = ". ".join(dict.fromkeys(each.rstrip(". ") for each in self._texts))
        self._texts.clear()
        voice = self._voice()
        if not isinstance(voice, Silence) and voice.speaks(self._ui.language):
            voice.say(text, self._ui.language)


def describe(ui: UiContext, widget: QWidget) -> str:
    """Return name, kind, state and description of `widget`, from its accessible interface; an empty text for
    what has no name.
    """
    interface = QAccessible.queryAccessibleInterface(widget)
    name = interface.text(QAccessible.Text.Name).strip() if interface else ""
    if not name:
        return ""
    role, state = interface.role(), interface.state()
    parts = [name]
    if role in (QAccessible.Role.CheckBox, QAccessible.Role.RadioButton):
        parts.append(ui.text("speech.chosen" if state.checked else "speech.not_chosen"))
    elif isinstance(widget, QLineEdit):
        secret = state.passwordEdit or widget.property("secret")
        parts.append(ui.text("speech.secret_field" if state.passwordEdit else "speech.field"))
        parts.append("" if secret else widget.text())  # the interface gives the hint for an empty one
    elif role in (QAccessible.Role.Button, QAccessible.Role.PushButton):
        parts.append(ui.text("speech.button"))
    if state.disabled:
        parts.append(ui.text("speech.off"))
    parts.append(interface.text(QAccessible.Text.Description))
    return ", ".join(part for part in parts if part)
