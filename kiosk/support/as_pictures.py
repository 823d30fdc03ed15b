"""Pages that the system takes no PDF of: made on any thread, and printed as pictures on the window's own.

Qt's part for printing is loaded when it is asked for, not at every start.
"""

from collections.abc import Callable, Sequence

from election.printing.paper import NoPrinter

DOTS_PER_INCH = 200


class AsPictures(Exception):
    """There is nothing that takes the PDF: these are its `pages`, each a PNG of a whole sheet."""

    def __init__(self, pages: Sequence[bytes]) -> None:
        super().__init__()
        self.pages = pages


def or_pictures(done: Callable[[], None], failed: Callable[[Exception], None]) -> Callable[[Exception], None]:
    """Return what is called with an error, on the window's thread: it prints `AsPictures` and calls `done`;
    with any other error, and where there is no printer, it calls `failed`.
    """

    def handle(error: Exception) -> None:
        if isinstance(error, AsPictures):
            from kiosk.support import page_printer

            try:
                page_printer.print_pictures(error.pages)
            except NoPrinter as none:
                failed(none)
            else:
                done()
        else:
            failed(error)

    return handle


def takes_pictures() -> bool:
    """Return whether Qt knows a printer. On the window's thread alone."""
    from kiosk.support import page_printer

    return page_printer.has_printer()
