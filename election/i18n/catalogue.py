"""Texts for people, in their language: one catalogue for both doors.

A catalogue is a folder per language (``resources/i18n/ko/*.json``), each file a flat object of
``"key": "text"``. Texts hold `str.format` placeholders. A placeholder may name a pair of Korean particles,
``{name:은/는}``: the one that fits the value's last sound is added to it. A number may bring its noun along,
``{count:vote|votes}``. Values that are written from right to left are isolated, so that they turn nothing
around them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from election.errors import ElectionError, Message
from election.i18n.grammar import counted, particle, with_particle
from election.models import LocalText
from election.resources import resource
from election.texts import isolated

__all__ = ["DEFAULT_LANGUAGE", "LANGUAGES", "Catalogue", "catalogue", "with_particle"]

DEFAULT_LANGUAGE = "ko"
# Each language names itself (kiosk-ux: a switch must be readable by the one who needs it).
LANGUAGES: Mapping[str, str] = {"ko": "한국어", "en": "English"}


@dataclass(frozen=True, slots=True)
class _Value:
    """What fills a placeholder. Its format spec may be a pair of particles or the forms of a noun."""

    value: object

    def __format__(self, spec: str) -> str:
        match self.value:
            case str(text) if "/" in spec:
                return isolated(text) + particle(text, spec)
            case str(text):
                return isolated(format(text, spec))
            case int(number) | float(number) if "|" in spec:
                return counted(number, spec)
        return format(self.value, spec)


class Catalogue:
    """All texts in all languages. Immutable, so any thread may read it."""

    def __init__(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        self._texts = texts

    def text(self, key: str, language: str = DEFAULT_LANGUAGE, /, **values: object) -> str:
        """Return the text under `key` with `values` filled in; where `count` is 1, ``key.one`` if there is
        one. A value may itself be a `Message` or a `LocalText`. A key that is missing is a bug: KeyError.
        """
        texts = self._texts[language]
        if values.get("count") == 1:
            key = f"{key}.one" if f"{key}.one" in texts else key
        words = {name: self._value(value, language) for name, value in values.items()}
        return texts[key].format(**words)

    def _value(self, value: object, language: str) -> _Value:
        if isinstance(value, Message):
            value = self.text(value.key, language, **value.values)
        elif isinstance(value, LocalText):
            value = value.in_language(language)
        return _Value(value)

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
