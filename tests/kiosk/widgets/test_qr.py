"""The QR code of the address."""

import pytest
import segno
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import catalogue
from kiosk.style.context import UiContext
from kiosk.style.theme import Theme, dots_per_mm
from kiosk.widgets.qr import QrCode

ADDRESS = "http://192.168.0.10:2020"


@pytest.mark.parametrize("dpi", [96.0, 110.0, 192.0])
def test_every_module_is_drawn_sharp_and_large_enough(qtbot: QtBot, dpi: float) -> None:
    code = QrCode(UiContext(catalogue(), Theme(dots_per_mm=dots_per_mm(dpi)), "ko"))
    qtbot.addWidget(code)
    code.show_text(ADDRESS, "address")
    code.show_text(ADDRESS, "주소")
    code.resize(code.sizeHint())
    wanted = tuple(segno.make(ADDRESS, error="l", micro=False).matrix_iter(border=4))
    dot = code.width() // len(wanted)
    assert dot / dots_per_mm(dpi) >= 0.5
    assert (code.width(), code.height()) == (dot * len(wanted),) * 2
    picture = code.grab().toImage()
    for down in range(picture.height()):
        seen = [picture.pixelColor(across, down) == QColor("black") for across in range(picture.width())]
        assert seen == [bool(wanted[down // dot][across // dot]) for across in range(picture.width())]
    assert code.accessibleName() == "주소"
