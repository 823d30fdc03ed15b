"""Choose up to so many of the candidates, at the kiosk."""

from collections.abc import Sequence

from election.errors import Message
from election.models import CandidateCount, Contest, ContestResult, Marking
from election.voting.methods.choose import KIND, options_of
from kiosk.style.context import UiContext
from kiosk.voter.contests.view import Reviewed, Touch
from kiosk.widgets.ballot.about import name_in_result
from kiosk.widgets.ballot.candidate_list import CandidateList
from kiosk.widgets.ballot.contest_card import CountRow, CountTable
from kiosk.widgets.ballot.marking_list import MarkingList

_MOST_NAMED = 3  # who have as many votes as each other; of more it is said how many they are


class ChooseView:
    """A touch on a candidate marks or unmarks them. Where one may be chosen, a new choice takes the old one's
    place; where several may, one too many is refused and nothing changes.
    """

    kind = KIND

    def marking_list(self, ui: UiContext) -> MarkingList:
        """See `ContestView`."""
        return CandidateList(ui)

    def touch(self, contest: Contest, marking: Marking, touched: object) -> Touch:
        """See `ContestView`. What is touched is a candidate's id."""
        most, chosen = options_of(contest).most, chosen_ids(marking)
        candidate = next(each for each in contest.candidates if each.id == touched)
        name = {"name": candidate.name}
        if candidate.id in chosen:
            rest = tuple(each for each in chosen if each != candidate.id)
            return Touch(rest, Message("spoken.unmarked", name))
        if len(chosen) < most:
            return Touch(tuple(sorted((*chosen, candidate.id))), Message("spoken.marked", name))
        if most == 1:
            (before,) = chosen_names(contest, marking)
            news = Message("ballot.replaced", {"name": candidate.name, "instead_of": before})
            return Touch((candidate.id,), news, shown=True)
        return Touch(marking, Message("ballot.refused", {"count": most}), shown=True, refused=True)

    def left(self, contest: Contest, marking: Marking) -> int:
        """See `ContestView`."""
        return options_of(contest).most - len(marking)

    def allowed_text(self, ui: UiContext, contest: Contest) -> str:
        """See `ContestView`."""
        return ui.text("ballot.allowed", count=options_of(contest).most)

    def left_text(self, ui: UiContext, contest: Contest, marking: Marking) -> str:
        """See `ContestView`."""
        return ui.text("ballot.left", count=self.left(contest, marking))

    def order_text(self, _ui: UiContext, _contest: Contest, _marking: Marking) -> str:
        """See `ContestView`."""
        return ""

    def skip_text(self, ui: UiContext, contest: Contest) -> str:
        """See `ContestView`."""
        return ui.text("ballot.skip", count=len(contest.candidates))

    def review(self, ui: UiContext, contest: Contest, marking: Marking) -> Reviewed:
        """See `ContestView`: the names of those chosen."""
        names = chosen_names(contest, marking)
        if not names:
            return Reviewed(names, ui.text("review.no_choice"))
        if self.left(contest, marking):
            most = options_of(contest).most
            return Reviewed(names, ui.text("review.fewer", chosen=len(names), allowed=most))
        return Reviewed(names, "")

    def count_table(self, ui: UiContext, result: ContestResult) -> CountTable:
        """See `ContestView`: a row for each candidate, in ballot order, and who has the most."""
        most = max((count.total for count in result.counts), default=0)
        first = [count for count in result.counts if most and count.total == most]
        rank = ui.text("spoken.most_votes" if len(first) == 1 else "spoken.tied")
        votes = sum(count.total for count in result.counts)
        rows = [
            CountRow(
                name_in_result(ui, count.candidate),
                count.votes,
                count.candidate.carried_over,
                full=most,
                of=votes,
                rank=rank if count in first else "",
            )
            for count in result.counts
        ]
        leads = leading(ui, first)
        return CountTable(ui.text("results.blank", count=result.blank), leads, rows, (leads,))


def chosen_ids(marking: Marking) -> tuple[int, ...]:
    """Return the ids that a marking of candidates holds."""
    return tuple(each for each in marking if isinstance(each, int))


def chosen_names(contest: Contest, marking: Marking) -> tuple[str, ...]:
    """Return who is chosen, in ballot order."""
    return tuple(each.name for each in contest.candidates if each.id in marking)


def leading(ui: UiContext, first: Sequence[CandidateCount]) -> str:
    """Return who has most votes, in words; nothing where nobody has any."""
    names = ", ".join(count.candidate.name for count in first)
    if len(first) > _MOST_NAMED:
        return ui.text("results.tied_many", count=len(first))
    if len(first) > 1:
        return ui.text("results.tied", names=names)
    return ui.text("results.leading", name=names) if first else ""
