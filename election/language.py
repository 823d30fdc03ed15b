"""Texts for people, in their language: one catalogue for both doors.

A catalogue is a folder per language (``resources/i18n/ko/*.json``), each file a flat object of
``"key": "text"``. Texts hold `str.format` placeholders. A placeholder may name a pair of Korean particles,
``{name:은/는}``: the one that fits the value's last sound is added to it.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from election.errors import ElectionError, Message
from election.resources import resource

DEFAULT_LANGUAGE = "ko"
# Each language names itself (kiosk-ux: a switch must be readable by the one who needs it).
LANGUAGES: Mapping[str, str] = {"ko": "한국어", "en": "English"}

_HANGUL_FIRST, _HANGUL_LAST, _FINALS, _FINAL_RIEUL = 0xAC00, 0xD7A3, 28, 8
# How the ten digits end when read aloud: 영 일 이 삼 사 오 육 칠 팔 구 (8 is ㄹ, as in 일, 칠, 팔).
_DIGIT_FINALS = {"0": 21, "1": 8, "2": 0, "3": 16, "4": 0, "5": 0, "6": 1, "7": 8, "8": 8, "9": 0}
_LATIN_FINALS = {"l": 8, "r": 0, "m": 16, "n": 4, "b": 17, "k": 1, "p": 17, "t": 19, "c": 1}


def _final_consonant(word: str) -> int:
    """Return the index of the last syllable's final consonant (0: none), as Unicode orders them."""
    last = next((char for char in reversed(word) if char.isalnum()), "")
    if last and _HANGUL_FIRST <= ord(last) <= _HANGUL_LAST:
        return (ord(last) - _HANGUL_FIRST) % _FINALS
    return _DIGIT_FINALS.get(last, _LATIN_FINALS.get(last.lower(), 0))


def with_particle(word: str, pair: str) -> str:
    """Return `word` with the fitting one of a pair written "after consonant/after vowel": 은/는, 이/가,
    을/를, 으로/로. After ㄹ, 으로 becomes 로. Latin letters and digits go by how they are usually read.
    """
    closed, _, opened = pair.partition("/")
    final = _final_consonant(word)
    if final == _FINAL_RIEUL and closed == "으로":
        final = 0
    return word + (closed if final else opened)


class _Word(str):
    """A value whose format spec may be a pair of particles."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return with_particle(self, spec) if "/" in spec else super().__format__(spec)


class Catalogue:
    """All texts in all languages. Immutable, so any thread may read it."""

    def __init__(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        self._texts = texts

    def text(self, key: str, language: str = DEFAULT_LANGUAGE, /, **values: object) -> str:
        """Return the text under `key` with `values` filled in; where `count` is 1, ``key.one`` if there is
        one. A value may itself be a `Message`. A key that is missing is a bug: KeyError.
        """
        texts = self._texts[language]
        if values.get("count") == 1:
            key = f"{key}.one" if f"{key}.one" in texts else key
        words = {name: self._word(value, language) for name, value in values.items()}
        return texts[key].format(**words)

    def _word(self, value: object, language: str) -> object:
        if isinstance(value, Message):
            value = self.text(value.key, language, **value.values)
        return _Word(value) if isinstance(value, str) else value

    def of_error(self, error: ElectionError, language: str = DEFAULT_LANGUAGE) -> str:
        """Return the sentence a person reads for `error`."""
        return self.text(f"error.{error.code}", language, **error.values)

    def keys(self, language: str) -> frozenset[str]:
        """Return every key `language` has a text for."""
        return frozenset(self._texts[language])

    def raw(self, key: str, language: str) -> str:
        """Return the text under `key` as written, placeholders and all."""
        return self._texts[language][key]


def _load(folder: Path) -> dict[str, str]:
    texts: dict[str, str] = {}
    for file in sorted(folder.glob("*.json")):
        for key, text in json.loads(file.read_text(encoding="utf-8")).items():
            if key in texts:
                raise ValueError(f"{file}: the key {key!r} stands in two files")
            texts[key] = text
    return texts


@cache
def catalogue() -> Catalogue:
    """Read the catalogue that comes with the program (once)."""
    return Catalogue({language: _load(resource("i18n", language)) for language in LANGUAGES})
