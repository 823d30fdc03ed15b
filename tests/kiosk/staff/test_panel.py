"""The news on the staff panel: all of it is told, the gravest first."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from election.admin.outages import Outage, Outages
from election.admin.passphrase import WrongTries
from election.clock import ClockJump, ElectionClock
from election.errors import FolderUnusable, Message, StorageFailed
from election.i18n.catalogue import LANGUAGES, catalogue
from election.library import Library
from election.records.backup import Backups
from election.records.program_log import ProgramLog
from election.unopened import Unopened
from election.voters.code_log_in import CodeLogIn
from kiosk.app.window import KioskWindow
from kiosk.staff.screens.panel import PanelPage, PanelScreen
from kiosk.support.health import HealthLine, Level
from tests.kiosk.staff.door import enter


def told(screen: PanelScreen) -> list[str]:
    return [notice.plain_text() for notice in screen.notices if notice.isVisible()]


@pytest.fixture
def panel(qtbot: QtBot, staffed: KioskWindow) -> PanelPage:
    enter(qtbot, staffed)
    return staffed.staff.page(PanelPage)


def news(*counts: int) -> list[Message]:
    return [Message("staff.news.wrong_tries", {"count": each, "since": "2026-11-23"}) for each in counts]


def test_all_news_is_shown_however_much_there_is(
    qtbot: QtBot, staffed: KioskWindow, panel: PanelPage
) -> None:
    screen = panel.screen
    for counts in (range(2, 22), (7, 5), range(30, 50), ()):
        screen.tell(news(*counts), locked=False)
        for language in LANGUAGES:
            staffed.set_language(language)
            said = [catalogue().text(each.key, language, **each.values) for each in news(*counts)]
            qtbot.waitUntil(lambda said=said: told(screen) == said)  # type: ignore[misc]


def test_only_what_is_new_is_said_aloud(qtbot: QtBot, staffed: KioskWindow, panel: PanelPage) -> None:
    heard: list[str] = []
    staffed.ui.announcer.announced.connect(heard.append)
    for counts, new in (((2, 3), (2, 3)), ((9, 2, 3), (9,)), ((2, 3), ()), ((2, 3, 9), (9,))):
        heard.clear()
        panel.screen.tell(news(*counts), locked=False)
        assert heard == [catalogue().text(each.key, "ko", **each.values) for each in news(*new)]


def test_the_gravest_comes_first(panel: PanelPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that there can be at once, which is more than ever is."""
    at = datetime(2026, 11, 28, 18).astimezone()

    def answer(kind: type, name: str, value: Any) -> None:
        monkeypatch.setattr(kind, name, lambda _self: value)

    class Dark:
        refused = True

    monkeypatch.setattr(
        Library, "unopened", Unopened("0123456789abcdef", FolderUnusable(folder="f", reason="?"))
    )
    answer(ProgramLog, "broken", True)
    answer(Library, "checkpoint_put_off", True)
    answer(Backups, "is_pending", False)
    answer(Backups, "problem", StorageFailed(reason="?"))
    answer(ElectionClock, "jump", ClockJump(0, 90_000))
    answer(CodeLogIn, "guessed", 50)
    answer(Outages, "found", Outage(at, at))
    answer(type(panel.staff.services.notes), "recovered", True)
    panel.staff = replace(panel.staff, awake=Dark())
    panel.begin(WrongTries(3, date(2026, 11, 23)), locked=False)
    panel._slips = HealthLine("slips", Level.BAD, "health.slips.nowhere", {})
    assert [each.key for each in panel._news()] == [
        "staff.news.unopened.folder",
        "staff.news.log_broken",
        "checkpoint.put_off",
        "staff.news.copy_failed",
        "staff.news.clock_ahead",
        "health.slips.nowhere",
        "staff.news.outage",
        "staff.news.codes_guessed",
        "staff.news.wrong_tries",
        "staff.news.dark",
        "staff.news.recovered",
    ]
