"""What a place of stores refuses."""

from election.errors import NotFound, Unavailable


class CopyFailed(Unavailable):
    """The copy could not be written there: `reason` is the system's. The election itself is as it was."""

    code = "copy.failed"


class NoCopy(NotFound):
    """There is no copy of an election in that folder, or more than one."""

    code = "copy.none"
