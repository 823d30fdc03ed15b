"""The phone pages in the system's Chromium: every step of a vote, in both languages, all looks and widths,
with and without JavaScript, held against axe's rules; and the first load against its budget.

The origin is no secure one, as on a real phone: ``phone.test`` is mapped to this machine.
"""

import shutil
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from api.http.server import ApiServer
from api.wsgi.app import build_app
from election.i18n.catalogue import catalogue
from election.models import PollsState
from election.setup.life_cycle import create_election
from election.setup.samples import sample_definition
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.voters.passwords import Passwords
from tests.api.pages.cutting import cutting
from tests.services import Services, build_services

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = Path(__file__).parents[3] / "tools" / "browser"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = ("light", "dark", "forced")
BYTES, REQUESTS, SECONDS = 25_000, 3, 2.0  # of the first load


@pytest.fixture(scope="module")
def axe() -> str:
    """The script that judges a page; `make slow` has npm bring it."""
    script = AXE / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        pytest.skip("axe-core is not there: npm ci --prefix tools/browser")
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Services, str]]:
    """An election of each form of contest behind a real socket, and its address."""
    definition = dict(sample_definition("club"))
    motion = {"title": {"ko": "회칙 개정", "en": "New rules"}, "kind": "yes_no", "candidates": []}
    definition["contests"] = [*definition["contests"], motion]
    with DataFolder(tmp_path_factory.mktemp("hall") / "data") as folder:
        store = JsonStore(folder)
        store.write(lambda transaction: create_election(transaction, definition, PollsState.OPEN))
        services = build_services(store, b"k" * 32, Passwords(memory_kib=8, passes=1))
        server = ApiServer(build_app(services.library, catalogue()), port=0, names=["phone.test"])
        server.start()
        yield services, f"http://phone.test:{server.port}"
        server.stop()
        store.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not there")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP phone.test 127.0.0.1"],
        )
        yield started
        started.close()


class Judged:
    """A page of a browser that is held against axe and the content security policy at each step."""

    def __init__(self, context: Any, axe: str) -> None:
        self.page = context.new_page()
        self._axe = axe
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self._heard(message))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def look(self, scripted: bool) -> None:
        """Nothing is wider than the screen; axe finds nothing."""
        if not scripted:
            return
        page = self.page
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.evaluate(self._axe)
        found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)[
            "violations"
        ]
        assert not [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]


@pytest.fixture
def phone(browser: Any, axe: str) -> Iterator[Callable[..., Judged]]:
    opened: list[Any] = []

    def phone(language: str, look: str = "light", width: int = 360, *, scripted: bool = True) -> Judged:
        context = browser.new_context(
            locale={"ko": "ko-KR", "en": "en-GB"}[language],
            color_scheme="dark" if look == "dark" else "light",
            forced_colors="active" if look == "forced" else "none",
            viewport={"width": width, "height": 640},
            java_script_enabled=scripted,
            bypass_csp=False,
        )
        opened.append(context)
        return Judged(context, axe)

    yield phone
    for each in opened:
        each.close()


def enter(services: Services, judged: Judged, address: str, name: str) -> None:
    services.accounts.sign_up(f"{name}@example.org", name, "correct horse")
    judged.page.goto(address)
    judged.page.fill("#email", f"{name}@example.org")
    judged.page.fill("#password", "correct horse")
    judged.page.click("form button.button")


def vote(judged: Judged, *, scripted: bool = True) -> None:
    page = judged.page
    for number in range(1, 5):
        assert page.url.endswith(f"/v/{number}")
        page.locator("label.row input[name=c], .answers input").nth(1).check(force=True)
        judged.look(scripted)
        page.click("button.button[value=next]")
    assert page.url.endswith("/v/review")
    judged.look(scripted)
    page.click("button.cast")
    page.wait_for_url("**/v/done/**")
    judged.look(scripted)


MATRIX = [
    (language, look, width, scripted)
    for language, look, width, scripted in product(("ko", "en"), LOOKS, (320, 360, 768), (True, False))
    if scripted or width == 320
]


@pytest.mark.parametrize(("language", "look", "width", "scripted"), MATRIX)
def test_a_whole_vote(
    hall: tuple[Services, str],
    phone: Callable[..., Judged],
    language: str,
    look: str,
    width: int,
    scripted: bool,
) -> None:
    services, address = hall
    judged = phone(language, look, width, scripted=scripted)
    enter(services, judged, address, f"{language}-{look}-{width}-{scripted}")
    vote(judged, scripted=scripted)
    assert judged.complaints == []


@pytest.mark.parametrize("path", ["/", "/help", "/results", "/problems/code.used"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_other_pages(
    hall: tuple[Services, str], phone: Callable[..., Judged], path: str, language: str
) -> None:
    judged = phone(language, width=320)
    judged.page.goto(hall[1] + path)
    judged.look(scripted=True)
    assert judged.complaints == []


def test_the_first_load_is_small(hall: tuple[Services, str], phone: Callable[..., Judged]) -> None:
    judged = phone("ko")
    session = judged.page.context.new_cdp_session(judged.page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000},
    )
    loaded: list[int] = []
    session.on("Network.loadingFinished", lambda event: loaded.append(int(event["encodedDataLength"])))
    judged.page.goto(hall[1])
    seconds = (
        judged.page.evaluate("performance.timing.loadEventEnd - performance.timing.navigationStart") / 1000
    )
    assert len(loaded) <= REQUESTS
    assert sum(loaded) <= BYTES
    assert seconds <= SECONDS * 2, "400 ms there and back, 50 kB/s; twice that, for a busy machine"


def test_an_answer_that_is_lost_is_asked_for_again(
    hall: tuple[Services, str], phone: Callable[..., Judged]
) -> None:
    services, address = hall
    judged = phone("en")
    page = judged.page
    lost: list[bytes] = []
    before = services.tally.turnout().voted

    def cuts(head: bytes) -> bool:
        if head.startswith(b"POST /v/cast") and services.tally.turnout().voted > before and not lost:
            lost.append(head)
            return True
        return False

    with cutting(int(address.rpartition(":")[2]), cuts) as port:
        enter(services, judged, f"http://phone.test:{port}", "lost")
        for _ in range(4):
            page.click("button.button[value=next]")
        page.click("button.cast")  # blank: asked once more
        page.wait_for_selector("input[name=blank]", state="attached")
        page.click("button.cast")
        page.wait_for_url("**/v/done/**")
    assert lost
    assert services.tally.turnout().voted == before + 1
