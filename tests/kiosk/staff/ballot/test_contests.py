"""The pages on which a ballot is edited: each thing is kept at once, undone, and lost by no way out."""

from pathlib import Path

import pytest

from election.models import CandidateOrder, PollsState, WithdrawnVotes
from election.resources import resource
from election.rules import MORE_THAN_HALF, Base, Quorum, Rule, Threshold
from election.setup.changes.contests import ChangeContest
from election.voting.methods.choose import options_of
from kiosk.staff.ballot.adding import AddCandidatesPage
from kiosk.staff.ballot.candidate import CandidatePage
from kiosk.staff.ballot.contest import ContestPage
from kiosk.staff.ballot.contests import ContestsPage
from kiosk.staff.files.page import Choose, ChooseFilePage
from kiosk.staff.screens.panel import PanelPage
from tests.kiosk.staff.ballot.editing import Editor


def test_contests_are_added_moved_and_undone(editor: Editor) -> None:
    screen = editor.settled(ContestsPage).screen
    before = [each.id for each in editor.election().contests]
    editor.press(screen.add_button)
    editor.settled(ContestsPage)
    assert [each.id for each in editor.election().contests] == [*before, max(before) + 1]
    editor.press(screen.rows[-1].up)
    editor.settled(ContestsPage)
    moved = [each.id for each in editor.election().contests]
    assert moved == [*before[:-1], max(before) + 1, before[-1]]
    assert [row.row_id for row in screen.rows] == moved
    for _ in range(2):
        editor.press(screen.undo_button)
        editor.settled(ContestsPage)
    assert [each.id for each in editor.election().contests] == before
    assert not screen.undo_button.isEnabled()


@pytest.mark.slow
def test_texts_are_kept_when_they_are_left_and_when_the_page_is(editor: Editor) -> None:
    contest = editor.open_contest(0)
    screen = editor.settled(ContestPage).screen
    editor.type(screen.title_fields.fields["en"], "Chairperson", enter=True)
    editor.settled(ContestPage)
    assert editor.election().contests[0].title.in_language("en") == "Chairperson"
    editor.type(screen.description_fields.fields["ko"], "임기는 1년입니다.")
    editor.press(screen.back_button)
    editor.settled(ContestsPage)
    changed = editor.election().contests[0]
    assert changed.description.in_language("ko") == "임기는 1년입니다."
    assert changed.title.in_language("ko") == contest.title.in_language("ko")


@pytest.mark.slow
def test_the_elections_own_texts_are_kept(editor: Editor) -> None:
    screen = editor.settled(ContestsPage).screen
    editor.type(screen.texts["title"].fields["en"], "Spring election", enter=True)
    editor.settled(ContestsPage)
    editor.type(screen.texts["description"].fields["ko"], "올해의 임원을 뽑습니다.")
    editor.press(screen.back_button)
    editor.qtbot.waitUntil(editor.window.staff.page(PanelPage).screen.isVisible)
    election = editor.election()
    assert election.title.in_language("en") == "Spring election"
    assert election.description.in_language("ko") == "올해의 임원을 뽑습니다."


@pytest.mark.slow
def test_what_was_typed_is_kept_though_the_kiosk_is_locked(editor: Editor) -> None:
    editor.open_contest(0)
    editor.type(editor.settled(ContestPage).screen.title_fields.fields["en"], "Chairperson")
    editor.window.reset()
    editor.qtbot.waitUntil(lambda: editor.election().contests[0].title.in_language("en") == "Chairperson")


@pytest.mark.slow
def test_a_title_that_is_taken_away_is_refused_and_can_be_left(editor: Editor) -> None:
    editor.open_contest(0)
    screen = editor.settled(ContestPage).screen
    for field in screen.title_fields.fields.values():
        editor.type(field, "")
    editor.press(screen.back_button)
    editor.qtbot.waitUntil(lambda: bool(screen.notice.plain_text()))
    assert screen.isVisible()
    editor.press(screen.back_button)
    editor.settled(ContestsPage)
    (left,) = editor.election().contests[0].title.texts  # one language is enough, none is not
    assert left == ("en", "President")


