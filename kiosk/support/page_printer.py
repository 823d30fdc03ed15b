"""Pages on paper by Qt's own means, as pictures: for systems that take no PDF to print."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from election.printing.paper import NoPrinter


def has_printer() -> bool:
    """Return whether there is a usual printer. On the window's thread alone."""
    return not QPrinterInfo.defaultPrinter().isNull()


def usual_printer() -> str:
    """Return the name of the usual printer; an empty text where there is none."""
    return QPrinterInfo.defaultPrinter().printerName()


def print_slip(picture: bytes, dots_per_inch: float, printer: QPrinter | None = None) -> None:
    """Print a PNG on `printer` or the usual one, as large as it is in truth, or as the paper is wide where
    that is narrower. On any thread that nothing else prints on. Raises NoPrinter.
    """
    painter = _begun(_or_usual(printer))
    try:
        image, paper = QImage.fromData(picture), painter.viewport()
        scale = painter.device().logicalDpiX() / dots_per_inch
        scale = min(scale, paper.width() / image.width())
        painter.drawImage(QRectF(0, 0, image.width() * scale, image.height() * scale), image)
    finally:
        painter.end()


def print_pictures(pages: Sequence[bytes], printer: QPrinter | None = None) -> None:
    """Print these pages, each a PNG of a whole sheet, on `printer` or the usual one. On the window's thread
    alone. Raises NoPrinter.
    """
    printer = _or_usual(printer)
    printer.setFullPage(True)
    painter = _begun(printer)
    try:
        for number, page in enumerate(pages):
            if number and not printer.newPage():
                raise NoPrinter
            painter.drawImage(painter.viewport(), QImage.fromData(page))
    finally:
        painter.end()


def _or_usual(printer: QPrinter | None) -> QPrinter:
    if printer is None:
        if not has_printer():
            raise NoPrinter
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    return printer


def _begun(printer: QPrinter) -> QPainter:
    painter = QPainter()
    if not painter.begin(printer):
        raise NoPrinter
    return painter
