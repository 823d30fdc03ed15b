"""What is drawn by hand can be seen in every contrast, and what cannot be seen is found."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import catalogue
from kiosk.app.window import KioskWindow
from kiosk.keyboard.key import Key
from kiosk.staff.screens.calibration import CardBar
from kiosk.style.context import UiContext
from kiosk.style.fonts import Fonts
from kiosk.style.look import Contrast, Look, TextSize
from kiosk.style.theme import Theme
from kiosk.support.api_status import ApiStatus
from kiosk.widgets.ballot.bars import Bar
from kiosk.widgets.ballot.portrait import Portrait
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.choice import Sample
from kiosk.widgets.buttons.markable import MarkBox
from kiosk.widgets.how_to_vote import STEPS, HowToStep
from kiosk.widgets.icon_label import IconLabel
from kiosk.widgets.notices.countdown import CountdownRing
from kiosk.widgets.notices.spinner import Spinner
from kiosk.widgets.notices.waiting import _Turning
from tests.kiosk.checks import colours, seen, settle, stands_out, what_cannot_be_read
from tests.kiosk.drawn import called, parts
from tests.sampling import sampled
from tools.sample_elections import rich_election, show_services
from tools.screen_states import ScreenState, screen_states

SHOTS = {shot.name: shot for shot in screen_states()}
LARGE, LOW = (1920, 1080), (1280, 560)
Opened = Callable[..., KioskWindow]


@pytest.fixture
def opened(qtbot: QtBot, fonts: Fonts) -> Iterator[Opened]:
    """Opens a window that shows a shot."""
    windows: list[KioskWindow] = []

    def open_shot(shot: ScreenState, size: tuple[int, int] = (1280, 720)) -> KioskWindow:
        theme = Theme(families=fonts.families, cap_ratio=fonts.cap_ratio)
        services = show_services(shot.election)
        window = KioskWindow(services, catalogue(), shot.status, fonts=fonts, theme=theme, fade_ms=0)
        qtbot.addWidget(window)
        windows.append(window)
        window.resize(*size)
        window.show()
        shot.prepare(window)
        settle()
        return window

    yield open_shot
    for window in windows:
        window.shut_down()


def named(window: KioskWindow, kind: type[QWidget], *whats: str) -> set[str]:
    """What is drawn on everything of one kind that is to be seen, in the words of the check."""
    whole = (each for each in seen(window, kind) if each.visibleRegion().boundingRect() == each.rect())
    found = {f"{part.what} of {called(each)}" for each in whole for part in parts(each)}
    return {each for each in found if not whats or each.startswith(whats)}


def found_in(window: KioskWindow) -> set[str]:
    return {each.split(", ", 1)[1] for each in what_cannot_be_read(window, window.look.contrast)}


BY_HAND = {
    Bar: ("results-carried", ("votes on the card", "where the bar ends", "votes carried over")),
    CardBar: ("staff-calibrate", ("outline",)),
    CountdownRing: ("idle-question", ("number", "ring")),
    MarkBox: ("ballot-photos", ("box", "check")),
    Portrait: ("ballot-photos-many", ("silhouette",)),
    Sample: ("display", ("first letter", "second letter")),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", sampled(BY_HAND, 2, name=lambda kind: kind.__name__))
def test_what_is_not_drawn_is_missed(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, kind: type[QWidget]
) -> None:
    monkeypatch.setattr(kind, "paintEvent", lambda _self, _event: None)
    name, whats = BY_HAND[kind]
    window = opened(SHOTS[name], LARGE)
    missed = found_in(window)
    assert missed == named(window, kind)
    assert {each.split(" of ")[0] for each in missed} == set(whats)


@pytest.mark.parametrize("shot", ["start", "keyboard", "ballot-marked"])
def test_an_icon_that_cannot_be_seen_is_missed_beside_words_that_can(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, shot: str
) -> None:
    empty = QPixmap(1, 1)
    empty.fill(Qt.GlobalColor.transparent)
    monkeypatch.setattr(UiContext, "icon", lambda *_, **__: empty)
    window = opened(SHOTS[shot])
    missed = found_in(window)
    kinds = (IconLabel, Button, Key, HowToStep, MarkBox)
    assert missed == set().union(*(named(window, kind, "icon", "picture", "check") for kind in kinds))
    assert any("Button" in each for each in missed)


@pytest.mark.slow
def test_words_that_cannot_be_seen_are_missed_beside_an_icon_that_can(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(SHOTS["review"])
    monkeypatch.setattr(Button, "text", lambda _button: "\u3000\u3000")
    assert found_in(window) == named(window, Button, "words")


@pytest.mark.slow
def test_the_three_pictures_of_the_start(opened: Opened) -> None:
    window = opened(SHOTS["start"])
    assert len(seen(window, HowToStep)) == len(STEPS) == 3
    assert len({part.area.size().toTuple() for step in seen(window, HowToStep) for part in parts(step)}) == 1
    check_every_contrast(window, HowToStep, "picture")


@pytest.mark.slow
@pytest.mark.parametrize(("shot", "kind"), [("counting", _Turning), ("log-in-busy", Button)])
def test_the_sign_that_it_takes_a_moment(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, shot: str, kind: type[QWidget]
) -> None:
    counting = ScreenState("counting", rich_election(), counts_on, ApiStatus())
    window = opened({"counting": counting, **SHOTS}[shot])
    check_every_contrast(window, kind, "turning sign")
    monkeypatch.setattr(Spinner, "paint", lambda *_: None)
    assert found_in(window) == named(window, kind, "turning sign")


def counts_on(window: KioskWindow) -> None:
    """The results were asked for, and are not there yet."""
    window.service_calls.count = lambda: None  # type: ignore[method-assign]
    window.voter_flow.go(window.screens.results)
    assert window.screens.results.waiting.isVisible()


@pytest.mark.slow
def test_who_has_no_photo(opened: Opened) -> None:
    check_every_contrast(opened(SHOTS["ballot-photos-many"], LARGE), Portrait, "silhouette")


@pytest.mark.slow
@pytest.mark.parametrize("shot", sampled(["ballot-forty", "idle-locked", "not-cast-voted"], 3))
def test_how_far_one_has_scrolled(opened: Opened, shot: str) -> None:
    window = opened(SHOTS[shot], LOW)
    check_every_contrast(window, QScrollBar, "where one is", TextSize.LARGEST)


def check_every_contrast(
    window: KioskWindow, kind: type[QWidget], what: str, text_size: TextSize = TextSize.USUAL
) -> None:
    for look in Contrast:
        window.set_look(Look(text_size, look))
        settle()
        assert named(window, kind, what)
        assert (look, found_in(window)) == (look, set())


def test_a_stray_pixel_is_nothing_that_stands_out() -> None:
    picture = QImage(30, 30, QImage.Format.Format_RGB32)
    picture.fill("#ffffff")
    painter = QPainter(picture)
    painter.fillRect(QRect(5, 5, 15, 15), "#cccccc")
    painter.end()
    picture.setPixelColor(2, 2, "#000000")
    assert stands_out(colours(picture, picture.rect())) < 2
    assert stands_out(colours(picture, QRect(6, 6, 5, 5))) == 1
