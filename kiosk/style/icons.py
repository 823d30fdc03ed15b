"""Icons: one-colour drawings that take their colour and size from the theme."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from election.resources import resource


def icon(name: str, colour: str, size: int, pixel_ratio: float = 1.0) -> QPixmap:
    """Return ``resources/icons/<name>.svg`` in `colour` (``#rrggbb``), `size` device-independent pixels
    square. Raises FileNotFoundError if there is no such icon.
    """
    pixels = round(size * pixel_ratio)
    key = f"{name} {colour} {pixels} {pixel_ratio}"
    pixmap = QPixmap()
    if QPixmapCache.find(key, pixmap):  # widgets ask in the midst of painting; no disk there
        return pixmap
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(pixel_ratio)
    QPixmapCache.insert(key, pixmap)
    return pixmap
