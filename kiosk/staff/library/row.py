"""One election in the list: a card that is a button."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygon

from election.archive.listing import ListedElection
from kiosk.staff.library.words import ICONS, state_of, title_of
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.accessible import set_accessible_description, set_accessible_name
from kiosk.widgets.buttons.card_button import CardButton, pass_touches_through
from kiosk.widgets.icon_label import IconLabel
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.text import Text


class ElectionRow(CardButton):
    """Its title and how it stands. One for practice has stripes at its end; one that cannot be read is told
    by icon and colour.
    """

    def __init__(self, ui: UiContext, listed: ListedElection) -> None:
        super().__init__(ui)
        self.listed = listed
        self.title, self.about = Text("lead"), Text("about")
        colour = "accent" if listed.problem is None else "error"
        icon = IconLabel(ui, ICONS[listed.state], colour, Length.BOX)
        arrow = IconLabel(ui, "next", length=Length.ICON)
        pass_touches_through(icon, self.title, self.about, arrow)
        words = Column(ui, Space.TIGHT)
        words.addWidget(self.title)
        words.addWidget(self.about)
        end = Space.WIDE if listed.practice else Space.BLOCK
        row = Row(ui, Space.BLOCK, (Space.BLOCK, Space.NEAR, end, Space.NEAR), parent=self)
        row.addWidget(icon)
        row.addLayout(words, 1)
        row.addWidget(arrow)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        title, state = title_of(self._ui, self.listed), state_of(self._ui, self.listed)
        if self.listed.practice:
            state = f"{self._ui.text('library.row.practice')} · {state}"
        self.title.set_text(title)
        self.about.set_text(state)
        set_accessible_name(self, title)
        set_accessible_description(self, state)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Stripes at the right, for practice."""
        super().paintEvent(event)
        if not self.listed.practice:
            return
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.touched()
        inset, width = theme.px(Length.RADIUS), theme.px(Space.FAR)
        area = area.adjusted(area.width() - width, inset, -inset // 2, -inset)
        painter.setClipRect(area)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.palette.warning))
        step = max(4, theme.px(Space.NEAR))
        for top in range(area.top() - width, area.bottom() + width, 2 * step):
            corners = ((0, width), (0, width + step), (width, step), (width, 0))
            painter.drawPolygon(QPolygon([QPoint(area.left() + x, top + y) for x, y in corners]))
