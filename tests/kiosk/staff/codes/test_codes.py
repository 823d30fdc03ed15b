"""The staff's pages for codes: made, printed, confirmed, voided, accounted for."""

import io
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from election.admin.copies import CopyKind
from election.code_models import BatchKind
from election.i18n.catalogue import catalogue
from election.models import WayIn
from election.printing.paper import NoPrinter
from election.voters.code_batches import Issued
from election.voters.codes import CodeUnknown, CodeVoid
from kiosk.app.window import KioskWindow
from kiosk.staff.codes import making, view
from kiosk.staff.codes.page import CodesPage
from kiosk.staff.codes.printed import PrintedPage, PrintedScreen, read_pages
from kiosk.staff.codes.screen import CodesScreen
from kiosk.staff.codes.sheets import VoidSheetsPage
from kiosk.staff.codes.slip import SlipInHandPage
from kiosk.staff.codes.view import Way
from kiosk.staff.screens.panel import PanelPage
from kiosk.support import page_printer
from kiosk.support.places import Place, PlaceKind
from tests.election.voters.codes import let_in_by
from tests.kiosk.staff.door import PASSPHRASE, button_of, open_page
from tests.kiosk.test_whole_vote import click
from tests.services import Services

SHOWN = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


class Printer:
    """What came out of it, page by page as texts; or why nothing does."""

    def __init__(self) -> None:
        self.printed: list[list[str]] = []
        self.problem: Exception | None = None

    def print(self, pdf: bytes, _title: str) -> None:
        if self.problem is not None:
            raise self.problem
        self.printed.append([page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages])

    def codes(self, at: int = -1) -> list[str]:
        return [code for page in self.printed[at] for code in SHOWN.findall(page)]


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Printer:
    printer = Printer()
    monkeypatch.setattr(making, "print_pdf", printer.print)
    monkeypatch.setattr(view, "can_print", lambda: True)
    monkeypatch.setattr(making, "can_print", lambda: True)
    monkeypatch.setattr(page_printer, "has_printer", lambda: False)  # of the machine that runs the tests
    return printer


@pytest.fixture
def screen(qtbot: QtBot, rich_services: Services, staffed: KioskWindow, printer: Printer) -> CodesScreen:
    """The page for codes of an election with one person, who votes by a slip or a code of their own."""
    let_in_by(rich_services.polls._store, WayIn.CODE, WayIn.SLIP)
    open_page(qtbot, staffed, CodesPage.name)
    screen = staffed.staff.page(CodesPage).screen
    qtbot.waitUntil(lambda: screen.isVisible() and screen.print_button.isEnabled())
    return screen


def printed_page(qtbot: QtBot, window: KioskWindow) -> PrintedScreen:
    screen = window.staff.page(PrintedPage).screen
    qtbot.waitUntil(lambda: screen.isVisible() and screen.all_out.isEnabled())
    return screen


def said(key: str, **values: object) -> str:
    return catalogue().text(key, "ko", **values)


def test_slips_are_printed_and_good_once_all_came_out(
    qtbot: QtBot, staffed: KioskWindow, screen: CodesScreen, printer: Printer, rich_services: Services
) -> None:
    assert screen.count.text() == "10"  # one person, one to spare, a whole page
    assert screen.print_button.text() == said("staff.codes.print", count=1)
    click(qtbot, screen.print_button)
    page = printed_page(qtbot, staffed)
    codes = printer.codes()
    assert len(codes) == 10
    with pytest.raises(CodeUnknown):
        rich_services.code_log_in.log_in(codes[0])
    click(qtbot, page.all_out)
    qtbot.waitUntil(screen.isVisible)
    rich_services.code_log_in.log_in(codes[0])
    assert staffed.staff.page(PrintedPage)._made is None  # nobody has them in clear any more
    assert screen.notice.plain_text() == said("staff.printed.confirmed", batch=1)
    qtbot.waitUntil(lambda: "10" in screen.sums.plain_text())


