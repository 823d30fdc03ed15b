"""Going through the window by keys alone, however few there are."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.window import KioskWindow
from tests.kiosk.checks import settle
from tests.kiosk.test_whole_vote import arrive, click, log_in

KEY = Qt.Key


@pytest.fixture
def forty(qtbot: QtBot, rich_window: KioskWindow) -> KioskWindow:
    """At the contest with forty candidates, the window in front."""
    rich_window.activateWindow()
    qtbot.waitUntil(rich_window.isActiveWindow)
    log_in(qtbot, rich_window)
    arrive(qtbot, rich_window, "ballot")
    click(qtbot, rich_window.screens.ballot.forward_button)
    settle()
    return rich_window


def press(qtbot: QtBot, key: Qt.Key) -> QWidget:
    """Press it where the keyboard is, and return where the keyboard is then."""
    here = QApplication.focusWidget()
    assert here is not None
    qtbot.keyClick(here, key)
    settle()
    here = QApplication.focusWidget()
    assert here is not None
    return here


def test_page_keys_lead_through_a_list_from_end_to_end(qtbot: QtBot, forty: KioskWindow) -> None:
    rows = forty.screens.ballot.rows
    assert press(qtbot, KEY.Key_End) is rows[-1]
    assert rows[-1].visibleRegion().boundingRect() == rows[-1].rect(), "and it can be seen"
    assert press(qtbot, KEY.Key_Home) is rows[0]
    assert press(qtbot, KEY.Key_PageUp) is rows[0]
    for key, end in ((KEY.Key_PageDown, rows[-1]), (KEY.Key_PageUp, rows[0])):
        way = [QApplication.focusWidget()]
        while way[-1] is not end:
            way.append(press(qtbot, key))
            assert len(way) < len(rows)
        assert 3 < len(way) < len(rows) / 2
        assert len(set(way)) == len(way)


def test_page_keys_scroll_what_has_nothing_to_press(qtbot: QtBot, forty: KioskWindow) -> None:
    forty.screens.start.results.emit()
    results = forty.screens.results
    qtbot.waitUntil(lambda: bool(results.cards))
    settle()
    bar = results._pane._bar
    press(qtbot, KEY.Key_PageDown)
    assert 0 < bar.value() < bar.maximum()
    press(qtbot, KEY.Key_End)
    assert bar.value() == bar.maximum()
    press(qtbot, KEY.Key_PageUp)
    assert bar.value() < bar.maximum()
    press(qtbot, KEY.Key_Home)
    assert bar.value() == 0


def test_a_change_comes_back_to_its_row(qtbot: QtBot, forty: KioskWindow) -> None:
    click(qtbot, forty.screens.ballot.forward_button)
    click(qtbot, forty.screens.ballot.forward_button)
    arrive(qtbot, forty, "review")
    assert QApplication.focusWidget() is forty.screens.review
    click(qtbot, forty.screens.review.rows[1])
    arrive(qtbot, forty, "ballot")
    click(qtbot, forty.screens.ballot.forward_button)
    arrive(qtbot, forty, "review")
    assert QApplication.focusWidget() is forty.screens.review.rows[1]


def test_the_keyboard_goes_nowhere_in_passing(qtbot: QtBot, forty: KioskWindow) -> None:
    went: list[QWidget] = []

    def follow(_old: QWidget | None, now: QWidget | None) -> None:
        if now is not None:
            went.append(now)

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    screens = forty.screens
    screens.ballot.rows[3].setFocus(Qt.FocusReason.TabFocusReason)
    application.focusChanged.connect(follow)
    for act, end in (
        (screens.ballot.forward, screens.ballot),
        (screens.ballot.review, screens.review),
        (screens.review.back, screens.ballot),
    ):
        went.clear()
        act.emit()
        assert went == [end]
    screens.ballot.rows[1].setFocus(Qt.FocusReason.TabFocusReason)
    went.clear()
    forty.reset()
    assert went == [screens.start]
    forty.keeper._lock_away()
    went.clear()
    forty.keeper.reopen()
    assert set(went) == {screens.start}
    application.focusChanged.disconnect(follow)
