"""Whether the Tab key comes to everything, and in the order in which it is read."""

from itertools import groupby, pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from kiosk.screens.base import Screen
from kiosk.widgets.header import Header
from kiosk.widgets.pane import Pane
from kiosk.widgets.press import Pressable
from kiosk.window import KioskWindow
from tests.kiosk.checks import scroll_area, seen, settle

MOST_STOPS = 200


def what_cannot_be_reached(window: KioskWindow) -> list[str]:
    """Return a sentence for every stop that Tab never comes to, or comes to too early or too late."""
    (screen,) = seen(window, Screen)
    window.activateWindow()
    settle()
    screen.setFocus()
    stops = _round()
    steady = [stop for stop in stops if not _scrolls(stop)]  # its buttons come and go while it scrolls
    wrong = [f"never reached: {each.accessibleName()}" for each in _wanted(window) if each not in steady]
    parts = [part for part, _ in groupby(steady, _part)]
    if parts != sorted(set(parts)):
        wrong.append(f"it goes to and fro between the parts of the screen: {parts}")
    for one, after in pairwise(steady):
        if _part(one) == _part(after) and not _comes_after(_place(window, one), _place(window, after)):
            wrong.append(f"it jumps from {one.accessibleName()} to {after.accessibleName()}")
    return wrong


def _round() -> list[QWidget]:
    """Press Tab from where the keyboard is, until it has come round."""
    stops: list[QWidget] = []
    for _ in range(MOST_STOPS):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        if here in stops:
            assert here is stops[0], f"it comes back to {here.accessibleName()} and not to the beginning"
            return stops
        stops.append(here)
    raise AssertionError("it never comes round")


def _wanted(window: KioskWindow) -> list[QWidget]:
    return [
        each
        for each in seen(window, Pressable, QLineEdit)
        if each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus and not _scrolls(each)
    ]


def _scrolls(stop: QWidget) -> bool:
    panes = (each for each in seen(stop.window(), Pane) if isinstance(each, Pane))
    return any(stop in pane.buttons() for pane in panes)


def _part(stop: QWidget) -> int:
    """Return which part of the window it is in: what scrolls is read first, then what is below, and what is
    on every screen comes last.
    """
    header = next(each for each in stop.window().findChildren(Header))
    if header.isAncestorOf(stop):
        return 3
    return 1 if scroll_area(stop) is not None else 2


def _place(window: KioskWindow, stop: QWidget) -> QRect:
    area = scroll_area(stop)
    return stop.rect().translated(stop.mapTo(area.widget() if area else window, QPoint(0, 0)))


def _comes_after(one: QRect, after: QRect) -> bool:
    """Whether it is to the right in the same line, or in a line below."""
    same_line = min(one.bottom(), after.bottom()) - max(one.top(), after.top()) > after.height() // 2
    return after.left() > one.left() if same_line else after.top() > one.top()
