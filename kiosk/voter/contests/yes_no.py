"""Yes, no or abstain, on a motion or on each candidate, at the kiosk."""

from collections.abc import Iterator

from election.errors import Message
from election.models import Candidate, Contest, ContestResult, Marking
from election.voting.methods.yes_no import ABSTAIN, ANSWERS, KIND, NO, YES, YesNoCount, questions
from kiosk.style.context import UiContext
from kiosk.voter.contests.view import Reviewed, Touch
from kiosk.widgets.ballot.about import name_in_result
from kiosk.widgets.ballot.answer_list import AnswerList
from kiosk.widgets.ballot.contest_card import CountRow, CountTable
from kiosk.widgets.ballot.marking_list import MarkingList

_MOST_NAMED = 3  # who were not answered on; of more it is said how many they are


class YesNoView:
    """A touch on an answer marks or unmarks it, and a new answer takes the place of the old one."""

    kind = KIND

    def marking_list(self, ui: UiContext) -> MarkingList:
        """See `ContestView`."""
        return AnswerList(ui)

    def touch(self, contest: Contest, marking: Marking, touched: object) -> Touch:
        """See `ContestView`. What is touched is a candidate's id, or `MOTION`, with an answer."""
        answers = _answers(marking)
        possible = ((each, answer) for each in questions(contest) for answer in ANSWERS)
        item, answer = next(each for each in possible if (each[0].id, each[1]) == touched)
        before = answers.pop(item.id, None)
        if before == answer:
            return Touch(answers, _news(contest, item, Message("spoken.unmarked", {"name": _word(answer)})))
        answers = dict(sorted({**answers, item.id: answer}.items()))
        if before is None:
            return Touch(answers, _news(contest, item, Message("spoken.marked", {"name": _word(answer)})))
        replaced = Message("ballot.replaced", {"name": _word(answer), "instead_of": _word(before)})
        return Touch(answers, _news(contest, item, replaced), shown=True)

    def left(self, contest: Contest, marking: Marking) -> int:
        """See `ContestView`."""
        return len(_open_questions(contest)) - len(marking)

    def allowed_text(self, ui: UiContext, contest: Contest) -> str:
        """See `ContestView`."""
        return ui.text("yes_no.allowed_each" if len(contest.candidates) > 1 else "yes_no.allowed")

    def left_text(self, ui: UiContext, contest: Contest, marking: Marking) -> str:
        """See `ContestView`."""
        return ui.text("yes_no.left", count=self.left(contest, marking))

    def order_text(self, _ui: UiContext, _contest: Contest, _marking: Marking) -> str:
        """See `ContestView`."""
        return ""

    def skip_text(self, ui: UiContext, contest: Contest) -> str:
        """See `ContestView`."""
        return ui.text("yes_no.skip", count=len(questions(contest)))

    def review(self, ui: UiContext, contest: Contest, marking: Marking) -> Reviewed:
        """See `ContestView`: the answers, each with its candidate's name, and who was not answered on."""
        answers = _answers(marking)
        marks = [
            _about(ui, contest, each, ui.text(f"yes_no.{answers[each.id]}"))
            for each in questions(contest)
            if each.id in answers
        ]
        return Reviewed(marks, _left_open(ui, contest, answers))

    def count_table(self, ui: UiContext, result: ContestResult) -> CountTable:
        """See `ContestView`: a row for each answer, those on one candidate below their name. Shares are of
        all who gave an answer there.
        """
        gist = [
            _about(
                ui,
                result.contest,
                count.candidate,
                ui.text("yes_no.gist", yes=count.total, no=count.no, abstain=count.abstain),
            )
            for count in _counts(result)
        ]
        rows = [row for count in _counts(result) for row in _rows(ui, result.contest, count)]
        return CountTable(ui.text("yes_no.blank", count=result.blank), "", rows, gist)


def _open_questions(contest: Contest) -> tuple[Candidate, ...]:
    """Return what can be answered: all but candidates who withdrew."""
    return tuple(each for each in questions(contest) if not each.withdrawn)


def _answers(marking: Marking) -> dict[int, str]:
    return dict(marking)  # type: ignore[arg-type]


def _word(answer: str) -> Message:
    return Message(f"yes_no.{answer}")


def _news(contest: Contest, item: Candidate, news: Message) -> Message:
    return Message("yes_no.about", {"name": item.name, "what": news}) if contest.candidates else news


def _about(ui: UiContext, contest: Contest, item: Candidate, what: str) -> str:
    return ui.text("yes_no.about", name=item.name, what=what) if contest.candidates else what


def _left_open(ui: UiContext, contest: Contest, answers: dict[int, str]) -> str:
    names = [each.name for each in _open_questions(contest) if each.id not in answers]
    if names and not answers:
        return ui.text("yes_no.no_answer")
    if len(names) > _MOST_NAMED:
        return ui.text("yes_no.not_answered_many", count=len(names))
    return ui.text("yes_no.not_answered", names=", ".join(names)) if names else ""


def _counts(result: ContestResult) -> Iterator[YesNoCount]:
    return (count for count in result.counts if isinstance(count, YesNoCount))


def _rows(ui: UiContext, contest: Contest, count: YesNoCount) -> Iterator[CountRow]:
    everybody = count.total + count.no + count.abstain
    heading = name_in_result(ui, count.candidate) if contest.candidates else ""
    carried = count.candidate.carried_over
    for answer, votes, old in ((YES, count.votes, carried), (NO, count.no, 0), (ABSTAIN, count.abstain, 0)):
        yield CountRow(ui.text(f"yes_no.{answer}"), votes, old, everybody, everybody, heading=heading)
