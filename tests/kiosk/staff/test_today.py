"""The staff's page of the day: what it shows and offers, and every step taken in the window."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from election.admin.copies import CopyKind
from election.admin.refusals import WrongPassphrase
from election.errors import Message
from election.i18n.catalogue import catalogue
from election.models import PollsState, Prolongation, Schedule
from election.setup.refusals import BoxNotEmpty, StepOfAnotherElection
from election.setup.steps import Step
from election.store.port import Transaction
from kiosk.app.window import KioskWindow
from kiosk.staff.today.page import TodayPage
from kiosk.staff.today.screen import DayAct, TodayScreen
from kiosk.staff.today.step import STEP_PAGES, WITNESSED, CloseEarlyPage, StepPage, StepScreen
from kiosk.staff.today.times import ClockPage, LastCallPage, ProlongPage, SetClosingPage
from kiosk.widgets.buttons.entry_button import EntryButton
from tests.election.setup.test_life_cycle import ALLOWED
from tests.kiosk.conftest import PASSWORD
from tests.kiosk.staff.door import PASSPHRASE, open_page
from tests.kiosk.test_whole_vote import click
from tests.services import Services
from tools.staff_states import day


def set_state(services: Services, state: PollsState) -> None:
    services.polls._store.write(lambda transaction: transaction.set_state(state))


def open_today(qtbot: QtBot, window: KioskWindow) -> TodayScreen:
    open_page(qtbot, window, TodayPage.name)
    screen = window.staff.page(TodayPage).screen
    qtbot.waitUntil(lambda: screen.isVisible() and screen.day is not None)
    return screen


def choose(qtbot: QtBot, window: KioskWindow, step: Step) -> StepScreen:
    """Press the step on the page of the day; return the screen that asks once more."""
    today = window.staff.page(TodayPage).screen
    qtbot.waitUntil(lambda: today.isVisible() and today.steps[step].isVisible())
    click(qtbot, today.steps[step])
    screen = window.staff.page(STEP_PAGES[step]).screen
    qtbot.waitUntil(screen.isVisible)
    return screen


def take(qtbot: QtBot, window: KioskWindow, step: Step, why: str = "") -> None:
    """Take a step as staff do, and come back to the page of the day."""
    screen = choose(qtbot, window, step)
    if why:
        screen.reason.line.setText(why)
    if step in WITNESSED:
        for field, name in zip(screen.present, ("Kim", "Lee"), strict=True):
            field.line.setText(name)
    screen.passphrase.line.setText(PASSPHRASE)
    click(qtbot, screen.submit)
    qtbot.waitUntil(window.staff.page(TodayPage).screen.isVisible)
    assert not screen.passphrase.text()


def state_shown(screen: TodayScreen, state: PollsState) -> bool:
    return screen.strip.state.plain_text() == catalogue().text(f"start.polls.{state}", "ko")


@pytest.mark.slow
@pytest.mark.parametrize("state", PollsState)
def test_only_the_steps_that_may_be_taken_are_offered(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services, state: PollsState
) -> None:
    set_state(rich_services, state)
    screen = open_today(qtbot, staffed)
    assert {step for step, button in screen.steps.items() if button.isVisible()} == set(ALLOWED[state])
    assert state_shown(screen, state)


def test_a_whole_day(qtbot: QtBot, staffed: KioskWindow, rich_services: Services) -> None:
    set_state(rich_services, PollsState.DRAFT)
    screen = open_today(qtbot, staffed)
    take(qtbot, staffed, Step.OPEN)
    qtbot.waitUntil(lambda: state_shown(screen, PollsState.OPEN))
    click(qtbot, screen.steps[Step.PAUSE])  # at once: nothing asks
    qtbot.waitUntil(lambda: state_shown(screen, PollsState.PAUSED))
    assert screen.warning.isVisible()
    take(qtbot, staffed, Step.RESUME)
    take(qtbot, staffed, Step.CLOSE)
    take(qtbot, staffed, Step.REOPEN, "too early")
    take(qtbot, staffed, Step.CLOSE)
    take(qtbot, staffed, Step.COUNT)
    qtbot.waitUntil(lambda: state_shown(screen, PollsState.COUNTED))
    rich_services.copies.note(CopyKind.PACK, "pack.zip")
    take(qtbot, staffed, Step.ARCHIVE)
    qtbot.waitUntil(lambda: state_shown(screen, PollsState.ARCHIVED))
    taken = [act.what for act in rich_services.polls.acts() if act.what.startswith("polls.")]
    names = ("opened", "paused", "resumed", "closed", "reopened", "closed", "counted", "archived")
    assert sorted(taken) == sorted(f"polls.{name}" for name in names)
    assert [act.why for act in rich_services.polls.acts() if act.why] == ["too early"]


def test_a_wrong_passphrase_takes_no_step(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    open_today(qtbot, staffed)
    screen = choose(qtbot, staffed, Step.CLOSE)
    screen.passphrase.line.setText("a wrong guess")
    click(qtbot, screen.submit)
    said = catalogue().of_error(WrongPassphrase(), "ko")
    qtbot.waitUntil(lambda: screen.notice.plain_text() == said)
    assert rich_services.polls.election().state is PollsState.OPEN
    click(qtbot, screen.back_button)
    assert staffed.staff.page(TodayPage).screen.isVisible()


@pytest.mark.slow
def test_why_the_polls_do_not_open_is_said(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    voter = rich_services.accounts.log_in("voter@example.org", PASSWORD)
    rich_services.ballots.cast(voter.id, {})
    set_state(rich_services, PollsState.DRAFT)
    open_today(qtbot, staffed)
    screen = choose(qtbot, staffed, Step.OPEN)
    screen.passphrase.line.setText(PASSPHRASE)
    click(qtbot, screen.submit)
    qtbot.waitUntil(lambda: screen.notice.plain_text() == catalogue().of_error(BoxNotEmpty(), "ko"))
    assert rich_services.polls.election().state is PollsState.DRAFT


@pytest.mark.slow
@pytest.mark.parametrize(("step", "state"), [(Step.REOPEN, "closed"), (Step.ANNUL, "open")])
def test_a_reason_is_asked_for(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services, step: Step, state: str
) -> None:
    set_state(rich_services, PollsState(state))
    open_today(qtbot, staffed)
    screen = choose(qtbot, staffed, step)
    screen.passphrase.line.setText(PASSPHRASE)
    click(qtbot, screen.submit)
    assert screen.reason.problem.plain_text()
    assert rich_services.polls.election().state is PollsState(state)


def test_turnout_and_state_follow_what_happens_at_the_doors(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    screen = open_today(qtbot, staffed)
    assert (screen.strip.bar.votes, screen.strip.bar.whole) == (0, 1)
    voter = rich_services.accounts.log_in("voter@example.org", PASSWORD)
    rich_services.ballots.cast(voter.id, {})
    rich_services.accounts.sign_up("late@example.org", "late", PASSWORD)
    qtbot.waitUntil(lambda: (screen.strip.bar.votes, screen.strip.bar.whole) == (1, 2))
    rich_services.polls.close()
    qtbot.waitUntil(lambda: state_shown(screen, PollsState.CLOSED))
    assert "1표" in screen.lead()


def test_what_has_been_done_meanwhile_is_said(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    open_today(qtbot, staffed)
    screen = choose(qtbot, staffed, Step.CLOSE)
    rich_services.polls.close()  # somebody else did
    screen.passphrase.line.setText(PASSPHRASE)
    click(qtbot, screen.submit)
    said = catalogue().text("error.polls.transition", "ko", state=Message("polls.state.closed"))
    qtbot.waitUntil(lambda: screen.notice.plain_text() == said)


def test_nothing_typed_stays(qtbot: QtBot, staffed: KioskWindow, rich_services: Services) -> None:
    open_today(qtbot, staffed)
    screen = choose(qtbot, staffed, Step.ANNUL)
    screen.reason.line.setText("a reason")
    screen.passphrase.line.setText("something secret")
    click(qtbot, staffed.header.home_button)
    assert not screen.reason.text()
    assert not screen.passphrase.text()


def test_how_an_election_stood_is_not_shown_again(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    """Another one may be current by then, and its state is read first."""
    screen = open_today(qtbot, staffed)
    click(qtbot, staffed.header.home_button)
    qtbot.waitUntil(lambda: staffed.voter_flow.at_start)
    assert screen.day is None
    assert all(button.isHidden() for button in screen.steps.values())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("state", "words"),
    [
        (PollsState.OPEN, "정족수 184명까지 41명 남았습니다"),
        (PollsState.CLOSED, "정족수 184명에 41명이 모자랐습니다"),
        (PollsState.COUNTED, "정족수 184명에 41명이 모자랐습니다"),
    ],
)
def test_a_quorum_is_to_be_reached_until_the_polls_close(
    qtbot: QtBot, staffed: KioskWindow, state: PollsState, words: str
) -> None:
    screen = open_today(qtbot, staffed)
    screen.show_day(day(state))
    assert screen.strip.quorum.plain_text() == words


@pytest.mark.slow
def test_no_step_is_taken_in_an_election_that_became_current_meanwhile(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    open_today(qtbot, staffed)
    screen = choose(qtbot, staffed, Step.CLOSE)
    staffed.staff.page(STEP_PAGES[Step.CLOSE]).prepare(
        replace(day(PollsState.OPEN), election_id="the one before")
    )
    screen.passphrase.line.setText(PASSPHRASE)
    click(qtbot, screen.submit)
    said = catalogue().of_error(StepOfAnotherElection(), "ko")
    qtbot.waitUntil(lambda: screen.notice.plain_text() == said)
    assert rich_services.polls.election().state is PollsState.OPEN


# --- times ---------------------------------------------------------------------------------------------


def announce(services: Services, closes: datetime, *, by_itself: bool = True) -> None:
    def put(transaction: Transaction) -> None:
        schedule = Schedule(None, closes, by_itself=by_itself)
        election = replace(transaction.hold_election(), schedule=schedule, prolongation=Prolongation(60))
        transaction.replace_election(election)

    services.polls._store.write(put)


def soon(minutes: float) -> datetime:
    return datetime.now().astimezone() + timedelta(minutes=minutes)


def open_deed(qtbot: QtBot, window: KioskWindow, button: EntryButton, kind: type[StepPage]) -> StepScreen:
    qtbot.waitUntil(button.isVisible)
    click(qtbot, button)
    screen = window.staff.page(kind).screen
    qtbot.waitUntil(screen.isVisible)
    screen.passphrase.line.setText(PASSPHRASE)
    return screen


@pytest.mark.slow
def test_an_early_close_is_typed(qtbot: QtBot, staffed: KioskWindow, rich_services: Services) -> None:
    announce(rich_services, soon(26))
    today = open_today(qtbot, staffed)
    screen = open_deed(qtbot, staffed, today.steps[Step.CLOSE], CloseEarlyPage)
    assert "26분" in screen.about()
    for typed in ("", "마감"):
        screen.word.line.setText(typed)
        click(qtbot, screen.submit)
        assert screen.word.problem.plain_text()
    assert rich_services.polls.election().state is PollsState.OPEN
    screen.word.line.setText(" 조기  마감 ")
    click(qtbot, screen.submit)
    qtbot.waitUntil(lambda: rich_services.polls.election().state is PollsState.CLOSED)


@pytest.mark.slow
def test_what_was_declared_is_prolonged_before_two_people(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    closes = soon(20)
    announce(rich_services, closes)
    today = open_today(qtbot, staffed)
    screen = open_deed(qtbot, staffed, today.acts[DayAct.PROLONG], ProlongPage)
    screen.reason.line.setText("four short")
    click(qtbot, screen.submit)
    assert all(field.problem.plain_text() for field in screen.present)
    for field, name in zip(screen.present, ("Kim", "Lee"), strict=True):
        field.line.setText(name)
    click(qtbot, screen.submit)
    qtbot.waitUntil(today.isVisible)
    status = rich_services.times.status()
    assert (status.schedule.closes, status.prolonged) == (closes + timedelta(minutes=60), 1)
    assert rich_services.polls.acts()[-1].present == ("Kim", "Lee")
    qtbot.waitUntil(lambda: not today.acts[DayAct.PROLONG].isVisible())


@pytest.mark.slow
def test_a_forgotten_closing_time_is_told_and_a_last_call_offered(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    announce(rich_services, soon(-10), by_itself=False)
    today = open_today(qtbot, staffed)
    qtbot.waitUntil(lambda: "마감하지 않았습니다" in today.alarm.plain_text())
    screen = open_deed(qtbot, staffed, today.acts[DayAct.LAST_CALL], LastCallPage)
    click(qtbot, screen.submit)
    qtbot.waitUntil(today.isVisible)
    assert rich_services.times.status().is_last_call
    qtbot.waitUntil(lambda: bool(today.warning.plain_text()) and not today.alarm.plain_text())
    assert not today.acts[DayAct.LAST_CALL].isVisible()


@pytest.mark.slow
def test_a_clock_that_jumped_is_confirmed_or_the_close_set_again(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    announce(rich_services, soon(30))
    time = rich_services.times._time
    time._expected -= 12 * 3_600  # as if the clock had gone half a day ahead
    today = open_today(qtbot, staffed)
    qtbot.waitUntil(lambda: bool(today.alarm.plain_text()))
    screen = open_deed(qtbot, staffed, today.acts[DayAct.CLOCK], ClockPage)
    click(qtbot, screen.other_button)
    closing = staffed.staff.page(SetClosingPage).screen
    qtbot.waitUntil(closing.isVisible)
    closing.closes.line.setText("soon")
    closing.reason.line.setText("the clock was slow")
    closing.passphrase.line.setText(PASSPHRASE)
    click(qtbot, closing.submit)
    assert closing.closes.problem.plain_text()
    click(qtbot, closing.back_button)
    screen.passphrase.line.setText(PASSPHRASE)
    click(qtbot, screen.submit)
    qtbot.waitUntil(today.isVisible)
    assert rich_services.times.status().jump is None
    assert rich_services.polls.acts()[-1].what == "polls.clock_confirmed"


@pytest.mark.slow
@pytest.mark.parametrize("practice", [True, False])
def test_only_a_real_count_needs_two_names(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services, practice: bool
) -> None:
    set_state(rich_services, PollsState.CLOSED)
    open_today(qtbot, staffed)
    screen = choose(qtbot, staffed, Step.COUNT)
    shown = day(PollsState.CLOSED)
    election = replace(shown.status.election, practice=practice)
    screen.show_day(replace(shown, status=replace(shown.status, election=election)))
    assert [bool(screen.problem(field)) for field in screen.present] == [not practice] * 2


@pytest.mark.slow
def test_the_quorum_that_is_short_near_closing_is_told(qtbot: QtBot, staffed: KioskWindow) -> None:
    screen = open_today(qtbot, staffed)
    screen.show_day(day(PollsState.OPEN))
    assert "10분" in screen.warning.plain_text()
    assert "41명" in screen.warning.plain_text()
    assert screen.strip.bar.needed == 184
