"""What the pictures show of the hall's projector, and of the page that steers it. All made up."""

from PySide6.QtWidgets import QApplication

from kiosk.app.window import KioskWindow
from kiosk.projector.projector import Projector
from kiosk.staff.projector.page import ProjectorPage


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
