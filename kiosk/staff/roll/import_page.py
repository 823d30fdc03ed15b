"""Bringing in a list: read, looked through, put right, taken, each off the window's thread."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Slot

from election.election_services import ElectionServices
from election.errors import Message
from election.voters.roll_import import RollImported
from kiosk.staff.page import StaffContext
from kiosk.staff.roll.election import ElectionPage
from kiosk.staff.roll.import_screen import Cancel, Holds, Import, ImportScreen, ReadAs
from kiosk.staff.roll.reading import ReadList, check_again, open_list, read_again
from kiosk.support.progress import Cancelled, Progress


@dataclass(frozen=True, slots=True)
class ImportWanted:
    """The file that is to be brought in, and into which election; `done` is called once it is."""

    election_id: str
    file: Path
    done: Callable[[], None] = field(repr=False)


class ImportPage(ElectionPage):
    """Opened with an `ImportWanted`; leads back when all of it is taken."""

    screen: ImportScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._wanted: ImportWanted | None = None
        self._list: ReadList | None = None
        self._progress: Progress | None = None

    def make_screen(self, staff: StaffContext) -> ImportScreen:
        """See `StaffPage`."""
        return ImportScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` says what is wanted."""
        if not isinstance(subject, ImportWanted):
            return
        self._wanted = subject
        self.begin(subject.election_id)
        report = self._start()
        self.ask(lambda election: open_list(election, subject.file, report), self._read, self._failed)

    def handle(self, request: object) -> None:
        """Do it."""
        if isinstance(request, Cancel):
            self._end()
        elif self._list is None or self._progress is not None:
            return
        elif isinstance(request, ReadAs):
            self._read_as(self._list, request)
        elif isinstance(request, Holds):
            self._hold(self._list, request)
        elif isinstance(request, Import):
            self._import(self._list, request)

    def forget(self) -> None:
        """End what is under way: the roll stays as it was."""
        self._end()
        super().forget()
        self._wanted = self._list = self._progress = None

    def _read_as(self, found: ReadList, request: ReadAs) -> None:
        report = self._start()
        self.ask(
            lambda election: read_again(election, found, request.form, request.sheet, report),
            self._read,
            self._failed,
        )

    def _hold(self, found: ReadList, request: Holds) -> None:
        report, columns = self._start(), found.with_kind(request.column, request.kind)
        self.ask(lambda election: check_again(election, found, columns, report), self._read, self._failed)

    def _import(self, found: ReadList, request: Import) -> None:
        if found.preview is None:
            return
        people, report = found.preview.people(leave_out=request.leave_out), self._start()

        def take(election: ElectionServices) -> RollImported:
            return election.roll.import_people(people, request.mode, found.kinds, report)

        self.ask(take, self._taken, self._failed)

    def _start(self) -> Callable[[float], None]:
        progress = self._progress = Progress(self)
        progress.moved.connect(self._moved)
        self.screen.say(None)
        self.screen.set_busy(busy=True)
        return progress.report

    def _end(self) -> None:
        if self._progress is not None:
            self._progress.cancel()

    def _read(self, found: ReadList) -> None:
        self._list, self._progress = found, None
        self.screen.show_list(found)

    def _taken(self, done: RollImported) -> None:
        wanted, self._progress = self._wanted, None
        counts = {"added": done.added, "changed": done.changed, "removed": done.removed, "same": done.same}
        key = "roll.import.done_closed" if done.closed_sign_up else "roll.import.done"
        if wanted is not None:
            wanted.done()
        self.staff.navigator.back(Message(key, counts))

    def _failed(self, error: Exception) -> None:
        self._progress = None
        self.screen.set_busy(busy=False)
        if not isinstance(error, Cancelled):
            self.screen.show_problem(error)
        elif self._list is None:  # nothing to look at yet
            self.staff.navigator.back(Message("roll.import.cancelled"))
        else:
            self.screen.say(Message("roll.import.cancelled"))

    @Slot(float)
    def _moved(self, share: float) -> None:
        if self._progress is not None:
            self.screen.set_busy(busy=True, share=share)
