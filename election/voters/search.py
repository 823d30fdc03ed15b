"""Finds people as somebody types: by the name, its initials, the number or its last digits, the address.

A roll is searched as one text with a line for each person, by regular expressions: with 100,000 people that
takes some milliseconds, so nothing waits for the typing to end.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from election.store.port import Person
from election.texts import number_key

MOST_FOUND = 50

# Hangul syllables stand in Unicode by initial consonant, vowel and final consonant, each counted from 0.
_FIRST, _LAST, _OF_INITIAL, _OF_VOWEL = 0xAC00, 0xD7A3, 588, 28
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_PAIRS = {"ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ"}
_PAIRS |= {"ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ"}
_IGNORED = dict.fromkeys([*map(ord, " \t\n\v\f\r\u00a0\u00ad\u3000"), *b"-", *range(0x2010, 0x2016), 0x2212])
# Two consonants that an input method put together, and those of the block that it composes with.
_TYPED = {ord(pair): both for pair, both in _PAIRS.items()} | {
    0x1100 + at: initial for at, initial in enumerate(_INITIALS)
}


@dataclass(frozen=True, slots=True)
class Hits:
    """The ids of whom a search found, the best first, and how many it would have found without a limit."""

    ids: tuple[int, ...]
    total: int

    @property
    def more(self) -> int:
        """How many were found that are not among the ids."""
        return self.total - len(self.ids)


class SearchIndex:
    """People who can be searched for. It stays as it is when the roll changes: make another one then.

    >>> people = [Person(1, "", "김하나", number="20210482"), Person(2, "", "박하늘", number="20211177")]
    >>> [SearchIndex(people).find(text).ids for text in ("ㄱㅎㄴ", "김ㅎ", "하", "177")]
    [(1,), (1,), (1, 2), (2,)]
    """

    def __init__(self, people: Iterable[Person], *, emails: bool = True) -> None:
        """Without `emails` nobody is found by their address: who searches may not see it."""
        in_order = sorted(people, key=by_name)
        self._ids = [person.id for person in in_order]
        names = [_folded(person.name) for person in in_order]
        self._names = _Lines(f"\t{name}\t" for name in names)
        self._all = _Lines(
            f"\t{name}\t{number_key(person.number).casefold()}\t{_folded(person.email) if emails else ''}\t"
            for name, person in zip(names, in_order, strict=True)
        )

    def find(self, text: str, most: int = MOST_FOUND) -> Hits:
        """Return up to `most` people: whom `text` names exactly, then those whose number ends with it, then
        those whose name, number or address begins with it, then those who have it inside; each by name.
        """
        key = _folded(text).translate(_TYPED)
        if not key:
            return Hits((), 0)
        lines, having = self._having(key)
        best = dict.fromkeys(islice(_ranked(key, lines, having), _RANKS * most))
        return Hits(tuple(self._ids[at] for at in islice(best, most)), len(having))

    def _having(self, key: str) -> tuple[Sequence[str], Sequence[int]]:
        if _has_hangul(key):
            return self._names.each, self._names.having(_pattern(key))
        return self._all.each, self._all.holding(key)


def by_name(person: Person) -> tuple[bool, str, str]:
    """Return what people are sorted by: names in Hangul, then all others, then by number."""
    name = unicodedata.normalize("NFC", person.name).casefold()
    return not name[:1] or not "가" <= name[0] <= "힣", name, person.number


_RANKS = 4  # in which `_ranked` may name the same line


def _ranked(key: str, lines: Sequence[str], having: Sequence[int]) -> Iterator[int]:
    """Go through the lines that `key` was found in, the best first, some of them more than once."""
    whole, end, start = f"\t{key}\t", f"{key}\t", f"\t{key}"
    yield from [at for at in having if whole in lines[at]]
    if key[-1].isdecimal():
        yield from [at for at in having if end in lines[at]]
    if _has_hangul(key):
        begins = re.compile(_pattern(key))
        yield from (at for at in having if begins.match(lines[at], 1))
    else:
        yield from [at for at in having if start in lines[at]]
    yield from having


class _Lines:
    """Lines, each by itself and all as one text: one way is faster for what is written out, the other for
    patterns.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self.each = list(lines)
        self._text = "\n".join(self.each)
        self._starts: list[int] = []
        at = 0
        for line in self.each:
            self._starts.append(at)
            at += len(line) + 1

    def holding(self, key: str) -> list[int]:
        """Return the lines that hold `key`, by their numbers from 0."""
        return [at for at, line in enumerate(self.each) if key in line]

    def having(self, pattern: str) -> list[int]:
        """Return the lines in which `pattern` is found."""
        rest = re.compile(rf"(?:{pattern})[^\n]*")
        return [bisect_right(self._starts, match.start()) - 1 for match in rest.finditer(self._text)]


def _folded(text: str) -> str:
    """Return `text` as it is compared: composed, without case, spaces and hyphens."""
    return unicodedata.normalize("NFC", text).casefold().translate(_IGNORED)


def _has_hangul(key: str) -> bool:
    return any(char in _INITIALS or "가" <= char <= "힣" for char in key)


def _pattern(key: str) -> str:
    """Return what finds a name by `key`: a consonant stands for every syllable that begins with it, and the
    last syllable may not be finished.
    """
    return "".join(map(_whole, key[:-1])) + _unfinished(key[-1])


def _whole(char: str) -> str:
    if char not in _INITIALS:
        return re.escape(char)
    first = _FIRST + _INITIALS.index(char) * _OF_INITIAL
    return f"[{chr(first)}-{chr(first + _OF_INITIAL - 1)}]"


def _unfinished(char: str) -> str:
    """Return what finds the last syllable as it is typed: 하 also finds 한, 한 also 하나, and 달 also 닭."""
    if not _FIRST <= ord(char) <= _LAST:
        return _whole(char)
    at = (ord(char) - _FIRST) % _OF_VOWEL
    without = ord(char) - at
    if not at:
        return f"[{char}-{chr(without + _OF_VOWEL - 1)}]"
    final = _FINALS[at]
    pair = _PAIRS.get(final)
    stays, moves = (pair[0], pair[1]) if pair else ("", final)
    ways = [char, *(chr(without + _FINALS.index(each)) for each in _PAIRS if _PAIRS[each][0] == final)]
    if moves in _INITIALS:
        ways.append(chr(without + _FINALS.index(stays)) + _whole(moves))
    return f"(?:{'|'.join(ways)})"
