"""The phone pages in the system's Chromium: every step of a vote, in both languages, all looks and widths,
with and without JavaScript, held against axe's rules; and the first load against its budget.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from api.http.server import ApiServer
from api.wsgi.app import build_app
from election.i18n.catalogue import catalogue
from election.setup.steps import Step
from election.voters.passwords import Passwords
from tests.api.pages.conftest import HallOf, PhoneOf, every_kind
from tests.api.pages.judged import PASSWORD, enter, vote
from tests.election.voters.codes import issue_slips
from tests.services import Services, open_polls

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

LOOKS = ("light", "dark", "forced")
BYTES, REQUESTS, SECONDS = 25_000, 3, 2.0  # of the first load


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("scripted", [True, False])
@pytest.mark.parametrize(("look", "width"), list(product(LOOKS, (320, 360, 768))))
def test_a_whole_vote(
    hall: HallOf, phone: PhoneOf, language: str, scripted: bool, look: str, width: int
) -> None:
    services, address = hall
    judged = phone(language, look, width, scripted=scripted)
    enter(services, judged, address, f"{language}-{look}-{width}-{scripted}")
    vote(services, judged)
    assert judged.complaints == []


@pytest.mark.parametrize(
    "path", ["/", "/help", "/results", "/problems/code.used", "/v/review", "/?left=idle"]
)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_other_pages(hall: HallOf, phone: PhoneOf, path: str, language: str) -> None:
    judged = phone(language, width=320)
    judged.page.goto(hall[1] + path)
    judged.look()
    assert judged.complaints == []


@pytest.mark.parametrize("look", LOOKS)
def test_pages_that_refuse_something(hall: HallOf, phone: PhoneOf, look: str) -> None:
    services, address = hall
    judged = phone("ko", look, 320)
    page = judged.page
    enter(services, judged, address, f"refused-{look}")
    page.goto(f"{address}/v/help")
    judged.look()
    page.goto(f"{address}/v/99")
    judged.look()
    page.goto(f"{address}/v/review")
    page.click("button.cast")
    page.wait_for_selector("input[name=blank]", state="attached")
    judged.look()
    page.click("form.leave button")
    page.wait_for_url("**/?left=asked**")
    judged.look()
    page.fill("#email", "nobody@example.org")
    page.fill("#password", "wrong")
    page.click("form button.button")
    page.wait_for_selector("#error")
    assert page.title().startswith("오류:")
    judged.wait_until("document.activeElement.id === 'error'")
    judged.look()
    assert judged.complaints == []


@pytest.fixture
def served() -> Iterator[Callable[[Services], str]]:
    """Serves an election, and gives its address."""
    with ExitStack() as stack:

        def serve(services: Services) -> str:
            server = ApiServer(build_app(services.library, catalogue()), port=0, names=["phone.test"])
            server.start()
            stack.callback(server.stop)
            return f"http://phone.test:{server.port}"

        yield serve


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_of_a_code_before_it_is_used_and_after(
    by_slips: Services, served: Callable[[Services], str], phone: PhoneOf, language: str, look: str
) -> None:
    address, (code,) = served(by_slips), issue_slips(by_slips, 1)
    judged = phone(language, look, 320)
    page = judged.page
    page.goto(f"{address}/c/{code}")
    judged.look()
    page.click("form button.button")
    page.wait_for_url("**/v/1#here")
    vote(by_slips, judged, looks=False)
    page.goto(f"{address}/c/{code}")
    page.click("form button.button")
    page.wait_for_selector("h1")
    assert catalogue().text("page.already", language) in page.inner_text("main")
    judged.look()
    assert judged.complaints == []


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_results_that_were_counted(
    tmp_path: Path, served: Callable[[Services], str], phone: PhoneOf, language: str, look: str
) -> None:
    closed = {"quorum": {"share": "at least 1/1", "below": "not_opened"}}
    definition = every_kind()
    definition["contests"][0]["rule"] = closed
    with open_polls(tmp_path / "counted", definition, Passwords(memory_kib=8, passes=1)) as services:
        choices = {2: ((7,), (6,)), 10: {0: "no"}}
        services.ballots.cast(services.accounts.sign_up("a@example.org", "a", PASSWORD).id, choices)
        services.accounts.sign_up("b@example.org", "b", PASSWORD)
        services.polls.take(Step.CLOSE)
        services.polls.take(Step.COUNT)
        judged = phone(language, look, 320)
        judged.page.goto(f"{served(services)}/results")
        assert judged.page.locator("section").count() == len(services.polls.election().contests)
        judged.look()
    assert judged.complaints == []


def test_the_first_load_is_small(hall: HallOf, phone: PhoneOf) -> None:
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
    timing: dict[str, Any] = judged.page.evaluate("performance.timing.toJSON()")
    seconds = (timing["loadEventEnd"] - timing["navigationStart"]) / 1000
    print(f"first load: {len(loaded)} requests, {sum(loaded)} bytes, {seconds:.2f} s")
    assert len(loaded) <= REQUESTS
    assert sum(loaded) <= BYTES
    assert seconds <= SECONDS * 2, "400 ms there and back, 50 kB/s; twice that, for a busy machine"
