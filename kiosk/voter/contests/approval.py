"""Approval, at the kiosk: everybody who is acceptable is marked."""

from election.errors import Message
from election.models import Contest, ContestResult, Marking
from election.voting.methods.approval import KIND
from kiosk.style.context import UiContext
from kiosk.voter.contests.choose import chosen_ids, chosen_names, leading
from kiosk.voter.contests.view import Reviewed, Touch
from kiosk.widgets.ballot.about import name_in_result
from kiosk.widgets.ballot.candidate_list import CandidateList
from kiosk.widgets.ballot.contest_card import CountRow, CountTable
from kiosk.widgets.ballot.marking_list import MarkingList


class ApprovalView:
    """A touch on a candidate marks or unmarks them; there is no limit."""

    kind = KIND

    def marking_list(self, ui: UiContext) -> MarkingList:
        """See `ContestView`."""
        return CandidateList(ui)

    def touch(self, contest: Contest, marking: Marking, touched: object) -> Touch:
        """See `ContestView`. What is touched is a candidate's id."""
        chosen = chosen_ids(marking)
        candidate = next(each for each in contest.candidates if each.id == touched)
        name = {"name": candidate.name}
        if candidate.id in chosen:
            rest = tuple(each for each in chosen if each != candidate.id)
            return Touch(rest, Message("spoken.unmarked", name))
        return Touch(tuple(sorted((*chosen, candidate.id))), Message("spoken.marked", name))

    def left(self, contest: Contest, marking: Marking) -> int:
        """See `ContestView`: one mark is enough to be done."""
        return 0 if marking or not contest.candidates else 1

    def allowed_text(self, ui: UiContext, _contest: Contest) -> str:
        """See `ContestView`."""
        return ui.text("approval.allowed")

    def left_text(self, ui: UiContext, _contest: Contest, marking: Marking) -> str:
        """See `ContestView`: how many are marked."""
        return ui.text("approval.marked", count=len(marking))

    def order_text(self, _ui: UiContext, _contest: Contest, _marking: Marking) -> str:
        """See `ContestView`."""
        return ""

    def skip_text(self, ui: UiContext, contest: Contest) -> str:
        """See `ContestView`."""
        return ui.text("ballot.skip", count=len(contest.candidates))

    def review(self, ui: UiContext, contest: Contest, marking: Marking) -> Reviewed:
        """See `ContestView`: the names of those marked."""
        names = chosen_names(contest, marking)
        return Reviewed(names, "" if names else ui.text("review.no_choice"))

    def count_table(self, ui: UiContext, result: ContestResult) -> CountTable:
        """See `ContestView`: a row for each candidate. The shares are of the ballots that mark somebody."""
        most = max((count.total for count in result.counts), default=0)
        first = [count for count in result.counts if most and count.total == most]
        valid = result.ballots - result.blank
        rank = ui.text("spoken.most_votes" if len(first) == 1 else "spoken.tied")
        rows = [
            CountRow(
                name_in_result(ui, count.candidate),
                count.votes,
                count.candidate.carried_over,
                full=valid,
                of=valid,
                rank=rank if count in first else "",
            )
            for count in result.counts
        ]
        leads = leading(ui, first)
        return CountTable(ui.text("results.blank", count=result.blank), leads, rows, (leads,))
