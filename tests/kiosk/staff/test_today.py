"""The staff's page of the day: what it shows and offers, and every step taken in the window."""

import pytest
from pytestqt.qtbot import QtBot

from election.admin.refusals import WrongPassphrase
from election.errors import Message
from election.i18n.catalogue import catalogue
from election.models import PollsState
from election.setup.refusals import BoxNotEmpty, StepOfAnotherElection
from election.setup.steps import Step
from kiosk.app.window import KioskWindow
from kiosk.staff.today.page import TodayPage, TodayScreen
from kiosk.staff.today.step import STEP_PAGES, StepScreen
from tests.election.setup.test_life_cycle import ALLOWED
from tests.kiosk.conftest import PASSWORD
from tests.kiosk.staff.door import PASSPHRASE, open_page
from tests.kiosk.test_whole_vote import click
from tests.services import Services
from tools.staff_states import status


def set_state(services: Services, state: PollsState) -> None:
    services.polls._store.write(lambda transaction: transaction.set_state(state))


def open_today(qtbot: QtBot, window: KioskWindow) -> TodayScreen:
    open_page(qtbot, window, TodayPage.name)
    screen = window.staff.page(TodayPage).screen
    qtbot.waitUntil(lambda: screen.isVisible() and screen.status is not None)
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
    screen.passphrase.line.setText(PASSPHRASE)
    click(qtbot, screen.submit)
    qtbot.waitUntil(window.staff.page(TodayPage).screen.isVisible)
    assert not screen.passphrase.text()


def state_shown(screen: TodayScreen, state: PollsState) -> bool:
    return screen.state.plain_text() == catalogue().text(f"start.polls.{state}", "ko")


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
    take(qtbot, staffed, Step.ARCHIVE)
    qtbot.waitUntil(lambda: state_shown(screen, PollsState.ARCHIVED))
    taken = [act.what for act in rich_services.polls.acts()]
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
    assert (screen.bar.votes, screen.bar.whole) == (0, 1)
    voter = rich_services.accounts.log_in("voter@example.org", PASSWORD)
    rich_services.ballots.cast(voter.id, {})
    rich_services.accounts.sign_up("late@example.org", "late", PASSWORD)
    qtbot.waitUntil(lambda: (screen.bar.votes, screen.bar.whole) == (1, 2))
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
    screen.show_status(status(state))
    assert screen.quorum.plain_text() == words


def test_no_step_is_taken_in_an_election_that_became_current_meanwhile(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    open_today(qtbot, staffed)
    screen = choose(qtbot, staffed, Step.CLOSE)
    staffed.staff.page(STEP_PAGES[Step.CLOSE]).prepare(("the one before", status(PollsState.OPEN)))
    screen.passphrase.line.setText(PASSPHRASE)
    click(qtbot, screen.submit)
    said = catalogue().of_error(StepOfAnotherElection(), "ko")
    qtbot.waitUntil(lambda: screen.notice.plain_text() == said)
    assert rich_services.polls.election().state is PollsState.OPEN
