"""Receipts on paper, for voters who want one and where the organiser lets them."""

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject

from election.printing.system_programs import Stopped, SystemPrograms
from kiosk.support.background import Background, JobGroup
from kiosk.support.latest import Latest
from kiosk.voter.requests import PrintReceipt

_PATIENCE = 10  # seconds until the system must have taken a slip: no voter waits longer


class ReceiptPrinting(QObject):
    """Prints one slip at a time, on a thread of its own: a printer that does not answer keeps nothing else
    waiting. No slip is in a file of the program's or in the log, and none is handed over once its voter has
    left. `is_on` returns whether the organiser lets receipts be printed.
    """

    def __init__(self, is_on: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._is_on = is_on
        self._printer = ""
        self._background = Background(self, threads=1)
        self._jobs = JobGroup(self._background, self)
        self._printing, self._looking = SystemPrograms(), SystemPrograms()
        self._looks = Latest[str](
            lambda done, failed: self._look(done, failed), self._found, lambda _: self._found("")
        )

    @property
    def is_offered(self) -> bool:
        """Whether voters may print, and there was a printer when it was looked for last."""
        return self._is_on() and bool(self._printer)

    def look(self) -> None:
        """Look for a printer, where it matters."""
        if self._is_on():
            self._looks.ask()

    def print(
        self, wanted: PrintReceipt, done: Callable[[], None], failed: Callable[[Exception], None]
    ) -> None:
        """Print this receipt, and then call `done`, or `failed` with why it could not be; neither once the
        voter has left.
        """
        programs = self._printing = SystemPrograms()
        printer = self._printer
        self._jobs.run(lambda: _print(wanted, printer, programs), lambda _nothing: done(), failed)

    def forget(self) -> None:
        """The voter has left: what was not handed over yet will not be."""
        self._printing.stop()
        self._jobs.drop()

    def close(self) -> None:
        """Print nothing more."""
        self.forget()
        self._looks.drop()
        self._looking.stop()
        self._background.close()

    def _look(self, done: Callable[[str], None], failed: Callable[[Exception], None]) -> None:
        self._background.run(lambda: _usual_printer(self._looking), done, failed)

    def _found(self, printer: str) -> None:
        self._printer = printer


# Imported by the thread that needs it: not every kiosk prints, and the first picture does not wait for it.


def _usual_printer(programs: SystemPrograms) -> str:
    from election.printing import paper

    if paper.SYSTEM == "win32":
        from kiosk.support import page_printer

        return page_printer.usual_printer()
    with suppress(Stopped):
        return paper.usual_printer(programs)
    return ""


def _print(wanted: PrintReceipt, printer: str, programs: SystemPrograms) -> None:
    """Print it unless `programs` were stopped before it went. Raises NoPrinter or NotTypeset."""
    from election.printing import paper
    from election.printing.receipt_slip import ReceiptSlip, receipt_pdf, receipt_picture
    from kiosk.support.as_pictures import DOTS_PER_INCH

    if programs.is_stopped:
        return
    slip = ReceiptSlip(wanted.title, wanted.receipt, wanted.language, wanted.practice)
    if paper.SYSTEM == "win32":  # whose print verb takes files alone, and opens them when it likes
        from kiosk.support import page_printer

        picture = receipt_picture(slip, DOTS_PER_INCH)
        if not programs.is_stopped:
            page_printer.print_slip(picture, DOTS_PER_INCH)
        return
    with suppress(Stopped):
        if paper.takes_nothing(printer, programs):
            raise paper.NoPrinter
        label = slip.say("receipt_slip.label")
        paper.print_by_lp(receipt_pdf(slip), label, printer, _PATIENCE, programs)
