"""A ballot of three kinds of contest, and somebody to fill it in."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication

import pytest

from api.wsgi.app import build_app
from election.i18n.catalogue import catalogue
from election.models import PollsState
from election.setup.life_cycle import create_election
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.voters.passwords import Passwords
from tests.api.calling import Reply, call
from tests.services import Services, build_services

DEFINITION = {
    "title": {"ko": "총회", "en": "Meeting"},
    "live_results": False,
    "contests": [
        {"title": {"ko": "위원", "en": "Board"}, "options": {"most": 2}, "candidates": ["가", "나", "다"]},
        {"title": {"ko": "안건", "en": "Motion"}, "kind": "yes_no", "candidates": ["회칙 개정"]},
    ],
}
Ask = Callable[..., Reply]


@pytest.fixture
def meeting(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    with DataFolder(tmp_path / "meeting") as folder:
        store = JsonStore(folder)
        store.write(lambda transaction: create_election(transaction, DEFINITION, PollsState.OPEN))
        services = build_services(store, b"k" * 32, passwords)
        services.accounts.sign_up("voter@example.org", "voter", "correct horse")
        yield services
        store.close()


@pytest.fixture
def meeting_app(meeting: Services) -> WSGIApplication:
    return build_app(meeting.library, catalogue())


@pytest.fixture
def ask(meeting_app: WSGIApplication) -> Ask:
    """Sends a request to API v1; `body` goes as it is, `headers` with names as HTTP has them."""

    def ask(method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Reply:
        extra: dict[str, Any] = {"CONTENT_TYPE": "application/json"} if body else {}
        return call(meeting_app, method, f"/api/v1{path}", body, headers, **extra)

    return ask
