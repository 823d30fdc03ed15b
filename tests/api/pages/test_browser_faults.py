"""The phone's script on a bad network: it tells the truth, sends one ballot, and forgets who stays away."""

import threading
from typing import Any

import pytest

from election.errors import ElectionError, StorageFailed, StorageUnsettled
from election.setup.steps import Step
from tests.api.pages.conftest import HallOf, PhoneOf
from tests.api.pages.cutting import cutting
from tests.api.pages.faults import casts_end_in
from tests.api.pages.judged import Judged, enter, mark
from tests.services import Services

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

MINUTE = 60_000


@pytest.fixture
def reviewed(hall: HallOf, phone: PhoneOf, request: pytest.FixtureRequest) -> Judged:
    """A phone that shows the review, one contest marked."""
    services, address = hall
    judged = phone("en")
    judged.page.clock.install()
    go_to_review(services, judged, address, request.node.name)
    return judged


def go_to_review(services: Services, judged: Judged, address: str, name: str) -> None:
    enter(services, judged, address, "".join(filter(str.isalnum, name)))
    mark(judged.page, services.polls.election().contests[0])
    judged.page.click(".bar button[value=next]")
    judged.page.wait_for_url("**/v/2#here")
    judged.page.goto(f"{address}/v/review")


def voted(services: Services) -> int:
    return services.tally.turnout().voted


def cast_until_done(judged: Judged) -> None:
    """Tap, and let time pass until the outcome is there."""
    judged.page.click("button.cast")
    pass_until_done(judged)


def pass_until_done(judged: Judged) -> None:
    for _ in range(60):
        judged.page.clock.run_for(2000)
        if "/v/done/" in judged.page.url:
            break
        judged.page.wait_for_timeout(20)  # the clock of the page stands still; the network's does not
    judged.page.wait_for_url("**/v/done/**")
    assert "in the ballot box" in judged.page.inner_text("main")


def until_the_browser_says_so(judged: Judged) -> None:
    """Wait until Chromium's own page, about the answer that did not come, stands in place of ours."""
    for _ in range(500):
        if "/v/done/" in judged.page.url:
            return
        judged.page.wait_for_timeout(100)  # until the next look: no event tells of a page of its own
    raise AssertionError(judged.page.url)


@pytest.mark.parametrize("lost", ["POST /v/cast", "GET /v/done"])
def test_an_answer_that_is_lost_is_asked_for_again(hall: HallOf, phone: PhoneOf, lost: str) -> None:
    services, address = hall
    judged = phone("en")
    before, cut = voted(services), threading.Event()

    def cuts(head: bytes) -> bool:
        if head.startswith(lost.encode()) and voted(services) > before and not cut.is_set():
            cut.set()
            return True
        return False

    with cutting(int(address.rpartition(":")[2]), cuts) as port:
        go_to_review(services, judged, f"http://phone.test:{port}", f"lost{lost[-4:]}")
        judged.page.click("button.cast")
        if lost.startswith("GET"):  # it is the browser's own page that says so now; who reloads it sees
            assert cut.wait(50)
            until_the_browser_says_so(judged)
            judged.page.reload()
        judged.page.wait_for_url("**/v/done/**")
        assert "in the ballot box" in judged.page.inner_text("main")
    assert cut.is_set()
    assert voted(services) == before + 1


def test_ten_taps_are_one_ballot(hall: HallOf, reviewed: Judged) -> None:
    before = voted(hall[0])
    sent: list[str] = []
    reviewed.page.on("request", lambda each: sent.append(each.url) if each.method == "POST" else None)
    reviewed.page.evaluate("for (let n = 0; n < 10; n++) document.querySelector('button.cast').click()")
    reviewed.page.wait_for_url("**/v/done/**")
    assert len(sent) == 1
    assert voted(hall[0]) == before + 1


