"""What must be so on every screen, in every look and language; each check says what is wrong."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QScrollArea,
    QStyle,
    QStyleOptionFrame,
    QWidget,
)

from kiosk.app.window import KioskWindow
from kiosk.style.look import Contrast
from kiosk.style.palettes import contrast
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.pressable import Pressable
from kiosk.widgets.buttons.skip_link import SkipLink
from kiosk.widgets.icon_label import IconLabel
from kiosk.widgets.notices.countdown import CountdownRing
from kiosk.widgets.text import Text
from tests.kiosk.drawn import DRAWN, called, parts

LEAST_TARGET_MM, LEAST_APART_MM = 12.7, 2.54  # VVSG 2.0, 7.2-I
# VVSG 2.0, 7.1-C and 7.1-D. In black all that can be pressed or is marked is yellow, the rest white.
LEAST_CONTRAST = {Contrast.DAYLIGHT: 10.0, Contrast.WHITE: 20.0, Contrast.BLACK: 17.5, Contrast.SOFT: 4.5}
MOST_CONTRAST = {Contrast.SOFT: 8.0}
BESIDE_TEXT = 2  # pixels that Qt leaves free in a line to type in
known_contrast = cache(contrast)
LEAST_PART = 0.02  # of what is drawn in an area
_ROLES = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.RadioButton,
}


def settle() -> None:
    """Let a layout that wraps text ask for its height, get its width, and ask again."""
    for _ in range(5):
        QApplication.processEvents()


def seen(window: QWidget, *kinds: type[QWidget]) -> list[QWidget]:
    there = (each for kind in kinds for each in window.findChildren(kind) if each.isVisible())
    return [each for each in there if not isinstance(each, SkipLink) or each.hasFocus()]


def what_is_wrong(window: KioskWindow) -> list[str]:
    """Return a sentence for everything that is too small, too near, cut off, nameless or too wide."""
    checks = (_targets, _spaces, _texts, _hints, _widths, _places)
    return [wrong for check in checks for wrong in check(window)]


def _targets(window: KioskWindow) -> Iterator[str]:
    least = LEAST_TARGET_MM * window.ui.theme.dots_per_mm
    for target in seen(window, Pressable, QLineEdit):
        name = target.accessibleName()
        area = _touched(window, target)
        if min(area.width(), area.height()) < least:
            yield f"too small to touch: {name}"
        spoken = QAccessible.queryAccessibleInterface(target)
        if not name.strip() or spoken.text(QAccessible.Text.Name) != name:
            yield f"nameless: {type(target).__name__}"
        if spoken.role() not in _ROLES:
            yield f"of no known role: {name}"
        if isinstance(target, Button) and target.width() < target.sizeHint().width():
            yield f"cut off: button {name}"


def _spaces(window: KioskWindow) -> Iterator[str]:
    least = LEAST_APART_MM * window.ui.theme.dots_per_mm
    targets = [each for each in seen(window, Pressable, QLineEdit) if not each.visibleRegion().isEmpty()]
    areas = [(each, _touched(window, each)) for each in targets]
    for (one, here), (other, there) in combinations(areas, 2):
        if one.window() is not other.window() or one.isAncestorOf(other) or other.isAncestorOf(one):
            continue
        across = max(here.left(), there.left()) - min(here.right(), there.right()) - 1
        down = max(here.top(), there.top()) - min(here.bottom(), there.bottom()) - 1
        if max(across, down) < least and _whole(one) and _whole(other):
            yield f"too near: {one.accessibleName()}, {other.accessibleName()}"


def _touched(window: KioskWindow, target: QWidget) -> QRect:
    """Return where a touch on the window presses `target`: without the room for its ring."""
    area = target.touched() if isinstance(target, Pressable) else target.rect()
    return area.translated(target.mapTo(window, QPoint(0, 0)))


def _whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect()


def _texts(window: KioskWindow) -> Iterator[str]:
    for text in seen(window, Text):
        assert isinstance(text, Text)
        needed = text.heightForWidth(text.width()) if text.wordWrap() else text.sizeHint().height()
        too_wide = not text.wordWrap() and text.width() < text.sizeHint().width()
        if text.plain_text() and (text.height() < needed or too_wide):
            yield f"cut off: {text.plain_text()}"
        if not text.parentWidget().rect().contains(text.geometry()):
            yield f"outside of its card: {text.plain_text()}"


def _hints(window: KioskWindow) -> Iterator[str]:
    """What stands in an empty line, also while something is typed in it: it comes back."""
    for line in seen(window, QLineEdit):
        assert isinstance(line, QLineEdit)
        option = QStyleOptionFrame()
        line.initStyleOption(option)
        room = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line)
        metrics, hint = line.fontMetrics(), line.placeholderText()
        if metrics.horizontalAdvance(hint) > room.width() - 2 * BESIDE_TEXT:
            yield f"cut off: the hint {hint}"
        if metrics.height() > room.height():
            yield f"cut off above and below: what stands in {line.accessibleName()}"


def _widths(window: KioskWindow) -> Iterator[str]:
    for area in seen(window, QScrollArea):
        assert isinstance(area, QScrollArea)
        if area.widget().width() > area.viewport().width():
            yield "wider than there is room"


def _places(window: KioskWindow) -> Iterator[str]:
    """Everything lies in the window; what scrolls may be above or below, and never beside."""
    for each in seen(window, Text, Pressable, QLineEdit, IconLabel, CountdownRing):
        area = scroll_area(each)
        if area is None:
            if _is_there(each) and not _whole(each):
                yield f"out of sight: {each.accessibleName() or type(each).__name__}"
            continue
        left = each.mapTo(area.viewport(), QPoint(0, 0)).x()
        if left < 0 or left + each.width() > area.viewport().width():
            yield f"beside what can be seen: {each.accessibleName()}"


def scroll_area(widget: QWidget) -> QScrollArea | None:
    """Return the scroll area that `widget` lies in."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around


