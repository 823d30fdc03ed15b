"""What assistive technology is told of a `SecretLine`: how long it is, and never a letter of it."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEditableTextInterface,
    QAccessibleTextInterface,
)
from PySide6.QtWidgets import QAccessibleWidget, QLineEdit
from shiboken6 import Shiboken

from kiosk.widgets.forms.secret_line import DOT, SecretLine


class _Dots(QAccessibleTextInterface):
    """The text that is told: dots."""

    def __init__(self, line: SecretLine) -> None:
        super().__init__()
        self._line = line

    def characterCount(self) -> int:
        return len(self._line.text())

    def text(self, start: int, end: int) -> str:
        count = self.characterCount()
        return DOT * max(0, min(end, count) - max(0, start))

    def cursorPosition(self) -> int:
        return self._line.cursorPosition()

    def setCursorPosition(self, position: int) -> None:
        self._line.setCursorPosition(position)

    def selectionCount(self) -> int:
        return int(self._line.hasSelectedText())

    def selection(self, _index: int) -> tuple[int, int]:
        chosen = self._line.hasSelectedText()
        return (self._line.selectionStart(), self._line.selectionEnd()) if chosen else (0, 0)

    def addSelection(self, start: int, end: int) -> None:
        self._line.setSelection(start, end - start)

    def setSelection(self, _index: int, start: int, end: int) -> None:
        self._line.setSelection(start, end - start)

    def removeSelection(self, _index: int) -> None:
        self._line.deselect()

    def characterRect(self, _offset: int) -> QRect:
        line = self._line
        return QRect(
            line.mapToGlobal(QPoint(0, 0)), line.size()
        )  # where a letter is would tell how wide it is

    def offsetAtPoint(self, _point: QPoint) -> int:
        return -1

    def scrollToSubstring(self, start: int, _end: int) -> None:
        self._line.setCursorPosition(start)

    def attributes(self, _offset: int) -> tuple[str, int, int]:
        return "", 0, self.characterCount()


class _Typing(QAccessibleEditableTextInterface):
    """Lets other programs type for the voter."""

    def __init__(self, line: SecretLine) -> None:
        super().__init__()
        self._line = line

    def insertText(self, offset: int, text: str) -> None:
        self.replaceText(offset, offset, text)

    def deleteText(self, start: int, end: int) -> None:
        self.replaceText(start, end, "")

    def replaceText(self, start: int, end: int, text: str) -> None:
        if self._line.isVisible() and self._line.isEnabled():
            kept = self._line.text()
            self._line.setText(kept[: max(0, start)] + text + (kept[end:] if end >= 0 else ""))


class SecretInterface(QAccessibleWidget):
    """Tells assistive technology of a password field, also while its letters are on the screen."""

    def __init__(self, line: SecretLine) -> None:
        super().__init__(line, QAccessible.Role.EditableText)
        self._dots, self._typing = _Dots(line), _Typing(line)

    def state(self) -> QAccessible.State:
        """Return what can be done in it."""
        state, line = super().state(), self.widget()
        state.editable = state.selectableText = True
        masked = isinstance(line, QLineEdit) and line.echoMode() is not QLineEdit.EchoMode.Normal
        state.passwordEdit = masked
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """Return dots for its value."""
        if kind is QAccessible.Text.Value:
            return self._dots.text(0, self._dots.characterCount())
        return super().text(kind)

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Type `text` in place of all there is."""
        if kind is QAccessible.Text.Value:
            self._typing.replaceText(0, -1, text)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Shiboken.VoidPtr:  # type: ignore[override]
        """Return where the part of that `kind` is."""
        parts = {
            QAccessible.InterfaceType.TextInterface: self._dots,
            QAccessible.InterfaceType.EditableTextInterface: self._typing,
        }
        if (part := parts.get(kind)) is not None:
            return Shiboken.VoidPtr(Shiboken.getCppPointer(part)[0])
        return super().interface_cast(kind) or Shiboken.VoidPtr(0)  # type: ignore[return-value]  # as it is
