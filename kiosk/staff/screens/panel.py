"""The staff panel: what there is to know, and the pages there are."""

from collections.abc import Collection, Sequence
from enum import Enum, auto

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from election.admin.passphrase import WrongTries
from election.clock import local_time
from election.errors import Message
from election.events import (
    BackupSettled,
    CheckpointDone,
    CheckpointPutOff,
    CodesGuessed,
    CurrentChanged,
    Event,
    PollsChanged,
    TieDecided,
)
from election.models import PollsState
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.registry import PAGES
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.support.health import HealthLine, read_slips
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.entry_button import EntryButton
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.layout.button_bar import ButtonBar
from kiosk.widgets.layout.headed_pane import HeadedPane
from kiosk.widgets.layout.page import page_column, page_head
from kiosk.widgets.notices.notice import Notice
from kiosk.widgets.screen import Screen
from kiosk.widgets.text import Text

_TOLD_AT_ONCE = (CheckpointPutOff, CheckpointDone, CodesGuessed, BackupSettled, PollsChanged, TieDecided)


class Exit(Enum):
    """A way out of the staff's pages."""

    TO_VOTERS = auto()
    PROGRAM = auto()


class PanelScreen(Screen):
    """Asks for the kind of the page that is chosen, or for an `Exit`."""

    def __init__(self, ui: UiContext, pages: Sequence[type[StaffPage]]) -> None:
        super().__init__(ui)
        self._locked = False
        self._news: tuple[Message, ...] = ()
        self.title = Text("title")
        self.notices: list[Notice] = []  # as many as there has been news at once
        self.pages = {each.name: EntryButton(ui, each.icon, each.name) for each in pages}
        for each in pages:
            self.asks(self.pages[each.name], each)
        self.leave_button = Button(ui, "secondary", "cross")
        self.done_button = Button(ui, "primary", "next", icon_last=True)
        self.asks(self.leave_button, Exit.PROGRAM)
        self.asks(self.done_button, Exit.TO_VOTERS)
        main = HeadedPane(ui, page_head(ui, self.title), self._content())
        self._pane = main.pane
        column = page_column(ui, self)
        column.addWidget(main, 1)
        column.addWidget(ButtonBar(ui, (self.leave_button,), (self.done_button,)))

    def tell(self, news: Sequence[Message], *, locked: bool) -> None:
        """Say what the staff must know, and whether the kiosk is locked until they are done."""
        self._news, self._locked = tuple(news), locked
        self._say_news()

    def offer(self, names: Collection[str]) -> None:
        """Have ways to these pages alone."""
        for name, way in self.pages.items():
            way.setVisible(name in names)

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self.pages.values(), *self._pane.buttons(), self.leave_button, self.done_button)

    def enter(self) -> None:
        """Start from the top."""
        super().enter()
        self._pane.to_top()

    def clear(self) -> None:
        """Forget the news: the next entry brings its own."""
        self.tell((), locked=False)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.title.set_text(self.ui.text("staff.title"))
        self.leave_button.set_text(self.ui.text("staff.leave"))
        for way in self.pages.values():
            way.retranslate()
        self._pane.retranslate()
        self._say_news()

    def _say_news(self) -> None:
        before = {notice.plain_text() for notice in self.notices}
        said = [self.ui.text(each.key, **each.values) for each in self._news]
        for _ in said[len(self.notices) :]:
            notice = Notice(self.ui, "warning", aloud=False)
            self.notices.append(notice)
            self._notices.addWidget(notice)
        said += [""] * (len(self.notices) - len(said))
        for notice, text in zip(self.notices, said, strict=True):
            notice.set_text(text)
            if text not in before:  # one that only moved was heard
                self.ui.announcer.say(notice, text)
        self.done_button.set_text(self.ui.text("staff.unlock" if self._locked else "staff.done"))

    def _content(self) -> QWidget:
        content = QWidget()
        column = Column(self.ui, Space.NEAR, parent=content)
        self._notices = Column(self.ui, Space.TIGHT, (Length.RING, None, Length.RING, None))
        column.addLayout(self._notices)
        for way in self.pages.values():
            column.addWidget(way)
        column.addStretch(1)
        return content


