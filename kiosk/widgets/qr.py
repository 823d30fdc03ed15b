"""A QR code, for a phone's camera."""

import ipaddress
import math
from urllib.parse import urlsplit

import segno
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui import Ui

_QUIET = 4  # modules around the code, ISO/IEC 18004
_MODULE_MM = 0.9  # read from a step away; in true millimetres at every text size


def reaches_others(address: str) -> bool:
    """Return whether another device can reach this http address: it names no loopback and a host."""
    host = urlsplit(address).hostname or ""
    try:
        return not (ipaddress.ip_address(host).is_loopback or ipaddress.ip_address(host).is_unspecified)
    except ValueError:
        return host not in ("", "localhost")


class QrCode(QWidget):
    """Black on white in every contrast, as cameras need it. Nothing is shown until `show_text`."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._text = ""
        self._modules: tuple[tuple[int, ...], ...] = ()
        self._dot = 1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.restyle()

    def show_text(self, text: str, name: str) -> None:
        """Show `text` as a code, called `name` by screen readers."""
        if text != self._text:
            self._text = text
            code = segno.make(text, error="m", micro=False)
            self._modules = tuple(tuple(row) for row in code.matrix)
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        """Take the size of a module from this screen."""
        self._dot = math.ceil(_MODULE_MM * self._ui.theme.dots_per_mm)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """All modules and the quiet zone, each a whole number of dots."""
        side = (len(self._modules) + 2 * _QUIET) * self._dot
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Every module a square with sharp edges."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        for down, row in enumerate(self._modules):
            for across, dark in enumerate(row):
                if dark:
                    place = (across + _QUIET) * self._dot, (down + _QUIET) * self._dot
                    painter.fillRect(*place, self._dot, self._dot, Qt.GlobalColor.black)
