"""The sample election with photos: a whole vote on it by mouse and by keyboard, and nothing that piles up."""

import gc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import LANGUAGES
from election.voters.passwords import Passwords
from kiosk.app.window import KioskWindow
from kiosk.style.look import Look, TextSize
from kiosk.support.photos import PhotoCache
from kiosk.widgets.ballot.candidate import CandidateRow
from kiosk.widgets.ballot.portrait import Portrait
from tests.kiosk.checks import settle
from tests.kiosk.conftest import PASSWORD, open_window, sample_services
from tests.kiosk.test_keyboard import focused, press, ready, tab_to
from tests.kiosk.test_whole_vote import arrive, click, log_in
from tests.sampling import sampled
from tests.services import Services
from tools.sample_elections import sample_photos


@pytest.fixture
def club(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    with sample_services(tmp_path / "club", passwords) as services:
        services.accounts.sign_up("voter@example.org", "voter", PASSWORD)
        yield services


@pytest.fixture(params=sampled(LANGUAGES, 2))
def club_window(qtbot: QtBot, club: Services, request: pytest.FixtureRequest) -> Iterator[KioskWindow]:
    window = open_window(qtbot, club, request.param)
    yield window
    window.shut_down()


def counted(services: Services) -> list[list[int]]:
    """The places of those with a vote, for each contest; for it the polls are closed and counted."""
    services.polls.close()
    services.polls.count()
    return [
        [place for place, each in enumerate(result.counts) if each.votes]
        for result in services.tally.results()
    ]


def portraits(window: KioskWindow) -> list[Portrait]:
    return [each for row in window.screens.ballot.rows for each in row.findChildren(Portrait)]


def test_a_whole_vote_by_mouse(qtbot: QtBot, club_window: KioskWindow, club: Services) -> None:
    window, ballot, review = club_window, club_window.screens.ballot, club_window.screens.review
    log_in(qtbot, window)
    arrive(qtbot, window, "ballot")
    assert len(portraits(window)) == 4
    click(qtbot, ballot.rows[2])
    click(qtbot, ballot.rows[1])
    click(qtbot, ballot.forward_button)
    assert len(portraits(window)) == 9, "who has no photo has the same room for one"
    for place in (0, 5, 6, 8):
        page_to(qtbot, window, ballot.rows[place])
        click(qtbot, ballot.rows[place])
    assert [place for place, row in enumerate(ballot.rows) if row.isChecked()] == [0, 5, 6], "three, no more"
    click(qtbot, ballot.forward_button)
    assert portraits(window) == []
    page_to(qtbot, window, ballot.rows[39])
    click(qtbot, ballot.rows[39])
    click(qtbot, ballot.forward_button)
    arrive(qtbot, window, "review")
    click(qtbot, review.rows[0])
    arrive(qtbot, window, "ballot")
    click(qtbot, ballot.rows[3])
    click(qtbot, ballot.forward_button)
    arrive(qtbot, window, "review")
    click(qtbot, review.cast_button)
    arrive(qtbot, window, "outcome")
    click(qtbot, window.screens.outcome.done_button)
    arrive(qtbot, window, "start")
    assert counted(club) == [[3], [0, 5, 6], [39]]


def page_to(qtbot: QtBot, window: KioskWindow, row: CandidateRow) -> None:
    """Go down by the button until all of `row` is to be seen."""
    _, down = window.screens.ballot._pane.buttons()
    for _ in window.screens.ballot.rows:
        settle()
        if row.visibleRegion().boundingRect() == row.rect():
            return
        click(qtbot, down)
    raise AssertionError("the button leads nowhere")


@pytest.mark.slow
def test_a_whole_vote_by_keyboard_alone(qtbot: QtBot, club_window: KioskWindow, club: Services) -> None:
    window, screens = club_window, club_window.screens
    ready(qtbot, window)
    tab_to(qtbot, screens.start.ways["log_in"])
    press(qtbot, Qt.Key.Key_Return)
    arrive(qtbot, window, "log_in")
    qtbot.keyClicks(focused(), "voter@example.org")
    tab_to(qtbot, screens.log_in.password.line)
    qtbot.keyClicks(focused(), PASSWORD)
    press(qtbot, Qt.Key.Key_Return)
    arrive(qtbot, window, "ballot")
    for chosen in ((1,), (3, 8), (38,)):
        for place in chosen:
            tab_to(qtbot, screens.ballot.rows[place])
            press(qtbot)
        tab_to(qtbot, screens.ballot.forward_button)
        press(qtbot)
    arrive(qtbot, window, "review")
    tab_to(qtbot, screens.review.cast_button)
    press(qtbot, Qt.Key.Key_Return)
    arrive(qtbot, window, "outcome")
    tab_to(qtbot, screens.outcome.done_button)
    press(qtbot)
    arrive(qtbot, window, "start")
    assert counted(club) == [[1], [3, 8], [38]]


@pytest.mark.slow
def test_a_whole_vote_by_keyboard_alone_in_the_largest_letters(
    qtbot: QtBot, club_window: KioskWindow, club: Services
) -> None:
    """Set by the voter, who changes their mind on the review, and seen at every stop."""
    window, screens = club_window, club_window.screens
    ready(qtbot, window)
    press_at(qtbot, window.header.display_button)
    press_at(qtbot, screens.display.sizes[TextSize.LARGEST])
    press_at(qtbot, screens.display.done_button)
    assert window.look == Look(TextSize.LARGEST)
    press_at(qtbot, screens.start.ways["log_in"])
    arrive(qtbot, window, "log_in")
    qtbot.keyClicks(focused(), "voter@example.org")
    see_and_tab_to(qtbot, screens.log_in.password.line)
    qtbot.keyClicks(focused(), PASSWORD)
    press_at(qtbot, screens.log_in.submit)
    arrive(qtbot, window, "ballot")
    ballot, review = screens.ballot, screens.review
    for chosen in ((1,), (0, 3, 8, 5), (38,)):
        for place in chosen:
            press_at(qtbot, ballot.rows[place])
        press_at(qtbot, ballot.forward_button)
    arrive(qtbot, window, "review")
    press_at(qtbot, review.rows[0])
    arrive(qtbot, window, "ballot")
    press_at(qtbot, ballot.rows[3])
    press_at(qtbot, ballot.forward_button)
    arrive(qtbot, window, "review")
    press_at(qtbot, review.cast_button)
    arrive(qtbot, window, "outcome")
    press_at(qtbot, screens.outcome.done_button)
    arrive(qtbot, window, "start")
    assert window.look == Look()
    assert counted(club) == [[3], [0, 3, 8], [38]], "three of four, and the new choice for the old one"


def see_and_tab_to(qtbot: QtBot, target: QWidget) -> None:
    """Press Tab until `target` has the keyboard; every stop on the way is in sight."""
    for _ in range(60):
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
        settle()
        here = focused()
        shown = here.visibleRegion().boundingRect().size()
        assert shown.width() == here.width(), here.accessibleName()
        assert shown.height() >= min(here.height(), here.window().height() // 4), here.accessibleName()
        if here is target:
            return
    raise AssertionError(f"Tab never comes to {target.accessibleName()}")


def press_at(qtbot: QtBot, target: QWidget) -> None:
    see_and_tab_to(qtbot, target)
    press(qtbot, Qt.Key.Key_Return)


@pytest.mark.parametrize("size", sampled(TextSize, 2, 1))
def test_every_photo_has_the_same_room_and_none_is_stretched(
    qtbot: QtBot, club: Services, size: TextSize
) -> None:
    window = open_window(qtbot, club)
    window.set_look(Look(size))
    log_in(qtbot, window)
    arrive(qtbot, window, "ballot")
    click(qtbot, window.screens.ballot.forward_button)
    shown = portraits(window)
    assert len({(each.x(), each.width(), each.height()) for each in shown}) == 1
    assert shown[0].height() >= 12.7 * size.value * window.ui.theme.dots_per_mm
    window.shut_down()


def test_a_wide_photo_is_cut_at_its_sides(qtbot: QtBot, window: KioskWindow) -> None:
    wide = QImage(300, 100, QImage.Format.Format_RGB32)
    wide.fill(QColor("red"))
    for x in range(110, 190):
        for y in range(100):
            wide.setPixelColor(x, y, QColor("lime"))
    portrait = Portrait(window.ui, wide)
    qtbot.addWidget(portrait)
    drawn = portrait.grab().toImage()
    middle = drawn.height() // 2
    colours = Counter(drawn.pixelColor(x, middle).name() for x in range(4, drawn.width() - 4))
    assert set(colours) == {"#00ff00"}


def test_a_broken_photo_is_as_none_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    album = PhotoCache()
    assert album.pictures({7: b"no picture"}) == {}
    assert "candidate 7" in caplog.text


def test_photos_are_read_once_until_they_change() -> None:
    assert len(sample_photos("club")) == 12
    album, file = PhotoCache(), b"no picture"
    first = album.pictures({7: file})
    assert album.pictures({7: file}) is first
    assert album.pictures({}) is not first


@pytest.mark.slow
@pytest.mark.parametrize("voters", [7, pytest.param(15, marks=pytest.mark.slow)])
def test_nothing_piles_up_while_voters_come_and_go(qtbot: QtBot, club: Services, voters: int) -> None:
    window = open_window(qtbot, club)
    for number in range(3):  # what is made once and kept
        come_and_go(qtbot, window, number)
    before = census(window)
    for number in range(3, voters):
        come_and_go(qtbot, window, number)
    # What tests before left behind may go meanwhile; what is deleted goes with the next turns of the loop.
    qtbot.waitUntil(lambda: not census(window) - before)
    assert club.tally.turnout().voted == voters
    window.shut_down()


def come_and_go(qtbot: QtBot, window: KioskWindow, number: int) -> None:
    screens = window.screens
    screens.start.ways["sign_up"].click()
    form = screens.sign_up
    email = f"{number}@example.org"
    for field, text in ((form.name, "가람"), (form.email, email), (form.password, PASSWORD)):
        field.line.setText(text)
    form.submit.click()
    arrive(qtbot, window, "ballot")
    for _ in range(3):
        screens.ballot.rows[number % 4].click()
        screens.ballot.forward_button.click()
    screens.review.cast_button.click()
    arrive(qtbot, window, "outcome")
    screens.outcome.done_button.click()
    arrive(qtbot, window, "start")


def census(window: KioskWindow) -> Counter[str]:
    """How many there are of each kind, in the window and of Qt's objects that Python holds anywhere."""
    gc.collect()
    inside = Counter(f"in the window: {type(each).__name__}" for each in window.findChildren(QObject))
    held = Counter(type(each).__name__ for each in gc.get_objects() if isinstance(each, QWidget))
    return inside + held
