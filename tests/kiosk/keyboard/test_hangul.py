"""Composing Korean letter by letter."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.keyboard.hangul import FINALS, INITIALS, VOWELS, HangulComposer, is_jamo, keys_of

SYLLABLES = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
KEYS = [letter for letter in INITIALS + VOWELS if is_jamo(letter)]


def typed(keys: str) -> str:
    """What stands in a field after these keys."""
    composer = HangulComposer()
    return "".join(composer.add(key) for key in keys) + composer.take()


@given(st.text(SYLLABLES))
def test_the_keys_of_any_text_compose_it(text: str) -> None:
    assert typed("".join(keys_of(syllable) for syllable in text)) == text


def test_every_syllable_is_the_one_unicode_composes() -> None:
    for at, initial in enumerate(INITIALS):
        for vowel_at, vowel in enumerate(VOWELS):
            for final_at, final in enumerate(("", *FINALS)):
                letters = (
                    chr(0x1100 + at) + chr(0x1161 + vowel_at) + (chr(0x11A7 + final_at) if final else "")
                )
                syllable = unicodedata.normalize("NFC", letters)
                assert typed(keys_of(syllable)) == syllable, (initial, vowel, final)


@given(SYLLABLES)
def test_backspace_takes_back_letter_by_letter(syllable: str) -> None:
    composer = HangulComposer()
    before = []
    for key in keys_of(syllable):
        before.append(composer.text)
        assert not composer.add(key)
    for text in reversed(before):
        assert composer.backspace()
        assert composer.text == text
    assert not composer.backspace()


@given(st.lists(st.sampled_from(KEYS)), st.sampled_from(KEYS))
def test_a_letter_taken_back_leaves_what_was_there(keys: list[str], last: str) -> None:
    composer, other = HangulComposer(), HangulComposer()
    for key in keys:
        composer.add(key)
        other.add(key)
    if not other.add(last):  # else what was there has left the composer
        assert other.backspace()
        assert composer.text == other.text


@given(st.lists(st.sampled_from(KEYS)))
def test_no_letter_is_lost_or_made_up(keys: list[str]) -> None:
    def letters(text: str) -> str:
        apart = "".join(keys_of(each) if "가" <= each <= "힣" else each for each in text)
        pairs = {
            "ㅘ": "ㅗㅏ",
            "ㅙ": "ㅗㅐ",
            "ㅚ": "ㅗㅣ",
            "ㅝ": "ㅜㅓ",
            "ㅞ": "ㅜㅔ",
            "ㅟ": "ㅜㅣ",
            "ㅢ": "ㅡㅣ",
        }
        return "".join(pairs.get(letter, letter) for letter in apart)

    assert letters(typed("".join(keys))) == "".join(keys)


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("ㅇㅗㅏ", "와"),
        ("ㅇㅣㅓㅅ", "이ㅓㅅ"),
        ("ㄱㅏㅂㅅ", "값"),
        ("ㄱㅏㅂㅅㅇㅣ", "값이"),
        ("ㄱㅏㅂㅅㅣ", "갑시"),
        ("ㅇㅏㄴㅎㅏ", "안하"),
        ("ㅇㅏㄲㅏ", "아까"),
        ("ㄱㅏㄸㅏ", "가따"),
        ("ㅇㅣㅆㄷㅏ", "있다"),
        ("ㅋㅋㅋ", "ㅋㅋㅋ"),
        ("ㅠㅠ", "ㅠㅠ"),
        ("ㅡㅣ", "ㅢ"),
    ],
)
def test_what_the_keyboard_is_known_for(keys: str, text: str) -> None:
    assert typed(keys) == text


def test_only_letters_on_keys_are_taken() -> None:
    assert all(map(is_jamo, "ㄱㄲㅎㅏㅣㅒㅖ"))
    assert not any(map(is_jamo, ("ㄳ", "ㅘ", "가", "a", "", "ㄱㅏ")))
    with pytest.raises(ValueError):
        keys_of("ㄱ")
