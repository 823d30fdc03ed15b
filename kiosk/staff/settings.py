"""The settings that are used now, and saved in the background."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from election.admin.settings import Settings
from kiosk.support.background import Background


class SettingsInUse(QObject):
    """Holds the `current` settings. Emits `changed` with each new ones at once; `save` is called with them
    off the window's thread.
    """

    changed = Signal(object)

    def __init__(
        self, current: Settings, save: Callable[[Settings], None], background: Background, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.current = current
        self._save_to = save
        self._background = background
        self._saving = self._save_again = False

    def keep(self, settings: Settings, failed: Callable[[Exception], None]) -> None:
        """Use `settings` from now on and save them; two savings never overtake each other. `failed` is called
        where they could not be saved: they are used all the same.
        """
        self.current = settings
        self.changed.emit(settings)
        self._save(failed)

    def _save(self, failed: Callable[[Exception], None]) -> None:
        if self._saving:
            self._save_again = True
            return
        self._saving = True
        settings = self.current

        def saved(error: Exception | None) -> None:
            self._saving = False
            if self._save_again:
                self._save_again = False
                self._save(failed)
            elif error is not None:
                failed(error)

        self._background.run(lambda: self._save_to(settings), lambda _nothing: saved(None), saved)
