"""What a page owes people at each step, without JavaScript: what is left, what is missing, the way back."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication

import pytest

from api.pages.pages import Pages
from api.pages.routes import PageAnswers, routes
from api.pages.sessions import IDLE, Sessions
from api.wsgi.app import assemble, build_app
from api.wsgi.headers import PAGES
from api.wsgi.route import Context
from election.i18n.catalogue import catalogue
from election.resources import resource
from election.voters.passwords import Passwords
from tests.api.calling import call
from tests.api.pages.phone import Phone
from tests.services import Services, open_polls

LOG_IN = {"email": "voter@example.org", "password": "correct horse"}


def contest(title: str, kind: str = "choose", **more: Any) -> dict[str, Any]:
    names = {"candidates": ["Ada", "Bo", "Cy"]} | more
    return {"title": {"ko": title, "en": title}, "kind": kind, **names}


@pytest.fixture
def assembly(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    definition = {
        "title": {"ko": "총회", "en": "Meeting"},
        "live_results": False,
        "passwords_over_http": True,
        "contests": [
            contest("Chair", options={"most": 1}),
            contest("Board", options={"most": 3, "least": 2}),
            contest("Motions", "yes_no"),
            contest("Award", "score", options={"highest": 5}),
        ],
    }
    with open_polls(tmp_path / "assembly", definition, passwords) as services:
        services.accounts.sign_up("voter@example.org", "voter", "correct horse")
        yield services


@pytest.fixture
def phone(assembly: Services) -> Phone:
    return Phone(build_app(assembly.library, catalogue())).open("/").send("/v/enter", LOG_IN)


def fields(phone: Phone, number: int) -> list[str]:
    """Return the marks that the form of a contest shows."""
    return [f"{name}={value}" for name, value in phone.form(f"/v/{number}") if name not in ("t", "go", "do")]


def test_no_choice_takes_a_choice_back(phone: Phone) -> None:
    phone.send("/v/1", {"c": "2", "go": "next"}).open("/v/1")
    assert fields(phone, 1) == ["c=2"]
    phone.send("/v/1", {"c": "", "go": "next"}).open("/v/1")
    assert fields(phone, 1) == ["c="]


def test_nothing_is_marked_before_anybody_marks_it(phone: Phone) -> None:
    assert fields(phone, 1) == []


def test_how_many_are_left_is_said_at_once(phone: Phone) -> None:
    phone.send("/v/1", {"go": "next"})
    assert re.search(r'role="status" id="left">Votes left: 3<', phone.page)
    phone.send("/v/2", {"c": ["1", "3"], "go": "lang:en"})
    phone.send("/v/2", {"c": ["4", "5"], "go": "lang:en"})
    assert re.search(r'role="status" id="left">Votes left: 1<', phone.page)


def test_too_few_are_said_with_a_way_to_them(phone: Phone) -> None:
    phone.send("/v/1", {"go": "next"}).send("/v/2", {"c": "4", "go": "next"})
    assert phone.reply.status == 422
    assert re.search(r'role="alert"[^>]*><p><a href="#how">At least 2', phone.page)
    assert 'id="how"' in phone.page
    assert fields(phone, 2) == ["c=4"]


def test_an_answer_and_a_score_can_be_taken_back(phone: Phone) -> None:
    phone.send("/v/1", {"go": "next"}).send("/v/2", {"go": "next"})
    assert "clear:" not in phone.page
    phone.send("/v/3", {"a7": "yes", "a8": "no", "go": "lang:en"})
    phone.send("/v/3", {"do": "clear:7"})
    assert fields(phone, 3) == ["a8=no"]
    phone.send("/v/3", {"go": "next"}).send("/v/4", {"s10": "0", "s11": "5", "go": "lang:en"})
    phone.send("/v/4", {"do": "clear:10"})
    assert fields(phone, 4) == ["s11=5"]


def reviewed(phone: Phone) -> Phone:
    phone.send("/v/1", {"go": "next"}).send("/v/2", {"c": ["4", "6"], "go": "next"})
    return phone.send("/v/3", {"a7": "yes", "go": "next"}).send("/v/4", {"go": "next"})


def test_the_review_names_what_was_left_open_as_a_fact(phone: Phone) -> None:
    page = reviewed(phone).page
    assert page.count("No choice") == 2
    assert "You chose 2 and may choose up to 3" in page
    assert "Not answered: Bo, Cy" in page
    assert 'role="alert"' not in page


def test_a_change_comes_back_to_its_place_on_the_review(phone: Phone) -> None:
    reviewed(phone).open("/v/2")
    phone.follows = False
    phone.send("/v/2", {"go": "next"})
    assert phone.reply.headers["location"] == "/v/review#k2"
    phone.follows = True
    assert 'id="k2"' in phone.open("/v/review").page


def test_the_way_to_help_and_back_keeps_marks(phone: Phone) -> None:
    phone.send("/v/1", {"c": "3", "go": "help"})
    assert phone.at == "/v/help"
    assert 'href="/v?lang=en"' in phone.page
    phone.open("/v/1")
    assert fields(phone, 1) == ["c=3"]


def test_the_ballot_goes_on_where_it_was_left(phone: Phone) -> None:
    assert phone.open("/v").at == "/v/1"
    phone.open("/v/1").send("/v/1", {"go": "next"}).open("/v")
    assert phone.at == "/v/2"
    reviewed(phone.open("/v/1")).open("/v/1")
    assert phone.open("/v").at == "/v/review"


@pytest.mark.parametrize(
    "path", ["/", "/v/1", "/v/review", "/v/help", "/help", "/results", "/v/done/x", "/v/no"]
)
def test_the_language_switch_is_on_every_page_in_its_own_language(phone: Phone, path: str) -> None:
    page = phone.open(path).page
    assert re.search(r'<(a|button) [^>]*lang="ko"[^>]*>한국어<', page)
    assert re.search(r'aria-current="true" lang="en">English<', page)


def test_the_switch_leads_to_a_page_that_can_be_opened(phone: Phone) -> None:
    reviewed(phone).send("/v/cast", {"t": "other"})
    switch = re.search(r'href="([^"]*)" lang="ko"', phone.page)
    assert switch is not None
    assert phone.open(switch[1]).reply.status == 200


def test_who_voted_and_comes_again_is_told_the_truth(meeting_app: WSGIApplication, meeting: Services) -> None:
    phone = Phone(meeting_app).open("/").send("/v/enter", LOG_IN)
    phone.send("/v/1", {"go": "next"}).send("/v/2", {"a4": "yes", "go": "next"}).send("/v/cast")
    assert "is in the box" in phone.open("/").send("/v/enter", LOG_IN).page


def test_a_touch_now_and_then_keeps_a_ballot(assembly: Services) -> None:
    """While somebody reads for long, the script asks for the head of a page, and that is a touch."""
    now = [0.0]
    pages = Pages(assembly.library, catalogue(), Sessions(clock=lambda: now[0]))
    context = Context(assembly.library, PageAnswers(catalogue(), pages))
    phone = Phone(assemble(routes(pages), context, PAGES))
    phone.open("/").send("/v/enter", LOG_IN)
    for _ in range(3):
        now[0] += IDLE - 1
        head = call(phone.app, "HEAD", "/v/help", headers={"Cookie": f"vk={phone.cookie}"})
        assert (head.status, head.body) == (200, b"")
    assert phone.open("/v/1").reply.status == 200
    now[0] += IDLE + 1
    assert phone.open("/v/1").reply.code == "page.forgotten"


def test_the_script_is_small_and_without_what_old_phones_do_not_know() -> None:
    script = resource("page", "page.js").read_text(encoding="utf-8")
    assert len(script.encode()) <= 12_000
    code = re.sub(r"//.*", "", script)
    for new in ("?.", "=>", "`", "import ", "const ", "let ", "async ", "innerHTML", "eval("):
        assert new not in code