def test_without_a_network_it_says_so_and_goes_on_once_there_is_one(hall: HallOf, reviewed: Judged) -> None:
    page, before = reviewed.page, voted(hall[0])
    page.context.set_offline(True)
    page.click("button.cast")
    reviewed.wait_until("document.querySelector('#news').textContent")
    assert "not heard back yet" in page.inner_text("#news")
    assert page.get_attribute("button.cast", "aria-disabled") == "true"
    assert page.evaluate("document.activeElement.className") == "button cast", "it can still have the focus"
    assert voted(hall[0]) == before
    page.context.set_offline(False)  # the phone says so: nobody waits for the next try
    page.wait_for_url("**/v/done/**")
    assert voted(hall[0]) == before + 1


@pytest.mark.parametrize("answer", ["portal", "empty", "gateway"])
def test_an_answer_that_is_not_ours_is_none(hall: HallOf, reviewed: Judged, answer: str) -> None:
    page, before, others = reviewed.page, voted(hall[0]), 2
    given = {
        "portal": {
            "status": 200,
            "body": "<main><h1>Welcome to the Wi-Fi</h1></main>",
            "content_type": "text/html",
        },
        "empty": {"status": 200, "body": "", "content_type": "text/plain"},
        "gateway": {"status": 502, "body": "Bad gateway", "content_type": "text/plain"},
    }[answer]

    def route(route: Any) -> None:
        nonlocal others
        others -= 1
        if others < 0:
            route.continue_()
        else:
            route.fulfill(**given)

    page.route("**/v/cast*", route)
    page.click("button.cast")
    reviewed.wait_until("document.querySelector('#news').textContent")
    assert "Welcome" not in page.inner_text("main")
    pass_until_done(reviewed)
    assert voted(hall[0]) == before + 1


@pytest.mark.parametrize(
    ("error", "words"), [(StorageFailed, "could not keep"), (StorageUnsettled, "cannot be told")]
)
def test_a_disk_that_fails_is_told_calmly_and_the_same_tap_works_later(
    hall: HallOf, reviewed: Judged, error: type[ElectionError], words: str
) -> None:
    page, before = reviewed.page, voted(hall[0])
    with casts_end_in(error):
        page.click("button.cast")
        reviewed.wait_until("document.querySelector('#news').textContent")
        assert words in page.inner_text("#news")
        assert "We keep trying" in page.inner_text("#news")
        assert "NOT cast" not in page.inner_text("main")
    pass_until_done(reviewed)
    assert voted(hall[0]) == before + 1


def test_a_late_no_does_not_stand_beside_a_ballot_in_the_box(hall: HallOf, reviewed: Judged) -> None:
    """Voting was paused at the first try, whose answer comes only once the next one is under way."""
    page, before, held = reviewed.page, voted(hall[0]), list[Any]()
    page.route("**/v/cast*", lambda route: route.continue_() if held else held.append(route))
    with page.expect_request("**/v/cast*"):
        page.click("button.cast")
    page.clock.run_for(10_000)
    assert "not heard back yet" in page.inner_text("#news")
    paused = '<main data-ours><h1>Not cast</h1><p id="error">Voting is paused</p></main>'
    with page.expect_response("**/v/cast*"):
        held[0].fulfill(status=409, body=paused, content_type="text/html")
    pass_until_done(reviewed)
    assert voted(hall[0]) == before + 1


def test_paused_between_review_and_cast_and_sent_again_later(hall: HallOf, reviewed: Judged) -> None:
    page, services = reviewed.page, hall[0]
    before = voted(services)
    services.polls.take(Step.PAUSE)
    try:
        page.click("button.cast")
        page.wait_for_selector("#error")
        assert "Voting is paused" in page.inner_text("#error")
        assert "Your choices are still here" in page.inner_text("main")
        assert page.evaluate("document.activeElement.id") == "error"
        reviewed.look()
    finally:
        services.polls.take(Step.RESUME)
    page.click("button.cast")
    page.wait_for_url("**/v/done/**")
    assert voted(services) == before + 1


