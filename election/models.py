"""What an election is made of: frozen values that services hand out and doors show.

Nothing here can be changed in place, so a screen or a route can keep what it was given.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from election.rules import MOST_VOTES, Quorum, Rule

# What a voter marked in one contest. Which form it takes depends on the contest's kind (`voting.methods`):
# candidates chosen (3, 5); candidates ranked, equal ones together ((5,), (3, 4)); answers by candidate
# {3: "yes"}; scores by candidate {3: 5}. The empty form, () or {}, is a blank one.
Marking = tuple[int, ...] | tuple[tuple[int, ...], ...] | Mapping[int, str] | Mapping[int, int]
# A whole ballot: contest id -> marking. A contest left out is blank.
Choices = Mapping[int, Marking]


class PollsState(StrEnum):
    """Where the election is in its life. `setup.steps` says which step leads from one to another."""

    DRAFT = "draft"  # being set up
    OPEN = "open"  # ballots are taken, and at no other time
    PAUSED = "paused"
    CLOSED = "closed"  # for good, unless it is reopened; nobody has seen a count
    COUNTED = "counted"
    ARCHIVED = "archived"  # counted, and put away
    ANNULLED = "annulled"  # ended without a result

    @property
    def is_over(self) -> bool:
        """Whether ballots are taken no more, unless closed polls are reopened."""
        return self in (PollsState.CLOSED, PollsState.ANNULLED) or self.is_counted

    @property
    def is_counted(self) -> bool:
        """Whether the box has been opened."""
        return self in (PollsState.COUNTED, PollsState.ARCHIVED)


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
class Options:
    """How a contest of some kind is set; each kind has a class of its own. `blank`: it may be left blank."""

    blank: bool = True


@dataclass(frozen=True, slots=True)
class Contest:
    """One question on the ballot. `kind` names its method (`voting.methods`), `options` are of that kind,
    `rule` is what decides it.
    """

    id: int
    title: LocalText
    kind: str
    options: Options
    candidates: tuple[Candidate, ...]
    rule: Rule = MOST_VOTES

    def candidate(self, candidate_id: int) -> Candidate | None:
        """Return the candidate with this id, or None."""
        return next((each for each in self.candidates if each.id == candidate_id), None)


@dataclass(frozen=True, slots=True)
class Style:
    """The contests, by their ids, that some of the voters are given."""

    id: int
    contests: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Election:
    """An election, contests in ballot order. `live_results`: counts may be seen while
    the polls are open. Whoever signs up gets the first of the `styles`. `quorum` is of the whole roll and
    holds for every contest, beside its own.
    """

    title: LocalText
    state: PollsState
    live_results: bool
    contests: tuple[Contest, ...]
    styles: tuple[Style, ...] = ()
    quorum: Quorum | None = None

    def contests_of(self, style_id: int) -> tuple[Contest, ...]:
        """Return the contests that a style gives, in ballot order; none where there is no such style."""
        given = next((style.contests for style in self.styles if style.id == style_id), ())
        return tuple(contest for contest in self.contests if contest.id in given)

    def as_given(self, style_id: int) -> "Election":
        """Return the election as a voter of this style sees it: with their contests only."""
        return replace(self, contests=self.contests_of(style_id))


@dataclass(frozen=True, slots=True)
class Voter:
    """A person on the roll. The id is random and says nothing of when they were added."""

    id: int
    email: str
    name: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What the ballots of one contest add up to: how many there are, how many are blank, and the sum of what
    each marking adds (`Method.adds`). Something that no marking added counts 0.
    """

    ballots: int
    blank: int
    marks: Mapping[Hashable, int]


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
    """The count of one contest, its candidates in ballot order. `blank` ballots marked nothing in it. A
    method that has more to tell derives from it, or from `CandidateCount`.
    """

    contest: Contest
    counts: tuple[CandidateCount, ...]
    ballots: int
    blank: int


@dataclass(frozen=True, slots=True)
class OpeningRoll:
    """How many were on the roll when the polls opened first, in all and for each contest."""

    whole: int
    by_contest: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot drawn by hand between candidates who are level: the ids of those it favoured, in its order, and
    the names of who saw it.
    """

    favoured: tuple[int, ...]
    witnesses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many have the right to vote, and how many of them have used it."""

    voters: int
    voted: int
