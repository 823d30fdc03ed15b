"""Rules as plain values and back, what is refused in them, and the presets."""

import json
from contextlib import suppress
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from election.errors import RuleRefused
from election.i18n.catalogue import LANGUAGES, catalogue
from election.rules import (
    AT_LEAST_THIRD,
    AT_LEAST_TWO_THIRDS,
    MORE_THAN_HALF,
    MOST_VOTES,
    Base,
    BelowQuorum,
    BelowThreshold,
    OrderOrigin,
    Participation,
    Quorum,
    Rule,
    Share,
    Threshold,
    TieRule,
    Ties,
)
from election.voting.deciding.presets import PRESETS, preset_of, preset_title
from election.voting.deciding.reading import quorum_of, quorum_values, rule_of, rule_values
from tests.election.voting.deciding.test_against_naive import QUORUMS, rules

WHOLE = {
    "threshold": {"share": "at least 2/3", "of": "present"},
    "seats": 2,
    "quorum": {"share": "more than 1/2", "came": "present", "below": "no_force"},
    "ties": {"by": "order", "order": [2, 1, 3], "made": "age"},
    "otherwise": "run_off",
}


def test_a_rule_that_says_everything_is_read_whole() -> None:
    rule = rule_of(WHOLE, [11, 12, 13])
    assert rule == Rule(
        Threshold(AT_LEAST_TWO_THIRDS, Base.PRESENT),
        2,
        Quorum(MORE_THAN_HALF, Participation.PRESENT, BelowQuorum.NO_FORCE),
        Ties(TieRule.ORDER, (12, 11, 13), OrderOrigin.AGE),
        BelowThreshold.RUN_OFF,
    )
    assert rule_values(rule, [11, 12, 13]) == WHOLE
    assert rule_of({"lead_over_blank": True}).lead_over_blank


def test_a_rule_that_says_nothing_is_most_votes() -> None:
    assert rule_of({}) == MOST_VOTES
    assert rule_values(MOST_VOTES) == {}


@given(rules(4, yes_no=False))
def test_what_is_written_is_read_the_same(rule: Rule) -> None:
    assert rule_of(json.loads(json.dumps(rule_values(rule)))) == rule
    places = [40, 2, 30, 1]
    by_ids = rule_of(rule_values(rule), places)
    assert rule_values(by_ids, places) == rule_values(rule)


@given(QUORUMS)
def test_a_quorum_is_read_as_it_was_written(quorum: Quorum) -> None:
    assert quorum_of(quorum_values(quorum)) == quorum


def test_a_preset_goes_by_its_name_and_takes_what_differs() -> None:
    for name, rule in PRESETS.items():
        assert rule_of(name) == rule == rule_of({"preset": name})
        assert preset_of(rule) == name
    with_ties = rule_of({"preset": "majority_or_run_off", "ties": {"by": "run_off"}})
    assert with_ties == Rule(
        Threshold(MORE_THAN_HALF, Base.VALID), ties=Ties(TieRule.RUN_OFF), otherwise=BelowThreshold.RUN_OFF
    )
    assert preset_of(with_ties) is None


def test_the_presets_are_the_five_that_are_offered() -> None:
    assert [catalogue().text(preset_title(name).key, "ko") for name in PRESETS] == [
        "단독 후보: 과반 투표, 유효표 과반 찬성",
        "1/3 투표, 투표자 과반",
        "정관 변경: 과반 출석, 출석 2/3",
        "최다 득표",
        "과반, 아니면 상위 2인 결선",
    ]
    assert PRESETS["third_and_majority"] == Rule(
        Threshold(MORE_THAN_HALF, Base.CAST), quorum=Quorum(AT_LEAST_THIRD)
    )
    assert PRESETS["statutes"].threshold == Threshold(AT_LEAST_TWO_THIRDS, Base.CAST)


