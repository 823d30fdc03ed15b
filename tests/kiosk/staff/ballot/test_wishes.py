"""A way to vote is chosen by what is wanted, after a look at an example count."""

import pytest

from election.voting.deciding.decide import seats_of
from kiosk.staff.ballot.contest import ContestPage
from kiosk.staff.ballot.example import ExamplePage
from kiosk.staff.ballot.wishes import WishesPage, WishesScreen
from kiosk.widgets.screen import Screen
from tests.kiosk.staff.ballot.editing import Editor


def shown(editor: Editor, screen: Screen) -> None:
    editor.qtbot.waitUntil(screen.isVisible)


def to_wishes(editor: Editor) -> WishesScreen:
    editor.open_contest(0)
    editor.press(editor.settled(ContestPage).screen.wishes_button)
    screen = editor.window.staff.page(WishesPage).screen
    shown(editor, screen)
    editor.qtbot.waitUntil(lambda: screen.contest is not None)
    return screen


@pytest.mark.slow
def test_a_way_is_chosen_by_what_is_wanted(editor: Editor) -> None:
    wishes = to_wishes(editor)
    row = wishes.rows["irv"]
    assert "no spoilers" in row.wish.plain_text()
    assert "Daon" in row.about.plain_text(), "whom the example elects"
    assert not row.warning.isVisible()
    editor.press(row)
    example = editor.window.staff.page(ExamplePage).screen
    shown(editor, example)
    assert "10 ballots: 1. Garam, 2. Narae, 3. Daon" in example.ballots.plain_text()
    assert "Round 2: Narae is excluded" in example.count.plain_text()
    assert "Daon" in example.elected.plain_text()
    editor.press(example.use_button)
    contest = editor.settled(ContestPage).screen
    assert editor.election().contests[0].kind == "irv"
    assert contest.form.kinds["irv"].isChecked()
    assert "instant run-off" in contest.notice.plain_text()
    editor.press(contest.undo_button)
    editor.settled(ContestPage)
    assert editor.election().contests[0].kind == "choose", "a step like any other"


@pytest.mark.slow
def test_examples_are_looked_at_one_after_the_other_and_change_nothing(editor: Editor) -> None:
    wishes = to_wishes(editor)
    example = editor.window.staff.page(ExamplePage).screen
    for kind, elected in (("condorcet", "Narae"), ("score", "Daon"), ("choose", "Garam")):
        editor.press(wishes.rows[kind])
        shown(editor, example)
        assert elected in example.elected.plain_text()
        assert example.use_button.isEnabled() is (kind != "choose"), "it is voted so already"
        editor.press(example.back_button)
        shown(editor, wishes)
    assert editor.election().contests[0].kind == "choose"


@pytest.mark.slow
def test_a_way_that_does_not_fit_the_seats_says_so(editor: Editor) -> None:
    editor.open_contest(0)
    screen = editor.settled(ContestPage).screen
    editor.press(screen.form.seats.more)
    editor.settled(ContestPage)
    editor.press(screen.wishes_button)
    wishes = editor.window.staff.page(WishesPage).screen
    shown(editor, wishes)
    editor.qtbot.waitUntil(lambda: wishes.rows["condorcet"].warning.isVisible())
    assert "here 2 are to be elected" in wishes.rows["condorcet"].warning.plain_text()
    assert not wishes.rows["stv_scottish"].warning.isVisible()
    editor.press(wishes.rows["irv"])
    example = editor.window.staff.page(ExamplePage).screen
    shown(editor, example)
    assert "here 2 are to be elected" in example.warning.plain_text()
    editor.press(example.back_button)
    shown(editor, wishes)
    editor.press(wishes.rows["stv_scottish"])
    shown(editor, example)
    assert not example.warning.isVisible()
    editor.press(example.use_button)
    editor.settled(ContestPage)
    contest = editor.election().contests[0]
    assert (contest.kind, seats_of(contest)) == ("stv_scottish", 2)


def test_nothing_is_chosen_while_the_polls_are_open(editor: Editor) -> None:
    with editor.services.library.held(editor.election_id) as held:
        held.polls.open()
    editor.open_contest(0)
    assert not editor.settled(ContestPage).screen.wishes_button.isVisible()
