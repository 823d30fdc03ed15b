"""The API, turned on and off under way."""

import socket
import traceback
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from api.errors import ApiDied, PortTaken
from api.http.loop import Server
from api.http.switch import ApiSwitch
from tests.api.sockets import connect

HOSTS = {"computer": "127.0.0.1", "network": "0.0.0.0"}


def app(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Length", "2")])
    return [b"on"]


@pytest.fixture
def switch() -> Iterator[ApiSwitch]:
    switch = ApiSwitch(lambda: app, HOSTS, 0)
    yield switch
    switch.close()


def asked(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=50) as answer:
        return bytes(answer.read())


def test_it_is_turned_on_and_off_and_on_again_under_the_same_port(switch: ApiSwitch) -> None:
    assert switch.reach == "off"
    first = switch.turn("computer")
    assert first is not None
    assert switch.reach == "computer"
    assert asked(first) == b"on"
    assert switch.turn("off") is None
    assert switch.reach == "off"
    with pytest.raises(urllib.error.URLError):
        asked(first)
    wide = switch.turn("network")
    assert wide is not None
    assert wide.rpartition(":")[2] == first.rpartition(":")[2]
    assert asked(first) == b"on"


def test_a_taken_port_leaves_it_off_and_it_can_be_tried_again() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        switch = ApiSwitch(lambda: app, HOSTS, taken.getsockname()[1])
        with pytest.raises(PortTaken):
            switch.turn("computer")
        assert switch.reach == "off"
    assert switch.turn("computer")
    switch.close()
    assert switch.reach == "off"


def test_what_is_turned_on_too_late_stays_off() -> None:
    built = []
    switch = ApiSwitch(lambda: built.append(1) or app, HOSTS, 0)
    switch.close()
    assert switch.turn("computer") is None
    assert (switch.reach, built) == ("off", [])


def dies(server: Server) -> None:
    """What the server's thread may meet in waitress or below."""
    raise MemoryError


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_server_that_died_is_told_and_started_again(
    switch: ApiSwitch, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    switch._clock = clock = Clock()
    address = switch.turn("computer")
    assert switch.check() == address
    kill(switch)
    assert "MemoryError" in caplog.text
    with pytest.raises(ApiDied):
        switch.check()
    assert switch.reach == "computer"
    with pytest.raises(ApiDied):
        switch.check()
    clock.now += 1
    assert switch.check() == address, "where clients find it again"
    assert asked(str(address)) == b"on"


def test_one_that_dies_again_and_again_is_started_less_and_less_often(switch: ApiSwitch) -> None:
    switch._clock = clock = Clock()
    switch.turn("computer")
    waited = []
    for _ in range(8):
        kill(switch)
        fell = clock.now
        while True:
            try:
                switch.check()
                break
            except ApiDied:
                clock.now += 0.5
        waited.append(clock.now - fell)
    assert waited == [1, 2, 4, 8, 16, 32, 60, 60]
    clock.now += 60
    kill(switch)
    with pytest.raises(ApiDied):
        switch.check()
    clock.now += 1
    assert switch.check()


def test_one_whose_port_is_taken_meanwhile_comes_back_when_it_is_free(switch: ApiSwitch) -> None:
    switch._clock = clock = Clock()
    address = switch.turn("computer")
    assert address is not None
    kill(switch)
    with pytest.raises(ApiDied):
        switch.check()
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", int(address.rpartition(":")[2])))
        taken.listen()
        clock.now += 1
        with pytest.raises(PortTaken):
            switch.check()
    with pytest.raises(PortTaken):
        switch.check()
    clock.now += 2
    assert switch.check() == address


def test_one_that_died_can_be_turned_off_and_stays_off(switch: ApiSwitch) -> None:
    switch._clock = clock = Clock()
    switch.turn("computer")
    kill(switch)
    switch.turn("off")
    clock.now += 1000
    assert switch.check() is None
    switch.turn("computer")
    kill(switch)
    switch.close()
    assert switch.check() is None


def test_looking_tells_again_why_it_could_not_be_turned_on() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        switch = ApiSwitch(lambda: app, HOSTS, taken.getsockname()[1])
        assert switch.check() is None
        for attempt in (lambda: switch.turn("computer"), switch.check, switch.check):
            with pytest.raises(PortTaken):
                attempt()
        assert switch.turn("off") is None
        assert switch.check() is None


def test_whoever_waits_at_a_server_that_dies_is_let_go(switch: ApiSwitch) -> None:
    address = switch.turn("computer")
    assert address is not None
    with connect(int(address.rpartition(":")[2])) as connection:
        kill(switch)
        assert connection.recv(1) == b""


def kill(switch: ApiSwitch) -> None:
    """Have the server's thread die."""
    assert switch._server is not None
    server, thread = switch._server._server, switch._server._thread
    assert server is not None
    assert thread is not None
    server.readable = lambda: dies(server)
    server.pull_trigger()
    thread.join(50)
    assert not thread.is_alive()


def test_a_problem_that_is_told_for_hours_does_not_grow(switch: ApiSwitch) -> None:
    """Each time an error is raised again Python adds to its traceback, and keeps what the frames hold."""
    switch._clock = lambda: 1000.0
    switch.turn("computer")
    kill(switch)
    depths = set()
    for _ in range(50):
        with pytest.raises(ApiDied) as caught:
            switch.check()
        depths.add(len(list(traceback.walk_tb(caught.value.__traceback__))))
    assert len(depths) <= 2
