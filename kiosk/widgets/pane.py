"""A part of a screen that scrolls, up and down only, without any gesture."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QScroller, QVBoxLayout, QWidget

from kiosk.theme import Space
from kiosk.ui import Ui
from kiosk.widgets.button import Button

_PART_OF_A_PAGE = 0.8  # the last row before is the first one after: nobody loses their place


class Pane(QWidget):
    """Shows `content` as wide as there is room. Where it is too high, two buttons stand beside it: "up" and
    "down" by most of a page. What gets the keyboard is scrolled into sight.
    """

    def __init__(self, ui: Ui, content: QWidget) -> None:
        super().__init__()
        self._ui = ui
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(content)
        QScroller.grabGesture(self._area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.up = Button(ui, "plain", "up")
        self.down = Button(ui, "plain", "down")
        self._rail = QWidget()
        rail = QVBoxLayout(self._rail)
        rail.setContentsMargins(ui.theme.px(Space.NEAR), 0, 0, 0)
        rail.addWidget(self.up)
        rail.addStretch(1)
        rail.addWidget(self.down)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._area, 1)
        row.addWidget(self._rail)
        self._rail.hide()
        self.up.clicked.connect(self._go_up)
        self.down.clicked.connect(self._go_down)
        self._bar = self._area.verticalScrollBar()
        self._bar.valueChanged.connect(self._update)
        self._bar.rangeChanged.connect(self._update)

    def retranslate(self) -> None:
        """Name the buttons in the language of the moment."""
        self.up.say(self._ui.text("pane.up"), show=False)
        self.down.say(self._ui.text("pane.down"), show=False)

    def to_top(self) -> None:
        """Show the beginning."""
        self._bar.setValue(0)

    def reveal(self, widget: QWidget) -> None:
        """Scroll until `widget`, somewhere in the content, can be seen."""
        self._area.ensureWidgetVisible(widget, 0, self._ui.theme.px(Space.BLOCK))

    @Slot()
    def _go_up(self) -> None:
        self._bar.setValue(self._bar.value() - round(self._bar.pageStep() * _PART_OF_A_PAGE))

    @Slot()
    def _go_down(self) -> None:
        self._bar.setValue(self._bar.value() + round(self._bar.pageStep() * _PART_OF_A_PAGE))

    @Slot()
    def _update(self) -> None:
        self._rail.setVisible(self._bar.maximum() > 0)
        self.up.setEnabled(self._bar.value() > 0)
        self.down.setEnabled(self._bar.value() < self._bar.maximum())
