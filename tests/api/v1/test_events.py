"""What was done to the polls, a page at a time."""

import json
from typing import Any

import pytest

from election.setup.steps import Step
from tests.api.v1.conftest import Ask
from tests.services import Services


@pytest.fixture
def steps(meeting: Services) -> None:
    for step in (Step.PAUSE, Step.RESUME, Step.CLOSE, Step.COUNT):
        meeting.polls.take(step, why="nobody but the staff is told why", present=["Kang"])


TYPES = ["polls.paused", "polls.resumed", "polls.closed", "polls.counted"]


def page(ask: Ask, query: str) -> Any:
    return json.loads(ask("GET", f"/events{query}").body)


def test_each_step_is_told_once_and_by_pages(ask: Ask, steps: None) -> None:
    whole = page(ask, "")
    assert [each["type"] for each in whole["items"]] == TYPES
    assert all(each.keys() == {"id", "type", "at"} for each in whole["items"]), "no reasons, and no names"
    found, after = [], "0"
    for _ in range(20):
        part = page(ask, f"?limit=2&after={after}")
        found += part["items"]
        after = part["next"]
    assert found == whole["items"]
    assert page(ask, f"?after={after}") == {"items": [], "next": whole["next"]}


def test_a_page_that_stays_is_not_sent_again(ask: Ask, steps: None) -> None:
    tag = ask("GET", "/events").headers["etag"]
    assert ask("GET", "/events", headers={"If-None-Match": tag}).status == 304


def test_a_cursor_of_another_election_is_gone(ask: Ask, meeting: Services) -> None:
    reply = ask("GET", "/events?after=99")
    assert (reply.status, reply.code) == (410, "events.gone")


@pytest.mark.parametrize(
    "query",
    ["after=x", "after=-1", "after=01", "after=1.0", f"after={'9' * 400}", "after=1&after=1", "after=",
     "limit=0", "limit=51", "limit=NaN", "limit=%00", "after=\u0661"],
)  # fmt: skip
def test_what_is_no_cursor_is_refused(ask: Ask, query: str) -> None:
    assert ask("GET", f"/events?{query}").code == "request.malformed"
