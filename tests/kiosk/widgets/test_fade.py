"""The change from one screen to the next: nothing of the one before stays, and nothing waits for it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QStackedWidget
from pytestqt.qtbot import QtBot

from kiosk.widgets.notices import fade as module
from kiosk.widgets.notices.fade import Fade

AGES_MS = 100_000  # never ends by itself within a test


@pytest.fixture
def stack(qtbot: QtBot) -> QStackedWidget:
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    for text in ("one", "other"):
        stack.addWidget(QPushButton(text))
    stack.show()
    return stack


def change(stack: QStackedWidget, fade: Fade, to: int = 1) -> None:
    fade.change(lambda: stack.setCurrentIndex(to))
    assert stack.currentIndex() == to


def test_the_new_screen_takes_touches_from_the_first_moment(qtbot: QtBot, stack: QStackedWidget) -> None:
    fade = Fade(stack, AGES_MS)
    change(stack, fade)
    assert fade.isVisible()
    assert fade.holds_picture()
    assert stack.childAt(stack.rect().center()) is stack.widget(1)
    with qtbot.waitSignal(stack.widget(1).clicked):  # type: ignore[attr-defined]
        qtbot.mouseClick(stack.widget(1), Qt.MouseButton.LeftButton)


def test_at_its_end_nothing_is_left(qtbot: QtBot, stack: QStackedWidget) -> None:
    fade = Fade(stack, 20)
    change(stack, fade)
    qtbot.waitUntil(lambda: not fade.holds_picture())
    assert not fade.isVisible()


def test_dropping_it_leaves_nothing_at_once(qtbot: QtBot, stack: QStackedWidget) -> None:
    fade = Fade(stack, AGES_MS)
    for end in (fade.drop, lambda: fade.set_calm(calm=True), lambda: stack.resize(300, 200)):
        fade.set_calm(calm=False)
        stack.setCurrentIndex(0)
        change(stack, fade)
        assert fade.holds_picture()
        end()
        assert not fade.holds_picture()
        assert not fade.isVisible()


def test_it_starts_from_what_was_on_the_screen(qtbot: QtBot, stack: QStackedWidget) -> None:
    fade = Fade(stack, AGES_MS)
    qtbot.waitUntil(lambda: fade._shown().toImage() == stack.grab().toImage())  # it is painted
    before = stack.grab().toImage()
    stack.widget(0).setText("changed, but not painted yet")  # type: ignore[attr-defined]
    change(stack, fade)
    assert fade._picture.toImage() == before


@pytest.mark.parametrize("why", ["no duration", "calm", "system", "hidden"])
def test_where_no_motion_is_wanted_there_is_none(
    qtbot: QtBot, stack: QStackedWidget, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    fade = Fade(stack, 0 if why == "no duration" else AGES_MS)
    fade.set_calm(calm=why == "calm")
    monkeypatch.setattr(module, "system_is_calm", lambda: why == "system")
    if why == "hidden":
        stack.hide()
    change(stack, fade)
    assert not fade.holds_picture()
    assert not fade.isVisible()


def test_the_test_machine_is_not_calm(qtbot: QtBot) -> None:
    assert not module.system_is_calm()
