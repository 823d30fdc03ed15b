"""What is declared before the polls open: how far the closing may be put off, and what people are told of
their data.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar, cast

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from election.errors import Message, SettingRefused
from election.models import NO_TEXT, Election, Privacy, Prolongation
from election.setup.names import LONGEST_DESCRIPTION
from kiosk.staff.ballot.texts import LocalFields
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.forms.field import Field
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.text import Text

T = TypeVar("T")
_LONGEST = {"minutes": 5, "times": 2, "until": 10}


def read_day(text: str) -> date | None:
    """Return the day that was typed, None if nothing was. Raises ValueError.

    >>> read_day("2027-1-31")
    datetime.date(2027, 1, 31)
    """
    return datetime.strptime(text.strip(), "%Y-%m-%d").date() if text.strip() else None


class DeclaredFields(QWidget):
    """Fields for `Election.prolongation` and `Election.privacy`. Emits `left` when one is left."""

    left = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self.fields = {
            name: Field(ui, f"setup.times.{name}", longest=longest, latin=True)
            for name, longest in _LONGEST.items()
        }
        self.texts = {
            name: LocalFields(ui, f"setup.times.{name}", longest=LONGEST_DESCRIPTION)
            for name in ("purpose", "keeper")
        }
        self.head = Text("label")
        column = Column(ui, Space.NEAR, (Length.RING, None, Length.RING, None), self)
        for widget in (
            self.fields["minutes"],
            self.fields["times"],
            self.head,
            *self.texts.values(),
            self.fields["until"],
        ):
            column.addWidget(widget)
        for field in self.fields.values():
            field.line.editingFinished.connect(self._left)
        for text in self.texts.values():
            text.left.connect(self._left)

    def show_election(self, election: Election) -> None:
        """Show what it declares. What is being typed stays."""
        prolongation, privacy = election.prolongation, election.privacy
        until = privacy.until if privacy else None
        shown = {
            "minutes": str(prolongation.minutes) if prolongation else "",
            "times": str(prolongation.times) if prolongation else "",
            "until": until.isoformat() if until else "",
        }
        for name, field in self.fields.items():
            if not (field.line.hasFocus() and field.line.isModified()):
                field.line.setText(shown[name])
        self.texts["purpose"].show_text(privacy.purpose if privacy else NO_TEXT)
        self.texts["keeper"].show_text(privacy.keeper if privacy else NO_TEXT)

    def changed(self, election: Election) -> Mapping[str, Any]:
        """Return the fields of `election` that were typed to be others. What cannot be taken is told below
        where it was typed, and what stood there stays.
        """
        values: dict[str, Any] = {
            "prolongation": self._prolongation(election.prolongation),
            "privacy": self._privacy(election.privacy),
        }
        return {name: value for name, value in values.items() if value != getattr(election, name)}

    def lines(self) -> list[QWidget]:
        """Return what the Tab key goes through."""
        texts = (line for text in self.texts.values() for line in text.lines())
        minutes, times, until = (field.line for field in self.fields.values())
        return [minutes, times, *texts, until]

    def forget(self) -> None:
        """Forget what was shown and typed."""
        for field in self.fields.values():
            field.clear()
        for text in self.texts.values():
            text.forget()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.head.set_text(self._ui.text("setup.times.privacy"))
        for field in self.fields.values():
            field.retranslate()
        for text in self.texts.values():
            text.retranslate()

    def _prolongation(self, before: Prolongation | None) -> Prolongation | None:
        minutes, times = self.fields["minutes"], self.fields["times"]
        if not minutes.text().strip():
            is_asked = before is None and times.text().strip()  # not where it has just been taken away
            minutes.set_problem("setup.times.minutes_missing" if is_asked else "")
            return None
        read = self._read(minutes, lambda typed: Prolongation(int(typed)), before)
        if read is None or minutes.problem.plain_text():
            return before
        return self._read(times, lambda typed: Prolongation(read.minutes, int(typed or "1")), before)

    def _privacy(self, before: Privacy | None) -> Privacy | None:
        shown = before or Privacy(NO_TEXT, NO_TEXT)
        purpose, keeper = self.texts["purpose"].changed(), self.texts["keeper"].changed()
        read = Privacy(
            shown.purpose if purpose is None else purpose,
            shown.keeper if keeper is None else keeper,
            self._read(self.fields["until"], read_day, shown.until),
        )
        return None if read == Privacy(NO_TEXT, NO_TEXT) else read

    def _read(self, field: Field, read: Callable[[str], T], before: T) -> T:
        """Return what was typed there, or `before` where that is wrong."""
        try:
            value = read(field.text().strip())
        except SettingRefused as refused:
            reason = cast(Message, refused.values["reason"])
            field.set_problem(reason.key, **reason.values)
            return before
        except ValueError:
            is_day = field is self.fields["until"]
            field.set_problem("setting_fault.day" if is_day else "setup.times.no_number")
            return before
        field.set_problem("")
        return value

    @Slot()
    def _left(self) -> None:
        self.left.emit()
