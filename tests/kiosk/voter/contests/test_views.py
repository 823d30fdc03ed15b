"""Every kind of contest can be shown, and no touch leads to a marking that its method would not take."""

import random
from dataclasses import replace
from typing import Any

import pytest

from election.i18n.catalogue import catalogue
from election.models import Contest
from election.voting.methods import METHODS, method_of
from election.voting.methods.choose import ChooseOptions
from election.voting.methods.kinds import RANKED, SCORED
from election.voting.methods.ranking import RankingOptions
from kiosk.style.context import UiContext
from kiosk.style.theme import Theme
from kiosk.voter.contests import VIEWS, view_of
from tools.sample_elections import sample_election

MOTION, SOLE, EACH, AUDITOR = sample_election("motions").contests
SEVERAL = replace(AUDITOR, options=ChooseOptions(most=2))
ALL = [MOTION, SOLE, EACH, AUDITOR, SEVERAL, *sample_election("methods").contests]


def touchable(contest: Contest) -> list[Any]:
    """What the list of its kind can emit."""
    ids = [candidate.id for candidate in contest.candidates]
    if contest.kind in ("choose", "approval"):
        return list(ids)
    if contest.kind in RANKED:
        return [(wish, each) for wish in ("tap", "tap", "up", "down", "out", "same") for each in ids] + [
            ("at", each, place) for each in ids for place in (1, 3, 9)
        ]
    if contest.kind in SCORED:
        return [(each, str(score)) for each in ids for score in range(6)]
    return [(each, answer) for each in ids or [0] for answer in ("yes", "no", "abstain")]


def first_touches(contest: Contest) -> list[Any]:
    """Those that mark something on a blank contest, and take it away again."""
    return [each for each in touchable(contest) if contest.kind not in RANKED or each[0] == "tap"]


def test_each_kind_has_a_view() -> None:
    assert VIEWS.keys() == METHODS.keys()


@pytest.mark.parametrize("contest", ALL)
def test_whatever_is_touched_the_marking_is_canonical_or_blank(contest: Contest) -> None:
    view, method, chance = view_of(contest), method_of(contest), random.Random(1)
    marking, whole = method.blank, view.left(contest, method.blank)
    touches = touchable(contest)
    for _ in range(200):
        before, touched = marking, chance.choice(touches)
        touch = view.touch(contest, before, touched)
        marking = touch.marking
        assert touch.refused is (marking == before), "a touch changes something, or is refused"
        assert not touch.refused or touch.shown, "and never silently"
        assert 0 <= view.left(contest, marking) <= whole
        if marking:
            assert method.canonical(contest, marking) == marking


@pytest.mark.parametrize("contest", ALL)
def test_touched_twice_it_is_as_before(contest: Contest) -> None:
    view, blank = view_of(contest), method_of(contest).blank
    for touched in first_touches(contest):
        once = view.touch(contest, blank, touched)
        again = view.touch(contest, once.marking, touched)
        assert (bool(once.marking), bool(again.marking)) == (True, False)
        assert not once.shown
        assert not again.shown


CHOIR = {each.kind: each for each in sample_election("methods").contests}


def ranked(contest: Contest, *touches: object) -> list[list[str]]:
    """The names in the order that these touches give."""
    view, marking = view_of(contest), method_of(contest).blank
    for each in touches:
        marking = view.touch(contest, marking, each).marking
    names = {each.id: each.name for each in contest.candidates}
    return [[names[each] for each in rank] for rank in marking]  # type: ignore[union-attr]


def test_a_ranking_is_moved_and_closes_up() -> None:
    contest = CHOIR["irv"]
    kim, lee, park = (each.id for each in contest.candidates[:3])
    names = [[each.name] for each in contest.candidates]
    start = [("tap", kim), ("tap", lee), ("tap", park)]
    assert ranked(contest, *start) == names[:3]
    assert ranked(contest, *start, ("up", park)) == [names[0], names[2], names[1]]
    assert ranked(contest, *start, ("down", kim)) == [names[1], names[0], names[2]]
    assert ranked(contest, *start, ("tap", lee)) == [names[0], names[2]]
    assert ranked(contest, *start, ("out", kim)) == [names[1], names[2]]
    assert ranked(contest, *start, ("at", park, 1)) == [names[2], names[0], names[1]]
    assert ranked(contest, ("at", park, 9)) == [names[2]]
    assert ranked(contest, *start, ("up", kim), ("down", park)) == names[:3]


def test_ranks_are_shared_and_left_again() -> None:
    contest = CHOIR["condorcet"]
    a, b, c = (each.id for each in contest.candidates)
    names = [each.name for each in contest.candidates]
    start = [("tap", a), ("tap", b), ("tap", c)]
    assert ranked(contest, *start, ("same", c)) == [[names[0]], [names[1], names[2]]]
    assert ranked(contest, *start, ("same", b)) == [[names[0], names[1]], [names[2]]]
    assert ranked(contest, *start, ("same", b), ("up", b)) == [[names[1]], [names[0]], [names[2]]]
    assert ranked(contest, *start, ("same", b), ("down", a)) == [[names[1]], [names[0]], [names[2]]]
    assert ranked(contest, *start, ("same", a)) == [[names[0]], [names[1]], [names[2]]]


def test_no_more_are_ranked_than_is_set() -> None:
    contest = replace(CHOIR["irv"], options=RankingOptions(most=2))
    a, b, c = (each.id for each in contest.candidates[:3])
    assert len(ranked(contest, ("tap", a), ("tap", b), ("tap", c))) == 2
    touch = view_of(contest).touch(contest, ((a,), (b,)), ("tap", c))
    assert (touch.refused, touch.shown, touch.news.key) == (True, True, "ranking.full")


@pytest.mark.parametrize("kind", ["score", "star", "irv", "stv_scottish", "condorcet"])
def test_who_withdrew_is_not_waited_for(kind: str) -> None:
    contest = CHOIR[kind]
    gone, *others = contest.candidates
    contest = replace(contest, candidates=(replace(gone, withdrawn=True), *others))
    ui = UiContext(catalogue(), Theme(), "en")
    marking: Any = {each.id: at + 1 for at, each in enumerate(others)}
    if kind in RANKED:
        marking = tuple((each.id,) for each in others)
    assert view_of(contest).left(contest, marking) == 0
    assert view_of(contest).review(ui, contest, marking).left_open == ""
