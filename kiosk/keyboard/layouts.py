"""What stands on the keys of the on-screen keyboard."""

from dataclasses import dataclass
from enum import Enum


class Act(Enum):
    """What a key does that types no letter of its own."""

    SHIFT = "shift"
    BACKSPACE = "backspace"
    SPACE = "space"
    LANGUAGE = "language"
    SYMBOLS = "symbols"
    HIDE = "hide"
    ENTER = "enter"


@dataclass(frozen=True, slots=True)
class Layout:
    """What the 26 keys for letters type, row by row, plainly and with Shift."""

    plain: str
    shifted: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One key's place: so many half columns wide. It acts, or types `text`, or where that is empty what the
    layout has for the next letter.
    """

    act: Act | None = None
    text: str = ""
    width: int = 2


LAYOUTS = {
    # KS X 5002, the 2-beolsik layout; and QWERTY.
    "ko": Layout(
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ",
        "ㅃㅉㄸㄲㅆㅛㅕㅑㅒㅖㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ",
    ),
    "en": Layout("qwertyuiopasdfghjklzxcvbnm", "QWERTYUIOPASDFGHJKLZXCVBNM"),
}
# All of ASCII that is on no other key: a password may hold any of it.
SYMBOLS = Layout("!\"#$%&'()*,/:;<=>?[\\]^`{|}", "!\"#$%&'()*,/:;<=>?[\\]^~{|}")

_LETTER = Slot()
ROWS: tuple[tuple[Slot, ...], ...] = (
    (*(Slot(text=digit) for digit in "1234567890"), Slot(Act.BACKSPACE)),
    (*[_LETTER] * 10, Slot(text="-")),
    (*[_LETTER] * 9, Slot(text="_"), Slot(text="@")),
    (Slot(Act.SHIFT, width=4), *[_LETTER] * 7, Slot(text="."), Slot(text="+")),
    (
        Slot(Act.HIDE, width=3),
        Slot(Act.LANGUAGE, width=4),
        Slot(Act.SYMBOLS, width=3),
        Slot(Act.SPACE, width=7),
        Slot(Act.ENTER, width=5),
    ),
)
HALF_COLUMNS = 22


def other_language(language: str) -> str:
    """Return the language that the key for it switches to."""
    return next(name for name in LAYOUTS if name != language)
