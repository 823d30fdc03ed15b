"""Log-in by a voter code under API v1."""

import json
from collections.abc import Callable
from wsgiref.types import WSGIApplication

import pytest

from election.models import Voter
from election.store.port import DeskMark, Store
from election.voters import codes
from tests.api.calling import Reply, call
from tests.api.v1.document import check
from tests.election.voters.codes import id_of, put_codes

Ask = Callable[[str], Reply]


@pytest.fixture
def ask(app: WSGIApplication) -> Ask:
    def ask(code: str) -> Reply:
        body, path = json.dumps({"code": code}).encode(), "/api/v1/sessions"
        return check("POST", path, call(app, "POST", path, body, CONTENT_TYPE="application/json"))

    return ask


def test_a_code_gives_a_token(ask: Ask, store: Store) -> None:
    (slip,) = put_codes(store, 1)
    reply = ask(slip.shown)
    assert (reply.status, json.loads(reply.body)["status"]) == (201, "may_vote")


def test_where_nobody_comes_by_a_code_there_is_none(ask: Ask) -> None:
    replies = [ask(codes.draw(1)[0].shown), ask("ABC")]
    assert [(each.status, each.code) for each in replies] == [(401, "code.unknown"), (422, "code.malformed")]


def test_every_refusal_of_a_code_is_one_that_is_documented(ask: Ask, store: Store, voter: Voter) -> None:
    void, *_ = put_codes(store, 2)
    (own,) = put_codes(store, 0, people=(voter.id,))
    store.write(lambda transaction: transaction.void_code(id_of(void)))
    store.write(lambda transaction: transaction.put_desk_mark(voter.id, DeskMark.SLIP))
    unknown = codes.draw(1)[0]
    refused = [ask(each) for each in (void.shown, own.shown, unknown.shown, "ABC")]
    assert [(each.status, each.code) for each in refused] == [
        (403, "code.void"),
        (409, "voter.slip_given"),
        (401, "code.unknown"),
        (422, "code.malformed"),
    ]
