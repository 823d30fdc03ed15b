"""What happens between the ballot that somebody was shown and the one they send."""

import errno
import json
from collections.abc import Callable
from typing import Any

import pytest

from election.setup.steps import Step
from tests.api.calling import Reply, fetch
from tests.api.v1.conftest import Ask
from tests.services import Services

KEY, OTHER_KEY = "0123456789abcdef", "fedcba9876543210"


JOURNAL_WRITES = "election.store.json.files.journal_file.write_at"


def full(code: int) -> Callable[..., None]:
    """Return what fails as a disk does."""

    def write_at(*_: object) -> None:
        raise OSError(code, "no room")

    return write_at


@pytest.fixture
def token(meeting: Services) -> str:
    return meeting.accounts.issue_token(meeting.accounts.log_in("voter@example.org", "correct horse"))


def cast(ask: Ask, token: str, key: str = KEY, **fields: Any) -> Reply:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
    body = {"choices": {"1": ["2", "3"], "2": "yes"}} | fields
    return ask("POST", "/me/ballot", json.dumps(body).encode(), headers)


def revision(ask: Ask) -> str:
    return str(json.loads(ask("GET", "/election").body)["rev"])


def test_the_polls_are_paused_and_go_on(ask: Ask, token: str, meeting: Services) -> None:
    meeting.polls.take(Step.PAUSE)
    paused = cast(ask, token)
    assert (paused.status, paused.code) == (403, "polls.paused")
    meeting.polls.take(Step.RESUME)
    assert cast(ask, token).status == 201


def test_the_polls_are_closed(ask: Ask, token: str, meeting: Services) -> None:
    meeting.polls.take(Step.CLOSE)
    closed = cast(ask, token)
    assert (closed.status, closed.code) == (403, "polls.not_open")
    assert meeting.tally.turnout().voted == 0


@pytest.mark.parametrize("candidate", [1, 2])
def test_a_candidate_withdraws(ask: Ask, token: str, meeting: Services, candidate: int) -> None:
    seen = revision(ask)
    meeting.editing.withdraw(candidate, "a wish of their own")
    changed = cast(ask, token, electionRev=seen)
    assert (changed.status, changed.code) == (409, "election.changed")
    assert meeting.tally.turnout().voted == 0
    assert cast(ask, token, electionRev=revision(ask), choices={"1": ["3"]}).status == 201


def test_a_mark_for_who_withdrew_is_pointed_to(ask: Ask, token: str, meeting: Services) -> None:
    meeting.editing.withdraw(2, "a wish of their own")
    refused = cast(ask, token)
    assert (refused.status, refused.code) == (409, "ballot.candidate_withdrawn")
    assert [each["pointer"] for each in json.loads(refused.body)["errors"]] == ["/choices/1"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_the_disk_is_full_and_then_is_not(
    ask: Ask, token: str, meeting: Services, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(JOURNAL_WRITES, full(code))
        refused = cast(ask, token)
    assert (refused.status, refused.code) == (503, "storage.failed")
    assert refused.headers["retry-after"] == str(json.loads(refused.body)["retryAfter"])
    assert meeting.tally.turnout().voted == 0
    assert cast(ask, token).status == 201
    assert cast(ask, token).status == 200
    assert meeting.tally.turnout().voted == 1


def test_the_disk_is_full_at_the_simple_door(
    port: int, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = services.accounts.issue_token(services.accounts.sign_up("a@b", "a", "correct horse"))
    with monkeypatch.context() as broken:
        broken.setattr(JOURNAL_WRITES, full(errno.ENOSPC))
        refused = fetch(port, "POST", "/vote?id=1", Authorization=token)
    assert (refused.status, refused.code) == (503, "storage.failed")
    assert int(refused.headers["retry-after"]) > 0
    assert fetch(port, "POST", "/vote?id=1", Authorization=token).status == 200
    assert services.tally.turnout().voted == 1


def test_another_key_is_no_replay(ask: Ask, token: str) -> None:
    assert cast(ask, token).status == 201
    other = cast(ask, token, OTHER_KEY)
    assert (other.status, other.code) == (409, "ballot.already_voted")
