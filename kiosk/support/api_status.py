"""What the window is told of the API beside it. The window itself knows no HTTP."""

from dataclasses import dataclass

from election.errors import ElectionError
from election.network.outlook import Outlook, Standing, standing


@dataclass(frozen=True, slots=True)
class ApiStatus:
    """Where the API can be reached, why it cannot (a taken port), or that it is `starting`; with none of
    them, it is just off. `outlook` tells of the networks around, None where nobody has looked yet;
    `for_others` that more than this computer is to be answered.
    """

    address: str | None = None
    problem: ElectionError | None = None
    starting: bool = False
    outlook: Outlook | None = None
    for_others: bool = False

    @property
    def standing(self) -> Standing | None:
        """Whether voters' phones find it; None while it has no address."""
        if self.address is None:
            return None
        return standing(self.address, self.outlook, for_others=self.for_others)

    @property
    def for_phones(self) -> str:
        """The address by which voters' phones find it; empty where they do not."""
        return self.address or "" if self.standing is Standing.PHONES else ""
