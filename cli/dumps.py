"""Keeping the program's memory, in which the keys and the ballots are, out of crash dumps."""

import contextlib
import ctypes
import sys

_PR_SET_DUMPABLE = 4


def forbid_dumps() -> None:
    """Ask the system to write no dump of this process, whatever ends it. Where it cannot be asked, nothing is
    said: the README tells what remains.
    """
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # services that collect dumps through a pipe do not all ask for the limit
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
