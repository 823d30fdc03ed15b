"""The buttons at the end of a page, and what is said beside them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.layout.arranged import Arranged
from kiosk.widgets.notices.notice import Notice

_MIDDLE_ENDS = 0.59  # of the width, at most: on small screens large letters leave so much to the ways on


class ButtonBar(Arranged):
    """Lays the ways `back` out at the left and the ways `on` at the right, in as many lines as they need.
    The `notice` stands between them, and above them where it would be cut off. What must be where nothing
    else is on the pages before and after stands by itself in the `middle`.
    """

    def __init__(
        self,
        ui: UiContext,
        back: Sequence[Button],
        on: Sequence[Button],
        notice: Notice | None = None,
        *,
        middle: Button | None = None,
    ) -> None:
        super().__init__(ui)
        self._back, self._on = tuple(back), tuple(on)
        self._notice, self._middle = notice, middle
        for child in (*self._back, *self._on, *(each for each in (middle, notice) if each)):
            was_hidden = child.isHidden() and child.testAttribute(
                Qt.WidgetAttribute.WA_WState_ExplicitShowHide
            )
            child.setParent(self)
            child.setVisible(not was_hidden)

    def arrange(self) -> None:
        """See `Arranged`."""
        theme = self._ui.theme
        gap, below = theme.px(Space.BLOCK), theme.px(Space.NEAR) - theme.px(Length.RING)
        lines = self._lines(gap)
        height = max((button.sizeHint().height() for line in lines for button in line), default=0)
        above, first = self._place_notice(lines, height, gap)
        top = above + below if above else 0
        for line, line_height in zip(lines, (first, *[height] * len(lines)), strict=False):
            self._place(line, top, line_height, gap)
            top += line_height + below
        self.setFixedHeight(max(0, top - below))  # last: it may come straight back here

    def _place_notice(self, lines: list[list[Button]], height: int, gap: int) -> tuple[int, int]:
        """Place the notice beside the only line of buttons, which are so high, or above all. Return the room
        it takes above, and how high the first line is with it.
        """
        notice, edge = self._notice, self._ui.theme.px(Length.RING)  # in line with the buttons' outlines
        if notice is None:
            return 0, height
        beside = self.width() - edge - sum(_width(each, gap) for line in lines for each in line)
        kept = max(height, notice.minimumHeight())
        if len(lines) == 1 and beside > 0 and not self._middle and notice.heightForWidth(beside) <= kept:
            left = sum(_width(each, gap) for each in lines[0] if each in self._back)
            own = max(notice.heightForWidth(beside), notice.minimumHeight())
            notice.setGeometry(left, (kept - own) // 2, beside, own)
            return 0, kept
        if not notice.plain_text():
            return 0, height
        width = self.width() - 2 * edge
        above = max(notice.heightForWidth(width), notice.minimumHeight())
        notice.setGeometry(edge, 0, width, above)
        return above, height

    def _lines(self, gap: int) -> list[list[Button]]:
        lines: list[list[Button]] = [[]]
        used = 0
        for button in (*self._back, *([self._middle] if self._middle else []), *self._on):
            if button.isHidden():
                continue
            width = button.sizeHint().width()
            if lines[-1] and used + width > self.width():
                lines.append([])
                used = 0
            lines[-1].append(button)
            used += width + gap
        return lines

    def _middle_end(self) -> int:
        return round(self.width() * _MIDDLE_ENDS)

    def _place(self, line: Sequence[Button], top: int, height: int, gap: int) -> None:
        left = 0
        right = self.width() + gap - sum(_width(each, gap) for each in line if each in self._on)
        for button in line:
            size = button.sizeHint()
            down = top + (height - size.height()) // 2
            if button is self._middle:
                across = min((self.width() - size.width()) // 2, self._middle_end() - size.width())
                button.setGeometry(max(left, across), down, size.width(), size.height())
            elif button in self._back:
                button.setGeometry(left, down, size.width(), size.height())
                left += size.width() + gap
            else:
                button.setGeometry(right, down, size.width(), size.height())
                right += size.width() + gap


def _width(button: Button, gap: int) -> int:
    """Return the room that a button takes with the gap beside it."""
    return button.sizeHint().width() + gap
