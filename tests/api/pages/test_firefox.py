"""The phone pages in Firefox: a whole vote with and without JavaScript, and an answer that is lost."""

from pathlib import Path

import pytest

from election.models import Contest
from election.voting.methods import kinds
from tests.api.pages.conftest import HallOf
from tests.api.pages.cutting import cutting
from tests.api.pages.firefox import FIREFOX, Firefox
from tests.api.pages.judged import PASSWORD, RULES, sign_up
from tests.services import Services

pytestmark = [pytest.mark.slow, pytest.mark.skipif(FIREFOX is None, reason="Firefox is not there")]

_AXE = """
const [source, rules, done] = arguments;
(0, eval)(source);
axe.run(document, {runOnly: {type: "tag", values: rules}}).then(
  found => done(found.violations.map(each => [each.id, each.nodes.map(node => node.html)])),
  error => done(String(error)))
"""


def look(firefox: Firefox, axe: str) -> None:
    assert firefox.run("return document.documentElement.scrollWidth <= innerWidth")
    assert firefox.run_later(_AXE, axe, RULES) == []


def enter(services: Services, firefox: Firefox, address: str, name: str) -> None:
    email = sign_up(services, name)
    firefox.go(address)
    firefox.fill("#email", email)
    firefox.fill("#password", PASSWORD)
    firefox.click("form button.button")
    firefox.wait_for("/v/1")


def mark(firefox: Firefox, contest: Contest) -> None:
    if contest.kind in kinds.RANKED:
        firefox.click("#rest li:not([hidden]) button")
        firefox.click("#rest li:not([hidden]) button")
    elif contest.kind in kinds.SCORED or contest.kind == "yes_no":
        firefox.click(".answers label", 1)
    else:
        firefox.click("label.row", 1)


def vote(services: Services, firefox: Firefox, axe: str) -> None:
    for number, contest in enumerate(services.polls.election().contests, start=1):
        firefox.wait_for(f"/v/{number}")
        mark(firefox, contest)
        if axe:
            look(firefox, axe)
        firefox.click(".bar button[value=next]")
    firefox.wait_for("/v/review")
    if axe:
        look(firefox, axe)
    firefox.click("button.cast")
    firefox.wait_for("/v/done/")
    if axe:
        look(firefox, axe)
    assert firefox.ask("WebDriver:GetCookies") == []


@pytest.mark.parametrize(("language", "is_dark"), [("ko", True), ("en", False)])
def test_a_whole_vote(hall: HallOf, tmp_path: Path, axe: str, language: str, is_dark: bool) -> None:
    services, address = hall
    look = {"layout.css.prefers-color-scheme.content-override": 0 if is_dark else 1}
    with Firefox(tmp_path / "profile", **{"intl.accept_languages": language}, **look) as firefox:
        firefox.ask("WebDriver:SetWindowRect", {"width": 450, "height": 800})
        enter(services, firefox, address, f"firefox-{language}")
        assert firefox.run("return document.documentElement.lang") == language
        vote(services, firefox, axe)
        firefox.ask("WebDriver:Back")
        assert firefox.run("return document.querySelectorAll('form, input').length") == 0


def test_a_whole_vote_without_javascript(hall: HallOf, tmp_path: Path) -> None:
    services, address = hall
    with Firefox(tmp_path / "profile", **{"javascript.enabled": False}) as firefox:
        enter(services, firefox, address, "firefox-plain")
        vote(services, firefox, "")


def test_an_answer_that_is_lost_is_asked_for_again(hall: HallOf, tmp_path: Path) -> None:
    services, address = hall
    before, lost = services.tally.turnout().voted, []

    def cuts(head: bytes) -> bool:
        if head.startswith(b"POST /v/cast") and services.tally.turnout().voted > before and not lost:
            lost.append(head)
            return True
        return False

    with (
        cutting(int(address.rpartition(":")[2]), cuts) as port,
        Firefox(tmp_path / "profile") as firefox,
    ):
        enter(services, firefox, f"http://phone.test:{port}", "firefox-lost")
        mark(firefox, services.polls.election().contests[0])
        firefox.click(".bar button[value=next]")
        firefox.wait_for("/v/2")
        firefox.go(f"http://phone.test:{port}/v/review")
        firefox.click("button.cast")
        firefox.wait_for("/v/done/")
    assert lost
    assert services.tally.turnout().voted == before + 1
