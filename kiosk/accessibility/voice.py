"""The system's own voice, through the optional part PySide6-Addons."""

from typing import Any

from PySide6.QtCore import QLocale, QObject

from kiosk.accessibility.speech import Silence

_SILENT_ENGINES = ("mock",)  # Qt's own, for its tests


def find_voice(parent: QObject) -> "SystemVoice | Silence":
    """Return the system's voice, a child of `parent`, or why there is none."""
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech
    except ImportError:  # also where the system lacks a library that Qt's part needs
        return Silence.NO_PARTS
    for name in QTextToSpeech.availableEngines():
        if name not in _SILENT_ENGINES:
            engine = QTextToSpeech(name, parent)
            if engine.state() is not QTextToSpeech.State.Error and engine.availableLocales():
                return SystemVoice(engine)
    return Silence.NO_VOICE


class SystemVoice:
    """Speaks through `engine`, in the first of its locales that is of the language. The engine is a
    QTextToSpeech, whose name is known only where the optional part is.
    """

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        self._locales: dict[str, QLocale] = {}
        for locale in engine.availableLocales():
            self._locales.setdefault(QLocale.languageToCode(locale.language()), locale)

    def speaks(self, language: str) -> bool:
        """Return whether the system has a voice for `language`."""
        return language in self._locales

    def say(self, text: str, language: str) -> None:
        """Say `text`; whatever it is saying it breaks off."""
        self._engine.stop()
        if self._engine.locale() != self._locales[language]:
            self._engine.setLocale(self._locales[language])
        self._engine.say(text)

    def stop(self) -> None:
        """Be silent at once."""
        self._engine.stop()
