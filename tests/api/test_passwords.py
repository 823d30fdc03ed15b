"""Where e-mail addresses and passwords are taken over the network: anybody there may read plain HTTP."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication

import pytest

from api.wsgi.app import build_app
from election.i18n.catalogue import catalogue
from election.models import PollsState, WayIn
from election.setup.life_cycle import create_election
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.voters.passwords import Passwords
from tests.api.calling import Reply, call
from tests.api.pages.phone import Phone
from tests.api.v1.document import check
from tests.services import Services, build_services

LOG_IN = {"email": "voter@example.org", "password": "correct horse"}
NEW = {"email": "new@example.org", "name": "New", "password": "correct horse"}
TLS = {"wsgi.url_scheme": "https"}
Make = Callable[..., WSGIApplication]


@pytest.fixture
def make(tmp_path: Path, passwords: Passwords) -> Iterator[Make]:
    """Makes an election of these fields in which one person may vote, and returns its API."""
    with DataFolder(tmp_path / "club") as folder:
        store = JsonStore(folder)

        def make(**fields: Any) -> WSGIApplication:
            contest = {"title": {"en": "President"}, "candidates": ["Kim", "Lee"]}
            given = {"title": {"en": "Club"}, "live_results": False, "contests": [contest], **fields}
            store.write(lambda box: create_election(box, given, PollsState.OPEN))
            services: Services = build_services(store, b"k" * 32, passwords)
            services.accounts.sign_up(name="voter", **LOG_IN)
            return build_app(services.library, catalogue())

        yield make
        store.close()


def post(app: WSGIApplication, path: str, given: dict[str, str], **more: Any) -> Reply:
    reply = call(app, "POST", path, json.dumps(given).encode(), CONTENT_TYPE="application/json", **more)
    return check("POST", path, reply) if path.startswith("/api/v1") else reply


def takes_passwords(app: WSGIApplication, **more: Any) -> bool:
    reply = check("GET", "/api/v1/election", call(app, "GET", "/api/v1/election", **more))
    taken: bool = json.loads(reply.body)["takesPasswords"]
    return taken


def test_unless_the_organiser_allows_it_none_are_taken(make: Make) -> None:
    app = make()
    for path, given in (("/api/v1/sessions", LOG_IN), ("/api/v1/accounts", NEW)):
        reply = post(app, path, given)
        assert (reply.status, reply.code) == (403, "account.needs_tls")
    assert not takes_passwords(app)
    phone = Phone(app).open("/")
    assert 'name="password"' not in phone.page
    assert catalogue().text("page.desk_only", "en") in phone.page


def test_a_page_that_was_open_before_is_refused_in_words(make: Make) -> None:
    phone = Phone(make())
    phone.post("/v/enter", list(LOG_IN.items()), Origin="http://kiosk.test")
    assert phone.reply.status == 403
    assert catalogue().text("error.account.needs_tls", "en") in phone.page
    assert phone.cookie == ""


@pytest.mark.parametrize("language", ["ko", "en"])
def test_where_they_are_allowed_the_page_warns(make: Make, language: str) -> None:
    app = make(passwords_over_http=True)
    assert post(app, "/api/v1/sessions", LOG_IN).status == 201
    assert post(app, "/api/v1/accounts", NEW).status == 201
    assert takes_passwords(app)
    phone = Phone(app, language).open("/")
    assert catalogue().text("page.password.plain", language) in phone.page
    phone.send("/v/enter", LOG_IN)
    assert phone.at == "/v/1"


def test_what_nobody_on_the_way_can_read_needs_no_leave(make: Make) -> None:
    app = make()
    assert post(app, "/api/v1/sessions", LOG_IN, **TLS).status == 201
    assert post(app, "/api/v1/accounts", NEW, **TLS).status == 201
    assert takes_passwords(app, **TLS)
    assert 'name="password"' in call(app, "GET", "/?lang=en", **TLS).text
    assert catalogue().text("page.password.plain", "en") not in call(app, "GET", "/?lang=en", **TLS).text


@pytest.mark.parametrize("allowed", [True, False])
def test_codes_are_taken_either_way(services: Services, app: WSGIApplication, allowed: bool) -> None:
    ways = (WayIn.PASSWORD, WayIn.SLIP)
    services.polls._store.write(
        lambda box: box.replace_election(
            replace(box.hold_election(), ways_in=ways, passwords_over_http=allowed)
        )
    )
    page = Phone(app).open("/").page
    assert 'name="code"' in page
    assert ('name="password"' in page) is allowed
    assert takes_passwords(app) is allowed
    assert post(app, "/api/v1/sessions", {"code": "K7QXM2R9F4TA"}).code != "account.needs_tls"


def test_the_simple_api_goes_on_as_its_clients_know_it(make: Make) -> None:
    app = make()
    assert post(app, "/auth/signup", NEW).status == 201
    token = post(app, "/auth/login", LOG_IN)
    assert token.status == 200
    vote = call(app, "POST", "/vote?id=2", headers={"Authorization": f"Bearer {token.text}"})
    assert vote.status == 200


def test_in_the_sample_they_are_taken(services: Services, voter: object, app: WSGIApplication) -> None:
    assert services.polls.election().passwords_over_http
    assert post(app, "/api/v1/sessions", LOG_IN).status == 201
    assert 'name="password"' in Phone(app).open("/").page
