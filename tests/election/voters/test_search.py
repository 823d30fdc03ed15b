"""People are found as somebody types them, the best first."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from election.store.port import Person
from election.voters.search import MOST_FOUND, Hits, SearchIndex, by_name

PEOPLE = [
    Person(1, "", "김하나", number="2021-0482"),
    Person(2, "", "김하늘", number="20211177"),
    Person(3, "", "김호남", number="20219034"),
    Person(4, "ada.king@example.org", "Ada King", number="A-0482"),
    Person(5, "jo@kim.example", "Jo Park-Lee", number="99"),
    Person(6, "", "남궁 하나", number="482"),
    Person(7, "", "하나", number="7"),
    Person(8, "", "닭갈비", number="8"),
    Person(9, "", "권영희", number="9"),
]
INDEX = SearchIndex(PEOPLE)


def found(text: str) -> list[int]:
    hits = INDEX.find(text)
    assert hits.total == len(hits.ids)
    return list(hits.ids)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("김하나", [1]),
        ("하나", [7, 1, 6]),  # exact, then by name
        ("ㄱㅎㄴ", [1, 2, 3, 6]),
        ("ㄴㄱㅎㄴ", [6]),
        ("김ㅎ", [1, 2, 3]),
        ("김하", [1, 2]),
        ("김한", [1, 2]),  # on the way to 김하나 or 김하늘
        ("김하느", [2]),
        ("남궁하나", [6]),
        ("남 궁", [6]),
        ("달", [8]),
        ("닭", [8]),
        ("닭가", [8]),
        ("0482", [1, 4]),
        ("482", [6, 1, 4]),
        ("2021", [1, 2, 3]),
        ("2021-0482", [1]),
        ("20210482", [1]),
        ("a0482", [4]),
        ("ada", [4]),
        ("KING", [4]),
        ("parklee", [5]),
        ("park lee", [5]),
        ("kim.ex", [5]),
        ("", []),
        (" - ", []),
        (".*", []),
        ("(", []),
        ("없음", []),
    ],
)
def test_people_are_found(text: str, ids: list[int]) -> None:
    assert found(text) == ids


def test_initials_that_an_input_method_put_together_are_two() -> None:
    index = SearchIndex([Person(1, "", "안호"), Person(2, "", "나하"), Person(3, "", "각시")])
    assert index.find("ㄶ").ids == index.find("ㄴㅎ").ids == (2,)
    assert index.find("ㄳ").ids == (3,) == index.find("ㄱㅅ").ids


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_the_form_of_unicode_makes_no_difference(form: str) -> None:
    decomposed = SearchIndex([Person(1, "", unicodedata.normalize("NFD", "김하나"))])
    for text in ("김하나", "김하", "김ㅎ", "ㄱㅎㄴ"):
        assert decomposed.find(unicodedata.normalize(form, text)).ids == (1,)


def test_nobody_is_found_by_an_address_that_may_not_be_seen() -> None:
    hidden = SearchIndex(PEOPLE, emails=False)
    assert hidden.find("king@example").ids == ()
    assert hidden.find("king").ids == (4,)


def test_no_more_are_found_than_were_asked_for_and_the_rest_is_counted() -> None:
    index = SearchIndex(Person(at, f"{at}@x", f"김{at:04}", number=f"{at:04}") for at in range(1, 2001))
    hits = index.find("김")
    assert (hits.ids, hits.total, hits.more) == (tuple(range(1, 51)), 2000, 1950)
    assert index.find("0").total == len([at for at in range(1, 2001) if "0" in f"{at:04}"])
    assert index.find("1999", most=1) == Hits((1999,), 1)
    assert len(index.find("1").ids) == MOST_FOUND


def test_hangul_comes_before_latin() -> None:
    names = ["한", "Zoe", "가", "ada", "나", "Bo"]
    people = [Person(at, "", name) for at, name in enumerate(names)]
    assert [person.name for person in sorted(people, key=by_name)] == ["가", "나", "한", "ada", "Bo", "Zoe"]


SYLLABLES = st.text(
    st.sampled_from([chr(each) for each in range(0xAC00, 0xD7A4, 37)]), min_size=1, max_size=4
)
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


def initials(name: str) -> str:
    return "".join(INITIALS[(ord(each) - 0xAC00) // 588] for each in name)


@given(SYLLABLES, st.lists(SYLLABLES, max_size=5))
def test_a_name_is_found_at_every_letter_that_is_typed(name: str, others: list[str]) -> None:
    index = SearchIndex(Person(at, "", each) for at, each in enumerate([name, *others]))
    typed = ""
    for at, syllable in enumerate(name):
        after = name[at + 1 : at + 2]
        for under_way in stages(syllable, after):
            assert 0 in index.find(typed + under_way).ids, typed + under_way
        typed += syllable
    shown: Callable[[str], bool] = lambda each: initials(name) in initials(each)  # noqa: E731
    expected = {at for at, each in enumerate([name, *others]) if shown(each)}
    assert set(index.find(initials(name)).ids) == expected


def stages(syllable: str, after: str) -> list[str]:
    """What an input method shows while a syllable is typed, before and with the consonant of the next one."""
    initial, vowel_and_final = divmod(ord(syllable) - 0xAC00, 588)
    shown = [INITIALS[initial], chr(0xAC00 + initial * 588 + vowel_and_final // 28 * 28), syllable]
    finals = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
    if after and not vowel_and_final % 28 and initials(after) in finals:
        shown.append(chr(ord(syllable) + finals.index(initials(after))))
    return shown
