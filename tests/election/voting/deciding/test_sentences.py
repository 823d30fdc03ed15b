"""Rules and outcomes in words."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from election.i18n.catalogue import LANGUAGES, catalogue
from election.models import Candidate, Contest, ContestResult, Lot
from election.rules import (
    AT_LEAST_HALF,
    MORE_THAN_HALF,
    MOST_VOTES,
    Base,
    BelowQuorum,
    BelowThreshold,
    OrderOrigin,
    Participation,
    Quorum,
    Rule,
    Threshold,
    TieRule,
    Ties,
)
from election.voting.deciding.outcome import Outcome
from election.voting.deciding.presets import PRESETS
from election.voting.deciding.quorum import Figures, attendance
from election.voting.deciding.sentences import Sentences, percent
from election.voting.methods import METHODS
from election.voting.methods.choose import ChooseOptions
from tests.election.voting.deciding.contests import TITLE, answered, candidates, chosen, moved, outcome
from tests.election.voting.deciding.test_against_naive import answering, choosing, figures


def sentences_in(language: str) -> Sentences:
    def say(key: str, /, **values: object) -> str:
        return catalogue().text(key, language, **values)

    return Sentences(say)


KOREAN, ENGLISH = sentences_in("ko"), sentences_in("en")
WITNESSES = ("Choi", "Yoon")
RUN_OFF = PRESETS["majority_or_run_off"]


def said(came_out: Outcome) -> tuple[str, str]:
    return ". ".join(KOREAN.outcome(came_out)), ". ".join(ENGLISH.outcome(came_out))


def named(result: ContestResult, *names: str) -> ContestResult:
    """The same counts, of candidates with names of their own."""
    people = tuple(Candidate(at, name) for at, name in enumerate(names, start=1))
    counts = tuple(replace(count, candidate=each) for count, each in zip(result.counts, people, strict=True))
    return replace(result, contest=replace(result.contest, candidates=people), counts=counts)


def test_a_box_that_stays_closed_says_how_many_came_and_nothing_else() -> None:
    korean, english = said(outcome(moved(100, 80, PRESETS["sole_candidate"], abstain=3), roll_at_opening=367))
    assert korean == (
        "개표하지 않습니다. 선거인 367명 가운데 183명(49.9%)이 투표했고 184명이 필요했습니다."
        " 득표는 누구에게도 보이지 않습니다"
    )
    assert english == (
        "The box stays closed. 183 of 367 people on the roll (49.9%) voted; 184 were needed."
        " Nobody is shown any votes"
    )
    assert not re.search(r"\b(100|80|3)\b", english)


def test_a_threshold_missed_says_by_how_much_of_what_and_what_follows() -> None:
    result = named(chosen([92, 71, 21], replace(RUN_OFF, quorum=Quorum(MORE_THAN_HALF)), blank=3), *"이박최")
    korean, english = said(outcome(result, roll_at_opening=365, added=2))
    assert korean == (
        "당선자가 없습니다. 이: 92표, 유효표 184표의 50.0%. 유효표 184표의 과반수는 93표이므로"
        " 1표 부족합니다. 정한 대로 결선투표를 합니다: 이, 박."
        " 정족수를 채웠습니다: 선거인 367명(시작 때 365명, 더한 2명) 가운데 187명(51.0%) 투표, 필요 184명"
    )
    assert english == (
        "No one is elected. 이: 92 votes, 50.0% of 184 valid votes."
        " Needed: 93 votes, more than half of 184 valid votes; 1 vote short."
        " A run-off follows, as declared: 이, 박."
        " Quorum reached: 187 of 367 people on the roll (365 at opening, 2 added) (51.0%) voted;"
        " 184 were needed"
    )


@pytest.mark.parametrize(
    ("ties", "lot", "korean", "english"),
    [
        (
            Ties(),
            None,
            "당선자가 없습니다. 동점: A, B (각 92표). 정한 대로 추첨합니다. 추첨 결과를 입력할 때까지"
            " 이 가운데 당선자는 없습니다",
            "No one is elected. Level: A, B (92 votes each). As declared, lots are drawn. Until the lot is"
            " entered, none of them is elected",
        ),
        (
            Ties(),
            Lot((2,), WITNESSES),
            "당선: B 92표. 동점: A, B (각 92표). 추첨으로 당선: B (입회: Choi, Yoon)",
            "Elected: B with 92 votes. Level: A, B (92 votes each). Elected by lot: B (present: Choi, Yoon)",
        ),
        (
            Ties(TieRule.ORDER, (2, 1, 3), OrderOrigin.AGE),
            None,
            "당선: B 92표. 동점: B, A (각 92표). 연장자순으로 당선: B",
            "Elected: B with 92 votes. Level: B, A (92 votes each). Elected by age, the oldest first: B",
        ),
        (
            Ties(TieRule.RUN_OFF),
            None,
            "당선자가 없습니다. 동점: A, B (각 92표). 정한 대로 결선투표를 합니다: A, B",
            "No one is elected. Level: A, B (92 votes each). A run-off follows, as declared: A, B",
        ),
    ],
)
def test_a_tie_is_never_told_as_most_votes(ties: Ties, lot: Lot | None, korean: str, english: str) -> None:
    assert said(outcome(chosen([92, 92, 21], Rule(ties=ties)), lot)) == (korean, english)


def test_most_votes_are_told_as_such() -> None:
    assert said(outcome(chosen([5, 1], MOST_VOTES))) == (
        "당선: A 5표. 표를 가장 많이 얻었습니다",
        "Elected: A with 5 votes. By most votes",
    )


def test_a_motion_tells_its_answers_and_their_base() -> None:
    assert said(outcome(moved(1503, 486, MOST_VOTES, blank=33))) == (
        "가결: 찬성 1503, 반대 486, 기권 0, 고르지 않음 33. 찬성 1503표, 유효표 1989표의 75.6%."
        " 유효표 1989표의 과반수는 995표이므로 기준에 이르렀습니다",
        "Carried: yes 1503, no 486, abstain 0, not answered 33. Yes: 1503 votes, 75.6% of 1989 valid votes."
        " Needed: 995 votes, more than half of 1989 valid votes; reached",
    )


def test_by_yes_or_no_each_candidate_has_a_sentence() -> None:
    english = said(outcome(answered([(60, 30, 5), (30, 50, 15)], MOST_VOTES, ballots=100)))[1]
    assert "A: 60 votes, 66.7% of 90 valid votes. Needed: 46 votes" in english
    assert "B: 30 votes, 37.5% of 80 valid votes. Needed: 41 votes" in english
    assert "11 votes short" in english


def test_a_seat_that_stays_empty_is_told_and_one_with_a_run_off_is_not() -> None:
    half = Rule(Threshold(AT_LEAST_HALF, Base.CAST), seats=2)
    result = chosen([60, 30, 25], half, valid=100)
    assert "1 seat stays empty" in said(outcome(result))[1]
    run_off = outcome(chosen([60, 30, 25], replace(half, otherwise=BelowThreshold.RUN_OFF), valid=100))
    assert "empty" not in said(run_off)[1]


def test_a_result_without_force_says_so_first() -> None:
    rule = Rule(quorum=Quorum(MORE_THAN_HALF, Participation.PRESENT, BelowQuorum.NO_FORCE))
    korean, english = said(outcome(chosen([40, 10], rule), roll_at_opening=365, present=80))
    assert korean.startswith("기준에 못 미쳐 이 결과는 효력이 없습니다. 선거인 365명 가운데 80명(21.9%)이")
    assert english.startswith("Too few came, so this result has no force. 80 of 365 people on the roll")


def test_the_whole_elections_quorum_is_told_apart() -> None:
    contest = chosen([4, 1], Rule(quorum=Quorum(AT_LEAST_HALF))).contest
    whole = Quorum(MORE_THAN_HALF)
    came = attendance(contest, Figures(12, 5), whole, Figures(367, 200))
    assert ENGLISH.rule(contest, whole)[:2] == (
        "The box is opened if more than half of all people on the election's roll vote",
        "The box is opened if at least half of the people on the roll vote",
    )
    assert ENGLISH.numbers(contest, came) == (
        "184 of 367 people on the election's roll must come",
        "6 of 12 people on the roll must come",
    )


@pytest.mark.parametrize(
    ("rule", "korean", "english"),
    [
        (
            RUN_OFF,
            "유효표의 과반수를 얻은 후보가 당선됩니다. 그런 후보가 없으면 상위 두 사람이 결선투표를 합니다",
            "Elected: who gets more than half of the valid votes."
            " If nobody does, a run-off of the first two follows",
        ),
        (
            Rule(Threshold(AT_LEAST_HALF, Base.VALID), seats=1),
            "유효표의 절반 이상을 얻은 후보가 당선됩니다. 여럿이면 표가 가장 많은 후보입니다."
            " 그런 후보가 없으면 당선자 없이 끝납니다. 동점이면 입회인 앞에서 추첨합니다",
            "Elected: who gets at least half of the valid votes; of several, the one with most votes."
            " If nobody does, nobody is elected. Ties: by a lot drawn before witnesses",
        ),
        (
            Rule(seats=2, ties=Ties(TieRule.ORDER, (2, 1), OrderOrigin.DRAWN)),
            "표를 많이 얻은 차례로 2명이 당선됩니다. 동점이면 투표 전에 추첨한 순서를 따릅니다: B, A",
            "Elected: the 2 with most votes. Ties: by the order drawn before the vote: B, A",
        ),
    ],
)
def test_a_rule_is_told_before_the_vote(rule: Rule, korean: str, english: str) -> None:
    contest = chosen([0, 0], rule).contest
    assert (". ".join(KOREAN.rule(contest)), ". ".join(ENGLISH.rule(contest))) == (korean, english)


def test_the_bases_are_named_and_what_an_abstention_does() -> None:
    statutes = moved(0, 0, PRESETS["statutes"]).contest
    assert KOREAN.rule(statutes) == (
        "선거인의 과반수가 투표해야 개표합니다",
        "투표자(기권과 빈 표 포함)의 2/3 이상이 찬성하면 가결됩니다",
    )
    assert ENGLISH.rule(statutes)[1] == (
        "Carried if at least 2/3 of all who vote (abstentions and blank ballots too) say yes"
    )


@settings(max_examples=60)
@given(st.data(), choosing() | answering())
def test_every_rule_and_outcome_can_be_told(data: st.DataObject, result: ContestResult) -> None:
    known = data.draw(figures(result.ballots))
    came_out = outcome(
        result, roll_at_opening=known.roll_at_opening, added=known.added, present=known.present
    )
    for language in LANGUAGES:
        sentences = sentences_in(language)
        need = came_out.standings[0].need if came_out.standings else None
        told = [
            *sentences.rule(result.contest, Quorum(MORE_THAN_HALF)),
            *sentences.numbers(result.contest, came_out.attendance, need),
            *sentences.outcome(came_out),
        ]
        assert sentences.outcome(came_out)
        assert all(sentence and "{" not in sentence for sentence in told)


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [(183, 367, "49.9"), (1, 2000, "0.1"), (1, 2001, "0.0"), (0, 0, "0.0"), (7, 7, "100.0"), (2, 3, "66.7")],
)
def test_a_percentage_has_one_decimal_half_up(part: int, whole: int, told: str) -> None:
    assert percent(part, whole) == told


def test_a_name_from_right_to_left_turns_nothing_around_it() -> None:
    result = named(chosen([5, 5], MOST_VOTES), "דוד", "Kim")
    assert "\u2068דוד\u2069, Kim" in said(outcome(result))[1]


def test_the_order_of_ties_is_told_by_name_but_on_the_ballot_where_the_method_takes_words() -> None:
    order = Rule(ties=Ties(TieRule.ORDER, (2, 1), OrderOrigin.DRAWN))
    for kind in ("irv", "star", "approval"):
        contest = Contest(1, TITLE, kind, METHODS[kind].options({}), candidates(2), order)
        assert "B, A" in " ".join(ENGLISH.rule(contest))
        assert "B, A" not in " ".join(ENGLISH.rule(contest, on_ballot=True))
    chosen_one = Contest(1, TITLE, "choose", ChooseOptions(), candidates(2), order)
    assert "B, A" in " ".join(ENGLISH.rule(chosen_one, on_ballot=True))
