"""The API, turned on and off under way."""

import socket
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from api.errors import PortTaken
from api.switch import ApiSwitch

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
    with urllib.request.urlopen(address, timeout=10) as answer:
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