@pytest.mark.slow
def test_the_form_is_chosen(editor: Editor) -> None:
    editor.open_contest(0)
    form = editor.settled(ContestPage).screen.form
    for press in (form.most.more, form.most.more, form.least.more, form.blank, form.shuffled):
        editor.press(press)
        editor.settled(ContestPage)
    contest = editor.election().contests[0]
    assert (options_of(contest).most, options_of(contest).least, contest.options.blank) == (3, 1, False)
    assert contest.order is CandidateOrder.SHUFFLED
    editor.press(form.kinds["yes_no"])
    editor.settled(ContestPage)
    editor.press(form.void)
    editor.settled(ContestPage)
    contest = editor.election().contests[0]
    assert (contest.kind, contest.withdrawn_votes) == ("yes_no", WithdrawnVotes.VOID)
    assert not form.most.isVisible()


@pytest.mark.slow
def test_every_way_to_vote_is_offered_once_it_is_asked_for(editor: Editor) -> None:
    editor.open_contest(0)
    form = editor.settled(ContestPage).screen.form
    assert not form.kinds["irv"].isVisible()
    editor.press(form.more_button)
    editor.press(form.kinds["irv"])
    editor.settled(ContestPage)
    assert editor.election().contests[0].kind == "irv"
    assert form.kinds["irv"].isChecked()


def test_candidates_are_added_moved_changed_and_removed(editor: Editor) -> None:
    before = [each.name for each in editor.open_contest(0).candidates]
    screen = editor.settled(ContestPage).screen
    for name in ("가을", "겨울"):
        editor.type(screen.name, name, enter=True)
        editor.settled(ContestPage)
    editor.press(screen.rows[-1].up)
    editor.settled(ContestPage)
    assert [each.name for each in editor.election().contests[0].candidates] == [*before, "겨울", "가을"]
    editor.press(screen.rows[-2].open)
    page = editor.settled(CandidatePage)
    editor.type(page.screen.label, "하늘")
    editor.type(page.screen.statement.fields["en"], "Together.")
    editor.press(page.screen.back_button)
    editor.settled(ContestPage)
    changed = editor.election().contests[0].candidates[-2]
    assert (changed.name, changed.label, changed.statement.in_language("en")) == ("겨울", "하늘", "Together.")
    editor.press(screen.rows[-2].open)
    editor.settled(CandidatePage)
    editor.press(page.screen.remove_button)
    editor.settled(ContestPage)
    assert [each.name for each in editor.election().contests[0].candidates] == [*before, "가을"]


@pytest.mark.slow
def test_a_photo_is_taken_away_and_comes_back(editor: Editor) -> None:
    contest = editor.open_contest(0)
    editor.press(editor.settled(ContestPage).screen.rows[0].open)
    page = editor.settled(CandidatePage)
    editor.press(page.screen.no_photo_button)
    editor.settled(CandidatePage)
    with editor.services.library.held(editor.election_id) as held:
        assert contest.candidates[0].id not in held.polls.photos()
    assert not page.screen.no_photo_button.isVisible()
    editor.press(page.screen.undo_button)
    editor.settled(CandidatePage)
    with editor.services.library.held(editor.election_id) as held:
        assert contest.candidates[0].id in held.polls.photos()


def choose(editor: Editor, file: Path) -> None:
    files = editor.window.staff.page(ChooseFilePage)
    editor.qtbot.waitUntil(files.screen.isVisible)
    files.screen.asked.emit(Choose(file))


@pytest.mark.slow
def test_a_photo_is_chosen_and_one_that_is_none_refused(editor: Editor, tmp_path: Path) -> None:
    contest = editor.open_contest(0)
    editor.press(editor.settled(ContestPage).screen.rows[0].open)
    page = editor.settled(CandidatePage)
    wrong, right = tmp_path / "wrong.jpg", tmp_path / "right.jpg"
    wrong.write_bytes(b"<svg/>")
    right.write_bytes(resource("elections", "club", "07.jpg").read_bytes())
    editor.press(page.screen.photo_button)
    choose(editor, wrong)
    editor.qtbot.waitUntil(lambda: "JPEG or PNG" in page.screen.notice.plain_text())
    editor.press(page.screen.photo_button)
    choose(editor, right)
    editor.settled(CandidatePage)
    with editor.services.library.held(editor.election_id) as held:
        assert held.polls.photos()[contest.candidates[0].id] == right.read_bytes()


