"""A candidate on the ballot: one row, all of it one check box, or where one is chosen, one radio button."""

from PySide6.QtWidgets import QWidget

from election.models import Candidate
from kiosk.style.context import UiContext
from kiosk.widgets.ballot.about import about_candidate
from kiosk.widgets.ballot.mark_row import MarkRow
from kiosk.widgets.ballot.portrait import Portrait
from kiosk.widgets.buttons.card_button import pass_touches_through


class CandidateRow(MarkRow):
    """A candidate, of whom several or one may be marked. `portrait` stands beside the name; None leaves no
    room for one.
    """

    def __init__(
        self,
        ui: UiContext,
        candidate: Candidate,
        parent: QWidget | None = None,
        portrait: Portrait | None = None,
        *,
        one_of: bool = False,
    ) -> None:
        super().__init__(ui, parent, one_of=one_of)
        self.candidate = candidate
        self.set_text(candidate.name)
        self.retranslate()
        self._portrait = portrait
        if portrait is not None:
            pass_touches_through(portrait)
            self._row.insertWidget(1, portrait)

    def retranslate(self) -> None:
        """Say what there is to say of the candidate in the language of the moment."""
        self.set_about(about_candidate(self._ui, self.candidate))

    def least_height(self, width: int) -> int:
        """Return how high it must be at `width`, with the photo as small as it gets."""
        self.fill(0)
        return super().least_height(width)

    def fill(self, height: int) -> None:
        """Have the photo be as high as there is room in a row so high, or as it must be."""
        if self._portrait is not None:
            edges = self._row.contentsMargins()
            self._portrait.set_height(height - edges.top() - edges.bottom())
            self._row.invalidate()
