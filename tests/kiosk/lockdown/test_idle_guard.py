"""A voter who walks away: asked first, then locked away, with nothing left and nothing cast."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import catalogue
from kiosk.app.window import KioskWindow
from kiosk.lockdown.idle import IdleTimer
from kiosk.staff.screens.panel import PanelPage
from kiosk.staff.screens.passphrase import EnterPassphrasePage
from kiosk.support.api_status import ApiStatus
from kiosk.voter.outcomes import Countdown
from tests.kiosk.accessibility.test_speech import FakeVoice
from tests.kiosk.checks import settle
from tests.kiosk.hand import unhurried
from tests.kiosk.lockdown.test_idle import PERIOD, QUESTION, Clock
from tests.kiosk.test_whole_vote import arrive, click, log_in
from tests.services import Services

PASSPHRASE = "walnut drawer compass"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watched(qtbot: QtBot, rich_services: Services, clock: Clock) -> Iterator[KioskWindow]:
    """A window whose clock the test winds, over three contests."""
    rich_services.organiser.set_first(PASSPHRASE)
    window = open_watched(qtbot, rich_services, clock)
    yield window
    window.shut_down()


def open_watched(qtbot: QtBot, services: Services, clock: Clock) -> KioskWindow:
    window = KioskWindow(
        services,
        catalogue(),
        ApiStatus(),
        countdown=Countdown(ticks=1_000),
        fade_ms=0,
        idle=IdleTimer(PERIOD, QUESTION, clock),
        presses=unhurried(),
    )
    window.idle_lock.idle_guard.stop()  # the test looks itself
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    return window


def pass_time(window: KioskWindow, clock: Clock, seconds: float) -> None:
    window.idle_lock.idle_guard.check()
    for _ in range(int(seconds)):
        clock.now += 1
        window.idle_lock.idle_guard.check()


def touch(qtbot: QtBot, window: KioskWindow, widget: QWidget) -> None:
    """As the system does: the window gets the event, and not the widget."""
    settle()
    place = widget.mapTo(window, widget.rect().center())
    qtbot.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=place)


def mark(qtbot: QtBot, window: KioskWindow) -> None:
    log_in(qtbot, window)
    arrive(qtbot, window, "ballot")
    click(qtbot, window.screens.ballot.rows[1])


def enter(qtbot: QtBot, window: KioskWindow, passphrase: str = PASSPHRASE) -> None:
    form = window.staff.page(EnterPassphrasePage).screen
    qtbot.waitUntil(form.isVisible)
    form.passphrase.line.setText(passphrase)
    click(qtbot, form.submit)


def test_a_voter_is_asked_and_goes_on_where_they_were(
    qtbot: QtBot, watched: KioskWindow, clock: Clock
) -> None:
    mark(qtbot, watched)
    pass_time(watched, clock, PERIOD)
    question = watched.overlays.question
    assert question.isVisible()
    assert not watched.header.isVisible()
    assert "30" in question.spoken()
    pass_time(watched, clock, QUESTION - 1)
    assert "1" in question.spoken()
    touch(qtbot, watched, question.yes_button)
    assert watched.screens.ballot.isVisible()
    assert watched.screens.ballot.rows[1].isChecked()
    pass_time(watched, clock, PERIOD - 1)
    assert not question.isVisible()


def test_the_question_is_answered_by_keys_alone_and_gives_the_keyboard_back(
    qtbot: QtBot, watched: KioskWindow, clock: Clock
) -> None:
    click(qtbot, watched.start.ways["log_in"])
    line = watched.screens.log_in.email.line
    qtbot.keyClicks(line, "kim@")
    pass_time(watched, clock, PERIOD)
    question = watched.overlays.question
    for stop in (question.languages["en"], question.yes_button):
        qtbot.keyClick(watched.windowHandle(), Qt.Key.Key_Tab)
        assert stop.hasFocus()
    qtbot.keyClick(watched.windowHandle(), Qt.Key.Key_Return)
    assert line.isVisible()
    assert line.text() == "kim@"
    assert watched.focusWidget() is line


def test_who_is_done_leaves_nothing_and_locks_nothing(
    qtbot: QtBot, watched: KioskWindow, clock: Clock
) -> None:
    mark(qtbot, watched)
    pass_time(watched, clock, PERIOD)
    touch(qtbot, watched, watched.overlays.question.no_button)
    assert watched.start.isVisible()
    assert watched.session.voter is None
    assert not watched.idle_lock.timed_out


class Painted(QObject):
    """Looks, whenever a widget of the locked screen is painted, for what is left of the voter."""

    def __init__(self, window: KioskWindow) -> None:
        super().__init__()
        self._window = window
        self.left: list[str] = []
        self.times = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if event.type() is QEvent.Type.Paint:
            self.times += 1
            self.left += traces(self._window)
        return False


def traces(window: KioskWindow) -> list[str]:
    """What there is of a voter called voter@example.org who chose 나래."""
    found = [line.text() for line in window.findChildren(QLineEdit) if line.text()]
    found += [str(window.session.voter)] if window.session.voter else []
    return found + [row.accessibleName() for row in window.screens.ballot.rows]


def test_nobody_answers_and_all_is_gone_before_the_lock_is_painted(
    qtbot: QtBot, watched: KioskWindow, clock: Clock, rich_services: Services
) -> None:
    mark(qtbot, watched)
    painted = Painted(watched)
    watched.overlays.locked.installEventFilter(painted)
    pass_time(watched, clock, PERIOD + QUESTION)
    assert watched.overlays.is_locked
    qtbot.waitUntil(lambda: painted.times > 0)
    assert painted.left == []
    assert traces(watched) == []
    assert watched.start is watched.voter_flow.here
    assert rich_services.tally.turnout().voted == 0
    said = watched.overlays.locked.words
    assert {title.plain_text() for title, _about in said.values()} == {
        "진행 요원을 불러 주세요",
        "Please ask the staff",
    }


def test_a_failure_while_the_voter_is_forgotten_hides_them_all_the_same(
    qtbot: QtBot, watched: KioskWindow, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("broken")

    mark(qtbot, watched)
    monkeypatch.setattr(watched.screens.results, "clear", broken)
    with qtbot.captureExceptions() as raised:
        pass_time(watched, clock, PERIOD + QUESTION)
    assert raised
    assert watched.overlays.is_locked
    assert watched.session.voter is None


def test_staff_reopen_what_a_time_out_has_locked(
    qtbot: QtBot, watched: KioskWindow, clock: Clock, rich_services: Services
) -> None:
    mark(qtbot, watched)
    pass_time(watched, clock, PERIOD + QUESTION)
    qtbot.waitUntil(rich_services.notes.locked)
    touch(qtbot, watched, watched.overlays.locked.staff_button)
    click(qtbot, watched.header.home_button)
    assert watched.overlays.is_locked, "Home is no way around the passphrase"
    touch(qtbot, watched, watched.overlays.locked.staff_button)
    enter(qtbot, watched, "not the passphrase")
    qtbot.waitUntil(lambda: bool(watched.staff.page(EnterPassphrasePage).screen.notice.plain_text()))
    pass_time(watched, clock, PERIOD)
    assert watched.overlays.is_locked, "and neither is waiting"
    touch(qtbot, watched, watched.overlays.locked.staff_button)
    enter(qtbot, watched)
    qtbot.waitUntil(watched.staff.page(PanelPage).screen.isVisible)
    pass_time(watched, clock, PERIOD)
    assert watched.overlays.is_locked, "staff who open the door and leave have not reopened it"
    touch(qtbot, watched, watched.overlays.locked.staff_button)
    enter(qtbot, watched)
    qtbot.waitUntil(watched.staff.page(PanelPage).screen.isVisible)
    click(qtbot, watched.staff.page(PanelPage).screen.done_button)
    assert watched.start.isVisible()
    qtbot.waitUntil(lambda: not rich_services.notes.locked())


def test_a_locked_kiosk_is_locked_after_a_restart(
    qtbot: QtBot, rich_services: Services, clock: Clock
) -> None:
    rich_services.notes.set_locked(locked=True)
    window = open_watched(qtbot, rich_services, clock)
    assert window.overlays.is_locked
    window.shut_down()


def test_what_wakes_the_computer_presses_nothing(
    qtbot: QtBot, watched: KioskWindow, clock: Clock, rich_services: Services
) -> None:
    mark(qtbot, watched)
    for _ in range(3):
        click(qtbot, watched.screens.ballot.forward_button)
    arrive(qtbot, watched, "review")
    clock.now += 10 * PERIOD
    touch(qtbot, watched, watched.screens.review.cast_button)
    assert watched.idle_lock.timed_out
    assert traces(watched) == []
    assert rich_services.tally.turnout().voted == 0


def test_real_input_counts_and_nothing_else_does(qtbot: QtBot, watched: KioskWindow, clock: Clock) -> None:
    mark(qtbot, watched)
    for act in (
        lambda: qtbot.mouseMove(watched.windowHandle(), QPoint(300, 300)),
        lambda: qtbot.keyClick(watched.windowHandle(), Qt.Key.Key_Shift),
        lambda: touch(qtbot, watched, watched.screens.ballot.rows[2]),
    ):
        pass_time(watched, clock, PERIOD - 1)
        act()
    pass_time(watched, clock, PERIOD - 1)
    assert watched.screens.ballot.isVisible()
    watched.bridge.changed.emit()  # others vote over the network
    watched.update()
    pass_time(watched, clock, 1)
    assert watched.overlays.question.isVisible()


def test_what_holds_nothing_of_a_voter_just_goes_home(
    qtbot: QtBot, watched: KioskWindow, clock: Clock
) -> None:
    start = watched.start
    for leave in (
        start.results_button.click,
        start.ways["log_in"].click,
        watched.header.display_button.click,
        lambda: click(qtbot, watched.header.language_button("en")),
        start.staff_button.click,
    ):
        leave()
        pass_time(watched, clock, PERIOD - 1)
        assert watched.ui.language == "en" or not start.isVisible()
        pass_time(watched, clock, 1)
        assert start.isVisible()
        assert watched.ui.language == "ko"
        assert not watched.overlays.is_locked


@pytest.mark.parametrize("aid", ["keyboard", "speech", "calm"])
def test_an_aid_that_was_left_on_or_off_is_as_before_for_the_next(
    qtbot: QtBot, watched: KioskWindow, clock: Clock, aid: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.accessibility.services.find_voice", lambda _parent: FakeVoice())
    display = watched.screens.display
    usual = display.aids[aid].isChecked()
    click(qtbot, watched.header.display_button)
    click(qtbot, display.aids[aid])
    assert display.aids[aid].isChecked() is not usual
    click(qtbot, display.done_button)
    assert watched.start.isVisible()
    pass_time(watched, clock, PERIOD)
    assert display.aids[aid].isChecked() is usual
    assert not watched.accessibility.speech.is_on()
    assert watched.accessibility.keyboard.is_enabled()
    assert not watched.overlays.is_locked


def test_the_start_never_ends(watched: KioskWindow, clock: Clock) -> None:
    clock.now += 100_000
    pass_time(watched, clock, 1_000)
    assert watched.start.isVisible()


def test_the_answer_to_a_cast_comes_first(
    qtbot: QtBot, watched: KioskWindow, clock: Clock, rich_services: Services
) -> None:
    mark(qtbot, watched)
    for _ in range(3):
        click(qtbot, watched.screens.ballot.forward_button)
    arrive(qtbot, watched, "review")
    watched.screens.review.cast_button.click()
    pass_time(watched, clock, 5 * PERIOD)  # the disk takes its time
    assert not watched.overlays.is_locked
    arrive(qtbot, watched, "outcome")
    pass_time(watched, clock, 5 * PERIOD)  # its own countdown ends it
    assert watched.screens.outcome.isVisible()
    assert rich_services.tally.turnout().voted == 1


def test_other_periods_count_from_the_moment_they_are_set(
    qtbot: QtBot, rich_services: Services, clock: Clock
) -> None:
    kept = rich_services.settings
    kept.save(replace(kept.read(), idle_seconds=180, question_seconds=20))
    window = open_watched(qtbot, rich_services, clock)
    mark(qtbot, window)
    pass_time(window, clock, 179)
    assert not window.overlays.question.isVisible()
    pass_time(window, clock, 1)
    assert window.overlays.question.isVisible()
    pass_time(window, clock, 20)
    assert window.overlays.is_locked
    window.shut_down()
