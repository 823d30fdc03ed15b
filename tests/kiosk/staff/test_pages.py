"""A page of the staff's rooms costs one module and one line: two made-up ones, one opened by the other."""

import threading
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from election.election_services import ElectionServices
from election.errors import Message, Unavailable
from election.voters.passwords import Passwords
from kiosk.app.window import KioskWindow
from kiosk.staff.codes.page import CodesPage
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.registry import PAGES
from kiosk.staff.roll.page import RollPage
from kiosk.staff.screens.page import PageScreen
from kiosk.staff.screens.panel import PanelPage
from kiosk.support.background import Job
from kiosk.widgets.buttons.button import Button
from tests.kiosk.conftest import RICH, open_window
from tests.kiosk.staff.door import PASSPHRASE, open_page
from tests.kiosk.test_whole_vote import click
from tests.services import Services, opened


@dataclass(frozen=True)
class ShowVoters:
    """What the list asks for: the voters of a contest."""

    contest_id: int


class ListScreen(PageScreen):
    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff.ui, "staff.defaults")
        self.voters_button = Button(staff.ui, "primary")
        self.asks(self.voters_button, ShowVoters(7))
        self.lay_out(QWidget(), (self.voters_button,))


class ListPage(StaffPage):
    name, icon = "staff.defaults", "lock"
    screen: ListScreen
    told: tuple[Message, ...] = ()

    def make_screen(self, staff: StaffContext) -> ListScreen:
        return ListScreen(staff)

    def tell(self, *news: Message) -> None:
        self.told = news

    def handle(self, request: object) -> None:
        if isinstance(request, ShowVoters):
            self.staff.navigator.open(CountPage, request.contest_id)


class CountPage(StaffPage):
    """No line at all: it is opened by the other."""

    screen: PageScreen
    about: object = None
    counted = 0
    may_count = threading.Event()

    def make_screen(self, staff: StaffContext) -> PageScreen:
        screen = PageScreen(staff.ui, "staff.calibrate")
        screen.lay_out(QWidget())
        return screen

    def prepare(self, subject: object = None) -> None:
        self.about = subject

    def handle(self, request: object) -> None:
        def count(election: ElectionServices) -> int:
            assert self.may_count.wait(50)
            if request == "fail":
                raise Unavailable
            return election.tally.turnout().voters

        self.ask_election(count, self._counted, self.screen.show_problem)

    def _counted(self, voters: int) -> None:
        self.counted += voters


@pytest.fixture
def at_list(qtbot: QtBot, rich_services: Services, monkeypatch: pytest.MonkeyPatch) -> KioskWindow:
    monkeypatch.setattr("kiosk.staff.screens.panel.PAGES", (*PAGES[1:], ListPage))
    monkeypatch.setattr(CountPage, "may_count", threading.Event())
    rich_services.organiser.set_first(PASSPHRASE)
    window = open_window(qtbot, rich_services)
    open_page(qtbot, window, ListPage.name)
    return window


def test_it_is_opened_from_the_panel_and_leads_on_and_back(qtbot: QtBot, at_list: KioskWindow) -> None:
    page, panel = at_list.staff.page(ListPage), at_list.staff.page(PanelPage).screen
    assert page.screen.isVisible()
    click(qtbot, page.screen.voters_button)
    count = at_list.staff.page(CountPage)
    assert count.screen.isVisible()
    assert count.about == 7
    at_list.staff.context.navigator.back(Message("staff.changed"))
    assert page.screen.isVisible()
    assert page.told == (Message("staff.changed"),)
    click(qtbot, page.screen.back_button)
    assert panel.isVisible()
    at_list.shut_down()


def test_a_page_that_is_opened_again_from_its_own_page_leads_back_to_the_panel(
    qtbot: QtBot, at_list: KioskWindow
) -> None:
    page, navigator = at_list.staff.page(ListPage), at_list.staff.context.navigator
    click(qtbot, page.screen.voters_button)
    navigator.open(ListPage)
    assert page.screen.isVisible()
    click(qtbot, page.screen.back_button)
    assert at_list.staff.page(PanelPage).screen.isVisible()
    at_list.shut_down()


def test_what_it_asks_of_the_services_comes_back_unless_it_was_left(
    qtbot: QtBot, at_list: KioskWindow
) -> None:
    click(qtbot, at_list.staff.page(ListPage).screen.voters_button)
    page = at_list.staff.page(CountPage)
    page.may_count.set()
    page.screen.asked.emit("count")
    qtbot.waitUntil(lambda: page.counted == 1)
    page.screen.asked.emit("fail")
    qtbot.waitUntil(lambda: bool(page.screen.notice.plain_text()))
    page.may_count.clear()
    page.screen.asked.emit("count")
    click(qtbot, page.screen.back_button)
    page.may_count.set()
    qtbot.waitUntil(lambda: not at_list.findChildren(Job))
    assert page.counted == 1
    at_list.shut_down()


def test_pages_about_an_election_are_offered_once_there_is_one(
    qtbot: QtBot, tmp_path: Path, passwords: Passwords
) -> None:
    with opened(tmp_path / "none", passwords) as services:
        window = open_window(qtbot, services)
        panel = window.staff.page(PanelPage)
        ways = [panel.screen.pages[page.name] for page in (CodesPage, RollPage)]
        panel.prepare()
        assert all(way.isHidden() for way in ways)
        services.library.use(services.library.create(RICH))
        panel.prepare()
        assert not any(way.isHidden() for way in ways)
        window.shut_down()
