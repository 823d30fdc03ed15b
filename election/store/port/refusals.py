"""What a place of stores refuses."""

from typing import Self

from election.disk_faults import disk_fault
from election.errors import Conflict, ElectionError, Forbidden, Message, NotFound, Unavailable


class CopyFailed(Unavailable):
    """The copy could not be written there: the message `reason` says why. The election is as it was."""

    code = "copy.failed"

    @classmethod
    def because_of(cls, error: ElectionError | OSError) -> Self:
        """Return it where `error` kept a copy from being written: of a disk, in words about that disk."""
        if isinstance(error, OSError):
            return cls(reason=disk_fault(error))
        if isinstance(error.__cause__, OSError):
            return cls(reason=disk_fault(error.__cause__))
        return cls(reason=Message(f"error.{error.code}", error.values))


class NoCopy(NotFound):
    """There is no copy of an election in that folder, or more than one."""

    code = "copy.none"


class CopyLocked(Forbidden):
    """The copy is encrypted, and its passphrase was not given or is wrong, or the file was changed."""

    code = "copy.locked"


class CopyTooSoon(Conflict):
    """Too few have voted since the last copy: beside it, a new one would tell what they chose."""

    code = "copy.too_soon"
