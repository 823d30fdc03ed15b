"""What the hall sees, and how staff steer it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QWidget

from election.library import Library
from election.models import ContestResult
from election.network.wifi import Wifi
from election.setup.life_cycle import PollsStatus
from election.voting.deciding.outcome import Outcome
from kiosk.projector.lettering import Lettering
from kiosk.projector.news import HallNews, Setting
from kiosk.projector.page import HEIGHT, WIDE, Page
from kiosk.projector.pages.making import make_pages
from kiosk.projector.pages.results import TableOf
from kiosk.projector.picture import Picture
from kiosk.projector.window import ProjectorWindow, SecondScreens
from kiosk.style.context import UiContext
from kiosk.style.palettes import BLACK, DAYLIGHT, Palette
from kiosk.support.api_status import ApiStatus
from kiosk.support.background import Background, JobGroup
from kiosk.support.latest import Latest
from kiosk.support.network_switch import Network

_TURN_MS = 12_000  # from one page of results to the next
_TICK_MS = 1_000


class Scene(StrEnum):
    """What is shown."""

    POLLS = "polls"  # what fits how the polls stand; nothing of any result
    RESULTS = "results"  # of one contest
    BLACK = "black"


@dataclass(frozen=True, slots=True)
class _Read:
    election_id: str | None
    status: PollsStatus | None
    results: tuple[ContestResult, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


class Projector(QObject):
    """Makes the pages, whether or not a window shows them, so that staff can try them out beside it.

    `ui` has a language and colours of its own: whatever a voter sets for themselves changes nothing here.
    `table_of` has a count shown as its kind of contest wants it. Emits `changed` when something else is to be
    seen, or the window has opened or gone.
    """

    changed = Signal()

    def __init__(
        self,
        ui: UiContext,
        library: Library,
        network: Network,
        background: Background,
        screens: SecondScreens,
        table_of: TableOf,
        voters: QWidget,
    ) -> None:
        super().__init__(voters)
        self.ui = ui
        self._library, self._network, self._screens, self._table_of = library, network, screens, table_of
        self._voters = voters
        self._jobs = JobGroup(background, self)
        self.lettering = Lettering(ui.theme.families)
        self._window: ProjectorWindow | None = None
        self._picture: Picture | None = None
        self.scene, self._before_black = Scene.POLLS, Scene.POLLS
        self.contest_id: int | None = None
        self._election_id: str | None = None
        self._news = HallNews(address=network.status.for_phones, wifi=_wifi(network.status))
        self._pages: tuple[Page, ...] = (Page(),)
        self._at = 0
        self._latest = Latest[_Read](self._begin_reading, self._take, self._failed)
        self._turn, self._tick = QTimer(self, interval=_TURN_MS), QTimer(self, interval=_TICK_MS)
        self._turn.timeout.connect(self.next_page)
        self._tick.timeout.connect(self._see_clock)
        self._tick.start()
        network.changed.connect(self._address_changed)
        screens.changed.connect(self._screens_changed)
        self._lay_out()
        self.refresh()

    # --- what is shown ---------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether the window is on a second screen."""
        return self._window is not None

    @property
    def status(self) -> PollsStatus | None:
        """How the election stands, as last read."""
        return self._news.status

    @property
    def page(self) -> Page:
        """What is seen now."""
        return (
            Page(width=self._pages[0].width, black=True)
            if self.scene is Scene.BLACK
            else self._pages[self._at]
        )

    @property
    def place(self) -> tuple[int, int]:
        """Which page of how many."""
        return self._at + 1, len(self._pages)

    @property
    def palette(self) -> Palette:
        """The colours."""
        return self.ui.theme.palette

    @property
    def is_dark(self) -> bool:
        """Whether it is light on dark."""
        return self.palette == BLACK

    # --- what staff do ---------------------------------------------------------------------------------

    def screens(self) -> tuple[QScreen, ...]:
        """Return the screens that it may be opened on."""
        return self._screens.found(self)

    def open(self) -> bool:
        """Open the window on the first of the second screens; return False where there is none."""
        found = self.screens()
        if not found:
            return False
        if self._window is None:
            self._picture = Picture(self.lettering)
            self._window = ProjectorWindow(self._picture, self._voters)
            self._window.closed.connect(self._closed)
        self._lay_out(found[0])
        if self._window is not None:
            self._window.open_on(found[0])
        if self.is_open:  # the system may have put it elsewhere
            self._screens.take(self, found[0])
        self.changed.emit()
        return self.is_open

    @Slot()
    def close(self) -> None:
        """Close the window. What would be seen stays as it is."""
        if self._window is not None:
            self._window.close()

    def end(self) -> None:
        """Close the window and look at nothing any more."""
        for timer in (self._turn, self._tick):
            timer.stop()
        self._jobs.drop()
        self.close()

    def show_polls(self) -> None:
        """Show how the polls stand, and nothing of any result."""
        self._show(Scene.POLLS, None)

    def show_results(self, contest_id: int) -> None:
        """Show the result of this contest, once it may be seen by anybody; until then how the polls stand."""
        state = self.status.election.state if self.status else None
        if state is not None and state.is_counted:
            self._show(Scene.RESULTS, contest_id)

    def toggle_black(self) -> None:
        """Show nothing, or again what was shown before."""
        if self.scene is Scene.BLACK:
            self._show(self._before_black, self.contest_id)
        else:
            self._before_black = self.scene
            self._show(Scene.BLACK, self.contest_id)

    def set_language(self, language: str) -> None:
        """Say everything in `language`."""
        self.ui.language = language
        self._lay_out()

    def set_dark(self, *, dark: bool) -> None:
        """Show it light on dark, or dark on light."""
        self.ui.theme = replace(self.ui.theme, palette=BLACK if dark else DAYLIGHT)
        self._lay_out()

    @Slot()
    def next_page(self) -> None:
        """Turn to the next page, after the last to the first."""
        self._at = (self._at + 1) % len(self._pages)
        self._turn.start()  # whoever turns it by hand has it stay as long as any
        self._tell()

    # --- what happens ----------------------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Look how the election stands now."""
        self._latest.ask()

    def _begin_reading(self, done: Callable[[_Read], None], failed: Callable[[Exception], None]) -> None:
        wants_results = self._shown is Scene.RESULTS
        self._jobs.run(lambda: self._read(with_results=wants_results), done, failed)

    def _read(self, *, with_results: bool) -> _Read:
        if self._library.current_id is None:
            return _Read(None, None)
        with self._library.current() as election:
            status = election.polls.status()
            if not (with_results and status.election.state.is_counted):
                return _Read(election.id, status)
            return _Read(election.id, status, election.tally.results(), election.tally.outcomes())

    def _take(self, read: _Read) -> None:
        counted = read.status is not None and read.status.election.state.is_counted
        if read.election_id != self._election_id or not counted:
            self._election_id = read.election_id
            self._leave_results()
        results, outcomes = (read.results, read.outcomes) if self._shown is Scene.RESULTS else ((), ())
        self._news = replace(self._news, status=read.status, results=results, outcomes=outcomes, now=_now())
        self._lay_out()

    def _failed(self, _error: Exception) -> None:
        """What cannot be read is not shown: staff are told by their own pages."""
        self._leave_results()
        self._news = replace(self._news, results=(), outcomes=())
        self._lay_out()

    @property
    def _shown(self) -> Scene:
        """What is shown, or would be without the black."""
        return self._before_black if self.scene is Scene.BLACK else self.scene

    def _leave_results(self) -> None:
        if self._before_black is Scene.RESULTS:
            self._before_black = Scene.POLLS
        if self.scene is Scene.RESULTS:
            self.scene = Scene.POLLS
        self.contest_id = None

    def _show(self, scene: Scene, contest_id: int | None) -> None:
        self.scene, self.contest_id = scene, contest_id
        if self._shown is not Scene.RESULTS:  # no count stays in the memory of what is not to show it
            self._news = replace(self._news, results=(), outcomes=())
        self._at = 0
        self._lay_out()
        self.refresh()

    # --- pages -----------------------------------------------------------------------------------------

    def _lay_out(self, screen: QScreen | None = None) -> None:
        """Make the pages anew, for the screen they are shown on."""
        before = self._pages
        width = _width(screen or (self._window.screen() if self._window is not None else None))
        setting = Setting(self.ui, self.lettering, width)
        contest_id = self.contest_id if self._shown is Scene.RESULTS else None
        self._pages = make_pages(setting, self._news, contest_id, self._table_of)
        if len(before) != len(self._pages):
            self._at = min(self._at, len(self._pages) - 1)
        if len(self._pages) < 2:
            self._turn.stop()
        elif not self._turn.isActive():
            self._turn.start()
        self._tell()

    def _tell(self) -> None:
        if self._picture is not None:
            self._picture.show_page(self.page, self.palette)
        self.changed.emit()

    # --- slots -----------------------------------------------------------------------------------------

    @Slot()
    def _see_clock(self) -> None:
        now = _now()
        if now.strftime("%H:%M") != self._news.now.strftime("%H:%M"):
            self._news = replace(self._news, now=now)
            self._lay_out()

    @Slot(object)
    def _address_changed(self, status: ApiStatus) -> None:
        self._news = replace(self._news, address=status.for_phones, wifi=_wifi(status))
        self._lay_out()

    @Slot()
    def _screens_changed(self) -> None:
        """Close where the second screen has gone, or shows what voters see."""
        if self._window is not None and self._window.screen() not in self.screens():
            self._window.close()
        self.changed.emit()

    @Slot()
    def _closed(self) -> None:
        if self._window is not None:
            self._window.deleteLater()
        self._window = self._picture = None
        self._screens.take(self, None)
        self.changed.emit()


def _wifi(status: ApiStatus) -> Wifi | None:
    return status.outlook.wifi if status.outlook else None


def _width(screen: QScreen | None) -> float:
    if screen is None:
        return WIDE
    size = screen.geometry()
    return HEIGHT * size.width() / max(1, size.height())


def _now() -> datetime:
    return datetime.now().astimezone()
