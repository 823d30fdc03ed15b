"""The pages of the event log and of what observers see."""

from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from election.act_kinds import ActGroup
from election.admin.copies import CopyKind
from election.i18n.catalogue import catalogue
from election.log_models import Act
from election.models import PollsState, TurnoutFor
from election.records import log_words
from election.records.log import in_groups
from election.setup.steps import Step
from election.store.json.tables.tables import Tables
from election.store.port import Transaction
from kiosk.app.window import KioskWindow
from kiosk.staff.log import screen as screen_module
from kiosk.staff.log.observer import ObserverPage, ObserverScreen
from kiosk.staff.log.page import LogPage
from kiosk.staff.log.screen import LogScreen
from kiosk.staff.screens.panel import PanelPage
from kiosk.staff.today.page import TodayPage
from kiosk.staff.today.step import OpenPage
from tests.election.store.json.raw import engine_of
from tests.kiosk.conftest import PASSWORD
from tests.kiosk.staff.door import PASSPHRASE, open_page
from tests.kiosk.staff.test_today import set_state
from tests.kiosk.test_whole_vote import click
from tests.services import Services


def opened_log(qtbot: QtBot, staffed: KioskWindow) -> LogScreen:
    open_page(qtbot, staffed, "log.page")
    screen = staffed.staff.page(LogPage).screen
    qtbot.waitUntil(lambda: screen.model.rowCount() > 0)
    return screen


def shown(screen: LogScreen) -> list[str]:
    model = screen.model
    return [str(model.index(row, 2).data()) for row in range(model.rowCount())]


def tamper(services: Services) -> None:
    def change(tables: Tables) -> None:
        row: Any = tables["acts"].get(doc_id=1)
        tables["acts"].put_as(1, {**row, "why": "nothing"})

    engine_of(services.polls._store).write(change)


