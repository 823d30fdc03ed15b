"""The wire contract, row by row, over a real socket, as clients that exist already speak it."""

import json
import threading
from collections.abc import Callable
from urllib.parse import urlencode

import jwt
import pytest

from api.errors import UNREADABLE_ERRORS
from election.models import Voter
from election.services import Services
from tests.api.calling import Reply, fetch

NEW = {"email": "kim@example.org", "name": "김유권", "password": "1234"}
KNOWN = {"email": "voter@example.org", "password": "correct horse"}
FORM = "application/x-www-form-urlencoded"


def is_text(reply: Reply, status: int, text: str) -> bool:
    kind = reply.headers["content-type"]
    return (reply.status, reply.text, kind) == (status, text, "text/plain; charset=utf-8")


# --- accounts -------------------------------------------------------------------------------------------


def test_sign_up(port: int, services: Services) -> None:
    assert is_text(fetch(port, "POST", "/auth/signup", NEW), 201, "성공적으로 생성되었습니다")
    assert services.accounts.log_in("kim@example.org", "1234").name == "김유권"


def test_sign_up_with_an_address_that_is_taken(port: int, voter: Voter) -> None:
    reply = fetch(port, "POST", "/auth/signup", {**NEW, "email": " VOTER@example.org "})
    assert is_text(reply, 403, "해당 유저에 대한 이메일이 이미 존재합니다")
    assert reply.code == "account.email_taken"


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
    services.polls.close()
    assert [each["voteCount"] for each in json.loads(fetch(port, "GET", "/candidates").text)][:2] == [0, 1]


def hide_live_results(services: Services) -> None:
    store = services.polls._store
    store.write(lambda tables: tables["elections"].update({"live_results": False}))


def test_votes_brought_along_are_counted(port: int, services: Services) -> None:
    store = services.polls._store
    store.write(lambda tables: tables["candidates"].update({"carried_over": 7}, doc_ids=[1]))
    assert json.loads(fetch(port, "GET", "/candidates").text)[0]["voteCount"] == 7


def test_an_election_without_contests_has_no_candidates(port: int, services: Services, token: str) -> None:
    services.polls._store.write(lambda tables: tables["contests"].remove(doc_ids=[1]))
    assert fetch(port, "GET", "/candidates").code == "ballot.no_such_contest"
    assert fetch(port, "GET", "/vote?id=1", Authorization=token).code == "ballot.no_such_contest"


# --- voting ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "body", "kind"),
    [
        ("GET", "/vote?id=3", None, ""),
        ("POST", "/vote?id=3", None, ""),
        ("POST", "/vote?id=3", "{}", "application/json"),
        ("POST", "/vote", '{"id": 3}', "application/json"),
        ("POST", "/vote", '{"id": "3"}', "text/plain"),
        ("POST", "/vote", '{"id": 3}', FORM),
        ("POST", "/vote", "id=3", FORM),
        ("POST", "/vote?id=3", "id=3", FORM),
    ],
)
def test_a_vote(
    port: int, services: Services, token: str, method: str, path: str, body: str | None, kind: str
) -> None:
    reply = fetch(port, method, path, body, Authorization=f"Bearer {token}", Content_Type=kind)
    assert is_text(reply, 200, "투표가 완료되었습니다")
    assert [each.votes for each in services.tally.results()[0].counts] == [0, 0, 1, *[0] * 7]


@pytest.mark.parametrize(
    "form", ["{}", "Bearer {}", "bearer {}", "BEARER {}", "Bearer   {}  ", "\t{}", "Bearer\t{}"]
)
def test_both_forms_of_authorization(port: int, token: str, form: str) -> None:
    assert fetch(port, "GET", "/vote?id=1", Authorization=form.format(token)).status == 200


@pytest.mark.parametrize(
    "form", ["", " ", "Bearer", "Bearer ", "Basic {}", "Bearer {} {}", "{}x", "Bearer {}, x"]
)
def test_no_token_or_a_bad_one(port: int, services: Services, token: str, form: str) -> None:
    reply = fetch(port, "GET", "/vote?id=1", Authorization=form.format(token, token))
    assert is_text(reply, 401, "유효하지 않은 토큰입니다")
    assert reply.headers["www-authenticate"] == "Bearer"
    assert services.tally.turnout().voted == 0


