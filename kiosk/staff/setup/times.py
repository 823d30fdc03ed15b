"""Times and other settings of an election: opening and closing, the last call, who sees what, objections, and
what is declared.
"""

import re
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from election.errors import SettingRefused
from election.models import MOST_GRACE, Election, TurnoutFor
from election.setup.changes.contests import ChangeElection
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.page import PageScreen
from kiosk.staff.setup.declared import DeclaredFields
from kiosk.staff.setup.requests import SetElection
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.buttons.choice import Choice, set_places
from kiosk.widgets.forms.field import Field
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.layout.page import page_head
from kiosk.widgets.layout.tiles import Tiles
from kiosk.widgets.text import Text

_LONGEST_TIME = 16
_TIME = re.compile(r"(?:([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}) )?([0-9]{1,2}:[0-9]{2})")
_GROUPS: dict[str, tuple[object, ...]] = {
    "grace": tuple(range(MOST_GRACE + 1)),
    "turnout_for": tuple(TurnoutFor),
    "objection_hours": (0, 24, 72, 168),
}
_SWITCHES = ("by_itself", "live_results", "markings_public", "members_listed")

_TRUTHS = _SWITCHES[1:]  # fields of the election itself


def read_time(text: str, today: datetime) -> datetime | None:
    """Return the time that was typed, in this machine's zone; without a date it is that of `today`. None if
    nothing was typed. Raises ValueError.

    >>> read_time("18:00", datetime(2026, 11, 28)).strftime("%Y-%m-%d %H:%M")
    '2026-11-28 18:00'
    """
    if not text.strip():
        return None
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    date = found[1] or f"{today:%Y-%m-%d}"
    return datetime.strptime(f"{date} {found[2]}", "%Y-%m-%d %H:%M").astimezone()


def time_text(when: datetime | None) -> str:
    """Return a time as it is typed."""
    return "" if when is None else when.astimezone().strftime("%Y-%m-%d %H:%M")


