"""Candidates in an order drawn for each voter: fair, and the same for as long as they are there."""

from collections import Counter
from dataclasses import replace

import pytest

from election.models import CandidateOrder, Contest
from kiosk.app.window import KioskWindow
from kiosk.voter.service_calls import Admission
from kiosk.voter.session import Session
from tools.sample_elections import VOTER, sample_election

ELECTION = sample_election("motions")
*OTHERS, AUDITOR = ELECTION.contests
SHUFFLED = replace(AUDITOR, order=CandidateOrder.SHUFFLED)
OF_THREE = replace(ELECTION, contests=(*OTHERS, SHUFFLED))


def drawn(session: Session) -> Contest:
    session.begin(VOTER, OF_THREE)
    assert session.election is not None
    return session.election.contests[-1]


def test_every_order_is_as_likely_for_the_same_voter() -> None:
    orders = Counter(tuple(each.id for each in drawn(Session()).candidates) for _ in range(1200))
    assert len(orders) == 6
    assert all(130 < count < 270 for count in orders.values())  # 200, and more than five deviations away


def test_only_what_is_to_be_shuffled_is() -> None:
    session = Session()
    for _ in range(8):
        drawn(session)
        assert session.election is not None
        assert session.election.contests[:-1] == tuple(OTHERS)
        assert session.given == OF_THREE.contests


@pytest.mark.slow
def test_a_voter_who_comes_back_to_the_page_finds_the_same_order(window: KioskWindow) -> None:
    many = tuple(replace(SHUFFLED.candidates[0], id=at, name=f"후보 {at}") for at in range(1, 13))
    contest = replace(SHUFFLED, candidates=many)
    election = replace(ELECTION, contests=(contest, *OTHERS))
    window.service_calls.admitted.emit(Admission(VOTER, election, None))
    ballot = window.screens.ballot

    def order() -> list[str]:
        return [row.name.plain_text() for row in ballot.rows]  # type: ignore[attr-defined]

    first = order()
    assert sorted(first) == sorted(each.name for each in many)
    ballot.forward_button.click()
    ballot.back_button.click()
    window.set_language("en")
    assert order() == first
    orders = {tuple(first)}
    for _ in range(4):
        window.reset()
        window.service_calls.admitted.emit(Admission(VOTER, election, None))
        orders.add(tuple(order()))
    assert len(orders) > 1
