"""Double clicks, trembling hands and keys held down: a press counts once, and only on what could be seen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.keyboard.layouts import Act
from kiosk.support.presses import ONE_PRESS_S, SETTLE_S, Presses, Spot
from kiosk.voter.requests import Move
from kiosk.widgets.layout.scroll_pane import ScrollPane
from tests.kiosk.checks import settle
from tests.kiosk.conftest import PASSWORD, open_window
from tests.kiosk.hand import Clock, Hand
from tests.kiosk.test_whole_vote import arrive, log_in
from tests.sampling import sampled
from tests.services import Services

QUICK = 0.1
ENTER, SPACE, TAB = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Tab


by_mouse_and_by_touch = pytest.mark.parametrize("hand", ["mouse", "finger"], indirect=True)


@pytest.fixture
def hand(request: pytest.FixtureRequest, qtbot: QtBot, rich_services: Services) -> Iterator[Hand]:
    """A hand at a window that shows the start."""
    by_finger = getattr(request, "param", "mouse") == "finger"
    finger = QTest.createTouchDevice() if by_finger else None
    clock = Clock()
    window = open_window(qtbot, rich_services, presses=Presses(clock))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    hand = Hand(window, clock, finger)
    hand.wait(1)
    yield hand
    window.shut_down()


@pytest.fixture
def voter(qtbot: QtBot, hand: Hand) -> Hand:
    """Somebody before the first contest, who has looked at it."""
    log_in(qtbot, hand.window)
    arrive(qtbot, hand.window, "ballot")
    hand.wait(1)
    return hand


def quickly(hand: Hand, times: int, apart: float = QUICK) -> None:
    for at in range(times):
        hand.clock.now += apart if at else 0
        hand.press()


def test_a_double_click_on_next_skips_no_contest(voter: Hand) -> None:
    voter.aim(voter.window.screens.ballot.forward_button)
    quickly(voter, 2)
    assert voter.window.screens.ballot.title.plain_text() == "위원"


@by_mouse_and_by_touch
@pytest.mark.parametrize("apart", sampled([0.06, 0.3, 0.4], 3, 1))
def test_five_clicks_on_review_leave_the_review(voter: Hand, apart: float) -> None:
    screens, voter_flow = voter.window.screens, voter.window.voter_flow
    for _ in range(2):
        voter.press_on(screens.ballot.forward_button)
    voter.wait(1)
    voter.aim(screens.ballot.forward_button)
    quickly(voter, 5, apart)
    assert voter_flow.here is screens.review


@by_mouse_and_by_touch
def test_a_double_click_on_cast_leaves_the_confirmation(qtbot: QtBot, voter: Hand) -> None:
    screens = voter.window.screens
    for _ in range(3):
        voter.press_on(screens.ballot.forward_button)
    voter.wait(1)
    voter.aim(screens.review.cast_button)
    quickly(voter, 1)
    arrive(qtbot, voter.window, "outcome")
    for _ in range(5):
        voter.clock.now += 0.3
        voter.press()
    assert screens.outcome.isVisible()
    assert voter.window.voter_flow.here is screens.outcome


@by_mouse_and_by_touch
def test_a_double_click_on_a_candidate_marks(voter: Hand) -> None:
    row = voter.window.screens.ballot.rows[1]
    voter.aim(row)
    quickly(voter, 2)
    assert row.isChecked()
    voter.wait(1)
    voter.press()
    assert not row.isChecked(), "a press of its own takes the mark away"


@by_mouse_and_by_touch
def test_two_candidates_are_marked_as_quickly_as_one_likes(voter: Hand) -> None:
    voter.press_on(voter.window.screens.ballot.forward_button)
    rows = voter.window.screens.ballot.rows
    voter.wait(1)
    for at in (0, 2, 4):
        voter.aim(rows[at])
        voter.press()
        voter.clock.now += QUICK
    assert [at for at, row in enumerate(rows) if row.isChecked()] == [0, 2, 4]


@by_mouse_and_by_touch
def test_the_buttons_beside_a_list_scroll_as_quickly_as_one_presses(qtbot: QtBot, voter: Hand) -> None:
    ballot = voter.window.screens.ballot
    voter.press_on(ballot.forward_button)
    pane = ballot.findChild(ScrollPane)
    assert pane is not None
    qtbot.waitUntil(pane.down.isVisible)
    voter.wait(1)
    voter.aim(pane.down)
    first_seen = []
    for _ in range(3):
        voter.press()
        voter.clock.now += 0.15
        first_seen.append(next(at for at, row in enumerate(ballot.rows) if not row.visibleRegion().isEmpty()))
    assert 0 < first_seen[0] < first_seen[1] < first_seen[2]
    voter.aim(ballot.rows[first_seen[2] + 1])
    voter.press()
    assert ballot.rows[first_seen[2] + 1].isChecked(), "what is elsewhere need not be waited for"


def test_a_double_click_on_log_in_leaves_the_cursor_in_the_first_field(hand: Hand) -> None:
    screens = hand.window.screens
    hand.aim(screens.start.ways["log_in"])
    quickly(hand, 2)
    assert screens.log_in.isVisible()
    assert hand.window.focusWidget() is screens.log_in.email.line


def test_what_the_system_calls_a_double_click_is_one_too(voter: Hand) -> None:
    row = voter.window.screens.ballot.rows[1]
    voter.aim(row)
    QTest.mouseDClick(voter.window.windowHandle(), Qt.MouseButton.LeftButton, pos=voter.where)
    settle()
    assert row.isChecked()


@by_mouse_and_by_touch
def test_what_is_held_while_the_page_changes_does_not_act(voter: Hand) -> None:
    ballot = voter.window.screens.ballot
    voter.aim(ballot.forward_button)
    voter.down()
    ballot.asked.emit(Move.NEXT_CONTEST)
    settle()
    assert ballot.title.plain_text() == "위원"
    assert not ballot.forward_button.isDown()
    voter.up()
    settle()
    assert ballot.title.plain_text() == "위원"
    voter.press_on(ballot.forward_button)
    assert ballot.title.plain_text() == "안건", "the next press counts"


def test_a_failure_that_moves_everything_is_waited_for(voter: Hand) -> None:
    ballot = voter.window.screens.ballot
    voter.window.notice.fail()
    voter.aim(ballot.rows[0])
    voter.press()
    assert not ballot.rows[0].isChecked()
    voter.press_on(ballot.rows[0])
    assert ballot.rows[0].isChecked()


def test_the_question_after_a_long_silence_is_not_answered_by_what_came_before(voter: Hand) -> None:
    window = voter.window
    window.overlays.ask(30)
    voter.aim(window.overlays.question.no_button)
    quickly(voter, 3)
    assert window.overlays.question.isVisible()
    voter.wait(1)
    window.overlays.remove()
    voter.aim(window.screens.ballot.forward_button)
    voter.press()
    assert window.screens.ballot.title.plain_text() == "회장"


@by_mouse_and_by_touch
def test_the_keyboard_on_the_screen_types_as_quickly_as_one_can(hand: Hand) -> None:
    form, keyboard = hand.window.screens.log_in, hand.window.accessibility.keyboard
    hand.press_on(hand.window.start.ways["log_in"])
    hand.press_on(form.email.line)
    hand.wait(1)
    if keyboard.language != "en":
        hand.press_on(keyboard.key(Act.LANGUAGE))
    for letter in "assess":
        hand.aim(keyboard.key(letter))
        hand.press()
        hand.clock.now += 0.05
    assert form.email.text() == "assess"
    hand.aim(keyboard.key(Act.BACKSPACE))
    quickly(hand, 3, 0.05)
    assert form.email.text() == "ass"
    hand.wait(1)
    hand.aim(keyboard.key(Act.SHIFT))
    quickly(hand, 2)
    assert keyboard.key(Act.SHIFT).isChecked(), "what does not type is no letter"


@by_mouse_and_by_touch
def test_keys_that_go_when_the_keyboard_does_press_nothing_below(hand: Hand) -> None:
    form, keyboard = hand.window.screens.log_in, hand.window.accessibility.keyboard
    hand.press_on(hand.window.start.ways["log_in"])
    hand.press_on(form.email.line)
    hand.wait(1)
    hand.aim(keyboard.key(Act.HIDE))
    quickly(hand, 6, 0.3)
    assert not keyboard.isVisible()
    assert hand.window.voter_flow.here is form
    assert hand.window.focusWidget() is form.email.line


def test_a_key_held_down_acts_once_and_not_on_the_next_page(qtbot: QtBot, hand: Hand) -> None:
    window, form = hand.window, hand.window.screens.log_in
    hand.press_on(window.start.ways["log_in"])
    form.email.line.setText("voter@example.org")
    form.password.line.setText(PASSWORD)
    form.password.line.setFocus()
    hand.wait(1)
    hand.key_down(ENTER, "\r")
    for _ in range(30):
        hand.clock.now += 0.03
        hand.key_up(ENTER, "\r", held=True)
        hand.key_down(ENTER, "\r", held=True)
    arrive(qtbot, window, "ballot")
    row = window.screens.ballot.rows[0]
    row.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(30):
        hand.wait(0.03)
        hand.key_up(ENTER, "\r", held=True)
        hand.key_down(ENTER, "\r", held=True)
    hand.key_up(ENTER, "\r")
    settle()
    assert not row.isChecked()
    hand.stroke(ENTER, "\r")
    assert row.isChecked()
    hand.stroke(ENTER, "\r")
    assert row.isChecked(), "it followed the other too fast to be one of its own"


def test_a_wrong_password_and_enter_held_is_one_try(
    qtbot: QtBot, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, form = hand.window, hand.window.screens.log_in
    asked: list[str] = []
    monkeypatch.setattr(window.service_calls, "log_in", lambda email, _password: asked.append(email))
    hand.press_on(window.start.ways["log_in"])
    form.email.line.setText("voter@example.org")
    form.password.line.setText("wrong")
    form.password.line.setFocus()
    hand.wait(1)
    hand.key_down(ENTER, "\r")
    form.set_busy(busy=False)
    for _ in range(20):
        hand.wait(0.1)
        hand.key_down(ENTER, "\r", held=True)
    assert asked == ["voter@example.org"]


def test_keys_pressed_twice_count_once_and_those_between_are_presses_of_their_own(voter: Hand) -> None:
    rows = voter.window.screens.ballot.rows
    voter.stroke(TAB, "\t")
    assert rows[0].hasFocus()
    voter.stroke(SPACE, " ")
    voter.clock.now += QUICK
    voter.stroke(SPACE, " ")
    assert rows[0].isChecked()
    voter.clock.now += QUICK
    voter.stroke(TAB, "\t")
    voter.clock.now += QUICK
    voter.stroke(SPACE, " ")
    assert rows[1].isChecked()


def test_a_key_pressed_before_the_page_changed_does_not_act_after_it(voter: Hand) -> None:
    ballot = voter.window.screens.ballot
    ballot.forward_button.setFocus(Qt.FocusReason.TabFocusReason)
    voter.key_down(SPACE, " ")
    ballot.asked.emit(Move.NEXT_CONTEST)
    ballot.forward_button.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    voter.key_up(SPACE, " ")
    settle()
    assert ballot.title.plain_text() == "위원"


def test_spaces_are_typed_as_letters_are(hand: Hand) -> None:
    hand.press_on(hand.window.start.ways["sign_up"])
    for key, text in ((Qt.Key.Key_A, "a"), (SPACE, " "), (SPACE, " "), (Qt.Key.Key_B, "b")):
        hand.clock.now += 0.05
        hand.stroke(key, text)
    assert hand.window.screens.sign_up.name.text() == "a  b"


def test_who_presses_by_assistive_technology_names_the_thing(qtbot: QtBot, voter: Hand) -> None:
    """It cannot meet something else in the same place, so it need not wait."""
    ballot = voter.window.screens.ballot
    for title in ("위원", "안건"):
        spoken = QAccessible.queryAccessibleInterface(ballot.forward_button)
        spoken.actionInterface().doAction(spoken.actionInterface().pressAction())
        qtbot.waitUntil(lambda title=title: ballot.title.plain_text() == title)


def test_somebody_who_goes_on_clicking_is_waited_for(qtbot: QtBot) -> None:
    clock = Clock()
    presses, spot = Presses(clock), Spot(100, 100)
    presses.changed()
    settle()
    counted = []
    for pause in (0.1, *[ONE_PRESS_S - 0.01] * 8, ONE_PRESS_S):
        clock.now += pause
        counted.append(presses.spot_counts(spot))
    assert counted == [False] * 9 + [True]


def test_nothing_counts_before_it_has_been_drawn_however_long_that_takes(qtbot: QtBot) -> None:
    clock = Clock()
    presses = Presses(clock)
    presses.changed()
    clock.now += 60
    assert not presses.spot_counts(Spot(100, 100))
    settle()
    assert not presses.spot_counts(Spot(200, 200))
    clock.now += SETTLE_S
    assert presses.spot_counts(Spot(300, 300))


def test_the_time_is_counted_from_the_last_of_several_changes(qtbot: QtBot) -> None:
    clock = Clock()
    presses = Presses(clock)
    for _ in range(3):
        presses.changed()
        settle()
        clock.now += SETTLE_S - 0.01
        assert not presses.key_counts(1)
    clock.now += 0.02
    assert presses.key_counts(2)
