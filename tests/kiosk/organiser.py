"""An organiser's hand: how tests set up a whole election by the staff's pages, from a first start."""

import io
import re
from pathlib import Path

import pypdf
from pytestqt.qtbot import QtBot

from election.code_models import BatchKind
from election.models import WayIn
from election.setup.steps import Step
from election.setup.tasks import Area
from election.setup.templates import Template
from election.voters.roll_files.entries import Entry
from election.voters.roll_files.writing import roll_xlsx
from kiosk.app.window import KioskWindow
from kiosk.staff.codes.page import CodesPage
from kiosk.staff.codes.printed import PrintedPage
from kiosk.staff.library.new import NewElectionPage
from kiosk.staff.library.page import LibraryPage
from kiosk.staff.roll.page import RollPage
from kiosk.staff.screens.panel import PanelPage
from kiosk.staff.screens.passphrase import SetPassphrasePage
from kiosk.staff.setup.page import SetupPage
from kiosk.staff.setup.screen import SetupScreen
from kiosk.staff.today.page import TodayPage
from kiosk.staff.today.step import STEP_PAGES
from kiosk.support.places import Place
from tests.kiosk.staff.desk.hand import type_in
from tests.kiosk.staff.door import PASSPHRASE, button_of, enter
from tests.kiosk.staff.roll.test_roll_pages import choose, wait_for
from tests.kiosk.staff.test_today import take
from tests.kiosk.test_whole_vote import arrive, click

_SHOWN = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
_PEOPLE = tuple(
    Entry(f"선거인 {at}", f"2026{at:04}", group="국문과" if at % 2 else "사학과") for at in range(200)
)


def roll_files(folder: Path) -> tuple[Path, Path]:
    """Return the same 200 people as a Korean spreadsheet writes them to CSV, and as a workbook."""
    rows = ["이름,학번,학과", *(f"{each.name},{each.number},{each.group}" for each in _PEOPLE)]
    csv, xlsx = folder / "members.csv", folder / "members.xlsx"
    csv.write_bytes("\r\n".join(rows).encode("cp949"))
    xlsx.write_bytes(roll_xlsx(_PEOPLE, "ko"))
    return csv, xlsx


def codes_of(pdf: Path) -> list[str]:
    """Return the codes on printed slips, as people read them."""
    assert pdf.stat().st_mode & 0o777 == 0o600
    pages = pypdf.PdfReader(io.BytesIO(pdf.read_bytes())).pages
    return list(dict.fromkeys(code for page in pages for code in _SHOWN.findall(page.extract_text())))


