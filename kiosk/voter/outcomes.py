"""What can become of a ballot, and how long the screen that tells it stays."""

from dataclasses import dataclass
from enum import Enum


class Outcome(Enum):
    """What became of it; the value begins the keys of its texts."""

    CAST = "outcome.cast"
    NOT_CAST = "outcome.not_cast"
    NO_BALLOT = "outcome.no_ballot"


@dataclass(frozen=True, slots=True)
class Countdown:
    """How many ticks until the screen goes home by itself, and how long one is; tests make them short."""

    ticks: int = 25
    tick_ms: int = 1_000
