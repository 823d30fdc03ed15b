"""The form of a contest: how it is marked, how many, how many are elected, and in which order they stand."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QWidget

from election.models import CandidateOrder, Contest, WithdrawnVotes
from election.voting.deciding.decide import is_motion, seats_of
from election.voting.methods import METHODS
from election.voting.methods.choose import ChooseOptions
from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.choice import Choice, set_places
from kiosk.widgets.forms.stepper import Stepper
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.layout.tiles import Tiles

_USUAL = ("choose", "yes_no")  # the others are offered when they are asked for
_MOST = 99  # that can be chosen or elected here; a definition file may say more


class ContestForm(QWidget):
    """Emits `changed` with the fields of a contest that are to be set."""

    changed = Signal(object)  # Qt would make texts of the words in a dict

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._contest: Contest | None = None
        self.kinds = {kind: Choice(ui, one_of=True) for kind in METHODS}
        self.more_button = Button(ui, "plain", "down")
        self.more_button.clicked.connect(self._show_more)
        self._are_all_shown = False
        self.most, self.least, self.seats = Stepper(ui), Stepper(ui), Stepper(ui)
        self.blank, self.shuffled, self.void = Choice(ui), Choice(ui), Choice(ui)
        for kind in self.kinds.values():
            kind.clicked.connect(self._choose_kind)
        self.most.changed.connect(self._set_most)
        self.least.changed.connect(self._set_least)
        self.seats.changed.connect(self._set_seats)
        self.blank.clicked.connect(self._turn_blank)
        self.shuffled.clicked.connect(self._turn_order)
        self.void.clicked.connect(self._turn_void)
        column = Column(ui, Space.NEAR, parent=self)
        usual = [self.kinds[kind] for kind in _USUAL]
        others = [choice for kind, choice in self.kinds.items() if kind not in _USUAL]
        column.addWidget(Tiles(ui, usual))
        self._others = Tiles(ui, others)
        column.addWidget(self._others)
        more = Row(ui)
        more.addWidget(self.more_button)
        more.addStretch(1)
        column.addLayout(more)
        self._numbers = Row(ui, Space.FAR)
        for stepper in (self.most, self.least, self.seats):
            self._numbers.addWidget(stepper, 1)
        column.addLayout(self._numbers)
        column.addWidget(Tiles(ui, (self.blank, self.shuffled)))
        column.addWidget(self.void)

    def show_contest(self, contest: Contest) -> None:
        """Show how this contest is set, in the language of the moment."""
        ui, self._contest = self._ui, contest
        for kind, choice in self.kinds.items():
            choice.set_text(ui.text(f"contest.kind.{kind}"))
            choice.setChecked(kind == contest.kind)
        more = self._are_all_shown or contest.kind not in _USUAL
        self._others.setVisible(more)
        self.more_button.setVisible(not more)
        self.more_button.set_text(ui.text("contest.more_kinds"))
        set_places(ui.text("contest.head.form"), list(self.kinds.values()))
        options, standing = contest.options, len(contest.candidates)
        choosing = isinstance(options, ChooseOptions)
        for stepper in (self.most, self.least):
            stepper.setVisible(choosing)
        if isinstance(options, ChooseOptions):
            most = ui.text("contest.most", count=options.most, of=standing)
            self.most.show_number(options.most, 1, max(1, min(_MOST, standing)), most)
            least = ui.text("contest.least", count=options.least)
            self.least.show_number(options.least, 0, options.most, least)
        self.seats.setVisible(not is_motion(contest))
        seats = seats_of(contest)
        self.seats.show_number(seats, 1, max(1, min(_MOST, standing)), ui.text("contest.seats", count=seats))
        self.blank.set_text(ui.text("contest.blank"))
        self.blank.setChecked(options.blank)
        self.shuffled.set_text(ui.text("contest.shuffled"))
        self.shuffled.setChecked(contest.order is CandidateOrder.SHUFFLED)
        self.shuffled.setVisible(bool(contest.candidates) or choosing)
        self.void.set_text(ui.text("contest.void"))
        self.void.setChecked(contest.withdrawn_votes is WithdrawnVotes.VOID)

    def restyle(self) -> None:
        """Have the numbers one below the other in larger letters."""
        ways = QBoxLayout.Direction
        self._numbers.setDirection(ways.LeftToRight if self._ui.theme.scale <= 1 else ways.TopToBottom)

    def stops(self) -> Sequence[QWidget]:
        """Return what the Tab key goes through."""
        steppers = [
            button for each in (self.most, self.least, self.seats) for button in (each.less, each.more)
        ]
        return (*self.kinds.values(), self.more_button, *steppers, self.blank, self.shuffled, self.void)

    @Slot()
    def _show_more(self) -> None:
        self._are_all_shown = True
        if self._contest is not None:
            self.show_contest(self._contest)

    @Slot()
    def _choose_kind(self) -> None:
        for kind, choice in self.kinds.items():
            if choice is self.sender() and self._contest is not None and kind != self._contest.kind:
                self.changed.emit({"kind": kind})

    @Slot(int)
    def _set_most(self, most: int) -> None:
        if self._contest is not None and isinstance(options := self._contest.options, ChooseOptions):
            values: dict[str, object] = {
                "options": replace(options, most=most, least=min(options.least, most))
            }
            if most > 1 and self._contest.withdrawn_votes is WithdrawnVotes.VOID:
                values["withdrawn_votes"] = WithdrawnVotes.STAND  # void is only where one is chosen
            self.changed.emit(values)

    @Slot(int)
    def _set_least(self, least: int) -> None:
        if self._contest is not None and isinstance(options := self._contest.options, ChooseOptions):
            self.changed.emit({"options": replace(options, least=least)})

    @Slot(int)
    def _set_seats(self, seats: int) -> None:
        if self._contest is not None:
            self.changed.emit({"rule": replace(self._contest.rule, seats=seats)})

    @Slot()
    def _turn_blank(self) -> None:
        if self._contest is not None:
            options = self._contest.options
            self.changed.emit({"options": replace(options, blank=not options.blank)})

    @Slot()
    def _turn_order(self) -> None:
        if self._contest is not None:
            fixed = self._contest.order is CandidateOrder.FIXED
            self.changed.emit({"order": CandidateOrder.SHUFFLED if fixed else CandidateOrder.FIXED})

    @Slot()
    def _turn_void(self) -> None:
        if self._contest is not None:
            stand = self._contest.withdrawn_votes is WithdrawnVotes.STAND
            self.changed.emit({"withdrawn_votes": WithdrawnVotes.VOID if stand else WithdrawnVotes.STAND})
