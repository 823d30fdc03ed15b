"""The four contrasts, the ring of what has the keyboard, and the voter's choice of a look."""

from collections.abc import Sequence
from dataclasses import replace
from operator import ne
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import catalogue
from kiosk.app.window import KioskWindow
from kiosk.style.look import Contrast, Look, TextSize
from kiosk.style.palettes import contrast
from kiosk.style.theme import MM_PER_INCH, Length, Size, Space, Theme, room_in
from kiosk.support.api_status import ApiStatus
from kiosk.widgets.ballot.marking_list import MarkingList
from kiosk.widgets.ballot.portrait import Portrait
from kiosk.widgets.buttons.choice import Choice
from kiosk.widgets.buttons.pressable import Pressable
from tests.kiosk.checks import LEAST_CONTRAST, MOST_CONTRAST, colours, settle
from tests.kiosk.conftest import open_window
from tests.sampling import sampled
from tests.services import Services
from tools.screen_states import screen_states

LEAST_CHANGE = 0.02  # of its area, when something is pressed
OUTLINE = 3.0  # WCAG 2.2, 1.4.11


@pytest.mark.parametrize("look", Contrast, ids=lambda look: look.value)
@pytest.mark.parametrize(
    ("front", "back"),
    [
        *[(ink, ground) for ink in ("ink", "ink_soft", "accent") for ground in ("ground", "surface")],
        *[(ink, "accent_tint") for ink in ("accent", "ink", "ink_soft")],
        ("on_accent", "accent"),
        ("error", "error_tint"),
        ("error", "surface"),
        ("on_banner", "banner"),
        ("on_banner", "alarm"),
        ("warning", "warning_tint"),
        ("warning", "surface"),
    ],
)
def test_what_informs_stands_out(look: Contrast, front: str, back: str) -> None:
    found = contrast(getattr(look.palette, front), getattr(look.palette, back))
    assert LEAST_CONTRAST[look] <= found <= MOST_CONTRAST.get(look, 21.0)


@pytest.mark.parametrize("look", Contrast, ids=lambda look: look.value)
@pytest.mark.parametrize(
    ("line", "ground"),
    [
        ("accent", "ground"),  # the outline of a button
        ("accent", "track"),  # votes in their bar
        ("ink_soft", "surface"),  # the outline of a field, the box of a candidate
        ("ink_soft", "track"),  # where a page is scrolled to
        ("error", "surface"),  # the outline of a field that is wrong
        ("error", "error_tint"),
        ("rim", "banner"),  # the outline of a button on a full-screen message
        ("rim", "alarm"),
    ],
)
def test_outlines_that_tell_something_can_be_seen(look: Contrast, line: str, ground: str) -> None:
    assert contrast(getattr(look.palette, line), getattr(look.palette, ground)) >= OUTLINE


def test_contrast_is_the_one_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#336699", "#336699") == 1


