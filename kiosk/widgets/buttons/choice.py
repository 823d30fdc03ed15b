"""A setting that can be chosen or switched, as a tile with a mark and, where it helps, a sample."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Size, Space, Theme
from kiosk.widgets.accessible import set_accessible_name
from kiosk.widgets.buttons.card_button import pass_touches_through
from kiosk.widgets.buttons.markable import Markable
from kiosk.widgets.layout.boxes import Row
from kiosk.widgets.text import Text

_LETTERS = ("가", "A")


class Sample(QWidget):
    """Two letters as they look in another theme; `derive` makes it of the one that is used now. With
    `colours` the second stands on what can be pressed, as on a button.
    """

    is_decoration = True

    def __init__(
        self, ui: UiContext, derive: Callable[[Theme], Theme], parent: QWidget | None = None, *, colours: bool
    ) -> None:
        super().__init__(parent)
        self._ui = ui
        self._derive = derive
        self._colours = colours
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        """Take size and colours from the theme."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the letters with a margin."""
        metrics = QFontMetrics(self._font())
        edge = self._ui.theme.px(Space.TIGHT)
        widths = [metrics.horizontalAdvance(letter) for letter in _LETTERS]
        width = 2 * max(widths) + 4 * edge if self._colours else sum(widths) + 4 * edge
        return QSize(width, metrics.height() + edge)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The other theme's ink on its surface, and words on its colour."""
        palette = self._derive(self._ui.theme).palette
        line = self._ui.theme.px(Length.LINE)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font())
        radius = self._ui.theme.px(Length.RADIUS) / 2
        outline = QPainterPath()
        outline.addRoundedRect(
            QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2), radius, radius
        )
        painter.fillPath(outline, QColor(palette.surface))
        painter.setPen(QColor(palette.ink))
        if self._colours:
            left, right = self.rect(), self.rect()
            left.setRight(self.width() // 2)
            right.setLeft(self.width() // 2)
            painter.drawText(left, Qt.AlignmentFlag.AlignCenter, _LETTERS[0])
            painter.setClipRect(right)
            painter.fillPath(outline, QColor(palette.accent))
            painter.setClipping(False)
            painter.setPen(QColor(palette.on_accent))
            painter.drawText(right, Qt.AlignmentFlag.AlignCenter, _LETTERS[1])
        else:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "".join(_LETTERS))
        painter.strokePath(outline, QPen(QColor(self._ui.theme.palette.edge), line))

    def _font(self) -> QFont:
        theme = self._derive(self._ui.theme)
        font = QFont(list(theme.families))
        font.setPixelSize(theme.font_px(Size.BODY))
        return font


class Choice(Markable):
    """A setting to be marked. `derive` is what its sample shows."""

    def __init__(
        self,
        ui: UiContext,
        derive: Callable[[Theme], Theme] | None = None,
        parent: QWidget | None = None,
        *,
        one_of: bool = False,
        colours: bool = False,
    ) -> None:
        super().__init__(ui, parent, one_of=one_of)
        self._text = Text("label", self)
        self._text.setWordWrap(True)
        row = Row(ui, Space.NEAR, (Space.BLOCK, Space.NEAR, Space.BLOCK, Space.NEAR), self)
        row.addWidget(self.box)
        if derive is not None:
            sample = Sample(ui, derive, self, colours=colours)
            pass_touches_through(sample)
            row.addWidget(sample)
        row.addWidget(self._text, 1)
        pass_touches_through(self._text)
        self.restyle()

    def restyle(self) -> None:
        """Take the least height from the theme."""
        theme = self._ui.theme
        self.setMinimumHeight(theme.px(Length.TARGET) + 2 * theme.px(Length.RING))

    def set_text(self, text: str) -> None:
        """Name it."""
        self._text.set_text(text)
        set_accessible_name(self, text)

    def sizeHint(self) -> QSize:
        """Room for the name in one line."""
        hint = super().sizeHint()
        words = self._text.fontMetrics().horizontalAdvance(self._text.plain_text())
        return QSize(hint.width() - self._text.sizeHint().width() + words + 2, hint.height())


def set_places(group: str, choices: Sequence[Choice]) -> None:
    """Have every one of `choices` say that it is one of so many of `group`."""
    for number, choice in enumerate(choices, 1):
        choice.set_place(group, number, len(choices))
