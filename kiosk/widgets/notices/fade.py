"""The short change from one screen to the next."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSizeF, Qt, QVariantAnimation, Slot
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

FADE_MS = 120


def system_is_calm() -> bool:
    """Return whether the system is set to show no animations."""
    from PySide6.QtWidgets import QStyle  # its names alone would take a thirtieth of the whole start

    style = QApplication.style()
    return style is not None and style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) <= 0


class Fade(QWidget):
    """Lies over `below` for `duration_ms` with a fading picture of what was there; 0 shows none at all.

    Touches and keys go through it to the new screen from the first moment. `drop` and the end throw the
    picture away: it may show what a voter chose.
    """

    is_decoration = True

    def __init__(self, below: QWidget, duration_ms: int = FADE_MS) -> None:
        super().__init__(below)
        self._below = below
        self._picture = QPixmap()
        self._calm = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._animation = QVariantAnimation(self)
        self._animation.setDuration(duration_ms)
        self._animation.setStartValue(1.0)
        self._animation.setEndValue(0.0)
        self._animation.valueChanged.connect(self._step)
        self._animation.finished.connect(self.drop)
        below.installEventFilter(self)
        self.hide()

    def set_calm(self, *, calm: bool) -> None:
        """Show no motion from here on, or show it again; none is shown either where the system is calm."""
        self._calm = calm
        self.drop()

    def change(self, switch: Callable[[], None]) -> None:
        """Call `switch`, which changes what is below, and fade from the one to the other."""
        self.drop()
        if self._calm or not self._animation.duration() or not self._below.isVisible() or system_is_calm():
            switch()
            return
        self._picture = self._shown()
        switch()
        self.setGeometry(self._below.rect())
        self.raise_()
        self.show()
        self._animation.start()

    @Slot()
    def drop(self) -> None:
        """Throw the picture away and show what is below, at once."""
        self._animation.stop()
        self._picture = QPixmap()
        self.hide()

    def holds_picture(self) -> bool:
        """Return whether there is anything left of the screen before."""
        return not self._picture.isNull()

    def eventFilter(self, _below: QObject, event: QEvent) -> bool:
        """A picture of another size fits no more."""
        if event.type() is QEvent.Type.Resize:
            self.drop()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what is left of the screen before."""
        painter = QPainter(self)
        painter.setOpacity(float(self._animation.currentValue() or 0.0))
        painter.drawPixmap(0, 0, self._picture)

    def _shown(self) -> QPixmap:
        """Return what stands on the screen now, as it was painted last: at no cost, and as the voter sees it
        even if widgets have changed since.
        """
        window = self._below.window()
        store = window.backingStore()
        painted = store.paintDevice() if store is not None else None
        if not isinstance(painted, QImage):
            return self._below.grab()
        ratio = painted.devicePixelRatio()
        place = QRectF(self._below.mapTo(window, QPointF(0, 0)) * ratio, QSizeF(self._below.size()) * ratio)
        return QPixmap.fromImage(painted.copy(place.toRect()))

    @Slot()
    def _step(self) -> None:
        self.update()