def _is_there(widget: QWidget) -> bool:
    return not isinstance(widget, Text) or bool(widget.plain_text())


def what_cannot_be_read(window: KioskWindow, look: Contrast) -> list[str]:
    """Return a sentence for all that is written or drawn with too little contrast, as it is really drawn:
    words, icons and graphics each by themselves.
    """
    picture = window.grab().toImage()
    wrong: list[str] = []
    for widget in seen(window, *DRAWN):
        if not _whole(widget):
            continue  # scrolled away
        for part in parts(widget):
            found = stands_out(colours(picture, part.area.translated(widget.mapTo(window, QPoint(0, 0)))))
            least, most = LEAST_CONTRAST[look], MOST_CONTRAST.get(look, 21.0)
            if part.least is not None or isinstance(widget, QLineEdit):  # the cursor is black
                least, most = part.least or least, 21.0
            if not least <= found <= most:
                wrong.append(f"{found:.1f}:1, {part.what} of {called(widget)}")
    return wrong


def stands_out(drawn: Counter[str]) -> float:
    """Return by how much what is drawn in an area stands out from what there is most of. The edges of letters
    and lines are softer than they are, and a stray pixel is no letter.
    """
    (ground, most) = drawn.most_common(1)[0]
    needed = LEAST_PART * (drawn.total() - most)
    by_contrast = sorted(
        ((known_contrast(ground, colour), count) for colour, count in drawn.items()), reverse=True
    )
    for found, count in by_contrast:
        needed -= count
        if needed <= 0:
            return found
    return 1.0


def colours(picture: QImage, area: QRect) -> Counter[str]:
    """Return the colours inside of `area` and how many pixels have each."""
    part = picture.copy(area).convertToFormat(QImage.Format.Format_RGB32)
    pixels = Counter(memoryview(part.constBits()).cast("I"))
    return Counter({f"#{pixel & 0xFFFFFF:06x}": count for pixel, count in pixels.items()})
