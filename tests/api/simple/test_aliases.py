"""Clients of the earlier server vote at its addresses; the ballot box is the same."""

import json
from wsgiref.types import WSGIApplication

from tests.api.calling import call

NEW = json.dumps({"email": "kim@example.org", "name": "김하나", "password": "pass word"}).encode()


def test_a_whole_vote_at_the_earlier_addresses(app: WSGIApplication) -> None:
    assert call(app, "POST", "/api/signup", NEW).status == 201
    assert call(app, "POST", "/api/signup", NEW).status == 409
    log_in = call(app, "POST", "/api/signin", b'{"email": "kim@example.org", "password": "pass word"}')
    assert log_in.status == 201
    assert call(app, "POST", "/api/signin", b'{"email": "kim@example.org", "password": "no"}').status == 404
    authorization = {"Authorization": f"Bearer {log_in.text}"}
    assert call(app, "POST", "/api/vote?id=2", headers=authorization).status == 200
    assert call(app, "GET", "/vote?id=1", headers=authorization).status == 409
    counts = [each["voteCount"] for each in json.loads(call(app, "GET", "/api/candidates").body)]
    assert counts == [0, 1, *[0] * 8]