class PanelPage(StaffPage):
    """Knows what there is to tell, and opens the pages."""

    screen: PanelScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._tries = WrongTries()
        self._locked = False
        self._slips: HealthLine | None = None
        staff.network.changed.connect(self._network_changed)

    def make_screen(self, staff: StaffContext) -> PanelScreen:
        """See `StaffPage`."""
        return PanelScreen(staff.ui, PAGES)

    def begin(self, tries: WrongTries, *, locked: bool) -> None:
        """Somebody has come in after so many wrong `tries`; the kiosk may be `locked` until they are done."""
        self._tries, self._locked = tries, locked

    def prepare(self, _subject: object = None) -> None:
        """Offer the pages of the moment, as there may be an election by now, and tell the news."""
        self.screen.offer({each.name for each in PAGES if each.is_offered(self.staff)})
        self.tell()
        self._look_at_slips()

    def tell(self, *news: Message) -> None:
        """Tell `news`, what somebody has just done, and then those of the moment."""
        self.screen.tell((*news, *self._news()), locked=self._locked)

    def handle(self, request: object) -> None:
        """Open a page, or leave."""
        if isinstance(request, type):
            self.staff.navigator.open(request)
        elif request is Exit.PROGRAM:
            self.staff.navigator.end_program()
        else:
            self._acknowledge()
            self.staff.navigator.to_voters()

    def event_received(self, event: Event) -> None:
        """Say at once, where somebody looks, whether the checkpoint and the back-up after the polls worked,
        or that somebody guesses at codes; and what there is once another election is current.
        """
        if self.screen.isVisible() and isinstance(event, CurrentChanged):
            self.prepare()
        if self.screen.isVisible() and isinstance(event, _TOLD_AT_ONCE):
            self.tell()

    def forget(self) -> None:
        """The next to come in bring their own tries."""
        super().forget()
        self._tries = WrongTries()
        self._slips = None

    def _news(self) -> list[Message]:
        """Return all there is to know, the gravest first: what keeps people from voting, what is not kept as
        it should be, what makes the day go wrong, who may be guessing, and what is right again.
        """
        services, news = self.staff.services, [*self._unopened(), *self._records(), *self._clock()]
        if self._slips is not None:
            news.append(Message(self._slips.key, self._slips.values))
        news += [*self._outage(), *self._guesses()]
        if self._tries.count:
            since = self._tries.since.isoformat() if self._tries.since else ""
            news.append(Message("staff.news.wrong_tries", {"count": self._tries.count, "since": since}))
        if self.staff.awake is not None and self.staff.awake.refused:
            news.append(Message("staff.news.dark"))
        if services.notes.recovered():
            news.append(Message("staff.news.recovered"))
        return news

    def _unopened(self) -> list[Message]:
        unopened = self.staff.services.library.unopened
        if unopened is None:
            return []
        problem = Message(f"error.{unopened.problem.code}", unopened.problem.values)
        return [Message(f"staff.news.unopened.{unopened.remedy}", {"id": unopened.id, "problem": problem})]

    def _records(self) -> list[Message]:
        """Tell of the event log, the data file and the back-up."""
        services, news = self.staff.services, []
        if services.program_log.broken():
            news.append(Message("staff.news.log_broken"))
        if services.library.checkpoint_put_off():
            news.append(Message("checkpoint.put_off"))
        if services.backups.is_pending():
            news.append(Message("staff.news.copying"))
        elif services.backups.problem() is not None:
            news.append(Message("staff.news.copy_failed"))
        return news

    def _clock(self) -> list[Message]:
        jump = self.staff.services.clock.jump()
        if jump is None:
            return []
        key = "staff.news.clock_back" if jump.is_back else "staff.news.clock_ahead"
        return [Message(key, {"before": local_time(jump.before), "after": local_time(jump.after)})]

    @Slot()
    def _network_changed(self) -> None:
        if self.screen.isVisible():
            self._look_at_slips()

    def _look_at_slips(self) -> None:
        """Tell of slips whose address is no longer true, once that is known."""
        library, status = self.staff.services.library, self.staff.network.status

        def seen(slips: HealthLine | None) -> None:
            if slips != self._slips:
                self._slips = slips
                self.tell()

        self.run(lambda: read_slips(library, status), seen, lambda _error: None)  # told by the store's log

    def _guesses(self) -> list[Message]:
        library = self.staff.services.library
        if library.current_id is None:
            return []
        with library.current() as election:
            guessed = election.code_log_in.guessed()
        return [Message("staff.news.codes_guessed", {"count": guessed})] if guessed else []

    def _outage(self) -> list[Message]:
        """Tell of a power cut in the midst of the vote: what is there, and what happened by itself."""
        services = self.staff.services
        outage = services.outages.found()
        if outage is None or services.library.current_id is None:
            return []
        with services.library.current() as election:
            status = election.polls.status()
        before, after = (local_time(each.timestamp()) for each in (outage.before, outage.after))
        values = {"before": before, "after": after, "voted": status.turnout.voted}
        news = [Message("staff.news.outage", values)]
        closed = status.since if status.election.state is PollsState.CLOSED else None
        if closed is not None and outage.before <= closed <= outage.after:
            news.append(Message("staff.news.closed_while_off", {"time": local_time(closed.timestamp())}))
        return news

    def _acknowledge(self) -> None:
        """Whoever leaves the panel has read its news."""
        services = self.staff.services
        services.clock.acknowledge()
        services.outages.acknowledge()
        if services.library.current_id is not None:
            with services.library.current() as election:
                election.code_log_in.acknowledge()
        self.staff.background.run(
            lambda: services.notes.set_recovered(recovered=False),
            lambda _nothing: None,
            lambda _error: None,  # the store has logged it; the staff will be told once more
        )
