"""An organiser's hand once the polls are open: the desk, another laptop, a last call, a run-off."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from election.models import PollsState
from election.services import Services
from election.setup.steps import Step
from kiosk.staff.backup.page import BackupPage
from kiosk.staff.library.one import Deed as LibraryDeed
from kiosk.staff.library.one import OneElectionPage
from kiosk.staff.library.page import LibraryPage
from kiosk.staff.results.follow import Codes, FollowPage
from kiosk.staff.results.page import ResultsPage
from kiosk.staff.results.save import SavePage
from kiosk.staff.results.screen import Deed
from kiosk.staff.setup.page import SetupPage
from kiosk.staff.today.page import TodayPage
from kiosk.staff.today.screen import DayAct
from kiosk.staff.today.times import LastCallPage
from tests.kiosk.organiser import Organiser
from tests.kiosk.staff.backup.test_backup import confirm
from tests.kiosk.staff.desk.conftest import PIN
from tests.kiosk.staff.desk.hand import come_in, press, told, type_in
from tests.kiosk.staff.door import PASSPHRASE
from tests.kiosk.test_whole_vote import click


def hand_out_slips(organiser: Organiser, services: Services, numbers: Sequence[str]) -> None:
    """At the desk: find each of these people by their number, and note that they were handed a slip."""
    services.desk_passphrase.set(PIN)
    organiser.leave()
    screen = come_in(organiser.qtbot, organiser.window)
    for given, number in enumerate(numbers, 1):
        screen.start_anew()
        type_in(screen.field.line, number)
        organiser.qtbot.waitUntil(
            lambda number=number: [each.digits for each in screen.people.people] == [number[-4:]]
        )
        press(Qt.Key.Key_Return)
        with services.library.current() as election:
            organiser.qtbot.waitUntil(lambda given=given, desk=election.desk: desk.totals().given == given)
        organiser.qtbot.waitUntil(lambda: bool(told(screen)))
    organiser.leave()


def copy_to_stick(organiser: Organiser) -> None:
    """Copy the current election to the only place there is."""
    organiser.open(BackupPage.name)
    screen = organiser.window.staff.page(BackupPage).screen
    organiser.qtbot.waitUntil(lambda: screen.isVisible() and len(screen.rows) == 1)
    confirm(organiser.qtbot, organiser.window, screen, 0)


def go_on_here(organiser: Organiser, services: Services) -> None:
    """On a laptop started for the first time: go on with what lies on the stick, and make it current."""
    organiser.set_passphrase()
    organiser.take(Step.CLOSE)  # the sample's polls are open
    before = {each.id for each in services.library.elections()}
    organiser.open(BackupPage.name)
    screen = organiser.window.staff.page(BackupPage).screen
    organiser.qtbot.waitUntil(lambda: screen.isVisible() and len(screen.rows) == 2)
    confirm(organiser.qtbot, organiser.window, screen, 1)
    (brought,) = {each.id for each in services.library.elections()} - before
    do_with(organiser, brought, LibraryDeed.USE)
    organiser.qtbot.waitUntil(lambda: services.library.current_id == brought)


def do_with(organiser: Organiser, election_id: str, deed: LibraryDeed) -> None:
    """Press a deed on the page of one election."""
    organiser.open(LibraryPage.name)
    library = organiser.window.staff.page(LibraryPage).screen
    organiser.qtbot.waitUntil(lambda: library.isVisible() and election_id in library.rows)
    click(organiser.qtbot, library.rows[election_id])
    click(organiser.qtbot, organiser.window.staff.page(OneElectionPage).screen.deeds[deed])


def save_pack(organiser: Organiser) -> None:
    """From the results: save the closing pack at the only place there is."""
    results = organiser.window.staff.page(ResultsPage).screen
    click(organiser.qtbot, results.deeds[Deed.PACK])
    saving = organiser.window.staff.page(SavePage).screen
    organiser.qtbot.waitUntil(
        lambda: saving.isVisible() and [each.isEnabled() for each in saving.places.buttons.values()] == [True]
    )
    (button,) = saving.places.buttons.values()
    click(organiser.qtbot, button)
    organiser.qtbot.waitUntil(lambda: results.isVisible() and bool(results.notice.plain_text()))


def begin_last_call(organiser: Organiser) -> None:
    """Let nobody new in from now on."""
    organiser.open(TodayPage.name)
    today = organiser.window.staff.page(TodayPage).screen
    click(organiser.qtbot, today.acts[DayAct.LAST_CALL])
    form = organiser.window.staff.page(LastCallPage).screen
    organiser.qtbot.waitUntil(form.isVisible)
    organiser.qtbot.keyClicks(form.passphrase.line, PASSPHRASE)
    click(organiser.qtbot, form.submit)
    organiser.qtbot.waitUntil(today.isVisible)


def prepare_run_off(organiser: Organiser, services: Services) -> None:
    """From the results to the open polls of a run-off with the same codes."""
    results = organiser.window.staff.page(ResultsPage).screen
    click(organiser.qtbot, results.deeds[Deed.RUN_OFF])
    click(organiser.qtbot, organiser.window.staff.page(FollowPage).screen.codes[Codes.SAME])
    organiser.qtbot.waitUntil(lambda: results.isVisible() and bool(results.notice.plain_text()))
    (draft,) = [each.id for each in services.library.elections() if each.state is PollsState.DRAFT]
    do_with(organiser, draft, LibraryDeed.SET_UP)
    setup = organiser.window.staff.page(SetupPage).screen
    organiser.qtbot.waitUntil(lambda: setup.isVisible() and setup.tasks is not None)
    organiser.open_polls(setup)
    organiser.leave()
