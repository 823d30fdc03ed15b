"""Pages on paper by Qt's own means, as pictures: for systems that take no PDF to print."""

from collections.abc import Sequence

from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from election.printing.paper import NoPrinter


def print_pictures(pages: Sequence[bytes], printer: QPrinter | None = None) -> None:
    """Print these pages, each a PNG of a whole sheet, on `printer` or the usual one. On the window's thread
    alone. Raises NoPrinter.
    """
    if printer is None:
        if QPrinterInfo.defaultPrinter().isNull():
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
