"""What follows each other is not in the same place: no number of clicks at one spot casts a ballot."""

import pytest
from PySide6.QtCore import QPoint, QRect
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import LANGUAGES, catalogue
from kiosk.app.window import KioskWindow
from kiosk.style.fonts import Fonts
from kiosk.style.look import Look, TextSize
from kiosk.style.theme import MM_PER_INCH, Theme
from kiosk.widgets.buttons.pressable import Pressable
from tests.kiosk.checks import settle
from tools.sample_elections import show_services
from tools.screen_states import ScreenState, screen_states

# The size of the window, and dots per inch.
SCREENS = {
    "720p": ((1280, 720), 96.0),
    "1080p": ((1920, 1080), 96.0),
    "13.3in": ((1920, 1080), 165.6),
    "14in": ((1366, 768), 112.0),
}
SHOTS = {shot.name: shot for shot in screen_states()}


def places(
    name: str, buttons: tuple[str, ...], qtbot: QtBot, fonts: Fonts, screen: str
) -> dict[tuple[TextSize, str], list[QRect]]:
    """Return where a press acts on the `buttons` of a screen, by text size and language."""
    shot: ScreenState = SHOTS[name]
    size, dots_per_inch = SCREENS[screen]
    theme = Theme(families=fonts.families, cap_ratio=fonts.cap_ratio, dots_per_mm=dots_per_inch / MM_PER_INCH)
    window = KioskWindow(
        show_services(shot.election), catalogue(), shot.status, fonts=fonts, theme=theme, fade_ms=0
    )
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    shot.prepare(window)
    found = {}
    for text_size in TextSize:
        window.set_look(Look(text_size))
        for language in LANGUAGES:
            window.set_language(language)
            settle()
            page = window.voter_flow.here
            shown = [each for each in (getattr(page, button) for button in buttons) if each.isVisible()]
            found[text_size, language] = [where(window, each) for each in shown]
    window.shut_down()
    return found


def where(window: KioskWindow, button: Pressable) -> QRect:
    return button.touched().translated(button.mapTo(window, QPoint(0, 0)))


@pytest.mark.slow
@pytest.mark.parametrize(
    "screen", ["13.3in", *(pytest.param(each, marks=pytest.mark.slow) for each in ("720p", "1080p", "14in"))]
)
def test_what_casts_is_not_where_one_came_from_nor_where_one_goes_on(
    qtbot: QtBot, fonts: Fonts, screen: str
) -> None:
    """However many times somebody presses at one spot: a page further on, nothing is there."""
    cast = places("review-blank", ("cast_button",), qtbot, fonts, screen)
    others = [
        places(name, buttons, qtbot, fonts, screen)
        for names, buttons in (
            (
                ("ballot-several", "ballot-question", "ballot-from-review"),
                ("review_button", "forward_button"),
            ),
            (("cast",), ("results_button", "done_button")),
        )
        for name in names
    ]
    for look, (at,) in cast.items():
        for other in others:
            assert other[look], "there is a button to compare with"
            near = [place for place in other[look] if place.intersects(at)]
            assert (look, near) == (look, [])
