"""The pages that the staff panel has a way to, in the order it shows them."""

from kiosk.staff.backup.page import BackupPage
from kiosk.staff.codes.page import CodesPage
from kiosk.staff.desk.setting_up import DeskSetUpPage
from kiosk.staff.library.page import LibraryPage
from kiosk.staff.log.page import LogPage
from kiosk.staff.network.page import NetworkPage
from kiosk.staff.page import StaffPage
from kiosk.staff.projector.page import ProjectorPage
from kiosk.staff.results.page import ResultsPage
from kiosk.staff.roll.page import RollPage
from kiosk.staff.screens.calibration import CalibratePage
from kiosk.staff.screens.defaults import DefaultsPage
from kiosk.staff.screens.passphrase import ChangePassphrasePage
from kiosk.staff.today.page import TodayPage

PAGES: tuple[type[StaffPage], ...] = (
    TodayPage,
    ResultsPage,
    DeskSetUpPage,
    ProjectorPage,
    CodesPage,
    LibraryPage,
    BackupPage,
    LogPage,
    RollPage,
    DefaultsPage,
    CalibratePage,
    NetworkPage,
    ChangePassphrasePage,
)
