"""Buttons: large, plainly buttons, pressed by finger, mouse or key, acting on release."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.accessible import set_accessible_name
from kiosk.widgets.buttons.pressable import Pressable, draw_ring
from kiosk.widgets.notices.spinner import Spinner

_ON_BANNERS = ("filled", "hollow")


class Button(Pressable):
    """A button with a text, an icon, or both. `role`: "primary" for the one way on, "secondary" for others,
    "plain" where many stand together, "quiet" for what is always there and seldom wanted, "segment" for a
    part of `Segments`, "filled" on the full-screen messages and "hollow" for what is of second rank there.
    """

    def __init__(
        self,
        ui: UiContext,
        role: str = "secondary",
        icon: str = "",
        *,
        icon_last: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ui, parent)
        self._role = role
        self._icon = icon
        self._icon_last = icon_last
        self._spinner: Spinner | None = None  # made when it is first busy, which most never are
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str, *, name: str = "", icon: str | None = None, show: bool = True) -> None:
        """Set the text, which is the accessible name as well unless there is a `name`; `show` False leaves
        only the icon to see.
        """
        self.setText(text if show else "")
        set_accessible_name(self, name or text)
        if icon is not None:
            self._icon = icon
        self.updateGeometry()
        self.update()

    def set_role(self, role: str) -> None:
        """Become a button of another role."""
        if role != self._role:
            self._role = role
            self.setProperty("role", role)
            self.style().polish(self)
            self.update()

    def restyle(self) -> None:
        """Have the theme asked anew."""
        self.updateGeometry()
        self.update()

    def set_busy(self, *, busy: bool) -> None:
        """Show that what the button started is under way; it cannot be pressed meanwhile."""
        if self._spinner is None and busy:
            self._spinner = Spinner(self)
            self._spinner.turned.connect(self.update)
        if self._spinner is not None:
            self._spinner.set_running(running=busy)
        self.setEnabled(not busy)
        self._show_off()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Look as what cannot be pressed now, unless it is busy."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange:
            self._show_off()

    def _show_off(self) -> None:
        off = not self.isEnabled() and not self.is_busy()
        if off is not bool(self.property("off")):
            self.setProperty("off", off)
            self.style().polish(self)

    def is_busy(self) -> bool:
        """Return whether what the button started is under way."""
        return self._spinner is not None and self._spinner.is_running()

    def sizeHint(self) -> QSize:
        """Room for text and icon, and never less than a finger needs."""
        theme = self._ui.theme
        width, target = self.width_with(self.text()), theme.px(Length.TARGET)
        return QSize(width, max(target, self.fontMetrics().height()) + 2 * theme.px(Length.RING))

    def width_with(self, text: str) -> int:
        """Return how wide it would be with `text`, in dots."""
        theme = self._ui.theme
        self.ensurePolished()
        width = self._content_width(text) + 2 * theme.px(Space.BLOCK)
        return max(width, theme.px(Length.TARGET)) + 2 * theme.px(Length.RING)

    def minimumSizeHint(self) -> QSize:
        """The same: a button is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The stylesheet draws what is behind, this the icon, the text and the ring."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_content(painter)
        if self.hasFocus():
            ink = "on_banner" if self._role in _ON_BANNERS else "ink"
            draw_ring(self, painter, self._ui.theme, getattr(self._ui.theme.palette, ink))

    def _colour(self) -> str:
        palette = self._ui.theme.palette
        if self._role == "hollow":
            return palette.banner if self.isDown() else palette.rim
        if not self.isEnabled() and not self.is_busy():
            return palette.ink_soft
        filled = self._role == "primary" or (self.isChecked() and self._role != "segment")
        return palette.on_accent if filled is not self.isDown() else palette.accent

    def _shown_icon(self) -> str:
        return "check" if self.isChecked() and not self._icon else self._icon

    def _content_width(self, text: str) -> int:
        theme = self._ui.theme
        words = self.fontMetrics().horizontalAdvance(text) if text else 0
        icon = theme.px(Length.ICON) if self._icon or self.isCheckable() or self.is_busy() else 0
        return words + icon + (theme.px(Space.TIGHT) * 2 if words and icon else 0)

    def _paint_content(self, painter: QPainter) -> None:
        colour = self._colour()
        size = self._ui.theme.px(Length.ICON)
        area = QRect(QPoint(0, 0), QSize(self._content_width(self.text()), self.height()))
        area.moveCenter(self.rect().center())
        spinner = self._spinner if self.is_busy() else None
        if self._shown_icon() or spinner:
            icon = QRect(area.left(), area.center().y() - size // 2 + 1, size, size)
            if self._icon_last:
                icon.moveRight(area.right())
            if spinner:
                spinner.paint(painter, QRectF(icon), colour)
            else:
                pixmap = self._ui.icon(self._shown_icon(), colour, pixel_ratio=self.devicePixelRatioF())
                painter.drawPixmap(icon.topLeft(), pixmap)
        painter.setPen(colour)
        side = Qt.AlignmentFlag.AlignLeft if self._icon_last else Qt.AlignmentFlag.AlignRight
        if not (self._icon or self.isChecked() or self.is_busy()):
            side = Qt.AlignmentFlag.AlignHCenter
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, self.text())
