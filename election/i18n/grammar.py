"""What a value in a sentence asks for: the Korean particle that fits its last sound, the English plural."""

import unicodedata

_HANGUL_FIRST, _HANGUL_LAST, _FINALS, _FINAL_RIEUL = 0xAC00, 0xD7A3, 28, 8
_SOME_FINAL = 1  # any but ㄹ: particles ask for no more
# Letters by themselves are called by their names: 기역, 니은 and so on, but 리을; 아, 야 and so on.
_CONSONANTS, _VOWELS, _RIEUL = range(0x3131, 0x314F), range(0x314F, 0x3164), "ㄹ"
# How the ten digits end when read aloud: 영 일 이 삼 사 오 육 칠 팔 구 (8 is ㄹ, as in 일, 칠, 팔).
_DIGIT_FINALS = (21, 8, 0, 16, 0, 0, 1, 8, 8, 0)
_LATIN_FINALS = {"l": 8, "m": 16, "n": 4, "b": 17, "k": 1, "p": 17, "t": 19, "c": 1}


def with_particle(word: str, pair: str) -> str:
    """Return `word` with the fitting one of a pair written "after consonant/after vowel": 은/는, 이/가,
    을/를, 으로/로. After ㄹ, 으로 becomes 로. Latin letters and digits go by how they are usually read; after
    other scripts both are written, 은(는), as forms do that cannot know.
    """
    return word + particle(word, pair)


def particle(word: str, pair: str) -> str:
    """Return the particle alone, see `with_particle`."""
    closed, _, opened = pair.partition("/")
    final = _final_consonant(word)
    if final is None:
        return (
            f"({closed.removesuffix(opened)}){opened}" if closed.endswith(opened) else f"{closed}({opened})"
        )
    if final == _FINAL_RIEUL and closed == "으로":
        final = 0
    return closed if final else opened


def _final_consonant(word: str) -> int | None:
    """Return the index of the last sound's final consonant (0: none), as Unicode orders them; None where
    nobody can know. What is not read aloud, such as a bracket, is looked through.
    """
    letters = [char for char in unicodedata.normalize("NFKC", word) if char.isalnum()]
    if not letters:
        return 0
    last = letters[-1]
    if _HANGUL_FIRST <= ord(last) <= _HANGUL_LAST:
        return (ord(last) - _HANGUL_FIRST) % _FINALS
    if (digit := unicodedata.digit(last, None)) is not None:
        return _DIGIT_FINALS[digit]
    return _of_a_jamo(word) if ord(last) in range(0x1100, 0x1200) else _of_a_latin_letter(letters)


def _of_a_jamo(word: str) -> int | None:
    last = next(char for char in reversed(word) if char.isalnum())  # NFKC made another letter of it
    if ord(last) in _CONSONANTS:
        return _FINAL_RIEUL if last == _RIEUL else _SOME_FINAL
    return 0 if ord(last) in _VOWELS else None


def _of_a_latin_letter(letters: list[str]) -> int | None:
    plain = [unicodedata.normalize("NFD", each.lower())[0] for each in letters[-2:]]
    if not (plain[-1].isascii() and plain[-1].isalpha()):
        return None
    if plain == ["n", "g"]:  # ㅇ, as in 강, 정, 영
        return _SOME_FINAL
    return _LATIN_FINALS.get(plain[-1], 0)


def counted(number: float, forms: str) -> str:
    """Return `number` with the fitting one of ``"one|many"``: 1 vote, 2 votes."""
    one, _, many = forms.partition("|")
    return f"{number} {one if number == 1 else many}"
