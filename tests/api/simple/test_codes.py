"""Log-in by a voter code over HTTP, and one code at both doors at once."""

import json
import threading
from collections import Counter
from collections.abc import Callable
from urllib.parse import urlencode
from wsgiref.types import WSGIApplication

import pytest

from election.errors import AlreadyVoted
from election.models import PollsState, WayIn
from election.store.port import Store
from election.voters import codes
from tests.api.calling import call, fetch
from tests.election.voters.codes import id_of, let_in_by, put_codes
from tests.services import Services

LOG_IN = "/auth/login"


def sent(code: str) -> bytes:
    return json.dumps({"code": code}).encode()


def test_a_code_gives_a_token_that_votes_once(port: int, store: Store, services: Services) -> None:
    slip, other = put_codes(store, 2)
    reply = fetch(port, "POST", LOG_IN, {"code": slip.shown})
    assert (reply.status, reply.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    form = fetch(port, "POST", LOG_IN, urlencode({"code": other.shown.lower().replace("-", " ")}))
    assert form.status == 200
    assert fetch(port, "GET", f"/auth/token?token={reply.text}").status == 200
    assert fetch(port, "POST", "/vote?id=2", Authorization=reply.text).status == 200
    assert fetch(port, "POST", "/vote?id=2", Authorization=reply.text).status == 409
    again = fetch(port, "POST", LOG_IN, {"code": slip.shown}, Accept_Language="en")
    assert (again.status, again.code) == (409, "code.used")
    assert again.text.startswith("This code has already been used")
    assert services.tally.turnout().voted == 1


def test_a_voided_code_is_refused_and_so_are_its_log_ins(port: int, store: Store) -> None:
    (slip,) = put_codes(store, 1)
    token = fetch(port, "POST", LOG_IN, {"code": slip.shown}).text
    store.write(lambda transaction: transaction.void_code(id_of(slip)))
    refused = [
        fetch(port, "POST", LOG_IN, {"code": slip.shown}),
        fetch(port, "GET", f"/auth/token?token={token}"),
        fetch(port, "POST", "/vote?id=2", Authorization=token),
    ]
    assert [(each.status, each.code) for each in refused] == [(403, "code.void")] * 3


def test_what_is_no_code_is_refused_in_its_own_words(app: WSGIApplication, store: Store) -> None:
    put_codes(store, 1)
    (unknown,) = codes.draw(1)
    mistyped = unknown.characters[:-1] + ("0" if unknown.characters[-1] != "0" else "1")
    replies = {typed: call(app, "POST", LOG_IN, sent(typed)) for typed in (unknown.shown, mistyped, "ABC")}
    assert [(each.status, each.code) for each in replies.values()] == [
        (404, "code.unknown"),
        (400, "code.mistyped"),
        (400, "code.malformed"),
    ]


@pytest.mark.parametrize(
    "fields", [{"code": ""}, {"code": 5}, {"code": "A", "email": "a@b"}, {"code": "A", "x": "y"}]
)
def test_a_code_goes_with_nothing_else(app: WSGIApplication, store: Store, fields: dict[str, object]) -> None:
    put_codes(store, 1)
    reply = call(app, "POST", LOG_IN, json.dumps(fields).encode())
    assert (reply.status, reply.code) == (400, "request.malformed")


def test_where_people_sign_up_a_code_is_no_way_to_log_in(app: WSGIApplication, store: Store) -> None:
    (slip,) = put_codes(store, 1)
    let_in_by(store, WayIn.SIGN_UP)
    reply = call(app, "POST", LOG_IN, sent(slip.shown))
    assert (reply.status, reply.code) == (400, "request.malformed")


def test_guesses_are_slowed_down_where_they_come_from(app: WSGIApplication, store: Store) -> None:
    (slip,) = put_codes(store, 1)
    replies = [
        call(app, "POST", LOG_IN, sent(guess.shown), REMOTE_ADDR="10.0.0.1") for guess in codes.draw(6)
    ]
    assert [each.status for each in replies] == [404] * 5 + [429]
    assert replies[-1].code == "code.too_many_tries"
    assert 1 <= int(replies[-1].headers["retry-after"]) <= 30
    assert call(app, "POST", LOG_IN, sent(slip.shown), REMOTE_ADDR="10.0.0.2").status == 200


def test_the_same_code_at_both_doors_at_once_votes_once(port: int, store: Store, services: Services) -> None:
    rounds, each_door = 12, 2
    slips = put_codes(store, rounds)
    outcomes: list[str] = []  # of all threads: appending is one step
    barrier = threading.Barrier(2 * each_door)

    def by_http() -> None:
        for slip in slips:
            token = fetch(port, "POST", LOG_IN, {"code": slip.shown}).text
            barrier.wait()
            outcomes.append(str(fetch(port, "POST", "/vote?id=2", Authorization=token).status))
            barrier.wait()

    def at_the_window() -> None:
        for slip in slips:
            voter = services.code_log_in.log_in(slip.shown)
            barrier.wait()
            try:
                services.ballots.cast(voter.id, {1: (3,)}, code=voter.code)
                outcomes.append("200")
            except AlreadyVoted:
                outcomes.append("409")
            barrier.wait()

    run_all([by_http, at_the_window] * each_door)
    assert Counter(outcomes) == {"200": rounds, "409": rounds * (2 * each_door - 1)}
    assert services.tally.turnout().voted == rounds


def run_all(work: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=each) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("state", [PollsState.DRAFT, PollsState.OPEN, PollsState.CLOSED])
def test_with_a_roll_nobody_signs_up_freely(app: WSGIApplication, store: Store, state: PollsState) -> None:
    let_in_by(store, WayIn.SLIP)
    store.write(lambda transaction: transaction.set_state(state))
    new = {"email": "kim@example.org", "name": "Kim", "password": "correct horse"}
    reply = call(app, "POST", "/auth/signup", json.dumps(new).encode(), {"Accept-Language": "en"})
    assert (reply.status, reply.code) == (403, "sign_up.closed")
    assert "roll" in reply.text
