"""Screens that are small in millimetres, and what takes more room than usual: nothing is cut off there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import LANGUAGES, catalogue
from kiosk.app.window import KioskWindow
from kiosk.keyboard.layouts import Act
from kiosk.style.fonts import Fonts
from kiosk.style.look import Look, TextSize
from kiosk.style.theme import MM_PER_INCH, Theme
from kiosk.widgets.layout.scroll_rail import ScrollRail
from tests.kiosk.checks import seen, settle, what_is_wrong
from tests.kiosk.tab_order import what_cannot_be_reached
from tests.sampling import sampled
from tools.sample_elections import ShownSwitch, show_services
from tools.screen_states import ScreenState, screen_states

# Laptops with a diagonal of 13.3 and 14 inches: 294 and 310 mm wide.
SMALL = {"13.3in": ((1920, 1080), 165.6), "14in": ((1366, 768), 112.0)}
SCREENS = ["13.3in", pytest.param("14in", marks=pytest.mark.slow)]


def name_of(shot: ScreenState) -> str:
    return shot.name


def opened(
    shot: ScreenState, qtbot: QtBot, fonts: Fonts, size: tuple[int, int], dots_per_inch: float
) -> KioskWindow:
    theme = Theme(families=fonts.families, cap_ratio=fonts.cap_ratio, dots_per_mm=dots_per_inch / MM_PER_INCH)
    window = KioskWindow(
        show_services(shot.election),
        catalogue(),
        shot.status,
        fonts=fonts,
        theme=theme,
        fade_ms=0,
        network=ShownSwitch(),
    )
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    shot.prepare(window)
    return window


def check(window: KioskWindow, size: tuple[int, int], text_size: TextSize) -> None:
    window.set_look(Look(text_size))
    for language in LANGUAGES:
        window.set_language(language)
        settle()
        where = (text_size, language, size)
        assert (where, window.size().toTuple()) == (where, size), "it asks for more than the screen has"
        assert (where, what_is_wrong(window)) == (where, [])


@pytest.mark.parametrize("shot", sampled(screen_states(), 12, 4, name_of))
@pytest.mark.parametrize("screen", SCREENS)
def test_the_largest_letters_fit(shot: ScreenState, screen: str, qtbot: QtBot, fonts: Fonts) -> None:
    size, dots_per_inch = SMALL[screen]
    window = opened(shot, qtbot, fonts, size, dots_per_inch)
    check(window, size, TextSize.LARGEST)
    assert what_cannot_be_reached(window) == []
    assert window.size().toTuple() == size, "it asks for more than the screen has, on the way of the Tab key"
    window.shut_down()


@pytest.mark.parametrize("way", ["log_in", "sign_up", "staff"])
@pytest.mark.parametrize("screen", SCREENS)
def test_the_keyboard_opens_on_the_screen_and_not_beyond_it(
    way: str, screen: str, qtbot: QtBot, fonts: Fonts
) -> None:
    size, dots_per_inch = SMALL[screen]
    window = opened(
        next(shot for shot in screen_states() if shot.name == "start"), qtbot, fonts, size, dots_per_inch
    )
    window.set_look(Look(TextSize.LARGEST))
    window.activateWindow()
    settle()
    start = window.start
    (start.staff_button if way == "staff" else start.ways[way]).click()
    settle()
    line = next(each for each in seen(window, QLineEdit) if not each.visibleRegion().isEmpty())
    for turn in ("first", "second"):
        qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
        settle()
        assert window.accessibility.keyboard.isVisible()
        assert (turn, window.size().toTuple()) == (turn, size), "some of its keys are below the screen"
        window.accessibility.keyboard.key(Act.HIDE).click()
        settle()
    window.shut_down()


@pytest.mark.parametrize("shot", sampled(screen_states(), 12, 8, name_of))
def test_a_failure_is_told_beside_all_of_it(shot: ScreenState, qtbot: QtBot, fonts: Fonts) -> None:
    size = (1280, 720)
    window = opened(shot, qtbot, fonts, size, 96.0)
    window.notice.fail()
    check(window, size, TextSize.LARGEST)
    window.shut_down()


@pytest.mark.slow
@pytest.mark.parametrize("text_size", sampled(TextSize, 2, 1, lambda size: size.name))
def test_where_there_is_hardly_any_height_the_buttons_of_a_list_stand_side_by_side(
    text_size: TextSize, qtbot: QtBot, fonts: Fonts
) -> None:
    shot = next(each for each in screen_states() if each.name == "ballot-forty")
    window = opened(shot, qtbot, fonts, (1280, 720), 96.0)
    window.set_look(Look(text_size))
    settle()
    (rail,) = seen(window, ScrollRail)
    assert isinstance(rail, ScrollRail)
    assert rail.down.y() > rail.up.y()
    window.resize(1280, window.minimumSizeHint().height())
    qtbot.waitUntil(lambda: rail.down.x() > rail.up.x())
    settle()
    assert what_is_wrong(window) == []
    assert (rail.up.text(), rail.down.text()) == ("", "")
    assert "40" not in rail.up.accessibleName()
    assert rail.down.accessibleName() == f"아래로: {40 - whole_rows(window)}개 더"
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: rail.down.y() > rail.up.y())
    window.shut_down()


def whole_rows(window: KioskWindow) -> int:
    rows = window.screens.ballot.rows
    return sum(row.visibleRegion().boundingRect() == row.rect() for row in rows)
