"""What a kind of contest gives to the screens of a voter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from election.errors import Message
from election.models import Contest, ContestResult, Marking
from kiosk.style.context import UiContext
from kiosk.widgets.ballot.contest_card import CountTable
from kiosk.widgets.ballot.marking_list import MarkingList


@dataclass(frozen=True, slots=True)
class Touch:
    """What became of a touch: what is marked from now on, and the news of it, which is read out. Only what is
    a surprise is `shown` as well: a mark that took another one's place, or one that was `refused`.
    """

    marking: Marking
    news: Message
    shown: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the review says of a contest: a line for each mark, and what was left open (empty: nothing)."""

    marks: Sequence[str]
    left_open: str


class ContestView(Protocol):
    """How contests of one kind are marked, reviewed and shown with their count. It has no state."""

    @property
    def kind(self) -> str:
        """The kind, as its method is called."""

    def marking_list(self, ui: UiContext) -> MarkingList:
        """Return a new widget in which contests of this kind are marked, one after the other."""

    def touch(self, contest: Contest, marking: Marking, touched: object) -> Touch:
        """Return what becomes of `marking` when a voter touches `touched`, which is what the list of this
        kind emits.
        """

    def left(self, contest: Contest, marking: Marking) -> int:
        """Return how many more marks there may be."""

    def allowed_text(self, ui: UiContext, contest: Contest) -> str:
        """Return what a voter may do here: "Choose up to 3"."""

    def left_text(self, ui: UiContext, contest: Contest, marking: Marking) -> str:
        """Return what is left to be done here: "2 votes left"; empty where there is nothing to say."""

    def order_text(self, ui: UiContext, contest: Contest, marking: Marking) -> str:
        """Return in which order things are marked, which is always in sight: "Your order: 1 Kim · 2 Lee";
        empty where there is none.
        """

    def skip_text(self, ui: UiContext, contest: Contest) -> str:
        """Return the name of the link that leads past a long list: "Skip the 40 names"."""

    def review(self, ui: UiContext, contest: Contest, marking: Marking) -> Reviewed:
        """Return what the review says of it."""

    def count_table(self, ui: UiContext, result: ContestResult) -> CountTable:
        """Return what a card with its count shows."""
