"""The real ballot, to be tried: it is the voter's, it says what it is, and nothing is cast."""

import pytest

from kiosk.app.voter_trial import VoterTrial
from kiosk.staff.ballot.contests import ContestsPage
from kiosk.staff.ballot.preview import PreviewPage
from tests.kiosk.staff.ballot.editing import Editor


@pytest.mark.slow
def test_all_contests_are_gone_through_and_nothing_is_cast(editor: Editor) -> None:
    editor.press(editor.settled(ContestsPage).screen.preview_button)
    page = editor.window.staff.page(PreviewPage)
    trial = page.screen.trial
    assert isinstance(trial, VoterTrial)
    editor.qtbot.waitUntil(lambda: trial.ballot.isVisible() and bool(trial.ballot.rows))
    assert page.screen.about.plain_text().startswith("PREVIEW. ")
    contests = editor.election().contests
    for contest in contests:
        assert trial.ballot.title.plain_text() == contest.title.in_language("en")
        editor.press(trial.ballot.rows[0])
        assert trial.ballot.rows[0].isChecked()
        editor.press(trial.ballot.forward_button)
    editor.qtbot.waitUntil(trial.review.isVisible)
    editor.press(trial.review.rows[1])
    editor.press(trial.ballot.forward_button)
    editor.qtbot.waitUntil(trial.review.isVisible)
    editor.press(trial.review.cast_button)
    editor.qtbot.waitUntil(trial.ballot.isVisible)
    with editor.services.library.held(editor.election_id) as held:
        assert held.tally.turnout().voted == 0
    editor.press(page.screen.end_button)
    editor.settled(ContestsPage)
    assert trial.is_empty(), "nothing of it is kept"


def test_an_empty_ballot_says_so(editor: Editor) -> None:
    from election.setup.changes.contests import RemoveContest

    with editor.services.library.held(editor.election_id) as held:
        for contest in held.polls.election().contests:
            held.editing.make(RemoveContest(contest.id))
    editor.press(editor.settled(ContestsPage).screen.preview_button)
    page = editor.window.staff.page(PreviewPage)
    editor.qtbot.waitUntil(lambda: "no contest" in page.screen.about.plain_text())
