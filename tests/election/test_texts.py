"""Every text of a person in one form, whatever it was typed or copied with."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from election.texts import LARGEST_NUMBER, Unclean, clean_text, isolated, read_number


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("  김하나\n", "김하나"),
        ("Lee   Dul", "Lee Dul"),
        ("Lee\u00a0\u3000Dul", "Lee Dul"),
        ("\ufeff김하나", "김하나"),
        ("김\u200b하\u00ad나\u2060", "김하나"),
        ("e\u200b\u0301", "é"),  # what was taken away stood between a letter and its mark
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("a\u200e\u200f\u061c\u2066b\u2069", "ab"),
        ("김\u3164하나\u115f", "김 하나"),
        # joiners stay where they are needed
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d🏫 Kim", "👩\u200d🏫 Kim"),
        ("🏳️\u200d🌈", "🏳️\u200d🌈"),
        ("👩🏽\u200d🚀", "👩🏽\u200d🚀"),
        ("Ki\u200dm", "Kim"),
        ("Ki\u200cm\u200d", "Kim"),
        ("김\u200d하나", "김하나"),
        ("1\u200d2", "12"),
        # other people's letters
        ("محمد علي", "محمد علي"),
        ("דוד", "דוד"),
        ("O’Brien-Núñez Jr.", "O’Brien-Núñez Jr."),
        ("𠮷野", "𠮷野"),
        ("찬성", "찬성"),
        ("№ 1", "№ 1"),
        ("⭐", "⭐"),
    ],
)
def test_what_is_kept_of_a_text(given_text: str, kept: str) -> None:
    assert clean_text(given_text) == kept


def test_hangul_typed_on_a_mac_is_composed() -> None:
    assert clean_text(unicodedata.normalize("NFD", "정시원")) == "정시원"


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "\n\t", "\u200b", "\u200b \ufeff", "\u3164", "\u115f\u1160", "\uffa0", "\u2800\u2800",
        "\u00ad", "\u200d", "\u0301", "\u0301\u0302", "\ufe0f", "\u202e\u202c", "\u034f", "\u180b",
        "\U000e0041",
        "a\x00b", "two\nlines", "a\tb", "a\x1bb", "a\x7fb", "a\x85b", "a\u2028b", "a\u2029b",
        "\ud800", "a\udfffb", "\ufffe", "a\uffff", "\ufdd0", "\U0001ffff",
    ],
)  # fmt: skip
def test_what_no_text_of_a_person_holds_or_nobody_could_see(text: str) -> None:
    with pytest.raises(Unclean):
        clean_text(text)


@given(st.text(max_size=30))
def test_what_was_cleaned_once_is_clean(text: str) -> None:
    try:
        once = clean_text(text)
    except Unclean:
        return
    assert clean_text(once) == once
    assert once == once.strip() == unicodedata.normalize("NFC", once) != ""


def test_only_what_would_turn_a_sentence_is_isolated() -> None:
    assert isolated("김하나") == "김하나"
    assert isolated("Kim 3") == "Kim 3"
    assert isolated("דוד 3") == "\u2068דוד 3\u2069"
    assert isolated("Ali علي") == "\u2068Ali علي\u2069"


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("7", 7), ("-7", -7), ("10", 10), (str(LARGEST_NUMBER), LARGEST_NUMBER)],
)
def test_a_number_is_read_as_programs_write_it(text: str, number: int) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+7",
        " 7",
        "7 ",
        "7\n",
        "1_0",
        "07",
        "00",
        "-",
        "--7",
        "-07",
        "7.0",
        "7e0",
        "٣",
        "７",
        "²",
        "0" * 40 + "1",
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize("text", [str(LARGEST_NUMBER + 1), "9" * 5_000, "-" + "9" * 60_000])
def test_a_number_beyond_all_use_is_never_cut(text: str) -> None:
    with pytest.raises(OverflowError):
        read_number(text)
