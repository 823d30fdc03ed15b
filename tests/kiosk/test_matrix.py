"""Every screen in every state, look and language: all of it can be read, reached and touched."""

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import LANGUAGES, catalogue
from kiosk.app.window import KioskWindow
from kiosk.style.fonts import Fonts
from kiosk.style.look import Contrast, Look, TextSize
from kiosk.style.theme import Size, Theme
from tests.kiosk.checks import settle, what_cannot_be_read, what_is_wrong
from tests.kiosk.tab_order import what_cannot_be_reached
from tools.sample_elections import show_services
from tools.screen_states import ScreenState, screen_states
from tools.screenshots import EVERY_LOOK, SIZES

# Each text size and each contrast once, and every twelfth picture in one of them, by turns; `slow` has each
# picture in eight of the sixteen looks, by turns, and in those four on the other size of window.
SOME_LOOKS = tuple(map(Look, TextSize, Contrast))
LOOK_OF = {shot.name: SOME_LOOKS[at % len(SOME_LOOKS)] for at, shot in enumerate(screen_states())}
# In mm, of the capitals of running text (VVSG 2.0, 7.1-G).
RANGES = {
    TextSize.SMALL: (3.5, 4.2),
    TextSize.USUAL: (4.8, 5.6),
    TextSize.LARGE: (6.4, 7.1),
    TextSize.LARGEST: (8.5, 9.0),
}


@pytest.fixture(params=screen_states(), ids=lambda shot: shot.name)
def shot(request: pytest.FixtureRequest) -> ScreenState:
    """One of the states that are drawn."""
    shot: ScreenState = request.param
    return shot


@pytest.fixture
def window(shot: ScreenState, qtbot: QtBot, fonts: Fonts) -> Iterator[KioskWindow]:
    """A window in that state."""
    theme = Theme(families=fonts.families, cap_ratio=fonts.cap_ratio)
    services = show_services(shot.election)
    window = KioskWindow(services, catalogue(), shot.status, fonts=fonts, theme=theme, fade_ms=0)
    qtbot.addWidget(window)
    window.resize(*SIZES[0])
    window.show()
    shot.prepare(window)
    settle()
    yield window
    window.shut_down()


def check(window: KioskWindow, looks: Sequence[Look], size: tuple[int, int]) -> None:
    window.resize(*size)
    for look in looks:
        window.set_look(look)
        for language in LANGUAGES:
            window.set_language(language)
            settle()
            where = (look, language, size)
            assert window.size().toTuple() == size, f"it asks for more than the screen has: {where}"
            assert (where, what_is_wrong(window)) == (where, [])
            assert (where, what_cannot_be_reached(window)) == (where, [])
        assert (look, what_cannot_be_read(window, look.contrast)) == (look, [])


@pytest.mark.parametrize("shot", screen_states()[::12], ids=lambda shot: shot.name, indirect=True)
def test_all_of_it_can_be_read_and_touched(window: KioskWindow, shot: ScreenState) -> None:
    check(window, [LOOK_OF[shot.name]], SIZES[0])


@pytest.mark.slow
@pytest.mark.timeout(600)  # 24 drawings, each looked at part by part
def test_so_it_is_in_every_look_on_every_screen(window: KioskWindow, shot: ScreenState) -> None:
    small, large = SIZES
    turn = list(LOOK_OF).index(shot.name) % 2
    check(window, EVERY_LOOK[turn::2], small)
    check(window, SOME_LOOKS, large)


@pytest.mark.parametrize("text_size", TextSize, ids=lambda size: size.name)
def test_letters_are_as_high_as_they_must_be(text_size: TextSize, qapp: QApplication) -> None:
    """Body and names on the ballot; headings are larger."""
    least, most = RANGES[text_size]
    theme = Theme(scale=text_size.value, dots_per_mm=10.0)
    for size in (Size.BODY, Size.LEAD):
        assert least <= theme.font_px(size) * theme.cap_ratio / theme.dots_per_mm <= most
    assert theme.font_px(Size.LEAD) < theme.font_px(Size.TITLE) < theme.font_px(Size.DISPLAY)
