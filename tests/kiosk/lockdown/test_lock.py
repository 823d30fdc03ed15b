"""The locked kiosk: every way out that a voter could try, and the one there is."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import catalogue
from kiosk.app.window import KioskWindow
from kiosk.lockdown.lock import leads_out
from kiosk.staff.screens.panel import PanelPage
from kiosk.staff.screens.passphrase import EnterPassphrasePage, SetPassphrasePage
from kiosk.support.api_status import ApiStatus
from kiosk.voter.outcomes import Countdown
from tests.kiosk.hand import unhurried
from tests.kiosk.staff.door import PASSPHRASE, enter
from tests.kiosk.test_whole_vote import arrive, click, log_in
from tests.services import Services

LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton
NONE, ALT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)
SHIFT, META = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.MetaModifier


def open_locked(qtbot: QtBot, services: Services) -> KioskWindow:
    window = KioskWindow(
        services,
        catalogue(),
        ApiStatus(),
        locked=True,
        countdown=Countdown(1_000),
        fade_ms=0,
        presses=unhurried(),
    )
    qtbot.addWidget(window)
    window.open()
    return window


@pytest.fixture
def kiosk(qtbot: QtBot, rich_services: Services) -> Iterator[KioskWindow]:
    rich_services.organiser.set_first(PASSPHRASE)
    window = open_locked(qtbot, rich_services)
    yield window
    window.shut_down()


def windows() -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


def test_it_fills_the_screen_without_a_frame_and_in_front(kiosk: KioskWindow) -> None:
    assert kiosk.isFullScreen()
    assert kiosk.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert kiosk.windowFlags() & Qt.WindowType.WindowStaysOnTopHint


KEYS = (
    (Qt.Key.Key_F4, ALT),
    (Qt.Key.Key_Escape, NONE),
    (Qt.Key.Key_Escape, CONTROL | SHIFT),
    (Qt.Key.Key_F1, NONE),
    (Qt.Key.Key_F1, SHIFT),
    (Qt.Key.Key_F10, SHIFT),
    (Qt.Key.Key_F11, NONE),
    (Qt.Key.Key_Menu, NONE),
    (Qt.Key.Key_Print, NONE),
    (Qt.Key.Key_Q, CONTROL),
    (Qt.Key.Key_W, CONTROL),
    (Qt.Key.Key_N, CONTROL),
    (Qt.Key.Key_Tab, ALT),
    (Qt.Key.Key_Space, ALT),
    (Qt.Key.Key_D, META),
)


@pytest.mark.slow
def test_no_key_no_menu_and_no_close_event_leads_out(
    qtbot: QtBot, kiosk: KioskWindow, rich_services: Services
) -> None:
    def try_everything() -> None:
        handle = kiosk.windowHandle()
        for key, modifiers in KEYS:
            qtbot.keyClick(handle, key, modifiers)
        for line in (each for each in kiosk.findChildren(QLineEdit) if each.isVisible()):
            place = line.mapTo(kiosk, line.rect().center())
            for button in (RIGHT, MIDDLE):
                qtbot.mouseClick(handle, button, pos=place)
        for ask in (kiosk.close, handle.close, QApplication.closeAllWindows, QApplication.quit):
            ask()
        QApplication.processEvents()
        assert windows() == [kiosk]
        assert kiosk.isFullScreen()

    try_everything()
    click(qtbot, kiosk.start.ways["log_in"])
    kiosk.screens.log_in.email.line.setFocus()
    try_everything()
    assert kiosk.screens.log_in.email.text() == ""
    click(qtbot, kiosk.header.home_button)
    log_in(qtbot, kiosk)
    arrive(qtbot, kiosk, "ballot")
    try_everything()
    assert kiosk.screens.ballot.isVisible()
    click(qtbot, kiosk.header.home_button)
    click(qtbot, kiosk.start.staff_button)
    try_everything()
    assert kiosk.staff.page(EnterPassphrasePage).screen.isVisible()


def test_no_widget_of_it_has_a_menu_of_its_own(kiosk: KioskWindow) -> None:
    """Also where a menu is asked for past the window, by a screen reader for instance."""
    for widget in kiosk.findChildren(QWidget):
        place = widget.rect().center()
        QApplication.sendEvent(
            widget,
            QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, widget.mapToGlobal(place)),
        )
        assert QApplication.activePopupWidget() is None, widget


def test_nothing_is_dragged_into_it(qtbot: QtBot, kiosk: KioskWindow) -> None:
    click(qtbot, kiosk.start.ways["log_in"])
    line = kiosk.screens.log_in.email.line
    place = line.mapTo(kiosk, line.rect().center())
    data = QMimeData()
    data.setText("from outside")
    copy = Qt.DropAction.CopyAction
    handle = kiosk.windowHandle()
    QApplication.sendEvent(handle, QDragEnterEvent(place, copy, data, LEFT, NONE))
    QApplication.sendEvent(handle, QDropEvent(QPointF(place), copy, data, LEFT, NONE))
    assert line.text() == ""
    assert not line.dragEnabled()


def test_the_end_of_the_systems_session_is_refused(kiosk: KioskWindow) -> None:
    class Session:
        cancelled = False

        def cancel(self) -> None:
            self.cancelled = True

    session = Session()
    kiosk.idle_lock.lock._session_ends(session)  # type: ignore[arg-type]  # nobody can make a real one
    assert session.cancelled


def test_ctrl_q_and_f1_type_nothing_but_letters_do(kiosk: KioskWindow, qtbot: QtBot) -> None:
    click(qtbot, kiosk.start.ways["log_in"])
    for key in "kim@A":
        qtbot.keyClick(kiosk.windowHandle(), key)
    assert kiosk.screens.log_in.email.text() == "kim@A"


def key(number: int, modifiers: Qt.KeyboardModifier, text: str) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, number, modifiers, text)


@pytest.mark.parametrize(
    ("event", "out"),
    [
        (key(Qt.Key.Key_A, NONE, "a"), False),
        (key(Qt.Key.Key_A, CONTROL, "\x01"), False),
        (key(Qt.Key.Key_At, CONTROL | ALT, "@"), False),  # AltGr on Windows
        (key(Qt.Key.Key_Hangul, NONE, ""), False),
        (key(Qt.Key.Key_Tab, NONE, "\t"), False),
        (key(Qt.Key.Key_Delete, CONTROL | ALT, "\x7f"), True),
        (key(Qt.Key.Key_A, ALT, "a"), True),
        (key(Qt.Key.Key_Tab, META, "\t"), True),
        (key(Qt.Key.Key_F35, NONE, ""), True),
    ],
)
def test_keys_that_type_are_no_way_out(event: QKeyEvent, out: bool) -> None:
    assert leads_out(event) is out


@pytest.mark.slow
def test_without_a_passphrase_it_is_set_before_anybody_votes(qtbot: QtBot, rich_services: Services) -> None:
    window = open_locked(qtbot, rich_services)
    form = window.staff.page(SetPassphrasePage).screen
    assert form.isVisible()
    assert not form.back_button.isVisible()
    click(qtbot, window.header.home_button)
    assert form.isVisible()
    window.close()
    assert window.isVisible()
    form.new.line.setText(PASSPHRASE)
    form.again.line.setText(PASSPHRASE)
    click(qtbot, form.submit)
    qtbot.waitUntil(window.staff.page(PanelPage).screen.isVisible)
    click(qtbot, window.staff.page(PanelPage).screen.done_button)
    assert window.start.isVisible()
    window.shut_down()


def test_the_staff_leave_it_by_their_door(qtbot: QtBot, kiosk: KioskWindow) -> None:
    enter(qtbot, kiosk)
    click(qtbot, kiosk.staff.page(PanelPage).screen.leave_button)
    assert not kiosk.isVisible()


def test_it_comes_to_the_front_again(
    qtbot: QtBot, kiosk: KioskWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised: list[int] = []
    monkeypatch.setattr(kiosk, "raise_", lambda: raised.append(1))
    QGuiApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: bool(raised))


def test_it_is_neither_minimised_nor_made_small(qtbot: QtBot, kiosk: KioskWindow) -> None:
    handle = kiosk.windowHandle()
    for way in (handle.showMinimized, handle.showNormal, handle.showMaximized):
        way()
        qtbot.waitUntil(lambda: handle.windowState() is Qt.WindowState.WindowFullScreen)
    assert kiosk.frameGeometry().topLeft() == QPoint(0, 0)
