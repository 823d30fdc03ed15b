"""The buttons at the end of a page, and what is said beside them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from kiosk.theme import Length, Space
from kiosk.ui import Ui
from kiosk.widgets.arranged import Arranged
from kiosk.widgets.button import Button
from kiosk.widgets.notice import Notice


class Foot(Arranged):
    """Lays the ways `back` out at the left and the ways `on` at the right, in as many lines as they need.
    The `notice` stands between them, and above them where it would be cut off.
    """

    def __init__(
        self, ui: Ui, back: Sequence[Button], on: Sequence[Button], notice: Notice | None = None
    ) -> None:
        super().__init__(ui)
        self._back, self._on = tuple(back), tuple(on)
        self._notice = notice
        for child in (*self._back, *self._on, *([notice] if notice else [])):
            was_hidden = child.isHidden() and child.testAttribute(
                Qt.WidgetAttribute.WA_WState_ExplicitShowHide
            )
            child.setParent(self)
            child.setVisible(not was_hidden)

    def arrange(self) -> None:
        """See `Arranged`."""
        gap = self._ui.theme.px(Space.BLOCK)
        lines = self._lines(gap)
        line_height = max((button.sizeHint().height() for line in lines for button in line), default=0)
        down = self._ui.theme.px(Space.NEAR) - self._ui.theme.px(Length.RING)
        first, top = line_height, 0
        if self._notice is not None:
            edge = self._ui.theme.px(Length.RING)  # in line with the outlines of the buttons
            between = (
                self.width() - edge - sum(each.sizeHint().width() + gap for line in lines for each in line)
            )
            kept = max(line_height, self._notice.minimumHeight())
            needed = self._notice.heightForWidth(between) if between > 0 else kept + 1
            if len(lines) == 1 and needed <= kept:
                first = kept
                left = sum(each.sizeHint().width() + gap for each in lines[0] if each in self._back)
                height = max(needed, self._notice.minimumHeight())
                self._notice.setGeometry(left, (first - height) // 2, between, height)
            elif self._notice.said():
                height = max(
                    self._notice.heightForWidth(self.width() - 2 * edge), self._notice.minimumHeight()
                )
                self._notice.setGeometry(edge, 0, self.width() - 2 * edge, height)
                top = height + down
        for at, line in enumerate(lines):
            height = line_height if at else first
            self._place(line, top, height, gap)
            top += height + down
        self.setFixedHeight(max(0, top - down))  # last: it may come straight back here

    def _lines(self, gap: int) -> list[list[Button]]:
        lines: list[list[Button]] = [[]]
        used = 0
        for button in (*self._back, *self._on):
            if button.isHidden():
                continue
            width = button.sizeHint().width()
            if lines[-1] and used + width > self.width():
                lines.append([])
                used = 0
            lines[-1].append(button)
            used += width + gap
        return lines

    def _place(self, line: Sequence[Button], top: int, height: int, gap: int) -> None:
        left = 0
        right = self.width() - sum(each.sizeHint().width() + gap for each in line if each in self._on) + gap
        for button in line:
            size = button.sizeHint()
            x = left if button in self._back else right
            button.setGeometry(x, top + (height - size.height()) // 2, size.width(), size.height())
            if button in self._back:
                left += size.width() + gap
            else:
                right += size.width() + gap
