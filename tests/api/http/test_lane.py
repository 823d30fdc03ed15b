"""The lane of votes: begun together, answered each by itself, whatever happens to one of them."""

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from wsgiref.types import WSGIApplication

import pytest

from api.errors import UNREADABLE, ApiDied
from api.http import loop
from api.http.connection import Channel
from api.http.server import ApiServer
from api.http.switch import ApiSwitch
from election.errors import StorageFailed
from election.events import BallotCast, Event
from election.models import Voter
from tests.api.calling import fetch
from tests.api.sockets import Gate, connect, exchange, get, hello, in_background, until
from tests.services import Services


class Staged:
    """An app that can be begun and finished. The query says what becomes of a request to /vote."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.waits = threading.Semaphore(0)
        self.discard_widget, self.also_go = threading.Event(), threading.Event()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        query = environ.get("QUERY_STRING", "")
        if UNREADABLE in environ or environ["PATH_INFO"] != "/vote":
            return hello(environ, start_response)
        self.log.append(f"begin {query}")
        if "raises" in query:
            raise ZeroDivisionError
        if "exits" in query:
            raise SystemExit
        if "refused" in query:
            start_response("409 Conflict", [("Content-Length", "7")])
            return [b"refused"]
        return self._later(query, start_response)

    def _later(self, query: str, start_response: Callable[..., Any]) -> Iterator[bytes]:
        self.log.append(f"finish {query}")
        if "waits" in query:
            self.waits.release()
            assert self.discard_widget.wait(50)
        if "holds" in query:
            assert self.also_go.wait(50)
        if "breaks" in query:
            raise ZeroDivisionError
        if "ends" in query:
            raise SystemExit
        start_response("200 OK", [("Content-Length", "2")])
        yield b"ok"


@pytest.fixture
def staged() -> Iterator[Staged]:
    app = Staged()
    yield app
    app.discard_widget.set()
    app.also_go.set()


Serve = Callable[..., ApiServer]
OK = (200, b"ok")


def vote(server: ApiServer, query: str) -> tuple[threading.Thread, list[Any]]:
    return in_background(lambda: get(server.port, f"/vote?{query}"))


def has_arrived(server: ApiServer, count: int) -> None:
    """Return once so many requests have been read and are not answered."""
    assert server._server is not None
    channels = server._server.active_channels
    until(lambda: sum(len(each.requests) for each in list(channels.values())) == count)


def answers(clients: list[tuple[threading.Thread, list[Any]]]) -> list[Any]:
    for thread, _ in clients:
        thread.join(50)
        assert not thread.is_alive()
    return [result[0] if result else None for _, result in clients]


@pytest.fixture
def held(serve: Serve, staged: Staged) -> tuple[ApiServer, Callable[..., list[Any]]]:
    """A server whose lane is held up by a first vote, and a function that has others arrive meanwhile, lets
    all go on, and returns the answers of the others.
    """
    server = serve(staged)
    first = vote(server, "first-waits")
    assert staged.waits.acquire(timeout=50)

    def go_on(*queries: str) -> list[Any]:
        others = []
        for count, query in enumerate(queries, start=2):
            others.append(vote(server, query))
            has_arrived(server, count)
        staged.discard_widget.set()
        assert answers([first]) == [OK]
        return answers(others)

    return server, go_on


def test_what_has_arrived_is_begun_together_and_then_answered(
    held: tuple[ApiServer, Callable[..., list[Any]]], staged: Staged
) -> None:
    assert held[1]("a", "b", "c") == [OK] * 3
    assert staged.log[:2] == ["begin first-waits", "finish first-waits"]
    assert staged.log[2:] == ["begin a", "begin b", "begin c", "finish a", "finish b", "finish c"]


@pytest.mark.parametrize("trouble", ["raises", "breaks"])
def test_what_fails_is_told_and_harms_no_other(
    held: tuple[ApiServer, Callable[..., list[Any]]], trouble: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert held[1]("a", trouble, "b") == [OK, (500, b"500"), OK]
    assert len(caplog.records) == 1
    assert get(held[0].port, "/vote") == OK


@pytest.mark.parametrize("trouble", ["exits", "ends"])
def test_what_nobody_may_raise_closes_one_connection_and_harms_no_other(
    serve: Serve, staged: Staged, trouble: str, caplog: pytest.LogCaptureFixture
) -> None:
    server = serve(staged)
    for path in ("/vote", "//vote"):  # the lane, a worker
        head = f"GET {path}?{trouble} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        assert exchange(server.port, head.encode()) == b""
    assert caplog.text.count("a request was given up") == 2
    assert get(server.port, "/vote") == OK
    assert server.is_running


def test_what_could_not_be_begun_with_the_others_is_answered_all_the_same(
    serve: Serve, staged: Staged, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def no_memory(_channel: Channel) -> object:
        raise MemoryError

    monkeypatch.setattr(Channel, "begin", no_memory)
    assert get(serve(staged).port, "/vote") == OK
    assert "could not be begun" in caplog.text


def test_who_is_refused_does_not_wait_for_the_disk(serve: Serve, staged: Staged) -> None:
    """Both are begun together; one of them is on its way to the disk."""
    server = serve(staged)
    first = vote(server, "first-waits")
    assert staged.waits.acquire(timeout=50)
    second = vote(server, "holds")
    has_arrived(server, 2)
    refused = vote(server, "refused")
    has_arrived(server, 3)
    staged.discard_widget.set()
    assert answers([refused, first]) == [(409, b"refused"), OK]
    assert second[1] == []
    staged.also_go.set()
    assert answers([second]) == [OK]


def test_who_has_left_before_is_not_begun_and_who_leaves_meanwhile_is_finished(
    serve: Serve, staged: Staged
) -> None:
    server = serve(staged)
    with connect(server.port) as leaves:
        leaves.sendall(b"GET /vote?leaves-waits HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert staged.waits.acquire(timeout=50)
    other = vote(server, "other")
    has_arrived(server, 2)
    staged.discard_widget.set()
    assert answers([other]) == [OK]
    assert "finish leaves-waits" in staged.log
    assert get(server.port, "/vote") == OK


def test_votes_wait_for_no_worker(serve: Serve, services: Services, app: WSGIApplication, token: str) -> None:
    gate = Gate()

    def slow_log_ins(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return (gate if environ["PATH_INFO"] == "/slow" else app)(environ, start_response)

    server = serve(slow_log_ins)
    crowd = [in_background(lambda: get(server.port, "/slow")) for _ in range(40)]
    for _ in range(16):
        assert gate.entered.acquire(timeout=50)
    assert fetch(server.port, "GET", "/vote?id=1", Authorization=token).status == 200
    assert services.tally.turnout().voted == 1
    gate.discard_widget.set()
    assert answers(crowd) == [(200, b"hello")] * 40


def test_a_client_that_takes_nothing_does_not_hold_the_lane(serve: Serve) -> None:
    """It asks for much, takes nothing of it, and then votes on the same connection."""

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = bytes(2**22) if environ["PATH_INFO"] == "/large" else b"ok"
        start_response("200 OK", [("Content-Length", str(len(body)))])
        return [body]

    server = serve(app)
    served: list[str] = []
    serve_it = Channel.service

    def note(channel: Channel) -> None:
        served.append(threading.current_thread().name)
        serve_it(channel)

    ask = b"GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with pytest.MonkeyPatch.context() as patch, connect(server.port) as greedy:
        patch.setattr(Channel, "service", note)
        greedy.sendall(ask % b"/large" * 2 + ask % b"/vote")
        until(lambda: len(served) == 3)
        assert "votes" not in served
        assert get(server.port, "/vote") == OK
        assert served[3:] == ["votes"]


def test_several_votes_on_one_connection_are_answered_in_order(serve: Serve, staged: Staged) -> None:
    server = serve(staged)
    ask = "GET {} HTTP/1.1\r\nHost: localhost\r\n\r\n"
    paths = ("/vote?a", "/vote?refused", "/other", "/vote?b", "/vote?c")
    last = "GET /vote?d HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    answer = exchange(server.port, ("".join(map(ask.format, paths)) + last).encode())
    assert [each.partition(b"HTTP")[0] for each in answer.split(b"\r\n\r\n")[1:]] == [
        b"ok", b"refused", b"hello", b"ok", b"ok", b"ok",
    ]  # fmt: skip


def test_the_next_request_on_a_connection_is_read_as_soon_as_it_comes(
    serve: Serve, staged: Staged, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody but the lane tells the server's thread that it may read there again."""
    monkeypatch.setattr(loop, "_ROUND", 3_600.0)  # seconds: it does not look by itself meanwhile
    with connect(serve(staged).port) as connection:
        for _ in range(8):
            connection.sendall(b"GET /vote HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert connection.recv(1024).endswith(b"ok")


def test_votes_that_have_arrived_survive_a_stop(serve: Serve, staged: Staged) -> None:
    server = serve(staged)
    clients = [vote(server, "first-waits")]
    assert staged.waits.acquire(timeout=50)
    for count in range(2, 8):
        clients.append(vote(server, f"{count}"))
        has_arrived(server, count)
    stopper = threading.Thread(target=server.stop, kwargs={"timeout": 10})
    stopper.start()
    staged.discard_widget.set()
    stopper.join(50)
    assert not stopper.is_alive()
    assert answers(clients) == [OK] * 7


def test_a_commit_that_never_ends_does_not_hold_up_a_stop(
    serve: Serve, staged: Staged, caplog: pytest.LogCaptureFixture
) -> None:
    server = serve(staged)
    with connect(server.port) as connection:
        connection.sendall(b"GET /vote?waits HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert staged.waits.acquire(timeout=50)
        server.stop(timeout=0.2)
        assert connection.recv(1) == b""
    assert "votes are still under way" in caplog.text


def test_a_lane_that_died_is_noticed_and_started_again(
    app: WSGIApplication, token: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def dies(_bunch: object) -> None:
        raise MemoryError

    switch = ApiSwitch(lambda: app, {"here": "127.0.0.1"}, 0, clock=iter(range(0, 1000, 100)).__next__)
    with contextlib.closing(switch):
        address = switch.turn("here")
        assert address is not None
        port = int(address.rpartition(":")[2])
        with monkeypatch.context() as patch:
            patch.setattr("api.http.lane.serve", dies)
            with connect(port) as connection:
                connection.sendall(b"GET /vote HTTP/1.1\r\nHost: localhost\r\n\r\n")
                assert switch._server is not None
                until(lambda: not switch._server.is_running)  # type: ignore[union-attr]
                with pytest.raises(ApiDied):
                    switch.check()
                assert connection.recv(1) == b"", "nobody is left waiting"
        assert "the lane died" in caplog.text
        assert switch.check() == address
        assert fetch(port, "GET", "/vote?id=1", Authorization=token).status == 200


# --- the API itself -----------------------------------------------------------------------------------------


def test_asking_by_head_does_not_vote(port: int, token: str, services: Services) -> None:
    reply = fetch(port, "HEAD", "/vote?id=1", Authorization=token)
    assert (reply.status, reply.body) == (405, b"")
    assert services.tally.turnout().voted == 0


def test_a_disk_that_refuses_is_told_to_all_of_a_bunch(
    port: int, services: Services, sign_up: Callable[[str], Voter], monkeypatch: pytest.MonkeyPatch
) -> None:
    def submit(*_: object, **_named: object) -> Callable[[], None]:
        def finish() -> None:
            raise StorageFailed

        return finish

    tokens = [services.accounts.issue_token(sign_up(str(n))) for n in range(4)]
    with monkeypatch.context() as patch:
        patch.setattr("election.voting.casting.Ballots.submit_one", submit)
        clients = [
            in_background(lambda t=t: fetch(port, "GET", "/vote?id=1", Authorization=t)) for t in tokens
        ]
        assert [(reply.status, reply.code) for reply in answers(clients)] == [(503, "storage.failed")] * 4
    clients = [in_background(lambda t=t: fetch(port, "GET", "/vote?id=1", Authorization=t)) for t in tokens]
    assert [reply.status for reply in answers(clients)] == [200] * 4


def test_the_window_hears_of_a_ballot_whose_client_has_gone(
    port: int, token: str, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Event] = []
    services.events.subscribe(heard.append)
    begin = Channel.begin

    def gone(channel: Channel) -> object:
        call = begin(channel)
        channel.connected = False
        return call

    monkeypatch.setattr(Channel, "begin", gone)
    with connect(port) as connection:
        connection.sendall(
            f"GET /vote?id=1 HTTP/1.1\r\nHost: localhost\r\nAuthorization: {token}\r\n\r\n".encode()
        )
        until(lambda: heard == [BallotCast()])
    assert services.tally.turnout().voted == 1