def test_the_token_is_asked_for_before_the_id(port: int) -> None:
    assert fetch(port, "GET", "/vote").status == 401
    assert fetch(port, "POST", "/vote", "{").status == 401


@pytest.mark.parametrize(
    "query",
    ["", "?id", "?id=", "?id=x", "?id=1.5", "?id=1e1", "?id=%2b1", "?id=%20-", "?id=١", "?id=1_0", "?ID=1"],
)
def test_an_id_that_is_absent_or_no_number(port: int, token: str, query: str) -> None:
    query = query.replace("١", "%D9%A1")
    for method in ("GET", "POST"):
        reply = fetch(port, method, f"/vote{query}", Authorization=token)
        assert is_text(reply, 400, "id 파라미터가 존재하지 않습니다")


@pytest.mark.parametrize(
    "value", ["true", "1.0", "1.5", "null", "[1]", "{}", '""', '"x"', "NaN", "1e400", '"1\\n"']
)
def test_an_id_of_another_type(port: int, token: str, value: str) -> None:
    reply = fetch(port, "POST", "/vote", f'{{"id": {value}}}', Authorization=token)
    assert is_text(reply, 400, "id 파라미터가 존재하지 않습니다")


def test_two_ids_that_differ_are_none(port: int, services: Services, token: str) -> None:
    assert fetch(port, "POST", "/vote?id=1", {"id": 2}, Authorization=token).status == 400
    assert fetch(port, "POST", "/vote?id=1&id=2", Authorization=token).status == 400
    assert services.tally.turnout().voted == 0


@pytest.mark.parametrize("number", ["0", "11", "-1", "9" * 30, "9" * 6000, f"-{'9' * 6000}"])
def test_a_number_that_is_no_candidate(port: int, token: str, number: str) -> None:
    for reply in (
        fetch(port, "GET", f"/vote?id={number}", Authorization=token),
        fetch(port, "POST", "/vote", f"id={number}", Authorization=token),
        fetch(port, "POST", "/vote", f'{{"id": {number}}}', Authorization=token),
    ):
        assert is_text(reply, 404, "해당 id를 가진 후보자가 존재하지 않습니다")


def test_voting_twice(port: int, services: Services, token: str) -> None:
    assert fetch(port, "GET", "/vote?id=1", Authorization=token).status == 200
    reply = fetch(port, "GET", "/vote?id=2", Authorization=token)
    assert (reply.status, reply.code) == (409, "ballot.already_voted")
    assert services.tally.turnout().voted == 1


def test_voting_when_the_polls_are_closed(port: int, services: Services, token: str) -> None:
    services.polls.close()
    reply = fetch(port, "GET", "/vote?id=1", Authorization=token)
    assert (reply.status, reply.code) == (403, "polls.not_open")


def test_asking_about_a_vote_does_not_cast_it(port: int, services: Services, token: str) -> None:
    reply = fetch(port, "HEAD", "/vote?id=1", Authorization=token)
    assert (reply.status, reply.headers["allow"]) == (405, "GET, POST")
    assert services.tally.turnout().voted == 0


def test_two_devices_at_once_give_one_vote(
    port: int, services: Services, sign_up: Callable[[str], Voter]
) -> None:
    for each in range(5):
        token = services.accounts.issue_token(sign_up(f"two{each}"))
        assert vote_at_once(port, token, devices=4) == [200, 409, 409, 409]
        assert services.tally.turnout().voted == each + 1
        assert services.tally.results()[0].ballots == each + 1


