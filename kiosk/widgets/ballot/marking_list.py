"""What a contest is marked in: the part of the ballot's page that differs from kind to kind."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from election.models import Contest, Marking
from kiosk.style.context import UiContext
from kiosk.support.photos import NO_PHOTOS, Photos
from kiosk.widgets.buttons.pressable import Pressable


class MarkingList(QWidget):
    """Shows one contest after the other, all of one kind, and how each is marked. It decides nothing: a touch
    only asks, by `touched` with what was touched, in a form that the kind's view knows. `room` tells how much
    of it can be seen at once, in dots.
    """

    touched = Signal(object)

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self.room: Callable[[], int] = self.height

    def show_contest(self, contest: Contest | None, photos: Photos = NO_PHOTOS) -> None:
        """Show this contest, unmarked, and no other; None forgets what was shown."""
        raise NotImplementedError

    def mark(self, marking: Marking) -> None:
        """Show what `marking` marks as marked and nothing else."""
        raise NotImplementedError

    def rows(self) -> Sequence[Pressable]:
        """Return what can be touched to mark, in the order it is read."""
        raise NotImplementedError

    def items(self) -> Sequence[QWidget]:
        """Return what is not torn apart when the page scrolls."""
        return self.rows()

    def together(self, row: QWidget) -> Sequence[QWidget]:  # noqa: ARG002 - for who needs it
        """Return what should be seen with `row` where there is room."""
        return ()

    def say_news(self, touched: object, news: str) -> None:
        """Have the row of what was `touched` say what came of it, and no other row any more."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Say everything in the language of the moment; the marks stay."""
        raise NotImplementedError

    def arrange(self) -> None:
        """Give every row its place."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew."""
        super().resizeEvent(event)
        self.arrange()
