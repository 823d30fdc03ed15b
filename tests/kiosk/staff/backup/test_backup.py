"""The current election is copied to a stick in the window, and goes on there on another computer."""

import shutil
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from election.admin.refusals import WrongPassphrase
from election.i18n.catalogue import catalogue
from election.models import PollsState
from election.services import Services
from election.voters.passwords import Passwords
from kiosk.app.window import KioskWindow
from kiosk.staff.backup import page as page_module
from kiosk.staff.backup.confirm import ConfirmPage, ConfirmScreen
from kiosk.staff.backup.page import BackupPage, BackupScreen
from kiosk.staff.screens.panel import PanelPage
from kiosk.support.places import Place
from tests.election.archive.two_computers import begin
from tests.kiosk.staff.door import PASSPHRASE, open_page
from tests.kiosk.test_whole_vote import click
from tests.services import opened


@pytest.fixture
def other_computer(tmp_path: Path, passwords: Passwords) -> Callable[[], AbstractContextManager[Services]]:
    """Opens the services of another computer."""
    return lambda: opened(tmp_path / "old", passwords)


def pause_backed_up(services: Services, stick: Path) -> None:
    """Have two vote, and pause the polls after a back-up."""
    begin(services)
    services.backups.begin(stick)
    with services.library.current() as election:
        election.polls.pause()


def open_backups(qtbot: QtBot, window: KioskWindow, rows: int) -> BackupScreen:
    open_page(qtbot, window, BackupPage.name)
    screen = window.staff.page(BackupPage).screen
    qtbot.waitUntil(lambda: screen.isVisible() and len(screen.rows) == rows)
    return screen


def choose(qtbot: QtBot, window: KioskWindow, screen: BackupScreen, row: int) -> ConfirmScreen:
    """Press a row; return what asks once more."""
    click(qtbot, screen.rows[row])
    form = window.staff.page(ConfirmPage).screen
    qtbot.waitUntil(form.isVisible)
    return form


def submit(qtbot: QtBot, form: ConfirmScreen, passphrase: str = PASSPHRASE) -> None:
    form.passphrase.line.setText(passphrase)
    click(qtbot, form.submit)


def confirm(qtbot: QtBot, window: KioskWindow, screen: BackupScreen, row: int) -> None:
    submit(qtbot, choose(qtbot, window, screen, row))
    qtbot.waitUntil(lambda: screen.isVisible() and bool(screen.notice.plain_text()))


def test_it_is_copied_and_that_is_told(
    qtbot: QtBot, window: KioskWindow, services: Services, stick: Path
) -> None:
    begin(services)
    screen = open_backups(qtbot, window, 1)
    assert "아직" in screen.lead()
    confirm(qtbot, window, screen, 0)
    assert "투표한 2명" in screen.notice.plain_text()
    assert services.take_over.look(stick).turnout.voted == 2
    qtbot.waitUntil(lambda: "마지막 백업" in screen.lead())
    assert len(screen.rows) == 1  # while people vote here its own copy is nothing to go on with


