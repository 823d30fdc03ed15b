from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from kiosk.widgets.notices.spinner import Spinner


def drawn(spinner: Spinner) -> QImage:
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    spinner.paint(painter, QRectF(0, 0, 40, 40), "#000000")
    painter.end()
    return image


def test_it_does_not_tell_how_long_it_turned(qtbot: QtBot) -> None:
    owner = QObject()
    spinner = Spinner(owner)
    fresh = drawn(spinner)
    with qtbot.waitSignal(spinner.turned):
        spinner.set_running(running=True)
    assert drawn(spinner) != fresh
    spinner.set_running(running=False)
    assert drawn(spinner) == fresh
