"""What every voter finds: chosen by the staff, carried out at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from election.admin.settings import CONTRASTS, TEXT_SIZES, Settings
from election.i18n.catalogue import LANGUAGES
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.widgets.buttons.choice import Choice, set_places
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.layout.page import page_head
from kiosk.widgets.layout.tiles import Tiles
from kiosk.widgets.text import Text

_MINUTES = (2, 3, 4, 5)  # VVSG 2.0, 7.2-O: two to five
_QUESTION_SECONDS = (20, 30, 45)


@dataclass(frozen=True, slots=True)
class Option:
    """One tile: the setting `name`, the value it stands for (None: it switches), and its text."""

    name: str
    value: object
    key: str
    count: int | None = None


_GROUPS: dict[str, tuple[Option, ...]] = {
    "staff.defaults.language": tuple(Option("language", name, "") for name in LANGUAGES),
    "display.text_size": tuple(Option("text_size", name, f"display.text_size.{name}") for name in TEXT_SIZES),
    "display.contrast": tuple(Option("contrast", name, f"display.contrast.{name}") for name in CONTRASTS),
    "staff.defaults.aids": (
        Option("keyboard", None, "display.aid.keyboard"),
        Option("calm", None, "display.aid.calm"),
        Option("sound", None, "staff.defaults.sound"),
    ),
    "staff.defaults.receipt": (Option("print_receipts", None, "staff.defaults.print_receipts"),),
    "staff.defaults.idle": tuple(
        Option("idle_seconds", 60 * minutes, "staff.defaults.minutes", minutes) for minutes in _MINUTES
    ),
    "staff.defaults.question": tuple(
        Option("question_seconds", seconds, "staff.defaults.seconds", seconds)
        for seconds in _QUESTION_SECONDS
    ),
}


class DefaultsScreen(PageScreen):
    """Asks for the `Settings` as they are to be."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "staff.defaults")
        self._settings = Settings()
        self._titles = {key: Text("label") for key in _GROUPS}
        self.choices = {
            option: Choice(ui, one_of=option.value is not None)
            for options in _GROUPS.values()
            for option in options
        }
        for choice in self.choices.values():
            choice.clicked.connect(self._touched)
        content = QWidget()
        column = Column(ui, Space.NEAR, parent=content)
        for key, options in _GROUPS.items():
            column.addWidget(page_head(ui, self._titles[key]))
            column.addWidget(Tiles(ui, [self.choices[option] for option in options]))
        column.addStretch(1)
        self.lay_out(content)

    def choice(self, name: str, value: object = None) -> Choice:
        """Return the tile of a setting's value, or the switch of one that is on or off."""
        return next(
            choice for option, choice in self.choices.items() if (option.name, option.value) == (name, value)
        )

    def show_settings(self, settings: Settings) -> None:
        """Mark what is set."""
        self._settings = settings
        for option, choice in self.choices.items():
            value = getattr(settings, option.name)
            choice.setChecked(value is True if option.value is None else value == option.value)

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self.choices.values(), *self.pane.buttons(), self.back_button)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        for key, title in self._titles.items():
            title.set_text(self.ui.text(key))
        for option, choice in self.choices.items():
            if option.name == "language":
                choice.set_text(LANGUAGES[str(option.value)])
            else:
                choice.set_text(self.ui.text(option.key, **({"count": option.count} if option.count else {})))
        for key, options in _GROUPS.items():
            set_places(self._titles[key].plain_text(), [self.choices[option] for option in options])

    @Slot()
    def _touched(self) -> None:
        option = next(option for option, choice in self.choices.items() if choice is self.sender())
        value = option.value if option.value is not None else not getattr(self._settings, option.name)
        changes: dict[str, object] = {option.name: value}
        self.asked.emit(replace(self._settings, **changes))  # type: ignore[arg-type]  # names and values fit


class DefaultsPage(StaffPage):
    """Uses and saves at once what is chosen."""

    name, icon = "staff.defaults", "display"
    screen: DefaultsScreen

    def make_screen(self, staff: StaffContext) -> DefaultsScreen:
        """See `StaffPage`."""
        return DefaultsScreen(staff.ui)

    def prepare(self, _subject: object = None) -> None:
        """Show what is set now."""
        self.screen.show_settings(self.staff.settings.current)

    def handle(self, request: object) -> None:
        """Take the settings."""
        if isinstance(request, Settings):
            self.staff.settings.keep(request, self.screen.show_problem)
            self.prepare()
            self.screen.say_news("staff.saved")
