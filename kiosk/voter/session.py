"""The voter at the kiosk: who they are and what they marked. Knows neither Qt nor the disk."""

from dataclasses import replace

from election.errors import ElectionError
from election.models import Choices, Contest, Election, Marking, Voter
from election.voting.methods import method_of
from election.voting.order import ballot_order
from election.voting.withdrawn import refuse_withdrawn


class Session:
    """One voter's time at the kiosk, from log-in to the cast or to Home. It keeps a marking for each contest
    in the form of the contest's method, and knows no kind of contest by itself.
    """

    def __init__(self) -> None:
        self.voter: Voter | None = None
        self.election: Election | None = None
        self.given: tuple[Contest, ...] = ()  # its contests as they were given, before any was shuffled
        self._markings: dict[int, Marking] = {}

    def begin(self, voter: Voter, election: Election) -> None:
        """Start for `voter` with an unmarked ballot of `election`. Contests whose candidates are shuffled are
        so from here on: every order is as likely as any other, and it is kept nowhere else.
        """
        self.reset()
        self.voter = voter
        self.given = election.contests
        self.election = replace(election, contests=tuple(ballot_order(each) for each in election.contests))

    def reset(self) -> None:
        """Forget the voter and every mark."""
        self.voter = None
        self.election = None
        self.given = ()
        self._markings = {}

    def marking(self, contest: Contest) -> Marking:
        """Return what is marked in `contest`; its method's blank marking where nothing is."""
        return self._markings.get(contest.id, method_of(contest).blank)

    def mark(self, contest: Contest, marking: Marking) -> None:
        """Keep `marking` for `contest`, in place of the one before."""
        self._markings[contest.id] = marking

    def refusal(self, contest: Contest) -> ElectionError | None:
        """Return why a ballot with what is marked in `contest` would not be taken; None where it would."""
        try:
            refuse_withdrawn(contest, method_of(contest).canonical(contest, self.marking(contest)))
        except ElectionError as error:
            return error
        return None

    def markings(self) -> Choices:
        """Return the ballot to cast: the marking of each contest, blank ones left out."""
        contests = self.election.contests if self.election else ()
        return {each.id: self.marking(each) for each in contests if self.marking(each)}
