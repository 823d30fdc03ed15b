"""The ballot says what decides, before a voter chooses."""

from dataclasses import replace

from election.models import Election, LocalText
from election.rules import MORE_THAN_HALF, MOST_VOTES, Quorum
from election.voting.deciding.presets import PRESETS
from kiosk.app.window import KioskWindow
from kiosk.voter.screens.ballot import BallotScreen
from kiosk.voter.service_calls import Admission
from tools.sample_elections import VOTER, rich_election, sample_election


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


def described(window: KioskWindow, kind: str = "choose") -> BallotScreen:
    """The page of a contest with a description, whose first candidate says something, and whose second one
    has withdrawn.
    """
    election = rich_election() if kind == "choose" else sample_election("motions")
    contest = next(each for each in election.contests if each.kind == kind and len(each.candidates) > 2)
    first, second, *others = contest.candidates
    first = replace(
        first, label="하늘", statement=LocalText.of({"ko": "함께 걷겠습니다.", "en": "Together."})
    )
    contest = replace(
        contest,
        description=LocalText.of({"ko": "임기는 1년입니다.", "en": "For one year."}),
        candidates=(first, replace(second, withdrawn=True), *others),
    )
    return show(window, replace(election, contests=(contest,)))


def test_what_is_said_of_contest_and_candidates_stands_there_in_the_voters_language(
    window: KioskWindow,
) -> None:
    ballot = described(window)
    first, second, third, *_ = ballot.rows
    assert ballot.description.plain_text() == "임기는 1년입니다."
    assert "임기는 1년입니다." in ballot.spoken()
    assert first.accessibleName().endswith(". 하늘 · 함께 걷겠습니다.")
    assert second.accessibleName().endswith(". 사퇴")
    assert ". " not in third.accessibleName()
    window.set_language("en")
    assert ballot.description.plain_text() == "For one year."
    assert first.accessibleName().endswith(". 하늘 · Together.")
    assert second.accessibleName().endswith(". withdrawn")


def test_who_withdrew_cannot_be_marked_and_that_is_said(window: KioskWindow) -> None:
    ballot = described(window)
    ballot.rows[1].click()
    assert not any(row.isChecked() for row in ballot.rows)
    assert "사퇴하여 고를 수 없습니다" in ballot.notice.plain_text()
    ballot.rows[2].click()
    ballot.rows[1].click()
    assert [row.isChecked() for row in ballot.rows[:3]] == [False, False, True]


def test_no_answer_is_asked_for_on_who_withdrew(window: KioskWindow) -> None:
    ballot = described(window, "yes_no")
    window.set_language("en")
    assert ballot.left.plain_text() == "2 answers left"
    ballot.rows[3].click()  # yes to the second
    assert not any(row.isChecked() for row in ballot.rows)
    ballot.rows[0].click()
    ballot.rows[6].click()
    assert ballot.left.plain_text() == "0 answers left"
