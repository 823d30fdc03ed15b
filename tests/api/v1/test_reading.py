"""What anybody may read: the election, its state, the counts; and what they may keep of it."""

import io
import json
from wsgiref.types import WSGIApplication

import pytest
from PIL import Image

from api.v1.index import DOCUMENT
from api.v1.routes import OPERATIONS
from election.resources import resource
from election.setup.steps import Step
from election.store.port import Store
from tests.api.calling import Reply, call
from tests.api.v1.conftest import Ask
from tests.api.v1.document import check
from tests.services import Services
from tools.openapi import text


def test_the_ballot_is_given_whole(ask: Ask) -> None:
    reply = ask("GET", "/election")
    election = json.loads(reply.body)
    assert reply.status == 200
    assert election["title"] == {"en": "Meeting", "ko": "총회"}
    assert election["state"] == "open"
    assert [(each["id"], each["kind"]) for each in election["contests"]] == [("1", "choose"), ("2", "yes_no")]
    assert election["contests"][0]["options"] == {"blank": True, "most": 2, "least": 0}
    assert [each["id"] for each in election["contests"][0]["candidates"]] == ["1", "2", "3"]


@pytest.mark.parametrize("path", ["/", "/election", "/state", "/turnout", "/openapi.json"])
def test_what_is_still_so_is_not_sent_again(ask: Ask, path: str) -> None:
    first = ask("GET", path)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    again = ask("GET", path, headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert "content-type" not in again.headers
    assert ask("GET", path, headers={"If-None-Match": '"other"'}).status == 200


def test_the_state_moves_with_the_polls(ask: Ask, meeting: Services) -> None:
    before = ask("GET", "/state")
    assert len(before.body) < 200
    assert json.loads(before.body)["resultsRev"] is None
    assert json.loads(before.body)["turnout"] == {"voters": 1, "voted": 0}
    meeting.polls.take(Step.PAUSE)
    after = ask("GET", "/state", headers={"If-None-Match": before.headers["etag"]})
    assert json.loads(after.body)["state"] == "paused"


def test_no_count_before_the_count(ask: Ask, meeting: Services) -> None:
    hidden = ask("GET", "/results")
    assert (hidden.status, hidden.code) == (403, "results.hidden")
    assert hidden.headers["cache-control"] == "no-store"
    meeting.polls.take(Step.CLOSE)
    assert ask("GET", "/results").status == 403
    meeting.polls.take(Step.COUNT)
    results = json.loads(ask("GET", "/results").body)
    assert results["final"] is True
    assert json.loads(ask("GET", "/state").body)["resultsRev"] == results["rev"]
    assert results["contests"][0]["ballots"] == 0


def test_a_photo_may_be_kept_under_its_digest(app: WSGIApplication, store: Store) -> None:
    data = io.BytesIO()
    Image.new("RGB", (8, 8)).save(data, "PNG")
    store.write(lambda transaction: transaction.put_photo(2, data.getvalue()))
    election = json.loads(call(app, "GET", "/api/v1/election").body)
    address = election["contests"][0]["candidates"][1]["photo"]

    def ask(path: str, **headers: str) -> Reply:
        return check("GET", path, call(app, "GET", path, headers=headers))

    photo = ask(address)
    assert (photo.headers["content-type"], photo.body) == ("image/png", data.getvalue())
    assert photo.headers["cache-control"] == "public, max-age=31536000, immutable"
    of_before = ask(f"{address}x")
    assert (of_before.body, of_before.headers["cache-control"]) == (photo.body, "no-cache")
    assert ask(address, If_None_Match=photo.headers["etag"]).status == 304
    assert ask(f"{address}&v=1").code == "request.malformed"


def test_no_photo_is_said_in_words(app: WSGIApplication) -> None:
    assert call(app, "GET", "/api/v1/election/photos/1").code == "photo.none"
    assert call(app, "GET", f"/api/v1/election/photos/{'9' * 400}").code == "photo.none"
    assert call(app, "GET", "/api/v1/election/photos/x").code == "request.no_such_path"


def test_the_revision_of_live_results_moves_with_them(app: WSGIApplication, services: Services) -> None:
    def revisions() -> tuple[str, str]:
        state, results = (call(app, "GET", f"/api/v1/{each}") for each in ("state", "results"))
        return json.loads(state.body)["resultsRev"], json.loads(results.body)["rev"]

    before = revisions()
    assert before[0] == before[1]
    voter = services.accounts.sign_up("one@example.org", "one", "correct horse")
    services.ballots.cast(voter.id, {1: (2,)})
    after = revisions()
    assert after[0] == after[1] != before[0]


def test_a_refusal_is_a_problem_in_the_readers_language(ask: Ask) -> None:
    for language, begin in (("en", "There is nothing"), ("ko", "존재하지 않는")):
        reply = ask("GET", "/nowhere", headers={"Accept-Language": language})
        assert (reply.headers["content-language"], reply.headers["vary"]) == (language, "Accept-Language")
        problem = json.loads(reply.body)
        assert reply.headers["content-type"] == "application/problem+json; charset=utf-8"
        assert problem["detail"].startswith(begin)
        assert (problem["code"], problem["status"], reply.code) == (
            "request.no_such_path",
            404,
            "request.no_such_path",
        )


def test_a_preflight_allows_what_clients_need(meeting_app: WSGIApplication) -> None:
    reply = call(meeting_app, "OPTIONS", "/api/v1/me/ballot")
    assert reply.status == 204
    assert "Idempotency-Key" in reply.headers["access-control-allow-headers"]
    simple = call(meeting_app, "OPTIONS", "/vote")
    assert simple.headers["access-control-allow-headers"] == "Authorization, Content-Type"


def test_the_document_in_the_repository_is_what_the_operations_say() -> None:
    assert resource(*DOCUMENT).read_text(encoding="utf-8") == text(), "run python -m tools.openapi"


def test_the_document_has_every_operation_once(ask: Ask) -> None:
    document = json.loads(ask("GET", "/openapi.json").body)
    named = [each["operationId"] for path in document["paths"].values() for each in path.values()]
    assert sorted(named) == sorted(each.name for each in OPERATIONS)