def test_lines_are_found_by_what_they_are_about_and_by_words(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    rich_services.polls.pause(why="a power cut")
    screen = opened_log(qtbot, staffed)
    assert shown(screen)[0].startswith("일시 중지 — a power cut")  # the newest first
    everything = len(shown(screen))
    click(qtbot, screen.group_buttons[ActGroup.ACCESS])
    assert shown(screen) == ["암호 정함 — 대상 관리자"]
    click(qtbot, screen.group_buttons[None])
    screen.find_line.setText("POWER")
    assert len(shown(screen)) == 1
    screen.find_line.setText("")
    assert len(shown(screen)) == everything
    click(qtbot, screen.utc_button)
    assert str(screen.model.index(0, 1).data()).endswith("UTC")
    screen.table.select(0)
    line = rich_services.log.check().lines[-1]
    assert in_groups(line.hash) in screen.line_text.plain_text()
    rich_services.polls.resume()
    qtbot.waitUntil(lambda: shown(screen)[0].startswith("다시 시작"))  # it follows


def test_who_tampered_with_it_is_told_on_the_page_and_on_the_panel(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    rich_services.polls.pause()
    tamper(rich_services)
    screen = opened_log(qtbot, staffed)
    assert "1번째 줄" in screen.fault.plain_text()
    click(qtbot, screen.back_button)
    panel = staffed.staff.page(PanelPage).screen
    said = [notice.plain_text() for notice in panel.notices]
    assert catalogue().text("staff.news.log_broken", "ko") in said


@pytest.mark.slow
def test_of_a_thousand_lines_each_is_put_into_words_once_and_only_those_in_sight_are_shown(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts = [Act("organiser", "file.made", "", "2026-11-28T12:00:00+09:00", data={"kind": "export"})] * 1_000
    rich_services.polls._store.write(lambda transaction: [transaction.add_act(act) for act in acts])
    screen = opened_log(qtbot, staffed)
    qtbot.waitUntil(lambda: screen.model.rowCount() > 1_000)
    lines, put = screen.model.rowCount(), list[Act]()

    def counted(act: Act, say: log_words.Say) -> str:
        put.append(act)
        return line_words(act, say)

    line_words = log_words.line_words
    for module in (log_words, screen_module):
        monkeypatch.setattr(module, "line_words", counted)
    screen.find_line.setText("결과")
    assert screen.model.rowCount() == 1_000
    assert len(put) == lines
    screen.repaint()
    assert lines < len(put) < lines + 100


def test_the_line_that_is_read_stays_selected_while_people_vote_and_lines_are_added(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    rich_services.polls.pause()
    rich_services.polls.resume()
    screen = opened_log(qtbot, staffed)
    screen.table.select(1)
    told = screen.line_text.plain_text()
    assert "일시 중지" in told
    voter = rich_services.accounts.log_in("voter@example.org", PASSWORD)
    rich_services.ballots.cast(voter.id, {})
    rich_services.polls.pause()
    qtbot.waitUntil(lambda: shown(screen)[0].startswith("일시 중지"))
    assert screen.line_text.plain_text() == told
    assert screen.table.row() == 2


def observed(qtbot: QtBot, staffed: KioskWindow) -> ObserverScreen:
    screen = opened_log(qtbot, staffed)
    click(qtbot, screen.observer_button)
    page = staffed.staff.page(ObserverPage).screen
    qtbot.waitUntil(lambda: bool(page.state.plain_text()))
    return page


def test_observers_see_the_state_the_turnout_and_the_head_of_the_last_step(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    page = observed(qtbot, staffed)
    assert page.key.plain_text() == rich_services.key.fingerprint
    voter = rich_services.accounts.log_in("voter@example.org", PASSWORD)
    before = page.log_head.plain_text()
    rich_services.ballots.cast(voter.id, {})
    assert page.log_head.plain_text() == before
    assert page.turnout.plain_text() == catalogue().text("observer.turnout_so_far", "ko", voted=0, count=1)
    rich_services.polls.pause()
    head = in_groups(rich_services.log.published_head().hash)
    qtbot.waitUntil(lambda: page.log_head.plain_text() == head)
    assert page.state.plain_text().startswith(catalogue().text("start.polls.paused", "ko"))


def test_observers_see_no_turnout_that_is_for_the_staff(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    def for_staff(transaction: Transaction) -> None:
        election = transaction.election()
        transaction.replace_election(replace(election, turnout_for=TurnoutFor.STAFF, live_results=False))

    rich_services.polls._store.write(for_staff)
    page = observed(qtbot, staffed)
    assert page.turnout.plain_text() == catalogue().text("observer.turnout_for_staff", "ko")


def test_polls_open_on_a_broken_log_once_a_reason_is_typed(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    set_state(rich_services, PollsState.DRAFT)
    rich_services.copies.note(CopyKind.EXPORT, "results.csv")
    tamper(rich_services)
    open_page(qtbot, staffed, "staff.today")
    today = staffed.staff.page(TodayPage).screen
    qtbot.waitUntil(lambda: catalogue().text("staff.today.log_broken", "ko") in today.alarm.plain_text())
    click(qtbot, today.steps[Step.OPEN])
    screen = staffed.staff.page(OpenPage).screen
    assert screen.reason.isVisible()
    screen.passphrase.line.setText(PASSPHRASE)
    click(qtbot, screen.submit)
    assert rich_services.polls.election().state is PollsState.DRAFT
    screen.reason.line.setText("the disk was repaired")
    click(qtbot, screen.submit)
    qtbot.waitUntil(lambda: rich_services.polls.election().state is PollsState.OPEN)
    assert rich_services.log.check().lines[-1].act.why == "the disk was repaired"


def test_a_box_that_differs_after_a_pause_is_told(
    qtbot: QtBot, staffed: KioskWindow, rich_services: Services
) -> None:
    voter = rich_services.accounts.log_in("voter@example.org", PASSWORD)
    rich_services.ballots.cast(voter.id, {})
    rich_services.polls.pause()

    def swap(tables: Tables) -> None:
        row: Any = tables["ballots"].all()[0]
        tables["ballots"].put_as(row.doc_id, {**row, "marking": [1]})

    engine_of(rich_services.polls._store).write(swap)
    rich_services.polls.resume()
    open_page(qtbot, staffed, "staff.today")
    today = staffed.staff.page(TodayPage).screen
    said = catalogue().text("staff.today.box_differs", "ko")
    qtbot.waitUntil(lambda: said in today.alarm.plain_text())