def test_a_stick_that_does_not_answer_does_not_hold_the_window(
    qtbot: QtBot, window: KioskWindow, services: Services, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(services)
    go_on, find = threading.Event(), page_module.places

    def slow() -> tuple[Place, ...]:
        assert go_on.wait(60)
        return find()

    monkeypatch.setattr(page_module, "places", slow)
    open_page(qtbot, window, BackupPage.name)
    screen = window.staff.page(BackupPage).screen
    assert screen.isVisible()
    assert (screen.lead(), screen.rows) == (catalogue().text("staff.backup.looking", "ko"), [])
    go_on.set()
    qtbot.waitUntil(lambda: len(screen.rows) == 1)


def test_while_a_step_is_backed_up_the_stick_is_to_stay_in(
    qtbot: QtBot, window: KioskWindow, services: Services, stick: Path
) -> None:
    pause_backed_up(services, stick)
    screen = open_backups(qtbot, window, 2)
    waits = catalogue().text("staff.news.copying", "ko")
    assert screen.lead() == waits
    window.staff.back()
    panel = window.staff.page(PanelPage).screen
    qtbot.waitUntil(panel.isVisible)
    assert waits in [each.plain_text() for each in panel.notices]
    services.backups.keep_up()
    qtbot.waitUntil(lambda: waits not in [each.plain_text() for each in panel.notices])


def test_a_step_that_is_taken_meanwhile_is_told_of_before_any_stick_answers(
    qtbot: QtBot, window: KioskWindow, services: Services, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(services)
    services.backups.begin(stick)
    screen, go_on, find = open_backups(qtbot, window, 1), threading.Event(), page_module.places

    def slow() -> tuple[Place, ...]:
        assert go_on.wait(60)
        return find()

    monkeypatch.setattr(page_module, "places", slow)
    with services.library.current() as election:
        election.polls.pause()  # as a command does
    waits = catalogue().text("staff.news.copying", "ko")
    qtbot.waitUntil(lambda: screen.lead() == waits)
    services.backups.keep_up()
    qtbot.waitUntil(lambda: screen.lead() != waits)
    go_on.set()
    qtbot.waitUntil(lambda: len(screen.rows) == 2)
    assert "마지막 백업" in screen.lead()


@pytest.mark.slow
def test_a_wrong_passphrase_copies_nothing(
    qtbot: QtBot, window: KioskWindow, services: Services, stick: Path
) -> None:
    begin(services)
    form = choose(qtbot, window, open_backups(qtbot, window, 1), 0)
    submit(qtbot, form, "a wrong guess")
    said = catalogue().of_error(WrongPassphrase(), "ko")
    qtbot.waitUntil(lambda: form.notice.plain_text() == said)
    assert not list(stick.iterdir())


@pytest.mark.slow
def test_one_from_a_stick_goes_on_here(
    qtbot: QtBot,
    window: KioskWindow,
    services: Services,
    stick: Path,
    other_computer: Callable[[], AbstractContextManager[Services]],
) -> None:
    with other_computer() as old:
        election_id = begin(old)
        old.take_over.copy_out(election_id, stick)
    screen = open_backups(qtbot, window, 1)  # there is none here yet that could be copied
    confirm(qtbot, window, screen, 0)
    assert "2명" in screen.notice.plain_text()
    with services.library.held(election_id) as election:
        assert election.polls.election().state is PollsState.PAUSED
    qtbot.waitUntil(lambda: not screen.rows)


SECRET = "rainy stones 42 hum"


@pytest.mark.slow
def test_it_is_encrypted_and_opened_on_another_computer(
    qtbot: QtBot,
    window: KioskWindow,
    services: Services,
    stick: Path,
    other_computer: Callable[[], AbstractContextManager[Services]],
) -> None:
    with other_computer() as old:
        election_id = begin(old)
        old.backups.begin(stick, SECRET)
    screen = open_backups(qtbot, window, 1)
    form = choose(qtbot, window, screen, 0)
    submit(qtbot, form)
    assert form.secret.isVisible()  # and it is asked for
    form.secret.line.setText("rainy stones 43 hum")
    click(qtbot, form.submit)
    qtbot.waitUntil(lambda: "열리지 않습니다" in form.notice.plain_text())
    form.secret.line.setText(SECRET)
    click(qtbot, form.submit)
    qtbot.waitUntil(lambda: not form.secret.isVisible())
    submit(qtbot, form)
    qtbot.waitUntil(lambda: screen.isVisible() and "2명" in screen.notice.plain_text())
    assert services.library.ids() == (election_id,)


@pytest.mark.slow
def test_a_back_up_takes_the_place_of_what_is_here(
    qtbot: QtBot, window: KioskWindow, services: Services, stick: Path
) -> None:
    pause_backed_up(services, stick)
    screen = open_backups(qtbot, window, 2)
    confirm(qtbot, window, screen, 1)
    assert "2명" in screen.notice.plain_text()
    with services.library.current() as election:
        assert election.contents.epoch().number == 1
        election.polls.resume()


@pytest.mark.slow
def test_a_stick_that_was_pulled_is_said(
    qtbot: QtBot, window: KioskWindow, services: Services, stick: Path
) -> None:
    begin(services)
    form = choose(qtbot, window, open_backups(qtbot, window, 1), 0)
    shutil.rmtree(stick)
    submit(qtbot, form)
    qtbot.waitUntil(lambda: form.notice.plain_text().startswith("복사하지 못했습니다"))
