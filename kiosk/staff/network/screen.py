"""What is shown of the network: who may vote over it, which addresses there are, and what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from election.network.links import Link, LinkKind
from election.network.outlook import Standing
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.support.api_status import ApiStatus
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.entry_button import EntryButton
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.notices.notice import Notice
from kiosk.widgets.text import Text

REACHES = ("off", "computer", "network")
_MOST_LINKS = 8


@dataclass(frozen=True, slots=True)
class Serve:
    """What is to be: the API serves one of `REACHES`."""

    reach: str


@dataclass(frozen=True, slots=True)
class Tell:
    """Voters are to be told this address; None: the likeliest there is."""

    address: str | None


class EditWifi:
    """The event's Wi-Fi is to be named."""


class Choice(QWidget):
    """One of several, with words below."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self.button, self.about = Button(ui, "plain"), Text("about")
        self.button.setCheckable(True)
        self.button.is_one_of = True
        column = Column(ui, Space.NEAR, parent=self)
        column.addWidget(self.button)
        words = Column(ui, edges=(Length.RING, None, Length.RING, Space.NEAR))
        words.addWidget(self.about)
        column.addLayout(words)


class NetworkScreen(PageScreen):
    """Asks the API to `Serve` whom the staff choose, to `Tell` voters an address, and to `EditWifi`."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "staff.network")
        self._status = ApiStatus()
        self._reach = "off"
        self._links: tuple[Link | None, ...] = ()  # what each choice is; None: the likeliest
        self._reaches = {reach: Choice(ui) for reach in REACHES}
        self.buttons = {reach: choice.button for reach, choice in self._reaches.items()}
        self.address, self.warning = Text("lead"), Notice(ui, "warning")
        self._which = Text("label")
        self.links = [Choice(ui) for _ in range(_MOST_LINKS + 1)]
        self.wifi_button = EntryButton(ui, "network", "staff.network.wifi")
        self.asks(self.wifi_button, EditWifi())
        content = QWidget()
        column = Column(ui, Space.NEAR, parent=content)
        for choice in self._reaches.values():
            choice.button.clicked.connect(self._choose)
            column.addWidget(choice)
        edged = Column(ui, Space.NEAR, (Length.RING, None, Length.RING, None))
        for each in (self.address, self.warning, self._which):
            edged.addWidget(each)
        column.addLayout(edged)
        for choice in self.links:
            choice.button.clicked.connect(self._choose_link)
            column.addWidget(choice)
        column.addWidget(self.wifi_button)
        column.addStretch(1)
        self.lay_out(content)

    def enter(self) -> None:
        """Say at once what is wrong, if anything is."""
        super().enter()
        self.show_reach(self._reach, self._status)

    def show_reach(self, reach: str, status: ApiStatus) -> None:
        """Show who is reached now, by which of which addresses, or why not."""
        self._reach, self._status = reach, status
        for each, button in self.buttons.items():
            button.set_busy(busy=False)
            button.setEnabled(True)
            button.setChecked(each == reach)
        self._show_links()
        self.apply_tab_order()
        if status.problem is not None:
            self.show_problem(status.problem)
        elif self._problem is not None:
            self.say(None)

    def set_busy(self, reach: str) -> None:
        """Show that `reach` is on its way; nothing else can be chosen meanwhile."""
        self.say_news("staff.network.busy")
        for each, button in self.buttons.items():
            button.setEnabled(False)
            button.setChecked(False)
            if each == reach:
                button.set_busy(busy=True)

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        links = (choice.button for choice in self.links)
        return (*self.buttons.values(), *links, self.wifi_button, *self.pane.buttons(), self.back_button)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        for number, (reach, choice) in enumerate(self._reaches.items(), 1):
            choice.button.set_text(self.ui.text(f"staff.network.{reach}"))
            choice.button.set_place(self.title.plain_text(), number, len(REACHES))
            choice.about.set_text(self.ui.text(f"staff.network.{reach}.about"))
        self._which.set_text(self.ui.text("staff.network.which"))
        self.wifi_button.retranslate()
        self._show_links()

    def _show_links(self) -> None:
        """Show the addresses that phones may be told, and which is; none unless others are answered."""
        outlook, for_others = self._status.outlook, self._reach == "network"
        found = outlook.links if outlook else ()
        told = outlook.link if outlook else None
        wanted = [each for each in found if each == told or not each.is_closed][:_MOST_LINKS]
        self._links = (None, *wanted) if for_others and self._status.address else ()
        is_any = outlook is None or outlook.wish is None
        for at, choice in enumerate(self.links):
            choice.setVisible(at < len(self._links))
            if at < len(self._links):
                link = self._links[at]
                choice.button.setChecked(is_any if link is None else link == told and not is_any)
                self._say_link(choice, link)
                choice.button.set_place(self._which.plain_text(), at + 1, len(self._links))
        self._which.setVisible(bool(self._links))
        self.wifi_button.setVisible(self._reach == "network")
        self._say_address()

    def _say_link(self, choice: Choice, link: Link | None) -> None:
        ui = self.ui
        if link is None:
            choice.button.set_text(ui.text("staff.network.any"))
            choice.about.set_text(ui.text("staff.network.any.about"))
            return
        kind = ui.text(f"network.kind.{link.kind}")
        choice.button.set_text(link.address, name=f"{link.address}, {kind}")
        said = [f"{kind} ({link.interface})", *(ui.text(f"staff.network.{note}") for note in _notes(link))]
        choice.about.set_text(". ".join(said))

    def _say_address(self) -> None:
        ui, status = self.ui, self._status
        address, outlook = status.address, status.outlook
        self.address.set_text(ui.text("network.up", address=address) if address else "")
        self.address.setVisible(bool(address))
        stands = status.standing
        if stands not in (None, Standing.PHONES):
            self.warning.set_text(ui.text(f"network.{stands}", address=address))
        elif stands is not None and outlook and outlook.wish and outlook.is_wish_gone:
            gone = outlook.wish.interface
            self.warning.set_text(ui.text("network.wish_gone", interface=gone, address=address))
        else:
            self.warning.set_text("")

    @Slot()
    def _choose(self) -> None:
        reach = next(reach for reach, button in self.buttons.items() if button is self.sender())
        self.buttons[reach].setChecked(reach == self._reach)  # until it is so
        self.asked.emit(Serve(reach))

    @Slot()
    def _choose_link(self) -> None:
        at = next(at for at, choice in enumerate(self.links) if choice.button is self.sender())
        self._show_links()  # as it is, until it is so
        link = self._links[at]
        self.asked.emit(Tell(link.address if link else None))


def _notes(link: Link) -> list[str]:
    """Return the names of what is to be known of an address before it is chosen."""
    known = {
        "few_phones": link.kind in (LinkKind.HOTSPOT, LinkKind.PHONE),
        "public": link.is_public,
        "self_given": link.is_self_given,
        "closed": link.is_closed,
    }
    return [name for name, holds in known.items() if holds]
