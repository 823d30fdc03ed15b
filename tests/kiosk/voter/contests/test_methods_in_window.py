"""Approval, rankings and scores in the real window: whole votes by mouse, by touch, by keyboard and by a
screen reader's texts, in both languages.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import catalogue
from election.models import Marking
from election.voters.passwords import Passwords
from kiosk.app.window import KioskWindow
from kiosk.style.context import UiContext
from kiosk.style.look import Look, TextSize
from kiosk.style.theme import Theme
from kiosk.voter.screens.ballot import BallotScreen
from kiosk.widgets.ballot.figure_table import Figures, FigureTable
from kiosk.widgets.buttons.pressable import Pressable
from tests.kiosk.conftest import PASSWORD, open_window, sample_services
from tests.kiosk.test_keyboard import focused, press, ready, tab_to
from tests.kiosk.test_whole_vote import arrive, click, log_in
from tests.services import Services
from tools.method_states import methods_count
from tools.sample_elections import sample_election

KEY = Qt.Key
DAYS, CONDUCTOR, COMMITTEE, CAMP, WORK, COLOUR = sample_election("methods").contests


@pytest.fixture
def choir(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    with sample_services(tmp_path / "methods", passwords, "methods") as services:
        services.accounts.sign_up("voter@example.org", "voter", PASSWORD)
        yield services


@pytest.fixture
def window(qtbot: QtBot, choir: Services) -> Iterator[KioskWindow]:
    """The window over it, somebody at the first contest."""
    window = open_window(qtbot, choir)
    log_in(qtbot, window)
    arrive(qtbot, window, "ballot")
    yield window
    window.shut_down()


@pytest.fixture
def ballot(window: KioskWindow) -> BallotScreen:
    return window.screens.ballot


def go_to(qtbot: QtBot, ballot: BallotScreen, number: int) -> None:
    for _ in range(number - 1):
        click(qtbot, ballot.forward_button)


def row(ballot: BallotScreen, name: str) -> Pressable:
    """What can be touched and is told to a screen reader by this name."""
    return next(each for each in ballot.rows if name in each.accessibleName())


def kept(services: Services) -> list[Marking]:
    """The only ballot, contest by contest, once it was counted."""
    services.polls.close()
    services.polls.count()
    report = services.tally.results()
    store = services.tally._store
    return [store.read(lambda snapshot, each=each: snapshot.markings(each.contest.id))[0] for each in report]


def cast(qtbot: QtBot, window: KioskWindow) -> None:
    arrive(qtbot, window, "review")
    click(qtbot, window.screens.review.cast_button)
    arrive(qtbot, window, "outcome")


@pytest.mark.slow
def test_a_whole_vote_by_mouse_is_kept_as_it_was_marked(
    qtbot: QtBot, ballot: BallotScreen, window: KioskWindow, choir: Services
) -> None:
    for at in (0, 3):
        click(qtbot, ballot.rows[at])
    click(qtbot, ballot.forward_button)
    for name in ("이도윤", "최은솔", "김하늘"):
        click(qtbot, row(ballot, name))
    assert ballot.order.plain_text() == "내 순서: 1 이도윤 · 2 최은솔 · 3 김하늘"
    assert row(ballot, "최은솔").accessibleName() == "최은솔. 내 순서 3명 가운데 2순위"
    click(qtbot, row(ballot, "김하늘 한 순위 앞으로"))
    click(qtbot, row(ballot, "이도윤"))
    assert ballot.order.plain_text() == "내 순서: 1 김하늘 · 2 최은솔"
    click(qtbot, ballot.forward_button)
    click(qtbot, row(ballot, "홍태오"))
    click(qtbot, ballot.forward_button)
    click(qtbot, row(ballot, "제주"))
    click(qtbot, row(ballot, "강릉"))
    click(qtbot, row(ballot, "강릉을 바로 앞 후보와 같은 순위로"))
    assert ballot.order.plain_text() == "내 순서: 1 강릉 = 제주"
    click(qtbot, ballot.forward_button)
    click(qtbot, ballot.rows[5])
    click(qtbot, ballot.rows[6])
    click(qtbot, ballot.rows[4])
    assert ballot.left.plain_text() == "점수를 주지 않은 후보 2"
    click(qtbot, ballot.forward_button)
    click(qtbot, ballot.rows[10])
    click(qtbot, ballot.rows[10])
    click(qtbot, ballot.forward_button)
    arrive(qtbot, window, "review")
    spoken = [each.spoken() for each in window.screens.review.rows]
    assert "1 김하늘, 2 최은솔" in spoken[1]
    assert "모두 탈락하면 이 표는 더 세지 않습니다" in spoken[1]
    assert "모차르트, 레퀴엠 4점" in spoken[4]
    assert "아무에게도 점수를 주지 않았습니다" in spoken[5]
    cast(qtbot, window)
    ids = [[each.id for each in contest.candidates] for contest in (DAYS, CONDUCTOR, COMMITTEE, CAMP, WORK)]
    assert kept(choir) == [
        (ids[0][0], ids[0][3]),
        ((ids[1][0],), (ids[1][4],)),
        ((ids[2][7],),),
        ((ids[3][0], ids[3][2]),),
        {ids[4][0]: 4, ids[4][1]: 0},
        {},
    ]


@pytest.mark.slow
@pytest.mark.parametrize("size", [TextSize.USUAL, TextSize.LARGEST], ids=lambda size: size.name)
def test_a_whole_vote_by_keyboard_alone(
    qtbot: QtBot, ballot: BallotScreen, window: KioskWindow, choir: Services, size: TextSize
) -> None:
    window.set_look(Look(size))
    ready(qtbot, window)
    tab_to(qtbot, ballot.rows[1])
    press(qtbot)
    on(qtbot, ballot)
    tab_to(qtbot, row(ballot, "김하늘"))
    press(qtbot)
    press(qtbot, KEY.Key_Down)
    assert named(focused()) == "이도윤"
    press(qtbot, KEY.Key_Return)
    press(qtbot, KEY.Key_Down)
    press(qtbot, KEY.Key_1)
    assert ballot.order.plain_text() == "내 순서: 1 박서진 · 2 김하늘 · 3 이도윤"
    qtbot.keyClick(focused(), KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert ballot.order.plain_text() == "내 순서: 1 김하늘 · 2 박서진 · 3 이도윤"
    press(qtbot, KEY.Key_Delete)
    assert ballot.order.plain_text() == "내 순서: 1 김하늘 · 2 이도윤"
    press(qtbot, KEY.Key_Up)
    press(qtbot, KEY.Key_Up)
    tab_to(qtbot, row(ballot, "김하늘 한 순위 뒤로"))
    press(qtbot)
    assert ballot.order.plain_text() == "내 순서: 1 이도윤 · 2 김하늘"
    on(qtbot, ballot)
    on(qtbot, ballot)
    tab_to(qtbot, row(ballot, "강릉"))
    press(qtbot)
    press(qtbot, KEY.Key_Down)
    press(qtbot)
    qtbot.keyClick(focused(), "=")
    assert ballot.order.plain_text() == "내 순서: 1 강릉 = 통영"
    on(qtbot, ballot)
    tab_to(qtbot, ballot.rows[0])
    press(qtbot, KEY.Key_4)
    assert focused() is ballot.rows[4]
    press(qtbot, KEY.Key_Down)
    assert focused() is ballot.rows[10]
    press(qtbot, KEY.Key_Left)
    press(qtbot)
    press(qtbot, KEY.Key_Up)
    press(qtbot, KEY.Key_Delete)
    on(qtbot, ballot)
    on(qtbot, ballot)
    arrive(qtbot, window, "review")
    tab_to(qtbot, window.screens.review.cast_button)
    press(qtbot)
    arrive(qtbot, window, "outcome")
    ids = [[each.id for each in contest.candidates] for contest in (DAYS, CONDUCTOR, CAMP, WORK)]
    assert kept(choir) == [
        (ids[0][1],),
        ((ids[1][1],), (ids[1][0],)),
        (),
        ((ids[2][0], ids[2][1]),),
        {ids[3][1]: 3},
        {},
    ]


def on(qtbot: QtBot, ballot: BallotScreen) -> None:
    tab_to(qtbot, ballot.forward_button)
    press(qtbot)


def named(widget: QWidget) -> str:
    return widget.accessibleName()


@pytest.mark.slow
def test_what_a_touch_came_to_is_found_where_the_focus_is(
    qtbot: QtBot, ballot: BallotScreen, window: KioskWindow
) -> None:
    go_to(qtbot, ballot, 2)
    click(qtbot, row(ballot, "박서진"))
    assert row(ballot, "박서진").accessibleDescription().startswith("박서진: 내 순서 1명 가운데 1순위")
    click(qtbot, row(ballot, "박서진 한 순위 앞으로"))
    assert ballot.notice.plain_text() == "박서진은 이미 1순위입니다"
    window.set_language("en")
    assert "Number 1 in your order of 1" in row(ballot, "박서진").accessibleName()
    assert ballot.order.plain_text() == "Your order: 1 박서진"
    window.set_language("ko")
    go_to(qtbot, ballot, 4)
    click(qtbot, ballot.rows[2])
    assert ballot.rows[2].accessibleDescription().startswith("모차르트, 레퀴엠: 2점")


@pytest.mark.slow
def test_the_order_of_many_stays_short_and_whole_in_the_review(qtbot: QtBot, ballot: BallotScreen) -> None:
    go_to(qtbot, ballot, 3)
    for each in COMMITTEE.candidates:
        click(qtbot, row(ballot, each.name))
    assert ballot.order.plain_text().startswith("내 순서: 1 강유진 · 2 남도현")
    assert ballot.order.plain_text().endswith("8 홍태오")


def test_moves_are_there_for_who_is_ranked_alone(qtbot: QtBot, ballot: BallotScreen) -> None:
    go_to(qtbot, ballot, 2)
    click(qtbot, row(ballot, "김하늘"))
    shown = [each.accessibleName() for each in ballot.rows if each.isVisible()]
    assert "김하늘 한 순위 앞으로" in shown
    assert "이도윤 한 순위 앞으로" not in shown
    before = row(ballot, "박서진").geometry()
    click(qtbot, row(ballot, "박서진"))
    assert row(ballot, "박서진").geometry() == before, "nothing moves under a finger"


def test_the_rounds_are_a_table_that_keeps_the_last_column(qtbot: QtBot) -> None:
    figures = Figures(["", *(f"Round {at}" for at in range(1, 30))], [["Kim", *("100.00 (+5.00)",) * 29]])
    table = FigureTable(UiContext(catalogue(), Theme(), "en"))
    qtbot.addWidget(table)
    table.resize(900, 100)
    table.show_figures(figures)
    shown = table.shown()
    assert shown[:2] == [0, 1]
    assert shown[-1] == 29
    assert shown[2] > 2, "those in the middle are left out"
    table.show_figures(Figures(figures.titles, figures.rows, whole=True))
    assert table.shown() == []
    assert table.heightForWidth(900) == 0
    table.resize(9000, 100)
    assert len(table.shown()) == 30


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ko", "en"])
def test_results_tell_every_round_pair_and_score(
    qtbot: QtBot, choir: Services, window: KioskWindow, language: str
) -> None:
    window.set_language(language)
    count = methods_count("approval", "irv", "stv_scottish", "condorcet", "star", "score")
    window.screens.results.show_count(count.turnout, count.results, count.outcomes)
    said = {card.result.contest.kind: " ".join(card.told()) for card in window.screens.results.cards}
    word = {"ko": "4단계:", "en": "Round 4:"}[language]
    assert word in said["irv"]
    assert word in said["stv_scottish"]
    assert {"ko": "강릉과 통영: 50 대 28", "en": "강릉 over 통영: 50 to 28"}[language] in said["condorcet"]
    tables = {card.result.contest.kind: card.figures.isHidden() for card in window.screens.results.cards}
    assert [kind for kind, hidden in tables.items() if hidden] == ["approval", "score"]
