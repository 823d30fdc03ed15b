"""The wire contract, row by row, over a real socket, as clients that exist already speak it."""

import json
from collections.abc import Callable
from urllib.parse import urlencode

import jwt
import pytest

from election.models import Voter
from election.store.json.store import JsonStore
from election.store.json.tables.tables import Tables
from tests.api.calling import fetch, is_text
from tests.election.store.json.raw import engine_of
from tests.services import Services

NEW = {"email": "kim@example.org", "name": "김유권", "password": "1234"}
KNOWN = {"email": "voter@example.org", "password": "correct horse"}
FORM = "application/x-www-form-urlencoded"


# --- accounts -------------------------------------------------------------------------------------------


def test_sign_up(port: int, services: Services) -> None:
    assert is_text(fetch(port, "POST", "/auth/signup", NEW), 201, "성공적으로 생성되었습니다")
    assert services.accounts.log_in("kim@example.org", "1234").name == "김유권"


def test_sign_up_with_an_address_that_is_taken(port: int, voter: Voter) -> None:
    reply = fetch(port, "POST", "/auth/signup", {**NEW, "email": " VOTER@example.org "})
    assert is_text(reply, 403, "해당 유저에 대한 이메일이 이미 존재합니다")
    assert reply.code == "account.email_taken"


def test_sign_up_after_the_polls_have_closed(port: int, services: Services) -> None:
    services.polls.close()
    reply = fetch(port, "POST", "/auth/signup", NEW)
    assert is_text(reply, 403, "투표가 끝나 더 이상 가입할 수 없습니다")
    assert reply.code == "sign_up.closed"
    assert services.tally.turnout().voters == 0


@pytest.mark.parametrize("path", ["/auth/signup", "/auth/login"])
@pytest.mark.parametrize("email", ["undefined", "null", "None", " NaN "])
def test_what_a_client_without_an_address_sends(port: int, path: str, email: str) -> None:
    body = {**NEW, "email": email} if path == "/auth/signup" else {"email": email, "password": "1234"}
    assert is_text(fetch(port, "POST", path, body), 400, "올바른 요청 형식이 아닙니다")
    assert is_text(fetch(port, "POST", path, urlencode(body)), 400, "올바른 요청 형식이 아닙니다")


@pytest.mark.parametrize("path", ["/auth/signup", "/auth/login"])
@pytest.mark.parametrize("body", [None, "", "{", {"email": "a@b"}, {**NEW, "extra": 1}, {**NEW, "email": ""}])
def test_a_body_that_is_not_in_the_right_form(port: int, path: str, body: object) -> None:
    reply = fetch(port, "POST", path, body)
    assert is_text(reply, 400, "올바른 요청 형식이 아닙니다")


@pytest.mark.parametrize("kind", ["application/json", "text/plain", FORM, "nonsense", ""])
def test_json_is_read_whatever_it_calls_itself(port: int, kind: str, voter: Voter) -> None:
    reply = fetch(port, "POST", "/auth/login", json.dumps(KNOWN), Content_Type=kind)
    assert reply.status == 200


def test_a_form_is_read_too(port: int) -> None:
    assert fetch(port, "POST", "/auth/signup", urlencode(NEW), Content_Type=FORM).status == 201
    login = urlencode({"email": NEW["email"], "password": NEW["password"]})
    assert fetch(port, "POST", "/auth/login", login, Content_Type=FORM).status == 200


def test_log_in_answers_with_the_token_itself(port: int, services: Services, voter: Voter) -> None:
    reply = fetch(port, "POST", "/auth/login", KNOWN)
    assert is_text(reply, 200, reply.text)
    assert jwt.get_unverified_header(reply.text)["alg"] == "HS256"
    assert services.accounts.voter_id_of_token(reply.text) == voter.id


