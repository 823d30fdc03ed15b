"""The last call at the kiosk: counted down, and told to who has not cast when it is over."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from election.models import Schedule
from election.setup.refusals import LastCall
from election.setup.schedule import time_of_day
from election.store.port import Transaction
from kiosk.app.window import KioskWindow
from tests.kiosk.conftest import PASSWORD
from tests.kiosk.test_whole_vote import arrive, click, log_in
from tests.services import Services


def announce(services: Services, closes: datetime, grace: int = 5) -> None:
    def put(transaction: Transaction) -> None:
        schedule = Schedule(None, closes, by_itself=True)
        transaction.replace_election(replace(transaction.hold_election(), schedule=schedule, grace=grace))

    services.polls._store.write(put)


def show(qtbot: QtBot, window: KioskWindow) -> None:
    """Have the window read the election as it is now."""
    with qtbot.waitSignal(window.service_calls.election_read):
        window.service_calls.read_election()


def now() -> datetime:
    return datetime.now().astimezone()


@pytest.mark.slow
def test_the_time_that_is_left_is_shown(
    qtbot: QtBot, rich_window: KioskWindow, rich_services: Services
) -> None:
    window = rich_window
    band = window.last_call_band
    announce(rich_services, now() + timedelta(hours=1))
    show(qtbot, window)
    assert not band.isVisible()
    closes = now() - timedelta(minutes=1)
    announce(rich_services, closes)
    show(qtbot, window)
    qtbot.waitUntil(band.isVisible)
    assert time_of_day(closes + timedelta(minutes=5)) in band.text.plain_text()
    before = band.text.plain_text()
    qtbot.waitUntil(lambda: band.text.plain_text() != before)
    rich_services.polls.close()
    qtbot.waitUntil(lambda: not band.isVisible())


def test_a_last_call_by_hand_is_seen_at_once(
    qtbot: QtBot, rich_window: KioskWindow, rich_services: Services
) -> None:
    window = rich_window
    rich_services.times.call_last()
    qtbot.waitUntil(window.last_call_band.isVisible)


def test_nobody_new_is_let_in(qtbot: QtBot, rich_window: KioskWindow, rich_services: Services) -> None:
    window = rich_window
    rich_services.times.call_last()
    click(qtbot, window.start.ways["log_in"])
    form = window.screens.log_in
    form.email.line.setText("voter@example.org")
    form.password.line.setText(PASSWORD)
    click(qtbot, form.submit)
    qtbot.waitUntil(lambda: bool(form.notice.plain_text()))
    refusal = LastCall(time=time_of_day(rich_services.polls.election().schedule.closes or now()))
    assert form.notice.plain_text() == window.ui.error(refusal)


def test_who_marks_when_it_is_over_is_told_and_has_not_cast(
    qtbot: QtBot, rich_window: KioskWindow, rich_services: Services
) -> None:
    window = rich_window
    log_in(qtbot, window)
    qtbot.waitUntil(window.screens.ballot.isVisible)
    closes = now() - timedelta(seconds=1)
    announce(rich_services, closes, grace=0)
    show(qtbot, window)
    outcome = window.screens.outcome
    qtbot.waitUntil(outcome.isVisible)
    assert time_of_day(closes) in outcome.reason.plain_text()
    assert rich_services.tally.turnout().voted == 0
    assert not window.session.markings()


def test_who_reads_that_the_ballot_is_cast_reads_on(
    qtbot: QtBot, rich_window: KioskWindow, rich_services: Services
) -> None:
    window = rich_window
    window.service_calls.cast_done.emit("1234567890123456")
    arrive(qtbot, window, "outcome")
    said = window.screens.outcome.title.plain_text()
    window.last_call.over.emit(now())
    assert window.screens.outcome.title.plain_text() == said
    assert window.screens.outcome.property("verdict") == "good"
