"""The ballot says what decides, before a voter chooses."""

from dataclasses import replace

from election.models import Election
from election.rules import MORE_THAN_HALF, MOST_VOTES, Quorum
from election.voting.deciding.presets import PRESETS
from kiosk.app.window import KioskWindow
from kiosk.voter.screens.ballot import BallotScreen
from kiosk.voter.service_calls import Admission
from tools.sample_elections import VOTER, rich_election


def show(window: KioskWindow, election: Election) -> BallotScreen:
    """The page of its first contest."""
    window.service_calls.admitted.emit(Admission(VOTER, election, None))
    assert window.voter_flow.here is window.screens.ballot
    return window.screens.ballot


def test_a_rule_stands_above_the_names_in_the_voters_language_and_is_told(window: KioskWindow) -> None:
    election = rich_election()
    contest = replace(election.contests[0], rule=PRESETS["majority_or_run_off"])
    ballot = show(window, replace(election, contests=(contest, *election.contests[1:])))
    assert not ballot.rule.isHidden()
    assert ballot.rule.plain_text() == (
        "유효표의 과반수를 얻은 후보가 당선됩니다. 그런 후보가 없으면 상위 두 사람이 결선투표를 합니다"
    )
    assert ballot.rule.plain_text() in ballot.spoken()
    window.set_language("en")
    assert ballot.rule.plain_text().startswith("Elected: who gets more than half of the valid votes")


def test_most_votes_go_without_saying(window: KioskWindow) -> None:
    election = rich_election()
    assert election.contests[0].rule == MOST_VOTES
    ballot = show(window, election)
    assert ballot.rule.isHidden()
    assert ". ." not in ballot.spoken()


def test_the_whole_elections_quorum_is_said_in_each_contest(window: KioskWindow) -> None:
    election = replace(rich_election(), quorum=Quorum(MORE_THAN_HALF))
    ballot = show(window, election)
    assert ballot.rule.plain_text().startswith("선거 전체 선거인의 과반수가 투표해야 개표합니다. ")
