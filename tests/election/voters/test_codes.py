"""Voter codes: what the check character notices, what typing is forgiven, and that nothing shows a code."""

import contextlib
import itertools
import pickle
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from election.i18n.catalogue import catalogue
from election.voters import codes
from election.voters.codes import ALPHABET, LENGTH, CodeMalformed, CodeMistyped, VoterCode, read

KEY = bytes(range(32))
VALID = st.integers(0, 2**32).map(lambda _: codes.draw(1)[0])
# What the keys q, w, e … give on a Korean keyboard of two sets.
HANGUL = dict(
    zip("qwertyuiopasdfghjklzxcvbnm", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", strict=True)
)


def is_noticed(characters: str) -> bool:
    try:
        read(characters)
    except CodeMistyped:
        return True
    return False


# --- the check character -------------------------------------------------------------------------------


def test_every_single_wrong_character_is_noticed() -> None:
    # The sum is linear, so what is noticed in one code is noticed in all; a few are tried all the same.
    for code in [read("0" * LENGTH), *codes.draw(20)]:
        right = code.characters
        for place, wrong in itertools.product(range(LENGTH), ALPHABET):
            if wrong != right[place]:
                assert is_noticed(right[:place] + wrong + right[place + 1 :])


@pytest.mark.slow
def test_every_swap_of_any_two_characters_is_noticed() -> None:
    """All pairs of places and all pairs of different values, whatever stands in the other places."""
    for one, other in itertools.combinations(range(LENGTH), 2):
        for left, right in itertools.permutations(range(32), 2):
            values = [0] * LENGTH
            values[one], values[other] = left, right
            if other != LENGTH - 1:
                values[-1] = codes._check(values[:-1])
            else:  # the check character is one of the two: another place makes the code right
                free = 0 if one else 1
                values[free] = next(each for each in range(32) if is_right(put(values, free, each)))
            values[one], values[other] = right, left
            assert not is_right(values)


def put(values: list[int], place: int, value: int) -> list[int]:
    return [*values[:place], value, *values[place + 1 :]]


def is_right(values: list[int]) -> bool:
    return codes._check(values[:-1]) == values[-1]


def test_the_field_has_no_two_numbers_whose_product_is_nothing() -> None:
    for one in range(1, 32):
        assert sorted(codes._times(one, other) for other in range(32)) == list(range(32))
    for one, two, three in itertools.product(range(32), range(32), (1, 2, 7, 31)):
        assert codes._times(one, two) == codes._times(two, one)
        assert codes._times(three, one ^ two) == codes._times(three, one) ^ codes._times(three, two)


# --- drawing -------------------------------------------------------------------------------------------


def test_codes_are_random_in_eleven_places_and_no_two_are_alike() -> None:
    drawn = codes.draw(2000)
    assert len(set(drawn)) == 2000
    for place in range(LENGTH):
        assert {code.characters[place] for code in drawn} == set(ALPHABET)


def test_no_codes_are_drawn_where_none_are_wanted() -> None:
    assert codes.draw(0) == []


# --- reading -------------------------------------------------------------------------------------------


@given(VALID)
def test_what_is_shown_is_read_back(code: VoterCode) -> None:
    assert len(code.shown) == 14
    assert code.shown[4] == code.shown[9] == "-"
    assert read(code.shown) == code


@pytest.mark.parametrize(
    "typed",
    [
        "0123-4567-89AX",
        "0123456789ax",
        "  0123 4567 89aX\n",
        "o123-4567-89ax",
        "OI23-4567-89AX",
        "0l23-4567-89AX",
        "0123–4567—89AX",
        "0123\u00a04567\u200b89AX",
        "０１２３－４５６７－８９ＡＸ",
        "http://192.168.0.10:2020/#0123-4567-89AX",
        "http://192.168.0.10:2020/vote.html#0123456789AX",
        "HTTP://192.168.0.10:2020/C/0123456789AX",
        "https://kiosk.local/?code=0123-4567-89ax",
        "https://kiosk.local/page?lang=ko&code=0123%2D4567%2D89ax&x=1#top",
        "https://kiosk.local?code=0123456789AX",
        "http://[fe80::1]:2020/C/0123456789AX\r",
    ],
)
def test_what_people_and_scanners_type_is_forgiven(typed: str) -> None:
    valid = codes.ALPHABET[codes._check([codes._VALUES[char] for char in "0123456789A"])]
    assert read(typed.replace("X", valid).replace("x", valid.lower()).replace("Ｘ", valid)).characters == (
        "0123456789A" + valid
    )


@given(VALID, st.booleans())
def test_a_code_typed_while_the_hangul_keyboard_is_on_is_read(code: VoterCode, composed: bool) -> None:
    typed = "".join(HANGUL.get(char.lower(), char) for char in code.shown)
    if composed:
        typed = unicodedata.normalize("NFKC", typed)
    assert read(typed) == code


def test_syllables_of_the_hangul_keyboard_are_read_as_the_keys_that_made_them() -> None:
    code = next(
        each
        for each in itertools.chain.from_iterable(map(codes.draw, itertools.repeat(500)))
        if each.characters.startswith(("GKS", "DKS", "RKT"))
    )
    syllable = {"GKS": "한", "DKS": "안", "RKT": "갓"}[code.characters[:3]]
    assert read(syllable + code.characters[3:]) == code


@pytest.mark.parametrize(
    "typed",
    ["", " ", "-", "0123-4567-89A", "0123-4567-89AXX", "0123-4567-89AU", "0123-4567-89A!", "0123 4567 89A가",
     "http://192.168.0.10:2020/", "http://192.168.0.10:2020/#", "https://kiosk.local/?lang=ko", "0" * 100_000,
     "http://[", "http://kiosk.local/?code=%ff%00", "\x00" * 12, "\ud800" * 12],
)  # fmt: skip
def test_what_is_no_code_is_told_apart_from_a_wrong_one(typed: str) -> None:
    with pytest.raises(CodeMalformed):
        read(typed)


@given(st.text())
def test_any_text_is_a_code_or_refused(typed: str) -> None:
    with contextlib.suppress(CodeMalformed, CodeMistyped):
        assert len(read(typed).characters) == LENGTH


# --- keeping -------------------------------------------------------------------------------------------


def test_a_code_is_kept_as_a_hash_by_the_key() -> None:
    one, other = codes.draw(2)
    assert codes.hashed(one, KEY) == codes.hashed(read(one.shown), KEY)
    assert codes.hashed(one, KEY) != codes.hashed(other, KEY)
    assert codes.hashed(one, KEY) != codes.hashed(one, codes.key_for_codes(KEY))
    assert len(codes.hashed(one, KEY)) == 64
    assert one.characters not in codes.hashed(one, KEY).upper()


@pytest.mark.parametrize("key", [b"", b"short", bytes(31), bytes(33)])
def test_a_key_of_another_length_is_a_bug(key: bytes) -> None:
    with pytest.raises(ValueError, match="length"):
        codes.hashed(codes.draw(1)[0], key)


def test_nothing_written_about_a_code_shows_it() -> None:
    code = codes.draw(1)[0]
    for written in (repr(code), str(code), f"{code}", f"{[code]}", f"{ {code: 1} }"):
        assert code.characters not in written
        assert code.shown not in written
    assert pickle.loads(pickle.dumps(code)) == code


def test_a_refusal_does_not_repeat_what_was_typed() -> None:
    code = codes.draw(1)[0].characters
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    for typed, kind in ((wrong, CodeMistyped), (wrong + "0", CodeMalformed)):
        with pytest.raises(kind) as refused:
            read(typed)
        assert wrong not in repr(refused.value)
        assert "—" not in catalogue().of_error(refused.value, "en")


# --- on a slip -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "base", ["http://192.168.100.200:65535", "http://192.168.100.200:65535/", "http://k.local"]
)
def test_the_address_on_a_slip_is_read_back_and_fits_a_small_qr_code(base: str) -> None:
    code = codes.draw(1)[0]
    address = codes.slip_address(base, code)
    assert read(address) == code
    assert len(address) <= 47
    assert set(address) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
