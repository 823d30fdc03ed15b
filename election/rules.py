"""What decides a contest: frozen values, part of the election and shown to voters before they vote.

None of them can be made with a meaning it does not have: each raises RuleRefused instead. What a rule must
fulfil in its contest is checked by `voting.deciding.checks`; `voting.deciding.reading` turns them into plain
values and back.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from election.errors import Message, RuleRefused

LARGEST_DENOMINATOR = 100
MOST_SEATS = 1000


class Base(StrEnum):
    """The people of whom a share is asked for. With any but `VALID`, whoever abstains counts like a no."""

    VALID = "valid"  # who chose in this contest: ballots that are not blank; by yes or no, yes and no alone
    CAST = "cast"  # who voted: ballots in this contest's box, blank ones and abstentions too
    PRESENT = "present"  # who was checked in at the desk
    ROLL = "roll"  # who may vote in this contest: at opening, and who was added later


class Participation(StrEnum):
    """Who counts as taking part, for a quorum."""

    CAST = "cast"
    PRESENT = "present"


class BelowQuorum(StrEnum):
    """What becomes of a contest whose quorum is not reached."""

    NOT_OPENED = "not_opened"  # nobody is shown any split of its votes, ever
    NO_FORCE = "no_force"  # it is counted and shown, and elects nobody


class BelowThreshold(StrEnum):
    """What follows where too few reach the threshold."""

    NOBODY = "nobody"
    RUN_OFF = "run_off"


class TieRule(StrEnum):
    """What decides between those who are level for the last seats."""

    ORDER = "order"  # the order declared before the polls opened
    RUN_OFF = "run_off"
    LOT = "lot"  # drawn by hand afterwards, before witnesses; until then nobody of them is elected


class OrderOrigin(StrEnum):
    """How the declared order came about."""

    DRAWN = "drawn"  # by the program
    TYPED = "typed"  # drawn or agreed elsewhere
    AGE = "age"  # the oldest first


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a number of people: "more than 1/2", "at least 2/3"."""

    part: Fraction
    more_than: bool

    def __post_init__(self) -> None:
        if not 0 < self.part <= 1 or self.part.denominator > LARGEST_DENOMINATOR:
            raise _refused("share", "rule_fault.share", most=LARGEST_DENOMINATOR)
        if self.part == 1 and self.more_than:
            raise _refused("share", "rule_fault.more_than_all")

    def needed(self, base: int) -> int:
        """Return how many of `base` people are enough: the fewest. At least one, so that of nobody none is.

        >>> MORE_THAN_HALF.needed(100), AT_LEAST_HALF.needed(100)
        (51, 50)
        """
        whole, rest = divmod(self.part.numerator * base, self.part.denominator)
        return max(1, whole + 1 if self.more_than or rest else whole)

    def reached(self, number: int, base: int) -> bool:
        """Return whether `number` of `base` people are enough; never where there is nobody in the base."""
        return base > 0 and number >= self.needed(base)


MORE_THAN_HALF = Share(Fraction(1, 2), more_than=True)
AT_LEAST_HALF = Share(Fraction(1, 2), more_than=False)
AT_LEAST_THIRD = Share(Fraction(1, 3), more_than=False)
AT_LEAST_TWO_THIRDS = Share(Fraction(2, 3), more_than=False)
AT_LEAST_THREE_QUARTERS = Share(Fraction(3, 4), more_than=False)


@dataclass(frozen=True, slots=True)
class Threshold:
    """The votes that whoever is elected needs: a share of some base."""

    share: Share
    base: Base


@dataclass(frozen=True, slots=True)
class Quorum:
    """The share of the roll that must have come: of a contest's roll where the contest's rule has it, of the
    whole roll where the election has.
    """

    share: Share
    came: Participation = Participation.CAST
    below: BelowQuorum = BelowQuorum.NOT_OPENED


@dataclass(frozen=True, slots=True)
class Ties:
    """What decides a tie. `order` is the declared order, candidates' ids, who is favoured first; it may still
    be empty in a draft.
    """

    rule: TieRule = TieRule.LOT
    order: tuple[int, ...] = ()
    made: OrderOrigin | None = None

    def __post_init__(self) -> None:
        if (self.order or self.made) and self.rule is not TieRule.ORDER:
            raise _refused("ties", "rule_fault.order_unused")
        if self.order and self.made is None:
            raise _refused("ties", "rule_fault.order_made")
        if len(set(self.order)) != len(self.order):
            raise _refused("ties", "rule_fault.order")


@dataclass(frozen=True, slots=True)
class Rule:
    """What decides one contest. As it is made without arguments: most votes, no quorum, ties by a lot.

    `threshold`: None is most votes; where the answer is yes or no, more yes than no. `seats`: how many are
    elected at most; None is as many as a voter may choose, and by yes or no everyone with votes enough.
    `lead_over_blank`: the first must also be ahead of the second by more than the blank ballots.
    """

    threshold: Threshold | None = None
    seats: int | None = None
    quorum: Quorum | None = None
    ties: Ties = Ties()
    otherwise: BelowThreshold = BelowThreshold.NOBODY
    lead_over_blank: bool = False

    def __post_init__(self) -> None:
        if self.seats is not None and not 1 <= self.seats <= MOST_SEATS:
            raise _refused("seats", "rule_fault.seats", most=MOST_SEATS)
        asks_more = self.threshold is not None or self.lead_over_blank
        if self.otherwise is BelowThreshold.RUN_OFF and not asks_more:
            raise _refused("otherwise", "rule_fault.otherwise")
        if self.lead_over_blank and self.seats not in (None, 1):
            raise _refused("lead_over_blank", "rule_fault.lead")


# What decided before there were rules, and decides where none is set.
MOST_VOTES = Rule()


def _refused(name: str, key: str, **values: object) -> RuleRefused:
    return RuleRefused(name=name, reason=Message(key, values))
