"""The one voter before the screen: who they are and what they marked. Knows neither Qt nor the disk."""

from dataclasses import dataclass
from enum import Enum, auto

from election.models import Candidate, Choices, Contest, Election, Voter


class Mark(Enum):
    """What became of a touch on a candidate."""

    MARKED = auto()
    UNMARKED = auto()
    REPLACED = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Marking:
    """What became of a touch on `candidate`; `instead_of` is whose mark went away for it."""

    mark: Mark
    candidate: Candidate
    instead_of: Candidate | None = None


class Session:
    """One voter's time at the kiosk, from log-in to the cast or to Home."""

    def __init__(self) -> None:
        self.voter: Voter | None = None
        self.election: Election | None = None
        self._marks: dict[int, frozenset[int]] = {}

    def begin(self, voter: Voter, election: Election) -> None:
        """Start for `voter` with an unmarked ballot of `election`."""
        self.reset()
        self.voter = voter
        self.election = election

    def reset(self) -> None:
        """Forget the voter and every mark."""
        self.voter = None
        self.election = None
        self._marks = {}

    def chosen(self, contest: Contest) -> tuple[Candidate, ...]:
        """Return who is marked in `contest`, in ballot order."""
        marked = self._marks.get(contest.id, frozenset())
        return tuple(each for each in contest.candidates if each.id in marked)

    def left(self, contest: Contest) -> int:
        """Return how many more may be marked in `contest`."""
        return contest.votes_allowed - len(self.chosen(contest))

    def touch(self, contest: Contest, candidate: Candidate) -> Marking:
        """Mark or unmark `candidate`. Where one may be chosen, a new choice takes the old one's place;
        where several may, one too many is refused and nothing changes.
        """
        chosen = self.chosen(contest)
        marked = frozenset(each.id for each in chosen)
        if candidate.id in marked:
            self._marks[contest.id] = marked - {candidate.id}
            return Marking(Mark.UNMARKED, candidate)
        if len(chosen) < contest.votes_allowed:
            self._marks[contest.id] = marked | {candidate.id}
            return Marking(Mark.MARKED, candidate)
        if contest.votes_allowed == 1:
            self._marks[contest.id] = frozenset({candidate.id})
            return Marking(Mark.REPLACED, candidate, chosen[0])
        return Marking(Mark.REFUSED, candidate)

    def choices(self) -> Choices:
        """Return the ballot to cast: who is chosen in each contest, contests without a choice left out."""
        contests = self.election.contests if self.election else ()
        chosen = {each.id: tuple(candidate.id for candidate in self.chosen(each)) for each in contests}
        return {contest_id: candidates for contest_id, candidates in chosen.items() if candidates}
