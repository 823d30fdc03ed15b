"""Pages on paper by Qt's own means, as pictures: for systems that take no PDF to print."""

from collections.abc import Sequence

from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from election.printing.paper import NoPrinter


def has_printer() -> bool:
    """Return whether there is a usual printer. On the window's thread alone."""
    return not QPrinterInfo.defaultPrinter().isNull()


def print_pictures(pages: Sequence[bytes], printer: QPrinter | None = None) -> None:
    """Print these pages, each a PNG of a whole sheet, on `printer` or the usual one. On the window's thread
    alone. Raises NoPrinter.
    """
    if printer is None:
        if not has_printer():
            raise NoPrinter
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise NoPrinter
    try:
        for number, page in enumerate(pages):
            if number and not printer.newPage():
                raise NoPrinter
            painter.drawImage(painter.viewport(), QImage.fromData(page))
    finally:
        painter.end()
