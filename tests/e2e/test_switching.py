"""Another election becomes current while people vote over HTTP: each vote is where it was confirmed."""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from api.http.server import ApiServer
from api.wsgi.app import build_app
from bench.roll import put_on_roll
from election.i18n.catalogue import catalogue
from election.library import Library
from election.models import PollsState, Voter
from election.services import Services
from election.setup.life_cycle import create_election
from election.setup.samples import sample_to_try
from election.store.port import Transaction
from election.voters.passwords import Passwords
from tests.services import opened

VOTERS, CLIENTS = 800, 8
Tokens = dict[str, list[str]]  # by election, one for each voter


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with opened(tmp_path / "data", Passwords()) as services:  # real hashes: they take long
        yield services


@pytest.fixture
def server(services: Services) -> Iterator[ApiServer]:
    server = ApiServer(build_app(services.library, catalogue()), port=0)
    server.start()
    yield server
    server.stop()


def election_with_voters(library: Library) -> tuple[str, list[str]]:
    """Make an election with so many voters; return its id and a token for each."""
    ids: list[int] = []

    def fill(transaction: Transaction) -> None:
        create_election(transaction, sample_to_try(), PollsState.OPEN)
        ids[:] = put_on_roll(transaction, VOTERS)

    election_id = library.add(fill)
    library.replace_current(election_id)
    with library.current() as election:
        return election_id, [election.accounts.issue_token(Voter(each, "", "")) for each in ids]


def ask(connection: HTTPConnection, path: str, token: str = "") -> tuple[int, bytes]:
    connection.request("GET", path, headers={"Authorization": token} if token else {})
    answer = connection.getresponse()
    return answer.status, answer.read()


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.parametrize("switches", [6, pytest.param(20, marks=pytest.mark.slow)])
def test_so_many_switches_while_eight_vote(services: Services, server: ApiServer, switches: int) -> None:
    tokens: Tokens = dict(election_with_voters(services.library) for _ in range(2))
    acknowledged: Counter[str] = Counter()
    statuses: Counter[int] = Counter()
    signed_up: list[str] = []
    failed: list[BaseException] = []
    lock, done = threading.Lock(), threading.Event()

    def client(number: int) -> None:
        waiting = {each: tokens[each][number::CLIENTS] for each in tokens}
        try:
            with closing(HTTPConnection("127.0.0.1", server.port, timeout=100)) as connection:
                while not done.is_set():
                    for election_id, left in waiting.items():
                        status, words = ask(connection, "/vote?id=1", left[-1])
                        assert status in (200, 401), words
                        with lock:
                            statuses[status] += 1
                            acknowledged[election_id] += status == 200
                        if status == 200:
                            left.pop()
                    assert ask(connection, "/candidates")[0] == 200
        except BaseException as error:  # noqa: BLE001 - told by the test
            failed.append(error)

    def newcomer() -> None:
        """Sign up, again and again: such a request takes long, and writes at its end."""
        try:
            with closing(HTTPConnection("127.0.0.1", server.port, timeout=100)) as connection:
                while not done.is_set():
                    address = f"new-{len(signed_up)}@example.org"
                    person = {"email": address, "name": "n", "password": "correct horse"}
                    connection.request("POST", "/auth/signup", json.dumps(person))
                    answer = connection.getresponse()
                    words = answer.read()
                    assert answer.status == 201, words
                    signed_up.append(address)
        except BaseException as error:  # noqa: BLE001 - told by the test
            failed.append(error)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    threads.append(threading.Thread(target=newcomer))
    for thread in threads:
        thread.start()
    for number in range(switches):
        before = acknowledged.total()
        services.library.replace_current(list(tokens)[number % 2])
        while acknowledged.total() == before and not failed:  # somebody has voted there
            time.sleep(0.001)
    done.set()
    for thread in threads:
        thread.join(100)
    assert failed == []
    assert statuses[401], "who has a token of another election is told so"
    on_rolls = 0
    for election_id in tokens:
        services.library.replace_current(election_id)
        with services.library.current() as election:
            election.polls.close()
            election.polls.count()  # live counts are a step behind
            turnout = election.tally.turnout()
            (result,) = election.tally.results()
        on_rolls += turnout.voters
        assert turnout.voted == result.ballots == acknowledged[election_id]
        assert acknowledged[election_id] >= switches // 2
        with closing(HTTPConnection("127.0.0.1", server.port)) as connection:
            status, words = ask(connection, "/candidates")
        assert status == 200
        assert sum(each["voteCount"] for each in json.loads(words)) == acknowledged[election_id]
    assert on_rolls == 2 * VOTERS + len(signed_up)
