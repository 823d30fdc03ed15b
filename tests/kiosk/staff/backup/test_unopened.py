"""The current election cannot be opened: the window says so, and leads to what can be done."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import LANGUAGES, catalogue
from election.models import PollsState
from election.services import Services
from election.voters.passwords import Passwords
from kiosk.app.window import KioskWindow
from kiosk.staff.backup.confirm import ConfirmPage
from kiosk.staff.backup.page import BackupPage
from kiosk.staff.library.one import Deed, OneElectionPage
from kiosk.staff.library.page import LibraryPage
from kiosk.staff.registry import PAGES
from kiosk.staff.screens.panel import PanelPage
from tests.election.damages import DAMAGES, begin_and_back_up, damage
from tests.election.test_library import definition
from tests.kiosk.conftest import open_window
from tests.kiosk.staff.door import PASSPHRASE, enter
from tests.kiosk.test_whole_vote import click
from tests.services import opened


@pytest.fixture
def what() -> str:
    return "foreign"


@pytest.fixture
def services(tmp_path: Path, stick: Path, passwords: Passwords, what: str) -> Iterator[Services]:
    with opened(tmp_path / "data", passwords) as services:
        services.organiser.set_first(PASSPHRASE)
        election_id = begin_and_back_up(services, stick)
    damage(tmp_path / "data", election_id, what)
    with opened(tmp_path / "data", passwords) as services:
        yield services


@pytest.fixture
def window(qtbot: QtBot, services: Services) -> Iterator[KioskWindow]:
    window = open_window(qtbot, services)
    yield window
    window.shut_down()


def unopened_id(services: Services) -> str:
    assert services.library.unopened is not None
    return services.library.unopened.id


def news(window: KioskWindow) -> str:
    return "\n".join(each.plain_text() for each in window.staff.page(PanelPage).screen.notices)


@pytest.mark.slow
@pytest.mark.parametrize("what", DAMAGES)
def test_voters_are_told_and_staff_learn_which_and_what_can_be_done(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    for language in LANGUAGES:
        window.set_language(language)
        assert catalogue().text("start.polls.unopened", language) in window.start.spoken()
        assert not any(way.isVisible() for way in window.start.ways.values())
    enter(qtbot, window)
    for language in LANGUAGES:
        window.set_language(language)
        problem = services.library.unopened.problem  # type: ignore[union-attr]
        assert unopened_id(services) in news(window)
        assert catalogue().of_error(problem, language) in news(window)
        unopened = services.library.unopened
        key = f"staff.news.unopened.{unopened.remedy}"  # type: ignore[union-attr]
        wanted = {"id": unopened_id(services), "problem": catalogue().of_error(problem, language)}
        assert catalogue().text(key, language, **wanted) in news(window)
    panel = window.staff.page(PanelPage).screen
    for kind in [each for each in PAGES if panel.pages[each.name].isVisible()]:  # none of them fails
        click(qtbot, panel.pages[kind.name])
        qtbot.waitUntil(window.staff.page(kind).screen.isVisible)
        window.staff.back()
        qtbot.waitUntil(panel.isVisible)


def test_it_is_restored_from_the_library_on_and_people_vote_again(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    election_id = unopened_id(services)
    enter(qtbot, window)
    click(qtbot, window.staff.page(PanelPage).screen.pages[LibraryPage.name])
    screen = window.staff.page(LibraryPage).screen
    qtbot.waitUntil(lambda: election_id in screen.rows)
    click(qtbot, screen.rows[election_id])
    click(qtbot, window.staff.page(OneElectionPage).screen.deeds[Deed.RESTORE])
    backups = window.staff.page(BackupPage).screen
    qtbot.waitUntil(lambda: backups.isVisible() and len(backups.rows) == 1)
    assert backups.lead() == catalogue().text("staff.backup.unopened.backup", "ko")
    click(qtbot, backups.rows[0])
    form = window.staff.page(ConfirmPage).screen
    qtbot.waitUntil(form.isVisible)
    form.passphrase.line.setText(PASSPHRASE)
    click(qtbot, form.submit)
    qtbot.waitUntil(lambda: backups.isVisible() and "되돌려" in backups.notice.plain_text())
    assert services.library.current_id == election_id
    with services.library.current() as election:
        assert election.polls.election().state is PollsState.PAUSED
        election.polls.resume()
    for _ in range(3):
        window.staff.back()
    qtbot.waitUntil(window.staff.page(PanelPage).screen.isVisible)
    assert not news(window).strip()


@pytest.mark.parametrize(("what", "remedy"), [("unreadable", "folder"), ("newer", "program")])
def test_no_back_up_is_advised_where_another_thing_helps(
    qtbot: QtBot, window: KioskWindow, services: Services, remedy: str
) -> None:
    enter(qtbot, window)
    assert news(window).strip()
    click(qtbot, window.staff.page(PanelPage).screen.pages[BackupPage.name])
    backups = window.staff.page(BackupPage).screen
    qtbot.waitUntil(lambda: backups.isVisible() and len(backups.rows) == 1)
    for language in LANGUAGES:
        window.set_language(language)
        assert backups.lead() == catalogue().text(f"staff.backup.unopened.{remedy}", language)


@pytest.mark.slow
def test_another_one_is_made_current_while_somebody_reads_the_panel(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    enter(qtbot, window)
    assert unopened_id(services) in news(window)
    services.library.use(services.library.create(definition("other"), PollsState.OPEN))
    qtbot.waitUntil(lambda: not news(window).strip())
    window.reset()
    title = catalogue().text("start.polls.open", "ko")
    qtbot.waitUntil(lambda: title in window.start.spoken())
