"""Yes, no or abstain: on a motion and on each of several candidates."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from election.errors import BlankNotAllowed, ElectionError, MarkingMalformed, NoSuchCandidate, OptionsRefused
from election.models import Candidate, Contest, Counts, LocalText, Options
from election.voting.methods import METHODS
from election.voting.methods.yes_no import ANSWERS, MOTION, YesNo, YesNoCount

YES_NO = YesNo()
TITLE = LocalText.of({"en": "Rise of the fee", "ko": "회비 인상"})
KIM, LEE = Candidate(4, "Kim"), Candidate(9, "Lee")


def motion(*, blank: bool = True) -> Contest:
    return Contest(1, TITLE, "yes_no", Options(blank), ())


def officers(*, blank: bool = True) -> Contest:
    return Contest(2, TITLE, "yes_no", Options(blank), (KIM, LEE))


def test_it_is_registered() -> None:
    assert METHODS["yes_no"].kind == "yes_no"


def test_only_blank_can_be_set() -> None:
    assert YES_NO.options({}) == Options(blank=True)
    assert YES_NO.options({"blank": False}) == Options(blank=False)
    for wrong in ({"blank": "no"}, {"most": 1}):
        with pytest.raises(OptionsRefused):
            YES_NO.options(wrong)


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_motion_takes_the_word_alone(answer: str) -> None:
    assert YES_NO.canonical(motion(), answer) == {MOTION: answer}
    assert YES_NO.canonical(motion(), {MOTION: answer}) == {MOTION: answer}


@given(st.dictionaries(st.sampled_from([4, 9]), st.sampled_from(ANSWERS)), st.booleans())
def test_a_ballot_keeps_the_answers_in_the_order_of_the_candidates(
    answers: dict[int, str], turn: bool
) -> None:
    touched = dict(reversed(answers.items())) if turn else answers
    kept = YES_NO.canonical(officers(), touched)
    assert list(kept.items()) == sorted(answers.items())


@pytest.mark.parametrize(
    ("contest", "marking", "refusal"),
    [
        (motion(), "maybe", MarkingMalformed),
        (motion(), "", MarkingMalformed),
        (motion(), None, MarkingMalformed),
        (motion(), True, MarkingMalformed),
        (motion(), (MOTION,), MarkingMalformed),
        (motion(), {4: "yes"}, NoSuchCandidate),
        (motion(blank=False), {}, BlankNotAllowed),
        (officers(), "yes", MarkingMalformed),  # on whom?
        (officers(), {MOTION: "yes"}, NoSuchCandidate),
        (officers(), {5: "yes"}, NoSuchCandidate),
        (officers(), {4: "YES"}, MarkingMalformed),
        (officers(), {4: None}, MarkingMalformed),
        (officers(), {4: ["yes"]}, MarkingMalformed),
        (officers(), {"4": "yes"}, MarkingMalformed),
        (officers(), {True: "yes"}, MarkingMalformed),
        (officers(), (4,), MarkingMalformed),
        (officers(blank=False), {}, BlankNotAllowed),
    ],
)
def test_what_is_no_valid_marking_is_refused(
    contest: Contest, marking: object, refusal: type[ElectionError]
) -> None:
    with pytest.raises(refusal):
        YES_NO.canonical(contest, marking)


def test_to_abstain_is_an_answer_and_counted_apart_from_blank() -> None:
    assert YES_NO.canonical(motion(blank=False), "abstain") == {MOTION: "abstain"}
    counts = Counts(
        ballots=10, blank=2, marks={(MOTION, "yes"): 4, (MOTION, "no"): 1, (MOTION, "abstain"): 3}
    )
    result = YES_NO.result(motion(), counts)
    (answers,) = result.counts
    assert isinstance(answers, YesNoCount)
    assert (answers.votes, answers.no, answers.abstain) == (4, 1, 3)
    assert answers.votes + answers.no + answers.abstain + result.blank == result.ballots
    assert answers.candidate.name == "회비 인상"


def test_each_candidate_has_answers_of_their_own() -> None:
    counts: dict[Any, int] = {}
    for marking in ({4: "yes", 9: "no"}, {4: "yes"}, {9: "abstain"}):
        for key in YES_NO.adds(marking):
            counts[key] = counts.get(key, 0) + 1
    result = YES_NO.result(officers(), Counts(4, 1, counts))
    assert result.counts == (YesNoCount(KIM, 2, 0, 0), YesNoCount(LEE, 0, 1, 1))
