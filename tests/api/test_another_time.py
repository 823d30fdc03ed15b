"""A clock that is set back, and an election that another one has followed: at every door of the network."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication

import pytest

from api.wsgi.app import build_app
from election.clock import ElectionClock
from election.i18n.catalogue import catalogue
from election.models import PollsState
from election.services import Services
from election.store.port import Store
from election.voters.passwords import Passwords
from tests import services as whole
from tests.api.calling import call
from tests.api.pages.phone import Phone
from tests.conftest import KEY

DAY = 24 * 60 * 60.0
LOG_IN = {"email": "voter@example.org", "password": "correct horse"}


def headers_of(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Idempotency-Key": "0123456789abcdef"}


def tokens_of(app: WSGIApplication) -> tuple[str, str]:
    """Return what the simple API and API v1 give for the same password."""
    body = json.dumps(LOG_IN).encode()
    simple = call(app, "POST", "/auth/login", body).text
    return simple, json.loads(call(app, "POST", "/api/v1/sessions", body).text)["token"]


class Computer:
    """Its clock, which can be set, and how long it has run."""

    def __init__(self, store: Store, passwords: Passwords) -> None:
        self.wall, self.ticks = 1.8e9, 100.0
        kiosk = whole.MemoryKiosk()
        clock = ElectionClock(kiosk, lambda: self.wall, lambda: self.ticks)
        self.services = whole.build_services(store, KEY, passwords, clock, kiosk)
        self.services.accounts.sign_up("voter@example.org", "voter", "correct horse")
        self.app = build_app(self.services.library, catalogue())

    def sleep(self, seconds: float) -> None:
        self.wall += seconds
        self.ticks += seconds


@pytest.fixture
def computer(store: Store, passwords: Passwords) -> Computer:
    return Computer(store, passwords)


@pytest.mark.parametrize("back", [DAY, 365 * DAY])
@pytest.mark.parametrize("door", ["simple", "v1", "page"])
def test_whoever_is_under_way_votes_though_the_clock_is_set_back(
    computer: Computer, back: float, door: str
) -> None:
    app = computer.app
    simple, v1 = tokens_of(app)
    phone = Phone(app).open("/").send("/v/enter", LOG_IN)
    computer.wall -= back
    computer.sleep(60)
    if door == "simple":
        reply = call(app, "POST", "/vote?id=2", headers=headers_of(simple))
        assert reply.status == 200
    elif door == "v1":
        reply = call(app, "POST", "/api/v1/me/ballot", b'{"choices": {"1": ["2"]}}', headers_of(v1))
        assert reply.status == 201
    else:
        phone.send("/v/1", {"c": "2", "go": "next"}).send("/v/cast")
    (result,) = computer.services.tally.results()
    assert [each.votes for each in result.counts][:3] == [0, 1, 0]


def test_a_clock_that_is_set_back_gives_no_token_a_longer_life(computer: Computer) -> None:
    app = computer.app
    tokens = tokens_of(app)
    computer.sleep(DAY / 2 - 60)
    computer.wall -= DAY
    computer.sleep(120)
    for token in tokens:
        assert call(app, "GET", "/api/v1/me", headers=headers_of(token)).status == 401
        assert call(app, "POST", "/vote?id=2", headers=headers_of(token)).status == 401
    assert computer.services.tally.turnout().voted == 0


# --- another election ----------------------------------------------------------------------------------


@pytest.fixture
def library(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    """Two elections in which the same person may vote; the first is current."""
    with whole.opened(tmp_path / "data", passwords) as found:
        for name in ("second", "first"):
            given: dict[str, Any] = {
                "title": {"en": name},
                "live_results": False,
                "passwords_over_http": True,
                "contests": [{"title": {"en": "President"}, "candidates": ["Kim", "Lee"]}],
            }
            found.library.replace_current(found.library.create(given, PollsState.OPEN))
            with found.library.current() as election:
                election.accounts.sign_up("voter@example.org", "voter", "correct horse")
        yield found


def voted(services: Services) -> list[int]:
    found = []
    for each in services.library.elections():
        with services.library.held(each.id) as election:
            found.append(election.tally.turnout().voted)
    return found


def test_what_an_election_before_gave_is_worth_nothing_in_the_next(library: Services) -> None:
    app = build_app(library.library, catalogue())
    tokens = tokens_of(app)
    phone = Phone(app).open("/").send("/v/enter", LOG_IN).send("/v/1", {"c": "2", "go": "next"})
    before = library.library.current_id
    (other,) = (each.id for each in library.library.elections() if each.id != before)
    library.library.replace_current(other)
    for token in tokens:
        headers = headers_of(token)
        assert call(app, "GET", f"/auth/token?token={token}").status == 401
        assert call(app, "POST", "/vote?id=2", headers=headers).status == 401
        assert call(app, "GET", "/api/v1/me", headers=headers).status == 401
        ballot = call(app, "POST", "/api/v1/me/ballot", b'{"choices": {"1": ["2"]}}', headers)
        assert (ballot.status, ballot.code) == (401, "token.bad")
    phone.send("/v/cast")
    assert phone.reply.status >= 400
    assert voted(library) == [0, 0]
    # In the election of now the same person logs in anew, and votes once.
    phone.open("/").send("/v/enter", LOG_IN).send("/v/1", {"c": "2", "go": "next"}).send("/v/cast")
    assert sorted(voted(library)) == [0, 1]
