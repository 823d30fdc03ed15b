"""Counts while the polls are open are the same at every door, and move for nobody's ballot alone."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication

import pytest

from api.wsgi.app import build_app
from cli.commands.election import results as command
from election.i18n.catalogue import catalogue
from election.voters.passwords import Passwords
from tests.api.calling import call
from tests.services import Services, open_polls

GIVEN: dict[str, Any] = {
    "title": {"ko": "동아리", "en": "Club"},
    "live_results": True,
    "contests": [{"title": {"en": "President"}, "candidates": ["Kim", "Lee"]}],
}
NOTE = {"ko": "한 단계 늦게", "en": "one step late"}


@pytest.fixture
def club(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    with open_polls(tmp_path / "club", GIVEN, passwords) as services:
        yield services


@pytest.fixture
def club_app(club: Services) -> WSGIApplication:
    return build_app(club.library, catalogue())


def cast(club: Services, voter: int, candidate: int) -> None:
    club.polls._store.write(lambda box: box.add_right(voter, 1))
    club.ballots.cast(voter, {1: (candidate,)})


def at_every_door(club: Services, app: WSGIApplication) -> list[tuple[int, ...]]:
    simple = [each["voteCount"] for each in json.loads(call(app, "GET", "/candidates").text)]
    (v1,) = json.loads(call(app, "GET", "/api/v1/results").text)["contests"]
    page = re.findall(r'class="figure">(\d+)<', call(app, "GET", "/results").text)
    (window,) = club.tally.results()
    (line,) = command.read.function(club, None, "en")
    return [
        tuple(simple),
        tuple(each["votes"] for each in v1["counts"]),
        tuple(map(int, page)),
        tuple(each.votes for each in window.counts),
        tuple(each["votes"] for each in line["counts"]),
    ]


def test_every_door_shows_the_same_step(club: Services, club_app: WSGIApplication) -> None:
    seen = []
    for voter in range(1, 17):
        cast(club, voter, 1 + voter % 2)
        figures, *others = at_every_door(club, club_app)
        assert others == [figures] * 4
        seen.append(figures)
    assert seen == [(0, 0)] * 9 + [(2, 3)] * 5 + [(5, 5)] * 2
    for step in (club.polls.close, club.polls.count):
        step()
        seen.append(*set(at_every_door(club, club_app)))
    assert seen[-2:] == [(5, 5), (8, 8)]


def test_what_a_client_keeps_is_good_until_the_next_step(club: Services, club_app: WSGIApplication) -> None:
    tags, revisions = [], []
    for voter in range(1, 16):
        cast(club, voter, 1)
        tags.append(call(club_app, "GET", "/api/v1/results").headers["etag"])
        revisions.append(json.loads(call(club_app, "GET", "/api/v1/state").text)["resultsRev"])
    for each in (tags, revisions):
        assert [len(set(each[at : at + 5])) for at in (0, 4, 9)] == [1, 1, 1]
        assert len({each[0], each[9], each[14]}) == 3


@pytest.mark.parametrize("language", ["ko", "en"])
def test_people_are_told_why_counts_lag(club: Services, club_app: WSGIApplication, language: str) -> None:
    page = call(club_app, "GET", f"/results?lang={language}").text
    (line,) = command.read.function(club, None, language)
    assert NOTE[language] in page
    assert NOTE[language] in line["words"]["sums"][-1]
    club.polls.close()
    club.polls.count()
    assert NOTE[language] not in call(club_app, "GET", f"/results?lang={language}").text


def test_the_sample_says_nothing_of_steps(app: WSGIApplication) -> None:
    assert NOTE["en"] not in call(app, "GET", "/results?lang=en").text
