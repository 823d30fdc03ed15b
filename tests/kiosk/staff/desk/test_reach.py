"""What the desk can reach and see, and the page on which the organiser sets it up."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from election.models import PollsState
from election.voters.codes import VoterCode
from kiosk.app.window import KioskWindow
from kiosk.staff.desk.deeds import Deed
from kiosk.staff.desk.enter import DeskEnterPage
from kiosk.staff.desk.page import DeskPage
from kiosk.staff.desk.setting_up import DeskSetUpPage, SetUp
from kiosk.staff.registry import PAGES
from kiosk.staff.screens.panel import PanelPage
from kiosk.staff.screens.passphrase import EnterPassphrasePage
from tests.kiosk.staff.desk.conftest import PEOPLE, PIN, id_of
from tests.kiosk.staff.desk.hand import CONTROL, come_in, press, search, text, type_in
from tests.kiosk.staff.door import PASSPHRASE, open_page
from tests.kiosk.test_whole_vote import arrive, click
from tests.services import Services

# --- what the desk can reach and see -------------------------------------------------------------------


def test_a_wrong_pin_opens_nothing_and_the_organisers_passphrase_is_no_pin(
    qtbot: QtBot, window: KioskWindow
) -> None:
    click(qtbot, window.start.staff_button)
    click(qtbot, window.staff.page(EnterPassphrasePage).screen.other_button)
    form = window.staff.page(DeskEnterPage).screen
    form.passphrase.line.setText(PASSPHRASE)
    click(qtbot, form.submit)
    qtbot.waitUntil(lambda: form.notice.plain_text() == text("error.desk.wrong"))
    assert not window.staff.page(DeskPage).screen.isVisible()


def test_the_pin_does_not_open_the_panel(qtbot: QtBot, window: KioskWindow) -> None:
    click(qtbot, window.start.staff_button)
    form = window.staff.page(EnterPassphrasePage).screen
    form.passphrase.line.setText(PIN)
    click(qtbot, form.submit)
    qtbot.waitUntil(lambda: bool(form.notice.plain_text()))
    assert not window.staff.page(PanelPage).screen.isVisible()


@pytest.mark.slow
@pytest.mark.parametrize("leave", ["back", "lock", "home"])
def test_from_the_desk_there_is_no_way_but_to_the_voters(
    qtbot: QtBot, window: KioskWindow, leave: str
) -> None:
    screen = come_in(qtbot, window)
    for kind in (*PAGES, PanelPage):
        window.staff.open(kind)
        window.staff.back_to(kind)
        assert screen.isVisible(), kind
    ways: dict[str, Callable[[], None]] = {
        "back": lambda: click(qtbot, screen.back_button),
        "lock": lambda: press(Qt.Key.Key_L, CONTROL),
        "home": lambda: click(qtbot, window.header.home_button),
    }
    ways[leave]()
    arrive(qtbot, window, "start")
    assert not window.staff.is_inside
    assert not window.staff.is_at_desk


def everything_said(window: QWidget) -> str:
    parts = [*window.findChildren(QLabel), *window.findChildren(QLineEdit)]
    names = [each.accessibleName() for each in window.findChildren(QWidget) if each.isVisible()]
    return "\n".join([*(each.text() for each in parts if each.isVisible()), *names]).replace("\u2060", "")


def test_the_desk_sees_no_address_no_whole_number_no_votes_and_no_code(
    qtbot: QtBot, window: KioskWindow, club: Services, slips: list[VoterCode]
) -> None:
    voter = club.desk.let_vote(id_of(club, "9034"))
    club.ballots.cast(voter.id, {1: (1,)})
    club.desk.give(id_of(club, "0482"))
    screen = come_in(qtbot, window)
    for digits in ("0482", "9034", "1177", "77"):
        search_for = next(each for each in PEOPLE if each.number.endswith(digits))
        screen.start_anew()
        type_in(screen.field.line, search_for.name)
        qtbot.waitUntil(lambda name=search_for.name: name in [each.name for each in screen.people.people])
        for at in range(len(screen.people.people)):
            screen.people.pick(at)
            screen._choose()
            said = everything_said(window)
            assert search_for.name in said
            secrets = [each.email for each in PEOPLE if each.email]
            secrets += [each.number for each in PEOPLE if len(each.number) > 4]
            secrets += [code.shown for code in slips] + ["가람", "나래"]
            assert not [secret for secret in secrets if secret in said]


def test_the_desk_keeps_no_time_and_no_act(qtbot: QtBot, window: KioskWindow, club: Services) -> None:
    before = club.polls.acts()
    screen = come_in(qtbot, window)
    search(qtbot, screen, "김하나", ["김하나"])
    click(qtbot, screen.buttons[Deed.GIVE])
    qtbot.waitUntil(lambda: club.desk.totals().given == 1)
    assert club.polls.acts() == before


def test_closed_polls_leave_the_desk_to_look_only(qtbot: QtBot, window: KioskWindow, club: Services) -> None:
    screen = come_in(qtbot, window)
    club.polls.close()
    qtbot.waitUntil(lambda: screen._election is not None and screen._election.state is PollsState.CLOSED)
    search(qtbot, screen, "김하나", ["김하나"])
    assert not [button for button in screen.buttons.values() if button.isVisible()]


# --- the organiser's page ------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_organiser_makes_a_pin_that_is_shown_once_and_leaves_by_opening_the_desk(
    qtbot: QtBot, window: KioskWindow, club: Services
) -> None:
    open_page(qtbot, window, DeskSetUpPage.name)
    screen = window.staff.page(DeskSetUpPage).screen
    click(qtbot, screen.entries[SetUp.MAKE_PIN])
    qtbot.waitUntil(lambda: bool(screen.pin.plain_text().strip()))
    pin = screen.pin.plain_text().replace(" ", "")
    assert len(pin) == 6
    assert club.desk_passphrase.check(pin).count == 0
    assert not screen.entries[SetUp.OPEN_WINDOW].isVisible(), "there is one screen"
    click(qtbot, screen.entries[SetUp.OPEN_HERE])
    qtbot.waitUntil(window.staff.page(DeskPage).screen.isVisible)
    assert pin not in everything_said(window)
    assert not screen.pin.plain_text().strip()
    assert window.staff.is_at_desk
    click(qtbot, window.staff.page(DeskPage).screen.back_button)
    arrive(qtbot, window, "start")


def test_without_a_pin_the_way_to_the_desk_is_not_offered(
    qtbot: QtBot, window: KioskWindow, club: Services
) -> None:
    club.desk_passphrase.remove()
    click(qtbot, window.start.staff_button)
    assert not window.staff.page(EnterPassphrasePage).screen.other_button.isVisible()
