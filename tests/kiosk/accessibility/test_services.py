"""The real window's on-screen keyboard, fade, speech and sound, and what is left of them after a voter."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import catalogue
from kiosk.app.window import KioskWindow
from kiosk.keyboard.layouts import Act
from kiosk.staff.screens.passphrase import SetPassphrasePage
from kiosk.style.look import Look, TextSize
from kiosk.support.api_status import ApiStatus
from kiosk.widgets.forms.field import Field
from tests.kiosk.keyboard.test_panel import tap, type_on
from tests.kiosk.test_whole_vote import arrive, click, log_in
from tests.services import Services

AGES_MS = 100_000


@pytest.fixture
def active(qtbot: QtBot, rich_window: KioskWindow) -> KioskWindow:
    """The window in front, as the focus is only there."""
    rich_window.activateWindow()
    qtbot.waitUntil(rich_window.isActiveWindow)
    return rich_window


def lies_in(inner: QWidget, outer: QWidget) -> bool:
    corner = inner.mapTo(outer, inner.rect().topLeft())
    return outer.rect().contains(inner.rect().translated(corner))


@pytest.mark.slow
def test_a_whole_sign_up_and_vote_without_a_key(
    qtbot: QtBot, active: KioskWindow, rich_services: Services
) -> None:
    keyboard, form = active.accessibility.keyboard, active.screens.sign_up
    tap(qtbot, active.start.ways["sign_up"])
    assert not keyboard.isVisible()
    tap(qtbot, form.name.line)
    for field, text in (
        (form.name, "김하늘"),
        (form.email, "sky@example.org"),
        (form.password, "하늘 Blue#7"),
    ):
        qtbot.waitUntil(lambda field=field: QApplication.focusWidget() is field.line)
        # The keyboard never covers the line: the page above it shrinks, and scrolls to it.
        qtbot.waitUntil(lambda field=field: keyboard.isVisible() and lies_in(field.line, form._pane))
        assert not keyboard.geometry().intersects(form.parentWidget().geometry())
        type_on(qtbot, keyboard, text)
        tap(qtbot, keyboard.key(Act.ENTER))
    arrive(qtbot, active, "ballot")
    assert not keyboard.isVisible()
    assert rich_services.accounts.log_in("sky@example.org", "하늘 Blue#7").name == "김하늘"


@pytest.mark.slow
def test_the_staffs_passphrase_is_typed_the_same_way_and_masked(
    qtbot: QtBot, active: KioskWindow, rich_services: Services
) -> None:
    active.set_look(Look(TextSize.LARGEST))
    click(qtbot, active.start.staff_button)
    form, keyboard = active.staff.page(SetPassphrasePage).screen, active.accessibility.keyboard
    qtbot.waitUntil(form.isVisible)
    tap(qtbot, form.new.line)
    for field in (form.new, form.again):
        qtbot.waitUntil(lambda field=field: QApplication.focusWidget() is field.line)
        type_on(qtbot, keyboard, "별 헤는 밤 1941!")
        assert not set(field.line.displayText()) & set("별헤는밤1941!")
        tap(qtbot, keyboard.key(Act.ENTER))
    qtbot.waitUntil(rich_services.organiser.is_set)
    rich_services.organiser.check("별 헤는 밤 1941!")
    assert active.height() == 720, "at any text size the keyboard leaves room for the line"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_name_is_typed_in_the_voters_language_and_an_address_in_latin(
    qtbot: QtBot, active: KioskWindow, language: str
) -> None:
    active.set_language(language)
    tap(qtbot, active.start.ways["sign_up"])
    form, keyboard = active.screens.sign_up, active.accessibility.keyboard
    for field, expected in ((form.name, language), (form.email, "en"), (form.password, "en")):
        tap(qtbot, field.line)
        assert keyboard.language == expected


@pytest.mark.slow
def test_the_syllable_under_way_is_sent_with_the_form(qtbot: QtBot, active: KioskWindow) -> None:
    tap(qtbot, active.start.ways["sign_up"])
    form = active.screens.sign_up
    tap(qtbot, form.name.line)
    type_on(qtbot, active.accessibility.keyboard, "하늘")
    assert form.name.text() == "하"
    tap(qtbot, form.submit)
    assert form.name.text() == "하늘"


@pytest.mark.slow
def test_nothing_typed_is_left_for_the_next_voter(qtbot: QtBot, active: KioskWindow) -> None:
    tap(qtbot, active.start.ways["sign_up"])
    form, keyboard = active.screens.sign_up, active.accessibility.keyboard

    def pictures(fields: tuple[Field, ...]) -> list[object]:
        return [field.line.grab().toImage() for field in fields]

    fields = (form.name, form.email, form.password)
    tap(qtbot, form.password.line)
    qtbot.waitUntil(lambda: lies_in(form.password.line, form._pane))
    empty = pictures((form.name, form.email))
    tap(qtbot, form.name.line)
    type_on(qtbot, keyboard, "한")
    tap(qtbot, keyboard.key(Act.SHIFT))
    active.reset()
    assert not keyboard.isVisible()
    assert not any(field.text() for field in fields)
    tap(qtbot, active.start.ways["sign_up"])
    assert not keyboard.isVisible(), "who came before had it open"
    tap(qtbot, form.password.line)
    qtbot.waitUntil(lambda: pictures((form.name, form.email)) == empty)  # once it is laid out as before
    tap(qtbot, form.name.line)
    assert not keyboard.key(Act.SHIFT).isChecked()
    tap(qtbot, keyboard.key("ㅏ"))
    active.set_language("ko")
    tap(qtbot, form.email.line)
    assert form.name.text() == "ㅏ", "and not with the letters of the one before"


def test_screens_fade_for_one_voter_and_never_into_the_start(qtbot: QtBot, rich_services: Services) -> None:
    window = KioskWindow(rich_services, catalogue(), ApiStatus(), fade_ms=AGES_MS)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    with qtbot.waitSignal(window.opened):  # once it is painted: before, there is nothing to fade from
        window.show()
    fade = window.accessibility.fade
    assert not fade.holds_picture()
    log_in(qtbot, window)
    arrive(qtbot, window, "ballot")
    assert fade.holds_picture()
    click(qtbot, window.screens.ballot.rows[0])
    assert window.screens.ballot.rows[0].isChecked(), "it takes touches while it fades"
    click(qtbot, window.header.home_button)
    assert window.voter_flow.here is window.start
    assert not fade.holds_picture()
    assert not fade.isVisible()
    window.shut_down()


def test_a_cast_ballot_is_heard_if_the_sound_is_on(
    qtbot: QtBot, rich_window: KioskWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    played: list[int] = []
    found: list[int] = []

    def find(_parent: object) -> Callable[[], None]:
        found.append(1)
        return lambda: played.append(1)

    monkeypatch.setattr("kiosk.accessibility.services.find_sound", find)
    rich_window.service_calls.cast_done.emit("1234567890123456")
    assert not played
    rich_window.accessibility.set_sound(on=True)
    rich_window.service_calls.cast_done.emit("1234567890123456")
    assert played == [1]
    rich_window.service_calls.cast_refused.emit(RuntimeError())
    rich_window.accessibility.set_sound(on=False)
    rich_window.service_calls.cast_done.emit("1234567890123456")
    assert played == [1]
    rich_window.accessibility.set_sound(on=True)
    assert found == [1]


def test_what_somebody_does_in_another_window_is_not_the_voter_s(
    qtbot: QtBot, rich_window: KioskWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As at the desk on a second screen: none of it is said aloud at the booth, or keeps it from locking."""
    desk, spoken, acted = QWidget(), list[QWidget](), list[bool]()
    qtbot.addWidget(desk)
    one, other = QLineEdit("김하나", desk), QLineEdit("이지우", desk)
    monkeypatch.setattr(rich_window.accessibility.speech, "say_control", spoken.append)
    rich_window.ui.presence.acted.connect(lambda: acted.append(True))
    rich_window.accessibility.focus_moved(one, other)
    assert (spoken, acted) == ([], [])
    buttons = rich_window.start.ways
    rich_window.accessibility.focus_moved(buttons["log_in"], buttons["results"])
    assert (spoken, acted) == ([buttons["results"]], [True])
