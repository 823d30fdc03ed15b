"""What a page behind the passphrase is made of: its screen, and a controller that has things done for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from PySide6.QtCore import QObject, Slot

from election.admin.passphrase import WrongTries
from election.election_services import ElectionServices
from election.errors import Message
from election.events import Event
from election.services import Services
from kiosk.lockdown.keep_awake import KeepAwake
from kiosk.staff.settings import SettingsInUse
from kiosk.style.context import UiContext
from kiosk.support.background import Background, JobGroup
from kiosk.support.health import Health
from kiosk.support.latest import Latest
from kiosk.support.network_switch import Network
from kiosk.widgets.ballot.trial import BallotTrial
from kiosk.widgets.screen import Back, Screen

if TYPE_CHECKING:  # made when the page that steers it is first opened
    from kiosk.projector.projector import Projector
    from kiosk.staff.desk.window import DeskWindow

T = TypeVar("T")
Work = TypeVar("Work")


class Navigator(Protocol):
    """The way through the pages: from the passphrase to the panel, its pages and pages of those, and back."""

    def entered(self, tries: WrongTries | None) -> None:
        """The passphrase was right: show the panel, which tells how many wrong ones were tried before."""

    def open(self, kind: type["StaffPage"], subject: object = None) -> None:
        """Show the page of this kind; `subject` is what it is about, such as the id of a contest."""

    def back(self, *news: Message) -> None:
        """Show the page one came from, and have it tell `news`."""

    def back_to(self, kind: type["StaffPage"], *news: Message) -> None:
        """Show the page of this kind on the way one came by, and have it tell `news`."""

    def to_desk(self) -> None:
        """Show the desk, and let nothing else be opened from there."""

    def to_voters(self) -> None:
        """Show the voters' start, and reopen a kiosk that is locked."""

    def end_program(self) -> None:
        """Close the window."""


class Booth(Protocol):
    """Where one person votes."""

    def let_in(self, person_id: int, done: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Check this person in and turn the booth to their ballot; `done` is called once that is there, or
        `failed` with why not, such as BoothTaken.
        """


@dataclass(frozen=True, slots=True)
class StaffContext:
    """What every page is given. `services` are the kiosk's; a page asks those of the current election by
    `StaffPage.ask_election`. `awake` is None where nothing keeps the screen on. `projector` returns what the
    hall sees, `health` tells how the laptop is doing, `trial` makes a ballot to be tried. `booth` is where
    the desk lets people vote, and `desk_window` returns what opens the desk on a second screen. `sticks` has
    threads of its own for what waits for a stick (`StaffPage.look`).
    """

    ui: UiContext
    services: Services
    background: Background
    sticks: Background
    network: Network
    awake: KeepAwake | None
    settings: SettingsInUse
    navigator: Navigator
    projector: "Callable[[], Projector]"
    health: Health
    trial: Callable[[], BallotTrial]
    booth: Booth
    desk_window: "Callable[[], DeskWindow]"


class StaffPage(QObject):
    """One page: its `screen` shows things and asks, the page answers. A page is made when it is first opened.

    Its texts' keys begin with `name`. One with an `icon` has a way in on the panel once it is registered in
    `kiosk/staff/registry.py`; one without is opened by other pages, through `staff.navigator`.
    Behind the desk's passphrase only those `for_desk` can be opened.
    """

    name: ClassVar[str] = ""
    for_desk: ClassVar[bool] = False
    icon: ClassVar[str] = ""
    screen: Screen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__()
        self.staff = staff
        self.screen = self.make_screen(staff)
        self.setParent(self.screen)
        self._jobs, self._looks = JobGroup(staff.background, self), JobGroup(staff.sticks, self)
        self._readings: list[Latest[Any]] = []
        self.screen.asked.connect(self._asked)

    def make_screen(self, staff: StaffContext) -> Screen:
        """Return the new screen of this page."""
        raise NotImplementedError

    @classmethod
    def is_offered(cls, _staff: StaffContext) -> bool:
        """Return whether the panel has a way in."""
        return True

    def prepare(self, subject: object = None) -> None:
        """Show things as they are now; called each time before the screen is shown, with what it is opened
        for. Whoever comes back to it from another page brings no subject.
        """

    def tell(self, *news: Message) -> None:
        """Tell what was done on a page that led back here; called after `prepare`."""

    def handle(self, request: object) -> None:
        """Do what the screen asks for. `Back` is done already."""

    def event_received(self, event: Event) -> None:
        """Something has changed, whether or not the page is shown."""

    def forget(self) -> None:
        """Forget what was typed and said; answers on their way come to nothing."""
        self._jobs.drop()
        self._looks.drop()
        for reading in self._readings:
            reading.drop()
        self.screen.clear()

    def run(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Call `work` off the window's thread and then `done` with its value, or `failed` with what it
        raised; neither once everything is forgotten, but the work itself goes on to its end.
        """
        self._jobs.run(work, done, failed)

    def look(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """See `run`: `work` looks at sticks. One that never answers takes no thread from voters or staff."""
        self._looks.run(work, done, failed)

    def ask_election(
        self,
        work: Callable[[ElectionServices], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """See `run`: `work` is given the services of the election that is current then."""
        library = self.staff.services.library

        def with_current() -> T:
            with library.current() as election:
                return work(election)

        self.run(with_current, done, failed)

    def reading(
        self,
        ask: Callable[[Work, Callable[[T], None], Callable[[Exception], None]], None],
        work: Work,
        show: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> Latest[T]:
        """Return what has `work` done by `ask` (`run`, `ask_election`) whenever it is asked, and calls `show`
        with what it is by then, or `failed` with what it raised.
        """
        reading = Latest[T](lambda done, failed: ask(work, done, failed), show, failed)
        self._readings.append(reading)
        return reading

    @Slot(object)
    def _asked(self, request: object) -> None:
        if isinstance(request, Back):
            self.staff.navigator.back()
        else:
            self.handle(request)
