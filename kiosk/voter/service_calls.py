"""What screens ask of the services, asked off the window's thread and answered by signal."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from election.errors import AlreadyVoted, PollsNotOpen, ResultsHidden
from election.models import Choices, ContestResult, Election, PollsState, Turnout, Voter
from election.services import Services
from election.voting.deciding.outcome import Outcome
from kiosk.support.background import Background, JobGroup
from kiosk.support.photos import MOST_HIGH, PhotoCache, Photos

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Admission:
    """A voter at the kiosk, and the ballot they get; `refusal` says why they get none."""

    voter: Voter
    election: Election
    refusal: AlreadyVoted | PollsNotOpen | None
    photos: Photos = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Count:
    """The turnout, the count if it may be seen (else None), and what it decides once no vote can come."""

    turnout: Turnout
    results: tuple[ContestResult, ...] | None
    outcomes: tuple[Outcome, ...] = ()


class ServiceCalls(QObject):
    """Carries one voter's errands to the services. `forget` drops every answer still on its way, so that
    none of one voter's reaches the next; a ballot handed over is cast all the same. Photos come at most
    `photo_height` dots high.
    """

    admitted = Signal(object)
    refused = Signal(object)
    cast_done = Signal()
    cast_refused = Signal(object)
    counted = Signal(object)
    count_failed = Signal(object)
    election_read = Signal(object)

    def __init__(self, services: Services, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.photo_height: Callable[[], int] = lambda: MOST_HIGH
        self._services = services
        self._background = background
        self._album = PhotoCache()
        self._errands = JobGroup(background, self)
        self._counting = False
        self._count_again = False

    def log_in(self, email: str, password: str) -> None:
        """Answers with `admitted` or `refused`."""
        self._admit(lambda: self._services.accounts.log_in(email, password))

    def sign_up(self, email: str, name: str, password: str) -> None:
        """Answers with `admitted` or `refused`."""
        self._admit(lambda: self._services.accounts.sign_up(email, name, password))

    def cast(self, voter: Voter, choices: Choices) -> None:
        """Answers with `cast_done` or `cast_refused`."""
        self._errands.run(
            lambda: self._services.ballots.cast(voter.id, choices),
            lambda _nothing: self.cast_done.emit(),
            self.cast_refused.emit,
        )

    def call(
        self, work: Callable[[Services], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Answers by `done` or `failed`."""
        self._errands.run(lambda: work(self._services), done, failed)

    def forget(self) -> None:
        """Drop the answers on their way to the voter who has left."""
        self._errands.drop()

    def read_election(self) -> None:
        """Answers with `election_read`, whoever is at the kiosk by then. A failure is in the log."""
        self._background.run(self._services.polls.election, self.election_read.emit, lambda _error: None)

    def count(self) -> None:
        """Answers with `counted` or `count_failed`, whoever is at the kiosk by then. Asked again while one
        count is under way, it counts once more after it, so that the last answer is never an old one.
        """
        if self._counting:
            self._count_again = True
            return
        self._counting = True
        self._background.run(self._count, self._counted, self._count_failed)

    def _count(self) -> Count:
        tally = self._services.tally
        turnout = tally.turnout()
        try:
            results = tally.results()
        except ResultsHidden:
            return Count(turnout, None)
        try:
            return Count(turnout, results, tally.outcomes())
        except ResultsHidden:  # live: nothing is decided yet
            return Count(turnout, results)

    def _counted(self, count: Count) -> None:
        self.counted.emit(count)
        self._counting_over()

    def _count_failed(self, error: Exception) -> None:
        self.count_failed.emit(error)
        self._counting_over()

    def _counting_over(self) -> None:
        self._counting = False
        if self._count_again:
            self._count_again = False
            self.count()

    def _admit(self, identify: Callable[[], Voter]) -> None:
        height = self.photo_height()  # now: it asks the window, which is none of the pool's

        def admit() -> Admission:
            voter = identify()
            election = self._services.polls.election_for(voter.id)
            if self._services.ballots.has_voted(voter.id):
                return Admission(voter, election, AlreadyVoted())
            if election.state is not PollsState.OPEN:
                return Admission(voter, election, PollsNotOpen())
            photos = self._album.pictures(self._services.polls.photos(), height)
            return Admission(voter, election, None, photos)

        self._errands.run(admit, self.admitted.emit, self.refused.emit)
