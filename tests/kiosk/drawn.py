"""Where on a widget something is drawn that must be seen: each part by itself, as one that stands out would
hide another that does not.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLineEdit, QScrollBar, QWidget

from kiosk.keyboard.key import Key
from kiosk.staff.screens.calibration import CardBar
from kiosk.style.theme import Length
from kiosk.widgets.ballot.bars import Bar
from kiosk.widgets.ballot.mark_row import MarkRow
from kiosk.widgets.ballot.portrait import Portrait
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.choice import Sample
from kiosk.widgets.buttons.entry_button import EntryButton
from kiosk.widgets.buttons.markable import MarkBox
from kiosk.widgets.buttons.pressable import Pressable
from kiosk.widgets.how_to_vote import HowToStep
from kiosk.widgets.icon_label import IconLabel
from kiosk.widgets.notices.countdown import CountdownRing
from kiosk.widgets.notices.waiting import _Turning
from kiosk.widgets.text import Text

GRAPHICS, WORDS = 3.0, 4.5  # WCAG 2.2, 1.4.11 and 1.4.3
BESIDE = 3  # pixels of what is around, to see whether an outline stands out from it


@dataclass(frozen=True, slots=True)
class Part:
    """What is drawn in an area of a widget. It keeps `least` contrast; None: what informs must."""

    what: str
    area: QRect
    least: float | None = None


def parts(widget: QWidget) -> Iterator[Part]:
    """Yield what must stand out on `widget`, in its own coordinates."""
    for kind, find in _FINDERS:
        if isinstance(widget, kind):
            yield from find(widget)


def _text(text: Text) -> Iterator[Part]:
    if text.plain_text():
        yield Part("words", text.rect())


def _sign(sign: IconLabel) -> Iterator[Part]:
    if sign._name:
        yield Part("icon", sign.rect())


def _button(button: Button) -> Iterator[Part]:
    theme = button._ui.theme
    side = theme.px(Length.ICON)
    content = QRect(QPoint(0, 0), QSize(button._content_width(button.text()), side))
    content.moveCenter(button.rect().center())
    words, icon = QRect(content), QRect(content)
    if button._shown_icon() or button.is_busy():
        icon.setWidth(side)
        words.setLeft(icon.right() + 1)
        if button._icon_last:
            icon.moveRight(content.right())
            words.moveLeft(content.left())
        yield Part("turning sign" if button.is_busy() else "icon", icon)
    if button.text():
        yield Part("words", words)
    outlined = button._role != "quiet" and (button._role != "segment" or button.isChecked())
    if button.isEnabled() and outlined:
        inside = theme.px(Length.RING) + theme.px(Length.HEAVY)
        yield Part("outline", _left_edge(button, theme.px(Length.RING), inside), GRAPHICS)


def _key(key: Key) -> Iterator[Part]:
    inset = key._ui.theme.px(Length.HEAVY)
    # A dash is so thin that its edges are all there is of it.
    if key._icon or key.text().isalnum():
        yield Part("icon" if key._icon else "letter", key.rect().adjusted(inset, inset, -inset, -inset))
    yield Part("outline", _left_edge(key, 0, key._ui.theme.px(Length.LINE)), GRAPHICS)


def _line(line: QLineEdit) -> Iterator[Part]:
    inset = line.height() // 5
    if line.text() or line.placeholderText():
        yield Part("words", line.rect().adjusted(inset, inset, -inset, -inset))
    yield Part("outline", _left_edge(line, 0, 1), GRAPHICS)


def _mark_box(box: MarkBox) -> Iterator[Part]:
    side, outline = box.width(), box._ui.theme.px(Length.HEAVY)
    if box.marked:
        inset = side // 5
        yield Part("check", box.rect().adjusted(inset, inset, -inset, -inset))
    yield Part("box", QRect(-BESIDE, side // 2 - 1, BESIDE + outline + (0 if box.marked else BESIDE), 2))


def _row(row: MarkRow) -> Iterator[Part]:
    if row.isChecked():
        theme = row._ui.theme
        inside = theme.px(Length.RING) + theme.px(Length.HEAVY)
        yield Part("outline of what is marked", _left_edge(row, theme.px(Length.RING), inside), GRAPHICS)


def _way_in(way: EntryButton) -> Iterator[Part]:
    theme = way._ui.theme
    inside = theme.px(Length.RING) + theme.px(Length.HEAVY)
    yield Part("outline", _left_edge(way, theme.px(Length.RING), inside), GRAPHICS)


def _step(step: HowToStep) -> Iterator[Part]:
    yield Part("picture", step._picture.geometry())


def _ring(ring: CountdownRing) -> Iterator[Part]:
    side = ring.width()
    inset = side // 4
    yield Part("number", ring.rect().adjusted(inset, inset, -inset, -inset))
    if ring.left * 3 > ring.whole:  # it empties from the top to the left
        yield Part("ring", QRect(0, side // 2 - 1, inset, 2))


def _bar(bar: Bar) -> Iterator[Part]:
    height, middle = bar.height(), bar.height() // 2
    new = bar.width() * bar.votes // bar.whole
    old = bar.width() * bar.carried // bar.whole
    if new > 4 * BESIDE:
        where = max(2 * BESIDE, min(new // 2, height))
        yield Part("votes on the card", QRect(where, height - BESIDE, BESIDE, 2 * BESIDE), GRAPHICS)
    if new > 4 * BESIDE and new + old < bar.width() - height:
        end = new + old
        yield Part("where the bar ends", QRect(end - BESIDE, middle - 1, 2 * BESIDE, 2), GRAPHICS)
    if old > 4 * BESIDE:
        yield Part("votes carried over", QRect(new + 1, middle - 4, min(old - 2, 40), 8), GRAPHICS)


def _scroll_bar(bar: QScrollBar) -> Iterator[Part]:
    if bar.maximum() > 0:
        middle = bar.width() // 2
        yield Part("where one is", bar.rect().adjusted(middle - 1, 2, -middle + 1, -2), GRAPHICS)


def _portrait(portrait: Portrait) -> Iterator[Part]:
    if portrait._photo is None:
        inset = portrait.width() // 10
        yield Part("silhouette", portrait.rect().adjusted(inset, inset, -inset, -inset), GRAPHICS)


def _turning(turning: _Turning) -> Iterator[Part]:
    yield Part("turning sign", turning.rect())


def _sample(sample: Sample) -> Iterator[Part]:
    """In the colours of another look, whose words are never less than these."""
    left = sample.rect().adjusted(2, 2, -sample.width() // 2 - 1, -2)
    yield Part("first letter", left, WORDS)
    yield Part("second letter", left.translated(sample.width() // 2, 0), WORDS)


def _card_bar(bar: CardBar) -> Iterator[Part]:
    yield Part("outline", _left_edge(bar, 0, bar._ui.theme.px(Length.LINE)), GRAPHICS)


def _left_edge(widget: QWidget, outside: int, inside: int) -> QRect:
    """Return a strip across the left outline, which lies between `outside` and `inside`, with some of what is
    on either side.
    """
    return QRect(outside - BESIDE, widget.height() // 2, inside - outside + 2 * BESIDE, 2)


_FINDERS: tuple[tuple[type[QWidget], Callable[..., Iterator[Part]]], ...] = (
    (Text, _text),
    (IconLabel, _sign),
    (Button, _button),
    (Key, _key),
    (QLineEdit, _line),
    (MarkBox, _mark_box),
    (MarkRow, _row),
    (EntryButton, _way_in),
    (HowToStep, _step),
    (CountdownRing, _ring),
    (Bar, _bar),
    (QScrollBar, _scroll_bar),
    (Portrait, _portrait),
    (_Turning, _turning),
    (Sample, _sample),
    (CardBar, _card_bar),
)
DRAWN = tuple(kind for kind, _ in _FINDERS)


def called(widget: QWidget) -> str:
    """Return what a person would call `widget`."""
    name = widget.accessibleName()
    around = widget.parentWidget()
    while not name and around is not None and not isinstance(widget, Pressable):
        name, around = around.accessibleName(), around.parentWidget()
    return f"{type(widget).__name__} {name}"
