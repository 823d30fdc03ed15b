"""A QR code, for a phone's camera."""

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy

from kiosk.style.context import UiContext
from kiosk.widgets.accessible import set_accessible_name

_QUIET = 4  # modules around the code, ISO/IEC 18004
_MODULE_MM = 0.9  # read from a step away; in true millimetres at every text size


def qr_picture(text: str) -> QImage:
    """Return `text` as a QR code with its quiet zone, black on white, a dot for each module. Its level is the
    highest at which it stays as small as it can be: a screen is not creased.
    """
    import segno  # a tenth as long as the whole start, for a code that not every start shows

    code = segno.make(text, error="l", micro=False)
    modules = [bytes(row) for row in code.matrix_iter(border=_QUIET)]
    picture = QImage(len(modules), len(modules), QImage.Format.Format_RGB32)
    for down, row in enumerate(modules):
        for across, dark in enumerate(row):
            picture.setPixelColor(across, down, Qt.GlobalColor.black if dark else Qt.GlobalColor.white)
    return picture


class QrCode(QLabel):
    """Black on white in every contrast, as cameras need it. Nothing is shown until `show_text`."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, called: str) -> None:
        """Show `text` as a code, `called` so by screen readers; an empty text takes the code away."""
        self._text = text
        if not text:
            self.clear()
        set_accessible_name(self, called)
        self.restyle()

    def restyle(self) -> None:
        """Draw every module as a square of a whole number of dots, as large as this screen needs."""
        if not self._text:
            return
        picture = qr_picture(self._text)
        ratio = self.devicePixelRatioF()
        side = picture.width() * math.ceil(_MODULE_MM * self._ui.theme.dots_per_mm * ratio)
        pixmap = QPixmap.fromImage(picture.scaled(side, side))
        pixmap.setDevicePixelRatio(ratio)
        self.setPixmap(pixmap)
