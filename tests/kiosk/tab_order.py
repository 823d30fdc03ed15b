"""Whether the Tab key comes to everything, and in the order in which it is read."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby, pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from kiosk.app.window import KioskWindow
from kiosk.keyboard.key import Key
from kiosk.keyboard.layouts import Act
from kiosk.widgets.buttons.pressable import Pressable
from kiosk.widgets.buttons.skip_link import SkipLink
from kiosk.widgets.forms.field import Field
from kiosk.widgets.header import Header
from kiosk.widgets.layout.scroll_pane import ScrollPane
from kiosk.widgets.screen import Screen
from kiosk.widgets.table.view import StaffTable
from tests.kiosk.checks import scroll_area, seen, settle

MOST_STOPS = 200


def _holds(other: QWidget, each: QWidget) -> bool:
    return other is not each and other.isAncestorOf(each)


def what_cannot_be_reached(window: KioskWindow) -> list[str]:
    """Return a sentence for every stop that Tab never comes to, or comes to too early or too late, or that
    cannot be seen by then. Everything is as it was afterwards.
    """
    screens = seen(window, Screen)  # a preview holds those of a voter
    (screen,) = [each for each in screens if not any(_holds(other, each) for other in screens)]
    window.activateWindow()
    settle()
    with _as_it_was(window):
        screen.setFocus()
        stops, wrong = _round()
        steady = [stop for stop in stops if not _scrolls(stop)]  # its buttons come and go while it scrolls
        wrong += [f"never reached: {each.accessibleName()}" for each in _wanted(window) if each not in steady]
        parts = [part for part, _ in groupby(steady, _part)]
        if parts != sorted(set(parts)):
            wrong.append(f"it goes to and fro between the parts of the screen: {parts}")
        wrong += _keys_between_lines(window, steady)
        for one, after in pairwise(steady):
            if _part(one) == _part(after) and not _comes_after(_place(window, one), _place(window, after)):
                wrong.append(f"it jumps from {one.accessibleName()} to {after.accessibleName()}")
    return wrong


def _keys_between_lines(window: KioskWindow, stops: list[QWidget]) -> list[str]:
    """What leads to the keyboard on the screen comes after the last line: Tab goes from line to line."""
    keys = [stops.index(each.keys) for each in seen(window, Field) if each.keys in stops]
    lines = [at for at, stop in enumerate(stops) if isinstance(stop, QLineEdit)]
    return [
        f"it comes to the keyboard before {stops[lines[-1]].accessibleName()}"
        for at in keys
        if at < lines[-1]
    ]


@contextmanager
def _as_it_was(window: KioskWindow) -> Iterator[None]:
    """Give the keyboard back, and scroll back, in the end."""
    here, keys = QApplication.focusWidget(), window.accessibility.keyboard
    language = keys.language
    bars = [each for each in seen(window, QScrollArea) if isinstance(each, QScrollArea)]
    before = [(bar, bar.value()) for bar in (area.verticalScrollBar() for area in bars)]
    yield
    if here is not None:
        here.setFocus()
    if keys.language != language:
        keys.key(Act.LANGUAGE).click()
    settle()
    for bar, value in before:
        bar.setValue(value)


def _round() -> tuple[list[QWidget], list[str]]:
    """Press Tab from where the keyboard is, until it has come round. Return the stops, and what is wrong."""
    stops: list[QWidget] = []
    wrong: list[str] = []
    for _ in range(MOST_STOPS):
        here = after_tab()
        if here in stops:
            if here is not stops[0]:
                wrong.append(f"it comes back to {here.accessibleName()} and not to the beginning")
            return stops, wrong
        stops.append(here)
        if here.visibleRegion().isEmpty():
            wrong.append(f"reached, and not to be seen: {here.accessibleName()}")
        if not isinstance(here, Pressable | QLineEdit | QPlainTextEdit | StaffTable) or not here.isEnabled():
            wrong.append(f"reached, and nothing to be done there: {type(here).__name__}")
    return stops, [*wrong, "it never comes round"]


def after_tab() -> QWidget:
    """Press Tab where the keyboard is, and return where it is then."""
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, Qt.Key.Key_Tab)
    here = QApplication.focusWidget()
    assert here is not None
    return here


def _wanted(window: KioskWindow) -> list[QWidget]:
    """All that can be pressed or typed into. The keys of the on-screen keyboard type for who touches them."""
    there = (each for each in seen(window, Pressable, QLineEdit) if each.isEnabled())
    return [each for each in there if not isinstance(each, Key) and not _scrolls(each)]


def _scrolls(stop: QWidget) -> bool:
    panes = (each for each in seen(stop.window(), ScrollPane) if isinstance(each, ScrollPane))
    return any(stop in pane.buttons() for pane in panes)


def _part(stop: QWidget) -> int:
    """Return which part of the window it is in: what stands above what scrolls is read first, then that, then
    what is below, and what is on every screen comes last.
    """
    header = next(each for each in stop.window().findChildren(Header))
    if header.isAncestorOf(stop):
        return 3
    if isinstance(stop, SkipLink):
        return 0
    if scroll_area(stop) is not None:
        return 1
    top = stop.mapTo(stop.window(), QPoint(0, 0)).y()
    panes = [each.mapTo(stop.window(), QPoint(0, 0)).y() for each in seen(stop.window(), ScrollPane)]
    return 0 if panes and top < min(panes) else 2


def _place(window: KioskWindow, stop: QWidget) -> QRect:
    area = scroll_area(stop)
    around = area.widget() if area is not None else None
    return stop.rect().translated(stop.mapTo(around or window, QPoint(0, 0)))


def _comes_after(one: QRect, after: QRect) -> bool:
    """Whether it is to the right in the same line, or in a line below."""
    same_line = min(one.bottom(), after.bottom()) - max(one.top(), after.top()) > after.height() // 2
    return after.left() > one.left() if same_line else after.top() > one.top()
