"""Going through the window by keys alone, however few there are."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.app.window import KioskWindow
from kiosk.keyboard.layouts import Act
from kiosk.voter.requests import Move
from kiosk.widgets.screen import Back
from tests.kiosk.checks import settle
from tests.kiosk.conftest import PASSWORD
from tests.kiosk.test_whole_vote import arrive, click, log_in
from tests.services import Services

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


@pytest.mark.slow
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


@pytest.mark.slow
def test_page_keys_scroll_what_has_nothing_to_press(qtbot: QtBot, forty: KioskWindow) -> None:
    forty.start.results_button.click()
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


@pytest.mark.slow
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
    for screen, request, end in (
        (screens.ballot, Move.NEXT_CONTEST, screens.ballot),
        (screens.ballot, Move.REVIEW, screens.review),
        (screens.review, Back(), screens.ballot),
    ):
        went.clear()
        screen.asked.emit(request)
        assert went == [end]
    screens.ballot.rows[1].setFocus(Qt.FocusReason.TabFocusReason)
    went.clear()
    forty.reset()
    assert went == [screens.start]
    forty.idle_lock._lock_away()
    went.clear()
    forty.idle_lock.reopen()
    assert set(went) == {screens.start}
    application.focusChanged.disconnect(follow)


def go_to(qtbot: QtBot, what: QWidget) -> None:
    """Press Tab until the keyboard is there."""
    for _ in range(200):
        if QApplication.focusWidget() is what:
            return
        press(qtbot, KEY.Key_Tab)
    raise AssertionError(f"Tab never comes to {what.accessibleName()}")


def use(qtbot: QtBot, what: QWidget, key: Qt.Key = KEY.Key_Space) -> None:
    """Go to it by Tab and press it."""
    go_to(qtbot, what)
    press(qtbot, key)


def type_by_tab(qtbot: QtBot, window: KioskWindow, text: str) -> None:
    """Press the keys for `text` on the screen, which come one after the other as Tab leads to them."""
    keyboard = window.accessibility.keyboard
    for letter in text:
        use(qtbot, keyboard.key(Act.SPACE if letter == " " else letter))


@pytest.mark.slow
def test_a_whole_vote_with_tab_space_and_enter_alone(
    qtbot: QtBot, rich_window: KioskWindow, rich_services: Services
) -> None:
    window, screens = rich_window, rich_window.screens
    window.set_language("en")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    use(qtbot, screens.start.ways["log_in"], KEY.Key_Return)
    form, keyboard = screens.log_in, window.accessibility.keyboard
    assert QApplication.focusWidget() is form.email.line
    use(qtbot, form.password.keys)
    assert keyboard.isVisible()
    type_by_tab(qtbot, window, "voter@example.org")
    assert form.email.text() == "voter@example.org"
    use(qtbot, keyboard.key(Act.ENTER))
    assert keyboard.isVisible(), "it goes on to the next field"
    type_by_tab(qtbot, window, PASSWORD)
    assert form.password.text() == PASSWORD
    use(qtbot, keyboard.key(Act.ENTER))
    arrive(qtbot, window, "ballot")
    assert not keyboard.isVisible()
    use(qtbot, screens.ballot.rows[1])
    use(qtbot, screens.ballot.forward_button)
    use(qtbot, screens.ballot.rows[2], KEY.Key_Return)
    use(qtbot, screens.ballot.forward_button)
    use(qtbot, screens.ballot.forward_button)
    arrive(qtbot, window, "review")
    use(qtbot, screens.review.rows[2])
    use(qtbot, screens.ballot.rows[0])
    use(qtbot, screens.ballot.forward_button)
    use(qtbot, screens.review.cast_button)
    arrive(qtbot, window, "outcome")
    use(qtbot, screens.outcome.done_button)
    arrive(qtbot, window, "start")
    rich_services.polls.close()
    rich_services.polls.count()
    counts = [[each.votes for each in result.counts] for result in rich_services.tally.results()]
    assert counts[0] == [0, 1, 0]
    assert counts[1][2] == sum(counts[1]) == 1
    assert counts[2] == [1, 0]


@pytest.mark.slow
def test_the_keys_give_the_keyboard_back_to_the_line(qtbot: QtBot, rich_window: KioskWindow) -> None:
    window = rich_window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    click(qtbot, window.start.ways["sign_up"])
    form, keyboard = window.screens.sign_up, window.accessibility.keyboard
    use(qtbot, form.password.keys)
    for letter in "ㅎㅏㄴㅏ":
        use(qtbot, keyboard.key(letter))
    assert form.name.line.property("typed")
    use(qtbot, keyboard.key(Act.HIDE))
    assert form.name.text() == "하나"
    assert QApplication.focusWidget() is form.name.line
    assert not keyboard.isVisible()
    assert not form.name.line.property("typed")
    use(qtbot, form.password.keys)
    form.email.line.setFocus()
    assert press(qtbot, KEY.Key_Tab) is form.password.line, "its keys are no stops for who goes elsewhere"


@pytest.mark.slow
def test_typing_by_keys_goes_on_after_the_question(qtbot: QtBot, rich_window: KioskWindow) -> None:
    window = rich_window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    click(qtbot, window.start.ways["sign_up"])
    form = window.screens.sign_up
    use(qtbot, form.password.keys)
    window.overlays.ask(30)
    assert QApplication.focusWidget() is window.overlays.question
    window.overlays.remove()
    assert QApplication.focusWidget() is form.name.line
    use(qtbot, form.password.keys)
    window.reset()
    assert QApplication.focusWidget() is window.start


@pytest.mark.slow
def test_forty_rows_can_be_skipped_and_stay_stops(qtbot: QtBot, forty: KioskWindow) -> None:
    ballot = forty.screens.ballot
    assert QApplication.focusWidget() is ballot
    assert ballot.skip.visibleRegion().isEmpty(), "nothing is in the way of who touches"
    assert press(qtbot, KEY.Key_Tab) is ballot.skip
    assert ballot.skip.visibleRegion().boundingRect() == ballot.skip.rect()
    assert press(qtbot, KEY.Key_Space) is ballot.review_button
    assert press(qtbot, KEY.Key_Tab) is ballot.forward_button
    assert ballot.skip.visibleRegion().isEmpty()
    ballot.setFocus()
    press(qtbot, KEY.Key_Tab)
    assert [press(qtbot, KEY.Key_Tab) for _ in ballot.rows] == ballot.rows
    ballot.asked.emit(Move.NEXT_CONTEST)
    assert press(qtbot, KEY.Key_Tab) is ballot.rows[0], "a short list is gone through"
