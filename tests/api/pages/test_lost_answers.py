"""One answer in ten is lost after the ballot is in the box; nobody is told wrongly or votes twice."""

import http.client
import itertools
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from wsgiref.types import WSGIApplication

import pytest

from api.http.server import ApiServer
from election.setup.steps import Step
from tests.api.pages.cutting import cutting
from tests.services import Services

VOTERS = 1_000


def send(port: int, path: str, body: str, headers: dict[str, str]) -> int | None:
    """Return the status of the answer, or None where none came."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=50)
    try:
        connection.request("POST", path, body, headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


@pytest.mark.slow
def test_a_thousand_casts_over_a_network_that_loses_answers(
    meeting: Services, meeting_app: WSGIApplication
) -> None:
    tokens = [
        meeting.accounts.issue_token(meeting.accounts.sign_up(f"{at}@example.org", "voter", "correct horse"))
        for at in range(VOTERS)
    ]
    counter, lock = itertools.count(), threading.Lock()

    def cuts(_head: bytes) -> bool:
        with lock:
            return next(counter) % 10 == 0

    server = ApiServer(meeting_app, port=0)
    server.start()
    try:
        with cutting(server.port, cuts) as port:

            def vote(at: int) -> tuple[int, int]:
                headers = {
                    "Authorization": f"Bearer {tokens[at]}",
                    "Content-Type": "application/json",
                    "Idempotency-Key": f"{at:032x}",
                }
                body = json.dumps({"choices": {"1": [str(at % 3 + 1)]}})
                for tries in itertools.count(1):
                    if (status := send(port, "/api/v1/me/ballot", body, headers)) is not None:
                        return status, tries
                raise AssertionError

            with ThreadPoolExecutor(16) as hall:
                told = list(hall.map(vote, range(VOTERS)))
    finally:
        server.stop()
    assert {status for status, tries in told if tries == 1} == {201}
    assert {status for status, tries in told if tries > 1} == {200}, "it was in the box already, and said so"
    assert sum(tries > 1 for _, tries in told) > VOTERS / 20
    meeting.polls.take(Step.CLOSE)
    meeting.polls.take(Step.COUNT)
    assert [each.votes for each in meeting.tally.results()[0].counts] == [334, 333, 333]
