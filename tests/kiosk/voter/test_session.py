"""One voter's markings: kept in the form of each contest's method, by rules that the method has."""

from dataclasses import replace

import pytest

from election.errors import BlankNotAllowed, TooFewChoices
from election.models import Contest, Marking, Options
from election.voting.methods.choose import ChooseOptions
from kiosk.voter.session import Session
from tools.sample_elections import VOTER, sample_election

ELECTION = sample_election("motions")
MOTION, SOLE, EACH, AUDITOR = ELECTION.contests
TWO = replace(AUDITOR, options=ChooseOptions(most=3, least=2))
FIRST, SECOND, THIRD = (candidate.id for candidate in AUDITOR.candidates)


@pytest.fixture
def session() -> Session:
    session = Session()
    session.begin(VOTER, ELECTION)
    return session


def test_what_is_not_marked_is_blank_in_the_form_of_its_method(session: Session) -> None:
    assert session.marking(AUDITOR) == ()
    assert dict(session.marking(MOTION)) == {}  # type: ignore[arg-type]  # a mapping, of this kind
    assert session.markings() == {}


def test_only_what_is_marked_is_cast(session: Session) -> None:
    session.mark(AUDITOR, (SECOND,))
    session.mark(MOTION, {0: "abstain"})
    session.mark(SOLE, {SOLE.candidates[0].id: "yes"})
    session.mark(SOLE, {})  # and taken away again
    assert session.markings() == {MOTION.id: {0: "abstain"}, AUDITOR.id: (SECOND,)}


@pytest.mark.parametrize("again", ["reset", "begin"])
def test_the_next_voter_finds_nothing(session: Session, again: str) -> None:
    session.mark(MOTION, {0: "yes"})
    if again == "reset":
        session.reset()
        assert session.voter is None
    else:
        session.begin(VOTER, ELECTION)
    assert session.markings() == {}
    assert not session.marking(MOTION)


@pytest.mark.parametrize(
    ("contest", "marking", "refusal"),
    [
        (MOTION, None, BlankNotAllowed),
        (MOTION, {0: "abstain"}, None),
        (SOLE, None, None),
        (EACH, {EACH.candidates[1].id: "no"}, None),  # on one of three
        (replace(EACH, options=Options(blank=False)), None, BlankNotAllowed),
        (TWO, None, None),
        (TWO, (FIRST,), TooFewChoices),
        (TWO, (FIRST, THIRD), None),
        (replace(AUDITOR, options=ChooseOptions(blank=False)), None, BlankNotAllowed),
    ],
)
def test_it_tells_what_would_not_be_taken(
    session: Session, contest: Contest, marking: Marking | None, refusal: type[Exception] | None
) -> None:
    if marking is not None:
        session.mark(contest, marking)
    assert type(session.refusal(contest)) is (refusal or type(None))
