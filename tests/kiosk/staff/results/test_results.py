"""The staff's pages of the results: what they show, and all that is done from there."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from election.admin.copies import CopyKind
from election.i18n.catalogue import catalogue
from election.models import PollsState
from election.printing.paper import NoPrinter
from election.records.receipts import shown
from election.services import Services
from election.voting.deciding.outcome import Decision
from kiosk.app.window import KioskWindow
from kiosk.staff.results import save
from kiosk.staff.results.files import FilesPage
from kiosk.staff.results.follow import Codes, FollowPage
from kiosk.staff.results.lot import LotPage
from kiosk.staff.results.page import ResultsPage
from kiosk.staff.results.receipt import ReceiptPage
from kiosk.staff.results.save import SavePage
from kiosk.staff.results.screen import Deed, ResultsScreen
from kiosk.staff.results.wanted import EXPORTS, PRINTS
from kiosk.staff.today.page import TodayPage
from kiosk.support.page_printer import print_pictures
from kiosk.support.places import Place, places
from tests.election.test_library import PASSWORD
from tests.kiosk.staff.door import PASSPHRASE, button_of, open_page
from tests.kiosk.test_whole_vote import click

RUN_OFF = {"threshold": {"share": "more than 1/2", "of": "valid"}, "otherwise": "run_off"}
CLOSED = {"quorum": {"share": "at least 1/1", "below": "not_opened"}}


def hold(services: Services, votes: Sequence[int], *rules: dict[str, Any], until: str = "count") -> None:
    """Hold the current election, of a contest for each of `rules`; each of `votes` is given in all."""
    contests = [
        {"title": {"ko": f"투표 {at}"}, "candidates": ["가람", "나래", "다온"], "rule": rule}
        for at, rule in enumerate(rules or ({},), start=1)
    ]
    given = {"title": {"ko": "동아리"}, "live_results": False, "contests": contests}
    library = services.library
    library.replace_current(library.create(given, PollsState.OPEN))
    with library.current() as election:
        for at, vote in enumerate(votes):
            voter = election.accounts.sign_up(f"{at}@example.org", "Somebody", PASSWORD)
            choices = {each + 1: (3 * each + vote,) for each in range(len(contests))}
            election.ballots.cast(voter.id, choices if vote else {})
        election.accounts.sign_up("away@example.org", "Away", PASSWORD)
        election.polls.close()
        if until == "count":
            election.polls.count()


def open_results(qtbot: QtBot, window: KioskWindow) -> ResultsScreen:
    open_page(qtbot, window, ResultsPage.name)
    screen = window.staff.page(ResultsPage).screen
    qtbot.waitUntil(lambda: screen.isVisible() and screen.report is not None)
    return screen


def words_of(screen: ResultsScreen) -> str:
    (card,) = screen.cards.values()
    texts = (card.first, card.why, card.sums, *card.names, *card.numbers)
    return "\n".join(each.plain_text() for each in texts)


@pytest.mark.slow
def test_one_contest_is_shown_whole_with_its_sums(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    hold(services, (2, 2, 1, 0))
    screen = open_results(qtbot, window)
    words = words_of(screen)
    assert "나래" in words
    assert "4표 = 유효 3 + 고르지 않음 1" in words
    assert "2 · 유효표의 66.7 %" in words
    assert "5명" in screen.lead()
    assert not screen.folds
    offered = {deed for deed, button in screen.deeds.items() if button.isVisible()}
    rest = {Deed.PRINT, Deed.EXPORT, Deed.RECEIPT, Deed.PROJECTOR}
    assert offered == {Deed.REPEAT, Deed.PACK} | rest


@pytest.mark.slow
def test_several_unfold_one_by_one(qtbot: QtBot, window: KioskWindow, services: Services) -> None:
    hold(services, (2, 2, 1), {}, {})
    screen = open_results(qtbot, window)
    assert len(screen.folds) == 2
    assert not screen.cards
    click(qtbot, screen.folds[2])
    qtbot.waitUntil(lambda: list(screen.cards) == [2])
    click(qtbot, screen.folds[2])
    qtbot.waitUntil(lambda: not screen.cards)


def test_the_results_of_an_election_are_not_shown_again(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    """Another one may be current by then, and its results are read first."""
    hold(services, (2, 2, 1))
    screen = open_results(qtbot, window)
    click(qtbot, window.header.home_button)
    qtbot.waitUntil(lambda: window.voter_flow.at_start)
    assert screen.report is None
    assert not screen.cards


def test_before_the_count_nothing_is_shown(qtbot: QtBot, window: KioskWindow, services: Services) -> None:
    hold(services, (2, 1), until="close")
    open_page(qtbot, window, ResultsPage.name)
    screen = window.staff.page(ResultsPage).screen
    qtbot.waitUntil(lambda: screen.isVisible())
    assert screen.report is None
    assert not screen.cards
    assert not [button for button in screen.deeds.values() if button.isVisible()]
    with services.library.current() as election:
        election.polls.count()
    qtbot.waitUntil(lambda: screen.report is not None)  # it follows


@pytest.mark.slow
def test_a_box_that_stays_closed_shows_no_votes(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    hold(services, (2, 2, 1), CLOSED)
    screen = open_results(qtbot, window)
    (card,) = screen.cards.values()
    assert card.first.plain_text().startswith("개표하지 않습니다")
    assert not card.names
    assert not card.sums.isVisible()


@pytest.mark.slow
def test_a_lot_is_entered_by_its_name_and_who_saw_it(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    hold(services, (2, 1))
    screen = open_results(qtbot, window)
    click(qtbot, screen.deeds[Deed.LOT])
    form = window.staff.page(LotPage).screen
    qtbot.waitUntil(form.isVisible)
    for favoured in ("다온", "나래"):
        form.favoured.line.setText(favoured)
        for field, name in zip(form.present, ("Choi", "Yoon"), strict=True):
            field.line.setText(name)
        form.passphrase.line.setText(PASSPHRASE)
        click(qtbot, form.submit)
        if favoured == "다온":  # who is not level
            qtbot.waitUntil(lambda: bool(form.notice.plain_text()))
    qtbot.waitUntil(screen.isVisible)
    with services.library.current() as election:
        (outcome,) = election.tally.outcomes()
    assert (outcome.decision, outcome.elected[0].name) == (Decision.ELECTED, "나래")
    assert outcome.tie is not None
    assert outcome.tie.witnesses == ("Choi", "Yoon")
    qtbot.waitUntil(lambda: not screen.deeds[Deed.LOT].isVisible())
    assert "나래" in screen.notice.plain_text()


@pytest.mark.slow
def test_a_receipt_is_looked_for(qtbot: QtBot, window: KioskWindow, services: Services) -> None:
    hold(services, (2, 1))
    with services.library.current() as election:
        receipts = election.ballots._store.read(lambda snapshot: snapshot.receipts())
    screen = open_results(qtbot, window)
    assert "2" in screen.receipts.plain_text()
    click(qtbot, screen.deeds[Deed.RECEIPT])
    form = window.staff.page(ReceiptPage).screen
    qtbot.waitUntil(form.isVisible)
    for typed, told in (("1234", "16"), ("0" * 16, "0000-0000-0000-0000")):
        form.receipt.line.setText(typed)
        click(qtbot, form.submit)
        qtbot.waitUntil(lambda told=told: told in form.notice.plain_text())
    form.receipt.line.setText(shown(receipts[1]))
    click(qtbot, form.submit)
    qtbot.waitUntil(screen.isVisible)
    assert shown(receipts[1]) in screen.notice.plain_text()
    assert not form.receipt.text()


@pytest.mark.slow
def test_a_run_off_is_prepared(qtbot: QtBot, window: KioskWindow, services: Services) -> None:
    hold(services, (1, 2, 3, 1, 2), RUN_OFF)
    screen = open_results(qtbot, window)
    click(qtbot, screen.deeds[Deed.RUN_OFF])
    page = window.staff.page(FollowPage).screen
    qtbot.waitUntil(page.isVisible)
    assert "가람, 나래" in page.lead()
    click(qtbot, page.codes[Codes.SAME])
    qtbot.waitUntil(lambda: screen.isVisible() and bool(screen.notice.plain_text()))
    drafts = [each for each in services.library.elections() if each.state is PollsState.DRAFT]
    assert [dict(each.title.texts)["ko"] for each in drafts if each.title] == ["동아리 결선투표"]


# --- files and prints ----------------------------------------------------------------------------------


def open_save(qtbot: QtBot, window: KioskWindow, deed: Deed, wanted: object) -> save.SaveScreen:
    screen = open_results(qtbot, window)
    click(qtbot, screen.deeds[deed])
    files = window.staff.page(FilesPage).screen
    qtbot.waitUntil(files.isVisible)
    click(qtbot, files.entries[wanted])  # type: ignore[index]
    page = window.staff.page(SavePage).screen
    qtbot.waitUntil(page.isVisible)
    return page


@pytest.mark.slow
@pytest.mark.parametrize(("deed", "at"), [(Deed.EXPORT, 1), (Deed.PRINT, 4)])
def test_a_file_is_saved_on_a_stick_and_noted(
    qtbot: QtBot, window: KioskWindow, services: Services, stick: Place, deed: Deed, at: int
) -> None:
    hold(services, (2, 2, 1))
    wanted = (EXPORTS if deed is Deed.EXPORT else PRINTS)[at]
    page = open_save(qtbot, window, deed, wanted)
    click(qtbot, button_of(qtbot, page.places, stick))
    files = window.staff.page(FilesPage).screen
    qtbot.waitUntil(lambda: files.isVisible() and bool(files.notice.plain_text()))
    (file,) = stick.path.iterdir()
    assert file.name in files.notice.plain_text()
    assert file.stat().st_size > 100
    with services.library.current() as election:
        kinds = [(each.kind, each.name) for each in election.copies.made()]
    assert kinds == [(CopyKind.EXPORT if deed is Deed.EXPORT else CopyKind.NAMES, file.name)]


def test_a_stick_that_was_pulled_is_said(
    qtbot: QtBot, window: KioskWindow, services: Services, stick: Place
) -> None:
    hold(services, (2, 2, 1))
    page = open_save(qtbot, window, Deed.EXPORT, EXPORTS[1])
    stick.path.rmdir()
    click(qtbot, button_of(qtbot, page.places, stick))
    qtbot.waitUntil(lambda: "results-" in page.notice.plain_text())
    assert page.places.buttons[stick].isEnabled()


@pytest.mark.slow
def test_a_document_goes_to_the_printer_and_where_there_is_none_that_is_said(
    qtbot: QtBot,
    window: KioskWindow,
    services: Services,
    stick: Place,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hold(services, (2, 2, 1))
    printed: list[bytes] = []

    def refuse(*_: object) -> None:
        raise NoPrinter

    monkeypatch.setattr(save, "print_pdf", refuse)
    monkeypatch.setattr("kiosk.support.page_printer.print_pictures", refuse)
    page = open_save(qtbot, window, Deed.PRINT, PRINTS[2])
    click(qtbot, page.print_button)
    said = catalogue().of_error(NoPrinter(), "ko")
    qtbot.waitUntil(lambda: page.notice.plain_text() == said)
    monkeypatch.setattr(save, "print_pdf", lambda pdf, _title: printed.append(pdf))
    click(qtbot, page.print_button)
    files = window.staff.page(FilesPage).screen
    qtbot.waitUntil(files.isVisible)
    assert printed[0].startswith(b"%PDF")
    assert files.notice.plain_text() == catalogue().text("staff.save.printed", "ko")


def test_exports_are_not_printed(qtbot: QtBot, window: KioskWindow, services: Services, stick: Place) -> None:
    hold(services, (2, 2, 1))
    assert not open_save(qtbot, window, Deed.EXPORT, EXPORTS[0]).print_button.isVisible()


def test_pages_are_printed_by_qt(tmp_path: Path, qapp: object) -> None:
    page = QImage(200, 280, QImage.Format.Format_RGB32)
    page.fill(0xFF0000)
    page.save(str(tmp_path / "page.png"))
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    print_pictures([(tmp_path / "page.png").read_bytes()] * 2, printer)
    assert (tmp_path / "printed.pdf").read_bytes().count(b"/Type /Page\n") == 2


def test_places_are_folders_that_are_there() -> None:
    assert all(each.path.is_dir() for each in places())


def test_the_page_of_the_day_leads_to_the_results_once_there_are_some(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    hold(services, (2, 1, 1), until="close")
    open_page(qtbot, window, TodayPage.name)
    today = window.staff.page(TodayPage).screen
    qtbot.waitUntil(lambda: today.day is not None)
    assert not today.results.isVisible()
    with services.library.current() as election:
        election.polls.count()
    qtbot.waitUntil(today.results.isVisible)
    click(qtbot, today.results)
    screen = window.staff.page(ResultsPage).screen
    qtbot.waitUntil(lambda: screen.isVisible() and screen.report is not None)
