"""Schemathesis against the app, in process: for every operation of the document requests that it allows and
requests that it does not, and each answer held against all that the document says and HTTP asks for.
"""

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
import schemathesis
from PIL import Image
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from schemathesis.transport.wsgi import WSGITransport

from api.wsgi.app import build_app
from election.i18n.catalogue import catalogue
from election.models import Voter
from election.setup.steps import Step
from election.voters.passwords import Passwords
from tests.api.conftest import DEFINITION
from tests.services import Services, open_polls

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

EXAMPLES, EXAMPLES_ELSEWHERE = 200, 10  # an operation
# What a schema can say of a code, a candidate or an address is little. So a body that it allows may be
# refused, but never as one that is malformed (400).
MAY_BE_REFUSED = ["2xx", "304", "401", "403", "404", "409", "410", "422", "429"]


def _photo() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    return file.getvalue()


class Asked:
    """A WSGI app around the API that counts what was answered, and has each ballot be another voter's: the
    one whose token the requests have could vote but once.
    """

    def __init__(self, app: WSGIApplication, services: Services, token: str, *, votes: bool = True) -> None:
        self._app = app
        self._services = services
        self._token = f"Bearer {token}"
        self._voters = 0
        self._votes = votes
        self.statuses: Counter[tuple[str, str]] = Counter()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if self._votes and path.endswith("/me/ballot") and environ.get("HTTP_AUTHORIZATION") == self._token:
            environ["HTTP_AUTHORIZATION"] = f"Bearer {self._services.accounts.issue_token(self._voter())}"

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            self.statuses[f"{environ['REQUEST_METHOD']} {path}", status[:3]] += 1
            return start_response(status, headers, exc_info)

        return self._app(environ, start)

    def _voter(self) -> Voter:
        self._voters += 1
        return self._services.accounts.sign_up(f"{self._voters}@voters.example", "one", "correct horse")


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    definition = DEFINITION | {"live_results": True}
    with open_polls(tmp_path / "data", definition, Passwords(memory_kib=8, passes=1)) as services:
        services.polls._store.write(lambda transaction: transaction.put_photo(1, _photo()))
        yield services


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have schemathesis leave out what is only for sockets; it forgets that where it asks without a token."""
    send = WSGITransport.send

    def send_in_process(self: WSGITransport, case: Any, **kwargs: Any) -> Any:
        for name in ("max_redirects", "verify", "cert"):
            kwargs.pop(name, None)
        return send(self, case, **kwargs)

    monkeypatch.setattr(WSGITransport, "send", send_in_process)


def faults(asked: Asked, token: str, examples: int) -> list[str]:
    """Return what schemathesis finds, each fault once."""
    config = SchemathesisConfig.from_dict(
        {
            "cache": {"enabled": False},  # no run is steered by the one before
            "generation": {"max-examples": examples, "deterministic": True},
            "auth": {"openapi": {"voter": {"bearer": token}}},
            "checks": {"positive_data_acceptance": {"expected-statuses": MAY_BE_REFUSED}},
        }
    )
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", asked, config=config)
    found: dict[tuple[str, ...], str] = {}
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            found[str(event),] = str(event)
        if isinstance(event, events.ScenarioFinished):
            for check in (each for checks in event.recorder.checks.values() for each in checks):
                if (info := check.failure_info) is not None:
                    kind = (str(event.label), check.name, info.failure.title)
                    found.setdefault(kind, f"{kind}: {info.failure.message}\n{info.code_sample}")
    return list(found.values())


@pytest.fixture
def token(services: Services) -> str:
    voter = services.accounts.sign_up("voter@example.org", "voter", "correct horse")
    return services.accounts.issue_token(voter)


def test_no_answer_is_other_than_the_document_says(services: Services, token: str, in_process: None) -> None:
    asked = Asked(build_app(services.library, catalogue()), services, token)
    assert faults(asked, token, EXAMPLES) == []
    for operation, status in (
        ("POST /api/v1/me/ballot", "201"),
        ("POST /api/v1/sessions", "201"),
        ("POST /api/v1/accounts", "201"),
        ("GET /api/v1/results", "200"),
    ):
        assert asked.statuses[operation, status], "nothing that was accepted has been looked at"


@pytest.mark.parametrize("steps", [[Step.PAUSE], [Step.CLOSE], [Step.CLOSE, Step.COUNT], [Step.ANNUL]])
def test_nor_in_other_states(services: Services, token: str, steps: list[Step], in_process: None) -> None:
    services.accounts.sign_up("1@voters.example", "one", "correct horse")
    for step in steps:
        services.polls.take(step, why="a test")
    app = build_app(services.library, catalogue())
    assert faults(Asked(app, services, token, votes=False), token, EXAMPLES_ELSEWHERE) == []
