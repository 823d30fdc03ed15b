"""A candidate's photo, or the place left for one."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Theme
from kiosk.support.photos import ACROSS

_LARGEST_LETTERS = 1.8


def most_dots_high(theme: Theme, pixel_ratio: float) -> int:
    """Return how many dots high a portrait can become on this screen, whatever the voter chooses."""
    tallest = max(Length.TALLEST_PHOTO.value, Length.PHOTO.value * _LARGEST_LETTERS)
    return round(tallest * theme.dots_per_mm * pixel_ratio)


class Portrait(QWidget):
    """Shows the middle of `photo` (None: a silhouette) in a frame that is the same for everyone."""

    is_decoration = True

    def __init__(self, ui: UiContext, photo: QImage | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self._photo = ui, photo
        self._drawn = QPixmap()
        self.restyle()

    def restyle(self) -> None:
        """Take the size from the theme."""
        self.set_height(0)
        self._drawn = QPixmap()
        self.update()

    def set_height(self, dots: int) -> None:
        """Be so high, within what is always and what is ever wanted."""
        theme = self._ui.theme
        least = theme.px(Length.PHOTO)
        height = max(least, min(dots, round(Length.TALLEST_PHOTO.value * theme.dots_per_mm)))
        self.setFixedSize(round(height * ACROSS), height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The photo as fine as the screen is, in rounded corners, and a thin line around it."""
        theme = self._ui.theme
        line, radius = theme.px(Length.LINE), theme.px(Length.RADIUS) * 0.6
        frame = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        shape = QPainterPath()
        shape.addRoundedRect(frame, radius, radius)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(shape)
        if self._photo is None:
            self._draw_silhouette(painter)
        else:
            painter.drawPixmap(0, 0, self._scaled(self._photo))
        painter.setClipping(False)
        painter.setPen(QPen(QColor(theme.palette.edge), line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)

    def _scaled(self, photo: QImage) -> QPixmap:
        """Return the photo as it covers the frame, made anew only for another size or another screen."""
        ratio = self.devicePixelRatioF()
        size = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if self._drawn.size() != size:
            covering = photo.scaled(
                size,
                Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                Qt.TransformationMode.SmoothTransformation,
            )
            left, top = (covering.width() - size.width()) // 2, (covering.height() - size.height()) // 2
            self._drawn = QPixmap.fromImage(covering.copy(left, top, size.width(), size.height()))
            self._drawn.setDevicePixelRatio(ratio)
        return self._drawn

    def _draw_silhouette(self, painter: QPainter) -> None:
        palette, width, height = self._ui.theme.palette, self.width(), self.height()
        painter.fillRect(self.rect(), QColor(palette.track))
        painter.setPen(QPen(QColor(palette.ink_soft), self._ui.theme.px(Length.LINE) * 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(width * 0.3, height * 0.2, width * 0.4, height * 0.4))
        painter.drawEllipse(QRectF(width * 0.12, height * 0.7, width * 0.76, height * 0.7))
