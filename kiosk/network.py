"""What the window needs of the network. It knows no HTTP; `main` passes it the switch."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from election.errors import ElectionError
from kiosk.background import Background
from kiosk.status import ApiStatus


class NetworkSwitch(Protocol):
    """Who may reach the API: "off" for nobody, "computer", "network"."""

    @property
    def reach(self) -> str:
        """Who is served now."""

    def turn(self, reach: str) -> str | None:
        """Serve `reach` from now on; return the address, or None for "off". Takes seconds where requests are
        under way. Raises an ElectionError where it cannot be, and then it is off.
        """


class Network(QObject):
    """Turns the switch off the window's thread. `status` is how the API can be reached now, or why not;
    `changed` is emitted with each new one.
    """

    changed = Signal(object)

    def __init__(
        self, switch: NetworkSwitch | None, status: ApiStatus, background: Background, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._switch = switch
        self._background = background
        self.status = status

    @property
    def can_be_turned(self) -> bool:
        """Whether there is a switch at all."""
        return self._switch is not None

    @property
    def reach(self) -> str:
        """Who is served now: "off", "computer" or "network"."""
        return self._switch.reach if self._switch is not None else "off"

    def turn(self, reach: str, done: Callable[[], None] = lambda: None) -> None:
        """Serve `reach` from now on; `done` is called once that is so, or has failed."""
        switch = self._switch
        if switch is None:
            return

        def turned(status: ApiStatus) -> None:
            self.status = status
            self.changed.emit(status)
            done()

        def failed(error: Exception) -> None:
            turned(ApiStatus(problem=error if isinstance(error, ElectionError) else ElectionError()))

        self._background.run(lambda: switch.turn(reach), lambda address: turned(ApiStatus(address)), failed)
