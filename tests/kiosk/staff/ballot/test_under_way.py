"""A ballot that people are voting on: texts corrected and candidates withdrawn, each confirmed and noted."""

import pytest

from kiosk.staff.ballot.candidate import CandidatePage
from kiosk.staff.ballot.contest import ContestPage
from kiosk.staff.ballot.contests import ContestsPage
from kiosk.staff.ballot.under_way import UnderWayPage
from tests.kiosk.staff.ballot.editing import Editor
from tests.kiosk.staff.door import PASSPHRASE


@pytest.fixture
def under_way(editor: Editor) -> Editor:
    """The polls of the draft have opened, and its contests are shown anew."""
    with editor.services.library.held(editor.election_id) as held:
        held.polls.open()
    editor.window.staff.page(ContestsPage).prepare()
    editor.settled(ContestsPage)
    return editor


def confirm(editor: Editor, passphrase: str = PASSPHRASE) -> UnderWayPage:
    page = editor.window.staff.page(UnderWayPage)
    editor.qtbot.waitUntil(page.screen.isVisible)
    editor.type(page.screen.reason, "because")
    editor.type(page.screen.passphrase, passphrase)
    editor.press(page.screen.submit)
    return page


def acts(editor: Editor) -> list[tuple[str, str]]:
    with editor.services.library.held(editor.election_id) as held:
        return [(act.what, act.why) for act in held.polls.acts() if not act.what.startswith("polls.")]


def test_nothing_but_texts_can_be_changed(under_way: Editor) -> None:
    contests = under_way.settled(ContestsPage).screen
    assert not contests.add_button.isVisible()
    assert not contests.rows[0].down.isVisible()
    under_way.open_contest(0)
    screen = under_way.settled(ContestPage).screen
    assert not screen.form.isEnabled()
    for widget in (screen.name, screen.import_button, screen.remove_button, screen.undo_button):
        assert not widget.isVisible()


@pytest.mark.slow
def test_a_text_is_corrected_with_reason_and_passphrase(under_way: Editor) -> None:
    before = under_way.open_contest(0)
    screen = under_way.settled(ContestPage).screen
    under_way.type(screen.title_fields.fields["en"], "Chairperson", enter=True)
    under_way.settled(ContestPage)
    assert under_way.election().contests[0] == before, "not before it is confirmed"
    under_way.press(screen.correct_button)
    page = confirm(under_way, "another passphrase")
    under_way.qtbot.waitUntil(lambda: bool(page.screen.notice.plain_text()))
    assert under_way.election().contests[0] == before
    confirm(under_way)
    under_way.settled(ContestPage)
    assert under_way.election().contests[0].title.in_language("en") == "Chairperson"
    assert acts(under_way) == [("ballot.corrected", "because")]
    assert "Done" in screen.notice.plain_text()


@pytest.mark.slow
def test_a_candidate_is_withdrawn(under_way: Editor) -> None:
    candidate = under_way.open_contest(0).candidates[1]
    under_way.press(under_way.settled(ContestPage).screen.rows[1].open)
    screen = under_way.settled(CandidatePage).screen
    assert not screen.remove_button.isVisible()
    under_way.press(screen.withdraw_button)
    page = under_way.window.staff.page(UnderWayPage)
    under_way.qtbot.waitUntil(page.screen.isVisible)
    assert "Votes already given stand" in page.screen.about()
    confirm(under_way)
    under_way.settled(CandidatePage)
    withdrawn = under_way.election().contests[0].candidate(candidate.id)
    assert withdrawn is not None
    assert withdrawn.withdrawn
    assert acts(under_way) == [("candidate.withdrawn", "because")]
    assert not screen.withdraw_button.isVisible()
