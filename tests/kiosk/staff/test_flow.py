"""The staff's door and what is behind it."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from election.admin.outages import Outage
from election.admin.settings import CONTRASTS, TEXT_SIZES, Settings
from election.clock import ClockJump, local_time
from election.events import CurrentChanged
from election.i18n.catalogue import catalogue
from election.store.json import engine
from election.voters.code_log_in import ALARM_AT
from election.voters.codes import CodeUnknown, draw
from kiosk.app.preferences import Defaults
from kiosk.app.window import KioskWindow
from kiosk.staff.screens.calibration import CARD_MM, CalibratePage
from kiosk.staff.screens.defaults import DefaultsPage
from kiosk.staff.screens.panel import PanelPage
from kiosk.staff.screens.passphrase import ChangePassphrasePage, EnterPassphrasePage, SetPassphrasePage
from kiosk.style.look import Contrast, TextSize
from kiosk.support.api_status import ApiStatus
from kiosk.support.background import Job
from tests.election.store.json.disks import no_room_for_checkpoint
from tests.kiosk.staff.door import (
    PASSPHRASE,
    enter,
    open_page,
    open_staffed,
    try_passphrase,
)
from tests.kiosk.test_whole_vote import click
from tests.services import Services


def told(window: KioskWindow) -> list[str]:
    return [
        notice.plain_text() for notice in window.staff.page(PanelPage).screen.notices if notice.plain_text()
    ]


def test_names_of_looks_are_the_same_in_settings_and_window() -> None:
    assert tuple(size.name.lower() for size in TextSize) == TEXT_SIZES
    assert tuple(contrast.value for contrast in Contrast) == CONTRASTS
    assert Defaults.of(Settings()) == Defaults()


# --- the door ------------------------------------------------------------------------------------------


def test_the_first_entry_sets_the_passphrase_twice(
    qtbot: QtBot, rich_window: KioskWindow, rich_services: Services
) -> None:
    click(qtbot, rich_window.start.staff_button)
    form = rich_window.staff.page(SetPassphrasePage).screen
    assert form.isVisible()
    for new, again, wrong in (("short", "short", form.new), (PASSPHRASE, "walnut", form.again)):
        form.new.line.setText(new)
        form.again.line.setText(again)
        click(qtbot, form.submit)
        assert wrong.problem.plain_text()
        assert not rich_services.organiser.is_set()
    form.new.line.setText("password1234")
    form.again.line.setText("password1234")
    click(qtbot, form.submit)
    qtbot.waitUntil(lambda: bool(form.notice.plain_text()))
    form.new.line.setText(PASSPHRASE)
    form.again.line.setText(PASSPHRASE)
    click(qtbot, form.submit)
    qtbot.waitUntil(rich_window.staff.page(PanelPage).screen.isVisible)
    rich_services.organiser.check(PASSPHRASE)
    assert not form.new.text()


@pytest.mark.slow
def test_a_wrong_passphrase_is_told_and_counted_and_the_right_one_tells_of_it(
    qtbot: QtBot, staffed: KioskWindow
) -> None:
    click(qtbot, staffed.start.staff_button)
    form = staffed.staff.page(EnterPassphrasePage).screen
    for _ in range(2):
        form.set_error(None)
        try_passphrase(qtbot, staffed, "a wrong guess")
        qtbot.waitUntil(lambda: bool(form.notice.plain_text()))
        assert form.isVisible()
    try_passphrase(qtbot, staffed, PASSPHRASE)
    qtbot.waitUntil(staffed.staff.page(PanelPage).screen.isVisible)
    assert len(told(staffed)) == 1
    assert "2번" in told(staffed)[0]
    click(qtbot, staffed.staff.page(PanelPage).screen.done_button)
    enter(qtbot, staffed)
    assert told(staffed) == []


def test_too_many_tries_have_to_wait(qtbot: QtBot, staffed: KioskWindow) -> None:
    click(qtbot, staffed.start.staff_button)
    form = staffed.staff.page(EnterPassphrasePage).screen
    for _ in range(6):
        form.set_error(None)
        try_passphrase(qtbot, staffed, "a wrong guess")
        qtbot.waitUntil(lambda: bool(form.notice.plain_text()))
    assert "뒤에 다시" in form.notice.plain_text()


def test_the_answer_to_a_passphrase_that_was_left_opens_nothing(
    qtbot: QtBot, staffed: KioskWindow, caplog: pytest.LogCaptureFixture
) -> None:
    click(qtbot, staffed.start.staff_button)
    with caplog.at_level(logging.INFO, logger="election.admin.passphrase"):
        try_passphrase(qtbot, staffed, PASSPHRASE)
        click(qtbot, staffed.header.home_button)
        qtbot.waitUntil(lambda: bool(caplog.records) and not staffed.findChildren(Job))
    assert staffed.start.isVisible()


def test_nothing_typed_at_the_door_stays(qtbot: QtBot, staffed: KioskWindow) -> None:
    open_page(qtbot, staffed, "staff.change")
    form = staffed.staff.page(ChangePassphrasePage).screen
    for line in form.findChildren(QLineEdit):
        line.setText("something secret")
    click(qtbot, form.back_button)
    click(qtbot, staffed.staff.page(PanelPage).screen.done_button)
    assert not [line for line in staffed.findChildren(QLineEdit) if line.text()]


def test_the_passphrase_is_changed_by_who_knows_it(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    open_page(qtbot, staffed, "staff.change")
    form = staffed.staff.page(ChangePassphrasePage).screen
    for current, shown in (
        ("a wrong guess", form.notice),
        (PASSPHRASE, staffed.staff.page(PanelPage).screen),
    ):
        form.current.line.setText(current)
        form.new.line.setText("another good phrase")
        form.again.line.setText("another good phrase")
        click(qtbot, form.submit)
        qtbot.waitUntil(shown.isVisible)
    assert told(staffed) == [catalogue().text("staff.changed", "ko")]
    rich_services.organiser.check("another good phrase")


# --- the panel and its pages ---------------------------------------------------------------------------


def test_a_recovery_is_told_until_it_was_read(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    rich_services.notes.set_recovered(recovered=True)
    enter(qtbot, staffed)
    assert told(staffed) == [catalogue().text("staff.news.recovered", "ko")]
    click(qtbot, staffed.header.home_button)  # nobody has said they read it
    enter(qtbot, staffed)
    assert len(told(staffed)) == 1
    click(qtbot, staffed.staff.page(PanelPage).screen.done_button)
    qtbot.waitUntil(lambda: not rich_services.notes.recovered())


def test_guesses_at_codes_are_told_at_once_and_until_it_was_read(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    enter(qtbot, staffed)
    assert told(staffed) == []
    for at, guess in enumerate(draw(ALARM_AT)):
        with pytest.raises(CodeUnknown):
            rich_services.code_log_in.log_in(guess.shown, f"10.0.0.{at}")
    words = catalogue().text("staff.news.codes_guessed", "ko", count=ALARM_AT)
    qtbot.waitUntil(lambda: told(staffed) == [words])
    click(qtbot, staffed.staff.page(PanelPage).screen.done_button)
    enter(qtbot, staffed)
    assert told(staffed) == []


def test_a_power_cut_is_told_until_it_was_read(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    before = datetime.now(UTC) - timedelta(minutes=5)
    rich_services.outages._found = Outage(before, datetime.now(UTC) + timedelta(minutes=1))
    enter(qtbot, staffed)
    (words,) = told(staffed)
    assert local_time(before.timestamp()) in words
    assert "0장" in words
    rich_services.polls.close()  # as it would have been by itself
    click(qtbot, staffed.header.home_button)
    enter(qtbot, staffed)
    assert len(told(staffed)) == 2
    click(qtbot, staffed.staff.page(PanelPage).screen.done_button)
    assert rich_services.outages.found() is None


@pytest.mark.parametrize(
    ("jump", "key"),
    [(ClockJump(2e9, 1.8e9), "staff.news.clock_back"), (ClockJump(1.8e9, 2e9), "staff.news.clock_ahead")],
)
def test_a_clock_that_was_set_is_told_until_it_was_read(
    qtbot: QtBot,
    staffed: KioskWindow,
    rich_services: Services,
    monkeypatch: pytest.MonkeyPatch,
    jump: ClockJump,
    key: str,
) -> None:
    news: list[ClockJump] = [jump]
    monkeypatch.setattr(rich_services.clock, "jump", lambda: news[0] if news else None)
    monkeypatch.setattr(rich_services.clock, "acknowledge", news.clear)
    enter(qtbot, staffed)
    times = {"before": local_time(jump.before), "after": local_time(jump.after)}
    assert told(staffed) == [catalogue().text(key, "ko", **times)]
    click(qtbot, staffed.staff.page(PanelPage).screen.done_button)
    assert not news


def test_a_checkpoint_that_is_put_off_is_told_until_it_works(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "CHECKPOINT_RETRY", 0.01)
    said = [catalogue().text("checkpoint.put_off", "ko")]
    enter(qtbot, staffed)
    assert told(staffed) == []
    with no_room_for_checkpoint(monkeypatch):
        rich_services.polls.close()
        qtbot.waitUntil(lambda: told(staffed) == said)  # while somebody looks
        click(qtbot, staffed.staff.page(PanelPage).screen.done_button)  # having read it mends no disk
        enter(qtbot, staffed)
        assert told(staffed) == said
        staffed.set_language("en")
        assert told(staffed) == [catalogue().text("checkpoint.put_off", "en")]
    qtbot.waitUntil(lambda: told(staffed) == [])


@pytest.mark.slow
def test_defaults_hold_at_once_for_every_voter_and_after_a_restart(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    open_page(qtbot, staffed, "staff.defaults")
    page = staffed.staff.page(DefaultsPage).screen
    for name, value in (
        ("language", "en"),
        ("text_size", "large"),
        ("contrast", "black"),
        ("keyboard", None),
        ("calm", None),
        ("sound", None),
        ("idle_seconds", 300),
        ("question_seconds", 45),
        ("print_receipts", None),
    ):
        page.choice(name, value).click()
    wanted = Settings("en", "large", "black", None, False, True, True, None, 300, 45, print_receipts=True)
    qtbot.waitUntil(lambda: rich_services.settings.read() == wanted)
    assert staffed.look.text_size is TextSize.LARGE
    assert staffed.look.contrast is Contrast.BLACK
    assert page.title.plain_text() == catalogue().text("staff.defaults.title", "en")
    assert page.choice("idle_seconds", 300).isChecked()
    assert not page.choice("idle_seconds", 120).isChecked()
    staffed.set_language("ko")
    page.choice("idle_seconds", 240).click()
    assert staffed.ui.language == "ko", "who sets something else keeps the language they read"
    staffed.reset()
    assert staffed.ui.language == "en"
    assert staffed.look.text_size is TextSize.LARGE
    assert not staffed.accessibility.keyboard.is_enabled()
    again = open_staffed(qtbot, rich_services)
    assert (again.ui.language, again.look) == ("en", staffed.look)
    again.shut_down()


def test_a_language_of_the_command_line_is_no_surprise_to_the_next_voter(
    qtbot: QtBot, rich_services: Services
) -> None:
    rich_services.organiser.set_first(PASSPHRASE)
    window = KioskWindow(rich_services, catalogue(), ApiStatus(), "en", fade_ms=0)
    qtbot.addWidget(window)
    window.show()
    open_page(qtbot, window, "staff.defaults")
    window.staff.page(DefaultsPage).screen.choice("sound").click()
    window.reset()
    assert window.ui.language == "en"
    window.shut_down()


@pytest.mark.slow
def test_the_card_makes_a_millimetre_true(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    open_page(qtbot, staffed, "staff.calibrate")
    page = staffed.staff.page(CalibratePage).screen
    believed = staffed.ui.theme.dots_per_mm
    assert page.bar.dots == round(CARD_MM * believed)
    height = staffed.header.home_button.height()
    for name, times in (("much_wider", 5), ("wider", 3), ("narrower", 1)):
        for _ in range(times):
            page.steps[name].click()
    dots = round(CARD_MM * believed) + 102
    assert page.bar.dots == dots
    click(qtbot, page.save_button)
    assert staffed.ui.theme.dots_per_mm == dots / CARD_MM
    qtbot.waitUntil(lambda: staffed.header.home_button.height() > height)
    qtbot.waitUntil(lambda: rich_services.settings.read().dots_per_mm == dots / CARD_MM)
    click(qtbot, page.believe_button)
    assert staffed.ui.theme.dots_per_mm == believed
    qtbot.waitUntil(lambda: rich_services.settings.read().dots_per_mm is None)


def test_no_bar_is_absurd(qtbot: QtBot, staffed: KioskWindow) -> None:
    open_page(qtbot, staffed, "staff.calibrate")
    page = staffed.staff.page(CalibratePage).screen
    for name in ("much_narrower", "much_wider"):
        for _ in range(200):
            page.steps[name].click()
        assert 0 < page.bar.dots <= page.bar.width()
        Settings(dots_per_mm=page.bar.dots / CARD_MM).checked()


@pytest.mark.slow
def test_staff_who_make_another_election_current_stay_where_they_are(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    open_page(qtbot, staffed, "staff.defaults")
    with qtbot.waitSignals([staffed.bridge.changed, staffed.service_calls.election_read]):
        rich_services.events.publish(CurrentChanged())
    page = staffed.staff.page(DefaultsPage).screen
    assert page.isVisible()
    click(qtbot, page.back_button)
    assert staffed.staff.page(PanelPage).screen.isVisible()


def test_leaving_closes_the_window(qtbot: QtBot, staffed: KioskWindow) -> None:
    enter(qtbot, staffed)
    click(qtbot, staffed.staff.page(PanelPage).screen.leave_button)
    assert not staffed.isVisible()
