"""One voter leaves nothing to the next: not on a screen, not in a field, not on its way."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import catalogue
from election.models import Choices, PollsState, Voter
from election.voting.casting import Ballots
from kiosk.app.window import KioskWindow
from kiosk.support.api_status import ApiStatus
from kiosk.support.background import Job
from kiosk.voter.outcomes import Countdown
from kiosk.widgets.text import Text
from tests.kiosk.conftest import PASSWORD
from tests.kiosk.test_whole_vote import arrive, click, log_in
from tests.services import Services


class Gate:
    """Holds up what calls `wait` until the test lets it go."""

    def __init__(self) -> None:
        self.reached, self.released = threading.Event(), threading.Event()

    def wait(self) -> None:
        self.reached.set()
        assert self.released.wait(50)


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate()
    yield gate
    gate.released.set()


def everything_shown(window: KioskWindow) -> str:
    texts = [
        label.plain_text() if isinstance(label, Text) else label.text()
        for label in window.findChildren(QLabel)
    ]
    for line in window.findChildren(QLineEdit):
        line.undo()
        line.redo()
        texts.append(line.text())
    return " ".join(texts)


@pytest.mark.parametrize("way", ["home", "cast"])
def test_nothing_is_left_of_the_last_voter(qtbot: QtBot, rich_window: KioskWindow, way: str) -> None:
    window, screens = rich_window, rich_window.screens
    window.set_language("en")
    log_in(qtbot, window)
    arrive(qtbot, window, "ballot")
    click(qtbot, screens.ballot.rows[0])
    click(qtbot, screens.ballot.rows[1])
    for _ in range(3):
        click(qtbot, screens.ballot.forward_button)
    arrive(qtbot, window, "review")
    assert "나래" in everything_shown(window)
    if way == "home":
        click(qtbot, window.header.home_button)
    else:
        click(qtbot, screens.review.cast_button)
        arrive(qtbot, window, "outcome")
        click(qtbot, screens.outcome.done_button)
    arrive(qtbot, window, "start")
    assert window.ui.language == "ko"
    assert window.session.voter is None
    assert not window.session.markings()
    assert not screens.ballot.rows
    assert not screens.review.rows
    shown = everything_shown(window)
    for trace in ("voter", PASSWORD, "나래", "가람"):
        assert trace not in shown


@pytest.mark.parametrize("own", [True, False])
def test_a_typed_address_cannot_be_brought_back(
    qtbot: QtBot, rich_window: KioskWindow, monkeypatch: pytest.MonkeyPatch, own: bool
) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: own)  # offscreen never knows
    click(qtbot, rich_window.start.ways["log_in"])
    form = rich_window.screens.log_in
    qtbot.keyClicks(form.email.line, "voter@example.org")
    form.email.line.selectAll()
    form.email.line.copy()
    assert QGuiApplication.clipboard().text() == "voter@example.org"
    qtbot.keyClicks(form.password.line, PASSWORD)
    click(qtbot, form.password.reveal)
    click(qtbot, rich_window.header.home_button)
    assert "voter" not in everything_shown(rich_window)
    assert not form.email.line.isUndoAvailable()
    assert form.password.line.echoMode() is QLineEdit.EchoMode.Password
    kept = QGuiApplication.clipboard().text()
    assert bool(kept) is not own, "what the laptop's owner copied elsewhere stays"


def test_the_screen_goes_home_by_itself(qtbot: QtBot, rich_services: Services) -> None:
    window = KioskWindow(
        rich_services, catalogue(), ApiStatus(), "ko", countdown=Countdown(ticks=3, tick_ms=1)
    )
    qtbot.addWidget(window)
    window.show()
    told: list[str] = []
    window.screens.outcome.asked.connect(lambda _request: told.append("finished"))
    window.service_calls.cast_done.emit("1234567890123456")
    assert window.voter_flow.here is window.screens.outcome
    arrive(qtbot, window, "start")
    assert told == ["finished"]
    window.shut_down()


def test_the_time_until_then_is_never_long() -> None:
    usual = Countdown()
    assert usual.ticks * usual.tick_ms <= 30_000


def test_results_after_the_cast_end_the_session_too(qtbot: QtBot, rich_window: KioskWindow) -> None:
    rich_window.set_language("en")
    rich_window.service_calls.cast_done.emit("1234567890123456")
    click(qtbot, rich_window.screens.outcome.results_button)
    arrive(qtbot, rich_window, "results")
    assert rich_window.ui.language == "en", "the voter still reads"
    qtbot.waitUntil(lambda: bool(rich_window.screens.results.cards))
    click(qtbot, rich_window.screens.results.back_button)
    arrive(qtbot, rich_window, "start")
    assert rich_window.ui.language == "ko"


def test_a_late_log_in_does_not_open_a_ballot_for_the_next(
    qtbot: QtBot,
    rich_window: KioskWindow,
    rich_services: Services,
    gate: Gate,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refusal_for = rich_services.ballots.refusal_for

    def slowly(_ballots: Ballots, voter: Voter) -> object:
        gate.wait()
        return refusal_for(voter)

    monkeypatch.setattr(Ballots, "refusal_for", slowly)
    log_in(qtbot, rich_window)
    qtbot.waitUntil(gate.reached.is_set)
    assert rich_window.screens.log_in.submit.is_busy()
    click(qtbot, rich_window.header.home_button)
    gate.released.set()
    qtbot.waitUntil(lambda: not rich_window.findChildren(Job))  # the answer has come, and was dropped
    click(qtbot, rich_window.start.ways["log_in"])
    assert rich_window.voter_flow.here is rich_window.screens.log_in
    assert rich_window.session.voter is None
    assert not rich_window.screens.log_in.submit.is_busy()


def test_a_cast_under_way_has_no_way_back_and_is_kept_though_the_voter_is_gone(
    qtbot: QtBot,
    rich_window: KioskWindow,
    rich_services: Services,
    gate: Gate,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cast = rich_services.ballots.cast

    def slowly(_ballots: Ballots, voter_id: int, choices: Choices, **more: Any) -> None:
        gate.wait()
        cast(voter_id, choices, **more)

    monkeypatch.setattr(Ballots, "cast", slowly)
    log_in(qtbot, rich_window)
    arrive(qtbot, rich_window, "ballot")
    for _ in range(3):
        click(qtbot, rich_window.screens.ballot.forward_button)
    review = rich_window.screens.review
    click(qtbot, review.cast_button)
    qtbot.waitUntil(gate.reached.is_set)
    assert review.cast_button.is_busy()
    assert review.cast_button.text() == "투표하고 있습니다"
    for button in (rich_window.header.home_button, review.back_button, review.cast_button, *review.rows):
        assert not button.isEnabled()
    rich_window.reset()  # what a time-out will do
    assert rich_window.header.home_button.isEnabled()
    gate.released.set()
    qtbot.waitUntil(lambda: rich_services.tally.turnout().voted == 1)
    qtbot.waitUntil(lambda: not rich_window.findChildren(Job))  # the answer has come, and was dropped
    assert rich_window.voter_flow.here is rich_window.start


def test_the_start_follows_the_polls(qtbot: QtBot, rich_window: KioskWindow, rich_services: Services) -> None:
    start = rich_window.start
    assert start.ways["log_in"].isVisible()
    assert not start.ways["results"].isVisible()
    rich_services.polls.close()
    qtbot.waitUntil(lambda: start.banner.state.plain_text() == "투표가 마감되었습니다")
    assert not start.ways["results"].isVisible()
    assert not start.ways["log_in"].isVisible()
    assert not start.ways["sign_up"].isVisible()
    rich_services.polls.count()
    qtbot.waitUntil(start.ways["results"].isVisible)
    click(qtbot, start.ways["results"])
    arrive(qtbot, rich_window, "results")


def test_who_comes_when_the_polls_are_closed_is_told(
    qtbot: QtBot, rich_window: KioskWindow, rich_services: Services
) -> None:
    click(qtbot, rich_window.start.ways["log_in"])
    rich_services.polls.close()
    form = rich_window.screens.log_in
    form.email.line.setText("voter@example.org")
    form.password.line.setText(PASSWORD)
    click(qtbot, form.submit)
    arrive(qtbot, rich_window, "outcome")
    outcome = rich_window.screens.outcome
    assert outcome.title.plain_text() == "지금은 투표할 수 없습니다"
    assert "투표 시간이 아닙니다" in outcome.reason.plain_text()
    assert rich_services.polls.election().state is PollsState.CLOSED


def test_a_session_without_an_election_has_no_choices(rich_window: KioskWindow) -> None:
    assert rich_window.session.markings() == {}
