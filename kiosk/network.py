"""What the staff panel needs of the network. The window itself knows no HTTP; `main` passes it the switch."""

from typing import Protocol

from election.errors import ElectionError
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


def turned(switch: NetworkSwitch, reach: str) -> ApiStatus:
    """Turn `switch` and return how the API can be reached now, or why not."""
    try:
        return ApiStatus(switch.turn(reach), None)
    except ElectionError as error:
        return ApiStatus(None, error)
