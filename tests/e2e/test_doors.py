"""Two doors, one election: the window and the API see the same votes, and together let each voter in once."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from api.http.server import ApiServer
from api.wsgi.app import build_app
from election.errors import AlreadyVoted
from election.events import BallotCast
from election.i18n.catalogue import catalogue
from election.models import Voter
from kiosk.app.event_bridge import EventBridge
from kiosk.app.window import KioskWindow
from kiosk.support.api_status import ApiStatus
from tests.e2e.program import ask
from tests.services import Services

VOTERS, THREADS = 50, 4


@pytest.fixture
def server(services: Services) -> Iterator[ApiServer]:
    server = ApiServer(build_app(services.library, catalogue()), port=0)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def window(qtbot: QtBot, services: Services) -> Iterator[KioskWindow]:
    window = KioskWindow(services, catalogue(), ApiStatus(None, None), "ko")
    qtbot.addWidget(window)
    window.show()
    yield window
    window.shut_down()


@pytest.mark.slow
def test_fifty_voters_four_times_each_at_both_doors(
    qtbot: QtBot, services: Services, server: ApiServer, sign_up: Callable[[str], Voter]
) -> None:
    voters = [sign_up(str(number)) for number in range(VOTERS)]
    tokens = [services.accounts.issue_token(voter) for voter in voters]
    bridge = EventBridge(services.events)
    on_main: list[object] = []
    main_thread = threading.get_ident()
    bridge.event_received.connect(lambda event: on_main.append((event, threading.get_ident())))
    outcomes: Counter[str] = Counter()
    lock = threading.Lock()
    barrier = threading.Barrier(THREADS)

    def by_http(number: int, candidate: int) -> str:
        status, words = ask(f"{server.address}/vote?id={candidate}", token=tokens[number])
        if status == 200:
            return "recorded"
        assert status == 409, words
        return words

    def at_the_window(number: int, candidate: int) -> str:
        try:
            services.ballots.cast(voters[number].id, {1: (candidate,)})
        except AlreadyVoted as refusal:
            return catalogue().of_error(refusal, "ko")
        return "recorded"

    def vote(door: Callable[[int, int], str], candidate: int) -> None:
        for number in range(VOTERS):
            barrier.wait()  # all four at the same voter at once
            outcome = door(number, candidate)
            with lock:
                outcomes[outcome] += 1

    doors = [by_http, by_http, at_the_window, at_the_window]
    threads = [threading.Thread(target=vote, args=(door, each + 1)) for each, door in enumerate(doors)]
    for thread in threads:
        thread.start()
    qtbot.waitUntil(lambda: len(on_main) == VOTERS)
    for thread in threads:
        thread.join()
    assert outcomes["recorded"] == VOTERS
    assert sum(outcomes.values()) == VOTERS * THREADS
    assert len(outcomes) == 2, "one reason, at both doors"
    assert on_main == [(BallotCast(), main_thread)] * VOTERS
    (result,) = services.tally.results()
    assert sum(each.votes for each in result.counts) == result.ballots == VOTERS
    bridge.close()


def test_a_vote_over_http_shows_in_the_open_results_without_a_click(
    qtbot: QtBot, window: KioskWindow, services: Services, server: ApiServer, voter: Voter
) -> None:
    window.voter_flow.go(window.screens.results)
    qtbot.waitUntil(lambda: window.screens.results.isVisible())
    shown = lambda: "1" in total_shown(window)  # noqa: E731 - read twice, a moment apart
    assert not shown()
    assert ask(f"{server.address}/vote?id=3", token=services.accounts.issue_token(voter))[0] == 200
    qtbot.waitUntil(shown)


def total_shown(window: KioskWindow) -> str:
    """The texts of the results screen that hold a count, as a screen reader would say them."""
    from PySide6.QtWidgets import QWidget

    return " ".join(child.accessibleName() for child in window.screens.results.findChildren(QWidget))


def test_a_vote_in_the_window_is_in_the_api_at_once(
    services: Services, server: ApiServer, voter: Voter
) -> None:
    services.ballots.cast(voter.id, {1: (7,)})
    assert '"id":7' in ask(f"{server.address}/candidates")[1].replace(" ", "")
    assert '"voteCount":1' in ask(f"{server.address}/candidates")[1].replace(" ", "")
    status, words = ask(f"{server.address}/vote?id=7", token=services.accounts.issue_token(voter))
    assert (status, words) == (409, catalogue().of_error(AlreadyVoted(), "ko"))


def test_guessing_at_one_door_keeps_nobody_out_at_the_other(
    services: Services, server: ApiServer, voter: Voter
) -> None:
    for _ in range(5):
        assert ask(f"{server.address}/auth/login", {"email": voter.email, "password": "guess"})[0] == 404
    assert ask(f"{server.address}/auth/login", {"email": voter.email, "password": "correct horse"})[0] == 429
    assert services.accounts.log_in(voter.email, "correct horse") == voter
