"""Times and other settings of an election: typed and chosen, saved at once."""

import threading
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import catalogue
from election.models import (
    MOST_PROLONGATIONS,
    NO_TEXT,
    LocalText,
    Privacy,
    Prolongation,
    Schedule,
    TurnoutFor,
)
from election.services import Services
from election.setup.changes.contests import ChangeElection
from election.setup.editing import Editing
from election.setup.tasks import Area
from election.setup.templates import Template
from kiosk.app.window import KioskWindow
from kiosk.staff.setup.times import TimesPage, TimesScreen, read_time, time_text
from tests.kiosk.staff.setup.test_setup import begin, now
from tests.kiosk.test_whole_vote import click

TODAY = datetime(2026, 11, 28, 13, 5)


@pytest.fixture
def times(qtbot: QtBot, window: KioskWindow, services: Services) -> TimesScreen:
    screen = begin(qtbot, window, services, Template.PRIZE)
    click(qtbot, screen.areas[Area.OPEN])
    click(qtbot, screen.check.times)
    shown = window.staff.page(TimesPage).screen
    qtbot.waitUntil(lambda: shown.isVisible() and shown.election is not None)
    return shown


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("18:00", "2026-11-28 18:00"), ("2026-12-01 9:30", "2026-12-01 09:30"), (" ", "")],
)
def test_a_time_is_read_as_it_is_typed(typed: str, wanted: str) -> None:
    assert time_text(read_time(typed, TODAY)) == wanted


@pytest.mark.parametrize("typed", ["18", "25:00", "2026-13-01 10:00", "2026-11-28", "6 pm"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_time(typed, TODAY)


@pytest.mark.slow
def test_times_are_kept_and_what_is_none_is_told(
    qtbot: QtBot, times: TimesScreen, services: Services
) -> None:
    closes = times.times["closes"]
    closes.line.setText("half past")
    closes.line.editingFinished.emit()
    assert closes.problem.plain_text()
    wanted = datetime.now().astimezone().replace(second=0, microsecond=0) + timedelta(days=1)
    closes.line.setText(time_text(wanted))
    closes.line.editingFinished.emit()
    qtbot.waitUntil(lambda: now(services).schedule.closes == wanted)
    assert not closes.problem.plain_text()
    click(qtbot, times.switches["by_itself"])
    qtbot.waitUntil(lambda: now(services).schedule.by_itself)
    closes.line.setText("")
    closes.line.editingFinished.emit()
    qtbot.waitUntil(lambda: now(services).schedule == Schedule())


@pytest.mark.slow
def test_without_a_time_the_program_cannot_keep_any(
    qtbot: QtBot, times: TimesScreen, services: Services
) -> None:
    click(qtbot, times.switches["by_itself"])
    assert times.notice.plain_text()
    assert not now(services).schedule.by_itself


@pytest.mark.slow
def test_settings_are_chosen(qtbot: QtBot, times: TimesScreen, services: Services) -> None:
    click(qtbot, times.choices["grace"][2])
    click(qtbot, times.choices["turnout_for"][TurnoutFor.STAFF])
    click(qtbot, times.choices["objection_hours"][72])
    click(qtbot, times.switches["live_results"])
    qtbot.waitUntil(lambda: now(services).live_results)
    click(qtbot, times.switches["markings_public"])
    qtbot.waitUntil(lambda: now(services).markings_public)
    assert "알아볼 수 있" in times.warning.plain_text()

    def chosen() -> tuple[int, str, int]:
        election = now(services)
        return election.grace, election.turnout_for, election.objection_hours

    qtbot.waitUntil(lambda: chosen() == (2, TurnoutFor.STAFF, 72))


def leave(line: QLineEdit, typed: str) -> None:
    line.setText(typed)
    line.editingFinished.emit()


@pytest.mark.slow
def test_how_far_the_closing_may_be_put_off_is_typed(
    qtbot: QtBot, times: TimesScreen, services: Services
) -> None:
    minutes, often = (times.declared.fields[name] for name in ("minutes", "times"))
    leave(often.line, "2")
    assert minutes.problem.plain_text() == catalogue().text("setup.times.minutes_missing", "ko")
    leave(minutes.line, "60")
    qtbot.waitUntil(lambda: now(services).prolongation == Prolongation(60, 2))
    assert not minutes.problem.plain_text()
    leave(often.line, "11")
    limits = {"least": 1, "most": MOST_PROLONGATIONS}
    assert often.problem.plain_text() == catalogue().text("setting_fault.number", "ko", **limits)
    leave(often.line, "")
    leave(minutes.line, "an hour")
    assert minutes.problem.plain_text() == catalogue().text("setup.times.no_number", "ko")
    leave(minutes.line, "90")
    qtbot.waitUntil(lambda: now(services).prolongation == Prolongation(90, 1))
    leave(minutes.line, "")
    qtbot.waitUntil(lambda: now(services).prolongation is None)
    assert not often.text()


@pytest.mark.slow
def test_what_is_typed_quickly_is_kept_in_its_order(
    qtbot: QtBot, times: TimesScreen, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Changes are made on threads of their own; here a later one may overtake the first."""
    make, overtaken, made = Editing.make, threading.Event(), list[object]()

    def slowly(editing: Editing, change: ChangeElection) -> None:
        if change.values["prolongation"] == Prolongation(60, 1):
            overtaken.wait(0.5)
        make(editing, change)
        made.append(change)
        overtaken.set()

    monkeypatch.setattr(Editing, "make", slowly)
    minutes = times.declared.fields["minutes"]
    leave(minutes.line, "60")
    leave(minutes.line, "90")
    qtbot.waitUntil(lambda: len(made) == 2)
    assert now(services).prolongation == Prolongation(90, 1)


@pytest.mark.slow
def test_what_people_are_told_of_their_data_is_typed_in_both_languages(
    qtbot: QtBot, times: TimesScreen, services: Services
) -> None:
    fields = times.declared
    leave(fields.texts["purpose"].fields["ko"].line, "선거인 확인")
    purpose = LocalText.of({"ko": "선거인 확인"})
    qtbot.waitUntil(lambda: now(services).privacy == Privacy(purpose, NO_TEXT))
    leave(fields.texts["keeper"].fields["en"].line, "The board")
    until = fields.fields["until"]
    leave(until.line, "next year")
    assert until.problem.plain_text() == catalogue().text("setting_fault.day", "ko")
    until.line.setText("2027-1-31")
    times.back_button.click()  # leaving saves what was typed last
    wanted = Privacy(purpose, LocalText.of({"en": "The board"}), date(2027, 1, 31))
    qtbot.waitUntil(lambda: now(services).privacy == wanted)
    assert not until.text()
