"""What the pictures show of the projector, of the page that steers it, and of the desk. All made up."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QApplication

from election.models import WayIn
from election.voters.desk import DeskState, DeskTotals
from election.voters.desk_search import DeskFound, DeskPerson
from kiosk.app.window import KioskWindow
from kiosk.projector.projector import Projector
from kiosk.staff.desk.deeds import Deed, Done
from kiosk.staff.desk.enter import DeskEnterPage
from kiosk.staff.desk.page import DeskPage
from kiosk.staff.desk.reissue import ReissuePage
from kiosk.staff.desk.setting_up import DeskSetUpPage
from kiosk.staff.desk.slips import LostPage, SlipPage
from kiosk.staff.projector.page import ProjectorPage
from tools.sample_elections import LONG_ENGLISH, rich_election

_PEOPLE = (
    DeskPerson(1, "김하나", "국문과", "0482", DeskState.NOT_YET),
    DeskPerson(2, "김하늘", "사학과", "1177", DeskState.RECEIVED),
    DeskPerson(3, "김호남", "국문과", "9034", DeskState.CAME),
    DeskPerson(4, LONG_ENGLISH, "", "", DeskState.VOTED),
)


def projector(window: KioskWindow) -> None:
    """The page that steers it, with one screen only."""
    _steered(window)


def projector_results(window: KioskWindow) -> None:
    """The result of a contest is shown."""
    hall = _steered(window)
    hall.show_results(3)
    while hall.place[1] < 2:
        QApplication.processEvents()
    window.staff.page(ProjectorPage).screen.follow()


def _steered(window: KioskWindow) -> Projector:
    page, hall = window.staff.page(ProjectorPage), window.second_windows.projector()
    while hall.status is None:
        QApplication.processEvents()
    window.voter_flow.go(page.screen)
    page.screen.follow()
    return hall


def desk(typed: str, chosen: int, *, done: bool = False) -> Callable[[KioskWindow], None]:
    """The desk, with people found and one of them chosen, or none; or just after somebody was marked."""

    def prepare(window: KioskWindow) -> None:
        screen = window.staff.page(DeskPage).screen
        election = replace(rich_election(), ways_in=(WayIn.SLIP, WayIn.DESK))
        window.voter_flow.go(screen)
        screen.show_totals(election, DeskTotals(367, 145, 145, 0, 143))
        screen.typed.blockSignals(True)  # noqa: FBT003 - nobody searches in what is made up
        screen.field.line.setText(typed)
        screen.typed.blockSignals(False)  # noqa: FBT003
        if done:
            screen.show_done(Done(Deed.GIVE, _PEOPLE[0]))
        else:
            screen.show_found(DeskFound(_PEOPLE if chosen >= 0 else ()))
            screen.people.pick(chosen)
            screen.retranslate()

    return prepare


def desk_enter(window: KioskWindow) -> None:
    """The desk's passphrase is asked for."""
    window.voter_flow.go(window.staff.page(DeskEnterPage).screen)


def desk_slip(window: KioskWindow) -> None:
    """A slip came back."""
    screen = window.staff.page(SlipPage).screen
    screen.show_person(Deed.TAKE_BACK, _PEOPLE[0])
    window.voter_flow.go(screen)


def desk_lost(window: KioskWindow) -> None:
    """A slip was lost."""
    window.voter_flow.go(window.staff.page(LostPage).screen)


def desk_reissue(window: KioskWindow) -> None:
    """A personal code was lost."""
    screen = window.staff.page(ReissuePage).screen
    screen.show_person(_PEOPLE[0])
    window.voter_flow.go(screen)


def desk_set_up(window: KioskWindow) -> None:
    """A PIN was made just now, and there is a second screen."""
    screen = window.staff.page(DeskSetUpPage).screen
    window.voter_flow.go(screen)
    screen.show_place(is_set=True, can_open=True, is_open=False)
    screen.show_pin("739164")