def test_back_and_reload_after_the_cast_show_no_ballot(hall: HallOf, reviewed: Judged) -> None:
    page, before = reviewed.page, voted(hall[0])
    cast_until_done(reviewed)
    page.reload()
    assert "in the ballot box" in page.inner_text("main")
    for _ in range(2):
        page.go_back()
        assert page.locator("input[type=radio], input[type=checkbox], form").count() == 0
        assert "it is in the box" in page.inner_text("main")
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert voted(hall[0]) == before + 1


def test_nobody_there_is_asked_then_forgotten_and_told_so(hall: HallOf, reviewed: Judged) -> None:
    page = reviewed.page
    page.clock.run_for(4 * MINUTE)
    assert page.locator("[role=alert]").count() == 0
    page.clock.run_for(2 * MINUTE)
    assert "still there" in page.inner_text("[role=alert]")
    reviewed.look()
    page.click("[role=alert] button")
    assert page.locator("[role=alert]").count() == 0
    page.clock.run_for(6 * MINUTE)
    assert page.locator("[role=alert]").count() == 1, "asked again, once"
    page.clock.run_for(5 * MINUTE)
    page.wait_for_url("**/?left=idle**")
    assert "Nothing was cast" in page.inner_text("main")
    assert page.context.cookies() == []
    assert reviewed.complaints == []


def test_who_scrolls_is_there_and_the_question_stays_though_it_scrolls(reviewed: Judged) -> None:
    page = reviewed.page
    page.evaluate("addEventListener('scroll', () => { window.seenAt = scrollY; })")
    page.clock.run_for(4 * MINUTE)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    reviewed.wait_until("window.seenAt > 0")
    page.clock.run_for(4 * MINUTE)
    assert page.locator("[role=alert]").count() == 0
    page.clock.run_for(2 * MINUTE)
    reviewed.wait_until("window.seenAt === 0")  # the page itself moved up, to what it asks
    assert "still there" in page.inner_text("[role=alert]")
    page.clock.run_for(5 * MINUTE)
    page.wait_for_url("**/?left=idle**")


def test_a_phone_that_slept_is_asked_before_it_is_forgotten(hall: HallOf, reviewed: Judged) -> None:
    page, before = reviewed.page, voted(hall[0])
    page.clock.fast_forward(12 * MINUTE)
    page.clock.run_for(6000)
    assert "still there" in page.inner_text("[role=alert]")
    page.click("[role=alert] button")
    cast_until_done(reviewed)
    assert voted(hall[0]) == before + 1


def test_a_phone_that_slept_for_hours_shows_nothing_of_the_last_voter(reviewed: Judged) -> None:
    reviewed.page.clock.fast_forward(200 * MINUTE)
    reviewed.page.clock.run_for(6000)
    reviewed.page.wait_for_url("**/?left=idle**")


def test_nothing_is_forgotten_while_a_ballot_is_on_its_way(hall: HallOf, reviewed: Judged) -> None:
    page, before = reviewed.page, voted(hall[0])
    page.context.set_offline(True)
    page.click("button.cast")
    reviewed.wait_until("document.querySelector('#news').textContent")
    page.clock.run_for(20 * MINUTE)
    assert page.url.endswith("/v/review")
    page.context.set_offline(False)
    pass_until_done(reviewed)
    assert voted(hall[0]) == before + 1


def test_too_many_and_too_few_are_said_at_the_touch(hall: HallOf, phone: PhoneOf) -> None:
    services, address = hall
    judged = phone("en")
    enter(services, judged, address, "limits")
    page = judged.page
    page.goto(f"{address}/v/2")
    rows = page.locator("label.row")
    assert page.inner_text("#left") == "Votes left: 3"
    for place in range(3):
        rows.nth(place).click()
    assert page.inner_text("#left") == "Votes left: 0"
    rows.nth(5).click()
    assert "already chosen 3" in page.inner_text("#left")
    assert not rows.nth(5).locator("input").is_checked()
    box = page.locator("#left").bounding_box()
    assert box["y"] >= 0, "what is said is in sight of who touched"
    assert box["y"] < 640
    rows.nth(0).click()
    assert page.inner_text("#left") == "Votes left: 1"
