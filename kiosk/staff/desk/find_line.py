"""What is typed into a line that searches, with the syllable that is still under way."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

UNDO_KEYS = (Qt.Key.Key_Z, 0x314B)  # the same key under the Hangul keyboard
_MOVES: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class FindLine(QObject):
    """Watches `line`. Emits `changed` with what stands there, `moved` with -1 or 1 for the arrow keys,
    `entered` for Enter, `cleared` for Esc, and `undone` for Ctrl+Z, which is not about letters here.
    """

    changed = Signal(str)
    moved = Signal(int)
    entered = Signal()
    cleared = Signal()
    undone = Signal()

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self._under_way = ""
        line.installEventFilter(self)
        line.textChanged.connect(self._tell)

    def text(self) -> str:
        """Return what stands there."""
        at = self._line.cursorPosition()
        whole = self._line.text()
        return whole[:at] + self._under_way + whole[at:]

    def eventFilter(self, _line: QObject, event: QEvent) -> bool:
        """See keys before the line does, and the syllable that an input method has under way."""
        if isinstance(event, QInputMethodEvent):
            before, self._under_way = self._under_way, event.preeditString()
            if before != self._under_way and not event.commitString():
                self._tell()
            return False
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._takes(event)

    def _takes(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in _MOVES:
            self.moved.emit(_MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.cleared.emit()
        elif key in UNDO_KEYS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.undone.emit()
        else:
            return False
        return True

    @Slot()
    def _tell(self) -> None:
        self.changed.emit(self.text())
