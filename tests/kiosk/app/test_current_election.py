"""Another election becomes current, or none, while the window is open."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from election.errors import ElectionChanged
from election.i18n.catalogue import LANGUAGES, catalogue
from election.library import Library
from election.models import PollsState, Turnout
from election.services import Services
from election.store.json.files.names import ELECTIONS
from election.voters.passwords import Passwords
from election.voting.casting import Ballots, Cast
from election.voting.counting import Tally
from kiosk.app.window import KioskWindow
from kiosk.voter.outcomes import Outcome
from tests.kiosk.conftest import PASSWORD, RICH, open_window
from tests.kiosk.test_whole_vote import arrive, click, log_in
from tests.services import opened

OTHER = {**RICH, "title": {"ko": "다른 총회", "en": "Another meeting"}}


@pytest.fixture
def services(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    with opened(tmp_path / "data", passwords) as services:
        yield services


@pytest.fixture
def library(services: Services) -> Library:
    return services.library


def meeting(library: Library) -> str:
    """Make an election, current, with somebody called voter@example.org on its roll."""
    election_id = library.create(RICH, PollsState.OPEN)
    library.replace_current(election_id)
    with library.current() as election:
        election.accounts.sign_up("voter@example.org", "voter", PASSWORD)
    return election_id


@pytest.fixture
def window(qtbot: QtBot, services: Services) -> Iterator[KioskWindow]:
    """The window at the start of one of two elections."""
    meeting(services.library)
    window = open_window(qtbot, services)
    yield window
    window.shut_down()


@pytest.fixture
def other(library: Library) -> str:
    return library.create(OTHER, PollsState.COUNTED)


def voted(library: Library, election_id: str) -> int:
    library.replace_current(election_id)
    with library.current() as election:
        return election.tally.turnout().voted


def to_review(qtbot: QtBot, window: KioskWindow) -> None:
    log_in(qtbot, window)
    arrive(qtbot, window, "ballot")
    click(qtbot, window.screens.ballot.rows[0])
    for _ in range(3):
        click(qtbot, window.screens.ballot.forward_button)
    arrive(qtbot, window, "review")


@pytest.mark.slow
def test_the_start_is_that_of_the_new_one(
    qtbot: QtBot, window: KioskWindow, library: Library, other: str
) -> None:
    start = window.start
    assert start.ways["log_in"].isVisible()
    with qtbot.waitSignal(window.service_calls.election_read):
        library.replace_current(other)
    assert window.header.title.plain_text() == start.banner.title.plain_text() == "다른 총회"
    assert start.ways["results"].isVisible()
    assert not start.ways["log_in"].isVisible()
    click(qtbot, start.ways["results"])
    arrive(qtbot, window, "results")
    qtbot.waitUntil(lambda: len(window.screens.results.cards) == 3)


def test_a_voter_under_way_is_forgotten(
    qtbot: QtBot, window: KioskWindow, library: Library, other: str
) -> None:
    window.set_language("en")
    to_review(qtbot, window)
    before = library.current_id
    library.replace_current(other)
    arrive(qtbot, window, "start")
    assert window.session.voter is None
    assert window.ui.language == "ko"
    assert before is not None
    assert voted(library, other) == voted(library, before) == 0


@pytest.mark.slow
def test_whoever_reads_results_does_not_go_on_reading_those_of_before(
    qtbot: QtBot, window: KioskWindow, library: Library, other: str
) -> None:
    click(qtbot, window.start.results_button)
    arrive(qtbot, window, "results")
    library.replace_current(other)
    arrive(qtbot, window, "start")


@pytest.mark.slow
def test_no_count_of_the_one_before_is_kept_for_whoever_looks_next(
    qtbot: QtBot, window: KioskWindow, library: Library, other: str
) -> None:
    click(qtbot, window.start.results_button)
    results = window.screens.results
    qtbot.waitUntil(lambda: bool(results.turnout_text.plain_text()) and results.turnout_text.isVisible())
    library.replace_current(other)
    arrive(qtbot, window, "start")
    assert (results.cards, results.hidden.isHidden()) == ([], True)
    assert results.turnout_text.isHidden()


@pytest.mark.slow
def test_a_count_of_the_one_before_that_comes_late_is_shown_to_nobody(
    qtbot: QtBot, window: KioskWindow, library: Library, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, released = threading.Event(), threading.Event()
    turnout, counts = Tally.turnout, []

    def slow(tally: Tally) -> Turnout:
        if not reached.is_set():
            reached.set()
            assert released.wait(50)
        return turnout(tally)

    monkeypatch.setattr(Tally, "turnout", slow)
    window.service_calls.counted.connect(counts.append)
    click(qtbot, window.start.results_button)
    assert reached.wait(50)
    switching = threading.Thread(target=library.replace_current, args=(other,))
    switching.start()
    qtbot.waitUntil(lambda: library.current_id == other)
    released.set()
    switching.join(50)
    qtbot.waitUntil(lambda: bool(counts))
    assert [count.turnout.voters for count in counts] == [0], "nobody is on the roll of the other one"


def test_a_ballot_is_never_cast_in_another_election_even_where_the_voter_is_on_its_roll(
    qtbot: QtBot, window: KioskWindow, library: Library, tmp_path: Path
) -> None:
    to_review(qtbot, window)
    first, elections = library.current_id, tmp_path / "data" / ELECTIONS
    assert first is not None
    library.replace_current(None)
    twin = "0123456789abcdef"
    shutil.copytree(elections / first, elections / twin)
    library.replace_current(twin)  # and its event has not come yet
    window.screens.review.cast_button.click()
    arrive(qtbot, window, "outcome")
    assert window.screens.outcome.reason.plain_text() == catalogue().of_error(ElectionChanged(), "ko")
    assert voted(library, twin) == voted(library, first) == 0


@pytest.mark.slow
def test_a_ballot_on_its_way_is_cast_where_it_belongs_and_its_outcome_is_read(
    qtbot: QtBot, window: KioskWindow, library: Library, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, released = threading.Event(), threading.Event()
    cast = Ballots.cast

    def slow(ballots: Ballots, *given: Any, **more: Any) -> Cast:
        reached.set()
        assert released.wait(50)
        return cast(ballots, *given, **more)

    monkeypatch.setattr(Ballots, "cast", slow)
    first = library.current_id
    assert first is not None
    to_review(qtbot, window)
    click(qtbot, window.screens.review.cast_button)
    qtbot.waitUntil(reached.is_set)
    switch = threading.Thread(target=library.replace_current, args=(other,))
    with qtbot.waitSignal(window.service_calls.election_read):
        switch.start()
    assert window.voter_flow.here is window.screens.review
    released.set()
    arrive(qtbot, window, "outcome")
    switch.join(50)
    assert window.screens.outcome._outcome is Outcome.CAST
    window.voter_flow.over.emit()
    arrive(qtbot, window, "start")
    assert window.start.banner.title.plain_text() == "다른 총회"
    assert voted(library, first) == 1


@pytest.mark.slow
def test_without_an_election_it_is_said_and_only_staff_language_and_display_are_there(
    qtbot: QtBot, services: Services
) -> None:
    window = open_window(qtbot, services)
    start = window.start
    for language in LANGUAGES:
        window.set_language(language)
        text = catalogue().text
        assert start.banner.state.plain_text() == text("start.polls.none", language)
        assert (
            window.header.title.plain_text() == start.banner.title.plain_text() == text("app.name", language)
        )
        assert text("start.polls.none", language) in start.spoken()
    for gone in (*start.ways.values(), start.results_button, start.how_to_vote, start.phone):
        assert not gone.isVisible()
    click(qtbot, window.header.display_button)
    assert window.screens.display.isVisible()
    click(qtbot, window.header.display_button)
    click(qtbot, start.staff_button)
    qtbot.waitUntil(lambda: window.voter_flow.here is not start)
    click(qtbot, window.header.home_button)
    arrive(qtbot, window, "start")
    with qtbot.waitSignal(window.service_calls.election_read):
        meeting(services.library)
    assert start.ways["log_in"].isVisible()
    assert start.banner.title.plain_text() == "동아리 총회"
    window.shut_down()


@pytest.mark.slow
def test_an_election_that_is_erased_leaves_the_window_without_one(
    qtbot: QtBot, window: KioskWindow, library: Library
) -> None:
    to_review(qtbot, window)
    assert library.current_id is not None
    with qtbot.waitSignal(window.service_calls.election_read):
        library.erase(library.current_id)
    arrive(qtbot, window, "start")
    assert window.start.banner.state.plain_text() == catalogue().text("start.polls.none", "ko")
