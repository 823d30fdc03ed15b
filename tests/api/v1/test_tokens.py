"""Tokens that are none: of another time, another role, another election."""

import json
import time
from typing import Any
from wsgiref.types import WSGIApplication

import jwt
import pytest

from election.models import WayIn
from election.store.port import Store
from election.voters.tokens import LIFETIME
from tests.api.calling import call
from tests.api.v1.conftest import Ask
from tests.api.v1.document import check
from tests.conftest import KEY
from tests.election.voters.codes import id_of, let_in_by, put_codes
from tests.services import Services

OTHER_KEY = b"the key of the election before .."


def token_of(services: Services, key: bytes = KEY, **claims: Any) -> str:
    voter = services.accounts.log_in("voter@example.org", "correct horse")
    now = int(time.time())
    return jwt.encode({"sub": str(voter.id), "iat": now, "exp": now + LIFETIME} | claims, key, "HS256")


def said(ask: Ask, token: str) -> tuple[int, str | None]:
    """Return what the ballot and the voter's own page are answered, which is the same."""
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "0123456789abcdef"}
    replies = [
        ask("GET", "/me", headers=headers),
        ask("DELETE", "/sessions/current", headers=headers),
        ask("POST", "/me/ballot", b'{"choices": {}}', headers),
    ]
    (answer,) = {(each.status, each.code) for each in replies}
    return answer


def test_a_token_of_before_audiences_is_a_voters(ask: Ask, meeting: Services) -> None:
    headers = {"Authorization": f"Bearer {token_of(meeting)}"}
    assert ask("GET", "/me", headers=headers).status == 200


@pytest.mark.parametrize(
    ("claims", "status", "code"),
    [
        ({"aud": "desk"}, 403, "token.wrong_role"),
        ({"aud": "observer"}, 403, "token.wrong_role"),
        ({"exp": int(time.time()) - 1}, 401, "token.bad"),
        ({"iat": int(time.time()) + LIFETIME}, 401, "token.bad"),
        ({"sub": "77"}, 401, "token.bad"),
        ({"sub": "9" * 400}, 401, "token.bad"),
        ({"key": OTHER_KEY}, 401, "token.bad"),
    ],
)
def test_every_other_is_refused(
    ask: Ask, meeting: Services, claims: dict[str, Any], status: int, code: str
) -> None:
    assert said(ask, token_of(meeting, **claims)) == (status, code)


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"aud": "desk"}, "token.wrong_role"),
        ({"exp": int(time.time()) - 1}, "token.bad"),
        ({"key": OTHER_KEY}, "token.bad"),
    ],
)
def test_at_the_simple_door_each_is_a_bad_token(
    meeting: Services, meeting_app: WSGIApplication, claims: dict[str, Any], code: str
) -> None:
    token = token_of(meeting, **claims)
    reply = call(meeting_app, "POST", "/vote?id=1", headers={"Authorization": token})
    assert (reply.status, reply.code) == (401, code)
    assert call(meeting_app, "GET", f"/auth/token?token={token}").status == 401


def test_a_codes_token_is_good_for_half_a_day_and_ends_with_its_code(
    app: WSGIApplication, store: Store, services: Services
) -> None:
    (slip,) = put_codes(store, 1)
    body = json.dumps({"code": slip.shown}).encode()
    session = json.loads(call(app, "POST", "/api/v1/sessions", body).body)
    assert session["expiresIn"] == 12 * 60 * 60
    headers = {"Authorization": f"Bearer {session['token']}", "Idempotency-Key": "0123456789abcdef"}

    def ask(method: str, path: str, body: bytes = b"") -> tuple[int, str | None]:
        reply = check(method, path, call(app, method, path, body, headers))
        return reply.status, reply.code

    assert ask("GET", "/api/v1/me") == (200, None)
    store.write(lambda transaction: transaction.void_code(id_of(slip)))
    assert ask("GET", "/api/v1/me") == (403, "code.void")
    assert ask("POST", "/api/v1/me/ballot", b'{"choices": {}}') == (403, "code.void")
    assert services.tally.turnout().voted == 0


def test_a_passwords_token_ends_with_passwords(app: WSGIApplication, store: Store, token: str) -> None:
    let_in_by(store, WayIn.SLIP)
    headers = {"Authorization": f"Bearer {token}"}
    reply = check("GET", "/api/v1/me", call(app, "GET", "/api/v1/me", headers=headers))
    assert (reply.status, reply.code) == (401, "token.bad")
