"""What the pages on which a ballot is edited have in common: changes are made in turn, and undone."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from election.election_services import ElectionServices
from election.errors import Message
from election.models import Contest, PollsState
from election.setup.changes.change import Change
from election.setup.edit_history import MOST_STEPS
from election.setup.life_cycle import Definition
from kiosk.staff.ballot.under_way import Correct, UnderWayPage, Withdraw
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.screen import Back


@dataclass(frozen=True, slots=True)
class Make:
    """To make a change."""

    change: Change


class Edit(Enum):
    """What else every page of an editor is asked for."""

    UNDO = auto()
    PREVIEW = auto()
    CORRECT = auto()  # the texts that were typed, while the polls are open


@dataclass(frozen=True, slots=True)
class Draft:
    """What a page shows: the definition, how many steps can be undone, and how many people each contest has,
    by its id.
    """

    definition: Definition
    undoable: int
    people: dict[int, int]

    def contest(self, contest_id: int) -> Contest | None:
        """Return the contest with this id, or None."""
        contests = self.definition.election.contests
        return next((each for each in contests if each.id == contest_id), None)


class EditorScreen(PageScreen):
    """Asks to `Make` changes, and for `Edit`. In a draft what is typed is asked for when `save` is called;
    while the polls are open or paused only texts can be corrected, by a button, and afterwards nothing.
    """

    def __init__(self, ui: UiContext, name: str) -> None:
        super().__init__(ui, name)
        self.undo_button = Button(ui, "secondary", "back-far")
        self.preview_button = Button(ui, "secondary", "eye")
        self.asks(self.undo_button, Edit.UNDO)
        self.asks(self.preview_button, Edit.PREVIEW)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        shortcut.activated.connect(self.undo_button.click)
        self.correct_button = Button(ui, "primary", "change")
        self.correct_button.hide()
        self.asks(self.correct_button, Edit.CORRECT)
        self._undoable = 0
        self._state = PollsState.DRAFT
        self.of_a_draft: list[QWidget] = [self.undo_button]  # what is there to change a draft alone

    @property
    def is_draft(self) -> bool:
        """Whether what is shown can be changed."""
        return self._state is PollsState.DRAFT

    @property
    def is_under_way(self) -> bool:
        """Whether its texts can be corrected."""
        return self._state in (PollsState.OPEN, PollsState.PAUSED)

    def show_draft(self, draft: Draft) -> None:
        """Show the election as it stands."""
        self._undoable, self._state = draft.undoable, draft.definition.election.state
        for widget in self.of_a_draft:
            widget.setVisible(self.is_draft)
        self.undo_button.setEnabled(bool(draft.undoable))
        self.retranslate()

    def save(self) -> None:
        """Ask for what was typed and not asked for yet, in a draft."""

    def correction(self) -> Correct | None:
        """Return what was typed otherwise than it stands there, or None."""
        return None

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        self._about.setHidden(not self.lead())
        self.undo_button.set_text(self.ui.text("editor.undo", count=self._undoable, most=MOST_STEPS))
        self.preview_button.set_text(self.ui.text("editor.preview"))
        self.correct_button.set_text(self.ui.text("editor.correct"))


class EditorPage(StaffPage):
    """Makes changes in the order in which they are asked for, in the election it was opened for. What was
    typed is saved before anything else is done, and when the page is left.
    """

    screen: EditorScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self.election_id = ""
        self._waiting: list[Callable[[ElectionServices], object]] = []
        self._working = self._leaving = False
        self._news: tuple[Message, ...] = ()

    def begin(self, subject: object) -> None:
        """Take the subject the page was opened for."""
        raise NotImplementedError

    def show(self, draft: Draft) -> bool:
        """Show the election as it stands. Return False where what the page is about is gone."""
        self.screen.show_draft(draft)
        return True

    def prepare(self, subject: object = None) -> None:
        """Show things as they are now."""
        if subject is not None:
            self.begin(subject)
        self._leaving = False
        self.edit(lambda _services: None)

    def handle(self, request: object) -> None:
        """Make a change, or undo the last one."""
        if isinstance(request, Make):
            self.edit(lambda services: services.editing.make(request.change))
        elif request is Edit.UNDO:
            self.edit(lambda services: services.editing.undo())
        elif request is Edit.CORRECT:
            if (wanted := self.screen.correction()) is not None:
                self.confirm(wanted)
        elif request is Edit.PREVIEW:
            from kiosk.staff.ballot.preview import PreviewPage

            self.staff.navigator.open(PreviewPage, self.election_id)

    def confirm(self, wanted: Correct | Withdraw) -> None:
        """Have it confirmed, and done."""
        self.staff.navigator.open(UnderWayPage, (self.election_id, wanted))

    def tell(self, *news: Message) -> None:
        """See `StaffPage`: said once things are shown as they are now."""
        self._news = news

    def edit(self, work: Callable[[ElectionServices], object]) -> None:
        """Have `work` done after all that was asked for before, and show what stands there then."""
        self._waiting.append(work)
        self._go_on()

    def is_idle(self) -> bool:
        """Return whether nothing is still to be done or shown."""
        return not self._working and not self._waiting

    def leave(self) -> None:
        """Lead back once all that was asked for is done."""
        self._leaving = True
        self._go_on()

    def forget(self) -> None:
        """See `StaffPage`. What is still to be done goes on to its end."""
        self.screen.save()
        rest, self._waiting = self._waiting, []
        if rest and self.election_id:
            self.run(lambda: self._work(rest), lambda _draft: None, lambda _error: None)
        self._working = self._leaving = False
        super().forget()

    @Slot(object)
    def _asked(self, request: object) -> None:
        if not isinstance(request, Make):
            self.screen.save()
        if not isinstance(request, Back):
            self.handle(request)
        elif self._working and not self._leaving:
            self._leaving = True
        else:
            self.staff.navigator.back()

    def _go_on(self) -> None:
        if self._working:
            return
        if not self._waiting:
            if self._leaving:
                self.staff.navigator.back()
            return
        self._working = True
        work = [self._waiting.pop(0)]
        self.run(lambda: self._work(work), self._done, self._failed)

    def _work(self, works: list[Callable[[ElectionServices], object]]) -> Draft:
        with self.staff.services.library.held(self.election_id) as services:
            for work in works:
                work(services)
            editing = services.editing
            return Draft(editing.definition(), editing.undoable(), editing.people())

    def _done(self, draft: Draft) -> None:
        self._working = False
        self.screen.say(self._news[0] if self._news else None)
        self._news = ()
        if self.show(draft):
            self._go_on()
        else:
            self._waiting.clear()
            self.staff.navigator.back(Message("editor.gone"))

    def _failed(self, error: Exception) -> None:
        self._working = self._leaving = False
        self._waiting.clear()
        self.screen.show_problem(error)
