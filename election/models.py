"""What an election is made of: frozen values that services hand out and doors show.

Nothing here can be changed in place, so a screen or a route can keep what it was given.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from election.errors import Message, SettingRefused
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


NO_TEXT = LocalText(())


class WayIn(StrEnum):
    """How people come to vote: by signing up freely, and then in no other way, or with a roll."""

    SIGN_UP = "sign_up"
    PASSWORD = "password"  # noqa: S105 - of people on the roll
    CODE = "code"  # each person's own
    SLIP = "slip"  # any unused slip of the person's style
    DESK = "desk"  # the booth is turned to their ballot


class TurnoutFor(StrEnum):
    """Who sees the turnout while the polls are open."""

    EVERYBODY = "everybody"
    STAFF = "staff"


class CandidateOrder(StrEnum):
    """The order in which a ballot has the candidates."""

    FIXED = "fixed"
    SHUFFLED = "shuffled"  # drawn anew for each voter


class WithdrawnVotes(StrEnum):
    """What becomes of the votes for a candidate who withdraws while the polls are open; nobody elects them
    either way.
    """

    STAND = "stand"  # they are counted and shown, and are valid
    VOID = "void"  # whoever chose that candidate left the contest blank


@dataclass(frozen=True, slots=True)
class Schedule:
    """The times that are announced, each in some time zone. `by_itself`: the program keeps them, and not a
    person alone.
    """

    opens: datetime | None = None
    closes: datetime | None = None
    by_itself: bool = False

    def __post_init__(self) -> None:
        times = [each for each in (self.opens, self.closes) if each is not None]
        if any(each.tzinfo is None for each in times):
            raise SettingRefused(name="schedule", reason=Message("setting_fault.zone"))
        if len(times) == 2 and times[0] >= times[1]:
            raise SettingRefused(name="schedule", reason=Message("setting_fault.closes_first"))
        if self.by_itself and not times:
            raise SettingRefused(name="schedule.by_itself", reason=Message("setting_fault.no_time"))


@dataclass(frozen=True, slots=True)
class Prolongation:
    """Declared before opening: the closing may be put off by so many `minutes`, at most so many `times`."""

    minutes: int
    times: int = 1

    def __post_init__(self) -> None:
        _check_within("prolongation.minutes", self.minutes, 1, MOST_PROLONGED)
        _check_within("prolongation.times", self.times, 1, MOST_PROLONGATIONS)


@dataclass(frozen=True, slots=True)
class Privacy:
    """What people are told of their data: what for, who keeps it, until when."""

    purpose: LocalText
    keeper: LocalText
    until: date | None = None


MOST_GRACE = 5  # minutes
MOST_PROLONGED = 7 * 24 * 60  # minutes
MOST_PROLONGATIONS = 10
MOST_OBJECTION_HOURS = 366 * 24


def _check_within(name: str, number: int, least: int, most: int) -> None:
    if not least <= number <= most:
        values = {"least": least, "most": most}
        raise SettingRefused(name=name, reason=Message("setting_fault.number", values))


@dataclass(frozen=True, slots=True)
class Candidate:
    """One name on the ballot. `carried_over` counts votes brought along from an older program; `label` is the
    list or group they stand for. Who is `withdrawn` is shown as such, and cannot be chosen any more.
    """

    id: int
    name: str
    carried_over: int = 0
    statement: LocalText = NO_TEXT
    label: str = ""
    withdrawn: bool = False


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
    description: LocalText = NO_TEXT
    order: CandidateOrder = CandidateOrder.FIXED
    withdrawn_votes: WithdrawnVotes = WithdrawnVotes.STAND

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

    `practice`: it is no real one. `grace`: the minutes in which whoever has begun may still cast after the
    closing time. `objection_hours`: how long the result may be objected to. `markings_public`: how many
    ballots have which marking may be exported after the count, as was declared before opening.
    `members_listed`: so was that the committee gets the names of who took part.
    `passwords_over_http`: e-mail addresses and passwords are taken on phones, though others on the network
    could read them. `sample`: it came with the program, to be tried; its live counts are exact
    (`voting.live_counts`).
    """

    title: LocalText
    state: PollsState
    live_results: bool
    contests: tuple[Contest, ...]
    styles: tuple[Style, ...] = ()
    quorum: Quorum | None = None
    description: LocalText = NO_TEXT
    practice: bool = False
    ways_in: tuple[WayIn, ...] = (WayIn.SIGN_UP,)
    schedule: Schedule = Schedule()
    grace: int = MOST_GRACE
    prolongation: Prolongation | None = None
    turnout_for: TurnoutFor = TurnoutFor.EVERYBODY
    privacy: Privacy | None = None
    objection_hours: int = 0
    markings_public: bool = False
    members_listed: bool = False
    passwords_over_http: bool = False
    sample: bool = False

    def __post_init__(self) -> None:
        _check_within("grace", self.grace, 0, MOST_GRACE)
        _check_within("objection_hours", self.objection_hours, 0, MOST_OBJECTION_HOURS)
        if not self.ways_in or (WayIn.SIGN_UP in self.ways_in and len(self.ways_in) > 1):
            raise SettingRefused(name="ways_in", reason=Message("setting_fault.sign_up_alone"))

    def contests_of(self, style_id: int) -> tuple[Contest, ...]:
        """Return the contests that a style gives, in ballot order; none where there is no such style."""
        given = next((style.contests for style in self.styles if style.id == style_id), ())
        return tuple(contest for contest in self.contests if contest.id in given)

    def as_given(self, style_id: int) -> "Election":
        """Return the election as a voter of this style sees it: with their contests only."""
        return replace(self, contests=self.contests_of(style_id))


@dataclass(frozen=True, slots=True)
class Voter:
    """Somebody who may vote: a person on the roll or, without a name, whoever holds a slip. The id is that of
    their right; it is random and says nothing of when they were added. `code` is the id of the code that let
    them in, which must still be good when they cast.
    """

    id: int
    email: str
    name: str
    code: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the roll, who has an e-mail address or a number or both; what they do not have is empty.
    `password` is the hash that is kept.
    """

    id: int
    email: str
    name: str
    password: str = field(default="", repr=False)
    number: str = ""
    group: str = ""


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
    """How many were on the roll when the polls opened first, in all and for each contest; and how many were
    added since.
    """

    whole: int
    by_contest: Mapping[int, int]
    added: int = 0
    added_by_contest: Mapping[int, int] = field(default_factory=dict)


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
