"""Calibration: a bar that the staff make as wide as a card, for screens that report a wrong size."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from election.admin.settings import LEAST_DOTS_PER_MM, MOST_DOTS_PER_MM
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.accessible import set_accessible_name
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.layout.tiles import Tiles

CARD_MM = 85.6  # the width of a bank or identity card: ISO/IEC 7810, ID-1
_STEPS = {"much_narrower": -20, "narrower": -1, "wider": 1, "much_wider": 20}  # dots
_SIGNS = {"much_narrower": "back-far", "narrower": "back", "wider": "next", "much_wider": "next-far"}


class CardBar(QWidget):
    """A bar so many dots wide, whatever else is set; its outline lies within."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self.dots = round(CARD_MM * ui.theme.dots_per_mm)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        """Take the height from the theme."""
        self.updateGeometry()
        self.update()

    def show_dots(self, dots: int) -> None:
        """Be so wide."""
        self.dots = dots
        self.update()

    def sizeHint(self) -> QSize:
        """The height of a row; the width is the page's."""
        return QSize(self._ui.theme.px(Length.TARGET), self._ui.theme.px(Length.ROW))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar from the left edge on."""
        palette, line = self._ui.theme.palette, self._ui.theme.px(Length.LINE)
        painter = QPainter(self)
        painter.setPen(QPen(QColor(palette.accent), line))
        painter.setBrush(QColor(palette.accent_tint))
        edge = line / 2
        painter.drawRect(QRectF(0, 0, self.dots, self.height()).adjusted(edge, edge, -edge, -edge))


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found: so many dots to a millimetre, or None to believe the screen."""

    dots_per_mm: float | None


class CalibrateScreen(PageScreen):
    """Asks for what was `Measured` to be used."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "staff.calibrate")
        self.bar = CardBar(ui)
        self.steps = {name: Button(ui, "plain", icon) for name, icon in _SIGNS.items()}
        for button in self.steps.values():
            button.clicked.connect(self._step)
            button.in_series = button.repeats = True
        self.believe_button = Button(ui, "secondary")
        self.save_button = Button(ui, "primary", "check")
        content = QWidget()
        column = Column(ui, Space.BLOCK, parent=content)
        edged = Column(ui, edges=(Length.RING, None, None, None))
        edged.addWidget(self.bar)
        column.addLayout(edged)
        column.addWidget(Tiles(ui, list(self.steps.values())))
        column.addStretch(1)
        self.believe_button.clicked.connect(self._believe)
        self.save_button.clicked.connect(self._save)
        self.lay_out(content, (self.believe_button, self.save_button))
        self.restyle()

    def show_measured(self, dots_per_mm: float) -> None:
        """Begin with what is taken for true now."""
        self.bar.show_dots(round(CARD_MM * dots_per_mm))

    def restyle(self) -> None:
        """Take the least height of the buttons from the theme."""
        theme = self.ui.theme
        for button in self.steps.values():
            button.setMinimumHeight(theme.px(Length.TARGET) + 2 * theme.px(Length.RING))

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        buttons = (self.back_button, self.believe_button, self.save_button)
        return (*self.steps.values(), *self.pane.buttons(), *buttons)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        for name, button in self.steps.items():
            button.set_text(self.ui.text(f"staff.calibrate.{name}"))
        set_accessible_name(self.bar, self.ui.text("staff.calibrate.bar"))
        self.believe_button.set_text(self.ui.text("staff.calibrate.believe"))
        self.save_button.set_text(self.ui.text("staff.calibrate.save"))

    @Slot()
    def _step(self) -> None:
        step = next(_STEPS[name] for name, button in self.steps.items() if button is self.sender())
        least, most = round(CARD_MM * LEAST_DOTS_PER_MM) + 1, round(CARD_MM * MOST_DOTS_PER_MM) - 1
        self.bar.show_dots(max(least, min(self.bar.dots + step, most, self.bar.width())))

    @Slot()
    def _believe(self) -> None:
        self.asked.emit(Measured(None))

    @Slot()
    def _save(self) -> None:
        self.asked.emit(Measured(self.bar.dots / CARD_MM))


class CalibratePage(StaffPage):
    """Uses and saves at once what was measured."""

    name, icon = "staff.calibrate", "change"
    screen: CalibrateScreen

    def make_screen(self, staff: StaffContext) -> CalibrateScreen:
        """See `StaffPage`."""
        return CalibrateScreen(staff.ui)

    def prepare(self, _subject: object = None) -> None:
        """Begin with what is taken for true now."""
        self.screen.show_measured(self.staff.ui.theme.dots_per_mm)

    def handle(self, request: object) -> None:
        """Take the measure."""
        if isinstance(request, Measured):
            settings = replace(self.staff.settings.current, dots_per_mm=request.dots_per_mm)
            self.staff.settings.keep(settings, self.screen.show_problem)
            self.prepare()
            self.screen.say_news("staff.saved")
