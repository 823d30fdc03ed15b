"""Choose up to so many: options, valid markings, the form a ballot keeps, counts and results."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from election.errors import (
    BlankNotAllowed,
    ElectionError,
    MarkingMalformed,
    NoSuchCandidate,
    OptionsRefused,
    TooFewChoices,
    TooManyChoices,
)
from election.models import Candidate, Contest, Counts, LocalText, Options
from election.voting.methods import METHODS, method_of
from election.voting.methods.choose import Choose, ChooseOptions, is_one_choice, options_of

CHOOSE = Choose()


def contest(**options: Any) -> Contest:
    candidates = tuple(Candidate(number, str(number), number) for number in (2, 3, 5, 7))
    return Contest(1, LocalText.of({"ko": "위원"}), "choose", ChooseOptions(**options), candidates)


MOTION = Contest(2, LocalText.of({"ko": "안건"}), "yes_no", Options(), ())


def test_it_is_registered() -> None:
    assert METHODS["choose"].kind == "choose"
    assert method_of(contest()) is METHODS["choose"]


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ({}, ChooseOptions(blank=True, most=1, least=0)),
        ({"most": 5}, ChooseOptions(most=5)),
        ({"most": 3, "least": 3, "blank": False}, ChooseOptions(False, 3, 3)),
    ],
)
def test_options_left_out_stand_at_their_defaults(given: dict[str, Any], options: ChooseOptions) -> None:
    assert CHOOSE.options(given) == options


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"most": 0}, "most"),
        ({"most": True}, "most"),
        ({"most": 2.0}, "most"),
        ({"most": "2"}, "most"),
        ({"least": -1}, "least"),
        ({"least": 2}, "least"),  # more than `most`
        ({"most": 2, "least": None}, "least"),
        ({"blank": 1}, "blank"),
        ({"votes_allowed": 1}, "votes_allowed"),
    ],
)
def test_options_that_cannot_be_are_refused_by_name(given: dict[str, Any], name: str) -> None:
    with pytest.raises(OptionsRefused) as refusal:
        CHOOSE.options(given)
    assert refusal.value.values == {"name": name}


def test_options_of_another_kind_are_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="yes_no"):
        options_of(MOTION)


@pytest.mark.parametrize(
    ("options", "marking", "kept"),
    [
        ({}, (), ()),
        ({}, (3,), (3,)),
        ({}, [3], (3,)),
        ({"most": 3}, (7, 2, 5), (2, 5, 7)),
        ({"most": 3, "least": 2}, (7, 2), (2, 7)),
        ({"most": 3, "least": 2}, (), ()),  # blank is not "fewer than two"
        ({"most": 9}, (7, 5, 3, 2), (2, 3, 5, 7)),
    ],
)
def test_a_ballot_keeps_those_chosen_in_the_order_of_their_ids(
    options: dict[str, Any], marking: object, kept: tuple[int, ...]
) -> None:
    assert CHOOSE.canonical(contest(**options), marking) == kept


@pytest.mark.parametrize(
    ("options", "marking", "refusal"),
    [
        ({}, (2, 3), TooManyChoices),
        ({"most": 3}, (2, 2), TooManyChoices),
        ({"most": 2}, (2, 3, 5), TooManyChoices),
        ({"most": 3, "least": 2}, (2,), TooFewChoices),
        ({"blank": False}, (), BlankNotAllowed),
        ({}, (4,), NoSuchCandidate),
        ({"most": 2}, (2, -1), NoSuchCandidate),
        ({}, (0,), NoSuchCandidate),
        ({}, (10**400,), NoSuchCandidate),
        ({}, ("2",), MarkingMalformed),
        ({}, (True,), MarkingMalformed),
        ({}, (2.0,), MarkingMalformed),
        ({}, ((2,),), MarkingMalformed),
        ({}, None, MarkingMalformed),
        ({}, 2, MarkingMalformed),
        ({}, "2", MarkingMalformed),
        ({}, {2: "yes"}, MarkingMalformed),
        ({}, {2}, MarkingMalformed),
    ],
)
def test_what_is_no_valid_marking_is_refused(
    options: dict[str, Any], marking: object, refusal: type[ElectionError]
) -> None:
    with pytest.raises(refusal):
        CHOOSE.canonical(contest(**options), marking)


@given(st.permutations([2, 3, 5, 7]), st.integers(0, 4))
def test_the_order_of_touching_leaves_no_trace(order: list[int], many: int) -> None:
    chosen = tuple(order[:many])
    assert CHOOSE.canonical(contest(most=4), chosen) == CHOOSE.canonical(contest(most=4), chosen[::-1])


def test_each_mark_is_one_vote_and_the_result_comes_from_the_counts_alone() -> None:
    assert list(CHOOSE.adds((2, 5))) == [2, 5]
    result = CHOOSE.result(contest(most=2), Counts(5, 1, {2: 4, 5: 2}))
    assert (result.ballots, result.blank) == (5, 1)
    assert [(each.candidate.id, each.votes, each.total) for each in result.counts] == [
        (2, 4, 6),
        (3, 0, 3),
        (5, 2, 7),
        (7, 0, 7),
    ]


@pytest.mark.parametrize(
    ("contests", "is_one"),
    [
        ([contest()], True),
        ([contest(most=3)], True),
        ([contest(most=3, least=1)], True),
        ([contest(most=3, least=2)], False),
        ([contest(), contest()], False),
        ([MOTION], False),
        ([], False),
    ],
)
def test_one_mark_is_a_whole_ballot_where_no_more_is_asked_for(contests: list[Contest], is_one: bool) -> None:
    assert is_one_choice(contests) is is_one
