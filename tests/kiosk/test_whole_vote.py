"""One voter's whole way through the real window, by mouse, and what a stranger meets on it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.app.window import KioskWindow
from tests.kiosk.conftest import PASSWORD
from tests.services import Services


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.waitUntil(lambda: widget.isVisible() and widget.isEnabled())
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def arrive(qtbot: QtBot, window: KioskWindow, name: str) -> None:
    """Wait until the screen called `name` is the one that is shown."""
    qtbot.waitUntil(lambda: window.voter_flow.here is getattr(window.screens, name))


def log_in(qtbot: QtBot, window: KioskWindow, email: str = "voter@example.org") -> None:
    click(qtbot, window.start.ways["log_in"])
    form = window.screens.log_in
    qtbot.keyClicks(form.email.line, email)
    qtbot.keyClicks(form.password.line, PASSWORD)
    qtbot.keyClick(form.password.line, Qt.Key.Key_Return)


def come_in_by_code(qtbot: QtBot, window: KioskWindow, code: str) -> None:
    """Type a code as people do, until the ballot is there."""
    click(qtbot, window.screens.start.ways["code"])
    arrive(qtbot, window, "code")
    qtbot.keyClicks(window.screens.code.code.line, code)
    click(qtbot, window.screens.code.submit)
    arrive(qtbot, window, "ballot")


def cast(qtbot: QtBot, window: KioskWindow) -> None:
    """From the last contest, look over the ballot and cast it, until what came of it is told."""
    click(qtbot, window.screens.ballot.forward_button)
    arrive(qtbot, window, "review")
    click(qtbot, window.screens.review.cast_button)
    arrive(qtbot, window, "outcome")


def mark_and_cast(qtbot: QtBot, window: KioskWindow) -> None:
    """Mark the first row of each of three contests, and cast."""
    ballot = window.screens.ballot
    for at in range(3):
        click(qtbot, ballot.rows[0])
        if at < 2:
            click(qtbot, ballot.forward_button)
    cast(qtbot, window)


def leave(qtbot: QtBot, window: KioskWindow) -> None:
    """Be done with what was told."""
    click(qtbot, window.screens.outcome.done_button)
    arrive(qtbot, window, "start")


def test_three_contests_one_changed_on_review(
    qtbot: QtBot, rich_window: KioskWindow, rich_services: Services
) -> None:
    window = rich_window
    log_in(qtbot, window)
    arrive(qtbot, window, "ballot")
    ballot, review = window.screens.ballot, window.screens.review
    click(qtbot, ballot.rows[0])
    click(qtbot, ballot.forward_button)
    for place in (1, 3):
        click(qtbot, ballot.rows[place])
    click(qtbot, ballot.forward_button)
    click(qtbot, ballot.rows[1])
    window.set_language("en")
    assert [row.isChecked() for row in ballot.rows] == [False, True]
    click(qtbot, ballot.forward_button)
    arrive(qtbot, window, "review")
    click(qtbot, review.rows[0])
    arrive(qtbot, window, "ballot")
    click(qtbot, ballot.rows[2])
    click(qtbot, ballot.forward_button)
    arrive(qtbot, window, "review")  # straight back
    click(qtbot, review.cast_button)
    arrive(qtbot, window, "outcome")
    click(qtbot, window.screens.outcome.done_button)
    arrive(qtbot, window, "start")
    assert window.ui.language == "ko"
    assert window.session.voter is None
    assert not window.screens.log_in.email.text()
    assert not window.screens.log_in.password.text()
    rich_services.polls.close()
    rich_services.polls.count()
    counts = [[each.votes for each in result.counts] for result in rich_services.tally.results()]
    assert counts[0] == [0, 0, 1]
    assert [place for place, votes in enumerate(counts[1]) if votes] == [1, 3]
    assert counts[2] == [0, 1]


def test_who_has_voted_is_told_at_once(
    qtbot: QtBot, rich_window: KioskWindow, rich_services: Services
) -> None:
    voter = rich_services.accounts.log_in("voter@example.org", PASSWORD)
    rich_services.ballots.cast(voter.id, {1: (1,)})
    log_in(qtbot, rich_window)
    arrive(qtbot, rich_window, "outcome")
    assert "이미 투표" in rich_window.screens.outcome.reason.plain_text()


def test_polls_that_close_meanwhile_are_a_plain_no(
    qtbot: QtBot, rich_window: KioskWindow, rich_services: Services
) -> None:
    log_in(qtbot, rich_window)
    arrive(qtbot, rich_window, "ballot")
    for _ in range(3):
        click(qtbot, rich_window.screens.ballot.forward_button)
    arrive(qtbot, rich_window, "review")
    rich_services.polls.close()
    click(qtbot, rich_window.screens.review.cast_button)
    arrive(qtbot, rich_window, "outcome")
    assert "에 마감되어 이 표는 들어가지 않았습니다" in rich_window.screens.outcome.reason.plain_text()
    assert not rich_services.tally.turnout().voted


def test_a_wrong_password_is_told_in_the_form(qtbot: QtBot, rich_window: KioskWindow) -> None:
    log_in(qtbot, rich_window, email="stranger@example.org")
    form = rich_window.screens.log_in
    qtbot.waitUntil(lambda: "일치하지" in form.notice.plain_text())
    assert rich_window.voter_flow.here is form
