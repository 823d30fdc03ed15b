"""One line on the network, for whoever runs the election."""

from PySide6.QtWidgets import QWidget

from election.network.outlook import Standing
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.support.api_status import ApiStatus
from kiosk.widgets.icon_label import IconLabel
from kiosk.widgets.layout.boxes import Row
from kiosk.widgets.text import Text


class NetworkLine(QWidget):
    """Says how the API can be reached, that it is on its way, or off; `follow` tells which."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._status = ApiStatus()
        self._sign, self._text = IconLabel(ui, length=Length.SIGN), Text("small")
        row = Row(ui, Space.TIGHT, (Length.RING, None, Length.RING, None), self)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)

    def follow(self, status: ApiStatus) -> None:
        """Say this from now on."""
        self._status = status
        self.retranslate()

    def plain_text(self) -> str:
        """Return what it says."""
        return self._text.plain_text()

    def retranslate(self) -> None:
        """Say it in the language of the moment."""
        ui, status = self._ui, self._status
        stands = status.standing
        well = status.starting or stands in (Standing.PHONES, Standing.COMPUTER)
        self._sign.show_icon(*("network", "ink_soft") if well else ("warning", "warning"))
        if status.problem is not None:
            self._text.set_text(ui.text("network.problem"))
        elif stands is not None:
            key = "network.up" if stands is Standing.PHONES else f"network.line.{stands}"
            self._text.set_text(ui.text(key, address=status.address))
        else:
            self._text.set_text(ui.text("network.starting" if status.starting else "network.off"))
