"""What the window is told of the API beside it. The window itself knows no HTTP."""

from dataclasses import dataclass

from election.errors import ElectionError


@dataclass(frozen=True, slots=True)
class ApiStatus:
    """Where the API can be reached, why it cannot (a taken port), or that it is `starting`; with none of
    them, it is just off.
    """

    address: str | None = None
    problem: ElectionError | None = None
    starting: bool = False
