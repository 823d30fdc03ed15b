"""The API over the services of the test, in this process and behind a real socket."""

from collections.abc import Iterator
from wsgiref.types import WSGIApplication

import pytest

from api.app import build_app
from api.server import ApiServer
from election.language import catalogue
from election.models import Voter
from election.services import Services


@pytest.fixture
def app(services: Services) -> WSGIApplication:
    return build_app(services, catalogue())


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
