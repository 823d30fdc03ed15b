"""The examples of the document, asked of a server: they are what it answers."""

import json
from typing import Any

import pytest

from api.http.server import ApiServer
from election.setup.steps import Step
from tests.api.calling import fetch
from tests.api.v1.document import check, operations
from tests.services import Services

# What is drawn by chance, or goes by the time. Of these the example has the form.
BY_CHANCE = {"receipt", "rev", "resultsRev", "token", "id", "at"}
# In this order each finds things as its example has them.
ORDER = ["election", "state", "turnout", "logIn", "me", "cast", "signUp", "results", "events"]


def alike(given: Any, example: Any, name: str = "") -> bool:
    """Return whether `given` is as `example` says, or is of that form where chance decides."""
    if isinstance(example, dict):
        return (
            isinstance(given, dict)
            and given.keys() == example.keys()
            and all(alike(given[key], each, key) for key, each in example.items())
        )
    if isinstance(example, list):
        return len(given) == len(example) and all(map(alike, given, example))
    return bool(given == example) or (name in BY_CHANCE and type(given) is type(example) and bool(given))


def examples() -> dict[str, tuple[str, str, Any, int, Any]]:
    """Return method, path, body, status and answer of each example, by the name of its operation."""
    found = {}
    for method, path, told in operations():
        body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("example")
        for status, answer in told["responses"].items():
            for media in answer.get("content", {}).values():
                if "example" in media:
                    found[told["operationId"]] = (method, path, body, int(status), media["example"])
    return found


@pytest.fixture
def port(meeting_app: Any) -> Any:
    server = ApiServer(meeting_app, port=0)
    server.start()
    yield server.port
    server.stop()


def test_the_server_answers_as_the_examples_say(meeting: Services, port: int) -> None:
    found = examples()
    names = sorted(found, key=lambda name: ORDER.index(name) if name in ORDER else -1)
    assert set(ORDER) <= set(names)
    token = ""
    for name in names:
        method, path, body, status, example = found[name]
        if name == "results":
            meeting.polls.take(Step.CLOSE)
            meeting.polls.take(Step.COUNT)
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "0123456789abcdef"}
        sent = None if body is None else json.dumps(body)
        headers |= {} if sent is None else {"Content-Type": "application/json"}
        reply = check(method, path, fetch(port, method, path, sent, **headers))
        answer = json.loads(reply.body)
        assert reply.status == status, (name, reply.text)
        assert alike(answer, example), (name, answer, example)
        token = answer.get("token", token)


@pytest.mark.parametrize(
    ("given", "example"),
    [
        ({"a": 1}, {"a": 2}),
        ({"a": 1}, {}),
        ([1], [1, 1]),
        ({"id": 1}, {"id": "1"}),
        ({"id": ""}, {"id": "1"}),
    ],
)
def test_what_is_not_alike_is_told_apart(given: Any, example: Any) -> None:
    assert not alike(given, example)
