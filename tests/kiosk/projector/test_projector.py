"""The projector behind its page: what the hall sees when, and that nothing of a result comes by itself."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from election.models import PollsState
from kiosk.app.window import KioskWindow
from kiosk.projector.page import Bar
from kiosk.projector.projector import Projector, Scene
from kiosk.staff.projector.page import ProjectorPage
from kiosk.staff.projector.screen import ProjectorScreen, Steer
from tests.kiosk.conftest import PASSWORD
from tests.kiosk.staff.door import PASSPHRASE, open_page, open_staffed
from tests.kiosk.staff.test_today import set_state
from tests.kiosk.test_whole_vote import click
from tests.services import Services

ROOT = Path(__file__).resolve().parents[3]
NAMES = ("가람", "나래", "다온", "찬성", "반대")


@pytest.fixture
def staffed(qtbot: QtBot, rich_services: Services) -> Iterator[KioskWindow]:
    rich_services.organiser.set_first(PASSPHRASE)
    window = open_staffed(qtbot, rich_services)
    yield window
    window.shut_down()


def come_in(qtbot: QtBot, window: KioskWindow) -> tuple[ProjectorScreen, Projector]:
    open_page(qtbot, window, ProjectorPage.name)
    screen, projector = window.staff.page(ProjectorPage).screen, window.second_windows.projector()
    qtbot.waitUntil(lambda: screen.isVisible() and projector.status is not None)
    return screen, projector


def state_is(projector: Projector, state: PollsState) -> bool:
    return projector.status is not None and projector.status.election.state is state


def shown(projector: Projector) -> str:
    return " ".join(projector.page.texts())


def vote(services: Services, name: str) -> None:
    voter = services.accounts.sign_up(f"{name}@example.org", name, PASSWORD)
    services.ballots.cast(voter.id, {1: (1,), 3: (44,)})


@pytest.mark.slow
def test_it_follows_the_polls_by_itself(qtbot: QtBot, staffed: KioskWindow, rich_services: Services) -> None:
    set_state(rich_services, PollsState.DRAFT)
    _, projector = come_in(qtbot, staffed)
    assert state_is(projector, PollsState.DRAFT)
    assert "동아리 총회" in shown(projector)
    rich_services.polls.open()
    qtbot.waitUntil(lambda: "0 / 1" in shown(projector))
    for at in range(6):
        vote(rich_services, f"v{at}")
    qtbot.waitUntil(lambda: "5 / 7" in shown(projector))
    rich_services.polls.pause()
    qtbot.waitUntil(lambda: state_is(projector, PollsState.PAUSED))
    rich_services.polls.close()
    qtbot.waitUntil(lambda: "6 / 7" in shown(projector))


def test_no_result_is_shown_or_read_before_staff_ask_for_it(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    tally = rich_services.tally
    for name in ("results", "outcomes"):
        whole = getattr(tally, name)
        monkeypatch.setattr(tally, name, lambda name=name, whole=whole: (read.append(name), whole())[1])
    screen, projector = come_in(qtbot, staffed)
    vote(rich_services, "one")
    projector.show_results(1)  # nobody has counted: nothing happens
    assert projector.scene is Scene.POLLS
    assert not screen.results
    rich_services.polls.close()
    rich_services.polls.count()
    qtbot.waitUntil(lambda: state_is(projector, PollsState.COUNTED) and bool(screen.results))
    projector.next_page()
    assert not read
    assert not [name for name in NAMES if name in shown(projector)]
    click(qtbot, screen.results[1])
    qtbot.waitUntil(lambda: "가람" in shown(projector))
    assert [each for each in projector.page.items if isinstance(each, Bar)]
    assert screen.results[1].isChecked()
    assert "나래" in shown(projector)
    assert "찬성" not in shown(projector), "contest by contest"
    click(qtbot, screen.polls_button)
    qtbot.waitUntil(lambda: "가람" not in shown(projector))
    assert not projector._news.results, "what is not to be shown is not kept either"


@pytest.mark.slow
def test_long_results_turn_by_themselves_and_by_hand(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    screen, projector = come_in(qtbot, staffed)
    vote(rich_services, "one")
    rich_services.polls.close()
    rich_services.polls.count()
    qtbot.waitUntil(lambda: 2 in screen.results)
    click(qtbot, screen.results[2])
    qtbot.waitUntil(lambda: projector.place[1] > 3)
    assert screen.next_button.isVisible()
    click(qtbot, screen.next_button)
    number, of = projector.place
    assert number == 2
    assert f"2/{of}" in shown(projector)
    assert projector._turn.isActive()
    assert projector._turn.interval() == 12_000
    projector._turn.setInterval(1)
    qtbot.waitUntil(lambda: projector.place[0] == 1)  # after the last comes the first
    with qtbot.waitSignal(projector.changed):
        projector.show_polls()
    assert not projector._turn.isActive()


@pytest.mark.slow
@pytest.mark.parametrize(("key", "text"), [(Qt.Key.Key_B, "b"), (0x3160, "ㅠ")])
def test_b_makes_it_black_and_brings_it_back(qtbot: QtBot, staffed: KioskWindow, key: int, text: str) -> None:
    screen, projector = come_in(qtbot, staffed)

    def press() -> None:
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(screen.polls_button, event)

    press()
    assert projector.page.black
    assert not projector.page.items
    assert screen.preview.page.black
    assert screen.black_button.isChecked()
    press()
    assert not projector.page.black
    assert screen.polls_button.isChecked()


@pytest.mark.slow
def test_black_stays_black_whatever_happens_and_hides_no_other_election_s_result(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    screen, projector = come_in(qtbot, staffed)
    rich_services.polls.close()
    rich_services.polls.count()
    qtbot.waitUntil(lambda: 1 in screen.results)
    click(qtbot, screen.results[1])
    qtbot.waitUntil(lambda: "가람" in shown(projector))
    projector.toggle_black()
    assert projector.page.black
    projector._election_id = "another"  # as after another one became current
    projector.refresh()
    qtbot.waitUntil(lambda: projector.contest_id is None)
    assert projector.page.black
    projector.toggle_black()
    assert projector.scene is Scene.POLLS
    assert "가람" not in shown(projector)


def test_it_has_a_language_and_colours_of_its_own(qtbot: QtBot, staffed: KioskWindow) -> None:
    screen, projector = come_in(qtbot, staffed)
    click(qtbot, screen.languages["en"])
    assert "Voting is open" in shown(projector)
    assert staffed.ui.language == "ko"
    click(qtbot, screen.shades[Steer.DARK])
    assert projector.is_dark
    assert screen.shades[Steer.DARK].isChecked()
    staffed.set_language("en")
    staffed.set_language("ko")
    assert "Voting is open" in shown(projector)


def test_with_one_screen_it_is_not_offered_but_can_be_looked_at(qtbot: QtBot, staffed: KioskWindow) -> None:
    screen, projector = come_in(qtbot, staffed)
    assert not screen.open_button.isVisible()
    assert screen.no_screen.isVisible()
    assert not projector.open()
    assert not projector.is_open
    assert screen.preview.page.texts()


@pytest.mark.slow
def test_no_staff_text_is_in_what_the_hall_sees(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    _, projector = come_in(qtbot, staffed)
    rich_services.polls.close()
    qtbot.waitUntil(lambda: state_is(projector, PollsState.CLOSED))
    for word in ("voter@example.org", "관리자", str(rich_services.library.current_id)):
        assert word not in shown(projector)


@pytest.mark.slow
def test_on_a_second_screen_it_fills_that_one_and_never_comes_to_the_voters(tmp_path: Path) -> None:
    screens = [
        {"name": name, "x": at * 1280, "y": 0, "width": 1280, "height": 720, "logicalDpi": 96, "dpr": 1}
        for at, name in enumerate(("left", "right"))
    ]
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": screens}), encoding="utf-8")
    environment = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"}
    command = [sys.executable, "-m", "tests.kiosk.projector.two_screens", str(tmp_path / "data")]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen.pop("where") == seen.pop("hall")
    assert seen == {
        "screens": True,
        "opens": True,
        "fills": True,
        "focus": True,
        "voters stay active": True,
        "voters on": True,
        "key taken": True,
        "gone when moved": True,
        "opens again": True,
        "gone when voters come": True,
        "left": 0,
    }
