"""What the window needs of the network. It knows no HTTP; `main` passes it the switch."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from election.errors import ElectionError
from election.network.networks import Networks
from kiosk.support.api_status import ApiStatus
from kiosk.support.background import Background, Job


class NetworkSwitch(Protocol):
    """Who may reach the API: "off" for nobody, "computer", "network"."""

    @property
    def reach(self) -> str:
        """Who is served now."""

    def turn(self, reach: str) -> str | None:
        """Serve `reach` from now on; return the address, or None for "off". Takes seconds where requests are
        under way. Raises an ElectionError where it cannot be, and then it is off.
        """

    def check(self) -> str | None:
        """Return the address as it is now, None for "off"; start again what died. Raises an ElectionError
        while that cannot be.
        """


_CHECK_MS = 2_000  # a laptop that changes its network is to show its new address within seconds


class Network(QObject):
    """Turns the switch off the window's thread, and looks every two seconds how it and the `networks` stand.
    `status` is how the API can be reached now, or why not; `changed` is emitted with each new one.
    """

    changed = Signal(object)

    def __init__(
        self,
        switch: NetworkSwitch | None,
        networks: Networks,
        status: ApiStatus,
        background: Background,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._switch = switch
        self._networks = networks
        self._background = background
        self.status = status
        self._looking: Job | None = None
        self._timer = QTimer(self, interval=_CHECK_MS)
        self._timer.timeout.connect(self.check)

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
            self._show(status)
            self._timer.start()
            done()

        self._timer.stop()
        self._drop()
        self._background.run(
            lambda: self._status(switch, switch.turn(reach)),
            turned,
            lambda error: turned(self._failure(error)),
        )

    @Slot()
    def check(self) -> None:
        """See how the switch stands now."""
        switch = self._switch
        if switch is None or self._looking is not None:
            return

        def seen(status: ApiStatus) -> None:
            self._looking = None
            if status != self.status:
                self._show(status)

        self._looking = self._background.run(
            lambda: self._status(switch, switch.check()), seen, lambda error: seen(self._failure(error))
        )

    def close(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._drop()
        self._switch = None

    def _drop(self) -> None:
        if self._looking is not None:
            self._looking.drop()
            self._looking = None

    def _show(self, status: ApiStatus) -> None:
        self.status = status
        self.changed.emit(status)

    def _status(self, switch: NetworkSwitch, address: str | None) -> ApiStatus:
        """Return how it stands at `address`. Called off the window's thread."""
        networks, for_others = self._networks, switch.reach == "network"
        networks.served, networks.for_others = address or "", for_others
        return ApiStatus(address, outlook=networks.look(), for_others=for_others)

    def _failure(self, error: Exception) -> ApiStatus:
        self._networks.served = ""
        return ApiStatus(problem=error if isinstance(error, ElectionError) else ElectionError())
