"""A phone's browser that is held against axe's rules and the content security policy at each step."""

import re
import shutil
from pathlib import Path
from typing import Any
from uuid import uuid4

from election.models import Contest
from election.voting.methods import kinds
from tests.services import Services

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = Path(__file__).parents[3] / "tools" / "browser" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PASSWORD = "correct horse"
_LEAST_TARGET = 44  # dots, of whatever stands alone and can be touched


class Judged:
    """A page of a browser. Where scripts are off nothing can judge it in its place: what it shows is judged
    on a page beside it, whose own script is kept out.
    """

    def __init__(self, context: Any, axe: str, beside: Any = None) -> None:
        self.page = context.new_page()
        self._axe = axe
        self._beside = beside.new_page() if beside is not None else None
        self._is_beside_ready = False
        self.complaints: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def wait_until(self, condition: str) -> None:
        """Wait until an expression in JavaScript is true. What polls inside the page would have to evaluate
        it there, which the content security policy forbids; what is asked from outside may be.
        """
        for _ in range(1500):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(20)  # the network goes on meanwhile, and scripts do
        raise AssertionError(condition)

    def look(self) -> None:
        """Nothing is wider than the screen, what is touched is large enough, and axe finds nothing."""
        page = self.page
        if self._beside is not None:
            page = self._beside
            if not self._is_beside_ready:
                page.route("**/page.js", lambda route: route.abort())
                page.goto(self.page.url.split("/v")[0] + "/help")
                self._is_beside_ready = True
            page.set_content(self.page.content(), wait_until="load")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the screen"
        small = page.evaluate(_SMALL, _LEAST_TARGET)
        assert not small, small
        if not page.evaluate("typeof axe === 'object'"):
            page.evaluate(self._axe)
        found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
        assert not [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]]


_SMALL = """least => Array.from(document.querySelectorAll(
    "button, .button, label.row, .answers label, nav a, .help"))
  .filter(each => each.offsetParent && !each.classList.contains("unseen"))
  .map(each => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
  .filter(([, box]) => box.height < least || box.width < 24)
  .map(([text, box]) => [text, box.width, box.height])"""


def sign_up(services: Services, name: str) -> str:
    """Have somebody sign up, and return their e-mail address: a new one, also where a test is run again in
    the same hall.
    """
    email = f"{name}-{uuid4().hex}@example.org"
    services.accounts.sign_up(email, name, PASSWORD)
    return email


def enter(services: Services, judged: Judged, address: str, name: str) -> None:
    """Have somebody sign up elsewhere and log in on this phone."""
    email = sign_up(services, name)
    judged.page.goto(address)
    judged.page.fill("#email", email)
    judged.page.fill("#password", PASSWORD)
    judged.page.click("form button.button")
    judged.page.wait_for_url("**/v/1#here")


def mark(page: Any, contest: Contest) -> None:
    """Mark something in the contest that the page shows, as a person would."""
    if contest.kind in kinds.RANKED:
        for _ in range(2):
            page.locator("#rest li:not([hidden]) button").first.click()
        page.locator("#order li").nth(1).locator("button").first.click()
    elif contest.kind in kinds.SCORED or contest.kind == "yes_no":
        page.locator(".answers label").nth(1).click()
    else:
        page.locator("label.row").nth(1).click()


def vote(services: Services, judged: Judged, *, looks: bool = True) -> None:
    """Go through the whole ballot from its first page, and cast it."""
    page, contests = judged.page, services.polls.election().contests
    for number, contest in enumerate(contests, start=1):
        page.wait_for_url(re.compile(rf"/v/{number}(#.*)?$"))
        mark(page, contest)
        if looks:
            judged.look()
        page.click(".bar button[value=next]")
    page.wait_for_url("**/v/review")
    if looks:
        judged.look()
    page.click("button.cast")
    page.wait_for_url("**/v/done/**")
    if looks:
        judged.look()
