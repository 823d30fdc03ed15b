"""Whether enough people came. It needs no counts: nobody computes those of a box that stays closed."""

from dataclasses import dataclass

from election.errors import FiguresDisagree, PresentUnknown
from election.models import Contest
from election.rules import Base, BelowQuorum, Participation, Quorum


@dataclass(frozen=True, slots=True)
class Figures:
    """How many people may vote and did, in one contest or in the whole election. `present` were checked in at
    the desk; None where there is none. Raises FiguresDisagree where more voted than may.
    """

    roll_at_opening: int
    cast: int
    added: int = 0
    present: int | None = None

    def __post_init__(self) -> None:
        numbers = (self.roll_at_opening, self.added, self.cast, self.present or 0)
        if min(numbers) < 0 or max(self.cast, self.present or 0) > self.roll:
            raise FiguresDisagree

    @property
    def roll(self) -> int:
        """The roll that counts: the one at opening and who was added since."""
        return self.roll_at_opening + self.added

    def came(self, who: Participation) -> int:
        """Return how many came. Raises PresentUnknown."""
        return self.cast if who is Participation.CAST else self._present()

    def base(self, base: Base, valid: int) -> int:
        """Return how many people a base has, of whom `valid` chose. Raises PresentUnknown."""
        match base:
            case Base.VALID:
                return valid
            case Base.CAST:
                return self.cast
            case Base.PRESENT:
                return self._present()
            case Base.ROLL:
                return self.roll

    def _present(self) -> int:
        """Whoever voted was there, also where the desk forgot to check them in."""
        if self.present is None:
            raise PresentUnknown
        return max(self.present, self.cast)


@dataclass(frozen=True, slots=True)
class QuorumCheck:
    """One quorum and the numbers of people that decide it. `whole`: it is the whole election's. `added` of
    the roll came later than the opening.
    """

    quorum: Quorum
    whole: bool
    roll: int
    added: int
    needed: int
    came: int

    @property
    def is_met(self) -> bool:
        """Whether enough came; never where nobody is on the roll."""
        return self.quorum.share.reached(self.came, self.roll)

    @property
    def short(self) -> int:
        """How many more were needed."""
        return max(0, self.needed - self.came)


@dataclass(frozen=True, slots=True)
class Attendance:
    """The quorums that hold for one contest: its own, and the whole election's."""

    checks: tuple[QuorumCheck, ...] = ()

    @property
    def missed(self) -> tuple[QuorumCheck, ...]:
        """Those that are not met."""
        return tuple(check for check in self.checks if not check.is_met)

    @property
    def may_open(self) -> bool:
        """Whether the box may be opened. If not, no split of its votes may be shown, logged or exported."""
        return all(check.quorum.below is not BelowQuorum.NOT_OPENED for check in self.missed)

    @property
    def in_force(self) -> bool:
        """Whether what comes out has force."""
        return not self.missed


def check_quorum(quorum: Quorum, figures: Figures, *, whole: bool = False) -> QuorumCheck:
    """Hold the figures against a quorum. Raises PresentUnknown."""
    needed = quorum.share.needed(figures.roll)
    return QuorumCheck(quorum, whole, figures.roll, figures.added, needed, figures.came(quorum.came))


def attendance(
    contest: Contest,
    figures: Figures,
    of_election: Quorum | None = None,
    whole: Figures | None = None,
) -> Attendance:
    """Hold the figures of a contest against its quorum, and those of the `whole` election against the quorum
    `of_election`. Raises PresentUnknown; ValueError where the second has no figures.
    """
    checks = []
    if of_election is not None:
        if whole is None:
            raise ValueError("the quorum of the whole election needs its figures")
        checks.append(check_quorum(of_election, whole, whole=True))
    if contest.rule.quorum is not None:
        checks.append(check_quorum(contest.rule.quorum, figures))
    return Attendance(tuple(checks))