WRONG: list[tuple[object, str]] = [
    (None, "rule"),
    (3, "rule"),
    ([], "rule"),
    ({"treshold": {}}, "rule"),
    ("most", "preset"),
    ({"preset": ["most_votes"]}, "preset"),
    ({"threshold": "more than 1/2"}, "threshold"),
    ({"threshold": {}}, "threshold"),
    ({"threshold": {"share": "more than 1/2"}}, "threshold"),
    ({"threshold": {"share": "more than 1/2", "of": "votes"}}, "threshold"),
    ({"threshold": {"share": "more than 1/2", "of": None}}, "threshold"),
    ({"threshold": {"share": "more than 1/2", "of": ["valid"]}}, "threshold"),
    ({"threshold": {"share": "1/2", "of": "valid"}}, "threshold"),
    ({"threshold": {"share": "more than 50%", "of": "valid"}}, "threshold"),
    ({"threshold": {"share": "at least 1/0", "of": "valid"}}, "threshold"),
    ({"threshold": {"share": "at least ١/٢", "of": "valid"}}, "threshold"),
    ({"threshold": {"share": 0.5, "of": "valid"}}, "threshold"),
    ({"threshold": {"share": "at least 0/2", "of": "valid"}}, "share"),
    ({"threshold": {"share": "at least 3/2", "of": "valid"}}, "share"),
    ({"threshold": {"share": "at least 1/101", "of": "valid"}}, "share"),
    ({"threshold": {"share": "more than 2/2", "of": "valid"}}, "share"),
    ({"seats": 0}, "seats"),
    ({"seats": -1}, "seats"),
    ({"seats": 1001}, "seats"),
    ({"seats": True}, "seats"),
    ({"seats": "1"}, "seats"),
    ({"seats": 1.0}, "seats"),
    ({"quorum": {"came": "cast"}}, "quorum"),
    ({"quorum": {"share": "at least 1/3", "came": "roll"}}, "quorum"),
    ({"quorum": {"share": "at least 1/3", "below": "open"}}, "quorum"),
    ({"ties": {"by": "age"}}, "ties"),
    ({"ties": {"by": "order", "order": [1, 1], "made": "age"}}, "ties"),
    ({"ties": {"by": "order", "order": [1, 2]}}, "ties"),
    ({"ties": {"by": "order", "order": "12", "made": "age"}}, "ties"),
    ({"ties": {"by": "order", "order": [True], "made": "age"}}, "ties"),
    ({"ties": {"by": "lot", "order": [1, 2], "made": "typed"}}, "ties"),
    ({"ties": {"by": "run_off", "made": "typed"}}, "ties"),
    ({"otherwise": "run_off"}, "otherwise"),
    ({"otherwise": "again"}, "otherwise"),
    ({"lead_over_blank": "yes"}, "lead_over_blank"),
    ({"lead_over_blank": True, "seats": 2}, "lead_over_blank"),
]


@pytest.mark.parametrize(("given", "name"), WRONG)
def test_what_makes_no_rule_is_refused_with_its_part_and_a_sentence(given: object, name: str) -> None:
    with pytest.raises(RuleRefused) as refusal:
        rule_of(given)
    assert refusal.value.values["name"] == name
    for language in LANGUAGES:
        sentence = catalogue().of_error(refusal.value, language)
        assert name in sentence
        assert "{" not in sentence


@pytest.mark.parametrize("order", [[0, 1], [1, 4], [-1, 2]])
def test_a_place_that_nobody_has_is_refused(order: list[int]) -> None:
    with pytest.raises(RuleRefused):
        rule_of({"ties": {"by": "order", "order": order, "made": "typed"}}, [7, 8, 9])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats() | st.sampled_from(["order", "lot", "valid"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(list(WHOLE)), inner),
    max_leaves=5,
)


@pytest.mark.slow
@given(JSON | st.dictionaries(st.sampled_from([*WHOLE, "preset", "lead_over_blank"]), JSON))
def test_whatever_stands_there_is_read_or_refused(given: Any) -> None:
    with suppress(RuleRefused):
        rule_of(given, [1, 2])


@pytest.mark.parametrize(("part", "more_than"), [(1, True), (0, False), (Fraction(5, 4), False)])
def test_a_share_is_of_somebody_and_not_of_more_than_all(part: Fraction, more_than: bool) -> None:
    with pytest.raises(RuleRefused):
        Share(Fraction(part), more_than=more_than)
    assert Share(Fraction(1), more_than=False).needed(7) == 7
