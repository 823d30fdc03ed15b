"""What must be so on every screen, in every look and language; each check says what is wrong."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget

from kiosk.look import Contrast
from kiosk.palettes import contrast
from kiosk.theme import Length
from kiosk.widgets.button import Button
from kiosk.widgets.candidate import MarkBox
from kiosk.widgets.countdown import CountdownRing
from kiosk.widgets.key import Key
from kiosk.widgets.press import Pressable
from kiosk.widgets.sign import Sign
from kiosk.widgets.text import Text
from kiosk.window import KioskWindow

LEAST_TARGET_MM, LEAST_APART_MM = 12.7, 2.54  # VVSG 2.0, 7.2-I
# VVSG 2.0, 7.1-C and 7.1-D. In black all that can be pressed or is marked is yellow, the rest white.
LEAST_CONTRAST = {Contrast.DAYLIGHT: 10.0, Contrast.WHITE: 20.0, Contrast.BLACK: 17.5, Contrast.SOFT: 4.5}
MOST_CONTRAST = {Contrast.SOFT: 8.0}
_ROLES = {QAccessible.Role.Button, QAccessible.Role.CheckBox, QAccessible.Role.EditableText}


def settle() -> None:
    """Let a layout that wraps text ask for its height, get its width, and ask again."""
    for _ in range(5):
        QApplication.processEvents()


def seen(window: QWidget, *kinds: type[QWidget]) -> list[QWidget]:
    return [each for kind in kinds for each in window.findChildren(kind) if each.isVisible()]


def what_is_wrong(window: KioskWindow) -> list[str]:
    """Return a sentence for everything that is too small, too near, cut off, nameless or too wide."""
    return [*_targets(window), *_spaces(window), *_texts(window), *_widths(window), *_places(window)]


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
        if text.said() and (text.height() < needed or too_wide):
            yield f"cut off: {text.said()}"
        if not text.parentWidget().rect().contains(text.geometry()):
            yield f"outside of its card: {text.said()}"


def _widths(window: KioskWindow) -> Iterator[str]:
    for area in seen(window, QScrollArea):
        assert isinstance(area, QScrollArea)
        if area.widget().width() > area.viewport().width():
            yield "wider than there is room"


def _places(window: KioskWindow) -> Iterator[str]:
    """Everything lies in the window; what scrolls may be above or below, and never beside."""
    for each in seen(window, Text, Pressable, QLineEdit, Sign, CountdownRing):
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
    return not isinstance(widget, Text) or bool(widget.said())


def what_cannot_be_read(window: KioskWindow, look: Contrast) -> list[str]:
    """Return a sentence for all that is written or drawn with too little contrast, as it is really drawn."""
    picture = window.grab().toImage()
    wrong: list[str] = []
    for words in seen(window, Text, Button, Key, QLineEdit, Sign, MarkBox, CountdownRing):
        if not _whole(words) or not written(words):
            continue  # scrolled away
        inset = window.ui.theme.px(Length.TARGET) // 5 if isinstance(words, Button | QLineEdit) else 0
        inset = window.ui.theme.px(Length.HEAVY) if isinstance(words, Key) else inset
        area = words.rect().adjusted(inset, inset, -inset, -inset)
        drawn = colours(picture, area.translated(words.mapTo(window, QPoint(0, 0))))
        ((ground, _),) = drawn.most_common(1)
        found = max(contrast(ground, colour) for colour in drawn)
        most = 21.0 if isinstance(words, QLineEdit) else MOST_CONTRAST.get(look, 21.0)  # the cursor is black
        if not LEAST_CONTRAST[look] <= found <= most:
            wrong.append(f"{found:.1f}:1, {type(words).__name__} {words.accessibleName()}")
    return wrong


def colours(picture: QImage, area: QRect) -> Counter[str]:
    """Return the colours inside of `area` and how many pixels have each."""
    part = picture.copy(area).convertToFormat(QImage.Format.Format_RGB32)
    pixels = Counter(memoryview(part.constBits()).cast("I"))
    return Counter({f"#{pixel & 0xFFFFFF:06x}": count for pixel, count in pixels.items()})


def written(words: QWidget) -> str:
    """Return what stands on a widget; it may be an icon alone, and that must be seen as well."""
    if isinstance(words, Text):
        return words.said()
    if isinstance(words, QLineEdit):
        return words.text() or words.placeholderText()
    if isinstance(words, Key) and words.text() and not words.text().isalnum():
        return ""  # a dash is so thin that its edges are all there is of it
    return words.accessibleName() if isinstance(words, Pressable) else "an icon"
