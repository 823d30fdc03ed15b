"""What a phone's browser keeps of a vote: its history, and where the focus is after each step."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from api.http.server import ApiServer
from api.pages.marks import form_of
from api.wsgi.app import build_app
from election.i18n.catalogue import catalogue
from election.models import Contest
from election.voters.passwords import Passwords
from election.voting.methods.ranking import allows_equal_ranks
from tests.api.pages.conftest import HallOf, PhoneOf, every_kind
from tests.api.pages.judged import enter
from tests.api.pages.test_addresses import KEPT
from tests.services import open_polls

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallOf]:
    with open_polls(
        tmp_path_factory.mktemp("kinds") / "data", every_kind(), Passwords(memory_kib=8, passes=1)
    ) as services:
        server = ApiServer(build_app(services.library, catalogue()), port=0, names=["phone.test"])
        server.start()
        yield services, f"http://phone.test:{server.port}"
        server.stop()


class Rows:
    """The rows of a contest's page: pressed, and asked which has the focus."""

    def __init__(self, page: Any, *, scripted: bool) -> None:
        self._page = page
        self._is_scripted = scripted

    def press(self, selector: str) -> None:
        """Press it with a key, as who sees no screen does; and wait until what comes of it is there."""
        button = self._page.locator(selector)
        button.focus()
        if self._is_scripted and self._page.locator("#place").count():  # done on the page itself
            self._page.keyboard.press("Enter")
            return
        with self._page.expect_navigation():
            self._page.keyboard.press("Enter")

    def reached(self) -> str:
        """Return what the row says in which the focus is. Where scripts are off it is there as well."""
        return str(self._page.locator("li:focus-within, fieldset:focus-within").inner_text())


def rank(rows: Rows, page: Any, *, may_share: bool) -> None:
    """Rank two, and take every step there is with the second."""
    names = [each.strip() for each in page.locator("#rest .name").all_inner_texts()]
    for _ in range(2):
        rows.press("#rest li:not([hidden]) button >> nth=0")
    second = names[1]
    row = f'#order li:has-text("{second}")'
    rows.press(f'{row} button[value^="up"]')
    assert second in rows.reached()
    rows.press(f'{row} button[value^="down"]')
    assert second in rows.reached()
    if may_share:
        rows.press(f'{row} button[value^="same"]')
        assert second in rows.reached()
    rows.press(f'{row} button[value^="out"]')
    assert second in rows.reached()
    rows.press("#rest li:not([hidden]) button >> nth=0")
    assert page.locator("#order li").count() == 2


def mark(rows: Rows, page: Any, contest: Contest) -> None:
    """Mark something, and where that can be taken back, do so and mark it again."""
    form = form_of(contest)
    if form == "ranks":
        rank(rows, page, may_share=allows_equal_ranks(contest))
    elif form in ("scores", "answers"):
        answer = page.locator("fieldset.scale").nth(-1).locator("label").nth(1)
        name = page.locator("fieldset.scale").nth(-1).locator("legend").inner_text()
        answer.click()
        page.click("nav button")  # the language: the page comes again, and with it what takes the mark back
        page.click("nav button")
        rows.press("button.clear")
        assert name in rows.reached()
        answer.click()
    else:
        page.locator("label.row").nth(1).click()


@pytest.mark.parametrize("scripted", [True, False])
def test_the_history_tells_nothing_of_a_choice_and_the_focus_stays_near(
    hall: HallOf, phone: PhoneOf, scripted: bool
) -> None:
    services, address = hall
    judged = phone("en", scripted=scripted)
    page, kept = judged.page, []
    enter(services, judged, address, f"kept-{scripted}")
    page.on("framenavigated", lambda frame: kept.append(frame.url))
    page.on("response", lambda answer: kept.append(answer.headers.get("location", answer.url)))
    for number, contest in enumerate(services.polls.election().contests, start=1):
        page.wait_for_url(f"**/v/{number}#here")
        mark(Rows(page, scripted=scripted), page, contest)
        judged.look()
        page.click(".bar button[value=next]")
    page.wait_for_url("**/v/review")
    session = page.context.new_cdp_session(page)
    kept += [each["url"] for each in session.send("Page.getNavigationHistory")["entries"]]
    page.click("button.cast")
    page.wait_for_url("**/v/done/**")
    paths = [path_of(each) for each in kept if each != "about:blank"]
    others = [each for each in paths if not KEPT.fullmatch(each) and not is_of_all(each)]
    assert others == []
    assert len(paths) > 3 * len(services.polls.election().contests)
    assert judged.complaints == []


def path_of(address: str) -> str:
    """Return all of an address that comes after the host."""
    parts = urlsplit(address)
    return parts._replace(scheme="", netloc="").geturl() or "/"


def is_of_all(path: str) -> bool:
    """Return whether every phone asks for it, whatever is marked on it."""
    return path == "/" or path.startswith(("/static/", "/v/photo/", "/v/done/"))
