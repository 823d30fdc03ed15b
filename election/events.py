"""What changed, told after it is on the disk. Events carry no choice, no voter and no ballot."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from election.models import PollsState

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BallotCast:
    """One more ballot is in the box."""


@dataclass(frozen=True, slots=True)
class RollChanged:
    """Someone was added to the roll."""


@dataclass(frozen=True, slots=True)
class PollsChanged:
    """The election took a step in its life: it is in this state now."""

    state: PollsState


@dataclass(frozen=True, slots=True)
class BallotChanged:
    """What stands on the ballot, or is set for the election, was edited."""


@dataclass(frozen=True, slots=True)
class TieDecided:
    """A lot was entered for a contest whose first were level."""

    contest: int


@dataclass(frozen=True, slots=True)
class DeskChanged:
    """Somebody was checked in or given a slip, or that was taken back."""


@dataclass(frozen=True, slots=True)
class CodesGuessed:
    """So many codes that do not exist were tried within ten minutes. Nobody is kept out for it."""

    count: int


@dataclass(frozen=True, slots=True)
class CheckpointPutOff:
    """The polls have closed, but the checkpoint that follows failed; it is tried again. Nothing is lost, and
    what is on the disk stays encrypted.
    """


@dataclass(frozen=True, slots=True)
class CheckpointDone:
    """The checkpoint that had been put off has worked."""


@dataclass(frozen=True, slots=True)
class BackupSettled:
    """The back-up that a step of the polls asked for was made, or could not be."""


@dataclass(frozen=True, slots=True)
class TimesChanged:
    """The closing time is another one now, or the computer's clock was confirmed."""


@dataclass(frozen=True, slots=True)
class CurrentChanged:
    """Another election is current from now on, or none."""


Event = (
    BallotCast
    | RollChanged
    | PollsChanged
    | TimesChanged
    | BallotChanged
    | TieDecided
    | DeskChanged
    | CodesGuessed
    | CheckpointPutOff
    | CheckpointDone
    | BackupSettled
    | CurrentChanged
)
Subscriber = Callable[[Event], None]


class Events:
    """Hands each event to every subscriber, in the thread that caused it and outside any lock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._subscribers: tuple[Subscriber, ...] = ()

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Call `subscriber` with every event from now on; the function returned ends that."""
        with self._lock:
            self._subscribers = (*self._subscribers, subscriber)

        def unsubscribe() -> None:
            with self._lock:
                self._subscribers = tuple(each for each in self._subscribers if each != subscriber)

        return unsubscribe

    def publish(self, event: Event) -> None:
        """Tell everyone. What a subscriber raises is logged: the vote it speaks of is already kept."""
        for subscriber in self._subscribers:
            try:
                subscriber(event)
            except Exception:  # whatever it is: a subscriber must never fail a vote
                log.exception("a subscriber failed on %s", type(event).__name__)
