"""Nothing is cut off where Qt would not tell: on the keys of the on-screen keyboard, in empty lines."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import LANGUAGES, catalogue
from kiosk.app.window import KioskWindow
from kiosk.keyboard.key import Key
from kiosk.keyboard.layouts import LAYOUTS, SYMBOLS, Act
from kiosk.style.fonts import Fonts
from kiosk.style.look import Look, TextSize
from kiosk.style.theme import MM_PER_INCH, Length, Theme
from kiosk.support.api_status import ApiStatus
from tests.kiosk.checks import colours, seen, settle, what_is_wrong
from tools.sample_elections import sample_election, show_services

# A window of the usual size, and the laptop of 13.3 inches.
SCREENS = {"1280x720": ((1280, 720), 96.0), "13.3in": ((1920, 1080), 165.6)}


@pytest.fixture(params=["1280x720", pytest.param("13.3in", marks=pytest.mark.slow)])
def window(request: pytest.FixtureRequest, qtbot: QtBot, fonts: Fonts) -> Iterator[KioskWindow]:
    size, dots_per_inch = SCREENS[request.param]
    theme = Theme(families=fonts.families, cap_ratio=fonts.cap_ratio, dots_per_mm=dots_per_inch / MM_PER_INCH)
    services = show_services(sample_election())
    window = KioskWindow(services, catalogue(), ApiStatus(), fonts=fonts, theme=theme, fade_ms=0)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    yield window
    window.shut_down()


def open_keyboard(window: KioskWindow, screen: str, field: str) -> QLineEdit:
    window.start.ways[screen].click()
    line: QLineEdit = getattr(getattr(window.screens, screen), field).line
    line.setFocus()
    window.accessibility.keyboard.follow(line)
    window.accessibility.keyboard.open()
    return line


def cut_off(window: KioskWindow) -> list[str]:
    """Every key on which something is drawn up to its outline."""
    settle()
    picture = window.grab().toImage()
    keys = [key for key in seen(window, Key) if isinstance(key, Key)]
    return [key.accessibleName() for key in keys if not is_clear(picture, window, key)]


def is_clear(picture: QImage, window: KioskWindow, key: Key) -> bool:
    """Whether nothing is drawn along the inner side of the outline: there letters would be cut off."""
    theme = window.ui.theme
    edge, round_off = theme.px(Length.LINE), theme.px(Length.RADIUS)
    at = key.mapTo(window, QPoint(0, 0))
    inner = key.rect().translated(at).adjusted(edge, edge, -edge, -edge)
    across, down = inner.adjusted(round_off, 0, -round_off, 0), inner.adjusted(0, round_off, 0, -round_off)
    sides = (
        QRect(across.left(), across.top(), across.width(), 1),
        QRect(across.left(), across.bottom(), across.width(), 1),
        QRect(down.left(), down.top(), 1, down.height()),
        QRect(down.right(), down.top(), 1, down.height()),
    )
    return all(len(colours(picture, side)) == 1 for side in sides)


def every_caption(window: KioskWindow) -> Iterator[str]:
    """Press whatever changes what stands on the keys, and tell what they show by then."""
    keyboard = window.accessibility.keyboard
    for _ in LAYOUTS:
        for act in (Act.SHIFT, Act.SYMBOLS, Act.SHIFT, Act.SYMBOLS):
            yield f"{keyboard.language} {''.join(key.text() for key in keyboard.findChildren(Key))}"
            keyboard.key(act).click()
        keyboard.key(Act.LANGUAGE).click()


@pytest.mark.slow
@pytest.mark.parametrize(
    "text_size",
    [
        pytest.param(size, marks=() if size is TextSize.LARGEST else pytest.mark.slow, id=size.name)
        for size in TextSize
    ],
)
def test_no_key_cuts_off_what_stands_on_it(window: KioskWindow, text_size: TextSize) -> None:
    window.set_look(Look(text_size))
    shown: set[str] = set()
    for language in LANGUAGES:
        window.set_language(language)
        for screen, field in (("sign_up", "name"), ("log_in", "password")):  # Enter goes on, or ends it
            open_keyboard(window, screen, field)
            for caption in every_caption(window):
                shown.add(caption)
                assert (caption, cut_off(window)) == (caption, [])
            window.screens.log_in.back_button.click()
            window.screens.sign_up.back_button.click()
    letters = {each for layout in (*LAYOUTS.values(), SYMBOLS) for each in layout.plain + layout.shifted}
    assert letters <= set("".join(shown))


@pytest.mark.slow
def test_letters_that_are_cut_off_are_found(window: KioskWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.keyboard.key._MOST_OF_HEIGHT", 1.3)
    window.set_look(Look(TextSize.LARGEST))
    open_keyboard(window, "log_in", "email")
    assert {"g", "p", "q", "y"} <= set(cut_off(window))
    window.accessibility.keyboard.key("n").setText("—" * 16)
    assert "n" in cut_off(window)


def test_a_hint_that_is_cut_off_is_found(window: KioskWindow) -> None:
    line = open_keyboard(window, "log_in", "email")
    settle()
    assert not what_is_wrong(window)
    line.setPlaceholderText(line.placeholderText() * 10)
    line.setText("kim@example.org")
    assert [wrong for wrong in what_is_wrong(window) if "the hint" in wrong]
    line.setFixedHeight(20)
    assert [wrong for wrong in what_is_wrong(window) if "above and below" in wrong]
