"""Layouts whose gaps and edges come from the theme, and follow it."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLayout, QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space

Gap = Space | Length | None  # None: nothing
Edges = tuple[Gap, Gap, Gap, Gap]  # left, top, right, bottom


def restyle_all(root: QObject) -> None:
    """Have everything below `root` that has a `restyle` take its sizes and colours from the theme anew.

    Qt tells widgets of a new stylesheet (`QEvent.StyleChange`), but not layouts, which are a third of these,
    and it tells all others as well. Looking for the method takes 2 ms of the 200 that a new look takes.
    """
    for child in root.findChildren(QObject):
        if (restyle := getattr(child, "restyle", None)) is not None:
            restyle()


def discard_widget(widget: QWidget) -> None:
    """Take `widget` out of the window, at once and for good. The keyboard goes with it, and not to one after
    another of what is still there.
    """
    (widget.focusWidget() or widget).clearFocus()
    widget.setParent(None)
    widget.deleteLater()


def clear_layout(layout: QBoxLayout) -> None:
    """Take every widget out of `layout`, at once and for good. A stretch stays."""
    for at in reversed(range(layout.count())):
        item = layout.itemAt(at)
        if item is not None and (widget := item.widget()) is not None:
            layout.removeWidget(widget)  # nobody would ever delete the item that `takeAt` hands out
            discard_widget(widget)


def update_geometry_upwards(widget: QWidget) -> None:
    """Have everything around `widget` ask at once how much room is needed now that it came or went. By itself
    Qt does so in the next turn of the loop, and what comes before then is given room by what was.
    """
    around = widget.parentWidget()
    while around is not None:
        around.updateGeometry()
        around = around.parentWidget()


def _edges(ui: UiContext, layout: QLayout, edges: Gap | Edges) -> None:
    four = edges if isinstance(edges, tuple) else (edges,) * 4
    layout.setContentsMargins(*(_px(ui, edge) for edge in four))


def _px(ui: UiContext, gap: Gap) -> int:
    return 0 if gap is None else ui.theme.px(gap)


class _Box(QBoxLayout):
    """One widget after the other."""

    def __init__(
        self,
        direction: QBoxLayout.Direction,
        ui: UiContext,
        gap: Gap,
        edges: Gap | Edges,
        parent: QWidget | None,
    ) -> None:
        super().__init__(direction, parent) if parent else super().__init__(direction)
        self._ui, self._gap, self._around = ui, gap, edges
        self.restyle()

    def restyle(self) -> None:
        """Take gap and edges from the theme."""
        self.setSpacing(_px(self._ui, self._gap))
        _edges(self._ui, self, self._around)


class Row(_Box):
    """From left to right, `gap` between, `edges` around: one for all four, or one for each."""

    def __init__(
        self, ui: UiContext, gap: Gap = None, edges: Gap | Edges = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight, ui, gap, edges, parent)


class Column(_Box):
    """From top to bottom; otherwise like `Row`."""

    def __init__(
        self, ui: UiContext, gap: Gap = None, edges: Gap | Edges = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(QBoxLayout.Direction.TopToBottom, ui, gap, edges, parent)


class Grid(QGridLayout):
    """Rows and columns, with a gap `across` between columns and another `down` between rows."""

    def __init__(
        self, ui: UiContext, across: Gap = None, down: Gap = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent) if parent else super().__init__()
        self._ui, self._across, self._down = ui, across, down
        self.restyle()

    def restyle(self) -> None:
        """Take the gaps from the theme."""
        self.setHorizontalSpacing(_px(self._ui, self._across))
        self.setVerticalSpacing(_px(self._ui, self._down))
        self.setContentsMargins(0, 0, 0, 0)
