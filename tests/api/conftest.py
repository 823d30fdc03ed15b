"""The API over the services of the test, in this process and behind a real socket."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication

import pytest

from api.http.server import ApiServer
from api.wsgi.app import build_app
from election.i18n.catalogue import catalogue
from election.models import Voter
from election.voters.passwords import Passwords
from tests.api.sockets import Clock, hello
from tests.services import Services, open_polls

DEFINITION = {
    "title": {"ko": "총회", "en": "Meeting"},
    "live_results": False,
    "passwords_over_http": True,
    "contests": [
        {"title": {"ko": "위원", "en": "Board"}, "options": {"most": 2}, "candidates": ["가", "나", "다"]},
        {"title": {"ko": "안건", "en": "Motion"}, "kind": "yes_no", "candidates": ["회칙 개정"]},
    ],
}


@pytest.fixture
def app(services: Services) -> WSGIApplication:
    return build_app(services.library, catalogue())


@pytest.fixture
def port(app: WSGIApplication) -> Iterator[int]:
    """Where the API answers."""
    server = ApiServer(app, port=0)
    server.start()
    yield server.port
    server.stop()


@pytest.fixture
def token(services: Services, voter: Voter) -> str:
    return services.accounts.issue_token(voter)


@pytest.fixture
def serve() -> Iterator[Callable[..., ApiServer]]:
    """Starts servers and stops them afterwards."""
    with contextlib.ExitStack() as stack:

        def start(app: Any = hello, host: str = "127.0.0.1", port: int = 0, **settings: Any) -> ApiServer:
            server = ApiServer(app, host, port, **settings)
            server.start()
            stack.callback(server.stop)
            return server

        yield start


@pytest.fixture
def clock(serve: Callable[..., ApiServer]) -> tuple[ApiServer, Clock]:
    """A server with the limits that hold by themselves, and its clock."""
    server, clock = serve(), Clock()
    assert server._server is not None
    server._server.clock = clock
    server._server._look_at = 0.0
    return server, clock


@pytest.fixture
def meeting(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    with open_polls(tmp_path / "meeting", DEFINITION, passwords) as services:
        services.accounts.sign_up("voter@example.org", "voter", "correct horse")
        yield services


@pytest.fixture
def meeting_app(meeting: Services) -> WSGIApplication:
    return build_app(meeting.library, catalogue())
