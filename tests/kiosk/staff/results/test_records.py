"""The pack is saved by one press from the results, and reports are printed when they are due."""

import threading
import zipfile

import pytest
from pytestqt.qtbot import QtBot

from election.admin.copies import CopyKind
from election.errors import Message
from election.i18n.catalogue import catalogue
from election.models import PollsState
from election.records.pack.packs import Packs
from election.services import Services
from election.setup.steps import Step
from election.setup.tasks import Area
from kiosk.app.window import KioskWindow
from kiosk.staff.library.page import LibraryPage
from kiosk.staff.results.files import CommitmentPage, FilesPage
from kiosk.staff.results.save import SavePage
from kiosk.staff.results.screen import Deed
from kiosk.staff.results.wanted import COMMITMENT, EXPORTS, PAUSE, PRINTS, ZERO, Wanted
from kiosk.staff.setup.page import SetupPage
from kiosk.staff.today.page import TodayPage
from kiosk.staff.today.step import ArchivePage
from kiosk.support.places import Place
from tests.kiosk.staff.door import PASSPHRASE, button_of, open_page
from tests.kiosk.staff.results.test_results import hold, open_results
from tests.kiosk.test_whole_vote import click
from tests.patience import PATIENCE_MS


def test_the_pack_is_saved_on_a_stick_once_its_warnings_were_said(
    qtbot: QtBot, window: KioskWindow, services: Services, stick: Place
) -> None:
    hold(services, (2, 2, 1))
    results = open_results(qtbot, window)
    with services.library.current() as election:
        assert election.key.fingerprint in results.key.plain_text()
    click(qtbot, results.deeds[Deed.PACK])
    page = window.staff.page(SavePage).screen
    few = catalogue().text("results.warning.few", "ko", title="투표 1", count=3, least=10)
    qtbot.waitUntil(lambda: page.isVisible() and page.warning.plain_text() == few)
    click(qtbot, button_of(qtbot, page.places, stick))
    qtbot.waitUntil(lambda: results.isVisible() and bool(results.notice.plain_text()))
    (file,) = stick.path.iterdir()
    assert file.name in results.notice.plain_text()
    with zipfile.ZipFile(file) as pack:
        assert "reports/closing.ko.pdf" in pack.namelist()
    with services.library.current() as election:
        assert [each.kind for each in election.copies.made()] == [CopyKind.PACK]


@pytest.mark.slow
def test_who_archives_without_a_pack_is_led_to_one_and_back(
    qtbot: QtBot, window: KioskWindow, services: Services, stick: Place
) -> None:
    hold(services, (2, 2, 1))
    open_page(qtbot, window, TodayPage.name)
    today = window.staff.page(TodayPage).screen
    qtbot.waitUntil(lambda: today.day is not None)
    click(qtbot, today.steps[Step.ARCHIVE])
    archive = window.staff.page(ArchivePage).screen
    qtbot.waitUntil(archive.isVisible)
    assert not archive.other_button.isVisible(), "not before it is needed"
    archive.passphrase.line.setText(PASSPHRASE)
    click(qtbot, archive.submit)
    said = catalogue().text("error.library.archive_without_copy", "ko")
    qtbot.waitUntil(lambda: archive.notice.plain_text() == said)
    assert archive.other_button.text() == "보관 파일 만들기"
    click(qtbot, archive.other_button)
    page = window.staff.page(SavePage).screen
    qtbot.waitUntil(page.isVisible)
    click(qtbot, button_of(qtbot, page.places, stick))
    qtbot.waitUntil(archive.isVisible)
    assert (archive.notice.plain_text(), archive.other_button.isVisible()) == ("", False)
    archive.passphrase.line.setText(PASSPHRASE)
    click(qtbot, archive.submit)
    qtbot.waitUntil(today.isVisible)
    with services.library.current() as election:
        assert election.polls.election().state is PollsState.ARCHIVED


@pytest.mark.slow
@pytest.mark.parametrize(
    "wanted",
    [*EXPORTS, *(each for each in PRINTS if each.name in ("results", "notice", "closing"))],
    ids=lambda each: each.key,
)
def test_whatever_has_the_result_in_it_is_saved_once_its_warnings_were_said(
    qtbot: QtBot, window: KioskWindow, services: Services, stick: Place, wanted: Wanted
) -> None:
    hold(services, (2, 2, 1))
    click(qtbot, open_results(qtbot, window).deeds[Deed.EXPORT])
    window.staff.context.navigator.open(SavePage, wanted)
    page = window.staff.page(SavePage).screen
    few = catalogue().text("results.warning.few", "ko", title="투표 1", count=3, least=10)
    qtbot.waitUntil(lambda: page.isVisible() and page.warning.plain_text() == few)
    assert not list(stick.path.iterdir())
    assert button_of(qtbot, page.places, stick).isEnabled()


