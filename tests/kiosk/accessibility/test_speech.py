"""The spoken ballot: what is said, when it is silent, and why."""

import sys
from types import ModuleType

import pytest
from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import catalogue
from kiosk.accessibility.speech import Silence, Speech, describe
from kiosk.accessibility.voice import SystemVoice, find_voice
from kiosk.style.context import UiContext
from kiosk.style.theme import Theme


class FakeVoice:
    """Keeps what it is asked to say, as (language, text), and None for each time it is stopped."""

    def __init__(self, *languages: str) -> None:
        self.languages = languages or ("ko", "en")
        self.said: list[tuple[str, str] | None] = []

    def speaks(self, language: str) -> bool:
        return language in self.languages

    def say(self, text: str, language: str) -> None:
        self.said.append((language, text))

    def stop(self) -> None:
        self.said.append(None)


@pytest.fixture
def ui() -> UiContext:
    return UiContext(catalogue(), Theme(), "en")


@pytest.fixture
def voice() -> FakeVoice:
    return FakeVoice()


@pytest.fixture
def speech(ui: UiContext, voice: FakeVoice, qapp: QObject) -> Speech:
    return Speech(ui, lambda: voice, QObject(qapp))


def test_it_warns_before_anything_else_and_says_one_turn_in_one_breath(
    qtbot: QtBot, ui: UiContext, speech: Speech, voice: FakeVoice
) -> None:
    ui.announcer.say(speech, "too early")
    speech.set_on(on=True)
    ui.announcer.say(speech, "Log in")
    ui.announcer.say(speech, "Log in")
    speech.say("E-mail.")
    qtbot.waitUntil(lambda: bool(voice.said))
    notice = "The ballot is read aloud. Others may hear it, so please use headphones"
    assert voice.said == [("en", f"{notice}. Log in. E-mail")]


def test_the_language_of_the_moment_is_spoken(
    qtbot: QtBot, ui: UiContext, speech: Speech, voice: FakeVoice
) -> None:
    speech.set_on(on=True)
    ui.language = "ko"
    speech.say("가람")
    qtbot.waitUntil(lambda: bool(voice.said))
    assert voice.said[0] is not None
    assert voice.said[0][0] == "ko"


def test_after_the_reset_nothing_more_is_said(
    qtbot: QtBot, ui: UiContext, speech: Speech, voice: FakeVoice
) -> None:
    speech.set_on(on=True)
    ui.announcer.say(speech, "You chose somebody")
    with qtbot.waitSignal(speech.switched):
        speech.reset()
    ui.announcer.say(speech, "somebody else's")
    qtbot.wait_until(lambda: not speech._turn.isActive())
    assert voice.said
    assert not any(voice.said)
    assert not speech.is_on()


@pytest.mark.parametrize("silence", [Silence.NO_PARTS, Silence.NO_VOICE])
def test_where_there_is_no_voice_it_says_why_and_stays_off(
    ui: UiContext, qapp: QObject, silence: Silence
) -> None:
    speech = Speech(ui, lambda: silence, QObject(qapp))
    assert speech.silence() is silence
    speech.set_on(on=True)
    assert not speech.is_on()
    assert catalogue().text(silence.value, "ko")
    speech.reset()


def test_a_voice_may_lack_the_language(ui: UiContext, qapp: QObject) -> None:
    speech = Speech(ui, lambda: FakeVoice("en"), QObject(qapp))
    assert speech.silence() is None
    ui.language = "ko"
    assert speech.silence() is Silence.NO_LANGUAGE


def test_the_voice_is_looked_for_once_and_late(ui: UiContext, qapp: QObject) -> None:
    asked: list[int] = []

    def find() -> FakeVoice:
        asked.append(1)
        return FakeVoice()

    speech = Speech(ui, find, QObject(qapp))
    speech.reset()
    assert not asked
    speech.set_on(on=True)
    speech.set_on(on=False)
    assert len(asked) == 1


def test_a_control_is_told_with_kind_and_state_and_no_secret(qtbot: QtBot, ui: UiContext) -> None:
    button, box, line = QPushButton(), QCheckBox(), QLineEdit("seven")
    for widget, name in ((button, "Vote"), (box, "Garam"), (line, "E-mail")):
        qtbot.addWidget(widget)
        widget.setAccessibleName(name)
    button.setEnabled(False)
    box.setChecked(True)
    line.setAccessibleDescription("Please check")
    assert describe(ui, button) == "Vote, button, not available now"
    assert describe(ui, box) == "Garam, chosen"
    assert describe(ui, line) == "E-mail, text field, seven, Please check"
    line.setEchoMode(QLineEdit.EchoMode.Password)
    assert describe(ui, line) == "E-mail, masked text field, Please check"
    line.setEchoMode(QLineEdit.EchoMode.Normal)
    line.setProperty("secret", True)
    assert describe(ui, line) == "E-mail, text field, Please check"
    line.setAccessibleName("")
    assert describe(ui, line) == ""


class Engine(QObject):
    """What the window needs of Qt's QTextToSpeech."""

    class State:
        Error = object()

    engines = ("mock", "silent", "real")

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self.name = name
        self.used = QLocale("en_GB")
        self.done: list[str] = []

    @classmethod
    def availableEngines(cls) -> tuple[str, ...]:  # noqa: N802 - Qt's name
        return cls.engines

    def availableLocales(self) -> list[QLocale]:  # noqa: N802 - Qt's name
        return [QLocale("en_US"), QLocale("en_GB"), QLocale("ko_KR")] if self.name == "real" else []

    def state(self) -> object:
        return None

    def locale(self) -> QLocale:
        return self.used

    def setLocale(self, locale: QLocale) -> None:  # noqa: N802 - Qt's name
        self.used = locale
        self.done.append(locale.name())

    def say(self, text: str) -> None:
        self.done.append(text)

    def stop(self) -> None:
        self.done.append("stop")


def test_the_systems_voice_is_the_first_engine_that_can_speak(monkeypatch: pytest.MonkeyPatch) -> None:
    part = ModuleType("PySide6.QtTextToSpeech")
    part.QTextToSpeech = Engine  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "PySide6.QtTextToSpeech", part)
    parent = QObject()
    voice = find_voice(parent)
    assert isinstance(voice, SystemVoice)
    assert [voice.speaks(language) for language in ("ko", "en", "fr")] == [True, True, False]
    voice.say("안녕", "ko")
    voice.say("또", "ko")
    voice.stop()
    engine = parent.findChildren(Engine)[-1]
    assert engine.done == ["stop", "ko_KR", "안녕", "stop", "또", "stop"]
    monkeypatch.setattr(Engine, "engines", ("mock",))
    assert find_voice(parent) is Silence.NO_VOICE


def test_without_the_optional_part_there_is_no_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtTextToSpeech", None)
    assert find_voice(QObject()) is Silence.NO_PARTS
