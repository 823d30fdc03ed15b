"""Texts that people give: names, titles, addresses. Cleaned in one way at every door and import.

What cannot be seen is left out (it is what a copied text brings along unnoticed), so that two texts that look
alike are alike; what nobody means in a name is refused. Numbers that people give are read here as well.
"""

import re
import unicodedata

LARGEST_NUMBER = 10**15 - 1  # fits a number of JavaScript, which clients read ids and counts with
_LARGEST_DIGITS = len(str(LARGEST_NUMBER))
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)")

# Letters by their category that show nothing all the same: the fillers of Hangul and the blank of Braille.
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
# Texts that cleaning leaves as they are, which are most: nothing but these, with one space between words.
_CLEAN = re.compile(r"[0-9A-Za-z가-힣@._+-]+(?: [0-9A-Za-z가-힣@._+-]+)*")
_SPACES = re.compile(rf"[{_BLANK}\s]+")
_JOINERS = "\u200c\u200d"  # ZWNJ, ZWJ
_EMOJI_STYLE = "\ufe0f"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
# Scripts in which a joiner changes what a word looks like (UAX 31, 2.3): Arabic to N'Ko, those of India to
# Sinhala, Myanmar, Khmer, Mongolian, and what Unicode added to them later on.
_JOINING = (range(0x0600, 0x0E00), range(0x1000, 0x10A0), range(0x1780, 0x18B0), range(0xA840, 0xAC00))
_FIRST, _LAST = "\u2068", "\u2069"  # FSI, PDI
_ISOLATED = re.compile(f"{_FIRST}[^{_FIRST}{_LAST}]*{_LAST}")
_NO_MARKS = str.maketrans("", "", _FIRST + _LAST)


class Unclean(ValueError):
    """The text holds what no text of a person does, or nothing that can be seen."""


def clean_text(text: str) -> str:
    """Return `text` composed (NFC), trimmed, with one space between words, and without what cannot be seen:
    format characters, the marks that turn the direction of writing among them. A zero-width joiner stays
    where the script or an emoji needs it. Raises Unclean for control characters and line breaks within the
    text, lone surrogates and non-characters, and where nothing is left to be seen.

    >>> clean_text("  Kim  \\u200bHana\\n")
    'Kim Hana'
    """
    if _CLEAN.fullmatch(text):
        return text
    text = unicodedata.normalize("NFC", text.strip())
    if any(_is_refused(char) for char in text):
        raise Unclean
    # Taking a mark away may bring together what composes.
    text = unicodedata.normalize("NFC", _SPACES.sub(" ", _without_format(text)).strip())
    if not any(unicodedata.category(char)[0] in "LNPS" for char in text):
        raise Unclean
    return text


def tidied(text: str) -> str:
    """Return `text` cleaned, or as it is where that cannot be: it was kept before texts were cleaned."""
    try:
        return clean_text(text)
    except Unclean:
        return text


def isolated(text: str) -> str:
    """Return `text` so that its direction of writing does not turn what stands around it in a sentence."""
    return f"{_FIRST}{text}{_LAST}" if needs_isolation(text) else text


def needs_isolation(text: str) -> bool:
    """Return whether `text` holds letters that are written from right to left, and not isolated already."""
    return any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in _ISOLATED.sub("", text))


def without_isolation(text: str) -> str:
    """Return `text` as it is to be spoken: without the marks of `isolated`, which a voice might read out."""
    return text.translate(_NO_MARKS)


def read_number(text: str) -> int | None:
    """Return the whole number that `text` is as a program writes it, or None: ASCII digits with nothing
    before them but a minus sign, and no zeros in front. Raises OverflowError where it is beyond
    `LARGEST_NUMBER` either way.

    >>> read_number("7"), read_number("07"), read_number("+7"), read_number("7 ")
    (7, None, None, None)
    """
    if not _NUMBER.fullmatch(text):
        return None
    if len(text.removeprefix("-")) > _LARGEST_DIGITS:
        raise OverflowError
    return int(text)


def _is_refused(char: str) -> bool:
    kind = unicodedata.category(char)
    # The last two of each plane, and 32 in the Arabic presentation forms, are set aside for ever.
    return kind in ("Cc", "Cs", "Zl", "Zp") or ord(char) & 0xFFFE == 0xFFFE or "\ufdd0" <= char <= "\ufdef"


def _without_format(text: str) -> str:
    kept: list[str] = []
    for at, char in enumerate(text):
        after = text[at + 1 : at + 2]
        if unicodedata.category(char) != "Cf" or (char in _JOINERS and _joins(char, kept, after)):
            kept.append(char)
    return "".join(kept)


def _joins(joiner: str, before: list[str], after: str) -> bool:
    """Return whether `joiner` is of use between what stands there."""
    if not before or not after:
        return False
    if _in_joining_script(before[-1]):
        return _in_joining_script(after)
    return joiner == _JOINERS[1] and _is_of_emoji(before[-1]) and _is_of_emoji(after)


def _in_joining_script(char: str) -> bool:
    return unicodedata.category(char)[0] in "LM" and any(ord(char) in script for script in _JOINING)


def _is_of_emoji(char: str) -> bool:
    return char == _EMOJI_STYLE or ord(char) in _SKIN_TONES or unicodedata.category(char) == "So"


def number_key(number: str) -> str:
    """Return `number` as two are compared.

    >>> number_key("2021-0482 a")
    '20210482A'
    """
    if number.isalnum():
        return number.upper()
    return "".join(char for char in number if char.isalnum()).upper()
