"""Nothing of a choice is in an address: a phone keeps all it was at, for whoever holds it next."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.pages.marks import form_of
from api.wsgi.app import build_app
from election.i18n.catalogue import catalogue
from election.models import Candidate, Contest
from election.voters.passwords import Passwords
from election.voting.methods import METHODS
from election.voting.methods.ranking import allows_equal_ranks
from election.voting.methods.yes_no import questions
from tests.api.pages.conftest import every_kind
from tests.api.pages.phone import Phone
from tests.services import Services, open_polls

LOG_IN = {"email": "voter@example.org", "password": "correct horse"}
KEPT = re.compile(r"/v/[0-9]{1,2}(#here)?|/v/review(#k[0-9]{1,2})?|/v/help|/v/cast")


@pytest.fixture
def voting(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    with open_polls(tmp_path / "kinds", every_kind(), passwords) as services:
        services.accounts.sign_up("voter@example.org", "voter", "correct horse")
        contests = services.polls.election().contests
        assert {each.kind for each in contests} == set(METHODS)
        assert {allows_equal_ranks(each) for each in contests if form_of(each) == "ranks"} == {True, False}
        yield services


def forms_about(contest: Contest, candidate: Candidate) -> list[dict[str, str]]:
    """Return what a phone sends, form by form, to mark a candidate in every way, and to take that back."""
    form, each = form_of(contest), candidate.id
    if form == "ranks":
        steps = ["add", "up", "down", *(["same"] if allows_equal_ranks(contest) else []), "out", "add"]
        return [{"do": f"{step}:{each}"} for step in steps]
    if form in ("scores", "answers"):
        name, value = (f"s{each}", "3") if form == "scores" else (f"a{each}", "yes")
        return [{name: value, "go": "lang:en"}, {"do": f"clear:{each}"}, {name: value, "go": "help"}]
    return [{"c": str(each), "go": "lang:en"}, {"c": str(each), "go": "help"}]


def addresses_of(services: Services, which: int) -> list[str]:
    """Return every address of a phone on which the candidates at this place are marked, each on the way."""
    phone = Phone(build_app(services.library, catalogue()))
    phone.open("/").send("/v/enter", LOG_IN)
    for number, contest in enumerate(services.polls.election().contests, start=1):
        candidates = questions(contest) if form_of(contest) == "answers" else contest.candidates
        for fields in forms_about(contest, candidates[which % len(candidates)]):
            phone.open(f"/v/{number}").send(f"/v/{number}", fields)
            assert phone.reply.status == 200
        phone.open(f"/v/{number}").send(f"/v/{number}", {"go": "next"})
    phone.open("/v/2").send("/v/2", {"go": "back"}).open("/v/2").send("/v/2", {"go": "next"})
    assert phone.at == "/v/review"
    assert "No choice" not in phone.page
    return phone.addresses


def test_no_address_tells_more_than_which_contest(voting: Services) -> None:
    addresses = addresses_of(voting, 0)
    assert addresses[:2] == ["/", "/v/enter"]
    assert [each for each in addresses[2:] if not KEPT.fullmatch(each)] == []
    assert addresses == addresses_of(voting, 1), "whoever marks others is at the same addresses"


def test_a_contest_has_one_address_however_one_comes_to_it(voting: Services) -> None:
    """An address of its own for whoever took a step would tell that they left nothing blank."""
    phone = Phone(build_app(voting.library, catalogue()))
    phone.open("/").send("/v/enter", LOG_IN)
    led_to = [phone.addresses[-1]]
    for fields in ({"go": "lang:en"}, {"go": "blank"}, {"go": "back"}):
        phone.send(phone.at, fields)
        led_to.append(phone.addresses[-1])
    phone.open("/v")
    assert [*led_to, phone.addresses[-1]] == ["/v/1#here", "/v/1#here", "/v/2#here", "/v/1#here", "/v/3#here"]
    page = phone.open("/v/review").page
    assert 'href="/v/1#here"' in page
    assert re.search(r'href="/v/[0-9]+"', page) is None


def here(phone: Phone) -> list[str]:
    """Return what the page says of where reading goes on: the candidates in whose rows that is."""
    return re.findall(r'id="here".*?value="(?:[a-z]+:|=)?([0-9]+)"', phone.page, re.DOTALL)


def test_reading_goes_on_at_the_candidate_who_was_moved(voting: Services) -> None:
    phone = Phone(build_app(voting.library, catalogue()))
    phone.open("/").send("/v/enter", LOG_IN)
    for number, contest in enumerate(voting.polls.election().contests, start=1):
        at = f"/v/{number}"
        if form_of(contest) != "ranks":
            continue
        first, second, *_ = (str(each.id) for each in contest.candidates)
        assert here(phone.open(at)) == []
        for step, candidate in (("add", first), ("add", second), ("up", second), ("out", first)):
            phone.send(at, {"do": f"{step}:{candidate}"})
            assert here(phone) == [candidate]
        assert here(phone.open(at)) == [first], "a reload stays there, too"
        phone.send(at, {"go": "lang:en"})
        assert here(phone) == []
