"""What every screen and widget is given: the words, in the language of the moment, and the look."""

from PySide6.QtGui import QPixmap

from election.errors import ElectionError
from election.i18n.catalogue import Catalogue
from election.models import LocalText
from kiosk.style.icons import icon
from kiosk.style.theme import Length, Theme
from kiosk.support.announcer import Announcer
from kiosk.support.presence import Presence
from kiosk.support.presses import Presses


class UiContext:
    """Words and look, `announcer` for what is to be heard, `presses` for what moves under a finger, and
    `presence` for who acts without key or pointer.

    `language` is changed by the window alone, which then has every screen retranslate.
    """

    def __init__(
        self, catalogue: Catalogue, theme: Theme, language: str, presses: Presses | None = None
    ) -> None:
        self._catalogue = catalogue
        self.theme = theme
        self.language = language
        self.announcer = Announcer()
        self.presses = presses or Presses()
        self.presence = Presence()

    def text(self, key: str, /, **values: object) -> str:
        """Return the text under `key` in the voter's language. A missing key is a bug: KeyError."""
        return self._catalogue.text(key, self.language, **values)

    def text_in(self, language: str, key: str) -> str:
        """Return the text under `key` in a language that need not be the voter's."""
        return self._catalogue.text(key, language)

    def title(self, title: LocalText) -> str:
        """Return the title of an election or a contest in the voter's language."""
        return title.in_language(self.language)

    def error(self, error: Exception) -> str:
        """Return what a voter reads for `error`; for a bug the one general sentence. Where that of both doors
        says only what happened, the window's own says what to do as well.
        """
        known = error if isinstance(error, ElectionError) else ElectionError()
        own = f"said.{known.code}"
        if own in self._catalogue.keys(self.language):
            return self.text(own, **known.values)
        return self._catalogue.of_error(known, self.language)

    def icon(self, name: str, colour: str, length: Length = Length.ICON, pixel_ratio: float = 1.0) -> QPixmap:
        """Return an icon in `colour`, as large as `length` is on this screen."""
        return icon(name, colour, self.theme.px(length), pixel_ratio)