def vote_at_once(port: int, token: str, devices: int) -> list[int]:
    together, statuses = threading.Barrier(devices), []

    def vote(candidate: int) -> None:
        together.wait(10)
        statuses.append(fetch(port, "GET", f"/vote?id={candidate}", Authorization=token).status)

    threads = [threading.Thread(target=vote, args=(candidate,)) for candidate in range(1, devices + 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return sorted(statuses)


# --- on every answer ------------------------------------------------------------------------------------

EVERY_STATUS: list[tuple[int, str, str, str | None]] = [
    (200, "GET", "/candidates", None),
    (201, "POST", "/auth/signup", json.dumps(NEW)),
    (204, "OPTIONS", "/vote", None),
    (204, "OPTIONS", "/nowhere", None),
    (400, "POST", "/auth/login", "[]"),
    (401, "GET", "/vote?id=1", None),
    (404, "GET", "/nowhere", None),
    (404, "GET", "/", None),
    (405, "DELETE", "/candidates", None),
    (405, "GET", "/auth/signup", None),
    (413, "POST", "/auth/signup", "x" * 10_000_000),
    (431, "GET", "/candidates?" + "x" * 20_000, None),
    (500, "GET", "/candidates#crash", None),
]


@pytest.mark.parametrize(("status", "method", "path", "body"), EVERY_STATUS)
def test_headers_of_every_answer(
    port: int,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    method: str,
    path: str,
    body: str | None,
) -> None:
    if status == 500:

        def crash(_: object) -> None:
            raise ZeroDivisionError("secret")

        monkeypatch.setattr("election.tally.Tally.results", crash)
        path = path.removesuffix("#crash")
    reply = fetch(port, method, path, body, Origin="http://elsewhere.example")
    assert reply.status == status
    assert reply.headers["access-control-allow-origin"] == "*"
    assert "X-Error-Code" in reply.headers["access-control-expose-headers"]
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["cache-control"] == "no-store"
    assert "set-cookie" not in reply.headers
    assert "server" not in reply.headers
    assert "secret" not in reply.text
    assert "<" not in reply.text
    assert not reply.text.endswith("\n")
    if status >= 400:
        assert reply.headers["content-type"] == "text/plain; charset=utf-8"
        assert reply.code
        assert any("가" <= char <= "힣" for char in reply.text)


def test_a_preflight_is_answered_for_any_path(port: int) -> None:
    asking = {"Origin": "http://x.example", "Access_Control_Request_Headers": "authorization,content-type"}
    for path in ("/vote", "/auth/login", "/nowhere", "*"):
        reply = fetch(port, "OPTIONS", path, None, Access_Control_Request_Method="POST", **asking)
        assert (reply.status, reply.body) == (204, b"")
        assert "POST" in reply.headers["access-control-allow-methods"]
        assert reply.headers["access-control-allow-headers"] == "Authorization, Content-Type"


def test_a_wrong_method_names_the_right_ones(port: int) -> None:
    assert fetch(port, "PUT", "/vote").headers["allow"] == "GET,POST"
    assert fetch(port, "GET", "/auth/login").headers["allow"] == "POST"


@pytest.mark.parametrize("path", ["/candidates", "/auth/token", "/nowhere"])
def test_head_is_get_without_a_body(port: int, path: str) -> None:
    get, head = fetch(port, "GET", path), fetch(port, "HEAD", path)
    assert (head.status, head.body) == (get.status, b"")
    assert head.headers["content-length"] == get.headers["content-length"]


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        (None, "ko"),
        ("", "ko"),
        ("ko", "ko"),
        ("en", "en"),
        ("EN", "en"),
        ("en-US,en;q=0.9,ko;q=0.8", "en"),
        ("ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        ("en;q=0.5,ko;q=0.7", "ko"),
        ("en ; q=0.7 , ko;q=0.5", "en"),
        ("fr,en;q=0.1", "en"),
        ("fr, de;q=0.5", "ko"),
        ("*", "ko"),
        ("en, *;q=0.5", "en"),
        ("en;q=0.5, *", "ko"),
        ("en;q=0", "ko"),
        ("ko;q=0", "en"),
        ("ko;q=0, *", "en"),
        ("ko;q=0, en;q=0", "ko"),
        ("*;q=0", "ko"),
        ("english", "ko"),
        ("en;q=2", "ko"),
        ("en;q=x", "ko"),
        (";;;,,,q=1", "ko"),
        ("e\u00f1", "ko"),
    ],
)
def test_languages(port: int, asked: str | None, language: str) -> None:
    headers = {} if asked is None else {"Accept_Language": asked}
    reply = fetch(port, "GET", "/auth/token", **headers)
    assert (reply.status, reply.code) == (400, "request.token_missing")
    assert reply.headers["content-language"] == language
    expected = {"ko": "token 쿼리가 존재하지 않습니다", "en": "The token query is missing"}
    assert reply.text == expected[language]


def test_refusals_before_the_app_speak_the_language_too(port: int) -> None:
    reply = fetch(port, "POST", "/auth/signup", "x" * 70_000, Accept_Language="en")
    assert is_text(reply, 413, "The request body is too large")
    assert set(UNREADABLE_ERRORS) == {400, 413, 431, 501}
