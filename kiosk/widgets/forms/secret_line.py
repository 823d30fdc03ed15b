"""A line for what nobody else may learn: Qt itself is given dots, and never what was typed."""

import unicodedata
from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import (
    QAccessibleInterface,
    QDragEnterEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QTextCharFormat,
)
from PySide6.QtWidgets import QLineEdit

from kiosk.widgets.forms.line import Line
from kiosk.widgets.forms.revealed import Revealed

DOT = "●"
_COPIES = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut)
_UNDOES = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class SecretLine(Line):
    """A line edit that holds a dot for each letter and keeps the letters beside it.

    Qt tells assistive technology every text that comes into a line edit, masked or not, and screen readers
    would speak it. So each way in (keys, input methods, the clipboard, other programs) hands Qt dots. While
    the echo mode is Normal the line draws the letters itself. There is no undo and no copying.
    """

    def __init__(self) -> None:
        super().__init__()
        self._secret = ""
        self._under_way = ""  # of an input method, while it is shown
        self._changing = False
        self._revealed = Revealed(self)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAcceptDrops(False)
        self.setDragEnabled(False)
        self.textChanged.connect(self._reconcile)

    def assistive_interface(self) -> QAccessibleInterface:
        """Return what assistive technology asks."""
        from kiosk.widgets.forms.secret_interface import SecretInterface  # which knows this class

        return SecretInterface(self)

    # --- the letters -----------------------------------------------------------------------------------

    def text(self) -> str:
        """Return what was typed."""
        return self._secret

    def setText(self, text: str | None) -> None:
        """Hold `text` and nothing else."""
        text = text or ""
        self._secret, self._under_way, self._changing = text, "", True
        super().setText(DOT * len(text))
        self._changing = False
        self.update()

    def clear(self) -> None:
        """Forget what was typed."""
        self.setText("")

    def insert(self, text: str) -> None:
        """Put `text` where the cursor is, in place of what is selected."""
        start, end = self._selected()
        before = len(self._secret) - (end - start)
        self._changing = True
        super().insert(DOT * len(text))
        taken = text[: len(super().text()) - before]
        self._secret = self._secret[:start] + taken + self._secret[end:]
        self._changing = False
        self.update()

    def paste(self) -> None:
        """Put in what was copied elsewhere, in one line."""
        self._paste(QGuiApplication.clipboard().text())

    def undo(self) -> None:
        """Do nothing: what was deleted is gone."""

    def redo(self) -> None:
        """Do nothing: see `undo`."""

    # --- the ways in -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Have letters, pasting and deleting change what is kept as they change the dots."""
        inserts = event.key() == Qt.Key.Key_Insert and bool(event.modifiers() & _SHIFT)
        if inserts or event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif any(event.matches(each) for each in (*_COPIES, *_UNDOES)):
            event.accept()
        elif _types(event):
            text = event.text()
            dots = QKeyEvent(event.type(), 0, event.modifiers(), DOT * len(text), event.isAutoRepeat())
            self._change(text, lambda: QLineEdit.keyPressEvent(self, dots))
        else:
            self._change("", lambda: QLineEdit.keyPressEvent(self, event))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Show dots for what is under way, and keep what is done."""
        under_way, done = event.preeditString(), event.commitString()
        underlined = QTextCharFormat()
        underlined.setFontUnderline(True)
        kind, dots = QInputMethodEvent.AttributeType, DOT * len(under_way)
        attributes = [
            QInputMethodEvent.Attribute(kind.Cursor, len(dots), 1, None),
            QInputMethodEvent.Attribute(kind.TextFormat, 0, len(dots), underlined),
        ]
        masked = QInputMethodEvent(dots, attributes if dots else [])
        masked.setCommitString(DOT * len(done), event.replacementStart(), event.replacementLength())
        start, length = event.replacementStart(), event.replacementLength()
        replaced = (self.cursorPosition() + start, self.cursorPosition() + start + length) if length else None
        self._under_way = under_way if self.echoMode() is QLineEdit.EchoMode.Normal else ""
        self._change(done, lambda: QLineEdit.inputMethodEvent(self, masked), replaced)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Place the cursor; the middle button would paste."""
        if event.button() != Qt.MouseButton.MiddleButton:
            super().mousePressEvent(event)
            self._follow(event, keep=bool(event.modifiers() & _SHIFT))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select as far as the pointer."""
        super().mouseMoveEvent(event)
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(event, keep=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button would paste."""
        if event.button() != Qt.MouseButton.MiddleButton:
            super().mouseReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Nothing is dropped here."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw dots, or the letters while they are to be seen."""
        if self.echoMode() is QLineEdit.EchoMode.Normal and (self._secret or self._under_way):
            self._revealed.paint(self._secret, self._under_way)
        else:
            super().paintEvent(event)

    def _follow(self, event: QMouseEvent, *, keep: bool) -> None:
        """Have the cursor where the pointer is among the letters that are seen, which are no dots."""
        if self.echoMode() is not QLineEdit.EchoMode.Normal or event.buttons() != Qt.MouseButton.LeftButton:
            return
        here = self._revealed.position(self._secret, round(event.position().x()))
        self.cursorForward(keep, here - self.cursorPosition())
        self.update()

    # --- keeping both in step --------------------------------------------------------------------------

    def _selected(self) -> tuple[int, int]:
        if self.hasSelectedText():
            return self.selectionStart(), self.selectionEnd()
        return self.cursorPosition(), self.cursorPosition()

    def _paste(self, text: str) -> None:
        self.insert("".join(each if each.isprintable() else " " for each in text))

    def _change(self, text: str, change: Callable[[], None], replaced: tuple[int, int] | None = None) -> None:
        """Have Qt make a `change` to the dots, in which `text` comes in, and follow it: what it took away is
        what was selected or `replaced`, or lies behind where the cursor is afterwards.
        """
        start, end = replaced or self._selected()
        was_selected = end > start
        before = len(self._secret)
        self._changing = True
        change()
        self._changing = False
        now, cursor = len(super().text()), self.cursorPosition()
        if not text:
            gone = before - now
            at = start if was_selected and gone == end - start else cursor
            self._secret = self._secret[:at] + self._secret[at + gone :]
        else:
            came = max(0, now - (before - (end - start)))
            self._secret = self._secret[:start] + text[:came] + self._secret[end:]
        self._reconcile()
        self.update()

    @Slot()
    def _reconcile(self) -> None:
        """Take over what came in by a way that is not ours, and leave dots in its place."""
        held = super().text()
        if self._changing or held == DOT * len(self._secret):
            return
        ahead = len(held) - len(held.lstrip(DOT))
        behind = min(len(held) - len(held.rstrip(DOT)), len(held) - ahead)
        came = held[ahead : len(held) - behind]
        kept = self._secret
        self.setText(kept[:ahead] + came + kept[len(kept) - behind :] if came else "")


def _types(event: QKeyEvent) -> bool:
    """Return whether Qt would put the text of a key into a line edit."""
    text = event.text()
    if not text or unicodedata.category(text[0]) == "Cc":
        return False
    return event.modifiers() not in (_CONTROL, _CONTROL | _SHIFT)