def test_making_slips_is_told_and_can_be_stopped(
    qtbot: QtBot,
    staffed: KioskWindow,
    screen: CodesScreen,
    printer: Printer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    may_go_on = threading.Event()

    def slowly(_sheets: object, _pages: object, progress: Callable[[float], None]) -> bytes:
        progress(0.4)
        assert may_go_on.wait(50)
        progress(0.5)
        raise AssertionError

    monkeypatch.setattr(making, "slips_pdf", slowly)
    click(qtbot, screen.print_button)
    page = staffed.staff.page(PrintedPage).screen
    words = said("staff.printed.under_way", percent=40)
    qtbot.waitUntil(lambda: page.isVisible() and page.notice.plain_text() == words)
    assert not page.all_out.isEnabled()
    click(qtbot, page.stop)
    may_go_on.set()
    qtbot.waitUntil(lambda: page.notice.plain_text() == said("staff.printed.stopped"))
    assert page.stop.isHidden()
    assert not page.all_out.isEnabled()
    assert printer.printed == []


@pytest.mark.slow
def test_where_nothing_takes_a_pdf_qt_prints_the_pages_as_pictures(
    qtbot: QtBot,
    rich_services: Services,
    staffed: KioskWindow,
    printer: Printer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pages: list[bytes] = []
    printer.problem = NoPrinter()
    monkeypatch.setattr(view, "can_print", lambda: False)
    monkeypatch.setattr(making, "can_print", lambda: False)
    monkeypatch.setattr(page_printer, "has_printer", lambda: True)
    monkeypatch.setattr(page_printer, "print_pictures", pages.extend)
    let_in_by(rich_services.polls._store, WayIn.SLIP)
    open_page(qtbot, staffed, CodesPage.name)
    screen = staffed.staff.page(CodesPage).screen
    qtbot.waitUntil(lambda: screen.isVisible() and screen.print_button.isEnabled())
    assert screen.print_button.isVisible()
    screen.count.line.setText("20")
    click(qtbot, screen.print_button)
    page = printed_page(qtbot, staffed)
    assert page.notice.plain_text() == said("staff.printed.sent", file="")
    assert len(pages) == 2
    assert all(QImage.fromData(each).height() > QImage.fromData(each).width() for each in pages)
    page.pages.line.setText("2")
    click(qtbot, page.again)
    qtbot.waitUntil(lambda: len(pages) == 3)
    assert pages[2] == pages[1], "the same codes"


@pytest.mark.slow
def test_some_pages_come_again_with_the_same_codes(
    qtbot: QtBot, staffed: KioskWindow, screen: CodesScreen, printer: Printer
) -> None:
    screen.count.line.setText("35")
    click(qtbot, screen.print_button)
    page = printed_page(qtbot, staffed)
    page.pages.line.setText("5")
    click(qtbot, page.again)
    assert page.pages.problem.plain_text() == said("staff.printed.pages_wrong")
    page.pages.line.setText("2-3")
    click(qtbot, page.again)
    qtbot.waitUntil(lambda: len(printer.printed) == 2)
    printed_page(qtbot, staffed)
    assert printer.codes(1) == printer.codes(0)[10:30]


@pytest.mark.slow
def test_all_are_void_where_nothing_came_out(
    qtbot: QtBot, staffed: KioskWindow, screen: CodesScreen, printer: Printer, rich_services: Services
) -> None:
    click(qtbot, screen.print_button)
    click(qtbot, printed_page(qtbot, staffed).void)
    qtbot.waitUntil(screen.isVisible)
    with pytest.raises(CodeVoid):
        rich_services.code_log_in.log_in(printer.codes()[0])


@pytest.mark.slow
def test_a_printer_that_prints_nothing_loses_nothing(
    qtbot: QtBot, staffed: KioskWindow, screen: CodesScreen, printer: Printer
) -> None:
    printer.problem = NoPrinter()
    click(qtbot, screen.print_button)
    page = staffed.staff.page(PrintedPage).screen
    qtbot.waitUntil(lambda: page.isVisible() and bool(page.notice.plain_text()) and page.void.isEnabled())
    assert page.notice.plain_text() == catalogue().of_error(NoPrinter(), "ko")
    assert not page.all_out.isEnabled()
    printer.problem = None
    page.pages.line.setText("1")
    click(qtbot, page.again)
    qtbot.waitUntil(lambda: len(printer.printed) == 1)


@pytest.mark.slow
def test_a_pdf_goes_where_it_is_chosen_and_nowhere_else(
    qtbot: QtBot,
    staffed: KioskWindow,
    screen: CodesScreen,
    rich_services: Services,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stick = Place(PlaceKind.STICK, tmp_path / "stick", "USB")
    stick.path.mkdir()
    monkeypatch.setattr("kiosk.staff.codes.printed.places", lambda: (stick,))
    click(qtbot, screen.save_button)
    page = staffed.staff.page(PrintedPage).screen
    qtbot.waitUntil(page.isVisible)
    assert not page.all_out.isEnabled()  # nothing has come out yet
    click(qtbot, button_of(qtbot, page.places, stick))
    printed_page(qtbot, staffed)
    (file,) = tmp_path.rglob("*.pdf")
    assert (file.parent, file.stat().st_mode & 0o777) == (stick.path, 0o600)
    assert page.warning.plain_text() == said("staff.printed.file", file=file.name)
    assert [(each.kind, each.name) for each in rich_services.copies.made()] == [(CopyKind.CODES, file.name)]


@pytest.mark.slow
def test_a_batch_left_on_the_way_waits_to_be_kept_or_voided(
    qtbot: QtBot, staffed: KioskWindow, screen: CodesScreen, printer: Printer, rich_services: Services
) -> None:
    """The screen went back to voters by itself, or the power failed, before anybody answered."""
    click(qtbot, screen.print_button)
    printed_page(qtbot, staffed)
    staffed.reset()
    assert staffed.staff.page(PrintedPage)._made is None
    open_page(qtbot, staffed, CodesPage.name)
    qtbot.waitUntil(lambda: screen.isVisible() and len(screen.unconfirmed) == 1)
    click(qtbot, screen.unconfirmed[0].keep)
    qtbot.waitUntil(lambda: not screen.unconfirmed)
    rich_services.code_log_in.log_in(printer.codes()[0])


@pytest.mark.slow
def test_personal_codes_are_for_those_who_have_none(
    qtbot: QtBot, staffed: KioskWindow, screen: CodesScreen, printer: Printer
) -> None:
    click(qtbot, screen.kinds[BatchKind.PERSONAL])
    assert not screen.count.isVisible()
    click(qtbot, screen.print_button)
    click(qtbot, printed_page(qtbot, staffed).all_out)
    assert "voter" in printer.printed[0][0]
    qtbot.waitUntil(screen.isVisible)
    click(qtbot, screen.print_button)
    qtbot.waitUntil(lambda: bool(screen.notice.plain_text()) and screen.print_button.isEnabled())
    assert screen.notice.plain_text() == said("error.codes.nobody_without")


@pytest.mark.slow
def test_a_spoiled_sheet_is_void_and_new_slips_wait_to_be_printed(
    qtbot: QtBot, staffed: KioskWindow, screen: CodesScreen, printer: Printer, rich_services: Services
) -> None:
    issued = confirmed(rich_services, 20)
    look_again(qtbot, staffed, screen)
    click(qtbot, screen.ways[Way.VOID_SHEETS])
    form = staffed.staff.page(VoidSheetsPage).screen
    qtbot.waitUntil(form.isVisible)
    form.batch.line.setText("1")
    form.sheets.line.setText("2")
    form.reason.line.setText("커피")
    form.passphrase.line.setText(PASSPHRASE)
    click(qtbot, form.submit)
    page = staffed.staff.page(PrintedPage).screen
    qtbot.waitUntil(page.isVisible)
    assert printer.printed == []
    page.pages.line.setText("1")
    click(qtbot, page.again)
    qtbot.waitUntil(lambda: len(printer.printed) == 1)
    click(qtbot, printed_page(qtbot, staffed).all_out)
    qtbot.waitUntil(screen.isVisible)
    rich_services.code_log_in.log_in(printer.codes()[0])
    with pytest.raises(CodeVoid):
        rich_services.code_log_in.log_in(issued.slips[10].code.shown)


@pytest.mark.slow
def test_a_slip_in_hand_is_looked_at_and_voided(
    qtbot: QtBot, staffed: KioskWindow, screen: CodesScreen, rich_services: Services
) -> None:
    code = confirmed(rich_services, 5).slips[0].code
    look_again(qtbot, staffed, screen)
    click(qtbot, screen.ways[Way.SLIP_IN_HAND])
    form = staffed.staff.page(SlipInHandPage).screen
    qtbot.waitUntil(form.isVisible)
    assert not form.other_button.isVisible()
    QTest.keyClicks(form.code.line, code.shown.lower())
    click(qtbot, form.submit)
    qtbot.waitUntil(form.other_button.isVisible)
    assert form.about() == said("staff.slip.found_live", batch=1, sheet=1)
    click(qtbot, form.other_button)
    qtbot.waitUntil(screen.isVisible)
    with pytest.raises(CodeVoid):
        rich_services.code_log_in.log_in(code.shown)


def test_the_account_says_whether_it_agrees(
    qtbot: QtBot, staffed: KioskWindow, screen: CodesScreen, rich_services: Services
) -> None:
    confirmed(rich_services, 5)
    look_again(qtbot, staffed, screen)
    assert screen.verdict.plain_text() == said("staff.codes.not_counted")
    for counted, key in (("4", "staff.codes.differs"), ("5", "staff.codes.agrees")):
        screen.counted.line.setText(counted)
        click(qtbot, screen.note_button)
        words = said(key, counted=counted, in_hand="5", difference="-1")
        qtbot.waitUntil(lambda words=words: screen.verdict.plain_text() == words)


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("12-14, 20", (12, 13, 14, 20)),
        (" 3 ", (3,)),
        ("3 – 4", (3, 4)),
        ("1 1 2", (1, 2)),
        ("0", ()),
        ("40", ()),
        ("5-4", ()),
        ("a", ()),
        ("", ()),
        ("1,-2", ()),
    ],
)
def test_pages_are_read_as_people_type_them(text: str, pages: tuple[int, ...]) -> None:
    assert read_pages(text, 39) == pages


def look_again(qtbot: QtBot, window: KioskWindow, screen: CodesScreen) -> None:
    """Go back to the panel and open the page anew."""
    window.staff.back()
    click(qtbot, window.staff.page(PanelPage).screen.pages[CodesPage.name])
    qtbot.waitUntil(lambda: screen.isVisible() and screen.print_button.isEnabled())


def confirmed(services: Services, count: int) -> Issued:
    issued = services.codes.issue_slips(1, count)
    services.codes.confirm(issued.batch.id)
    return issued
