"""Composing Korean syllables as the 2-beolsik keyboard has them, one letter (jamo) after the other.

Written for this window. What there is in Python turns whole texts into letters and back, and has no syllable
under way that a backspace could take a letter from; Qt's own virtual keyboard comes under the GPL alone.
"""

# In the order of Unicode's Hangul Syllables block (The Unicode Standard, section 3.12).
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
_FIRST_SYLLABLE = 0xAC00

# What two keys make together. Doubled consonants are keys of their own, with Shift.
_TOGETHER = {
    made_of[:2]: made_of[2]
    for made_of in (
        *("ㅗㅏㅘ", "ㅗㅐㅙ", "ㅗㅣㅚ", "ㅜㅓㅝ", "ㅜㅔㅞ", "ㅜㅣㅟ", "ㅡㅣㅢ"),
        *(
            "ㄱㅅㄳ",
            "ㄴㅈㄵ",
            "ㄴㅎㄶ",
            "ㄹㄱㄺ",
            "ㄹㅁㄻ",
            "ㄹㅂㄼ",
            "ㄹㅅㄽ",
            "ㄹㅌㄾ",
            "ㄹㅍㄿ",
            "ㄹㅎㅀ",
            "ㅂㅅㅄ",
        ),
    )
}
_APART = {together: keys for keys, together in _TOGETHER.items()}


def is_jamo(text: str) -> bool:
    """Return whether `text` is one letter that a key of the keyboard gives."""
    return len(text) == 1 and text in INITIALS + VOWELS and text not in _APART


def keys_of(syllable: str) -> str:
    """Return the keys that compose `syllable`, one of the 11,172 (ValueError if it is none of them)."""
    at = ord(syllable) - _FIRST_SYLLABLE
    if not 0 <= at < len(INITIALS) * len(VOWELS) * (len(FINALS) + 1):
        raise ValueError
    rest, final = divmod(at, len(FINALS) + 1)
    initial, vowel = divmod(rest, len(VOWELS))
    letters = INITIALS[initial] + VOWELS[vowel] + (FINALS[final - 1] if final else "")
    return "".join(_APART.get(letter, letter) for letter in letters)


class HangulComposer:
    """One syllable under way: at most an initial, a vowel of one or two keys, a final of one or two."""

    def __init__(self) -> None:
        self._initial = self._vowel = self._final = ""  # as keys: "ㅗㅏ", not "ㅘ"

    @property
    def text(self) -> str:
        """What is under way: a syllable, a letter by itself, or nothing."""
        vowel, final = (_TOGETHER.get(keys, keys) for keys in (self._vowel, self._final))
        if not (self._initial and vowel):
            return self._initial + vowel
        at = INITIALS.index(self._initial) * len(VOWELS) + VOWELS.index(vowel)
        return chr(_FIRST_SYLLABLE + at * (len(FINALS) + 1) + (FINALS.index(final) + 1 if final else 0))

    def add(self, jamo: str) -> str:
        """Take one letter (`is_jamo`). Return the text that is complete with it and leaves the composer,
        often none.
        """
        return self._add_vowel(jamo) if jamo in VOWELS else self._add_consonant(jamo)

    def backspace(self) -> bool:
        """Take back the last letter of what is under way. Return whether there was one."""
        for part in ("_final", "_vowel", "_initial"):
            if keys := getattr(self, part):
                setattr(self, part, keys[:-1])
                return True
        return False

    def take(self) -> str:
        """Return what is under way, and begin anew."""
        done = self.text
        self._initial = self._vowel = self._final = ""
        return done

    def _add_vowel(self, vowel: str) -> str:
        if self._final:  # its last letter was the beginning of this syllable
            moving = self._final[-1]
            self._final = self._final[:-1]
            done = self.take()
            self._initial, self._vowel = moving, vowel
            return done
        if not self._vowel or self._vowel + vowel in _TOGETHER:
            self._vowel += vowel
            return ""
        done = self.take()
        self._vowel = vowel
        return done

    def _add_consonant(self, consonant: str) -> str:
        final = self._final + consonant
        if self._initial and self._vowel and _TOGETHER.get(final, final) in tuple(FINALS):
            self._final = final
            return ""
        done = self.take()
        self._initial = consonant
        return done
