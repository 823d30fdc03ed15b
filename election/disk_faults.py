"""What people are told of a stick, or another folder of their choice, that cannot be written to."""

import errno

from election.errors import Message

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.EIO}


def disk_fault(error: OSError) -> Message:
    """Return what is wrong, and what to do about it."""
    if error.errno in _FULL:
        return Message("disk_fault.full")
    if error.errno in _READ_ONLY:
        return Message("disk_fault.read_only")
    if error.errno in _GONE:
        return Message("disk_fault.gone")
    return Message("disk_fault.other", {"words": error.strerror or type(error).__name__})
