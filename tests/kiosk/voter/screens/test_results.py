"""The results screen: new votes without a click, counts not yet due, carried-over votes, failures."""

import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from election.errors import ElectionError, ResultsHidden, StorageFailed
from election.i18n.catalogue import LANGUAGES, catalogue
from election.models import (
    Candidate,
    CandidateCount,
    Contest,
    ContestResult,
    LocalText,
    PollsState,
    Turnout,
    Voter,
)
from election.setup.life_cycle import create_election
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.voters.passwords import Passwords
from election.voting.methods.choose import ChooseOptions
from kiosk.app.window import KioskWindow
from kiosk.voter.service_calls import Count
from kiosk.widgets.ballot.bars import Bar
from kiosk.widgets.ballot.contest_card import ContestCard, percent
from kiosk.widgets.text import Text
from tests.kiosk.checks import settle
from tests.kiosk.conftest import RICH, open_window
from tests.kiosk.test_whole_vote import click
from tests.services import Services, build_services
from tools.sample_elections import results_of, rich_election, sample_election


@pytest.fixture
def hidden_services(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    """An election whose counts are shown after the polls have closed."""
    with DataFolder(tmp_path / "hidden") as folder:
        store = JsonStore(folder)
        definition = {**RICH, "live_results": False}
        store.write(lambda transaction: create_election(transaction, definition, PollsState.OPEN))
        yield build_services(store, b"k" * 32, passwords)
        store.close()


@pytest.fixture
def hidden_window(qtbot: QtBot, hidden_services: Services) -> Iterator[KioskWindow]:
    window = open_window(qtbot, hidden_services)
    yield window
    window.shut_down()


def open_results(qtbot: QtBot, window: KioskWindow) -> None:
    """Go to the results as a voter does, and wait until they are there."""
    with qtbot.waitSignal(window.service_calls.counted):
        window.start.results_button.click()
    assert window.voter_flow.here is window.screens.results


def seen(card: ContestCard) -> list[str]:
    return [text.plain_text() for text in card.findChildren(Text) if not text.isHidden()]


def votes(card: ContestCard) -> list[str]:
    return [total.plain_text() for total in card.totals]


@pytest.mark.slow
def test_a_ballot_cast_elsewhere_shows_without_a_click(
    qtbot: QtBot, window: KioskWindow, services: Services, voter: Voter
) -> None:
    open_results(qtbot, window)
    (card,) = window.screens.results.cards
    assert set(votes(card)) == {"0표"}
    third = card.result.contest.candidates[2].id
    thread = threading.Thread(target=services.ballots.cast, args=(voter.id, {1: (third,)}))
    thread.start()
    qtbot.waitUntil(lambda: votes(card)[2] == "1표")
    thread.join()
    assert window.screens.results.cards == [card]  # the same card: nobody loses their place
    assert [bar.votes for bar in card.bars].count(1) == 1
    assert window.screens.results.turnout_text.plain_text() == "명부 1명 가운데 1명이 투표했습니다"


def test_votes_are_not_counted_for_who_is_not_looking(
    qtbot: QtBot, window: KioskWindow, services: Services, voter: Voter
) -> None:
    counted: list[object] = []
    window.service_calls.counted.connect(counted.append)
    with qtbot.waitSignal(window.bridge.changed):
        services.ballots.cast(voter.id, {})
    assert window.background.close()
    assert counted == []


@pytest.mark.slow
def test_counts_asked_for_meanwhile_end_with_the_newest(
    qtbot: QtBot, window: KioskWindow, services: Services, sign_up: Callable[[str], Voter]
) -> None:
    open_results(qtbot, window)
    for name in ("one", "two", "three"):
        services.ballots.cast(sign_up(name).id, {1: (1,)})
        window.service_calls.count()
    (card,) = window.screens.results.cards
    qtbot.waitUntil(lambda: votes(card)[0] == "3표")


@pytest.mark.slow
def test_turnout_is_told_and_drawn(qtbot: QtBot, window: KioskWindow) -> None:
    results = window.screens.results
    results.show_count(Turnout(120, 84), results_of(rich_election()))
    assert results.turnout_text.plain_text() == "명부 120명 가운데 84명이 투표했습니다"
    assert (results.turnout_bar.votes, results.turnout_bar.whole) == (84, 120)
    window.set_language("en")
    assert results.turnout_text.plain_text() == "84 of 120 people on the roll have voted"


@pytest.mark.slow
def test_every_contest_keeps_the_order_of_the_ballot(qtbot: QtBot, window: KioskWindow) -> None:
    election = rich_election()
    window.screens.results.show_count(Turnout(120, 84), results_of(election))
    cards = window.screens.results.cards
    assert [card.result.contest for card in cards] == list(election.contests)
    for card, contest in zip(cards, election.contests, strict=True):
        names = [each.name for each in contest.candidates]
        assert [said for said in seen(card) if said in names] == names


@pytest.mark.slow
def test_before_they_are_due_nobody_sees_a_count(
    qtbot: QtBot, hidden_window: KioskWindow, hidden_services: Services
) -> None:
    results = hidden_window.screens.results
    open_results(qtbot, hidden_window)
    assert results.cards == []
    assert results.hidden.isVisible()
    for language in LANGUAGES:
        hidden_window.set_language(language)
        assert results.hidden_title.plain_text() == catalogue().of_error(ResultsHidden(), language)
    hidden_services.polls.close()
    hidden_services.polls.count()
    qtbot.waitUntil(lambda: len(results.cards) == 3)
    assert not results.hidden.isVisible()


@pytest.mark.slow
def test_turnout_moves_while_the_count_is_hidden(
    qtbot: QtBot, hidden_window: KioskWindow, hidden_services: Services
) -> None:
    voter = hidden_services.accounts.sign_up("voter@example.org", "voter", "correct horse")
    open_results(qtbot, hidden_window)
    hidden_services.ballots.cast(voter.id, {})
    told = hidden_window.screens.results.turnout_text
    qtbot.waitUntil(lambda: told.plain_text() == "명부 1명 가운데 1명이 투표했습니다")
    assert hidden_window.screens.results.cards == []


@pytest.mark.slow
def test_carried_over_votes_stand_apart_from_new_ones(qtbot: QtBot, window: KioskWindow) -> None:
    results = window.screens.results
    counts = results_of(rich_election(), carried=True)
    results.show_count(Turnout(120, 84), counts)
    window.set_language("en")
    for card, result in zip(results.cards, counts, strict=True):
        said = seen(card)
        assert catalogue().text("results.legend", "en") in said
        for bar, count in zip(card.bars, result.counts, strict=True):
            old = count.candidate.carried_over
            assert (bar.votes, bar.carried) == (count.votes, old)
            assert f"new {count.votes} · carried over {old}" in said


def test_without_carried_over_votes_nothing_speaks_of_them(qtbot: QtBot, window: KioskWindow) -> None:
    window.screens.results.show_count(Turnout(120, 84), results_of(rich_election()))
    for card in window.screens.results.cards:
        assert not any("이월" in said for said in seen(card))
        assert not any(bar.carried for bar in card.bars)


def break_count(services: Services, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Have the count raise `error`."""

    def fail() -> NoReturn:
        raise error

    monkeypatch.setattr(services.tally, "turnout", fail)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("error", "told"),
    [(StorageFailed(), StorageFailed()), (RuntimeError("the inner reason"), ElectionError())],
    ids=["refusal", "bug"],
)
def test_a_count_that_fails_is_told_in_both_languages(
    qtbot: QtBot,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    told: ElectionError,
) -> None:
    break_count(services, monkeypatch, error)
    window = open_window(qtbot, services)
    with qtbot.waitSignal(window.service_calls.count_failed):
        window.start.results_button.click()
    results = window.screens.results
    for language in LANGUAGES:
        window.set_language(language)
        assert results.notice.plain_text() == catalogue().of_error(told, language)
    assert results.notice.isVisible()
    assert not results.hidden.isVisible()
    assert results.cards == []
    results.show_count(Turnout(120, 84), results_of(rich_election()))
    assert results.notice.plain_text() == ""
    assert len(results.cards) == 4
    window.shut_down()


def test_back_leads_to_the_start_and_keeps_the_language(qtbot: QtBot, window: KioskWindow) -> None:
    window.set_language("en")
    open_results(qtbot, window)
    window.screens.results.back_button.click()
    assert window.voter_flow.here is window.start
    assert window.ui.language == "en"


@pytest.mark.slow
def test_until_it_is_counted_no_number_is_shown(
    qtbot: QtBot, rich_window: KioskWindow, rich_services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_count = threading.Event()
    tally = rich_services.tally
    count = tally.turnout
    monkeypatch.setattr(tally, "turnout", lambda: (may_count.wait(50), count())[1])
    screen = rich_window.screens.results
    rich_window.start.results_button.click()
    assert screen.waiting.isVisible()
    assert screen.waiting.plain_text() == catalogue().text("results.counting", "ko")
    assert not screen.turnout_text.isVisible()
    assert not screen.turnout_bar.isVisible()
    with qtbot.waitSignal(rich_window.service_calls.counted):
        may_count.set()
    assert not screen.waiting.isVisible()
    assert "명부" in screen.turnout_text.plain_text()
    assert screen.turnout_text.isVisible()


@pytest.mark.slow
def test_the_count_is_told_once_it_is_there_and_not_at_every_vote(
    qtbot: QtBot, rich_window: KioskWindow, rich_services: Services
) -> None:
    heard: list[str] = []
    rich_window.ui.announcer.announced.connect(heard.append)
    open_results(qtbot, rich_window)
    screen = rich_window.screens.results
    assert heard[0] == screen.heading()
    assert screen.turnout_text.plain_text() in heard[1]
    assert all(f"{name.plain_text()}, 0표" in heard[1] for card in screen.cards for name in card.names)
    voter = rich_services.accounts.sign_up("new@example.org", "New", "a password")
    with qtbot.waitSignal(rich_window.service_calls.counted):
        rich_services.ballots.cast(voter.id, {})
    assert len(heard) == 2
    click(qtbot, screen.back_button)
    heard.clear()
    open_results(qtbot, rich_window)
    assert heard[0] == screen.heading(), "and of no count that is older"
    assert screen.turnout_text.plain_text() in heard[-1], "whoever comes next is told anew"


def test_that_the_count_is_not_due_yet_is_told(qtbot: QtBot, hidden_window: KioskWindow) -> None:
    heard: list[str] = []
    hidden_window.ui.announcer.announced.connect(heard.append)
    open_results(qtbot, hidden_window)
    screen = hidden_window.screens.results
    assert heard[-1].endswith(f"{screen.hidden_title.plain_text()}. {screen.hidden_about.plain_text()}")


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 0, "0"), (0, 9, "0"), (1, 300, "<1"), (1, 3, "33"), (2, 3, "67"), (9, 9, "100"), (1, 8, "13")],
)
def test_the_share_of_votes(part: int, whole: int, said: str) -> None:
    assert percent(part, whole) == said
    assert percent(part * 10**400, whole * 10**400) == said, "however many there are"


def counted(*votes: int) -> ContestResult:
    candidates = tuple(Candidate(at, f"후보 {at}") for at in range(1, len(votes) + 1))
    contest = Contest(
        1, LocalText.of({"ko": "회장", "en": "President"}), "choose", ChooseOptions(), candidates
    )
    counts = tuple(map(CandidateCount, candidates, votes))
    return ContestResult(contest, counts, ballots=sum(votes), blank=0)


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        ((1, 5, 2), "Most votes: 후보 2"),
        ((5, 5, 2), "Tied for most votes: 후보 1, 후보 2"),
        ((4, 4, 4, 4), "4 are tied for most votes"),
        ((0, 0), ""),
    ],
)
def test_who_has_the_most_is_named_and_a_tie_too(
    window: KioskWindow, votes: tuple[int, ...], said: str
) -> None:
    window.set_language("en")
    results = window.screens.results
    results.show_count(Turnout(120, 84), (counted(*votes),))
    (card,) = results.cards
    assert card.leading.plain_text() == said
    assert card.leading.isHidden() is not bool(said)
    assert (said in card.told()) is bool(said)


def test_figures_stand_in_columns(qtbot: QtBot, window: KioskWindow) -> None:
    results = window.screens.results
    results.show_count(Turnout(120, 84), (counted(1111, 8888, 4040),))
    open_results(qtbot, window)
    figures = Text("number", results)
    figures.ensurePolished()
    widths = {figures.fontMetrics().horizontalAdvance(digit * 4) for digit in "0123456789"}
    assert len(widths) == 1


def test_bars_have_both_ends_round(qtbot: QtBot, window: KioskWindow) -> None:
    bar = Bar(window.ui)
    qtbot.addWidget(bar)
    bar.resize(200, bar.height())
    for votes, carried in ((60, 0), (0, 60), (30, 30), (1, 0)):
        bar.show_votes(votes, carried, 100)
        drawn = bar.grab().toImage()
        end = max(bar.height(), bar.width() * (votes + carried) // 100)
        middle, corner = drawn.pixelColor(end - 3, bar.height() // 2), drawn.pixelColor(end - 1, 0)
        assert corner == QColor(window.ui.theme.palette.track) or corner.alpha() < 255
        assert middle != corner


@pytest.mark.slow
def test_the_only_contest_fills_the_page(qtbot: QtBot, window: KioskWindow) -> None:
    window.resize(1920, 1080)
    results = window.screens.results
    window.voter_flow.go(results)
    window.service_calls.counted.emit(Count(Turnout(120, 84), results_of(sample_election())))
    settle()
    (card,) = results.cards
    bottom = card.mapTo(window, card.rect().bottomLeft()).y()
    assert bottom > results.back_button.mapTo(window, QPoint(0, 0)).y() - 60
    heights = {later.y() - name.y() for name, later in pairwise(card.names)}
    assert max(heights) - min(heights) <= 1, "rows are as far apart as each other"
    assert len({total.mapTo(card, total.rect().topRight()).x() for total in card.totals}) == 1
    assert min(heights) > 1.3 * card.totals[0].sizeHint().height()


# --- what they decide ----------------------------------------------------------------------------------


@pytest.mark.slow
def test_once_the_votes_are_counted_what_came_out_is_asked_for(
    qtbot: QtBot, hidden_window: KioskWindow, hidden_services: Services
) -> None:
    hidden_services.polls.close()
    hidden_services.polls.count()
    open_results(qtbot, hidden_window)
    assert all(card.outcome is not None for card in hidden_window.screens.results.cards)
    assert hidden_window.screens.results.cards[0].leading.plain_text() == "유효표가 없어 당선자가 없습니다"


def test_live_counts_decide_nothing(qtbot: QtBot, window: KioskWindow) -> None:
    open_results(qtbot, window)
    (card,) = window.screens.results.cards
    assert card.outcome is None
    assert card.why.isHidden()
