"""Ways to vote by what is wanted: every kind has its wish, warnings where it does not fit, and the change."""

from dataclasses import replace

import pytest

from election.errors import Message
from election.i18n.catalogue import LANGUAGES, catalogue
from election.models import Candidate, Contest, Election, LocalText, PollsState
from election.rules import AT_LEAST_HALF, MORE_THAN_HALF, Base, Quorum, Rule, Threshold, TieRule, Ties
from election.setup.changes.contests import ChangeContest
from election.setup.life_cycle import Definition
from election.setup.wishes import WISHES, misfits, values_for
from election.voting.deciding.decide import seats_of
from election.voting.methods import METHODS


def contest(kind: str = "choose", *, seats: int | None = None, standing: int = 3) -> Contest:
    candidates = tuple(Candidate(each, f"Candidate {each}") for each in range(1, standing + 1))
    title = LocalText.of({"en": "Chair"})
    return Contest(1, title, kind, METHODS[kind].options({}), candidates, Rule(seats=seats))


def changed(before: Contest, kind: str) -> Contest:
    election = Election(LocalText.of({"en": "Club"}), PollsState.DRAFT, False, (before,))
    made = ChangeContest(before.id, values_for(before, kind)).made(Definition(election, {}))
    return made.election.contests[0]


def keys(messages: tuple[Message, ...]) -> list[str]:
    return [each.key.removeprefix("wish.misfit.") for each in messages]


def test_every_kind_of_contest_has_its_wish_in_both_languages() -> None:
    assert sorted(WISHES) == sorted(METHODS)
    for language in LANGUAGES:
        assert len({catalogue().text(f"wish.of.{kind}", language) for kind in WISHES}) == len(WISHES)


@pytest.mark.parametrize(
    ("kind", "seats", "told"),
    [
        ("irv", 1, []),
        ("irv", 2, ["one_seat"]),
        ("condorcet", 1, []),
        ("condorcet", 3, ["one_seat"]),
        ("stv_scottish", 1, ["stv_for_one"]),
        ("stv_scottish", 2, []),
        ("approval", 1, []),
        ("approval", 2, ["majority_takes_all"]),
        ("score", 2, ["majority_takes_all"]),
        ("star", 1, []),
        ("star", 2, ["majority_takes_all"]),
        ("choose", 1, ["split"]),
        ("choose", 2, ["majority_takes_all"]),
        ("yes_no", 1, ["each_alone"]),
    ],
)
def test_where_a_way_does_not_fit_it_says_so(kind: str, seats: int, told: list[str]) -> None:
    assert keys(misfits(contest(seats=seats), kind)) == told


def test_two_candidates_split_no_votes_and_a_motion_is_asked_alone() -> None:
    assert misfits(contest(standing=2), "choose") == ()
    assert misfits(contest("yes_no", standing=0), "yes_no") == ()


def test_the_warning_says_how_many_seats_there_are_for() -> None:
    (told,) = misfits(contest(seats=3), "irv")
    for language in LANGUAGES:
        assert "3" in catalogue().text(told.key, language, **told.values)


@pytest.mark.parametrize("kind", WISHES)
@pytest.mark.parametrize("before", WISHES)
def test_every_way_can_be_changed_to_every_other(before: str, kind: str) -> None:
    assert changed(contest(before), kind).kind == kind


@pytest.mark.parametrize("kind", ["stv_scottish", "approval", "score", "star"])
def test_as_many_are_elected_as_before(kind: str) -> None:
    several = contest()
    several = replace(several, options=METHODS["choose"].options({"most": 2}))  # and so two seats
    assert seats_of(changed(several, kind)) == 2
    assert seats_of(changed(contest(), kind)) == 1


def test_a_way_for_one_seat_elects_one() -> None:
    assert seats_of(changed(contest(seats=2), "irv")) == 1


def test_the_rule_keeps_what_the_way_has() -> None:
    quorum = Quorum(AT_LEAST_HALF)
    rule = Rule(Threshold(MORE_THAN_HALF, Base.VALID), quorum=quorum, ties=Ties(TieRule.RUN_OFF))
    before = replace(contest(), rule=rule)
    assert changed(before, "irv").rule == Rule(quorum=quorum)
    assert changed(before, "approval").rule == rule
