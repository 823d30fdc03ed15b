"""One question with its answers, of which one may be marked."""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from election.models import Candidate
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.ballot.about import about_candidate
from kiosk.widgets.ballot.mark_row import MarkRow
from kiosk.widgets.ballot.portrait import Portrait
from kiosk.widgets.text import Text

_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ARROWS = (*_BACK, Qt.Key.Key_Right, Qt.Key.Key_Down)


class Shape(Enum):
    """Where the answers stand."""

    BESIDE = auto()  # in a line beside the name
    IN_LINE = auto()  # in a line below it
    TWO_LINES = auto()  # in two lines below it
    STACKED = auto()  # one below the other, below it


class AnswerRow(MarkRow):
    """One answer, on the candidate (or the motion) with this id. The arrow keys are left to the question:
    those of `arrows` go round among its answers.
    """

    arrows: Sequence[Qt.Key] = _ARROWS

    def __init__(self, ui: UiContext, candidate_id: int, answer: str, parent: QWidget) -> None:
        super().__init__(ui, parent, one_of=True)
        self.candidate_id, self.answer = candidate_id, answer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand on the arrow keys."""
        if event.key() in _ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Question(QFrame):
    """A candidate's name, perhaps with a `portrait`, and the answers, all of the same size. Where `named` is
    False there are the answers alone: the page says what they answer. The arrow keys go round among them.

    It lays out itself what is in it, by `arrange`; `heights` tells how much room that needs. All lengths are
    in dots.
    """

    def __init__(
        self,
        ui: UiContext,
        parent: QWidget,
        candidate: Candidate,
        answers: Sequence[str],
        portrait: Portrait | None = None,
        *,
        named: bool,
        row: type[AnswerRow] = AnswerRow,
    ) -> None:
        super().__init__(parent)
        self._ui, self._named = ui, named
        self.candidate = candidate
        if named:
            self.setProperty("role", "card")
        self._name = Text("lead", self)
        self._name.set_text(candidate.name if named else "")
        self._name.setVisible(named)
        self._about = Text("small", self)
        self._portrait = portrait
        if portrait is not None:
            portrait.setParent(self)
        self.answers = [row(ui, candidate.id, answer, self) for answer in answers]

    def set_text(self, answers: Sequence[str], group: str) -> None:
        """Name the answers, and have each say that it is one of so many on its candidate, or of `group`. Say
        what there is to say of the candidate.
        """
        self._about.set_text(about_candidate(self._ui, self.candidate) if self._named else "")
        self._about.setVisible(bool(self._about.plain_text()))
        for number, (row, text) in enumerate(zip(self.answers, answers, strict=True), 1):
            row.set_text(text)
            row.set_place(self.candidate.name if self._named else group, number, len(self.answers))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the answer before or after."""
        here = next((at for at, row in enumerate(self.answers) if row.hasFocus()), None)
        if here is None or event.key() not in self.answers[here].arrows:
            super().keyPressEvent(event)
            return
        at = here + (-1 if event.key() in _BACK else 1)
        self.answers[at % len(self.answers)].setFocus(Qt.FocusReason.TabFocusReason)

    def line_width(self) -> int:
        """Return how wide the answers are side by side, none of them broken."""
        widest = max(row.width_in_one_line() for row in self.answers)
        return len(self.answers) * (widest + self._gap()) - self._gap()

    def fits(self, shape: Shape, width: int, line: int) -> bool:
        """Return whether it can stand so at `width`, where answers side by side are `line` wide."""
        inside = width - 2 * self._edge()
        if shape is Shape.BESIDE:
            least = self._ui.theme.px(Length.NAME)
            return self._named and self._name_room(inside - line - self._between()) >= least
        if shape is Shape.TWO_LINES:
            return self._per_line(shape) * (line + self._gap()) <= len(self.answers) * (inside + self._gap())
        return shape is Shape.STACKED or line <= inside

    def heights(self, width: int, shape: Shape, line: int) -> tuple[int, int]:
        """Return how high the name, with its portrait, and each answer must be at `width`."""
        inside, gap, many = width - 2 * self._edge(), self._gap(), self._per_line(shape)
        beside = shape is Shape.BESIDE
        across = line if beside else inside
        answer = (across + gap) // many - gap
        head = 0
        if self._named:
            name = self._name_room(inside - line - self._between() if beside else inside)
            words = self._name.heightForWidth(name) + self._about_height(name)
            head = max(words, self._portrait.height() if self._portrait else 0)
        return head, max(row.least_height(answer) for row in self.answers)

    def height_with(self, shape: Shape, head: int, answer: int) -> int:
        """Return how high it is with a name and answers so high."""
        if shape is Shape.BESIDE:
            return 2 * self._edge() + max(head, answer)
        many = -(-len(self.answers) // self._per_line(shape))
        return 2 * self._edge() + self._below(head) + many * (answer + self._gap()) - self._gap()

    def arrange(self, shape: Shape, line: int, head: int) -> None:
        """Place what is in it, in the room it has, with so much for the name if that stands above."""
        edge, gap, many = self._edge(), self._gap(), self._per_line(shape)
        inside, room = self.width() - 2 * edge, self.height() - 2 * edge
        if shape is Shape.BESIDE:
            self._place_head(edge, inside - line - self._between(), room)
            left, top, across, down = edge + inside - line, edge, line, room
        else:
            self._place_head(edge, inside, head)
            left, top, across, down = edge, edge + self._below(head), inside, room - self._below(head)
        width = (across + gap) // many - gap
        height = (down + gap) // -(-len(self.answers) // many) - gap
        for at, row in enumerate(self.answers):
            below, right = divmod(at, many)
            row.setGeometry(left + right * (width + gap), top + below * (height + gap), width, height)

    def restyle(self) -> None:
        """Have what is in it take its sizes from the theme."""
        for row in self.answers:
            row.restyle()
        if self._portrait is not None:
            self._portrait.restyle()

    def _per_line(self, shape: Shape) -> int:
        """Return how many answers stand side by side."""
        many = len(self.answers)
        return {Shape.STACKED: 1, Shape.TWO_LINES: -(-many // 2)}.get(shape, many)

    def _place_head(self, edge: int, width: int, height: int) -> None:
        left, name = edge + self._margin(), self._name_room(width)
        if self._portrait is not None:
            self._portrait.move(left, edge + (height - self._portrait.height()) // 2)
            left += self._portrait.width() + self._between()
        about = self._about_height(name)
        own = min(height - about, self._name.heightForWidth(name)) if about else height
        top = edge + (height - own - about) // 2
        self._name.setGeometry(left, top, name, own)
        self._about.setGeometry(left, top + own, name, about)

    def _about_height(self, width: int) -> int:
        """Return how high what is said of the candidate is at `width`."""
        return self._about.heightForWidth(width) if self._about.plain_text() else 0

    def _name_room(self, width: int) -> int:
        """Return how wide the name can be in so much, beside the portrait."""
        beside = self._portrait.width() + self._between() if self._portrait else 0
        return max(1, width - beside - 2 * self._margin())

    def _below(self, head: int) -> int:
        """Return how far below the top of a name so high the answers begin."""
        return head + self._ui.theme.px(Space.NEAR) if self._named else 0

    def _between(self) -> int:
        return self._ui.theme.px(Space.BLOCK)

    def _margin(self) -> int:
        """Return how much further in the name begins than the answers, which leave room for their ring."""
        return self._ui.theme.px(Space.NEAR)

    def _edge(self) -> int:
        return self._ui.theme.px(Space.NEAR) if self._named else 0

    def _gap(self) -> int:
        theme = self._ui.theme
        return theme.px(Space.NEAR) - theme.px(Length.RING)