@pytest.mark.parametrize("look", sampled(Contrast, 2, name=lambda look: look.value))
def test_focus_shows_by_more_than_a_shade(window: KioskWindow, qtbot: QtBot, look: Contrast) -> None:
    """The ring of what has the keyboard is drawn on the page, outside of the button's own outline."""
    window.set_look(Look(contrast=look))
    settle()
    button = window.start.ways["log_in"]
    before = window.grab().toImage()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    edge = button.rect().adjusted(0, button.height() // 2, 1 - button.width(), 1 - button.height() // 2)
    edge.setWidth(window.ui.theme.px(Length.RING))
    at = edge.translated(button.mapTo(window, edge.topLeft()) - edge.topLeft())
    ((plain, _),) = colours(before, at).most_common(1)
    ((ring, _),) = colours(window.grab().toImage(), at).most_common(1)
    assert contrast(plain, ring) >= LEAST_CONTRAST[look]


@pytest.mark.slow
@pytest.mark.parametrize("look", sampled(Contrast, 2, 1, lambda look: look.value))
def test_a_press_shows_in_every_contrast(rich_window: KioskWindow, qtbot: QtBot, look: Contrast) -> None:
    window = rich_window
    window.set_look(Look(contrast=look))
    header, screens = window.header, window.screens
    pressed_on_the_start = (screens.start.ways["log_in"], screens.start.results_button)
    languages = (header.language_button("ko"), header.language_button("en"))
    check_presses((*pressed_on_the_start, *languages))
    header.display_button.click()
    check_presses((screens.display.contrasts[look], screens.display.done_button))
    enter_ballot(window, qtbot)
    screens.ballot.rows[0].click()
    check_presses((*screens.ballot.rows[:2], screens.ballot.forward_button))
    window.service_calls.cast_done.emit("1234567890123456")
    check_presses((screens.outcome.done_button,))


def check_presses(targets: Sequence[Pressable]) -> None:
    settle()
    for target in targets:
        before = target.grab().toImage()
        target.setDown(True)
        after = target.grab().toImage()
        target.setDown(False)
        assert changed(before, after) > LEAST_CHANGE, target.accessibleName()


def changed(one: QImage, other: QImage) -> float:
    """Return the part of the picture, 0 to 1, that looks different."""
    pixels = [memoryview(each.constBits()).cast("I") for each in (one, other)]
    return sum(map(ne, *pixels)) / len(pixels[0])


def choose(qtbot: QtBot, choice: Choice) -> None:
    qtbot.mouseClick(choice, Qt.MouseButton.LeftButton)
    settle()


def enter_ballot(window: KioskWindow, qtbot: QtBot) -> None:
    window.service_calls.sign_up("v@example.org", "voter", "long enough")
    qtbot.waitUntil(lambda: window.voter_flow.here is window.screens.ballot)


@pytest.mark.slow
def test_a_voter_changes_the_look_in_the_midst_of_a_ballot(rich_window: KioskWindow, qtbot: QtBot) -> None:
    window = rich_window
    enter_ballot(window, qtbot)
    ballot, display = window.screens.ballot, window.screens.display
    ballot.forward_button.click()
    ballot.rows[20].click()
    ballot.rows[20].setFocus(Qt.FocusReason.TabFocusReason)
    window.header.display_button.click()
    assert display.isVisible()
    assert not ballot.isVisible()
    height = window.header.display_button.height()
    choose(qtbot, display.sizes[TextSize.LARGEST])
    choose(qtbot, display.contrasts[Contrast.BLACK])
    assert window.look == Look(TextSize.LARGEST, Contrast.BLACK)
    assert display.sizes[TextSize.LARGEST].isChecked()
    assert not display.sizes[TextSize.USUAL].isChecked()
    assert window.header.display_button.height() > height
    display.done_button.click()
    settle()
    assert ballot.isVisible()
    assert [row.candidate.name for row in ballot.rows if row.isChecked()] == ["후보 21"]
    assert ballot.rows[20].hasFocus()
    assert not ballot.rows[20].visibleRegion().isEmpty(), "what one was looking at is still in sight"


@pytest.mark.slow
def test_the_button_leads_back_as_well_and_typed_text_stays(window: KioskWindow, qtbot: QtBot) -> None:
    window.start.ways["log_in"].click()
    line = window.screens.log_in.email.line
    qtbot.keyClicks(line, "voter@exam")
    window.header.display_button.click()
    window.screens.display.contrasts[Contrast.WHITE].click()
    window.header.display_button.click()
    assert window.screens.log_in.isVisible()
    assert line.text() == "voter@exam"
    assert QApplication.focusWidget() is line


@pytest.mark.slow
def test_what_one_voter_set_is_not_there_for_the_next(window: KioskWindow, qtbot: QtBot) -> None:
    display = window.screens.display
    window.header.display_button.click()
    display.sizes[TextSize.SMALL].click()
    display.aids["keyboard"].click()
    display.aids["calm"].click()
    assert not window.accessibility.keyboard.is_enabled()
    window.header.home_button.click()
    assert window.look == Look()
    assert window.accessibility.keyboard.is_enabled()
    assert not display.isVisible()
    window.header.display_button.click()
    assert {name: choice.isChecked() for name, choice in display.aids.items()} == {
        "keyboard": True,
        "speech": False,
        "calm": False,
    }


@pytest.mark.slow
def test_all_can_be_set_back_at_once(window: KioskWindow) -> None:
    display = window.screens.display
    window.header.display_button.click()
    display.sizes[TextSize.LARGE].click()
    display.contrasts[Contrast.SOFT].click()
    display.usual_button.click()
    assert window.look == Look()
    assert display.isVisible()
    assert display.contrasts[Contrast.DAYLIGHT].isChecked()


@pytest.mark.slow
def test_the_ballots_answer_is_seen_even_from_the_settings(window: KioskWindow, qtbot: QtBot) -> None:
    enter_ballot(window, qtbot)
    window.header.display_button.click()
    window.service_calls.cast_done.emit("1234567890123456")
    assert window.screens.outcome.isVisible()


@pytest.mark.slow
def test_on_another_screen_a_millimetre_is_another(
    qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = KioskWindow(services, catalogue(), ApiStatus())
    qtbot.addWidget(window)
    window.show()
    before, height = window.ui.theme.dots_per_mm, window.header.home_button.height()
    denser = SimpleNamespace(physicalDotsPerInch=lambda: 2 * MM_PER_INCH * before)
    with monkeypatch.context() as moved:
        moved.setattr(window, "screen", lambda: denser)
        window.windowHandle().screenChanged.emit(window.windowHandle().screen())
        assert window.ui.theme.dots_per_mm == pytest.approx(2 * before)
        qtbot.waitUntil(lambda: window.header.home_button.height() > 1.8 * height)
        calibrated = replace(services.settings.read(), dots_per_mm=5.0)
        window.settings.changed.emit(calibrated)
        window.windowHandle().screenChanged.emit(window.windowHandle().screen())
        assert window.ui.theme.dots_per_mm == 5.0, "the staff know better than any screen"
    window.shut_down()


@pytest.mark.parametrize(
    ("size", "text_size", "room"),
    [
        ((338, 190), TextSize.USUAL, 1.0),
        ((300, 165), TextSize.USUAL, 1.0),
        ((508, 190), TextSize.USUAL, 1.0),
        ((406, 228), TextSize.USUAL, 1.2),
        ((508, 286), TextSize.SMALL, 1.35),
        ((508, 286), TextSize.USUAL, 1.35),
        ((508, 286), TextSize.LARGE, 1.1),
        ((508, 286), TextSize.LARGEST, 1.0),
    ],
)
def test_a_large_window_has_more_room(size: tuple[int, int], text_size: TextSize, room: float) -> None:
    assert room_in(*size, text_size.value) == pytest.approx(room)


def test_room_widens_what_is_around_words_and_never_the_words_of_the_ballot() -> None:
    small, large = Theme(), Theme(room=1.35)
    for size in (Size.BODY, Size.LEAD):
        assert large.font_px(size) == small.font_px(size)
    assert large.font_px(Size.TITLE) > small.font_px(Size.TITLE)
    assert large.px(Space.BLOCK) > small.px(Space.BLOCK)
    assert large.px(Length.LINE) == small.px(Length.LINE)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ballot-marked", "ballot-photos"])
def test_a_short_ballot_fills_a_large_window(qtbot: QtBot, services: Services, name: str) -> None:
    window = open_window(qtbot, services)
    window.resize(1920, 1080)
    next(shot for shot in screen_states() if shot.name == name).prepare(window)
    settle()
    ballot = window.screens.ballot
    (candidates,) = ballot.findChildren(MarkingList)
    room = candidates.room()
    assert ballot.rows[-1].geometry().bottom() > 0.8 * room
    assert candidates.height() <= room
    heights = {each.height() for each in ballot.findChildren(Portrait)}
    assert len(heights) <= 1, "no photo is larger than another"
    assert all(height > 1.5 * window.ui.theme.dots_per_mm * 17 for height in heights)
