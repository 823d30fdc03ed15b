"""The screen for setting up: the areas above, one of them below, and the ways on and back."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from election.setup.tasks import Area, Level, TaskList
from kiosk.staff.screens.page import PageScreen
from kiosk.staff.setup.ballot import BallotPane
from kiosk.staff.setup.check import CheckPane
from kiosk.staff.setup.codes import CodesPane
from kiosk.staff.setup.pane import Pane
from kiosk.staff.setup.requests import Forward, Later, Show
from kiosk.staff.setup.rule import RulePane
from kiosk.staff.setup.who import WhoPane
from kiosk.style.context import UiContext
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.layout.tiles import Tiles

AREAS = tuple(Area)
_ICONS = {Level.MISSING: "error", Level.LOOK: "warning", Level.DONE: "check"}


class SetupScreen(PageScreen):
    """Asks to `Show` an area, to go `Forward`, or for `Later`; and for what the panes ask for."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "setup")
        self.tasks: TaskList | None = None
        self.area = Area.BALLOT
        self._saved = ""
        self.ballot, self.rule, self.who = BallotPane(ui), RulePane(ui), WhoPane(ui)
        self.codes, self.check = CodesPane(ui), CheckPane(ui)
        panes: Sequence[Pane] = (self.ballot, self.rule, self.who, self.codes, self.check)
        self.panes = dict(zip(AREAS, panes, strict=True))
        self.areas = {area: Button(ui, "plain", "clock") for area in AREAS}
        for area, button in self.areas.items():
            button.setCheckable(True)
            button.is_one_of = True
            self.asks(button, Show(area))
        self.later_button = Button(ui, "secondary")
        self.next_button = Button(ui, "primary", "next", icon_last=True)
        self.asks(self.later_button, Later())
        self.asks(self.next_button, Forward())
        for pane in self.panes.values():
            pane.asked.connect(self.asked)
            pane.grown.connect(self.apply_tab_order)
        chips = Tiles(ui, list(self.areas.values()))
        first, *others = self.panes.values()
        self.lay_out(first, (self.later_button, self.next_button), (chips,), others)
        self.show_area(Area.BALLOT)

    def show_tasks(self, tasks: TaskList) -> None:
        """Show the election as it is now, and what is still to be done."""
        self.tasks = tasks
        for pane in self.panes.values():
            pane.show_tasks(tasks)
        self.retranslate()

    def show_area(self, area: Area) -> None:
        """Show another area, from its top."""
        self.area = area
        for each, pane in self.panes.items():
            pane.setVisible(each is area)
        self._say_areas()
        self.say_news("")
        self.pane.to_top()

    def show_saved(self, when: datetime) -> None:
        """Say when something was saved last."""
        self._saved = when.astimezone().strftime("%H:%M")
        self.retranslate()

    def save(self) -> None:
        """Ask for whatever was typed and not saved yet."""
        for pane in self.panes.values():
            pane.save()

    def lead(self) -> str:
        """See `PageScreen`."""
        return self.ui.text("setup.saved", time=self._saved) if self._saved else super().lead()

    def spoken(self) -> str:
        """See `Screen`."""
        return f"{self.heading()}. {self.ui.text(f'setup.area.{self.area}')}"

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        foot = (self.back_button, self.later_button, self.next_button)
        return (*self.areas.values(), *self.panes[self.area].stops(), *self.pane.buttons(), *foot)

    def clear(self) -> None:
        """Forget what was said and typed."""
        super().clear()
        self._saved = ""
        self.forget_typed()

    def forget_typed(self) -> None:
        """Forget what was typed and not saved."""
        for pane in self.panes.values():
            pane.forget()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        if self.tasks is not None:
            self.title.set_text(self.ui.title(self.tasks.election.title))
        for pane in self.panes.values():
            pane.retranslate()
        self._say_areas()

    def _say_areas(self) -> None:
        ui = self.ui
        for number, (area, button) in enumerate(self.areas.items(), 1):
            missing = self.tasks.missing(area) if self.tasks else 0
            level = self.tasks.level(area) if self.tasks else Level.LOOK
            key = "setup.step.missing" if missing else "setup.step"
            name = ui.text(f"setup.area.{area}")
            words = ui.text(key, number=number, name=name, count=missing)
            button.set_text(words, name=f"{words}. {ui.text(f'setup.level.{level}')}", icon=_ICONS[level])
            button.setChecked(area is self.area)
            button.set_place(self.title.plain_text(), number, len(self.areas))
        self.later_button.set_text(ui.text("setup.later"))
        is_last = self.area is AREAS[-1]
        self.next_button.set_text(ui.text("setup.open" if is_last else "setup.next"))
