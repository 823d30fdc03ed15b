"""Two to six quick clicks at every button of every screen do what the first of them does, and no more."""

from collections.abc import Hashable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import catalogue
from kiosk.app.window import KioskWindow
from kiosk.keyboard.panel import KeyboardPanel
from kiosk.style.fonts import Fonts
from kiosk.style.theme import Theme
from kiosk.support.presses import Presses
from kiosk.voter.outcomes import Countdown
from kiosk.widgets.buttons.pressable import Pressable
from tests.kiosk.checks import settle
from tests.kiosk.hand import Clock, Hand
from tools.sample_elections import ShownSwitch, show_services
from tools.screen_states import ScreenState, screen_states

CLICKS = 6  # after each of them it is looked at, so that two to five are in it
APART = (0.06, 0.15, 0.23, 0.3, 0.4)  # seconds; by turns, so that every screen has several of them
A_SAMPLE = ("review-one", "staff-passphrase")
MOST = 6  # of the rows of a list: the first and the last ones


def opened(shot: ScreenState, fonts: Fonts) -> Hand:
    clock = Clock()
    window = KioskWindow(
        show_services(shot.election),
        catalogue(),
        shot.status,
        fonts=fonts,
        theme=Theme(families=fonts.families, cap_ratio=fonts.cap_ratio),
        countdown=Countdown(ticks=1_000, tick_ms=1_000_000),
        fade_ms=0,
        network=ShownSwitch(),
        presses=Presses(clock),
    )
    window.idle_lock.idle_guard.stop()
    window.resize(1280, 720)
    window.show()
    shot.prepare(window)
    hand = Hand(window, clock)
    hand.wait(1)
    return hand


def targets(window: KioskWindow) -> list[QWidget]:
    """Return what can be pressed, of long lists only the ends; what repeats is made for quick presses."""
    found: list[QWidget] = [
        each
        for each in (*window.findChildren(Pressable), *window.findChildren(QLineEdit))
        if each.isVisible() and each.isEnabled() and not each.visibleRegion().isEmpty()
    ]
    rows = [each for each in found if isinstance(each, Pressable) and each.isCheckable()]
    spared = {*rows[MOST // 2 : -MOST // 2]} if len(rows) > MOST else set()
    return [each for each in found if each not in spared and not getattr(each, "repeats", False)]


def state(window: KioskWindow) -> Hashable:
    """Return what a press can change: the page, marks, typed text, places in lists, the keyboard's place."""
    focus = QApplication.focusWidget()
    texts = [each.text() for each in window.findChildren(QLineEdit)]
    echoes = [each.echoMode() for each in window.findChildren(QLineEdit)]
    pressable = [each for each in window.findChildren(Pressable) if each.isVisible()]
    scrolled = [
        each.verticalScrollBar().value() for each in window.findChildren(QScrollArea) if each.isVisible()
    ]
    keyboard = window.findChild(KeyboardPanel)
    return (
        *(type(window.voter_flow.here), window.overlays.currentIndex(), window.ui.language, window.look),
        *(tuple(texts), tuple(echoes), tuple(scrolled), str(window.session.markings())),
        tuple((each.accessibleName(), each.isChecked(), each.isEnabled()) for each in pressable),
        (type(focus), focus.accessibleName() if focus else ""),
        (keyboard is not None and keyboard.isVisible(), window.isVisible()),
    )


def what_more_happens(hand: Hand, qtbot: QtBot, apart: float) -> Iterator[str]:
    """Press and press again, and yield after which press there was another change."""
    window, after_first = hand.window, None
    for number in range(1, CLICKS + 1):
        hand.press()
        qtbot.waitUntil(lambda: not window.background._jobs)
        settle()
        now = state(window)
        if after_first is None:
            after_first = now
        elif now != after_first:
            yield f"press {number}"
            return
        hand.clock.now += apart


def try_all(shot: ScreenState, qtbot: QtBot, fonts: Fonts, first: int) -> None:
    hand = opened(shot, fonts)
    names = [each.accessibleName() for each in targets(hand.window)]
    assert names or shot.name == "log-in-busy"
    close(hand)
    for at, name in enumerate(names):
        hand = opened(shot, fonts)
        hand.aim(targets(hand.window)[at])
        apart = APART[(first + at) % len(APART)]
        wrong = list(what_more_happens(hand, qtbot, apart))
        close(hand)
        assert (name, apart, wrong) == (name, apart, [])


def close(hand: Hand) -> None:
    hand.window.shut_down()
    hand.window.deleteLater()


@pytest.mark.slow
@pytest.mark.parametrize(
    "shot", [each for each in screen_states() if each.name in A_SAMPLE], ids=lambda shot: shot.name
)
def test_only_the_first_click_counts(shot: ScreenState, qtbot: QtBot, fonts: Fonts) -> None:
    for first in range(len(APART)):
        try_all(shot, qtbot, fonts, first)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "shot"),
    [pytest.param(at, shot, id=shot.name) for at, shot in enumerate(screen_states())],
)
def test_only_the_first_click_counts_on_every_screen(
    first: int, shot: ScreenState, qtbot: QtBot, fonts: Fonts
) -> None:
    try_all(shot, qtbot, fonts, first)
