"""What screens ask of the services, asked off the window's thread and answered by signal."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from election.election_services import ElectionServices
from election.errors import BoothTaken, ElectionChanged, ElectionError, Message, ResultsHidden
from election.library import Library
from election.models import Choices, Contest, ContestResult, Election, Turnout, Voter
from election.voting.counting import shows_turnout
from election.voting.deciding.outcome import Outcome
from election.voting.live_counts import note_of
from kiosk.support.background import Background, JobGroup
from kiosk.support.photos import MOST_HIGH, PhotoCache, Photos

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Admission:
    """A voter at the kiosk, and the ballot they get; `refusal` says why they get none."""

    voter: Voter
    election: Election
    refusal: ElectionError | None
    photos: Photos = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Count:
    """The turnout and the count, each if it may be seen (else None), what is decided once no vote can come,
    and what is said beside a count until then.
    """

    turnout: Turnout | None
    results: tuple[ContestResult, ...] | None
    outcomes: tuple[Outcome, ...] = ()
    note: Message | None = None


class ServiceCalls(QObject):
    """Asks the services for what one voter's screens need. `forget` drops every answer still on its
    way, so that none of one voter's reaches the next; a ballot handed over is cast all the same. Photos come
    at most `photo_height` dots high. All of it happens in the current election; a ballot is cast in
    the one that its voter was admitted to, or not at all.
    """

    admitted = Signal(object)
    refused = Signal(object)
    cast_done = Signal(str)
    cast_refused = Signal(object)
    counted = Signal(object)
    count_failed = Signal(object)
    election_read = Signal(object)

    def __init__(self, library: Library, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.photo_height: Callable[[], int] = lambda: MOST_HIGH
        self._library = library
        self._admitted_to = ""
        self._background = background
        self._album = PhotoCache()
        self._jobs = JobGroup(background, self)
        self._counting = False
        self._count_again = False

    def log_in(self, email: str, password: str) -> None:
        """Answers with `admitted` or `refused`."""
        self._admit(lambda election: election.accounts.log_in(email, password))

    def log_in_by_code(self, text: str) -> None:
        """Answers with `admitted` or `refused`."""
        self._admit(lambda election: election.code_log_in.log_in(text))

    def sign_up(self, email: str, name: str, password: str) -> None:
        """Answers with `admitted` or `refused`."""
        self._admit(lambda election: election.accounts.sign_up(email, name, password))

    def let_in(
        self,
        person_id: int,
        make_way: Callable[[], bool],
        done: Callable[[], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """The desk lets this person vote: answers with `admitted`, and then `done`, if `make_way` returns
        that the kiosk is free for them. `failed` is called with why they may not, or with BoothTaken.
        """
        admit = self._admission(lambda election: election.desk.let_vote(person_id))

        def admitted(answer: tuple[str, Admission]) -> None:
            if make_way():
                self._admitted(answer)
                done()
            else:
                failed(BoothTaken())

        self._background.run(
            admit, admitted, failed
        )  # whoever leaves the kiosk meanwhile drops nothing of it

    def cast(self, voter: Voter, choices: Choices, given: tuple[Contest, ...]) -> None:
        """Answers with `cast_done`, which carries the receipt, or `cast_refused`. `given` is the ballot as
        the voter was given it.
        """
        admitted_to = self._admitted_to

        def cast() -> str:
            with self._library.current() as election:
                if election.id != admitted_to:
                    raise ElectionChanged
                return election.ballots.cast(voter.id, choices, code=voter.code, given=given).receipt

        self._jobs.run(cast, self.cast_done.emit, self.cast_refused.emit)

    def call(
        self,
        work: Callable[[ElectionServices], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Answers by `done` or `failed`."""

        def call() -> T:
            with self._library.current() as election:
                return work(election)

        self._jobs.run(call, done, failed)

    def forget(self) -> None:
        """Drop the answers on their way to the voter who has left."""
        self._jobs.drop()

    def read_election(self) -> None:
        """Answers with `election_read`, whoever is at the kiosk by then: the current election, or None. A
        failure is in the log.
        """
        self._background.run(self._library.election, self.election_read.emit, lambda _error: None)

    @property
    def is_unopened(self) -> bool:
        """Whether there is to be a current election, and it cannot be opened."""
        return self._library.unopened is not None

    def count(self) -> None:
        """Answers with `counted` or `count_failed`, whoever is at the kiosk by then. Asked again while one
        count is under way, it counts once more after it, so that the last answer is never an old one. None is
        of an election that is not current any more.
        """
        if self._counting:
            self._count_again = True
            return
        self._counting = True
        self._background.run(self._count, self._counted, self._count_failed)

    def _count(self) -> tuple[str, Count]:
        with self._library.current() as election:
            tally, now = election.tally, election.polls.election()
            turnout = tally.turnout() if shows_turnout(now) else None
            try:
                results = tally.results()
            except ResultsHidden:
                return election.id, Count(turnout, None)
            try:
                return election.id, Count(turnout, results, tally.outcomes())
            except ResultsHidden:  # live: nothing is decided yet
                return election.id, Count(turnout, results, note=note_of(now))

    def _counted(self, answer: tuple[str, Count]) -> None:
        election_id, count = answer
        if election_id == self._library.current_id:
            self.counted.emit(count)
        else:
            self._count_again = True
        self._counting_over()

    def _count_failed(self, error: Exception) -> None:
        self.count_failed.emit(error)
        self._counting_over()

    def _counting_over(self) -> None:
        self._counting = False
        if self._count_again:
            self._count_again = False
            self.count()

    def _admit(self, identify: Callable[[ElectionServices], Voter]) -> None:
        self._jobs.run(self._admission(identify), self._admitted, self.refused.emit)

    def _admission(
        self, identify: Callable[[ElectionServices], Voter]
    ) -> Callable[[], tuple[str, Admission]]:
        height = self.photo_height()  # now: it asks the window, which is none of the pool's

        def admit() -> tuple[str, Admission]:
            with self._library.current() as services:
                voter = identify(services)
                election = services.polls.election_for(voter.id)
                if refusal := services.ballots.refusal_for(voter):
                    return services.id, Admission(voter, election, refusal)
                photos = self._album.pictures(services.polls.photos(), height)
                return services.id, Admission(voter, election, None, photos)

        return admit

    def _admitted(self, answer: tuple[str, Admission]) -> None:
        self._admitted_to, admission = answer
        self.admitted.emit(admission)
