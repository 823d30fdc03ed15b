"""Every kind of contest on a phone without JavaScript, and what else the pages and API v1 serve."""

import json
from collections.abc import Iterator
from pathlib import Path
from wsgiref.types import WSGIApplication

import pytest

from api.pages.marks import ranked, stepped
from api.wsgi.app import build_app
from election.i18n.catalogue import catalogue
from election.setup.samples import sample_to_try
from election.voters.passwords import Passwords
from election.voting.methods import kinds
from election.voting.methods.ranking import allows_equal_ranks
from tests.api.calling import call
from tests.api.pages.phone import Phone
from tests.services import Services, open_polls


@pytest.fixture(params=["methods", "club"])
def sample(tmp_path: Path, passwords: Passwords, request: pytest.FixtureRequest) -> Iterator[Services]:
    with open_polls(tmp_path / "sample", sample_to_try(request.param), passwords) as services:
        services.accounts.sign_up("voter@example.org", "voter", "correct horse")
        yield services


def test_a_whole_vote_in_contests_of_every_kind(sample: Services) -> None:
    election = sample.polls.election()
    phone = Phone(build_app(sample.library, catalogue()))
    phone.open("/").send("/v/enter", {"email": "voter@example.org", "password": "correct horse"})
    for number, contest in enumerate(election.contests, start=1):
        at, (first, second, *_) = f"/v/{number}", contest.candidates
        if contest.kind in kinds.RANKED:
            phone.send(at, {"do": f"add:{second.id}"}).send(at, {"do": f"add:{first.id}"})
            phone.send(at, {"do": f"up:{first.id}"})
            assert phone.at == at
            assert phone.page.index(f'name="c" value="{first.id}"') < phone.page.index(
                f'name="c" value="{second.id}"'
            )
            if allows_equal_ranks(contest):
                phone.send(at, {"do": f"same:{second.id}"})
                assert f'name="c" value="={second.id}"' in phone.page
            phone.send(at, {"go": "next"})
        elif contest.kind in kinds.SCORED:
            phone.send(at, {f"s{first.id}": "5", f"s{second.id}": "0", "go": "next"})
        else:
            phone.send(at, {"c": [str(second.id)], "go": "next"})
    assert phone.at == "/v/review"
    if any(allows_equal_ranks(each) for each in election.contests):
        assert "강릉 = " in phone.page
    for contest in election.contests:
        assert contest.candidates[1].name in phone.page or contest.kind in kinds.SCORED
    phone.send("/v/cast")
    assert phone.at.startswith("/v/done/")
    assert sample.tally.turnout().voted == 1


@pytest.mark.parametrize(
    ("order", "step", "then"),
    [
        ("3 5", "up:5", [(5,), (3,)]),
        ("3 5", "down:3", [(5,), (3,)]),
        ("3 5", "up:3", [(3,), (5,)]),
        ("3 5", "down:5", [(3,), (5,)]),
        ("3 5", "out:3", [(5,)]),
        ("3 5", "add:4", [(3,), (5,), (4,)]),
        ("3 5", "add:3", [(3,), (5,)]),
        ("3 3 5", "", [(3,), (5,)]),
        ("3 =3 =5", "", [(3, 5)]),
        ("=3", "", [(3,)]),
        ("3", "jump:3", [(3,)]),
        ("3", "up:", [(3,)]),
        ("3 5", "same:5", [(3, 5)]),
        ("3 5", "same:3", [(3,), (5,)]),
        ("3 =5", "up:5", [(5,), (3,)]),
        ("3 =5 4", "down:3", [(5,), (3,), (4,)]),
        ("3 =5", "out:3", [(5,)]),
    ],
)
def test_a_ranking_moves_by_steps(order: str, step: str, then: list[tuple[int, ...]]) -> None:
    assert stepped(ranked(order.split()), step, may_share=True) == then


def test_ranks_are_shared_where_they_may_be_alone() -> None:
    assert stepped([(3,), (5,)], "same:5") == [(3,), (5,)]


def test_photos_are_small_and_kept(sample: Services) -> None:
    app = build_app(sample.library, catalogue())
    photos = sample.polls.photos()
    if not photos:
        assert call(app, "GET", "/v/photo/1").status == 404
        return
    candidate = next(iter(photos))
    reply = call(app, "GET", f"/v/photo/{candidate}")
    assert (reply.status, reply.headers["content-type"]) == (200, "image/jpeg")
    assert len(reply.body) < 7_000
    shown = json.loads(call(app, "GET", "/api/v1/election").body)["contests"]
    address = next(each["photo"] for contest in shown for each in contest["candidates"] if each["photo"])
    whole = call(app, "GET", address)
    assert "immutable" in whole.headers["cache-control"]


def test_what_one_can_begin_with(sample: Services) -> None:
    app = build_app(sample.library, catalogue())
    assert json.loads(call(app, "GET", "/api/v1/health").body) == {"ok": True}
    index = json.loads(call(app, "GET", "/api/v1/").body)
    assert all(call(app, "GET", link).status in (200, 403, 405) for link in index["links"].values())


UNREADABLE = ["9" * 400, "x", "٣", "-1", " 1"]


@pytest.mark.parametrize("unreadable", UNREADABLE)
def test_what_cannot_be_read_is_refused_and_takes_nothing_back(sample: Services, unreadable: str) -> None:
    phone = Phone(build_app(sample.library, catalogue()))
    phone.open("/").send("/v/enter", {"email": "voter@example.org", "password": "correct horse"})
    for number, contest in enumerate(sample.polls.election().contests, start=1):
        at, candidate = f"/v/{number}", contest.candidates[0].id
        name = f"s{candidate}" if contest.kind in kinds.SCORED else "c"
        given: list[str | list[str]] = [unreadable]
        given += [["1", "0"]] if name != "c" else [[str(candidate), f"={unreadable}"]]
        for each in given:
            phone.open(at).send(at, {name: "1" if name != "c" else str(candidate), "go": "next"})
            before = phone.open(at).form(at)
            phone.send(at, {name: each, "go": "next"})
            assert phone.reply.status == 422, (contest.kind, each)
            assert phone.open(at).form(at) == before, "what was marked before is as it was"


def test_two_answers_to_one_question_are_refused(meeting_app: WSGIApplication) -> None:
    phone = Phone(meeting_app).open("/")
    phone.send("/v/enter", {"email": "voter@example.org", "password": "correct horse"})
    phone.open("/v/2").send("/v/2", {"a4": "no", "go": "next"})
    before = phone.open("/v/2").form("/v/2")
    phone.send("/v/2", {"a4": ["yes", "no"], "go": "next"})
    assert phone.reply.status == 422
    assert phone.open("/v/2").form("/v/2") == before
