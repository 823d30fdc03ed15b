"""Text on the screen: wraps, never clips, and never tears a short Korean word in two."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kiosk.widgets.named import call

_WORD_JOINER, _ZERO_WIDTH_SPACE = "\u2060", "\u200b"
_WORD = re.compile(r"[^\s/-]+")  # Qt breaks after hyphens and slashes by itself
_HANGUL_PAIR = re.compile(r"(?<=[가-힣])(?=[가-힣])")
# Longer ones may be wider than a line: those break wherever the line ends.
_LONGEST_KOREAN, _LONGEST_OTHER = 8, 22
_LONGEST_IN_DISPLAY = 14  # the largest letters, in half of the window


def breakable(text: str, longest: int = _LONGEST_OTHER) -> str:
    """Return `text` with the invisible marks that make Qt wrap it well: Korean words stay whole, as people
    write them, and words too long for a line (`longest` letters) may break anywhere.
    """

    def word(found: re.Match[str]) -> str:
        letters = found[0]
        most = _LONGEST_KOREAN if _HANGUL_PAIR.search(letters) else longest
        if len(letters) > most:
            return _ZERO_WIDTH_SPACE.join(letters)
        return _HANGUL_PAIR.sub(_WORD_JOINER, letters)

    return _WORD.sub(word, text)


class Text(QLabel):
    """Plain text in one of the stylesheet's roles (``Text[role="title"]``). `say` sets it."""

    def __init__(self, role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._longest = _LONGEST_IN_DISPLAY if role == "display" else _LONGEST_OTHER
        self._said = ""

    def say(self, text: str) -> None:
        """Show `text`; screen readers get it without the marks for wrapping."""
        if text == self._said:
            return
        self._said = text
        call(self, text)
        self.setText(breakable(text, self._longest))

    def said(self) -> str:
        """Return the text as it was given."""
        return self._said
