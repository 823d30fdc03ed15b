"""The questions of one contest: a motion, or one on each candidate."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from election.models import Contest, Marking
from election.voting.methods.yes_no import ANSWERS, questions
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.support.photos import NO_PHOTOS, Photos
from kiosk.widgets.ballot.marking_list import MarkingList
from kiosk.widgets.ballot.portrait import Portrait
from kiosk.widgets.ballot.question import AnswerRow, Question, Shape
from kiosk.widgets.layout.boxes import discard_widget

_ONE = (Shape.STACKED, Shape.IN_LINE)  # for a question alone on its page, the best first
_SEVERAL = (Shape.BESIDE, Shape.IN_LINE)


class AnswerList(MarkingList):
    """Lays out the questions itself: every one gets the same room, as much as the longest name needs, and
    more where there is more. What the answers are, a list derived from it may say otherwise. Emits `touched`
    with a candidate's id and an answer: ``(3, "yes")``.
    """

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui)
        self._row: type[AnswerRow] = AnswerRow
        self._shapes: Sequence[Shape] = ()  # the best first; as many questions as there are decide, if empty
        self._contest: Contest | None = None
        self._questions: list[Question] = []

    def show_contest(self, contest: Contest | None, photos: Photos = NO_PHOTOS) -> None:
        """See `MarkingList`. If there is a photo of one candidate, everyone gets the room for it."""
        before, self._questions, self._contest = self._questions, [], contest
        for question in before:
            discard_widget(question)
        if contest is not None:
            pictured = any(each.id in photos for each in contest.candidates)
            self._questions = [
                Question(
                    self._ui,
                    self,
                    each,
                    self._answers(contest),
                    Portrait(self._ui, photos.get(each.id)) if pictured else None,
                    named=bool(contest.candidates),
                    row=self._row,
                )
                for each in questions(contest)
            ]
        self.retranslate()  # before they are shown
        for row in self.rows():
            row.clicked.connect(self._touch)
        for question in self._questions:
            question.show()
        self.arrange()

    def mark(self, marking: Marking) -> None:
        """See `MarkingList`."""
        answers = {each: str(answer) for each, answer in dict(marking).items()}  # type: ignore[arg-type]
        for row in self.rows():
            row.setChecked(answers.get(row.candidate_id) == row.answer)

    def rows(self) -> Sequence[AnswerRow]:
        """See `MarkingList`: every answer to every question."""
        return [row for question in self._questions for row in question.answers]

    def items(self) -> Sequence[QWidget]:
        """See `MarkingList`: the questions, or the answers to the only one."""
        return self._questions if len(self._questions) > 1 else self.rows()

    def together(self, row: QWidget) -> Sequence[QWidget]:
        """See `MarkingList`: the question that an answer is one to."""
        return [question for question in self._questions if row in question.answers]

    def say_news(self, touched: object, news: str) -> None:
        """See `MarkingList`."""
        for row in self.rows():
            row.say_news(news if (row.candidate_id, row.answer) == touched else "")

    def retranslate(self) -> None:
        """See `MarkingList`."""
        answers = self._words()
        group = self._ui.title(self._contest.title) if self._contest else ""
        for question in self._questions:
            question.set_text(answers, group)
        self.arrange()  # in another language answers are wider

    def restyle(self) -> None:
        """Arrange anew, once the questions know their new sizes."""
        for question in self._questions:
            question.restyle()
        self.arrange()

    @Slot()
    def arrange(self) -> None:
        """See `MarkingList`."""
        if not self._questions:
            self.setMinimumHeight(0)
            return
        theme, width, many = self._ui.theme, self.width(), len(self._questions)
        gap = theme.px(Space.NEAR)
        side = theme.px(Length.RING) if self._contest and self._contest.candidates else 0
        width -= 2 * side  # a card stands in line with the outlines of what can be pressed
        line = max(question.line_width() for question in self._questions)
        shape = self._shape(width, line)
        head, answer = self._heights(width, shape, line)
        one = self._questions[0]
        need = one.height_with(shape, head, answer)
        tallest = one.height_with(shape, head, max(answer, theme.px(Length.TALLEST_ROW)))
        height = max(need, min((self.room() + gap) // many - gap, tallest))
        for at, question in enumerate(self._questions):
            question.setGeometry(side, at * (height + gap), width, height)
            question.arrange(shape, line, head)
        self.setMinimumHeight(many * (need + gap) - gap)  # last: it may come straight back here

    def _answers(self, contest: Contest) -> Sequence[str]:  # noqa: ARG002 - for who needs it
        """Return what may be answered, as the method names it."""
        return ANSWERS

    def _words(self) -> list[str]:
        """Return the answers in the language of the moment."""
        return [self._ui.text(f"yes_no.{answer}") for answer in ANSWERS]

    def _shape(self, width: int, line: int) -> Shape:
        """Return the first that all have room for. A question alone is seen at once if that can be."""
        wanted = _ONE if len(self._questions) == 1 else _SEVERAL
        for shape in self._shapes or wanted:
            high = self._questions[0].height_with(shape, *self._heights(width, shape, line))
            if all(question.fits(shape, width, line) for question in self._questions) and (
                shape is not Shape.STACKED or high <= self.room()
            ):
                return shape
        return Shape.STACKED

    def _heights(self, width: int, shape: Shape, line: int) -> tuple[int, int]:
        """Return how high the highest name and the highest answer are."""
        names, answers = zip(*(each.heights(width, shape, line) for each in self._questions), strict=True)
        return max(names), max(answers)

    @Slot()
    def _touch(self) -> None:
        row = self.sender()
        if isinstance(row, AnswerRow):
            self.touched.emit((row.candidate_id, row.answer))
