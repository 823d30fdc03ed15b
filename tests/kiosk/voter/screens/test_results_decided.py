"""What the results screen says came out: who is elected, or why nobody is."""

from dataclasses import replace

import pytest

from election.models import Turnout
from kiosk.app.window import KioskWindow
from kiosk.voter.service_calls import Count
from kiosk.widgets.ballot.bars import Bar
from tools.sample_elections import decided_count, results_of, sample_election


@pytest.fixture
def decided(window: KioskWindow) -> KioskWindow:
    """The results of a run-off, two ties, and a box that its quorum keeps closed."""
    count = decided_count()
    window.voter_flow.go(window.screens.results)
    window.screens.results.show_count(count.turnout, count.results, count.outcomes)
    return window


@pytest.mark.slow
def test_what_came_out_stands_above_the_votes_with_the_reason(decided: KioskWindow) -> None:
    president, *_ = decided.screens.results.cards
    assert president.leading.plain_text() == "당선자가 없습니다"
    assert "정한 대로 결선투표를 합니다: " in president.why.plain_text()
    decided.header.language_button("en").click()
    assert president.leading.plain_text() == "No one is elected"
    assert "A run-off follows, as declared: " in president.why.plain_text()
    assert not president.why.isHidden()


def test_a_closed_box_shows_that_and_no_votes(decided: KioskWindow) -> None:
    results = decided.screens.results
    (closed,) = results.outcome_cards
    assert len(results.cards) == 3
    assert closed.title.plain_text() == closed.outcome.contest.title.in_language("ko")
    assert closed.leading.plain_text() == (
        "개표하지 않습니다. 선거인 120명 가운데 84명(70.0%)이 투표했고 90명이 필요했습니다"
    )
    assert closed.why.plain_text() == "득표는 누구에게도 보이지 않습니다"
    assert not closed.findChildren(Bar)


@pytest.mark.slow
def test_the_cards_stand_in_ballot_order_and_stay_while_nothing_changes(decided: KioskWindow) -> None:
    results, count = decided.screens.results, decided_count()
    first_closed = replace(count.outcomes[3], contest=replace(count.outcomes[3].contest, id=0))
    results.show_count(count.turnout, count.results, (first_closed, *count.outcomes[:3]))
    before = [*results.cards, *results.outcome_cards]
    assert decided.screens.results.spoken().index("마을 회관") < results.spoken().index("주민 대표")
    results.show_count(count.turnout, count.results, (first_closed, *count.outcomes[:3]))
    assert [*results.cards, *results.outcome_cards] == before


@pytest.mark.slow
def test_what_came_out_is_told_first(decided: KioskWindow) -> None:
    told = decided.screens.results.cards[0].told()
    assert told[:2] == ["주민 대표", "당선자가 없습니다"]
    assert "결선투표" in told[2]
    assert decided.screens.results.cards[0].gist() == told[:2]


@pytest.mark.parametrize("name", ["club", "motions"])
def test_who_withdrew_is_told_as_such_beside_their_votes(window: KioskWindow, name: str) -> None:
    election = sample_election(name)
    contest = election.contests[-2]
    first, *others = contest.candidates
    contest = replace(contest, candidates=(replace(first, withdrawn=True), *others))
    election = replace(election, contests=(contest,))
    window.voter_flow.go(window.screens.results)
    window.service_calls.counted.emit(Count(Turnout(120, 84), results_of(election)))
    (card,) = window.screens.results.cards
    told = " ".join(card.told())
    assert f"{first.name} (사퇴)" in told
