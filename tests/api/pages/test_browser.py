"""The phone pages in the system's Chromium: every step of a vote, in both languages, all looks and widths,
with and without JavaScript, held against axe's rules; and the first load against its budget.
"""

from itertools import product
from typing import Any

import pytest

from tests.api.pages.conftest import HallOf, PhoneOf
from tests.api.pages.judged import enter, vote

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
