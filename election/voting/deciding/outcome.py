"""What a decision says, as frozen values. The number of everything that decided is in it."""

from dataclasses import dataclass
from enum import StrEnum

from election.models import Candidate, Contest
from election.rules import Base, TieRule
from election.voting.counts.log import Count
from election.voting.deciding.quorum import Attendance


class Decision(StrEnum):
    """What came out, in one word."""

    ELECTED = "elected"  # at least one; `Outcome.vacant` tells of seats that stay empty
    PASSED = "passed"  # a motion
    FAILED = "failed"  # a motion
    NOBODY = "nobody"  # too few votes for anybody, and no run-off
    NO_VOTES = "no_votes"  # every ballot is blank, or there is none
    RUN_OFF = "run_off"  # for the seats that are left
    TIED = "tied"  # for the seats that are left, until a lot is entered
    NO_QUORUM = "no_quorum"  # counted, without force
    NOT_OPENED = "not_opened"  # not counted


@dataclass(frozen=True, slots=True)
class Need:
    """The votes asked for: `votes` at least, by a share of `people`, who are those of `base`; where that is
    the roll, `added` of them came later than the opening.
    """

    base: Base
    people: int
    votes: int
    added: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """How one candidate, or the motion, stands. `need` is None where most votes decide. `no`, `abstain` and
    `blank` are of the answers on them; where candidates are chosen, `blank` is the contest's.
    """

    candidate: Candidate
    votes: int
    reached: bool
    need: Need | None
    no: int = 0
    abstain: int = 0
    blank: int = 0

    @property
    def short(self) -> int:
        """How many votes are missing; 0 where none is asked for."""
        return max(0, self.need.votes - self.votes) if self.need else 0


@dataclass(frozen=True, slots=True)
class Tie:
    """Candidates who are level at `votes`, for fewer `seats`. `chosen` are those who got them, none yet where
    it is open; `witnesses` saw the lot.
    """

    among: tuple[Candidate, ...]
    votes: int
    seats: int
    by: TieRule
    chosen: tuple[Candidate, ...] = ()
    witnesses: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether a lot is still to be entered."""
        return self.by is TieRule.LOT and not self.chosen


@dataclass(frozen=True, slots=True)
class Lead:
    """How far the first is ahead of the second, where that must be more than the blank ballots."""

    ahead: int
    blank: int

    @property
    def is_enough(self) -> bool:
        """Whether it is more."""
        return self.ahead > self.blank


@dataclass(frozen=True, slots=True)
class RunOff:
    """Who stands in the run-off, and for how many seats."""

    between: tuple[Candidate, ...]
    seats: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """The decision on one contest. `elected` are in order of their votes; `vacant` seats got nobody. Where
    the box stays closed, `standings` is empty and nothing else tells of its votes. Where the `count` itself
    decides, it is here, with candidates by their places, and `standings` is empty.
    """

    contest: Contest
    decision: Decision
    attendance: Attendance
    standings: tuple[Standing, ...] = ()
    elected: tuple[Candidate, ...] = ()
    vacant: int = 0
    tie: Tie | None = None
    lead: Lead | None = None
    run_off: RunOff | None = None
    count: Count | None = None
