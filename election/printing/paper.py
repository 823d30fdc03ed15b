"""PDF files to paper, by what the system has for it: ``lp`` on Linux and macOS, the shell's print verb on
Windows.

Where there is neither, the window prints the pages as pictures (`typesetting.pictures`) by Qt's own means.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from election.errors import Unavailable
from election.printing.typesetting import write_private

SYSTEM: str = sys.platform
_PATIENCE = 30  # seconds until the system must have taken a document


class NoPrinter(Unavailable):
    """The system takes no document to print: there is no printer, or none of that name."""

    code = "printing.no_printer"


def printers() -> tuple[str, ...]:
    """Return the names of the printers that ``lp`` knows; none where there is no ``lp``."""
    command = shutil.which("lpstat")
    if command is None or SYSTEM == "win32":
        return ()
    try:
        told = subprocess.run([command, "-e"], capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(told.stdout.decode(errors="replace").split()) if told.returncode == 0 else ()


def can_print() -> bool:
    """Return whether `print_pdf` may work here: Windows always has a shell, others a printer or not."""
    return SYSTEM == "win32" or bool(printers())


def print_pdf(pdf: bytes, title: str, printer: str = "") -> None:
    """Hand a document to the system to print, on this printer or the usual one. `title` is what the queue
    shows. No copy of it stays behind but what the system's own queue keeps. Raises NoPrinter.
    """
    if SYSTEM == "win32":
        _print_by_shell(pdf)
        return
    command = shutil.which("lp")
    if command is None:
        raise NoPrinter
    where = ["-d", printer] if printer else []
    try:
        told = subprocess.run(  # noqa: S603 - a fixed command; title and printer are arguments of their own
            [command, *where, "-t", title, "-"],
            input=pdf,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        raise NoPrinter from None
    if told.returncode:
        raise NoPrinter


def _print_by_shell(pdf: bytes) -> None:
    """The program that opens PDF files prints it, when it likes; so the file stays until this one ends."""
    folder = Path(tempfile.mkdtemp(prefix="vote-kiosk-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "document.pdf"
    write_private(file, pdf)
    try:
        os.startfile(file, "print")  # type: ignore[attr-defined]  # noqa: S606
    except OSError:
        raise NoPrinter from None
