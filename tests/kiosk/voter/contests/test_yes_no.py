"""Yes, no or abstain in the real window: on a motion, on a sole candidate and on each of several."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from election.models import Turnout
from election.voters.passwords import Passwords
from election.voting.methods.yes_no import YesNoCount
from kiosk.app.window import KioskWindow
from kiosk.style.look import Look, TextSize
from kiosk.voter.screens.ballot import BallotScreen
from kiosk.widgets.ballot.question import AnswerRow
from tests.kiosk.checks import settle
from tests.kiosk.conftest import PASSWORD, open_window, sample_services
from tests.kiosk.test_keyboard import focused, press, ready, tab_to
from tests.kiosk.test_whole_vote import arrive, click, log_in
from tests.sampling import sampled
from tests.services import Services
from tools.sample_elections import sample_election

KEY = Qt.Key
MOTION, SOLE, EACH, _ = sample_election("motions").contests


@pytest.fixture
def motions(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    """The services of an election with a motion that may not be left blank, a sole candidate, three of whom
    each is answered on, and one of three to choose.
    """
    with sample_services(tmp_path / "motions", passwords, "motions") as services:
        services.accounts.sign_up("voter@example.org", "voter", PASSWORD)
        yield services


@pytest.fixture
def window(qtbot: QtBot, motions: Services) -> Iterator[KioskWindow]:
    """The window over it, somebody at the first contest."""
    window = open_window(qtbot, motions)
    log_in(qtbot, window)
    arrive(qtbot, window, "ballot")
    yield window
    window.shut_down()


@pytest.fixture
def ballot(window: KioskWindow) -> BallotScreen:
    return window.screens.ballot


def marked(ballot: BallotScreen) -> list[int]:
    return [place for place, row in enumerate(ballot.rows) if row.isChecked()]


def go_to(qtbot: QtBot, ballot: BallotScreen, number: int) -> None:
    """Go on to the contest with this number, from the first."""
    for _ in range(number - 1):
        click(qtbot, ballot.forward_button)


def counted(services: Services) -> list[list[tuple[int, ...]]]:
    """Yes, no and abstain of each question, or the votes of each candidate; this closes and counts."""
    services.polls.close()
    services.polls.count()
    return [
        [
            (each.votes, each.no, each.abstain) if isinstance(each, YesNoCount) else (each.votes,)
            for each in result.counts
        ]
        for result in services.tally.results()
    ]


def test_on_a_motion_there_are_the_three_answers_alone(ballot: BallotScreen, window: KioskWindow) -> None:
    assert ballot.title.plain_text() == MOTION.title.in_language("ko")
    assert [row.accessibleName() for row in ballot.rows] == ["찬성", "반대", "기권"]
    assert "비워 둘 수 없습니다" in ballot.allowed.plain_text()
    window.set_language("en")
    assert [row.accessibleName() for row in ballot.rows] == ["Yes", "No", "Abstain"]


def test_a_new_answer_takes_the_place_of_the_old_one_and_says_so(
    qtbot: QtBot, ballot: BallotScreen, window: KioskWindow
) -> None:
    assert ballot.left.plain_text() == "남은 답 1"
    click(qtbot, ballot.rows[0])
    assert marked(ballot) == [0]
    assert not ballot.notice.plain_text()
    assert ballot.left.plain_text() == "남은 답 0"
    click(qtbot, ballot.rows[1])
    assert marked(ballot) == [1]
    assert ballot.notice.plain_text() == "찬성 대신 반대를 골랐습니다"
    window.set_language("en")
    assert marked(ballot) == [1]
    assert "No is chosen instead of Yes" in ballot.notice.plain_text().translate({0x2068: None, 0x2069: None})
    click(qtbot, ballot.rows[1])
    assert marked(ballot) == []
    assert not ballot.notice.plain_text()


@pytest.mark.slow
def test_each_candidate_is_answered_on_apart_from_the_others(qtbot: QtBot, ballot: BallotScreen) -> None:
    go_to(qtbot, ballot, 3)
    assert len(ballot.rows) == 9
    click(qtbot, ballot.rows[0])
    click(qtbot, ballot.rows[4])
    assert marked(ballot) == [0, 4]
    assert ballot.left.plain_text() == "남은 답 1"
    assert ballot.forward_button.property("role") == "secondary"
    click(qtbot, ballot.rows[5])
    assert marked(ballot) == [0, 5]
    assert ballot.notice.plain_text() == "오태윤: 반대 대신 기권을 골랐습니다"
    click(qtbot, ballot.rows[8])
    assert ballot.forward_button.property("role") == "primary"


@pytest.mark.slow
def test_the_marks_of_each_contest_are_kept(qtbot: QtBot, ballot: BallotScreen) -> None:
    click(qtbot, ballot.rows[2])
    click(qtbot, ballot.forward_button)
    assert marked(ballot) == []
    click(qtbot, ballot.rows[0])
    go_to(qtbot, ballot, 3)
    assert [row.accessibleName() for row in ballot.rows] == ["구본희", "도하람", "Samuel Okafor"]
    click(qtbot, ballot.rows[1])
    for contest in ([], [0], [2]):
        click(qtbot, ballot.back_button)
        assert marked(ballot) == contest


@pytest.mark.slow
def test_a_whole_vote_by_mouse(
    qtbot: QtBot, ballot: BallotScreen, window: KioskWindow, motions: Services
) -> None:
    for places in ((0,), (1,), (0, 5), (2,)):
        for place in places:
            click(qtbot, ballot.rows[place])
        click(qtbot, ballot.forward_button)
    review = window.screens.review
    arrive(qtbot, window, "review")
    assert [row.accessibleDescription() for row in review.rows] == [
        "찬성",
        "서다인: 반대",
        f"한지안: 찬성, 오태윤: 기권. 답하지 않은 후보: {EACH.candidates[2].name}",
        "Samuel Okafor",
    ]
    click(qtbot, review.cast_button)
    arrive(qtbot, window, "outcome")
    assert counted(motions) == [
        [(1, 0, 0)],
        [(0, 1, 0)],
        [(1, 0, 0), (0, 0, 1), (0, 0, 0)],
        [(0,), (0,), (1,)],
    ]


@pytest.mark.slow
def test_what_may_not_be_left_blank_is_asked_for_before_the_cast(
    qtbot: QtBot, ballot: BallotScreen, window: KioskWindow, motions: Services
) -> None:
    review = window.screens.review
    told: list[str] = []
    window.ui.announcer.told.connect(told.append)
    click(qtbot, ballot.review_button)
    arrive(qtbot, window, "review")
    assert review.notice.plain_text() == "아직 투표할 수 없습니다. 꼭 표시해야 하는 항목이 남았습니다"
    assert [row.open.plain_text() for row in review.rows] == [
        "답하지 않았습니다. 이 선거 항목은 비워 둘 수 없습니다",
        "답하지 않았습니다",
        "답하지 않았습니다",
        "아무도 고르지 않았습니다",
    ]
    for _ in range(2):
        told.clear()
        click(qtbot, review.cast_button)
        assert window.voter_flow.here is review
        assert focused() is review.rows[0]
        qtbot.waitUntil(lambda: any(review.notice.plain_text() in text for text in told))
    assert not motions.ballots.has_voted(window.session.voter.id if window.session.voter else 0)
    click(qtbot, review.rows[0])
    click(qtbot, ballot.rows[2])
    click(qtbot, ballot.forward_button)
    arrive(qtbot, window, "review")
    assert not review.notice.plain_text(), "one answer is no blank ballot"
    assert review.rows[0].accessibleDescription() == "기권"
    click(qtbot, review.cast_button)
    arrive(qtbot, window, "outcome")
    assert counted(motions)[0] == [(0, 0, 1)]
    assert [result.blank for result in motions.tally.results()] == [0, 1, 1, 1], "to abstain is no blank"


@pytest.mark.slow
@pytest.mark.parametrize("size", [TextSize.USUAL, TextSize.LARGEST], ids=lambda size: size.name)
def test_a_whole_vote_by_keyboard_alone(
    qtbot: QtBot, ballot: BallotScreen, window: KioskWindow, motions: Services, size: TextSize
) -> None:
    window.set_look(Look(size))
    ready(qtbot, window)
    assert tab_to(qtbot, ballot.rows[0]) == 1
    press(qtbot, KEY.Key_Down)
    assert focused() is ballot.rows[1]
    assert marked(ballot) == [], "only Space or Enter marks"
    press(qtbot)
    assert marked(ballot) == [1]
    for key, place in ((KEY.Key_Right, 2), (KEY.Key_Down, 0), (KEY.Key_Left, 2), (KEY.Key_Up, 1)):
        press(qtbot, key)
        assert focused() is ballot.rows[place], "the arrow keys go round among the answers"
    tab_to(qtbot, ballot.forward_button)
    press(qtbot)
    tab_to(qtbot, ballot.forward_button)
    press(qtbot)
    tab_to(qtbot, ballot.rows[3])
    press(qtbot, KEY.Key_Left)
    assert focused() is ballot.rows[5], "of the same candidate"
    assert focused().visibleRegion().boundingRect().height() > 40, "scrolled into sight"
    press(qtbot, KEY.Key_Return)
    assert tab_to(qtbot, ballot.rows[6]) == 1
    press(qtbot)
    assert marked(ballot) == [5, 6]
    tab_to(qtbot, ballot.review_button)
    press(qtbot)
    arrive(qtbot, window, "review")
    tab_to(qtbot, window.screens.review.cast_button)
    press(qtbot)
    arrive(qtbot, window, "outcome")
    assert counted(motions)[:3] == [[(0, 1, 0)], [(0, 0, 0)], [(0, 0, 0), (0, 0, 1), (1, 0, 0)]]


@pytest.mark.slow
def test_an_answer_is_one_of_three_to_a_screen_reader(qtbot: QtBot, ballot: BallotScreen) -> None:
    def told() -> list[str]:
        return [row.accessibleDescription() for row in ballot.rows]

    motion = MOTION.title.in_language("ko")
    assert told() == [f"{motion}, 3개 가운데 {number}번째" for number in (1, 2, 3)]
    go_to(qtbot, ballot, 3)
    assert told()[3:6] == [f"오태윤, 3개 가운데 {number}번째" for number in (1, 2, 3)]
    row = QAccessible.queryAccessibleInterface(ballot.rows[4])
    assert row.role() is QAccessible.Role.RadioButton
    assert not row.state().checked
    click(qtbot, ballot.rows[4])
    assert QAccessible.queryAccessibleInterface(ballot.rows[4]).state().checked
    assert told()[4] == "오태윤: 반대를 골랐습니다. 남은 답 2. 오태윤, 3개 가운데 2번째"
    click(qtbot, ballot.rows[3])
    assert told()[4] == "오태윤, 3개 가운데 2번째", "only the last one tells what came of it"


@pytest.mark.slow
@pytest.mark.parametrize("size", sampled(TextSize, 2, 1, lambda size: size.name))
def test_no_answer_looks_better_than_another(
    qtbot: QtBot, ballot: BallotScreen, window: KioskWindow, size: TextSize
) -> None:
    window.set_language("en")
    window.set_look(Look(size))
    for _ in (MOTION, SOLE, EACH):
        settle()
        assert len({(row.width(), row.height()) for row in ballot.rows}) == 1
        rows = [row for row in ballot.rows if isinstance(row, AnswerRow)]
        assert len({row.name.font().toString() for row in rows}) == 1
        click(qtbot, ballot.forward_button)


@pytest.mark.slow
def test_what_is_said_moves_no_answer_under_a_finger(qtbot: QtBot, ballot: BallotScreen) -> None:
    before = [row.geometry() for row in ballot.rows]
    click(qtbot, ballot.rows[0])
    click(qtbot, ballot.rows[1])
    QApplication.processEvents()
    assert ballot.notice.isVisible()
    assert [row.geometry() for row in ballot.rows] == before


def test_nothing_is_left_of_the_voter(qtbot: QtBot, ballot: BallotScreen, window: KioskWindow) -> None:
    click(qtbot, ballot.rows[1])
    click(qtbot, window.header.home_button)
    arrive(qtbot, window, "start")
    assert window.session.markings() == {}
    assert window.findChildren(AnswerRow) == []
    log_in(qtbot, window)
    arrive(qtbot, window, "ballot")
    assert marked(ballot) == []


@pytest.mark.slow
def test_the_results_show_each_answer_and_its_share(
    qtbot: QtBot, ballot: BallotScreen, window: KioskWindow, motions: Services
) -> None:
    for number, answers in enumerate((("yes", "yes"), ("yes", "no"), ("no", "abstain"), ("yes", None))):
        voter = motions.accounts.sign_up(f"{number}@example.org", "voter", PASSWORD)
        motion, on_second = answers
        given = {EACH.candidates[1].id: on_second} if on_second else {}
        motions.ballots.cast(voter.id, {MOTION.id: {0: motion}, EACH.id: given})
    motions.polls.close()
    motions.polls.count()
    click(qtbot, window.header.home_button)
    arrive(qtbot, window, "start")
    click(qtbot, window.start.results_button)
    results = window.screens.results
    qtbot.waitUntil(lambda: len(results.cards) == 4)
    motion, _sole, each, _choose = results.cards
    assert [name.accessibleName() for name in motion.names] == [
        "찬성, 3표, 75%",
        "반대, 1표, 25%",
        "기권, 0표, 0%",
    ]
    assert motion.gist() == [
        MOTION.title.in_language("ko"),
        "가결: 찬성 3, 반대 1, 기권 0, 고르지 않음 0",
    ]
    assert [name.accessibleName() for name in each.names][3:6] == [
        "오태윤, 찬성, 1표, 33%",
        "오태윤, 반대, 1표, 33%",
        "오태윤, 기권, 1표, 33%",
    ]
    results.show_count(Turnout(4, 4), motions.tally.results())
    assert results.cards[0].gist() == [MOTION.title.in_language("ko"), "찬성 3, 반대 1, 기권 0"]
    assert results.cards[2].gist()[2] == "오태윤: 찬성 1, 반대 1, 기권 1"
    assert "이 가운데 답하지 않은 투표지 1장" in each._ballots.plain_text()
