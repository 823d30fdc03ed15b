"""The line for passwords: what stands in it is what was typed, and Qt never has it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from kiosk.widgets.forms.secret_line import DOT, SecretLine

KEY, CONTROL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def line(qtbot: QtBot) -> Iterator[SecretLine]:
    """A line in front, whose texts are looked at whenever Qt tells that they changed."""
    line = SecretLine()
    qtbot.addWidget(line)
    held: list[str] = []
    line.textChanged.connect(held.append)
    line.textEdited.connect(held.append)
    line.resize(400, 40)
    line.show()
    line.activateWindow()
    qtbot.waitUntil(line.isActiveWindow)
    line.setFocus()
    yield line
    assert not {letter for text in held for letter in text} - {DOT}
    assert QLineEdit.text(line) == DOT * len(line.text())


def compose(line: SecretLine, under_way: str, done: str = "", replace: tuple[int, int] = (0, 0)) -> None:
    event = QInputMethodEvent(under_way, [])
    event.setCommitString(done, *replace)
    QApplication.sendEvent(line, event)


def test_letters_go_in_where_the_cursor_is(qtbot: QtBot, line: SecretLine) -> None:
    qtbot.keyClicks(line, "swrd fish")
    line.setCursorPosition(2)
    qtbot.keyClicks(line, "o")
    assert line.text() == "sword fish"
    line.setSelection(0, 3)
    qtbot.keyClicks(line, "S")
    assert line.text() == "Srd fish"


@pytest.mark.parametrize(
    ("key", "modifier", "cursor", "selected", "left"),
    [
        (KEY.Key_Backspace, None, 3, 0, "ab"),
        (KEY.Key_Backspace, None, 1, 0, "bc"),
        (KEY.Key_Delete, None, 1, 0, "ac"),
        (KEY.Key_Delete, None, 0, 2, "c"),
        (KEY.Key_Backspace, None, 1, 1, "ac"),
        (KEY.Key_Backspace, CONTROL, 3, 0, ""),
        (KEY.Key_Z, CONTROL, 3, 0, "abc"),
        (KEY.Key_X, CONTROL, 0, 3, "abc"),
    ],
)
def test_what_is_deleted_is_gone_and_the_rest_stays(
    qtbot: QtBot,
    line: SecretLine,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier | None,
    cursor: int,
    selected: int,
    left: str,
) -> None:
    line.setText("abc")
    line.setCursorPosition(cursor)
    if selected:
        line.setSelection(cursor, selected)
    qtbot.keyClick(line, key, modifier or Qt.KeyboardModifier.NoModifier)
    assert line.text() == left


def test_there_is_no_undo(qtbot: QtBot, line: SecretLine) -> None:
    qtbot.keyClicks(line, "abc")
    qtbot.keyClick(line, KEY.Key_Backspace)
    for _ in range(3):
        qtbot.keyClick(line, KEY.Key_Z, CONTROL)
    line.undo()
    assert line.text() == "ab"


@pytest.mark.parametrize(("key", "modifier"), [(KEY.Key_V, CONTROL), (KEY.Key_Insert, SHIFT)])
def test_pasting(qtbot: QtBot, line: SecretLine, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    QGuiApplication.clipboard().setText("sword\nfish")
    line.setText("<>")
    line.setCursorPosition(1)
    qtbot.keyClick(line, key, modifier)
    assert line.text() == "<sword fish>"


def test_nothing_is_copied(qtbot: QtBot, line: SecretLine) -> None:
    QGuiApplication.clipboard().setText("before")
    line.setText("sword")
    for mode in (QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Normal):
        line.setEchoMode(mode)
        line.selectAll()
        qtbot.keyClick(line, KEY.Key_C, CONTROL)
        qtbot.keyClick(line, KEY.Key_X, CONTROL)
        assert QGuiApplication.clipboard().text() == "before"
        assert line.text() == "sword"


@pytest.mark.parametrize("mode", [QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Normal])
def test_an_input_method_composes_in_it(line: SecretLine, mode: QLineEdit.EchoMode) -> None:
    line.setEchoMode(mode)
    line.setText("ab")
    line.setCursorPosition(1)
    for under_way in ("ㅎ", "하", "한"):
        compose(line, under_way)
        assert line.text() == "ab"
        line.grab()
    compose(line, "", "한")
    assert line.text() == "a한b"
    compose(line, "", "漢", (-1, 1))
    assert line.text() == "a漢b"
    line.setSelection(0, 2)
    compose(line, "ㄱ")
    assert line.text() == "b"
    compose(line, "", "가")
    assert line.text() == "가b"


def test_letters_beyond_sixteen_bits_are_one_each(qtbot: QtBot, line: SecretLine) -> None:
    compose(line, "", "a🔑b")
    qtbot.keyClick(line, KEY.Key_Backspace)
    qtbot.keyClick(line, KEY.Key_Backspace)
    assert line.text() == "a"


def test_it_is_no_longer_than_it_may_be(qtbot: QtBot, line: SecretLine) -> None:
    line.limit(5)
    line.setText("sword")
    line.setCursorPosition(0)
    qtbot.keyClicks(line, "x")
    line.insert("y")
    assert line.text() == "sword"
    line.setSelection(0, 2)
    line.insert("SWORD")
    assert line.text() == "SWord"


def test_what_comes_by_another_way_is_taken_out_of_qt(qtbot: QtBot) -> None:
    """As a system's input helper that goes past the window would do it."""
    line = SecretLine()
    qtbot.addWidget(line)
    QLineEdit.setText(line, "sword")
    assert line.text() == "sword"
    assert QLineEdit.text(line) == DOT * 5
    line.setCursorPosition(2)
    QLineEdit.insert(line, "fish")
    assert line.text() == "swfishord"


def test_it_can_be_read_only_while_it_is_revealed(qtbot: QtBot, line: SecretLine) -> None:
    line.clearFocus()
    line.setText("iiii")
    masked = line.grab().toImage()
    line.setText("WWWW")
    assert line.grab().toImage() == masked
    line.setEchoMode(QLineEdit.EchoMode.Normal)
    wide = line.grab().toImage()
    line.setText("iiii")
    narrow = line.grab().toImage()
    assert narrow != masked
    assert narrow != wide
    line.setSelection(1, 2)
    assert line.grab().toImage() != narrow
    line.setText("W" * 200)  # wider than the line: the cursor is in sight
    end = line.grab().toImage()
    line.home(False)
    assert line.grab().toImage() != end


def test_a_touch_places_the_cursor_among_the_letters_that_are_seen(qtbot: QtBot, line: SecretLine) -> None:
    line.setEchoMode(QLineEdit.EchoMode.Normal)
    line.setText("i" * 10 + "W" * 10)
    middle = line.height() // 2
    across = line.fontMetrics().horizontalAdvance("i" * 10)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(across + 8, middle))
    assert abs(line.cursorPosition() - 10) <= 1
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(line.width() - 4, middle))
    assert line.cursorPosition() == 20


def test_wiping_it_leaves_nothing(line: SecretLine) -> None:
    line.setText("sword")
    compose(line, "하")
    line.clear()
    assert not [value for value in vars(line).values() if isinstance(value, str) and value]
