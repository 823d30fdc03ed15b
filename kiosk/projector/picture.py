"""Draws a page."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from election.voting.counts.flow import Colours, flow_svg
from kiosk.projector.lettering import Lettering
from kiosk.projector.page import HEIGHT, LEAST, Bar, Code, Flow, Page, Side, Words
from kiosk.style.palettes import DAYLIGHT, Palette
from kiosk.widgets.qr import qr_picture

_SIDES = {
    Side.LEFT: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute,
    Side.MIDDLE: Qt.AlignmentFlag.AlignHCenter,
    Side.RIGHT: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute,
}
_ONE_LINE = Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
_WATERMARK, _SLANT, _FAINT = 0.65, -20, 0.12  # how wide it is, in degrees, how much of its colour is seen
_TALLEST = 400
_MARK_WIDTH, _EDGE = 8, 3


class Picture(QWidget):
    """Shows a page as large as there is room, in the middle. It takes neither focus nor presses."""

    is_decoration = True

    def __init__(self, lettering: Lettering) -> None:
        super().__init__()
        self._lettering = lettering
        self.page, self.palette_shown = Page(black=True), DAYLIGHT
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_page(self, page: Page, palette: Palette) -> None:
        """Show this page in these colours."""
        self.page, self.palette_shown = page, palette
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw all of it anew."""
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page in the middle, and nothing but its ground around it."""
        painter = QPainter(self)
        page, palette = self.page, self.palette_shown
        if page.black:
            painter.fillRect(self.rect(), Qt.GlobalColor.black)
            return
        painter.fillRect(self.rect(), QColor(palette.ground))
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        scale = min(self.width() / page.width, self.height() / HEIGHT)
        painter.translate((self.width() - page.width * scale) / 2, (self.height() - HEIGHT * scale) / 2)
        painter.scale(scale, scale)
        if page.watermark:
            self._draw_watermark(painter)
        for item in page.items:
            match item:
                case Words():
                    self._draw_words(painter, item)
                case Bar():
                    self._draw_bar(painter, item)
                case Code():
                    _draw_code(painter, item)
                case Flow():
                    self._draw_flow(painter, item)

    def _draw_words(self, painter: QPainter, words: Words) -> None:
        painter.setFont(self._lettering.font(words.letters, bold=words.bold))
        painter.setPen(QColor(getattr(self.palette_shown, words.ink.value)))
        box = QRectF(words.box.left, words.box.top, words.box.width, words.box.height)
        painter.drawText(box, int(_SIDES[words.side] | Qt.AlignmentFlag.AlignVCenter | _ONE_LINE), words.text)

    def _draw_bar(self, painter: QPainter, bar: Bar) -> None:
        palette, box = self.palette_shown, bar.box
        painter.setPen(QPen(QColor(palette.edge), _EDGE))
        painter.setBrush(QColor(palette.track))
        radius = box.height / 4
        around = QRectF(box.left, box.top, box.width, box.height)
        painter.drawRoundedRect(around, radius, radius)
        if bar.part > 0:
            shape = QPainterPath()
            shape.addRoundedRect(around, radius, radius)
            painter.save()
            painter.setClipPath(shape)
            painter.fillRect(
                QRectF(box.left, box.top, box.width * min(bar.part, 1.0), box.height), QColor(palette.accent)
            )
            painter.restore()
        if bar.mark is not None:
            middle = box.left + box.width * bar.mark
            above = box.height / 3
            painter.fillRect(
                QRectF(middle - _MARK_WIDTH / 2, box.top - above, _MARK_WIDTH, box.height + 2 * above),
                QColor(palette.ink),
            )

    def _draw_flow(self, painter: QPainter, flow: Flow) -> None:
        palette, box = self.palette_shown, flow.box
        colours = Colours(
            ink=palette.ink,
            bar=palette.accent,
            stays=palette.accent_tint,
            moves=palette.ink_soft,
            over=palette.edge,
            font=self._lettering.font(LEAST, bold=False).families()[0],
            size=flow.size,
        )
        svg = flow_svg(flow.count, flow.names, flow.left_over, colours)
        drawing = QSvgRenderer(QByteArray(svg.encode()))
        size = drawing.defaultSize()
        scale = min(box.width / size.width(), box.height / size.height())
        width, height = size.width() * scale, size.height() * scale
        drawing.render(painter, QRectF(box.left + (box.width - width) / 2, box.top, width, height))

    def _draw_watermark(self, painter: QPainter) -> None:
        painter.save()
        painter.setOpacity(_FAINT)
        painter.setPen(QColor(self.palette_shown.ink))
        page, letters = self.page, self._lettering
        wide = page.width * _WATERMARK / letters.width(page.watermark, LEAST, bold=True)
        painter.setFont(letters.font(min(_TALLEST, wide * LEAST), bold=True))
        painter.translate(page.width / 2, HEIGHT / 2)
        painter.rotate(_SLANT)
        across = QRectF(-page.width, -HEIGHT, 2 * page.width, 2 * HEIGHT)
        painter.drawText(across, int(Qt.AlignmentFlag.AlignCenter | _ONE_LINE), self.page.watermark)
        painter.restore()


def _draw_code(painter: QPainter, code: Code) -> None:
    box = QRectF(code.box.left, code.box.top, code.box.width, code.box.height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
    painter.drawImage(box, qr_picture(code.text))
    painter.restore()
