"""A candidate to be ranked: a row with a place for the number, and the buttons that move it."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from election.models import Candidate
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.accessible import set_accessible_name
from kiosk.widgets.ballot.candidate import CandidateRow
from kiosk.widgets.ballot.portrait import Portrait
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.markable import MarkBox

_BEFORE, _AFTER = (Qt.Key.Key_Up, Qt.Key.Key_Left), (Qt.Key.Key_Down, Qt.Key.Key_Right)
_OUT = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
TAP, UP, DOWN, OUT, SAME, AT = "tap", "up", "down", "out", "same", "at"  # what is asked for


class RankBox(MarkBox):
    """A place for a number, empty or with it."""

    number = 0

    def restyle(self) -> None:
        """Take the size from the theme: room for two digits."""
        side = round(self._ui.theme.px(Length.BOX) * 1.3)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A box drawn as on paper, filled where there is a number."""
        palette, line = self._ui.theme.palette, self._ui.theme.px(Length.HEAVY) * 0.8
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette.accent if self.number else palette.ink_soft), line))
        painter.setBrush(QColor(palette.accent if self.number else palette.surface))
        inside = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        radius = self._ui.theme.px(Length.RADIUS) / 2
        painter.drawRoundedRect(inside, radius, radius)
        if self.number:
            font = QFont(self.font())
            font.setPixelSize(round(self.height() * 0.6))
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(QColor(palette.on_accent))
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, str(self.number))


class RankedName(CandidateRow):
    """The part of a row that is touched to give the next number, or to take it away."""

    box: RankBox

    def __init__(
        self, ui: UiContext, candidate: Candidate, parent: QWidget, portrait: Portrait | None
    ) -> None:
        self._rank = ""
        super().__init__(ui, candidate, parent, portrait)

    def set_rank(self, number: int, told: str) -> None:
        """Show the number, 0 for none, and tell assistive technology of it by `told`."""
        self.box.number, self._rank = number, told
        self.setChecked(bool(number))
        self.box.update()
        self._tell()

    def _make_box(self, *, one_of: bool) -> MarkBox:  # noqa: ARG002 - several may be ranked
        return RankBox(self._ui, self)

    def _tell(self) -> None:
        told = (self.name.plain_text(), self._rank, self.about.plain_text())
        set_accessible_name(self, ". ".join(filter(None, told)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand on what moves, and the digits."""
        if event.key() in (*_BEFORE, *_AFTER, *_OUT) or event.text().isdecimal() or event.text() == "=":
            event.ignore()
        else:
            super().keyPressEvent(event)


class RankRow(QFrame):
    """Emits `asked` with what is wanted of its candidate: ``("tap", 3)``, ``("at", 3, 1)``. The
    buttons are there while the candidate is ranked; their room is always kept. Where candidates may share a
    rank, one more button asks for the rank of the one before.
    """

    asked = Signal(object)
    left = Signal(int)  # an arrow key leads one row on (1) or back (-1)

    def __init__(
        self,
        ui: UiContext,
        candidate: Candidate,
        parent: QWidget,
        portrait: Portrait | None,
        *,
        equal: bool,
    ) -> None:
        super().__init__(parent)
        self._ui, self.candidate = ui, candidate
        self.name = RankedName(ui, candidate, self, portrait)
        self.moves = {UP: Button(ui, "secondary", "up"), DOWN: Button(ui, "secondary", "down")}
        if equal:
            self.moves[SAME] = Button(ui, "secondary")
        self.name.clicked.connect(self._tapped)
        for move, button in self.moves.items():
            button.setParent(self)
            button.in_series = button.repeats = True  # several places up are several presses at one spot
            button.setProperty("move", move)
            button.clicked.connect(self._moved)
            button.installEventFilter(self)
            button.hide()

    def set_rank(self, number: int, told: str) -> None:
        """Show the number, 0 for none."""
        self.name.set_rank(number, told)
        for button in self.moves.values():
            button.setVisible(bool(number))

    def retranslate(self, group: str, number: int, of: int) -> None:
        """Say everything in the language of the moment; it is the `number`-th `of` so many."""
        self.name.retranslate()
        self.name.set_place(group, number, of)
        for move, button in self.moves.items():
            text = self._ui.text(f"ranking.{move}", name=self.candidate.name)
            button.set_text("=" if move == SAME else text, show=move == SAME)
            set_accessible_name(button, text)

    def restyle(self) -> None:
        """Have what is in it take its sizes from the theme."""
        self.name.restyle()

    def least_height(self, width: int) -> int:
        """Return how high it must be at `width`."""
        buttons = max(button.sizeHint().height() for button in self.moves.values())
        return max(self.name.least_height(width - self._beside()), buttons)

    def fill(self, height: int) -> None:
        """Have the photo be as high as there is room in a row so high."""
        self.name.fill(height)

    def fits(self, width: int, height: int) -> bool:
        """Return whether the name has room enough in a row of this size."""
        return self.name.heightForWidth(width - self._beside()) <= height

    def resizeEvent(self, _event: QEvent) -> None:
        """Place what is in it."""
        width = self.width() - self._beside()
        self.name.setGeometry(0, 0, width, self.height())
        left = width + self._gap()
        for button in self.moves.values():
            size = button.sizeHint()
            height = min(self.height(), size.height())
            button.setGeometry(left, (self.height() - height) // 2, size.width(), height)
            left += size.width() + self._gap()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the row before or after, with Alt they move the candidate; a digit puts them at that
        rank, Delete takes them out, and = gives them the rank of the one before.
        """
        key, each = event.key(), self.candidate.id
        if key in (*_BEFORE, *_AFTER):
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.asked.emit((UP if key in _BEFORE else DOWN, each))
            else:
                self.left.emit(-1 if key in _BEFORE else 1)
        elif key in _OUT:
            self.asked.emit((OUT, each))
        elif event.text() == "=" and SAME in self.moves:
            self.asked.emit((SAME, each))
        elif event.text().isdecimal() and int(event.text()):
            self.asked.emit((AT, each, int(event.text())))
        else:
            super().keyPressEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the keys of its buttons, too, but what presses them."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        if event.key() not in (*_BEFORE, *_AFTER, *_OUT) and not event.text().isdecimal():
            return False
        self.keyPressEvent(event)
        return True

    def _beside(self) -> int:
        return sum(button.sizeHint().width() + self._gap() for button in self.moves.values())

    def _gap(self) -> int:
        return self._ui.theme.px(Space.NEAR) - self._ui.theme.px(Length.RING)

    @Slot()
    def _tapped(self) -> None:
        self.asked.emit((TAP, self.candidate.id))

    @Slot()
    def _moved(self) -> None:
        self.asked.emit((self.sender().property("move"), self.candidate.id))
