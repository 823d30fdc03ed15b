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
from election.printing.system_programs import SystemPrograms
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


def printers(programs: SystemPrograms | None = None) -> tuple[str, ...]:
    """Return the names of the printers that ``lp`` knows; none where there is no ``lp``."""
    return tuple(_asked(programs, "-e").split())


def usual_printer(programs: SystemPrograms | None = None) -> str:
    """Return the name of the printer that ``lp`` takes where none is named, or of the only one there is; an
    empty text where there is neither. Raises Stopped once `programs` are.
    """
    known = printers(programs)
    usual = [each for each in _asked(programs, "-d").split() if each in known]  # the words have a language
    return usual[0] if usual else known[0] if len(known) == 1 else ""


def takes_nothing(printer: str, programs: SystemPrograms | None = None) -> bool:
    """Return whether the system knows of this printer that nothing comes out of it until somebody sees to
    it: no paper, a jam, an open cover, turned off. It learns some of that only when it prints. Raises Stopped
    once `programs` are.
    """
    told = _asked(programs, "-l", "-p", printer, in_english=True)
    alerts = [line.split()[1:] for line in told.splitlines() if line.split()[:1] == ["Alerts:"]]
    return any(each.startswith(_STOPPED) for line in alerts for each in line)


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


def print_by_lp(
    pdf: bytes,
    title: str,
    printer: str = "",
    patience: float = _PATIENCE,
    programs: SystemPrograms | None = None,
) -> None:
    """Hand a document to ``lp``, which must have taken it within `patience` seconds. It is never in a file of
    this program's. Raises NoPrinter; Stopped once `programs` are, and then it was most likely not taken.
    """
    command = shutil.which("lp")
    if command is None:
        raise NoPrinter
    where = ["-d", printer] if printer else []
    try:
        (programs or SystemPrograms()).run([command, *where, "-t", title, "-"], patience, pdf)
    except (OSError, ValueError, subprocess.SubprocessError):
        raise NoPrinter from None


def _asked(programs: SystemPrograms | None, *what: str, in_english: bool = False) -> str:
    """Return what ``lpstat`` says; nothing where there is none, or where it fails."""
    command = shutil.which("lpstat")
    if command is None or SYSTEM == "win32":
        return ""
    variables = {"LC_ALL": "C"} if in_english else None
    try:
        told = (programs or SystemPrograms()).run([command, *what], _ASKED, variables=variables)
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""
    return told.decode(errors="replace")


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
