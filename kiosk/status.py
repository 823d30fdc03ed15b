"""What the window is told of the API beside it. The window itself knows no HTTP."""

from dataclasses import dataclass

from election.errors import ElectionError


@dataclass(frozen=True, slots=True)
class ApiStatus:
    """Where the API can be reached, or why it cannot (a taken port); with neither, it is just off."""

    address: str | None = None
    problem: ElectionError | None = None
