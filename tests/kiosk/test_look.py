"""What is really drawn: contrast in the picture, and screens whose language and size change."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from election.language import LANGUAGES, catalogue
from kiosk.fonts import Fonts
from kiosk.palettes import DAYLIGHT, contrast
from kiosk.samples import show_services
from kiosk.screenshots import SIZES, Shot, shots
from kiosk.theme import Length, Theme
from kiosk.widgets.button import Button
from kiosk.widgets.press import Pressable
from kiosk.widgets.text import Text
from kiosk.window import KioskWindow

LEAST_TARGET_MM = 12.7
INFORMATIVE, OUTLINE = 10.0, 3.0

Stage = Callable[[Shot, float], KioskWindow]


@pytest.fixture
def stage(qtbot: QtBot, fonts: Fonts) -> Iterator[Stage]:
    """Opens a window in the state of a shot, its text at a scale."""
    windows: list[KioskWindow] = []

    def open_shot(shot: Shot, scale: float) -> KioskWindow:
        theme = Theme(scale=scale, families=fonts.families, cap_ratio=fonts.cap_ratio)
        services = show_services(shot.election)
        window = KioskWindow(services, catalogue(), shot.status, fonts=fonts, theme=theme)
        qtbot.addWidget(window)
        windows.append(window)
        window.resize(1280, 720)
        window.show()
        shot.prepare(window)
        settle()
        return window

    yield open_shot
    for window in windows:
        window.shut_down()


def settle() -> None:
    """Let a layout that wraps text ask for its height, get its width, and ask again."""
    for _ in range(5):
        QApplication.processEvents()


def seen(window: KioskWindow, *kinds: type[QWidget]) -> list[QWidget]:
    return [each for kind in kinds for each in window.findChildren(kind) if each.isVisible()]


def what_is_wrong(window: KioskWindow) -> list[str]:
    """Return a sentence for everything that is too small, cut off, nameless or too wide."""
    theme = window.ui.theme
    wrong: list[str] = []
    for target in seen(window, Pressable, QLineEdit):
        name = target.accessibleName()
        ring = theme.px(Length.RING) if isinstance(target, Pressable) else 0
        drawn = min(target.width(), target.height()) - 2 * ring
        if drawn < LEAST_TARGET_MM * theme.dots_per_mm:
            wrong.append(f"too small to touch: {name}")
        if (
            not name.strip()
            or QAccessible.queryAccessibleInterface(target).text(QAccessible.Text.Name) != name
        ):
            wrong.append(f"nameless: {type(target).__name__}")
        if isinstance(target, Button) and target.width() < target.sizeHint().width():
            wrong.append(f"cut off: button {name}")
    for text in seen(window, Text):
        assert isinstance(text, Text)
        needed = text.heightForWidth(text.width()) if text.wordWrap() else text.sizeHint().height()
        too_wide = not text.wordWrap() and text.width() < text.sizeHint().width()
        if text.said() and (text.height() < needed or too_wide):
            wrong.append(f"cut off: {text.said()}")
        if not text.parentWidget().rect().contains(text.geometry()):
            wrong.append(f"outside of its card: {text.said()}")
    for area in seen(window, QScrollArea):
        assert isinstance(area, QScrollArea)
        if area.widget().width() > area.viewport().width():
            wrong.append("wider than there is room")
    return wrong


@pytest.mark.parametrize("shot", shots(), ids=lambda shot: shot.name)
def test_a_screen_stays_whole_when_language_and_size_change(stage: Stage, shot: Shot) -> None:
    window = stage(shot, 1.0)
    for size in (*SIZES, SIZES[0]):
        window.resize(*size)
        for language in LANGUAGES:
            window.set_language(language)
            settle()
            assert window.size().toTuple() == size, "the window asks for more than the screen has"
            assert what_is_wrong(window) == []


@pytest.mark.parametrize("shot", shots(), ids=lambda shot: shot.name)
def test_larger_text_changes_nothing_of_that(stage: Stage, shot: Shot) -> None:
    window = stage(shot, 1.5)
    window.resize(*SIZES[1])
    for language in LANGUAGES:
        window.set_language(language)
        settle()
        assert window.size().toTuple() == SIZES[1]
        assert what_is_wrong(window) == []


def colours(picture: QImage, area: QRect) -> Counter[str]:
    """Return the colours inside of `area` and how many pixels have each."""
    part = picture.copy(area).convertToFormat(QImage.Format.Format_RGB32)
    pixels = Counter(memoryview(part.constBits()).cast("I"))
    return Counter({f"#{pixel & 0xFFFFFF:06x}": count for pixel, count in pixels.items()})


@pytest.mark.parametrize("shot", shots(), ids=lambda shot: shot.name)
def test_all_that_is_written_stands_out_from_what_it_stands_on(stage: Stage, shot: Shot) -> None:
    window = stage(shot, 1.0)
    picture = window.grab().toImage()
    looked_at = 0
    for words in seen(window, Text, Button, QLineEdit):
        inset = window.ui.theme.px(Length.TARGET) // 5 if not isinstance(words, Text) else 0
        area = words.visibleRegion().boundingRect().adjusted(inset, inset, -inset, -inset)
        if words.visibleRegion().boundingRect() != words.rect() or not written(words):
            continue  # scrolled away
        drawn = colours(picture, area.translated(words.mapTo(window, area.topLeft()) - area.topLeft()))
        ((ground, _),) = drawn.most_common(1)
        assert max(contrast(ground, colour) for colour in drawn) >= INFORMATIVE, words.accessibleName()
        looked_at += 1
    assert looked_at > 3


def written(words: QWidget) -> str:
    """Return what stands on a widget; a button may have an icon alone, and that must be seen as well."""
    if isinstance(words, Text):
        return words.said()
    if isinstance(words, QLineEdit):
        return words.text() or words.placeholderText()
    return words.accessibleName()


@pytest.mark.parametrize(
    ("line", "ground"),
    [
        ("accent", "ground"),  # the outline of a button
        ("accent", "track"),  # votes in their bar
        ("ink_soft", "surface"),  # the outline of a field, the box of a candidate
        ("ink_soft", "track"),  # where a page is scrolled to
        ("error", "surface"),  # the outline of a field that is wrong
        ("error", "error_tint"),
        ("on_accent", "error"),  # the verdict's words on a ballot that was not cast
    ],
)
def test_outlines_that_tell_something_can_be_seen(line: str, ground: str) -> None:
    assert contrast(getattr(DAYLIGHT, line), getattr(DAYLIGHT, ground)) >= OUTLINE


def test_focus_shows_by_more_than_a_shade(stage: Stage, qtbot: QtBot) -> None:
    """The ring of what has the keyboard is drawn on the page, outside of the button's own outline."""
    window = stage(shots()[0], 1.0)
    button = window.screens.start.ways["log_in"]
    before = window.grab().toImage()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    edge = button.rect().adjusted(0, button.height() // 2, 1 - button.width(), 1 - button.height() // 2)
    edge.setWidth(window.ui.theme.px(Length.RING))
    at = edge.translated(button.mapTo(window, edge.topLeft()) - edge.topLeft())
    ((plain, _),) = colours(before, at).most_common(1)
    ((ring, _),) = colours(window.grab().toImage(), at).most_common(1)
    assert contrast(plain, ring) >= INFORMATIVE
