"""Marking, and what a voter is told of it; by mouse in the real window."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from election.models import Contest
from kiosk.app.window import KioskWindow
from kiosk.style.look import Look, TextSize
from kiosk.voter.screens.ballot import BallotScreen
from kiosk.voter.service_calls import Admission
from kiosk.widgets.ballot.candidate import CandidateRow
from kiosk.widgets.buttons.markable import MarkBox
from kiosk.widgets.layout.scroll_pane import ScrollPane
from tests.kiosk.test_whole_vote import arrive, click, log_in
from tests.services import Services
from tools.sample_elections import VOTER, rich_election


@pytest.fixture
def ballot(qtbot: QtBot, rich_window: KioskWindow) -> BallotScreen:
    """The first contest: one of three."""
    log_in(qtbot, rich_window)
    arrive(qtbot, rich_window, "ballot")
    return rich_window.screens.ballot


def ballot_pages(window: KioskWindow) -> tuple[Contest, ...]:
    assert window.session.election is not None
    return window.session.election.contests


def corner_is_drawn(row: CandidateRow) -> bool:
    """Return whether the mark of `row` has something where only a box with corners has: an eighth of its side
    from both edges.
    """
    (box,) = row.findChildren(MarkBox)
    place = box.pos() + QPoint(box.width() // 8, box.height() // 8)
    ground = box.pos() - QPoint(3, 3)
    image = row.grab().toImage()
    ratio = image.devicePixelRatio()
    there, around = (image.pixelColor(each * ratio) for each in (place, ground))
    return there != around


def marked(ballot: BallotScreen) -> list[int]:
    return [place for place, row in enumerate(ballot.rows) if row.isChecked()]


def test_a_new_choice_takes_the_place_of_the_old_one_and_says_so(qtbot: QtBot, ballot: BallotScreen) -> None:
    click(qtbot, ballot.rows[0])
    assert not ballot.notice.plain_text()
    click(qtbot, ballot.rows[1])
    assert marked(ballot) == [1]
    assert ballot.notice.plain_text() == "가람 대신 나래를 골랐습니다"
    click(qtbot, ballot.rows[1])
    assert marked(ballot) == []
    assert not ballot.notice.plain_text()
    assert ballot.left.plain_text() == "남은 표 1"


def test_one_too_many_is_refused_with_the_reason(
    qtbot: QtBot, ballot: BallotScreen, rich_window: KioskWindow
) -> None:
    click(qtbot, ballot.forward_button)
    assert len(ballot.rows) == 40
    assert ballot.left.plain_text() == "남은 표 3"
    for place in (0, 1, 2):
        click(qtbot, ballot.rows[place])
    assert ballot.left.plain_text() == "남은 표 0"
    click(qtbot, ballot.rows[3])
    assert marked(ballot) == [0, 1, 2], "never silently swapped"
    assert "이미 3명" in ballot.notice.plain_text()
    assert ballot.notice.property("kind") == "warning"
    rich_window.set_language("en")
    assert "already chosen 3" in ballot.notice.plain_text()
    click(qtbot, ballot.rows[1])
    click(qtbot, ballot.rows[3])
    assert marked(ballot) == [0, 2, 3]
    assert not ballot.notice.plain_text()


def test_what_is_said_moves_no_name_under_a_finger(qtbot: QtBot, ballot: BallotScreen) -> None:
    before = [row.geometry() for row in ballot.rows]
    click(qtbot, ballot.rows[0])
    click(qtbot, ballot.rows[1])
    QApplication.processEvents()
    assert ballot.notice.isVisible()
    assert [row.geometry() for row in ballot.rows] == before


def test_every_candidate_gets_the_same_room(qtbot: QtBot, rich_window: KioskWindow) -> None:
    election = rich_election()
    rich_window.service_calls.admitted.emit(Admission(VOTER, election, None))
    ballot = rich_window.screens.ballot
    for _ in election.contests[1:]:
        QApplication.processEvents()
        assert len({(row.width(), row.height()) for row in ballot.rows}) == 1
        assert len({row.name.font().toString() for row in ballot.rows}) == 1
        click(qtbot, ballot.forward_button)


def test_a_row_acts_on_release_inside_of_it_and_not_in_the_gap(qtbot: QtBot, ballot: BallotScreen) -> None:
    row = ballot.rows[0]
    qtbot.mousePress(row, Qt.MouseButton.LeftButton)
    assert marked(ballot) == []
    qtbot.mouseRelease(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() // 2, row.height() + 40))
    assert marked(ballot) == []
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() // 2, 0))
    assert marked(ballot) == [], "the room for the ring keeps two rows apart"
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() - 8, row.height() // 2))
    assert marked(ballot) == [0], "all of the row is the target"


def test_review_calls_out_what_was_left_open(
    qtbot: QtBot, ballot: BallotScreen, rich_window: KioskWindow
) -> None:
    review = rich_window.screens.review
    click(qtbot, ballot.forward_button)
    click(qtbot, ballot.rows[7])
    click(qtbot, ballot.forward_button)
    click(qtbot, ballot.rows[0])
    click(qtbot, ballot.forward_button)
    arrive(qtbot, rich_window, "review")
    assert [row.open.plain_text() for row in review.rows] == [
        "아무도 고르지 않았습니다",
        "3명까지 고를 수 있는데 1명만 골랐습니다",
        "",
    ]
    assert not review.notice.plain_text()
    rich_window.set_language("en")
    assert review.rows[0].open.plain_text() == "No choice"


def test_a_blank_ballot_is_called_out_and_can_be_cast(
    qtbot: QtBot, ballot: BallotScreen, rich_window: KioskWindow, rich_services: Services
) -> None:
    for _ in ballot_pages(rich_window):
        click(qtbot, ballot.forward_button)
    review = rich_window.screens.review
    assert "아무것도 표시하지 않은 투표지" in review.notice.plain_text()
    click(qtbot, review.cast_button)
    arrive(qtbot, rich_window, "outcome")
    rich_services.polls.close()
    rich_services.polls.count()
    assert [result.blank for result in rich_services.tally.results()] == [1, 1, 1]


def test_back_goes_page_by_page_and_keeps_the_marks(
    qtbot: QtBot, ballot: BallotScreen, rich_window: KioskWindow
) -> None:
    click(qtbot, ballot.rows[2])
    for _ in ballot_pages(rich_window):
        click(qtbot, ballot.forward_button)
    arrive(qtbot, rich_window, "review")
    click(qtbot, rich_window.screens.review.back_button)
    assert len(ballot.rows) == 2
    click(qtbot, ballot.back_button)
    click(qtbot, ballot.back_button)
    assert marked(ballot) == [2]
    assert ballot.back_button.text() == "나가기"
    click(qtbot, ballot.back_button)
    arrive(qtbot, rich_window, "start")
    assert rich_window.session.voter is None


def test_from_review_the_one_way_on_leads_straight_back(
    qtbot: QtBot, ballot: BallotScreen, rich_window: KioskWindow
) -> None:
    for _ in ballot_pages(rich_window):
        click(qtbot, ballot.forward_button)
    click(qtbot, rich_window.screens.review.rows[1])
    assert not ballot.back_button.isVisible()
    assert ballot.forward_button.text() == "확인 화면으로"
    click(qtbot, ballot.rows[39])
    click(qtbot, ballot.forward_button)
    arrive(qtbot, rich_window, "review")
    assert "후보 40" in rich_window.screens.review.rows[1].accessibleDescription()


def test_a_row_is_one_of_several_to_a_screen_reader_and_has_its_place(
    qtbot: QtBot, ballot: BallotScreen
) -> None:
    row = ballot.rows[0]
    described = QAccessible.queryAccessibleInterface(row)
    assert described.role() is QAccessible.Role.RadioButton
    assert described.text(QAccessible.Text.Name) == "가람"
    assert described.text(QAccessible.Text.Description) == "회장, 3개 가운데 1번째"
    assert described.childCount() == 0, "it tells all that is drawn in it by itself"
    assert not described.state().checked
    click(qtbot, row)
    assert QAccessible.queryAccessibleInterface(row).state().checked


def test_where_one_of_several_is_chosen_the_mark_is_round(qtbot: QtBot, ballot: BallotScreen) -> None:
    assert [corner_is_drawn(row) for row in ballot.rows] == [False] * 3
    click(qtbot, ballot.rows[0])
    assert not corner_is_drawn(ballot.rows[0])
    click(qtbot, ballot.forward_button)
    click(qtbot, ballot.rows[0])
    assert [corner_is_drawn(row) for row in ballot.rows[:2]] == [True] * 2


def test_a_long_list_is_gone_through_without_a_gesture(
    qtbot: QtBot, ballot: BallotScreen, rich_window: KioskWindow
) -> None:
    pane = ballot.findChild(ScrollPane)
    assert pane is not None
    assert not pane.down.isVisible(), "three candidates need no scrolling"
    click(qtbot, ballot.forward_button)
    qtbot.waitUntil(pane.down.isVisible)
    assert not pane.up.isEnabled()
    first, last = ballot.rows[0], ballot.rows[-1]
    assert last.visibleRegion().isEmpty()
    for _ in ballot.rows:
        if not pane.down.isEnabled():
            break
        click(qtbot, pane.down)
    assert last.visibleRegion().boundingRect().height() == last.height()
    assert first.visibleRegion().isEmpty()
    for _ in ballot.rows:
        if not pane.up.isEnabled():
            break
        click(qtbot, pane.up)
    assert first.visibleRegion().boundingRect().height() == first.height()


def test_the_buttons_beside_a_long_list_say_how_many_more_there_are(
    qtbot: QtBot, ballot: BallotScreen, rich_window: KioskWindow
) -> None:
    click(qtbot, ballot.forward_button)
    pane = ballot.findChild(ScrollPane)
    assert pane is not None
    qtbot.waitUntil(pane.down.isVisible)
    qtbot.waitUntil(lambda: bool(pane.down.text()))

    def hidden() -> int:
        whole = (row.visibleRegion().boundingRect().height() == row.height() for row in ballot.rows)
        return 40 - sum(whole)

    assert pane.down.text() == f"{hidden()}개 더"
    assert pane.up.text() == ""
    rich_window.set_language("en")
    assert pane.down.text() == f"{hidden()} more"
    assert pane.down.accessibleName() == f"Down: {hidden()} more"
    click(qtbot, pane.down)
    above, below = (int(button.text().split()[0]) for button in (pane.up, pane.down))
    assert above + below == hidden()
    first_whole = next(row for row in ballot.rows if not row.visibleRegion().isEmpty())
    assert first_whole.visibleRegion().boundingRect().height() == first_whole.height(), (
        "none is cut at the top"
    )


def test_the_way_on_is_urged_only_when_nothing_is_left_to_choose(qtbot: QtBot, ballot: BallotScreen) -> None:
    assert ballot.forward_button.property("role") == "secondary"
    click(qtbot, ballot.rows[0])
    assert ballot.forward_button.property("role") == "primary"
    click(qtbot, ballot.rows[0])
    assert ballot.forward_button.property("role") == "secondary"


def test_all_contests_can_be_seen_from_any(
    qtbot: QtBot, ballot: BallotScreen, rich_window: KioskWindow
) -> None:
    assert ballot.review_button.isVisible()
    click(qtbot, ballot.review_button)
    arrive(qtbot, rich_window, "review")
    click(qtbot, rich_window.screens.review.rows[2])
    arrive(qtbot, rich_window, "ballot")
    assert not ballot.review_button.isVisible(), "the one way on leads back"


def test_after_a_change_the_review_shows_that_contest(qtbot: QtBot, rich_window: KioskWindow) -> None:
    rich = rich_election()
    rich_window.service_calls.admitted.emit(Admission(VOTER, rich, None))
    rich_window.voter_flow._to_review()
    review = rich_window.screens.review
    rich_window.set_look(Look(TextSize.LARGEST))
    QApplication.processEvents()
    review.rows[-1].click()
    rich_window.screens.ballot.forward_button.click()
    arrive(qtbot, rich_window, "review")
    last = review.rows[-1]
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())
    assert last.visibleRegion().boundingRect().top() == 0, "from its beginning"
