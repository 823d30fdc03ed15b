"""The desk's page: find a person, and do what they came for."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from election.models import Election, WayIn
from election.texts import isolated
from election.voters.desk import DeskTotals
from election.voters.desk_search import DeskFound
from kiosk.staff.desk.deeds import USUAL, Deed, Do, Done, Find, deeds_for
from kiosk.staff.desk.find_line import UNDO_KEYS, FindLine
from kiosk.staff.desk.people import PeopleList, which
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.forms.field import Field
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.notices.notice import Notice
from kiosk.widgets.screen import Back
from kiosk.widgets.text import Text

_LONGEST = 100
_FORGETS_MS = 60_000  # what was done is told for so long
_LOCK_KEYS = (Qt.Key.Key_L, 0x3163)  # the same key under the Hangul keyboard


class DeskScreen(PageScreen):
    """Asks to `Find` while somebody types, and to `Do` what is pressed: Enter does the usual for the first
    hit, as long as it is plain who is meant. The cursor stays where one searches.
    """

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "staff.desk")
        self._election: Election | None = None
        self._totals: DeskTotals | None = None
        self._found = DeskFound(())
        self._done: Done | None = None
        self._is_busy = False
        self._asked_with = ""  # what was typed when something was begun
        self.field = Field(ui, "staff.desk.find", "staff.desk.find_hint", longest=_LONGEST)
        self.field.offer_keys(offered=True)
        self.field.keys.clicked.connect(self.field.want_keys)
        self.typed = FindLine(self.field.line)
        self.typed.changed.connect(self._typed)
        self.typed.moved.connect(self._move)
        self.typed.entered.connect(self._enter_pressed)
        self.typed.cleared.connect(self.start_anew)
        self.typed.undone.connect(self._undo)
        self.people = PeopleList(ui)
        self.people.picked.connect(self._chosen_anew)
        self.who, self.what, self.more = Text("lead"), Text("body"), Text("body")
        self.none = Notice(ui, "warning")
        self.done_text = Text("body")
        self.undo_button = Button(ui, "secondary", "back")
        self.undo_button.clicked.connect(self._undo)
        self._forgets = QTimer(self, singleShot=True, interval=_FORGETS_MS)
        self._forgets.timeout.connect(self._forget_done)
        self.buttons = {deed: Button(ui) for deed in Deed}
        for button in self.buttons.values():
            button.clicked.connect(self._press)
        self.lay_out(self._content(), tuple(reversed(self.buttons.values())))
        self._choose()

    # --- what it is told ---------------------------------------------------------------------------------

    def show_totals(self, election: Election | None, totals: DeskTotals | None) -> None:
        """Show how the polls stand and how many came."""
        self._election, self._totals = election, totals
        self.retranslate()

    def show_found(self, found: DeskFound) -> None:
        """Show whom the search found."""
        self._found = found
        self.people.show_people(found.people)
        self.apply_tab_order()
        self._choose()

    def show_done(self, done: Done | None) -> None:
        """Say what was done, and start anew, unless somebody else is being searched for already."""
        self._done = done
        self._forgets.start()
        is_typing = self._is_busy and self.field.text() != self._asked_with
        self.set_busy(busy=False)
        if not is_typing:
            self.start_anew()
        self._say_done()
        if done is not None:
            self.ui.announcer.say(self, self.done_text.plain_text())

    def set_busy(self, *, busy: bool) -> None:
        """Something is under way: nothing else is begun meanwhile."""
        self._is_busy = busy
        self._asked_with = self.field.text()
        for button in (*self.buttons.values(), self.undo_button):
            button.setEnabled(not busy)

    @Slot()
    def start_anew(self) -> None:
        """Forget whom one searched for."""
        self.field.clear()
        self.show_found(DeskFound(()))
        self.field.line.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- see `Screen` --------------------------------------------------------------------------------------

    def lead(self) -> str:
        """See `PageScreen`: how the polls stand, and the sums."""
        if self._election is None or self._totals is None:
            return super().lead()
        totals, state = self._totals, self.ui.text(f"start.polls.{self._election.state}")
        said = self.ui.text("staff.desk.came", came=totals.came, count=totals.roll)
        if WayIn.SLIP in self._election.ways_in:
            said = f"{said} · {self.ui.text('staff.desk.given_count', given=totals.given)}"
        return f"{state} · {said}"

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        rows = self.people.rows[: len(self.people.people)]
        above = (self.field.line, self.field.keys, *rows, self.undo_button)
        return (*above, *self.pane.buttons(), self.back_button, *reversed(self.buttons.values()))

    def enter(self) -> None:
        """Put the cursor where one searches."""
        super().enter()
        self.field.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forget whom one searched for, and what was done."""
        super().clear()
        self.field.clear()
        self._done = None
        self.set_busy(busy=False)
        self.show_found(DeskFound(()))
        self._say_done()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        self.back_button.set_text(self.ui.text("staff.desk.lock"))
        self.field.retranslate()
        self.people.retranslate()
        self.undo_button.set_text(self.ui.text("staff.desk.undo"))
        self._choose()
        self._say_done()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Z takes back what was done last, Ctrl+L locks."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.key() in UNDO_KEYS:
                self._undo()
                return
            if event.key() in _LOCK_KEYS:
                self.asked.emit(Back())
                return
        super().keyPressEvent(event)

    # --- what somebody does --------------------------------------------------------------------------------

    @Slot(str)
    def _typed(self, text: str) -> None:
        self.say_news("")
        self.asked.emit(Find(text))

    @Slot(int)
    def _move(self, by: int) -> None:
        self.people.pick(self.people.chosen + by)
        self._choose()
        if 0 <= self.people.chosen < len(self.people.rows):
            self.pane.reveal(self.people.rows[self.people.chosen])

    @Slot()
    def _enter_pressed(self) -> None:
        usual = self._usual()
        if self.people.is_plain and usual is not None:
            self._ask(usual)
        elif self.people.person is not None and not self.people.is_plain:
            self.say_news("staff.desk.which")

    @Slot()
    def _press(self) -> None:
        self._ask(next(deed for deed, button in self.buttons.items() if button is self.sender()))

    @Slot()
    def _undo(self) -> None:
        if self._done is not None and not self._is_busy:
            deed = Deed.TAKE_BACK if self._done.deed is Deed.GIVE else Deed.UNDO
            self.asked.emit(Do(deed, self._done.person))

    @Slot()
    def _forget_done(self) -> None:
        """Nobody is to read for long who came last."""
        self._done = None
        self._say_done()

    @Slot()
    def _chosen_anew(self) -> None:
        self._choose()
        self.field.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, deed: Deed) -> None:
        person = self.people.person
        if person is not None and not self._is_busy and self.people.is_plain:
            self.asked.emit(Do(deed, person))

    # --- what is shown -------------------------------------------------------------------------------------

    def _deeds(self) -> tuple[Deed, ...]:
        person = self.people.person
        return deeds_for(person, self._election) if person is not None and self._election is not None else ()

    def _usual(self) -> Deed | None:
        """Return what Enter does."""
        deeds = self._deeds()
        return deeds[0] if deeds and deeds[0] in USUAL else None

    def _choose(self) -> None:
        """Show who is chosen, and what can be done for them."""
        ui, person, deeds = self.ui, self.people.person, self._deeds()
        self._card.setVisible(person is not None)
        for deed, button in self.buttons.items():
            button.setVisible(deed in deeds and self.people.is_plain)
            usual = deed is self._usual()
            button.set_role("primary" if usual else "secondary")
            what = ui.text(f"staff.desk.do.{deed}")
            button.set_text(ui.text("staff.desk.by_enter", what=what) if usual else what)
        searches = bool(self.typed.text().strip())
        self.none.set_text(ui.text("staff.desk.none") if searches and not self._found.people else "")
        shown = len(self.people.people)
        more = self._found.more + len(self._found.people) - shown
        self.more.setVisible(more > 0)
        self.more.set_text(ui.text("staff.desk.more", count=more))
        if person is None:
            return
        self.who.set_text(" · ".join(filter(None, (isolated(person.name), which(person)))))
        key = f"staff.desk.about.{person.state}" if self.people.is_plain else "staff.desk.which"
        pile = ui.text("staff.desk.pile", pile=person.pile) if person.pile and Deed.GIVE in deeds else ""
        self.what.set_text(" · ".join(filter(None, (ui.text(key), pile))))

    def _say_done(self) -> None:
        done = self._done
        self._done_bar.setVisible(done is not None)
        if done is None:
            return
        values = {"name": isolated(done.person.name), "digits": done.person.digits}
        self.done_text.set_text(self.ui.text(f"staff.desk.done.{done.deed}", **values))
        self.undo_button.setVisible(done.deed in (Deed.GIVE, Deed.CHECK_IN))

    def _content(self) -> QWidget:
        ui = self.ui
        content = QWidget()
        column = Column(ui, Space.NEAR, parent=content)
        edged = Column(ui, Space.NEAR, (Length.RING, None, Length.RING, None))
        self._done_bar = QWidget()
        bar = Row(ui, Space.NEAR, parent=self._done_bar)
        bar.addWidget(self.done_text, 1)
        bar.addWidget(self.undo_button)
        self._card = QFrame()
        self._card.setProperty("role", "card")
        inner = Column(ui, Space.TIGHT, Space.NEAR, self._card)
        inner.addWidget(self.who)
        inner.addWidget(self.what)
        for each in (self.field, self._card, self.none):
            edged.addWidget(each)
        column.addLayout(edged)
        column.addWidget(self.people)
        below = Column(ui, Space.NEAR, (Length.RING, None, Length.RING, None))
        below.addWidget(self.more)
        below.addWidget(self._done_bar)
        column.addLayout(below)
        column.addStretch(1)
        return content