class Organiser:
    """Sits at a window."""

    def __init__(self, qtbot: QtBot, window: KioskWindow) -> None:
        self.qtbot, self.window = qtbot, window

    def set_passphrase(self) -> None:
        """Choose one on a first start, which leads to the panel."""
        click(self.qtbot, self.window.start.staff_button)
        first = self.window.staff.page(SetPassphrasePage).screen
        self.qtbot.waitUntil(first.isVisible)
        for field in (first.new, first.again):
            self.qtbot.keyClicks(field.line, PASSPHRASE)
        click(self.qtbot, first.submit)
        self.qtbot.waitUntil(self.window.staff.page(PanelPage).screen.isVisible)

    def open(self, name: str) -> None:
        """Open a page from the panel, from wherever the window is."""
        panel = self.window.staff.page(PanelPage).screen
        if not panel.isVisible():
            self.leave()
            enter(self.qtbot, self.window)
        click(self.qtbot, panel.pages[name])

    def leave(self) -> None:
        """Give the window back to voters."""
        if not self.window.voter_flow.at_start:
            click(self.qtbot, self.window.header.home_button)
        arrive(self.qtbot, self.window, "start")
        self.qtbot.waitUntil(self.window.start.isVisible)

    def take(self, *steps: Step) -> None:
        """Take steps in the life of the election on the page of the day. To pause asks nothing."""
        self.open(TodayPage.name)
        today = self.window.staff.page(TodayPage).screen
        for step in steps:
            if step is Step.PAUSE:
                click(self.qtbot, today.steps[step])
                self.qtbot.waitUntil(today.steps[Step.RESUME].isVisible)
            else:
                take(self.qtbot, self.window, step)

    # --- setting up --------------------------------------------------------------------------------------

    def begin(self, template: Template, names: tuple[str, ...]) -> SetupScreen:
        """Begin a new election of one contest from a template, and add who stands."""
        self.open(LibraryPage.name)
        click(self.qtbot, self.window.staff.page(LibraryPage).screen.new_button)
        click(self.qtbot, self.window.staff.page(NewElectionPage).screen.templates[template])
        setup = self.window.staff.page(SetupPage).screen
        self.qtbot.waitUntil(lambda: setup.isVisible() and 1 in setup.ballot.cards)
        card = setup.ballot.cards[1]
        for number, name in enumerate(names, 1):
            type_in(card.name.line, name)
            click(self.qtbot, card.add)
            self.qtbot.waitUntil(lambda number=number: len(card.removes) == number)
        return setup

    def let_in_by_codes(self, setup: SetupScreen) -> None:
        """Have the people on a roll vote, by slips and by codes of their own."""
        click(self.qtbot, setup.areas[Area.WHO])
        click(self.qtbot, setup.who.roll)
        self.qtbot.waitUntil(setup.who.ways[WayIn.CODE].isVisible)
        click(self.qtbot, setup.who.ways[WayIn.CODE])
        self.qtbot.waitUntil(
            lambda: setup.tasks is not None and set(setup.tasks.election.ways_in) == {WayIn.SLIP, WayIn.CODE}
        )

    def import_roll(self, setup: SetupScreen, file: Path, *, before: int) -> str:
        """Bring in a list, and return what the page said that it changes."""
        click(self.qtbot, setup.areas[Area.WHO])
        click(self.qtbot, setup.who.roll_button)
        roll = self.window.staff.page(RollPage)
        wait_for(self.qtbot, roll, before)
        click(self.qtbot, roll.screen.import_button)
        screen = choose(self.qtbot, self.window, file).screen
        changes = screen.change.plain_text()
        click(self.qtbot, screen.import_button)
        self.qtbot.waitUntil(roll.screen.isVisible)
        wait_for(self.qtbot, roll, len(_PEOPLE))
        click(self.qtbot, roll.screen.back_button)
        self.qtbot.waitUntil(setup.isVisible)
        return changes

    def save_codes(self, setup: SetupScreen, kind: BatchKind, stick: Place) -> list[str]:
        """Have codes made and saved on a stick, say that all came out, and return what is printed there."""
        before = set(stick.path.iterdir())
        click(self.qtbot, setup.areas[Area.CODES])
        click(self.qtbot, setup.codes.codes_button)
        screen = self.window.staff.page(CodesPage).screen
        self.qtbot.waitUntil(lambda: screen.isVisible() and screen.save_button.isEnabled())
        click(self.qtbot, screen.kinds[kind])
        click(self.qtbot, screen.save_button)
        printed = self.window.staff.page(PrintedPage).screen
        self.qtbot.waitUntil(printed.isVisible)
        click(self.qtbot, button_of(self.qtbot, printed.places, stick))
        click(self.qtbot, printed.all_out)
        self.qtbot.waitUntil(lambda: screen.isVisible() and screen.save_button.isEnabled())
        click(self.qtbot, screen.back_button)
        self.qtbot.waitUntil(setup.isVisible)
        (file,) = set(stick.path.iterdir()) - before
        return codes_of(file)

    def open_polls(self, setup: SetupScreen) -> None:
        """Open the polls from the last step of setting up."""
        click(self.qtbot, setup.areas[Area.OPEN])
        self.qtbot.waitUntil(lambda: setup.tasks is not None and not setup.tasks.missing())
        click(self.qtbot, setup.next_button)
        confirm = self.window.staff.page(STEP_PAGES[Step.OPEN]).screen
        self.qtbot.waitUntil(confirm.isVisible)
        self.qtbot.keyClicks(confirm.passphrase.line, PASSPHRASE)
        click(self.qtbot, confirm.submit)
        self.qtbot.waitUntil(self.window.staff.page(TodayPage).screen.isVisible)
