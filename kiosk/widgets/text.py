"""Text on the screen: wraps, never clips, and never tears a short Korean word in two."""

import re
import unicodedata
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kiosk.widgets.accessible import set_accessible_name

_WORD_JOINER, _ZERO_WIDTH_SPACE = "\u2060", "\u200b"
_JOINER, _PARTS = "\u200d", "\u200c\u200d"
_WORD = re.compile(r"[^\s/-]+")  # Qt breaks after hyphens and slashes by itself
_HANGUL_PAIR = re.compile(r"(?<=[가-힣])(?=[가-힣])")
# On the side where lines of the window's languages begin, whatever language a name is in: Qt would put what
# is written from right to left on the other side, far away from its box.
_LEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
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
            return _spread(letters)
        return _HANGUL_PAIR.sub(_WORD_JOINER, letters)

    return _WORD.sub(word, text)


def _spread(word: str) -> str:
    """Return `word` with a place to break between any two letters, each with its accents and joiners."""
    pairs = pairwise(word)
    return word[0] + "".join(
        after if before == _JOINER or _belongs(after) else _ZERO_WIDTH_SPACE + after
        for before, after in pairs
    )


def _belongs(char: str) -> bool:
    """Return whether `char` is a part of the letter, or the emoji, before it."""
    return unicodedata.category(char)[0] == "M" or char in _PARTS or "\U0001f3fb" <= char <= "\U0001f3ff"


class Text(QLabel):
    """Plain text in one of the stylesheet's roles (``Text[role="title"]``). `say` sets it. What another one
    tells as well `is_decoration` to screen readers.
    """

    is_decoration = False

    def __init__(self, role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(_LEADING)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if role == "number":  # figures of one width: those below each other stand in columns
            font = self.font()
            font.setFeature(QFont.Tag("tnum"), 1)
            self.setFont(font)
        self._longest = _LONGEST_IN_DISPLAY if role == "display" else _LONGEST_OTHER
        self._said = ""

    def set_text(self, text: str, *, name: str = "") -> None:
        """Show `text`; screen readers get it without the marks for wrapping, or in its place `name`."""
        set_accessible_name(self, name or text)
        if text == self._said:
            return
        self._said = text
        self.setText(breakable(text, self._longest))

    def plain_text(self) -> str:
        """Return the text as it was given."""
        return self._said