@pytest.mark.parametrize("wrong", [{"email": "nobody@example.org"}, {"password": "wrong"}])
def test_log_in_with_something_wrong(port: int, voter: Voter, wrong: dict[str, str]) -> None:
    reply = fetch(port, "POST", "/auth/login", {**KNOWN, **wrong})
    assert is_text(reply, 404, "이메일 혹은 비밀번호가 일치하지 않습니다")


def test_guessing_is_slowed_down(port: int, voter: Voter) -> None:
    replies = [fetch(port, "POST", "/auth/login", {**KNOWN, "password": "wrong"}) for _ in range(7)]
    assert [reply.status for reply in replies] == [404] * 5 + [429] * 2
    assert 1 <= int(replies[-1].headers["retry-after"]) <= 30
    assert replies[-1].code == "account.too_many_tries"


def test_a_token_can_be_checked(port: int, token: str) -> None:
    assert is_text(fetch(port, "GET", f"/auth/token?token={token}"), 200, "유효한 토큰입니다")


@pytest.mark.parametrize("query", ["", "?", "?token", "?token=", "?other=1"])
def test_checking_no_token(port: int, query: str) -> None:
    reply = fetch(port, "GET", f"/auth/token{query}")
    assert is_text(reply, 400, "token 쿼리가 존재하지 않습니다")


def test_checking_a_bad_token(port: int, token: str) -> None:
    for bad in ("nonsense", token[:-1], f"{token}x", "%ff", "Bearer%20" + token):
        reply = fetch(port, "GET", f"/auth/token?token={bad}")
        assert is_text(reply, 401, "유효하지 않은 토큰입니다")
        assert reply.headers["www-authenticate"] == "Bearer"


# --- candidates -----------------------------------------------------------------------------------------


def test_candidates(port: int, services: Services, voter: Voter) -> None:
    services.ballots.cast(voter.id, {1: (2,)})
    reply = fetch(port, "GET", "/candidates")
    assert reply.status == 200
    assert reply.headers["content-type"] == "application/json; charset=utf-8"
    assert "정시원" in reply.text
    assert reply.text.startswith('[{"id": 1, "name": "정시원", "voteCount": 0}, {"id": 2, ')
    candidates = json.loads(reply.text)
    assert len(candidates) == 10
    assert [each["voteCount"] for each in candidates] == [0, 1, *[0] * 8]


def test_counts_are_hidden_until_they_are_due(port: int, services: Services, voter: Voter) -> None:
    services.ballots.cast(voter.id, {1: (2,)})
    hide_live_results(services)
    assert {each["voteCount"] for each in json.loads(fetch(port, "GET", "/candidates").text)} == {None}
    for take in (services.polls.pause, services.polls.close):
        take()
        assert {each["voteCount"] for each in json.loads(fetch(port, "GET", "/candidates").text)} == {None}
    services.polls.count()
    assert [each["voteCount"] for each in json.loads(fetch(port, "GET", "/candidates").text)][:2] == [0, 1]


@pytest.mark.parametrize("others", [0, 1])
def test_a_box_that_a_quorum_keeps_closed_tells_no_counts(
    port: int,
    services: Services,
    store: JsonStore,
    voter: Voter,
    sign_up: Callable[[str], Voter],
    others: int,
) -> None:
    rule = {"rule": {"quorum": {"share": "more than 1/2"}}}
    engine_of(store).write(lambda tables: tables["contests"].update(rule, doc_ids=[1]))
    services.ballots.cast(voter.id, {1: (2,)})
    for at in range(others):
        sign_up(f"other{at}")
    assert {each["voteCount"] for each in json.loads(fetch(port, "GET", "/candidates").text)} == {None}
    services.polls.close()
    services.polls.count()
    counts = {each["voteCount"] for each in json.loads(fetch(port, "GET", "/candidates").text)}
    assert counts == ({None} if others else {0, 1})


def hide_live_results(services: Services) -> None:
    store = engine_of(services.polls._store)
    store.write(lambda tables: tables["elections"].update({"live_results": False}))


