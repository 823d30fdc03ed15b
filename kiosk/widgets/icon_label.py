"""An icon that stands by itself."""

from PySide6.QtWidgets import QLabel, QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Length


class IconLabel(QLabel):
    """Shows ``resources/icons/<name>.svg`` in the palette's colour of that `colour` name, `length` square."""

    is_decoration = True

    def __init__(
        self,
        ui: UiContext,
        name: str = "",
        colour: str = "accent",
        length: Length = Length.ICON,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ui, self._name, self._colour, self._length = ui, name, colour, length
        self.restyle()

    def show_icon(self, name: str, colour: str | None = None) -> None:
        """Show another icon, or the same in another colour."""
        self._name, self._colour = name, colour or self._colour
        self.restyle()

    def restyle(self) -> None:
        """Draw it anew in the theme's size and colour."""
        side = self._ui.theme.px(self._length)
        self.setFixedSize(side, side)
        if self._name:
            colour = getattr(self._ui.theme.palette, self._colour)
            self.setPixmap(self._ui.icon(self._name, colour, self._length, self.devicePixelRatioF()))
