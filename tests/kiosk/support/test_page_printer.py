"""Slips printed by Qt's own means: as large as they are, on a thread of their own."""

import math
import re
import threading
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter

from election.printing.receipt_slip import ReceiptSlip, receipt_picture
from kiosk.support.page_printer import print_slip

DOTS = 200
POINTS_PER_MM = 72 / 25.4


@pytest.mark.parametrize(("paper_mm", "least_mm", "most_mm"), [(210, 71.5, 72.5), (58, 40, 58)])
def test_a_slip_is_as_large_as_it_is_or_as_wide_as_its_paper(
    tmp_path: Path, qapp: object, paper_mm: float, least_mm: float, most_mm: float
) -> None:
    file = tmp_path / "printed.pdf"
    picture = receipt_picture(ReceiptSlip("선거", "1234567890123456", "ko"), DOTS)

    def work() -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(file))
        printer.setPageSize(QPageSize(QSizeF(paper_mm, 297), QPageSize.Unit.Millimeter))
        print_slip(picture, DOTS, printer)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    (page,) = pypdf.PdfReader(file).pages
    contents = page.get_contents()
    assert contents is not None
    scales = re.findall(rb"([\d.]+) 0 0 -?[\d.]+ [\d.]+ [\d.]+ cm", contents.get_data())
    assert least_mm < math.prod(map(float, scales)) / POINTS_PER_MM < most_mm
