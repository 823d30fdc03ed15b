"""How the system is set to be seen: contrast and size, as far as Qt tells."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication

from kiosk.style.look import Contrast, Look, TextSize

# The size of what the system itself writes, in points, where nobody has changed it.
_USUAL_POINTS = {"win32": 9.0, "darwin": 13.0}
_USUAL_ELSEWHERE = 11.0  # GNOME; other desktops have 10
_LARGE, _LARGEST = 1.3, 1.75  # times as large


def system_look(platform: str = sys.platform) -> Look:
    """Return the look that comes nearest to how the system is set. The application must be there."""
    hints = QGuiApplication.styleHints()
    wanted, scheme = hints.accessibility().contrastPreference(), hints.colorScheme()
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    return nearest(wanted, scheme, font.pointSizeF() / _USUAL_POINTS.get(platform, _USUAL_ELSEWHERE))


def nearest(contrast: Qt.ContrastPreference, scheme: Qt.ColorScheme, larger: float) -> Look:
    """Return the look for a system that wants this contrast, in light or dark colours, with letters so many
    times as large as usual. Our usual is large already, and dark colours alone are a matter of taste.
    """
    size = TextSize.LARGEST if larger >= _LARGEST else TextSize.LARGE if larger >= _LARGE else TextSize.USUAL
    if contrast is not Qt.ContrastPreference.HighContrast:
        return Look(size)
    return Look(size, Contrast.BLACK if scheme is Qt.ColorScheme.Dark else Contrast.WHITE)