@pytest.mark.slow
def test_what_has_no_votes_in_it_is_saved_without_a_warning(
    qtbot: QtBot, window: KioskWindow, services: Services, stick: Place
) -> None:
    hold(services, (2, 2, 1))
    click(qtbot, open_results(qtbot, window).deeds[Deed.PRINT])
    window.staff.context.navigator.open(SavePage, next(each for each in PRINTS if each.name == "record"))
    page = window.staff.page(SavePage).screen
    click(qtbot, button_of(qtbot, page.places, stick))
    qtbot.waitUntil(lambda: bool(list(stick.path.iterdir())))
    assert not page.warning.plain_text()


def test_no_pack_is_saved_before_its_warnings_are_there(
    qtbot: QtBot, window: KioskWindow, services: Services, stick: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a hundred thousand ballots they take a while."""
    hold(services, (2, 2, 1))
    warnings, may_come = Packs.warnings, threading.Event()

    def slowly(packs: Packs) -> tuple[Message, ...]:
        may_come.wait(PATIENCE_MS / 1000)
        return warnings(packs)

    monkeypatch.setattr(Packs, "warnings", slowly)
    click(qtbot, open_results(qtbot, window).deeds[Deed.PACK])
    page = window.staff.page(SavePage).screen
    qtbot.waitUntil(page.isVisible)
    qtbot.waitUntil(lambda: stick in page.places.buttons)
    assert not page.places.buttons[stick].isEnabled()
    assert page.notice.plain_text() == catalogue().text("staff.save.looking", "ko")
    may_come.set()
    qtbot.waitUntil(page.places.buttons[stick].isEnabled)
    assert page.warning.plain_text()
    assert not page.notice.plain_text()


@pytest.mark.slow
def test_a_pack_that_finds_no_room_is_said_and_the_page_stays(
    qtbot: QtBot, window: KioskWindow, services: Services, stick: Place
) -> None:
    hold(services, (2, 2, 1))
    stick.path.rmdir()
    click(qtbot, open_results(qtbot, window).deeds[Deed.PACK])
    page = window.staff.page(SavePage).screen
    qtbot.waitUntil(page.isVisible)
    click(qtbot, button_of(qtbot, page.places, stick))
    gone = catalogue().text("disk_fault.gone", "ko")
    qtbot.waitUntil(lambda: gone in page.notice.plain_text())
    assert page.places.buttons[stick].isEnabled()
    with services.library.current() as election:
        assert election.copies.made() == ()
        assert "pack.made" not in [act.what for act in election.polls.acts()]


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        (PollsState.DRAFT, {COMMITMENT}),
        (PollsState.OPEN, {ZERO, COMMITMENT}),
        (PollsState.PAUSED, {PAUSE, ZERO, COMMITMENT}),
        (PollsState.CLOSED, {ZERO, COMMITMENT}),
        (PollsState.COUNTED, {ZERO, PRINTS[0], COMMITMENT}),
    ],
)
def test_the_day_offers_what_is_printed_then(
    qtbot: QtBot, window: KioskWindow, services: Services, state: PollsState, offered: set[object]
) -> None:
    given = {"title": {"ko": "동아리"}, "live_results": False}
    contest = {"title": {"ko": "회장"}, "candidates": ["가람", "나래"]}
    services.library.replace_current(services.library.create({**given, "contests": [contest]}, state))
    open_page(qtbot, window, TodayPage.name)
    today = window.staff.page(TodayPage).screen
    qtbot.waitUntil(lambda: today.isVisible() and today.reports.isVisible())
    click(qtbot, today.reports)
    files = window.staff.page(FilesPage).screen
    qtbot.waitUntil(files.isVisible)
    assert {wanted for wanted, button in files.entries.items() if button.isVisible()} == offered


@pytest.mark.slow
def test_the_notice_before_the_vote_is_saved_from_set_up(
    qtbot: QtBot, window: KioskWindow, services: Services, stick: Place
) -> None:
    contest = {"title": {"ko": "회장"}, "candidates": ["가람", "나래"]}
    given = {"title": {"ko": "동아리"}, "live_results": False, "contests": [contest]}
    services.library.replace_current(services.library.create(given))
    open_page(qtbot, window, LibraryPage.name)
    window.staff.context.navigator.open(SetupPage, Area.OPEN)
    setup = window.staff.page(SetupPage).screen
    qtbot.waitUntil(lambda: setup.isVisible() and setup.tasks is not None)
    setup.show_area(Area.OPEN)
    click(qtbot, setup.check.commitment)
    page = window.staff.page(CommitmentPage).screen
    with services.library.current() as election:
        fingerprint = election.key.fingerprint
    qtbot.waitUntil(lambda: page.isVisible() and fingerprint in page.lead())
    click(qtbot, page.entries[COMMITMENT])
    places = window.staff.page(SavePage).screen
    qtbot.waitUntil(places.isVisible)
    click(qtbot, button_of(qtbot, places.places, stick))
    qtbot.waitUntil(lambda: page.isVisible() and bool(page.notice.plain_text()))
    (file,) = stick.path.iterdir()
    assert file.read_bytes().startswith(b"%PDF")