@pytest.mark.slow
def test_candidates_are_brought_in_from_a_file(editor: Editor, tmp_path: Path) -> None:
    editor.open_contest(0)
    editor.press(editor.settled(ContestPage).screen.import_button)
    page = editor.window.staff.page(AddCandidatesPage)
    editor.qtbot.waitUntil(page.screen.isVisible)
    file = tmp_path / "candidates.csv"
    file.write_bytes("성명,소속\r\n가을,하늘\r\n".encode("cp949"))
    editor.press(page.screen.choose_button)
    choose(editor, file)
    editor.settled(ContestPage)
    added = editor.election().contests[0].candidates[-1]
    assert (added.name, added.label) == ("가을", "하늘")


@pytest.mark.slow
def test_names_are_pasted(editor: Editor) -> None:
    before = len(editor.open_contest(0).candidates)
    editor.press(editor.settled(ContestPage).screen.import_button)
    page = editor.window.staff.page(AddCandidatesPage)
    editor.qtbot.waitUntil(page.screen.isVisible)
    assert not page.screen.add_button.isEnabled()
    page.screen.text.setPlainText("이름\t소속\n\t하늘\n")
    editor.press(page.screen.add_button)
    editor.qtbot.waitUntil(lambda: "Row 2" in page.screen.notice.plain_text())
    page.screen.text.setPlainText("가을\t하늘\n겨울\n")
    editor.press(page.screen.add_button)
    screen = editor.settled(ContestPage).screen
    assert len(screen.rows) == before + 2
    assert [(each.name, each.label) for each in editor.election().contests[0].candidates[-2:]] == [
        ("가을", "하늘"),
        ("겨울", ""),
    ]


@pytest.mark.slow
def test_a_contest_is_duplicated_and_removed(editor: Editor) -> None:
    first = editor.open_contest(0)
    editor.press(editor.settled(ContestPage).screen.duplicate_button)
    contests = editor.settled(ContestsPage).screen
    assert [each.title for each in editor.election().contests[:2]] == [first.title, first.title]
    count = len(contests.rows)
    editor.open_contest(0)
    editor.press(editor.settled(ContestPage).screen.remove_button)
    editor.settled(ContestsPage)
    assert len(contests.rows) == count - 1
    assert first.id not in [each.id for each in editor.election().contests]


def test_what_decides_is_said_in_numbers_of_people(editor: Editor) -> None:
    rule = Rule(Threshold(MORE_THAN_HALF, Base.VALID), quorum=Quorum(MORE_THAN_HALF))
    with editor.services.library.held(editor.election_id) as held:
        contest = held.polls.election().contests[0]
        held.editing.make(ChangeContest(contest.id, {"rule": rule}))
    editor.open_contest(0)
    screen = editor.settled(ContestPage).screen
    assert screen.numbers.plain_text() == "With 100 people: 51 must vote · of 51 valid votes, 26 elect"
    assert "more than half" in screen.rule.plain_text()


@pytest.mark.slow
def test_polls_that_have_opened_are_not_edited(editor: Editor) -> None:
    editor.open_contest(0)
    screen = editor.settled(ContestPage).screen
    with editor.services.library.held(editor.election_id) as held:
        held.polls.open()
        assert held.polls.election().state is PollsState.OPEN
    editor.press(screen.rows[0].down)
    editor.qtbot.waitUntil(lambda: "before the polls open" in screen.notice.plain_text())


def test_the_way_back_leads_to_where_one_came_from(editor: Editor) -> None:
    editor.press(editor.settled(ContestsPage).screen.back_button)
    editor.qtbot.waitUntil(editor.window.staff.page(PanelPage).screen.isVisible)
