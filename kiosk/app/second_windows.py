"""What is shown on a second screen, made when it is first needed."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from election.i18n.catalogue import Catalogue
from election.library import Library
from kiosk.app.booth import Booth
from kiosk.style.context import UiContext
from kiosk.style.palettes import DAYLIGHT

if TYPE_CHECKING:
    from kiosk.app.window import KioskWindow
    from kiosk.projector.projector import Projector
    from kiosk.projector.window import SecondScreens
    from kiosk.staff.desk.window import DeskWindow


class SecondWindows(QObject):
    """Makes the projector and the desk's window beside `window`, in which people vote. They begin in the
    organiser's language, whatever a voter has chosen.
    """

    def __init__(self, window: "KioskWindow", catalogue: Catalogue, library: Library) -> None:
        super().__init__(window)
        self._window, self._catalogue, self._library = window, catalogue, library
        self._screens: SecondScreens | None = None
        self._projector: Projector | None = None
        self._desk: DeskWindow | None = None

    def booth(self, *, here: bool) -> Booth:
        """Return the booth for a desk that is `here`, in the voters' window, or in its own."""
        window = self._window
        return Booth(
            window.service_calls,
            window.voter_flow,
            lambda: window.staff,
            lambda: window.idle_lock,
            here=here,
        )

    def projector(self) -> "Projector":
        """Return the one projector."""
        if self._projector is None:
            from kiosk.projector.projector import Projector
            from kiosk.voter.contests import view_of

            window = self._window
            self._projector = Projector(
                self._new_ui(),
                self._library,
                window.network,
                window.background,
                self._second_screens(),
                lambda ui, result: view_of(result.contest).count_table(ui, result),
                window,
            )
            window.bridge.changed.connect(self._projector.refresh)
        return self._projector

    def desk(self) -> "DeskWindow":
        """Return what opens the desk's window."""
        if self._desk is None:
            from kiosk.staff.desk.window import DeskWindow

            window = self._window
            staff = replace(window.staff.context, booth=self.booth(here=False))
            self._desk = DeskWindow(self._new_ui, staff, self._second_screens(), window)
            window.bridge.event_received.connect(self._desk.event_received)
        return self._desk

    def close(self) -> None:
        """Close what is open; nothing opens any more."""
        if self._projector is not None:
            self._projector.end()
        if self._desk is not None:
            self._desk.close()

    def _second_screens(self) -> "SecondScreens":
        if self._screens is None:
            from kiosk.projector.window import SecondScreens

            self._screens = SecondScreens(self._window)
        return self._screens

    def _new_ui(self) -> UiContext:
        window = self._window
        theme = replace(window.ui.theme, palette=DAYLIGHT, scale=1.0)
        return UiContext(self._catalogue, theme, window.settings.current.language)
