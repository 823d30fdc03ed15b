"""Korean particles: which one fits the last sound of whatever stands before it."""

import pytest

from election.i18n.grammar import with_particle


@pytest.mark.parametrize(
    ("word", "pair", "wanted"),
    [
        # after a vowel, after a consonant, after ㄹ
        ("고은아", "은/는", "고은아는"),
        ("정시원", "은/는", "정시원은"),
        ("한글", "은/는", "한글은"),
        ("유현우", "이/가", "유현우가"),
        ("고은", "이/가", "고은이"),
        ("서울", "이/가", "서울이"),
        ("후보", "을/를", "후보를"),
        ("이름", "을/를", "이름을"),
        ("말", "을/를", "말을"),
        ("후보", "으로/로", "후보로"),
        ("이름", "으로/로", "이름으로"),
        ("서울", "으로/로", "서울로"),
        # digits, as they are read aloud: 영, 일, 이, 삼, 육, 칠, 팔
        ("2020", "으로/로", "2020으로"),
        ("제1", "으로/로", "제1로"),
        ("2", "을/를", "2를"),
        ("3", "은/는", "3은"),
        ("6", "으로/로", "6으로"),
        ("7", "으로/로", "7로"),
        ("8", "이/가", "8이"),
        ("9", "이/가", "9가"),
        # Latin letters, in either case
        ("Kim", "이/가", "Kim이"),
        ("Anna", "은/는", "Anna는"),
        ("Bill", "으로/로", "Bill로"),
        ("MAN", "을/를", "MAN을"),
        ("Kang", "은/는", "Kang은"),
        ("Hwang Jung", "으로/로", "Hwang Jung으로"),
        ("YOUNG", "이/가", "YOUNG이"),
        ("Greg", "은/는", "Greg는"),
        ("José", "은/는", "José는"),
        ("Noe\u0308l", "으로/로", "Noe\u0308l로"),
        # as it is written elsewhere: decomposed, in full width, in other digits
        ("\u1112\u1161\u11ab", "은/는", "\u1112\u1161\u11ab은"),
        ("１", "으로/로", "１로"),
        ("٣", "은/는", "٣은"),
        ("10", "이/가", "10이"),
        ("1,000", "을/를", "1,000을"),
        # a letter by its name: 기역, 리을, 아
        ("ㄱ", "이/가", "ㄱ이"),
        ("ㄹ", "으로/로", "ㄹ로"),
        ("ㅏ", "은/는", "ㅏ는"),
        # other scripts: nobody can know how they are read, so both stand there, as on official forms
        ("田中", "은/는", "田中은(는)"),
        ("Иван", "이/가", "Иван이(가)"),
        ("محمد", "을/를", "محمد을(를)"),
        ("たなか", "과/와", "たなか과(와)"),
        ("田中", "으로/로", "田中(으)로"),
        ("田中", "이라/라", "田中(이)라"),
        ("田中", "이에요/예요", "田中이에요(예요)"),
        # what is not read aloud is looked through
        ("정시원(가)", "은/는", "정시원(가)는"),
        ("후보 「한글」", "으로/로", "후보 「한글」로"),
        ("고은 ", "이/가", "고은 이"),
        ("김*오", "을/를", "김*오를"),
        # nothing to go by
        ("", "은/는", "는"),
        ("…", "이/가", "…가"),
    ],
)
def test_the_particle_fits_the_last_sound(word: str, pair: str, wanted: str) -> None:
    assert with_particle(word, pair) == wanted
