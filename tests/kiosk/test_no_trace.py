"""Two voters, one after the other: everything the window holds is searched for traces of the first."""

from collections.abc import Iterator
from enum import Enum
from types import ModuleType
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from election.store.json.store import JsonStore
from kiosk.app.window import KioskWindow
from kiosk.keyboard.layouts import Act
from kiosk.style.look import Contrast, Look, TextSize
from tests.kiosk.accessibility.test_speech import FakeVoice
from tests.kiosk.keyboard.test_panel import type_on
from tests.kiosk.test_whole_vote import arrive, click
from tests.services import Services

TRACES = ("도레미", "first.voter", "swordfish")
# What the window is given and must go on having; the roll is in there, and no screen can reach it.
NOT_OF_THE_VOTER = (Services, JsonStore, ModuleType, type, Enum)


def texts_of_qt(window: KioskWindow) -> Iterator[str]:
    """Every text that is a property of any widget or other object in the window, undo stacks included."""
    for each in (window, *window.findChildren(QObject)):
        meta = each.metaObject()
        for at in range(meta.propertyCount()):
            value = each.property(meta.property(at).name())
            if isinstance(value, str):
                yield value
        for name in each.dynamicPropertyNames():
            key = bytes(name.data()).decode()
            if not key.startswith("_"):  # Qt's own, of kinds that Python does not know
                yield str(each.property(key))
        if isinstance(each, QLineEdit):
            for step in (each.undo, each.undo, each.redo, each.redo):
                step()
                yield each.text()


def texts_of_python(root: object) -> Iterator[str]:
    """Every text that can be reached from `root` through attributes and containers."""
    seen: set[int] = set()
    todo: list[Any] = [root]
    while todo:
        each = todo.pop()
        if id(each) in seen or isinstance(each, NOT_OF_THE_VOTER):
            continue
        seen.add(id(each))
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            todo.extend((*each.keys(), *each.values()))
        elif isinstance(each, (list, tuple, set, frozenset)):
            todo.extend(each)
        elif type(each).__module__.startswith(("kiosk", "election")):
            todo.extend(vars(each).values() if hasattr(each, "__dict__") else ())
            todo.extend(getattr(each, name, None) for name in getattr(type(each), "__slots__", ()))


def texts_copied() -> Iterator[str]:
    clipboard = QGuiApplication.clipboard()
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        yield clipboard.text(mode)


def traces(window: KioskWindow) -> set[str]:
    texts = (*texts_of_qt(window), *texts_of_python(window), *texts_copied())
    return {trace for trace in TRACES if any(trace in text for text in texts)}


def sign_up(qtbot: QtBot, window: KioskWindow, name: str, email: str, password: str) -> None:
    click(qtbot, window.start.ways["sign_up"])
    form = window.screens.sign_up
    for field, text in ((form.name, name), (form.email, email), (form.password, password)):
        field.line.setFocus()
        field.line.insert(text)  # undone by one step, as typing is


@pytest.mark.parametrize("way", ["cast", pytest.param("home", marks=pytest.mark.slow), "mid-syllable"])
def test_the_second_voter_finds_nothing_of_the_first(
    qtbot: QtBot, rich_window: KioskWindow, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    window, screens, voice = rich_window, rich_window.screens, FakeVoice()
    monkeypatch.setattr("kiosk.accessibility.services.find_voice", lambda _parent: voice)
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: True)  # offscreen never knows
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.set_look(Look(TextSize.LARGE, Contrast.BLACK))
    window.set_language("en")
    window.accessibility.speech.set_on(on=True)
    sign_up(qtbot, window, "도레미", "first.voter@example.org", "swordfish 42")
    screens.sign_up.name.line.selectAll()
    screens.sign_up.name.line.copy()
    assert traces(window) == set(TRACES), "the search finds what is there"
    screens.sign_up.password.line.setText("swordfish 42")  # masked, undone by the search for good
    if way == "mid-syllable":
        screens.sign_up.name.line.setFocus()
        window.accessibility.keyboard.open()
        type_on(qtbot, window.accessibility.keyboard, "도레미")
        click(qtbot, window.accessibility.keyboard.key(Act.SHIFT))
        window.reset()
    else:
        click(qtbot, screens.sign_up.submit)
        arrive(qtbot, window, "ballot")
        click(qtbot, screens.ballot.rows[1])
        if way == "home":
            click(qtbot, window.header.home_button)
        else:
            for _ in range(3):
                click(qtbot, screens.ballot.forward_button)
            click(qtbot, screens.review.cast_button)
            arrive(qtbot, window, "outcome")
            click(qtbot, screens.outcome.done_button)
    arrive(qtbot, window, "start")
    assert traces(window) == set()
    assert window.look == Look()
    assert window.ui.language == "ko"
    assert voice.said[-1] is None
    said = len(voice.said)
    sign_up(qtbot, window, "second", "second@example.org", "correct horse")
    assert traces(window) == set()
    screens.sign_up.password.line.setText("correct horse")
    qtbot.keyClick(screens.sign_up.password.line, Qt.Key.Key_Return)
    arrive(qtbot, window, "ballot")
    assert not any(row.isChecked() for row in screens.ballot.rows)
    assert traces(window) == set()
    assert voice.said[said:] == []