class TimesScreen(PageScreen):
    """Asks to `SetElection`."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "setup.times")
        self.election: Election | None = None
        self.times = {
            name: Field(ui, f"setup.times.{name}", longest=_LONGEST_TIME) for name in ("opens", "closes")
        }
        self.switches = {name: Choice(ui) for name in _SWITCHES}
        self.warning = Text("about")
        self.declared = DeclaredFields(ui)
        self.heads = {name: Text("label") for name in _GROUPS}
        self.choices = {
            name: {value: Choice(ui, one_of=True) for value in values} for name, values in _GROUPS.items()
        }
        content = QWidget()
        column = Column(ui, Space.NEAR, parent=content)
        edged = Column(ui, Space.NEAR, (Length.RING, None, Length.RING, None))
        for field in self.times.values():
            field.line.editingFinished.connect(self.save)
            edged.addWidget(field)
        column.addLayout(edged)
        for switch in self.switches.values():
            switch.clicked.connect(self._switch)
            column.addWidget(switch)
        column.addWidget(page_head(ui, self.warning))
        for name, choices in self.choices.items():
            column.addWidget(page_head(ui, self.heads[name]))
            column.addWidget(Tiles(ui, list(choices.values())))
            for choice in choices.values():
                choice.clicked.connect(self._choose)
        self.declared.left.connect(self.save_declared)
        column.addWidget(self.declared)
        column.addStretch(1)
        self.lay_out(content)

    def show_election(self, election: Election) -> None:
        """Show how it is set."""
        self.election = election
        for name, field in self.times.items():
            if not field.line.hasFocus():
                field.line.setText(time_text(getattr(election.schedule, name)))
        self.switches["by_itself"].setChecked(election.schedule.by_itself)
        for name in _TRUTHS:
            self.switches[name].setChecked(getattr(election, name))
        for name, choices in self.choices.items():
            for value, choice in choices.items():
                choice.setChecked(getattr(election, name) == value)
        self.declared.show_election(election)

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        lines = (field.line for field in self.times.values())
        choices = (choice for group in self.choices.values() for choice in group.values())
        declared = self.declared.lines()
        return (*lines, *self.switches.values(), *choices, *declared, *self.pane.buttons(), self.back_button)

    def clear(self) -> None:
        """Forget what was typed."""
        super().clear()
        self.election = None
        for field in self.times.values():
            field.clear()
        self.declared.forget()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        ui = self.ui
        for field in self.times.values():
            field.retranslate()
        for name, switch in self.switches.items():
            switch.set_text(ui.text(f"setup.times.{name}"))
        self.warning.set_text(ui.text("setup.times.markings_warning"))
        for name, choices in self.choices.items():
            self.heads[name].set_text(ui.text(f"setup.times.{name}"))
            for value, choice in choices.items():
                is_number = isinstance(value, int)
                key = f"setup.times.{name}.one_of" if is_number else f"setup.times.{name}.{value}"
                choice.set_text(ui.text(key, count=value) if is_number else ui.text(key))
            set_places(self.heads[name].plain_text(), list(choices.values()))
        self.declared.retranslate()

    @Slot()
    def save(self) -> None:
        """Ask for the times that were typed, where they are others."""
        if self.election is None:
            return
        typed: dict[str, Any] = {}
        for name, field in self.times.items():
            try:
                typed[name] = read_time(field.text(), datetime.now())
                field.set_problem("")
            except (ValueError, OverflowError):
                field.set_problem("setup.times.malformed")
                return
        self._set_schedule(typed)

    @Slot()
    def save_declared(self) -> None:
        """Ask for what was typed to be declared, where it is something else."""
        values = self.declared.changed(self.election) if self.election is not None else {}
        if values:
            self._ask(values)

    def _set_schedule(self, values: dict[str, Any]) -> None:
        if self.election is None:
            return
        before = self.election.schedule
        if values.get("opens", before.opens) is values.get("closes", before.closes) is None:
            values = {"by_itself": False, **values}  # there is nothing left to keep
        try:
            schedule = replace(before, **values)
        except SettingRefused as refused:
            self.show_problem(refused)
            return
        if schedule != before:
            self._ask({"schedule": schedule})

    def _ask(self, values: Mapping[str, Any]) -> None:
        if self.election is not None:
            self.show_election(replace(self.election, **values))  # so that the next press goes on from here
            self.asked.emit(SetElection(values))

    @Slot()
    def _switch(self) -> None:
        if self.election is None:
            return
        if self.sender() is self.switches["by_itself"]:
            self._set_schedule({"by_itself": not self.election.schedule.by_itself})
            return
        for name in _TRUTHS:
            if self.sender() is self.switches[name]:
                self._ask({name: not getattr(self.election, name)})
                return

    @Slot()
    def _choose(self) -> None:
        for name, choices in self.choices.items():
            for value, choice in choices.items():
                if choice is self.sender():
                    self._ask({name: value})


class TimesPage(StaffPage):
    """Opened with the id of an election; makes the changes in the order in which they are asked for."""

    screen: TimesScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._election_id = ""
        self._waiting = deque[tuple[str, SetElection]]()  # election, and what is asked for in it
        self._making = threading.Lock()

    def make_screen(self, staff: StaffContext) -> TimesScreen:
        """See `StaffPage`."""
        return TimesScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is the id of an election."""
        if isinstance(subject, str):
            self._election_id = subject
        self.run(self._make_waiting, self.screen.show_election, self.screen.show_problem)

    def handle(self, request: object) -> None:
        """Make the change."""
        if isinstance(request, SetElection):
            self._waiting.append((self._election_id, request))
            self.run(self._make_waiting, lambda _election: self.screen.say(None), self._refused)

    def forget(self) -> None:
        """See `StaffPage`. What was typed last is saved all the same."""
        self.screen.save()
        self.screen.save_declared()
        super().forget()

    def _make_waiting(self) -> Election:
        """Make what was asked for: whoever comes first makes all of it. Return the election as it is then."""
        library = self.staff.services.library
        with self._making:
            while self._waiting:
                election_id, request = self._waiting.popleft()
                with library.held(election_id) as election:
                    election.editing.make(ChangeElection(request.values))
            with library.held(self._election_id) as election:
                return election.polls.election()

    def _refused(self, error: Exception) -> None:
        """Show what stands there, in place of what was not taken."""
        self.prepare()
        self.screen.show_problem(error)
