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
_ASKED = 10  # seconds until it must have said what there is
# What the reasons of a printer's state begin with (RFC 8011, 5.4.12) where it needs somebody.
_STOPPED = (
    "media-empty",
    "media-needed",
    "media-jam",
    "cover-open",
    "door-open",
    "offline",
    "paused",
    "shutdown",
)


class NoPrinter(Unavailable):
    """The system takes no document to print: there is no printer, or none of that name."""

    code = "printing.no_printer"


def printers() -> tuple[str, ...]:
    """Return the names of the printers that ``lp`` knows; none where there is no ``lp``."""
    return tuple(_asked("-e").split())


def usual_printer() -> str:
    """Return the name of the printer that ``lp`` takes where none is named, or of the only one there is; an
    empty text where there is neither.
    """
    known = printers()
    usual = [each for each in _asked("-d").split() if each in known]  # the words around it have a language
    return usual[0] if usual else known[0] if len(known) == 1 else ""


def takes_nothing(printer: str) -> bool:
    """Return whether the system knows of this printer that nothing comes out of it until somebody sees to
    it: no paper, a jam, an open cover, turned off. It learns some of that only when it prints.
    """
    return any(each.startswith(_STOPPED) for each in _asked("-l", "-p", printer).split())


def can_print() -> bool:
    """Return whether `print_pdf` may work here: Windows always has a shell, others a printer or not."""
    return SYSTEM == "win32" or bool(printers())


def print_pdf(pdf: bytes, title: str, printer: str = "") -> None:
    """Hand a document to the system to print, on this printer or the usual one. `title` is what the queue
    shows. No copy of it stays behind but what the system's own queue keeps. Raises NoPrinter.
    """
    if SYSTEM == "win32":
        _print_by_shell(pdf)
    else:
        print_by_lp(pdf, title, printer)


def print_by_lp(pdf: bytes, title: str, printer: str = "", patience: float = _PATIENCE) -> None:
    """Hand a document to ``lp``, which must have taken it within `patience` seconds. It is never in a file of
    this program's. Raises NoPrinter.
    """
    command = shutil.which("lp")
    if command is None:
        raise NoPrinter
    where = ["-d", printer] if printer else []
    try:
        told = subprocess.run(  # noqa: S603 - a fixed command; title and printer are arguments of their own
            [command, *where, "-t", title, "-"],
            input=pdf,
            capture_output=True,
            timeout=patience,
            check=False,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        raise NoPrinter from None
    if told.returncode:
        raise NoPrinter


def _asked(*what: str) -> str:
    """Return what ``lpstat`` says; nothing where there is none, or where it fails."""
    command = shutil.which("lpstat")
    if command is None or SYSTEM == "win32":
        return ""
    try:
        told = subprocess.run([command, *what], capture_output=True, timeout=_ASKED, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ""
    return told.stdout.decode(errors="replace") if told.returncode == 0 else ""


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
