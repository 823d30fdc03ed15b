"""Keeps from the window the presses that do not count."""

from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt, Slot
from PySide6.QtGui import QEventPoint, QGuiApplication, QInputDevice, QKeyEvent, QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from kiosk.style.context import UiContext
from kiosk.support.presses import Spot
from kiosk.widgets.buttons.pressable import Pressable

_ACTING = frozenset((Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select))


class PressGuard(QObject):
    """Has `Presses` judge what comes from the system to `window`: presses of a mouse, of fingers, and of the
    keys that act, Space and Enter. What belongs to a press, up to its release, goes the same way as the
    press; what was held when the screen changed does not act any more; and a key that is held down acts once.

    It stands where the system's events come in, so it is the same for all there is to press. What assistive
    technology presses does not come in here: it names what it presses, and cannot meet another thing in the
    same place.
    """

    def __init__(self, window: QWidget, ui: UiContext) -> None:
        super().__init__(window)
        self._ui, self._presses = ui, ui.presses
        system_ms = QGuiApplication.styleHints().mouseDoubleClickInterval()
        self._presses.one_press = max(self._presses.one_press, system_ms / 1000)
        self._presses.will_change.connect(self._let_go)
        self._mouse = self._touch = True  # whether what is, or was last, held counts
        self._mouse_down = self._touch_down = False
        self._is_sending = False
        self._keys_down: set[int] = set()
        self._keys_refused: set[int] = set()
        self._last: QWidget | None = None

    def admits(self, event: QEvent) -> bool:
        """Return whether the window is to see `event`."""
        if self._is_sending:
            return True
        if isinstance(event, QKeyEvent):
            return self._admits_key(event)
        if isinstance(event, QTouchEvent):
            return self._admits_touch(event)
        return not isinstance(event, QMouseEvent) or self._admits_mouse(event)

    def _admits_mouse(self, event: QMouseEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.MouseButtonPress:
            # Qt makes a mouse of a finger that no widget took: it is the same press.
            finger = event.deviceType() is QInputDevice.DeviceType.TouchScreen
            self._mouse = self._touch if finger else self._counts(event.position())
            self._mouse_down = True
        elif kind is QEvent.Type.MouseButtonDblClick:
            if self._mouse:
                self._as_first(event)
            return False
        elif kind is QEvent.Type.MouseButtonRelease:
            self._mouse_down = False
        elif kind is QEvent.Type.MouseMove and not self._mouse_down:
            return True
        return self._mouse

    def _as_first(self, event: QMouseEvent) -> None:
        """Send a second press that counts, as on another thing than the first, as one like any other. Widgets
        get no press from Qt then, and what scrolls by touch makes nothing of a double click.
        """
        press = QMouseEvent(
            QEvent.Type.MouseButtonPress,
            event.position(),
            event.scenePosition(),
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
            device=event.pointingDevice(),
        )
        self._is_sending = True
        QCoreApplication.sendEvent(self._window().windowHandle(), press)
        self._is_sending = False

    def _admits_touch(self, event: QTouchEvent) -> bool:
        begun = [each for each in event.points() if each.state() is QEventPoint.State.Pressed]
        if event.type() is QEvent.Type.TouchBegin:
            self._touch = True
        if begun and self._touch:
            counted = [self._counts(each.position()) for each in begun]
            self._touch = all(counted)
        self._touch_down = event.type() in (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate)
        return self._touch

    def _admits_key(self, event: QKeyEvent) -> bool:
        key, down = event.key(), event.type() == QEvent.Type.KeyPress
        if key not in _ACTING:
            if down:
                self._presses.other_key()
            return True
        if event.isAutoRepeat():
            return False
        if not down:  # or a ShortcutOverride, which comes first
            refused = key in self._keys_refused
            if event.type() == QEvent.Type.KeyRelease:
                self._keys_down.discard(key)
                self._keys_refused.discard(key)
            return not refused
        types = key == Qt.Key.Key_Space and isinstance(QApplication.focusWidget(), QLineEdit)
        if types or self._presses.key_counts(key):
            self._keys_down.add(key)
            return True
        self._keys_refused.add(key)
        return False

    def _counts(self, place: QPointF) -> bool:
        """Return whether a press at `place` counts. After something that is pressed in series, another such
        thing does at once, and so does the same one if it repeats: keys of the on-screen keyboard that type,
        the buttons beside a list.
        """
        dots = self._ui.theme.dots_per_mm
        before, self._last = self._last, self._window().childAt(place.toPoint())
        again = _in_series(self._last) and _in_series(before)
        if again and self._last is before:
            again = cast("Pressable", self._last).repeats
        counts = self._presses.spot_counts(Spot(place.x() / dots, place.y() / dots), again=again)
        if not counts:
            self._last = None  # what follows is still the press before
        return counts

    def _window(self) -> QWidget:
        return cast("QWidget", self.parent())

    @Slot()
    def _let_go(self) -> None:
        """What is held was pressed on what is about to go."""
        if not (self._mouse_down or self._touch_down or self._keys_down):
            return
        self._mouse = self._mouse and not self._mouse_down
        if self._touch_down and _takes_fingers(self._last):
            self._touch = False
        self._keys_refused |= self._keys_down
        for button in self._window().findChildren(Pressable):
            if button.isDown():
                button.setDown(False)


def _in_series(widget: QWidget | None) -> bool:
    return isinstance(widget, Pressable) and widget.in_series


def _takes_fingers(widget: QWidget | None) -> bool:
    """Return whether `widget` takes fingers as they are, as keys do; Qt makes a mouse of them for others."""
    return widget is not None and widget.testAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
