"""What is shown on a second screen, made when it is first needed."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from election.i18n.catalogue import Catalogue
from election.library import Library
from kiosk.app.event_bridge import EventBridge
from kiosk.staff.settings import SettingsInUse
from kiosk.style.context import UiContext
from kiosk.style.palettes import DAYLIGHT
from kiosk.support.background import Background
from kiosk.support.network_switch import Network

if TYPE_CHECKING:
    from kiosk.projector.projector import Projector


class SecondWindows(QObject):
    """Makes the projector beside `voters`, the window in which people vote. It begins in the organiser's
    language, whatever a voter has chosen.
    """

    def __init__(
        self,
        voters: QWidget,
        catalogue: Catalogue,
        library: Library,
        ui: UiContext,
        settings: SettingsInUse,
        network: Network,
        background: Background,
        bridge: EventBridge,
    ) -> None:
        super().__init__(voters)
        self._voters, self._catalogue, self._library = voters, catalogue, library
        self._ui, self._settings = ui, settings
        self._network, self._background, self._bridge = network, background, bridge
        self._projector: Projector | None = None

    def projector(self) -> "Projector":
        """Return the one projector."""
        if self._projector is None:
            from kiosk.projector.projector import Projector
            from kiosk.projector.window import SecondScreens
            from kiosk.voter.contests import view_of

            theme = replace(self._ui.theme, palette=DAYLIGHT)
            ui = UiContext(self._catalogue, theme, self._settings.current.language)
            self._projector = Projector(
                ui,
                self._library,
                self._network,
                self._background,
                SecondScreens(self._voters),
                lambda ui, result: view_of(result.contest).count_table(ui, result),
                self._voters,
            )
            self._bridge.changed.connect(self._projector.refresh)
        return self._projector

    def close(self) -> None:
        """Close what is open; nothing opens any more."""
        if self._projector is not None:
            self._projector.end()
