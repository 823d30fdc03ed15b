"""The idle time-out: a state machine over a clock, without Qt."""

from collections.abc import Callable
from enum import Enum, auto

from election.clock import steady_clock


class IdleAction(Enum):
    """What is to happen if nobody touches the screen that is shown for the idle period."""

    NOTHING = auto()  # nobody is at the kiosk, or an answer is on its way or being read
    RETURN = auto()  # go back to the start: nothing of a voter is on the screen
    ASK = auto()  # ask the voter whether they are still there, and lock the kiosk without an answer


class Stage(Enum):
    """Whether somebody is at the kiosk."""

    HERE = auto()
    ASKED = auto()  # whether they want more time
    GONE = auto()


class IdleTimer:
    """Tells from touches and a clock whether somebody is still there.

    `period` seconds without a touch lead to the question where there is one, `question` seconds without an
    answer to the end. Whoever drives it calls `check` about once a second; if it cannot, because the computer
    slept or hung for longer than a period, nobody saw the question, and it is the end. It stays so until
    `begin`.
    """

    def __init__(self, period: float, question: float, clock: Callable[[], float] = steady_clock) -> None:
        self._period, self._question = period, question
        self._clock = clock
        self._action = IdleAction.NOTHING
        self._stage = Stage.HERE
        self._since = self._checked = (
            clock()
        )  # when the stage began or was confirmed; when `check` was called

    @property
    def action(self) -> IdleAction:
        """What is to happen, as last told."""
        return self._action

    @property
    def stage(self) -> Stage:
        """The stage at the last look."""
        return self._stage

    def set_periods(self, period: float, question: float) -> None:
        """Go by other periods, in seconds, from now on."""
        self._period, self._question = period, question

    def set_action(self, action: IdleAction) -> None:
        """Another screen is shown, with an `action` of its own. Coming there was a touch, unless the question
        stands: that stays. After the end it does nothing.
        """
        if action is self._action or self._stage is Stage.GONE:
            return
        self._action = action
        if action is not IdleAction.ASK or self._stage is not Stage.ASKED:
            self._here()

    def begin(self) -> None:
        """Begin anew: everything of the voter has been taken away."""
        self._action = IdleAction.NOTHING
        self._here()

    def touched(self) -> None:
        """Somebody pressed a key, moved the mouse, touched the screen. Once they are asked, only an answer
        counts, and what comes after the end comes too late.
        """
        if self.check() is Stage.HERE:
            self._since = self._clock()

    def more_time(self) -> None:
        """The answer is yes. It does nothing after the end."""
        if self.check() is Stage.ASKED:
            self._here()

    def check(self) -> Stage:
        """Return the stage by the clock."""
        now = self._clock()
        slept = now - self._checked > self._period
        self._checked = now
        if self._action is IdleAction.NOTHING or self._stage is Stage.GONE:
            return self._stage
        lasts = self._period if self._stage is Stage.HERE else self._question
        if slept or now - self._since >= lasts:
            asks = self._action is IdleAction.ASK and self._stage is Stage.HERE and not slept
            self._stage, self._since = Stage.ASKED if asks else Stage.GONE, now
        return self._stage

    def seconds_left(self) -> float:
        """Return how long an answer is waited for, or 0.0 if none is."""
        if self._stage is not Stage.ASKED:
            return 0.0
        return max(0.0, self._question - (self._clock() - self._since))

    def _here(self) -> None:
        self._stage = Stage.HERE
        self._since = self._checked = self._clock()