def test_votes_brought_along_are_counted(port: int, services: Services) -> None:
    store = engine_of(services.polls._store)
    store.write(lambda tables: tables["candidates"].update({"carried_over": 7}, doc_ids=[1]))
    assert json.loads(fetch(port, "GET", "/candidates").text)[0]["voteCount"] == 7


def test_an_election_without_contests_has_no_candidates(port: int, services: Services, token: str) -> None:
    engine_of(services.polls._store).write(lambda tables: tables["contests"].remove(doc_ids=[1]))
    assert fetch(port, "GET", "/candidates").code == "ballot.no_such_contest"
    assert fetch(port, "GET", "/vote?id=1", Authorization=token).code == "ballot.no_such_contest"


# --- ballots that one mark does not fill ---------------------------------------------------------------


def give_a_second_contest(store: JsonStore) -> None:
    """Put a motion beside the sample's contest, which everybody is given too."""

    def work(tables: Tables) -> None:
        tables["contests"].insert_as(2, {"title": {"ko": "안건"}, "kind": "yes_no", "options": {}})
        tables["styles"].update({"contests": [1, 2]}, doc_ids=[1])

    engine_of(store).write(work)


def test_a_ballot_of_several_contests_is_not_cast_half(
    port: int, services: Services, store: JsonStore, voter: Voter, token: str
) -> None:
    give_a_second_contest(store)
    for request in (("GET", "/vote?id=1"), ("POST", "/vote?id=1"), ("GET", "/vote?id=99")):
        reply = fetch(port, *request, Authorization=token)
        assert (reply.status, reply.code) == (409, "vote.not_by_this_api")
        assert reply.text == "이 투표용지는 여기에서 투표할 수 없습니다. 투표소 화면을 이용해 주세요"
    assert not services.ballots.has_voted(voter.id)
    candidates = json.loads(fetch(port, "GET", "/candidates").text)
    assert len(candidates) == 10
    assert {each["voteCount"] for each in candidates} == {None}  # though live results are shown


@pytest.mark.parametrize(
    ("row", "status"),
    [
        ({"kind": "choose", "options": {"most": 3, "least": 1}}, 200),
        ({"kind": "choose", "options": {"most": 3, "least": 2}}, 409),
        ({"kind": "yes_no", "options": {}}, 409),
        ({"kind": "approval", "options": {}}, 409),
        ({"kind": "score", "options": {}}, 409),
        (
            {
                "kind": "irv",
                "options": {},
                "rule": {"ties": {"by": "order", "order": [1, 2, 3], "made": "drawn"}},
            },
            409,
        ),
    ],
)
def test_only_a_contest_that_one_mark_fills_is_voted_in_here(
    port: int, store: JsonStore, token: str, row: dict[str, object], status: int
) -> None:
    engine_of(store).write(lambda tables: tables["contests"].update(row, doc_ids=[1]))
    counts = {each["voteCount"] for each in json.loads(fetch(port, "GET", "/candidates").text)}
    assert counts == ({0} if status == 200 else {None})
    assert fetch(port, "GET", "/vote?id=1", Authorization=token).status == status


def test_a_motion_has_no_candidates_and_is_not_voted_on_here(
    port: int, services: Services, store: JsonStore, voter: Voter, token: str
) -> None:
    def work(tables: Tables) -> None:
        tables["contests"].update({"kind": "yes_no", "options": {}}, doc_ids=[1])
        tables["candidates"].truncate()

    engine_of(store).write(work)
    reply = fetch(port, "GET", "/candidates")
    assert (reply.status, reply.text) == (200, "[]")
    for candidate in (0, 1):  # 0 stands for the motion in a ballot
        reply = fetch(port, "GET", f"/vote?id={candidate}", Authorization=token)
        assert (reply.status, reply.code) == (409, "vote.not_by_this_api")
    assert not services.ballots.has_voted(voter.id)
