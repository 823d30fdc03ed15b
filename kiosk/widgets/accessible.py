"""Accessible names and descriptions of widgets, told only where they change."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget

from election.texts import without_isolation


def set_accessible_name(widget: QWidget, text: str) -> None:
    """Name `widget` `text`. Nothing is told where that is its name already: screens say all their words
    again whenever one changes.
    """
    text = without_isolation(text)
    if text != widget.accessibleName():
        widget.setAccessibleName(text)


def set_accessible_description(widget: QWidget, text: str) -> None:
    """Describe `widget` by `text`, likewise."""
    text = without_isolation(text)
    if text != widget.accessibleDescription():
        widget.setAccessibleDescription(text)


@contextmanager
def untold(widget: QWidget) -> Iterator[None]:
    """Have assistive technology told nothing of `widget` meanwhile."""
    before = getattr(widget, "is_decoration", False)
    widget.is_decoration = True  # type: ignore[attr-defined]  # what `is_silent` asks for
    try:
        yield
    finally:
        widget.is_decoration = before  # type: ignore[attr-defined]
