"""Voting, as the wire contract has it, over a real socket."""

import threading
from collections.abc import Callable

import pytest

from election.models import Voter
from tests.api.calling import fetch, is_text
from tests.services import Services

FORM = "application/x-www-form-urlencoded"


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


@pytest.mark.parametrize("number", ["01", "00", "-01", "0" * 39 + "12", "0" * 6000 + "1", "-" + "0" * 41])
def test_a_number_is_never_cut_to_one_that_is_a_candidate(
    port: int, services: Services, token: str, number: str
) -> None:
    for reply in (
        fetch(port, "GET", f"/vote?id={number}", Authorization=token),
        fetch(port, "POST", "/vote", f"id={number}", Authorization=token),
        fetch(port, "POST", "/vote", {"id": number}, Authorization=token),
    ):
        assert is_text(reply, 400, "id 파라미터가 존재하지 않습니다")
    assert services.tally.turnout().voted == 0


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
        together.wait(50)
        statuses.append(fetch(port, "GET", f"/vote?id={candidate}", Authorization=token).status)

    threads = [threading.Thread(target=vote, args=(candidate,)) for candidate in range(1, devices + 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(50)
    return sorted(statuses)


def test_a_vote_for_who_withdrew_is_refused_and_another_taken(
    port: int, services: Services, token: str
) -> None:
    services.editing.withdraw(3, "본인 요청")
    name = services.polls.election().contests[0].candidates[2].name
    reply = fetch(port, "POST", "/vote?id=3", Authorization=token)
    assert (reply.status, reply.headers["x-error-code"]) == (409, "ballot.candidate_withdrawn")
    assert name in reply.text
    assert services.tally.turnout().voted == 0
    assert fetch(port, "POST", "/vote?id=1", Authorization=token).status == 200
