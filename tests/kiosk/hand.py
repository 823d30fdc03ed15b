"""A voter's hand: presses as the system sends them to the window, at moments the test chooses."""

from dataclasses import dataclass, field
from itertools import count

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.app.window import KioskWindow
from kiosk.support.presses import Presses
from tests.kiosk.checks import settle


def unhurried() -> Presses:
    """Presses of somebody who waits a second before each."""
    ticks = count()
    return Presses(lambda: float(next(ticks)))


@dataclass
class Clock:
    """Goes on when it is told to."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Hand:
    """Presses `window`, by a `finger` or else by the mouse. `clock` is what its presses are judged by."""

    window: KioskWindow
    clock: Clock
    finger: QPointingDevice | None = None
    where: QPoint = field(default_factory=QPoint)

    def wait(self, seconds: float) -> None:
        """Let so much time pass once everything is drawn."""
        settle()
        self.clock.now += seconds

    def aim(self, widget: QWidget) -> None:
        """Be above the middle of `widget`."""
        settle()
        inside = widget.visibleRegion().boundingRect()
        assert not inside.isEmpty(), "nobody can press what is not to be seen"
        self.where = widget.mapTo(self.window, inside.center())

    def down(self) -> None:
        handle = self.window.windowHandle()
        if self.finger is not None:
            QTest.touchEvent(handle, self.finger).press(0, self.where, handle).commit()
        else:
            QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=self.where)

    def up(self) -> None:
        handle = self.window.windowHandle()
        if self.finger is not None:
            QTest.touchEvent(handle, self.finger).release(0, self.where, handle).commit()
        else:
            QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=self.where)

    def press(self) -> None:
        self.down()
        self.up()
        settle()

    def press_on(self, widget: QWidget) -> None:
        """Press `widget` as somebody does who looks first."""
        self.wait(1)
        self.aim(widget)
        self.press()

    def key_down(self, key: Qt.Key, text: str = "", *, held: bool = False) -> None:
        self._key(QEvent.Type.KeyPress, key, text, held=held)

    def key_up(self, key: Qt.Key, text: str = "", *, held: bool = False) -> None:
        self._key(QEvent.Type.KeyRelease, key, text, held=held)

    def stroke(self, key: Qt.Key, text: str = "") -> None:
        self.key_down(key, text)
        self.key_up(key, text)
        settle()

    def _key(self, kind: QEvent.Type, key: Qt.Key, text: str, *, held: bool) -> None:
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text, held)
        QApplication.sendEvent(self.window.windowHandle(), event)
