"""The font that comes with the program, or the best Korean one this computer has."""

import logging
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from election.resources import resource

log = logging.getLogger(__name__)

FILES = ("Pretendard-Regular.otf", "Pretendard-Bold.otf")
# With Hangul, best first; the later ones come with Windows, macOS and most Linux desktops.
FAMILIES = ("Pretendard", "Malgun Gothic", "Apple SD Gothic Neo", "Noto Sans CJK KR")


@dataclass(frozen=True, slots=True)
class Fonts:
    """The families to ask for, how high their capitals are (as part of the font's size), and whether any
    of them can write Korean.
    """

    families: tuple[str, ...]
    cap_ratio: float
    korean: bool


def load_fonts(folder: Path | None = None) -> Fonts:
    """Make the bundled font (in `folder`, default ``resources/fonts``) known to Qt and return what to
    write with. A missing file is logged and lived with. Needs a QApplication.
    """
    for name in FILES:
        file = (folder or resource("fonts")) / name
        if not file.is_file() or QFontDatabase.addApplicationFont(str(file)) < 0:
            log.warning("the font %s cannot be loaded", name)
    return find_fonts()


def find_fonts() -> Fonts:
    """Return what to write with, of the fonts Qt knows by now."""
    known = set(QFontDatabase.families())
    families = tuple(family for family in FAMILIES if family in known)
    # Only if it must be: to learn what each of them can write takes its time.
    korean = families or tuple(QFontDatabase.families(QFontDatabase.WritingSystem.Korean)[:1])
    font = QFont(list(families))
    font.setPixelSize(1000)
    ratio = QFontMetricsF(font).capHeight() / 1000
    return Fonts(korean, ratio or 0.7, bool(korean))
