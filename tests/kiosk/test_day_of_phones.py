"""A day with a roll of 300: codes printed and read from the paper, 100 vote at the window, 200 on their
phones at the same time, five of those in a real browser; then the polls close, and all figures agree.
"""

import io
import json
import re
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pytestqt.qtbot import QtBot

from election.models import Turnout
from election.printing.slips import Batch, slips_pdf
from election.services import Services
from election.setup.steps import Step
from election.voters.passwords import Passwords
from election.voters.roll_files.entries import Entry
from kiosk.app.window import KioskWindow
from tests.api.calling import fetch
from tests.api.pages.judged import CHROMIUM
from tests.api.pages.network import over
from tests.api.pages.phone import Phone
from tests.kiosk.test_whole_election import running
from tests.kiosk.test_whole_vote import cast, click, come_in_by_code, leave

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

ROLL, AT_WINDOW, BY_HAND, IN_BROWSER = 300, 100, 10, 5
SHOWN = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
DEFINITION: dict[str, Any] = {
    "title": {"ko": "2026 총회", "en": "Meeting 2026"},
    "live_results": False,
    "ways_in": ["code"],
    "contests": [
        {"title": {"ko": "회장", "en": "President"}, "candidates": ["가람", "나래", "다온"]},
        {"title": {"ko": "감사", "en": "Auditors"}, "options": {"most": 2}, "candidates": list("갑을병정")},
    ],
}


def president(at: int) -> int:
    """Whom the voter of this number chooses, as a place on the ballot."""
    return 0 if at % 2 else at % 3


def auditors(at: int) -> list[int]:
    """Whom they choose as auditors: two, one or nobody."""
    return [at % 4, (at + 1) % 4][: at % 3]


@pytest.fixture
def day(qtbot: QtBot, tmp_path: Path, passwords: Passwords) -> Iterator[tuple[KioskWindow, Services, int]]:
    """A window, its services, and the port for phones."""
    with running(qtbot, tmp_path / "data", passwords) as (window, services, server):
        yield window, services, server.port


def printed_codes(services: Services) -> list[str]:
    """Set the election up and open its polls; return the codes that people read on what was printed."""
    with services.library.current() as election:
        election.polls.take(Step.CLOSE)  # the sample's
    services.library.use(services.library.create(DEFINITION))
    with services.library.current() as election:
        election.roll.import_people([Entry(f"선거인 {at}", f"2026{at:04}") for at in range(ROLL)])
        issued = election.codes.issue_personal()
        batch = Batch("2026 총회", issued.slips, issued.batch.id, datetime.now(UTC), "ko", issued.layout)
        pages = pypdf.PdfReader(io.BytesIO(slips_pdf(batch))).pages
        found = dict.fromkeys(code for page in pages for code in SHOWN.findall(page.extract_text()))
        election.codes.confirm(issued.batch.id)
        election.polls.take(Step.OPEN)
    return list(found)


def vote_here(qtbot: QtBot, window: KioskWindow, code: str, at: int) -> None:
    come_in_by_code(qtbot, window, code)
    ballot = window.screens.ballot
    click(qtbot, ballot.rows[president(at)])
    click(qtbot, ballot.forward_button)
    qtbot.waitUntil(lambda: len(ballot.rows) == 4)
    for place in auditors(at):
        click(qtbot, ballot.rows[place])
    cast(qtbot, window)
    leave(qtbot, window)


def vote_as_the_window_does(services: Services, code: str, at: int) -> None:
    with services.library.current() as election:
        voter = election.code_log_in.log_in(code)
        given = election.polls.election_for(voter.id).contests
        first, second = given
        choices = {
            first.id: (first.candidates[president(at)].id,),
            second.id: tuple(second.candidates[place].id for place in auditors(at)),
        }
        election.ballots.cast(voter.id, choices, code=voter.code, given=given)


def vote_by_phone(port: int, code: str, at: int) -> None:
    phone = Phone(over(port))
    phone.open(f"/c/{code.lower()}").send("/v/enter")
    own = [("go", "next"), *((name, value) for name, value in phone.form("/v/1") if name == "t")]
    boxes = re.findall(r'name="c" value="([0-9]+)"', phone.page)
    phone.post("/v/1", [*own, ("c", boxes[president(at)])])
    boxes = re.findall(r'name="c" value="([0-9]+)"', phone.page)
    phone.post("/v/2", [*own, *(("c", boxes[place]) for place in auditors(at))])
    phone.send("/v/cast")
    assert phone.at.startswith("/v/done/"), phone.page


def vote_in_browsers(port: int, people: list[tuple[int, str]]) -> None:
    """Have each vote in a browser context of their own. Not in the main thread, which has its own loop."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP phone.test 127.0.0.1"],
        )
        for at, code in people:
            page = browser.new_context(viewport={"width": 360, "height": 640}).new_page()
            page.goto(f"http://127.0.0.1:{port}/c/{code}")
            page.click("form button.button")
            page.locator("label.row").nth(president(at)).click()
            page.click(".bar button[value=next]")
            page.wait_for_url("**/v/2#here")
            for place in auditors(at):
                page.locator("label.row").nth(place).click()
            page.click(".bar button[value=next]")
            page.wait_for_url("**/v/review")
            page.click("button.cast")
            page.wait_for_url("**/v/done/**")
        browser.close()


@pytest.mark.filterwarnings("default")
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not there")
def test_a_day_of_300(qtbot: QtBot, day: tuple[KioskWindow, Services, int]) -> None:
    window, services, port = day
    codes = printed_codes(services)
    assert len(codes) == ROLL
    qtbot.waitUntil(window.start.ways["code"].isVisible)
    people = list(enumerate(codes))
    at_window, by_phone = people[:AT_WINDOW], people[AT_WINDOW:]
    with ThreadPoolExecutor(9) as hall:
        waiting: list[Future[None]] = [hall.submit(vote_in_browsers, port, by_phone[:IN_BROWSER])]
        waiting += [hall.submit(vote_by_phone, port, code, at) for at, code in by_phone[IN_BROWSER:]]
        for at, code in at_window[:BY_HAND]:
            vote_here(qtbot, window, code, at)
        waiting += [
            hall.submit(vote_as_the_window_does, services, code, at) for at, code in at_window[BY_HAND:]
        ]
        qtbot.waitUntil(lambda: all(each.done() for each in waiting), timeout=300_000)
        for each in waiting:
            each.result()

    with services.library.current() as election:
        assert election.tally.turnout() == Turnout(ROLL, ROLL)
        election.polls.take(Step.CLOSE)
        election.polls.take(Step.COUNT)
        report = election.results.report()
        counted = [[count.votes for count in result.counts] for result in election.tally.results()]
    first = [sum(president(at) == place for at in range(ROLL)) for place in range(3)]
    second = [sum(place in auditors(at) for at in range(ROLL)) for place in range(4)]
    assert counted == [first, second]
    for each in report.contests:
        assert each.sums is not None
        assert each.sums.hold
        assert each.sums.cast == each.sums.ballots == each.turnout.voted == ROLL
    assert sum(each.sums.ballots for each in report.contests if each.sums) == ROLL * len(report.contests)
    said = json.loads(fetch(port, "GET", "/api/v1/results").body)
    assert [[each["votes"] for each in contest["counts"]] for contest in said["contests"]] == counted
    page = fetch(port, "GET", "/results", Accept_Language="en").text
    assert [int(each) for each in re.findall(r'class="figure">([0-9]+)<', page)] == first + second
    assert Phone(over(port)).open("/").shown() == [], "nobody is let in any more"
