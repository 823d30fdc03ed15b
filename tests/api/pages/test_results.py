"""What came out, on phones: why, in the reader's language, for every contest."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.wsgi.app import build_app
from election.i18n.catalogue import catalogue
from election.setup.steps import Step
from election.voters.passwords import Passwords
from election.voting.deciding.sentences import Sentences
from tests.api.calling import call
from tests.services import Services, open_polls

ORDER = {"ties": {"by": "order", "order": [2, 1, 3], "made": "drawn"}}
CLOSED = {"quorum": {"share": "at least 1/1", "below": "not_opened"}}
NAMES = ["Ada", "Bo", "Cy"]


def contest(title: str, kind: str, names: list[str], **more: Any) -> dict[str, Any]:
    return {"title": {"ko": f"{title} 건", "en": title}, "kind": kind, "candidates": names, **more}


@pytest.fixture
def counted(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    """A motion that failed, a count level in its first round, and a box that is not opened."""
    contests = [
        contest("Statutes", "yes_no", []),
        contest("Chair", "irv", NAMES, rule=ORDER),
        contest("Board", "choose", NAMES, rule=CLOSED),
    ]
    definition = {"title": {"ko": "총회", "en": "Meeting"}, "live_results": False, "contests": contests}
    with open_polls(tmp_path / "counted", definition, passwords) as services:
        for at in range(5):
            voter = services.accounts.sign_up(f"{at}@example.org", "voter", "correct horse")
            if at < 4:
                services.ballots.cast(voter.id, {1: {0: "no"}, 2: ((1 + at % 2,),), 3: (4,)})
        services.polls.take(Step.CLOSE)
        services.polls.take(Step.COUNT)
        yield services


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_contest_says_what_came_out_and_why(counted: Services, language: str) -> None:
    page = call(build_app(counted.library, catalogue()), "GET", f"/results?lang={language}").text

    def say(key: str, /, **values: object) -> str:
        return catalogue().text(key, language, **values)

    outcomes = counted.tally.outcomes()
    assert [each.decision for each in outcomes] == ["failed", "elected", "not_opened"]
    for outcome in outcomes:
        assert f"<h2>{outcome.contest.title.in_language(language)}</h2>" in page
        for sentence in Sentences(say).outcome(outcome):
            assert sentence in page
    assert page.count("<table>") == 2, "of the box that stays closed there are no figures"


def test_a_motion_is_named_as_the_reader_knows_it(counted: Services) -> None:
    app = build_app(counted.library, catalogue())
    for language, title in (("en", "Statutes"), ("ko", "Statutes 건")):
        page = call(app, "GET", f"/results?lang={language}").text
        assert f'<th scope="row">{title}</th>' in page
