"""What screen readers and the voice are told, on the whole way of a voter."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from election.errors import PollsNotOpen
from election.i18n.catalogue import catalogue
from kiosk.app.window import KioskWindow
from kiosk.support.api_status import ApiStatus
from kiosk.voter.outcomes import Countdown
from tests.kiosk.accessibility.test_speech import FakeVoice
from tests.kiosk.test_whole_vote import arrive, click, log_in
from tests.services import Services


@pytest.fixture
def heard(rich_window: KioskWindow) -> Iterator[list[str]]:
    texts: list[str] = []
    rich_window.set_language("en")
    rich_window.ui.announcer.announced.connect(texts.append)
    yield texts
    rich_window.ui.announcer.announced.disconnect(texts.append)


def since(heard: list[str]) -> list[str]:
    texts = heard.copy()
    heard.clear()
    return texts


def state(widget: QWidget) -> QAccessible.State:
    return QAccessible.queryAccessibleInterface(widget).state()


@pytest.mark.slow
def test_the_whole_way_is_told(qtbot: QtBot, rich_window: KioskWindow, heard: list[str]) -> None:
    window = rich_window
    log_in(qtbot, window)
    assert "Log in" in heard
    arrive(qtbot, window, "ballot")
    assert "Checking" not in heard, "that it is busy is told only where it takes long"
    assert since(heard)[-1] == "President. Contest 1 of 3 · Choose one. 1 vote left"
    rows = window.screens.ballot.rows
    click(qtbot, rows[0])
    assert since(heard) == ["가람 chosen. 0 votes left"]
    assert state(rows[0]).checked
    click(qtbot, rows[1])
    assert since(heard) == ["나래 is chosen instead of 가람. 0 votes left"]
    assert not state(rows[0]).checked
    click(qtbot, rows[1])
    assert since(heard) == ["나래 no longer chosen. 1 vote left"]
    click(qtbot, window.screens.ballot.forward_button)
    assert since(heard) == ["Board. Contest 2 of 3 · Choose up to 3. 3 votes left"]
    for place in (0, 1, 2):
        click(qtbot, window.screens.ballot.rows[place])
    for place in (3, 3, 4):
        since(heard)
        click(qtbot, window.screens.ballot.rows[place])
        (refused,) = since(heard)
        assert refused.startswith("You have already chosen 3"), "every time, in one sentence"
        assert refused.endswith(". 0 votes left")
    for _ in range(2):
        click(qtbot, window.screens.ballot.forward_button)
    arrive(qtbot, window, "review")
    review = since(heard)[-1]
    assert "President: " in review
    assert "후보 1" in review
    assert "no choice" in review.lower() or "Nobody" in review
    click(qtbot, window.screens.review.cast_button)
    arrive(qtbot, window, "outcome")
    (outcome,) = since(heard)
    assert outcome.startswith("Your ballot was cast. ")


def test_errors_of_a_form_are_told_and_stand_at_their_field(
    qtbot: QtBot, rich_window: KioskWindow, heard: list[str]
) -> None:
    click(qtbot, rich_window.start.ways["log_in"])
    form, announcer = rich_window.screens.log_in, rich_window.ui.announcer
    qtbot.waitUntil(lambda: not announcer._turn.isActive())
    with qtbot.waitSignal(announcer.told) as told:
        click(qtbot, form.submit)
    assert told.args == ["Please enter your e-mail address. Please enter your password"], "in one"
    interface = QAccessible.queryAccessibleInterface(form.email.line)
    assert interface.text(QAccessible.Text.Description) == "Please enter your e-mail address"
    assert state(form.password.line).passwordEdit
    log_in_again = form.email.line
    qtbot.keyClicks(log_in_again, "stranger@example.org")
    qtbot.keyClicks(form.password.line, "wrong horse")
    click(qtbot, form.submit)
    assert state(form.submit).disabled
    qtbot.waitUntil(lambda: bool(form.notice.plain_text()))
    assert heard[-1] == form.notice.plain_text()


def test_a_ballot_that_was_not_cast_says_so_with_the_reason(
    qtbot: QtBot, rich_window: KioskWindow, heard: list[str]
) -> None:
    rich_window.service_calls.cast_refused.emit(PollsNotOpen())
    assert heard[-1].startswith(rich_window.screens.outcome.title.plain_text())
    assert rich_window.screens.outcome.reason.plain_text() in heard[-1]


@pytest.mark.slow
def test_the_countdown_is_told_once_and_not_every_second(qtbot: QtBot, rich_services: Services) -> None:
    window = KioskWindow(
        rich_services, catalogue(), ApiStatus(), "en", countdown=Countdown(ticks=14, tick_ms=1), fade_ms=0
    )
    qtbot.addWidget(window)
    window.show()
    heard: list[str] = []
    window.ui.announcer.announced.connect(heard.append)
    with qtbot.waitSignal(window.screens.outcome.asked):
        window.service_calls.cast_done.emit("1234567890123456")
    assert [text for text in heard if "10 seconds" in text] == heard[1:-1]
    assert len(heard) == 3, "the outcome, ten seconds before the end, and the start"
    window.shut_down()


@pytest.mark.slow
def test_the_pages_name_is_its_title_and_tells_nothing_of_a_ballot(
    qtbot: QtBot, rich_window: KioskWindow, heard: list[str]
) -> None:
    log_in(qtbot, rich_window)
    arrive(qtbot, rich_window, "ballot")
    click(qtbot, rich_window.screens.ballot.rows[0])
    for _ in range(3):
        click(qtbot, rich_window.screens.ballot.forward_button)
    arrive(qtbot, rich_window, "review")
    review = rich_window.screens.review
    assert QAccessible.queryAccessibleInterface(review).text(QAccessible.Text.Name) == review.heading()
    assert "가람" not in review.heading()


@pytest.mark.slow
def test_the_spoken_ballot_tells_screens_controls_and_marks_until_the_reset(
    qtbot: QtBot, rich_services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice = FakeVoice()
    monkeypatch.setattr("kiosk.accessibility.services.find_voice", lambda _parent: voice)
    window = KioskWindow(rich_services, catalogue(), ApiStatus(), "en", fade_ms=0)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    def said() -> str:
        return "\n".join(each[1] for each in voice.said if each)

    window.accessibility.speech.set_on(on=True)
    qtbot.waitUntil(lambda: "headphones" in said())
    click(qtbot, window.start.ways["log_in"])
    qtbot.waitUntil(lambda: "Log in. E-mail, text field" in said())
    window.screens.log_in.password.line.setFocus()
    qtbot.waitUntil(lambda: "Password, masked text field" in said())
    form = window.screens.log_in
    qtbot.keyClicks(form.password.line, "horse")
    click(qtbot, form.password.reveal)
    form.email.line.setFocus()
    form.password.line.setFocus()
    qtbot.waitUntil(lambda: "Password, text field" in said())
    assert "horse" not in said(), "not even while it is shown"
    window.reset()
    window.accessibility.speech.set_on(on=True)
    window.set_language("en")
    log_in(qtbot, window)
    arrive(qtbot, window, "ballot")
    qtbot.waitUntil(lambda: "President. Contest 1 of 3" in said())
    window.screens.ballot.rows[1].setFocus()
    qtbot.waitUntil(lambda: "나래, not chosen" in said())
    click(qtbot, window.screens.ballot.rows[1])
    qtbot.waitUntil(lambda: "나래 chosen. 0 votes left" in said())
    window.reset()
    assert voice.said[-1] is None, "silent at once"
    assert not window.accessibility.speech.is_on()
    count = len(voice.said)
    click(qtbot, window.start.ways["log_in"])
    qtbot.waitUntil(window.screens.log_in.isVisible)
    assert voice.said[count:] == []
    window.shut_down()


@pytest.mark.slow
def test_who_has_it_read_aloud_sees_first_that_others_may_hear(
    qtbot: QtBot, rich_window: KioskWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice = FakeVoice()
    monkeypatch.setattr("kiosk.accessibility.services.find_voice", lambda _parent: voice)
    display = rich_window.screens.display
    click(qtbot, rich_window.header.display_button)
    click(qtbot, display.aids["speech"])
    assert "이어폰" in display.notice.plain_text()
    assert display.aids["speech"].isChecked()
    qtbot.waitUntil(lambda: bool(voice.said))
    assert voice.said[0] is not None
    assert voice.said[0][1].startswith(display.notice.plain_text())
    click(qtbot, rich_window.header.language_button("en"))
    assert "headphones" in display.notice.plain_text()
    click(qtbot, display.aids["calm"])
    assert "headphones" in display.notice.plain_text(), "as long as it speaks"
    click(qtbot, display.aids["speech"])
    assert not display.notice.plain_text()
    assert not rich_window.accessibility.speech.is_on()


def test_another_language_reads_the_page_again(
    qtbot: QtBot, rich_window: KioskWindow, heard: list[str]
) -> None:
    log_in(qtbot, rich_window)
    arrive(qtbot, rich_window, "ballot")
    since(heard)
    click(qtbot, rich_window.header.language_button("ko"))
    assert since(heard) == ["회장. 3개 가운데 1번째 · 1명을 고를 수 있습니다. 남은 표 1"]
    interface = QAccessible.queryAccessibleInterface(rich_window.screens.ballot)
    assert interface.text(QAccessible.Text.Name) == "회장"
