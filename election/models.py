"""What an election is made of: frozen values that services hand out and doors show.

Nothing here can be changed in place, so a screen or a route can keep what it was given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

# What a voter marked: contest id -> the chosen candidates' ids. A contest left out is "no choice".
Choices = Mapping[int, tuple[int, ...]]


class PollsState(StrEnum):
    """Where the election is in its life: being set up, taking ballots, or over."""

    SETUP = "setup"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class LocalText:
    """A title in one or more languages; `in_language` always finds something to show."""

    texts: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> "LocalText":
        """Make one from ``{"ko": "…", "en": "…"}``."""
        return cls(tuple(sorted(texts.items())))

    def in_language(self, language: str) -> str:
        """Return the text in `language` ("ko", "en"), or in whichever language it has."""
        texts = dict(self.texts)
        return texts.get(language) or next((text for text in texts.values() if text), "")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One name on the ballot. `carried_over` counts votes brought along from an older program."""

    id: int
    name: str
    carried_over: int = 0


@dataclass(frozen=True, slots=True)
class Contest:
    """One question on the ballot; a voter may choose up to `votes_allowed` of its candidates."""

    id: int
    title: LocalText
    votes_allowed: int
    candidates: tuple[Candidate, ...]

    def candidate(self, candidate_id: int) -> Candidate | None:
        """Return the candidate with this id, or None."""
        return next((each for each in self.candidates if each.id == candidate_id), None)


@dataclass(frozen=True, slots=True)
class Election:
    """The election this data folder holds. `live_results`: counts may be seen while polls are open."""

    title: LocalText
    state: PollsState
    live_results: bool
    contests: tuple[Contest, ...]


@dataclass(frozen=True, slots=True)
class Voter:
    """A person on the roll. The id is random and says nothing of when they were added."""

    id: int
    email: str
    name: str


@dataclass(frozen=True, slots=True)
class CandidateCount:
    """The votes of one candidate: `votes` from ballots in this store, and those carried over."""

    candidate: Candidate
    votes: int

    @property
    def total(self) -> int:
        """Votes from ballots plus votes carried over."""
        return self.votes + self.candidate.carried_over


@dataclass(frozen=True, slots=True)
class ContestResult:
    """The count of one contest, in ballot order. `blank` ballots chose nobody in it."""

    contest: Contest
    counts: tuple[CandidateCount, ...]
    ballots: int
    blank: int


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many are on the roll, and how many of them have voted."""

    voters: int
    voted: int
