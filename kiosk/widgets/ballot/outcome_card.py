"""What came out of a contest, in words."""

from PySide6.QtWidgets import QFrame

from election.voting.deciding.outcome import Outcome
from election.voting.deciding.sentences import Sentences
from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.text import Text


def outcome_lines(ui: UiContext, outcome: Outcome) -> tuple[str, ...]:
    """Return the sentences of an outcome, in the voter's language."""
    return Sentences(ui.text).outcome(outcome)


class OutcomeCard(QFrame):
    """What came out of a contest of which no votes are shown."""

    def __init__(self, ui: UiContext, outcome: Outcome) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._ui = ui
        self.outcome = outcome
        self.title, self.leading, self.why = Text("lead"), Text("action"), Text("body")
        column = Column(ui, Space.BLOCK, Space.BLOCK, self)
        for text in (self.title, self.leading, self.why):
            column.addWidget(text)
        self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language of the moment."""
        leading, *why = outcome_lines(self._ui, self.outcome)
        self.title.set_text(self._ui.title(self.outcome.contest.title))
        self.leading.set_text(leading)
        self.why.set_text(". ".join(why))
        self.why.setVisible(bool(why))

    def gist(self) -> list[str]:
        """Return the contest and what one wants to know of it first."""
        return [self.title.plain_text(), self.leading.plain_text()]

    def told(self) -> list[str]:
        """Return what is read out."""
        return [*self.gist(), *filter(None, (self.why.plain_text(),))]
