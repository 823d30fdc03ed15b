"""The same table at the HTTP door: the wire of old clients, and version 1."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication

import pytest

from api.wsgi.app import build_app
from election.i18n.catalogue import catalogue
from election.models import PollsState
from election.voters.passwords import Passwords
from tests.api.calling import Reply, call
from tests.table.expected import HTTP_ROWS
from tests.table.test_operations import DONE, copies_of
from tests.table.world import EMAIL, PASSWORD, World

ACCOUNT = {"email": "new@example.org", "name": "New", "password": PASSWORD}
BY_PASSWORD = {"email": EMAIL, "password": PASSWORD}
KEY = {"Idempotency-Key": "k" * 22}
CHANGING = {"vote", "v1_vote"}

Ask = Callable[[WSGIApplication, World], Reply]


def post(path: str, body: Mapping[str, Any], who: str = "", headers: Mapping[str, str] | None = None) -> Ask:
    """Send JSON, as `who` where that is given."""

    def ask(app: WSGIApplication, world: World) -> Reply:
        sent = {**_bearer(world, who), **(headers or {})}
        return call(app, "POST", path, json.dumps(body).encode(), sent, CONTENT_TYPE="application/json")

    return ask


def get(path: str, who: str = "") -> Ask:
    return lambda app, world: call(app, "GET", path, headers=_bearer(world, who))


def _bearer(world: World, who: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {world.tokens[who]}"} if who else {}


def by_code(path: str) -> Ask:
    return lambda app, world: post(path, {"code": world.code})(app, world)


ASKED: Mapping[str, Ask] = {
    "sign_up": post("/auth/signup", ACCOUNT),
    "log_in": post("/auth/login", BY_PASSWORD),
    "log_in_code": by_code("/auth/login"),
    "v1_sign_up": post("/api/v1/accounts", ACCOUNT),
    "v1_log_in": post("/api/v1/sessions", BY_PASSWORD),
    "v1_log_in_code": by_code("/api/v1/sessions"),
    "token": lambda app, world: call(app, "GET", f"/auth/token?token={world.tokens['nobody_yet']}"),
    "candidates": get("/candidates"),
    "vote": post("/vote", {"id": 1}, "nobody_yet"),
    "vote_again": post("/api/v1/me/ballot", {"choices": {"1": ["1"], "2": ["4"]}}, "voted", KEY),
    "v1_vote": post("/api/v1/me/ballot", {"choices": {"1": ["1"]}}, "nobody_yet", KEY),
    "v1_state": get("/api/v1/state"),
    "v1_turnout": get("/api/v1/turnout"),
    "v1_election": get("/api/v1/election"),
    "v1_me": get("/api/v1/me", "nobody_yet"),
    "v1_results": get("/api/v1/results"),
}


def test_every_request_has_a_row() -> None:
    assert list(ASKED) == list(HTTP_ROWS)


@pytest.mark.parametrize("state", PollsState)
def test_every_request_is_answered_as_the_table_says(
    world: World, tmp_path: Path, passwords: Passwords, state: PollsState
) -> None:
    found = {}
    with copies_of(world, tmp_path, passwords) as copies:
        for name, ask in ASKED.items():
            services, at = copies.of(state)
            reply = ask(build_app(services.library, catalogue()), at)
            found[name] = DONE if reply.status < 300 else reply.code or _problem(reply)
            if name in CHANGING:
                copies.drop()
    assert found == {name: row[state] for name, row in HTTP_ROWS.items()}


def _problem(reply: Reply) -> str:
    return f"{reply.status} {json.loads(reply.text)['code']}"
