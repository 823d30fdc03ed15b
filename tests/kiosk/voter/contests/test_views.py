"""Every kind of contest can be shown, and no touch leads to a marking that its method would not take."""

import random
from dataclasses import replace

import pytest

from election.models import Contest, Options
from election.voting.methods import METHODS, method_of
from election.voting.methods.choose import ChooseOptions
from kiosk.voter.contests import VIEWS, view_of
from tools.sample_elections import sample_election

MOTION, SOLE, EACH, AUDITOR = sample_election("motions").contests
SEVERAL = replace(AUDITOR, options=ChooseOptions(most=2))
APPROVED = replace(AUDITOR, kind="approval", options=Options())
ALL = [MOTION, SOLE, EACH, AUDITOR, SEVERAL, APPROVED]


def touchable(contest: Contest) -> list[object]:
    """What the list of its kind can emit."""
    ids = [candidate.id for candidate in contest.candidates]
    if contest.kind in ("choose", "approval"):
        return list(ids)
    return [(each, answer) for each in ids or [0] for answer in ("yes", "no", "abstain")]


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
    for touched in touchable(contest):
        once = view.touch(contest, blank, touched)
        again = view.touch(contest, once.marking, touched)
        assert (bool(once.marking), bool(again.marking)) == (True, False)
        assert not once.shown
        assert not again.shown
