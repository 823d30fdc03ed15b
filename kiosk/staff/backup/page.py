"""The back-up: sticks and folders to keep it in, and copies to go on with here."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from election.admin.copies import Copy, CopyKind
from election.clock import local_time
from election.errors import ElectionError, Forbidden, Message
from election.events import BackupSettled, Event, PollsChanged, TieDecided
from election.models import PollsState
from election.records.backup import BackupStatus
from election.unopened import Remedy
from kiosk.staff.backup.confirm import ConfirmPage, CopyTo, GoOn, Unlock, Way
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.support.places import Place, places
from kiosk.widgets.accessible import set_accessible_description, set_accessible_name
from kiosk.widgets.buttons.card_button import CardButton, pass_touches_through
from kiosk.widgets.icon_label import IconLabel
from kiosk.widgets.layout.boxes import Column, Row, clear_layout
from kiosk.widgets.text import Text


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is to do: whether there is an election to copy, the last copy of it, where copies can go,
    and what can be done with what lies there. `status`: where the current election is backed up.
    `remedy`: what helps where there is to be a current one, and it cannot be opened.
    """

    has_election: bool = False
    last: Copy | None = None
    there: tuple[Place, ...] = ()
    found: tuple[GoOn | Unlock, ...] = ()
    status: BackupStatus | None = None
    remedy: Remedy | None = None


class WayRow(CardButton):
    """A place to copy to, or a copy to go on with."""

    def __init__(self, ui: UiContext, way: Way) -> None:
        super().__init__(ui)
        self._way = way
        self.title, self.about = Text("lead"), Text("about")
        icon = IconLabel(ui, "ticket" if isinstance(way, CopyTo) else "next", length=Length.BOX)
        pass_touches_through(icon, self.title, self.about)
        words = Column(ui, Space.TIGHT)
        words.addWidget(self.title)
        words.addWidget(self.about)
        row = Row(ui, Space.BLOCK, (Space.BLOCK, Space.NEAR, Space.BLOCK, Space.NEAR), parent=self)
        row.addWidget(icon)
        row.addLayout(words, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        title, about = self._way.title(self._ui), self._way.about(self._ui)
        self.title.set_text(title)
        self.about.set_text(about)
        set_accessible_name(self, title)
        set_accessible_description(self, about)


class BackupScreen(PageScreen):
    """Asks to `CopyTo` a place, to `GoOn` with a copy, or to `Unlock` one."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "staff.backup")
        self._seen, self._is_seen, self._is_pending = Seen(), False, False
        self.rows: list[WayRow] = []
        content = QWidget()
        self._column = Column(ui, Space.NEAR, parent=content)
        self._ways = Column(ui, Space.NEAR)
        self._column.addLayout(self._ways)
        self._column.addStretch(1)
        self.lay_out(content)

    def show_seen(self, seen: Seen) -> None:
        """Show what there is to do."""
        self._seen, self._is_seen = seen, True
        for row in self.rows:
            self.asks_no_more(row)
        clear_layout(self._ways)
        ways: list[Way] = [CopyTo(place) for place in seen.there if seen.has_election]
        ways += seen.found
        self.rows = [WayRow(self.ui, way) for way in ways]
        for way, row in zip(ways, self.rows, strict=True):
            self.asks(row, way)
            self._ways.addWidget(row)
        self.retranslate()
        self.apply_tab_order()

    def show_pending(self, *, is_pending: bool) -> None:
        """Show whether a back-up is being made, which is known before anything on a stick is."""
        self._is_pending = is_pending
        self.retranslate()

    def lead(self) -> str:
        """See `PageScreen`: when it was copied last, or that it could not be; or what helps where the current
        election cannot be opened.
        """
        last, text, status = self._seen.last, self.ui.text, self._seen.status
        if self._is_pending:
            return text("staff.news.copying")
        if not self._is_seen:
            return text("staff.backup.looking")
        if self._seen.remedy is not None:
            return text(f"staff.backup.unopened.{self._seen.remedy}")
        if status is not None and status.problem is not None:
            return text("staff.backup.problem")
        if not self.rows:
            return text("staff.backup.no_place")
        if last is None:
            return text("staff.backup.never")
        return text("staff.backup.last", when=local_time(last.when.timestamp()))

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self.rows, *self.pane.buttons(), self.back_button)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        for row in self.rows:
            row.retranslate()


class BackupPage(StaffPage):
    """Looks what lies where, and opens the page that asks once more."""

    name, icon = "staff.backup", "change"
    screen: BackupScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._there = self.reading(self.look, self._look, self._show, self.screen.show_problem)

    def make_screen(self, staff: StaffContext) -> BackupScreen:
        """See `StaffPage`."""
        return BackupScreen(staff.ui)

    def prepare(self, _subject: object = None) -> None:
        """Look what is there now, once what is being copied is."""
        self._tell_pending()
        self._there.ask()

    def _show(self, seen: Seen) -> None:
        self._tell_pending()
        self.screen.show_seen(seen)

    def _tell_pending(self) -> None:
        self.screen.show_pending(is_pending=self.staff.services.backups.is_pending())

    def tell(self, *news: Message) -> None:
        """See `StaffPage`."""
        if news:
            self.screen.say(news[0])

    def handle(self, request: object) -> None:
        """Ask once more."""
        self.staff.navigator.open(ConfirmPage, request)

    def event_received(self, event: Event) -> None:
        """Look again once a back-up is asked for, and once it is there."""
        if self.screen.isVisible() and isinstance(event, BackupSettled | PollsChanged | TieDecided):
            self.prepare()

    def _look(self) -> Seen:
        """Off the window's thread: a stick may take its time to tell that it is there."""
        services, there = self.staff.services, places()
        current, unopened = services.library.current_id, services.library.unopened
        here, found = services.library.ids(), list[GoOn | Unlock]()
        for place in there:
            try:
                copy = services.take_over.look(place.path)
            except Forbidden:  # it is encrypted
                found.append(Unlock(place))
            except ElectionError:  # there is none, or none that can be read
                continue
            else:
                if not copy.epoch.continued and not (copy.id == current and self._is_open()):
                    found.append(GoOn(place, copy, copy.id in here))
        made = services.archive.copies_made(current) if current is not None else ()
        last = [copy for copy in made if copy.kind is CopyKind.TAKE_OVER]
        return Seen(
            current is not None,
            last[-1] if last else None,
            there,
            tuple(found),
            services.backups.status(),
            None if unopened is None else unopened.remedy,
        )

    def _is_open(self) -> bool:
        """Return whether people vote here: then nothing takes the place of the current election."""
        election = self.staff.services.library.election()
        return election is not None and election.state is PollsState.OPEN
