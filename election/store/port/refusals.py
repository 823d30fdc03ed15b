"""What a place of stores refuses."""

from election.errors import Conflict, Forbidden, NotFound, Unavailable


class CopyFailed(Unavailable):
    """The copy could not be written there: `reason` is the system's. The election itself is as it was."""

    code = "copy.failed"


class NoCopy(NotFound):
    """There is no copy of an election in that folder, or more than one."""

    code = "copy.none"


class CopyLocked(Forbidden):
    """The copy is encrypted, and its passphrase was not given or is wrong, or the file was changed."""

    code = "copy.locked"


class CopyTooSoon(Conflict):
    """Too few have voted since the last copy: beside it, a new one would tell what they chose."""

    code = "copy.too_soon"
