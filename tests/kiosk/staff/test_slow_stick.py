"""A stick that does not answer for a while holds no page of the staff's, nor the window."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from election.code_models import Batch, BatchKind
from election.errors import Unavailable
from election.i18n.catalogue import catalogue
from election.printing import slips
from election.printing.slips import Slip
from election.voters import codes
from election.voters.code_batches import Issued
from kiosk.app.window import KioskWindow
from kiosk.staff.codes import printed
from kiosk.staff.codes.making import Made
from kiosk.staff.codes.printed import PrintedPage
from kiosk.staff.codes.view import Where
from kiosk.staff.files import folders
from kiosk.staff.files.page import ChooseFilePage, FileWanted
from kiosk.staff.results import save
from kiosk.staff.results.save import SavePage
from kiosk.staff.results.wanted import PRINTS
from kiosk.support.places import Place, PlaceKind
from tests.kiosk.staff.door import enter
from tests.kiosk.test_whole_vote import arrive, click, log_in
from tests.patience import PATIENCE_MS

WITHOUT_RESULTS = next(each for each in PRINTS if not each.tells_results)  # of which nothing else is asked
LOOKING = catalogue().text("place.looking", "ko")


@dataclass
class SlowStick:
    """Answers once it may; `problem` is what it says instead of what is there."""

    place: Place
    may_answer: threading.Event = field(default_factory=threading.Event)
    problem: Exception | None = None

    def places(self, **_: object) -> tuple[Place, ...]:
        assert threading.current_thread() is not threading.main_thread(), "the window waits for it"
        assert self.may_answer.wait(4 * PATIENCE_MS / 1000)  # longer than anybody waits for what it keeps
        if self.problem is not None:
            raise self.problem
        return (self.place,)


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowStick]:
    (tmp_path / "list.csv").write_text("가람")
    stick = SlowStick(Place(PlaceKind.STICK, tmp_path, "USB"))
    for module in (save, printed):
        monkeypatch.setattr(module, "places", stick.places)
    monkeypatch.setattr(folders.support, "places", stick.places)
    yield stick
    stick.may_answer.set()


@pytest.fixture
def inside(qtbot: QtBot, staffed: KioskWindow) -> KioskWindow:
    enter(qtbot, staffed)
    return staffed


class Pulled(Unavailable):
    """The stick is gone."""

    code = "files.unreadable"


def test_a_file_waits_for_places_and_can_be_printed_meanwhile(
    qtbot: QtBot, inside: KioskWindow, stick: SlowStick
) -> None:
    inside.staff.open(SavePage, PRINTS[0])
    screen = inside.staff.page(SavePage).screen
    assert screen.isVisible()
    assert (screen.places.waiting.isVisible(), screen.places.waiting.plain_text()) == (True, LOOKING)
    qtbot.waitUntil(screen.print_button.isEnabled)  # once it is known what the counts tell
    assert screen.places.buttons == {}
    stick.may_answer.set()
    qtbot.waitUntil(lambda: list(screen.places.buttons) == [stick.place])
    qtbot.waitUntil(screen.places.buttons[stick.place].isVisible)
    assert not screen.places.waiting.isVisible()


def test_places_that_come_while_something_is_under_way_take_no_press(
    qtbot: QtBot, inside: KioskWindow, stick: SlowStick
) -> None:
    inside.staff.open(SavePage, PRINTS[0])
    screen = inside.staff.page(SavePage).screen
    qtbot.waitUntil(screen.print_button.isEnabled)  # once it is known what the counts tell
    screen.set_busy(busy=True)
    stick.may_answer.set()
    qtbot.waitUntil(lambda: list(screen.places.buttons) == [stick.place])
    assert not screen.places.buttons[stick.place].isEnabled()
    screen.set_busy(busy=False)
    assert screen.places.buttons[stick.place].isEnabled()


def test_slips_wait_for_places_and_can_be_voided_meanwhile(
    qtbot: QtBot, inside: KioskWindow, stick: SlowStick
) -> None:
    made = [Slip(code) for code in codes.draw(10)]
    sheets = slips.Batch("선거", made, 1, datetime(2026, 11, 28, 9).astimezone(), "ko")
    issued = Issued(Batch(1, BatchKind.SLIPS, 1, "ten", 10), made)
    inside.staff.open(PrintedPage, Made("shown", issued, sheets, Where.FILE, None, can_print=True))
    screen = inside.staff.page(PrintedPage).screen
    assert screen.isVisible()
    assert (screen.places.waiting.isVisible(), screen.places.waiting.plain_text()) == (True, LOOKING)
    assert (screen.places.buttons, screen.void.isEnabled()) == ({}, True)
    stick.may_answer.set()
    qtbot.waitUntil(lambda: list(screen.places.buttons) == [stick.place])
    qtbot.waitUntil(screen.places.buttons[stick.place].isVisible)
    assert not screen.places.waiting.isVisible()


def choose(window: KioskWindow) -> ChooseFilePage:
    window.staff.open(ChooseFilePage, FileWanted("roll.import.choose", (".csv",), lambda _file: None))
    return window.staff.page(ChooseFilePage)


def test_a_file_is_chosen_once_places_are_there(qtbot: QtBot, inside: KioskWindow, stick: SlowStick) -> None:
    screen = choose(inside).screen
    assert screen.isVisible()
    assert (screen.lead(), screen.place_buttons) == (LOOKING, [])
    assert [each.isEnabled() for each in (screen.up_button, screen.choose_button)] == [False, False]
    assert inside.focusWidget() is screen, "what is looked for can be read, however large the letters"
    stick.may_answer.set()
    qtbot.waitUntil(lambda: screen._folder == stick.place.path)
    assert [each.text() for each in screen.place_buttons] == ["USB"]
    assert str(stick.place.path) in screen.lead()
    assert inside.focusWidget() is screen.table
    assert [each.isEnabled() for each in (screen.up_button, screen.choose_button)] == [True, True]


def test_places_that_come_late_lead_nobody_away_from_a_folder(
    qtbot: QtBot, inside: KioskWindow, stick: SlowStick, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    page = choose(inside)
    page._open(tmp_path / "other")
    qtbot.waitUntil(lambda: page.screen._folder == tmp_path / "other")
    stick.may_answer.set()
    qtbot.waitUntil(lambda: len(page.screen.place_buttons) == 1)
    assert page._asked_for == page.screen._folder == tmp_path / "other"


def test_sticks_that_never_answer_keep_nobody_from_voting_and_no_staff_out(
    qtbot: QtBot, inside: KioskWindow, stick: SlowStick
) -> None:
    for _ in range(inside.background._pool.maxThreadCount()):
        inside.staff.open(SavePage, PRINTS[0])
        inside.staff.back()
    click(qtbot, inside.header.home_button)
    enter(qtbot, inside)
    click(qtbot, inside.header.home_button)
    log_in(qtbot, inside)
    arrive(qtbot, inside, "ballot")
    assert not stick.may_answer.is_set()


def test_a_look_that_fails_is_said_and_waits_no_longer(
    qtbot: QtBot, inside: KioskWindow, stick: SlowStick
) -> None:
    stick.problem = Pulled(folder="USB")
    stick.may_answer.set()
    said = catalogue().of_error(stick.problem, "ko")
    inside.staff.open(SavePage, WITHOUT_RESULTS)
    screen = inside.staff.page(SavePage).screen
    qtbot.waitUntil(lambda: screen.notice.plain_text() == said)
    assert not screen.places.waiting.isVisible()
    screen.show_warnings(())  # as of a result, where they are known later
    assert screen.notice.plain_text() == said
    page = choose(inside)
    qtbot.waitUntil(lambda: page.screen.notice.plain_text() == said)
    qtbot.waitUntil(lambda: page.screen._folder == Path.home())
