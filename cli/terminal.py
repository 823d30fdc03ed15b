"""The standard streams. Whatever becomes of them (a full disk behind them, a reader that has gone, none at
all), it must not stop a vote.
"""

import io
import os
import sys
from typing import Any


class _Forgiving(io.FileIO):
    """Takes whatever is written, and lets go of what cannot be."""

    def write(self, data: Any, /) -> int:
        """Write `data`, and say that it was."""
        try:
            return super().write(data) or 0
        except OSError:
            return len(data)


def guard_streams() -> None:
    """Make stdout and stderr take everything: characters that the terminal has not, and what cannot be
    written. Call it first of all.
    """
    if os.name == "posix":
        _fill_gaps()
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if not isinstance(stream, io.TextIOWrapper):  # pythonw has none
            continue
        stream.reconfigure(errors="backslashreplace")
        if os.name == "posix":
            raw = io.BufferedWriter(_Forgiving(stream.fileno(), "wb", closefd=False))
            forgiving = io.TextIOWrapper(raw, stream.encoding, "backslashreplace", line_buffering=True)
            setattr(sys, name, forgiving)


def _fill_gaps() -> None:
    """Open what a parent closed: else the next file, perhaps one of the votes, would be taken for stdout by
    whatever writes there without Python.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest that is free, which is this
