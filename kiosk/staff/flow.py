"""The staff's way to the passphrase, the panel, its pages, and back to the voters."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QObject, Signal, Slot

from election.admin.passphrase import WrongTries
from election.errors import Message
from election.events import Event
from election.services import Services
from kiosk.lockdown.keep_awake import KeepAwake
from kiosk.staff.page import Booth, StaffContext, StaffPage
from kiosk.staff.settings import SettingsInUse
from kiosk.style.context import UiContext
from kiosk.support.background import Background
from kiosk.support.health import Health
from kiosk.support.network_switch import Network
from kiosk.widgets.ballot.trial import BallotTrial

if TYPE_CHECKING:
    from kiosk.projector.projector import Projector
    from kiosk.staff.desk.window import DeskWindow

P = TypeVar("P", bound=StaffPage)


class StaffFlow(QObject):
    """Asks for the passphrase, then shows the panel and the pages that are opened from it. What a page does
    is the page's own (see `StaffPage`); this is their `Navigator`.

    `awake` keeps the screen on, `projector` returns what the hall sees, `trial` makes a ballot to be tried;
    `data` is the data folder. Emits
    `made` with new screens, `shown` with each it moves to, `over` when the voters' start is to be shown (and
    a locked kiosk to be reopened), `left` when it is to be shown as it was, and `leave` to end the program.
    """

    made = Signal(object)
    shown = Signal(object)
    over = Signal()
    left = Signal()
    leave = Signal()

    def __init__(
        self,
        ui: UiContext,
        services: Services,
        background: Background,
        network: Network,
        awake: KeepAwake | None,
        settings: SettingsInUse,
        projector: "Callable[[], Projector]",
        data: Path | None,
        trial: Callable[[], BallotTrial],
        booth: Booth,
        desk_window: "Callable[[], DeskWindow]",
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        health = Health(services, network, background, data, self)
        self.context = StaffContext(
            ui,
            services,
            background,
            Background(self),
            network,
            awake,
            settings,
            self,
            projector,
            health,
            trial,
            booth,
            desk_window,
        )
        self._pages: dict[type[StaffPage], StaffPage] = {}
        self._way: list[StaffPage] = []  # what `back` leads through; the page that is shown is the last
        self._locked = self._is_set = False
        self._at_desk = False

    @property
    def must_set(self) -> bool:
        """Whether no passphrase has been set yet. Once it has been nothing takes it away while this runs."""
        self._is_set = self._is_set or self.context.services.organiser.is_set()
        return not self._is_set

    @property
    def is_inside(self) -> bool:
        """Whether the passphrase is being asked for, or was given."""
        return bool(self._way)

    @property
    def is_at_desk(self) -> bool:
        """Whether the desk is open here: then its pages are all that can be reached."""
        return self._at_desk

    def page(self, kind: type[P]) -> P:
        """Return the one page of this kind, made when it is first needed: on most days of voting none is."""
        if kind not in self._pages:
            page = self._pages[kind] = kind(self.context)
            self.made.emit((page.screen,))
        return cast("P", self._pages[kind])

    def forget(self) -> None:
        """Forget what was typed and said; answers on their way come to nothing."""
        self._way.clear()
        self._at_desk = False
        for page in self._pages.values():
            page.forget()

    def close(self) -> None:
        """Wait for no stick any more."""
        self.context.sticks.close()

    @Slot(object)
    def event_received(self, event: Event) -> None:
        """Have every page know of it."""
        for page in self._pages.values():
            page.event_received(event)

    # --- the passphrase --------------------------------------------------------------------------------

    def enter(self, *, locked: bool = False) -> None:
        """Ask for the passphrase, or have it set where there is none. `locked` says that a time-out has
        locked the kiosk.
        """
        from kiosk.staff.screens.passphrase import EnterPassphrasePage

        self.forget()
        self._locked = locked
        if self.must_set:
            self._set_passphrase(must=False)
        else:
            self._show(self.page(EnterPassphrasePage))

    def demand_passphrase(self) -> None:
        """Have the passphrase set before anything else."""
        self._set_passphrase(must=True)

    def _set_passphrase(self, *, must: bool) -> None:
        from kiosk.staff.screens.passphrase import SetPassphrasePage

        page = self.page(SetPassphrasePage)
        page.screen.set_must(must=must)
        self._show(page)

    # --- for the pages: see `Navigator` ----------------------------------------------------------------

    def entered(self, tries: WrongTries | None) -> None:
        """The passphrase was right; so many wrong ones were tried before."""
        from kiosk.staff.screens.panel import PanelPage

        self.forget()
        panel = self.page(PanelPage)
        panel.begin(tries or WrongTries(), locked=self._locked)
        self._show(panel)

    def to_desk(self) -> None:
        """See `Navigator`: whoever was inside is so no more."""
        from kiosk.staff.desk.page import DeskPage

        self.forget()
        self._at_desk = True
        self._show(self.page(DeskPage))

    def open(self, kind: type[StaffPage], subject: object = None) -> None:
        """Show the page of this kind; `subject` is what it is about."""
        self._show(self.page(kind), subject)

    def back(self, *news: Message) -> None:
        """Show the page one came from; from the passphrase, the voters' start."""
        if self._way:
            self._way.pop().forget()
        if not self._way:
            self._at_desk = False
            self.left.emit()
            return
        page = self._way.pop()
        self._show(page)
        page.tell(*news)

    def back_to(self, kind: type[StaffPage], *news: Message) -> None:
        """Show the page of this kind on the way one came by, and have it tell `news`."""
        page = self.page(kind)
        for left in self._way[self._way.index(page) + 1 :] if page in self._way else ():
            left.forget()
        self._show(page)
        page.tell(*news)

    def to_voters(self) -> None:
        """Show the voters' start, and reopen a kiosk that is locked."""
        self.over.emit()

    def end_program(self) -> None:
        """Close the window."""
        self.leave.emit()

    def _show(self, page: StaffPage, subject: object = None) -> None:
        if self._at_desk and not page.for_desk:
            return
        if page in self._way:  # opened again from a page of its own: that leads back, and not in circles
            del self._way[self._way.index(page) :]
        self._way.append(page)
        page.prepare(subject)
        self.shown.emit(page.screen)
