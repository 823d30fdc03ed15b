"""Pictures of the staff's pages for codes. All of it is made up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from election.code_models import Batch, BatchKind, CodeState
from election.printing import slips
from election.printing.slips import Slip
from election.voters import codes
from election.voters.code_batches import Issued
from election.voters.slip_account import SlipAccount
from election.voters.voter_codes import CodeLook, StyleSlips
from kiosk.app.window import KioskWindow
from kiosk.staff.codes.making import Made
from kiosk.staff.codes.page import CodesPage
from kiosk.staff.codes.printed import PrintedPage
from kiosk.staff.codes.sheets import VoidSheetsPage
from kiosk.staff.codes.slip import SlipInHandPage
from kiosk.staff.codes.view import CodesView, Way, Where
from kiosk.support.places import Place, PlaceKind

_EMPTY = SlipAccount(0, 0, 0, 0, 0, None)
_PLACES = (Place(PlaceKind.STICK, Path("/media/usb"), "선관위"), Place(PlaceKind.DOCUMENTS, Path("/home")))
_DAY = SlipAccount(390, 3, 145, 0, 143, 242)
FRESH = CodesView(
    (BatchKind.SLIPS, BatchKind.PERSONAL),
    (StyleSlips(1, "", 367, 0),),
    without_code=367,
    account=_EMPTY,
    unconfirmed=(),
    has_codes=False,
    can_print=True,
)
DAY = replace(FRESH, has_codes=True, styles=(StyleSlips(1, "", 367, 387),), account=_DAY)
GROUPS = replace(
    FRESH,
    kinds=(BatchKind.SLIPS,),
    styles=(StyleSlips(1, "", 300, 0), StyleSlips(2, "국문과 · 사학과", 67, 0)),
    unconfirmed=(Batch(2, BatchKind.SLIPS, 1, "ten", 390),),
    can_print=False,
)
OFF = replace(DAY, account=replace(_DAY, counted=240))


def page(
    view: CodesView, kind: BatchKind = BatchKind.SLIPS, *, at_end: bool = False
) -> Callable[[KioskWindow], None]:
    """The page itself, as codes stand in `view`."""

    def prepare(window: KioskWindow) -> None:
        screen = window.staff.page(CodesPage).screen
        screen.show_codes(view)
        if kind is not BatchKind.SLIPS:
            screen.kinds[kind].click()
        window.voter_flow.go(screen)
        if at_end:
            QApplication.processEvents()
            screen.pane.reveal(screen.ways[Way.SLIP_IN_HAND])

    return prepare


def printed(file: str = "", *, looking: bool = False) -> Callable[[KioskWindow], None]:
    """Did all come out? Places may still be looked for."""

    def prepare(window: KioskWindow) -> None:
        made = [Slip(code) for code in codes.draw(390)]
        batch = Batch(1, BatchKind.SLIPS, 1, "ten", 390)
        sheets = slips.Batch("선거", made, 1, datetime(2026, 11, 28, 9).astimezone(), "ko")
        screen = window.staff.page(PrintedPage).screen
        where = Where.FILE if file else Where.PAPER
        kept = Path(file) if file else None
        shown = Made("shown", Issued(batch, made), sheets, where, kept, can_print=not file)
        screen.show_made(shown)
        screen.places.look()
        if not looking:
            screen.show_places(_PLACES)
        window.voter_flow.go(screen)
        screen.say_news("" if file else "staff.printed.sent")

    return prepare


def void_sheets(window: KioskWindow) -> None:
    """Sheets are voided."""
    screen = window.staff.page(VoidSheetsPage).screen
    window.voter_flow.go(screen)
    screen.batch.line.setText("1")
    screen.sheets.line.setText("7-9")


def slip(window: KioskWindow) -> None:
    """A slip was looked at."""
    screen = window.staff.page(SlipInHandPage).screen
    window.voter_flow.go(screen)
    screen.code.line.setText("7K2Q-M4XW-9TDA")
    screen.show_found(CodeLook(CodeState.LIVE, used=False, batch=1, sheet=12))
