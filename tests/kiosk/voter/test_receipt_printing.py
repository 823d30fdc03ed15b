"""The receipt on paper: offered where the organiser and a printer let it be, printed without a trace, and in
nobody's way.
"""

import logging
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from election.admin.settings import Settings
from election.printing import paper
from kiosk.app.window import KioskWindow
from kiosk.style.look import Look, TextSize
from kiosk.voter.service_calls import Admission
from kiosk.widgets.receipt import ReceiptCard
from tests.election.printing.test_slips import texts_of
from tests.fake_printer import FakePrinters
from tests.kiosk.conftest import PASSWORD, open_window
from tests.kiosk.test_whole_vote import arrive, click, leave, log_in, mark_and_cast
from tests.services import Services
from tools.sample_elections import VOTER

PRINTED = Settings(language="ko", print_receipts=True)


@pytest.fixture
def printers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakePrinters:
    """One printer, which prints."""
    folder = tmp_path / "bin"
    folder.mkdir()
    fake = FakePrinters(folder, monkeypatch)
    fake.put_lp()
    fake.put_lpstat("Hall", usual="Hall")
    return fake


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Path]:
    """Who reads a line of it waits for good."""
    path = tmp_path / "gate"
    os.mkfifo(path)
    held = os.open(path, os.O_RDWR)
    yield path
    os.close(held)


def at_outcome(qtbot: QtBot, window: KioskWindow) -> ReceiptCard:
    """Vote, until what came of it is told."""
    log_in(qtbot, window)
    arrive(qtbot, window, "ballot")
    wanted = window.settings.current.print_receipts and bool(paper.usual_printer())
    qtbot.waitUntil(lambda: window.printing.is_offered is wanted)
    mark_and_cast(qtbot, window)
    return window.screens.outcome.receipt


@pytest.mark.slow
def test_nothing_is_offered_unless_the_organiser_turned_it_on(
    qtbot: QtBot, rich_window: KioskWindow, printers: FakePrinters
) -> None:
    assert not at_outcome(qtbot, rich_window).print_button.isVisible()


@pytest.mark.slow
def test_nothing_is_offered_without_a_printer(
    qtbot: QtBot, rich_services: Services, printers: FakePrinters
) -> None:
    rich_services.settings.save(PRINTED)
    window = open_window(qtbot, rich_services)
    window.printing.look()
    qtbot.waitUntil(lambda: window.printing.is_offered)
    printers.put_lpstat()  # and it was taken away before the next voter came
    assert not at_outcome(qtbot, window).print_button.isVisible()
    window.shut_down()


def test_a_slip_is_printed_and_leaves_no_trace(
    qtbot: QtBot,
    rich_services: Services,
    printers: FakePrinters,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    rich_services.settings.save(PRINTED)
    window = open_window(qtbot, rich_services)
    card = at_outcome(qtbot, window)
    logged, log = len(caplog.records), rich_services.log.check()
    window.screens.outcome._tick()
    click(qtbot, card.print_button)
    assert window.screens.outcome._ring.left == window.screens.outcome._ring.whole
    qtbot.waitUntil(lambda: card.slip_told.isVisible())
    assert card.slip_told.plain_text() == window.ui.text("receipt.printed")
    assert not card.print_button.isVisible(), "one is enough"
    assert printers.got.startswith(b"%PDF-")
    assert not re.search(rb"(Creation|Mod|Create|Modify|Metadata)Date", printers.got)
    assert printers.said == ["-d", "Hall", "-t", "투표 확인 번호", "-"]
    assert list(temporary.iterdir()) == []
    assert caplog.records[logged:] == []
    assert rich_services.log.check() == log
    leave(qtbot, window)
    window.shut_down()


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["no paper", "refused", "gone"])
def test_where_no_slip_comes_out_the_voter_is_told_and_need_not_mind(
    qtbot: QtBot, rich_services: Services, printers: FakePrinters, fault: str
) -> None:
    rich_services.settings.save(PRINTED)
    window = open_window(qtbot, rich_services)
    said: list[str] = []
    window.ui.announcer.announced.connect(said.append)
    card = at_outcome(qtbot, window)
    match fault:
        case "no paper":
            printers.put_lpstat("Hall", usual="Hall", alerts="media-empty-error")
        case "refused":
            printers.put_lp(code=1)
        case _:
            (printers.folder / "lp").unlink()
    click(qtbot, card.print_button)
    qtbot.waitUntil(lambda: card.slip_told.isVisible())
    assert card.slip_told.plain_text() == window.ui.text("receipt.not_printed")
    qtbot.waitUntil(lambda: card.slip_told.plain_text() in "\n".join(said))
    assert card.isVisible()
    if fault == "no paper":
        assert printers.got == b"", "it does not come out when somebody puts paper in, an hour later"
    printers.put_lp()
    printers.put_lpstat("Hall", usual="Hall")
    before = printers.got
    click(qtbot, card.print_button)
    qtbot.waitUntil(lambda: card.slip_told.plain_text() == window.ui.text("receipt.printed"))
    assert len(printers.got) > len(before)
    window.shut_down()


@pytest.mark.slow
def test_a_printer_that_does_not_answer_keeps_nobody_waiting(
    qtbot: QtBot, rich_services: Services, printers: FakePrinters, gate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time-out clears the screen, the next voter votes, and no slip of the first one comes after them."""
    printers.put_lp(before=f'read _ < "{gate}"')
    monkeypatch.setattr("kiosk.voter.receipt_printing._PATIENCE", 300)  # however slow the machine is
    rich_services.settings.save(PRINTED)
    rich_services.accounts.sign_up("second@example.org", "second", PASSWORD)
    window = open_window(qtbot, rich_services)
    card = at_outcome(qtbot, window)
    click(qtbot, card.print_button)
    assert card.print_button.is_busy()
    qtbot.waitUntil(lambda: printers.said != [])
    outcome = window.screens.outcome
    outcome._ring.left = 1
    outcome._tick()
    arrive(qtbot, window, "start")
    assert (outcome._receipt, card.number.text()) == ("", "")
    log_in(qtbot, window, "second@example.org")
    arrive(qtbot, window, "ballot")
    mark_and_cast(qtbot, window)
    click(qtbot, card.print_button)
    leave(qtbot, window)
    window.shut_down()  # ends what still runs; it would wait for the gate for good
    assert printers.got == b"", "both left before theirs could be handed over"


def test_a_system_that_does_not_say_what_printers_it_has_does_not_hold_up_the_end(
    qtbot: QtBot, rich_services: Services, printers: FakePrinters, gate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printers.put_lpstat("Hall", usual="Hall", before=f'echo "$1" >> "$0.said"; read _ < "{gate}"')
    monkeypatch.setattr(paper, "_ASKED", 300)  # however slow the machine is
    rich_services.settings.save(PRINTED)
    window = open_window(qtbot, rich_services)
    window.printing.look()
    qtbot.waitUntil((printers.folder / "lpstat.said").exists)
    assert not window.printing.is_offered
    window.shut_down()
    assert window.printing._background.close(0), "nothing runs any more"


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_button_says_what_it_prints_and_is_reached_by_keys(
    qtbot: QtBot, rich_services: Services, printers: FakePrinters, language: str
) -> None:
    rich_services.settings.save(PRINTED)
    window = open_window(qtbot, rich_services, language)
    card = at_outcome(qtbot, window)
    assert card.print_button.accessibleName() == window.ui.text("receipt.print_name")
    assert card.print_button in window.screens.outcome.tab_order()
    card.print_button.setFocus()
    qtbot.keyClick(card.print_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: card.slip_told.isVisible())
    window.shut_down()


@pytest.mark.slow
def test_what_came_of_it_is_seen_at_the_largest_size(
    qtbot: QtBot, rich_services: Services, printers: FakePrinters
) -> None:
    rich_services.settings.save(PRINTED)
    window = open_window(qtbot, rich_services)
    card = at_outcome(qtbot, window)
    window.set_look(Look(text_size=TextSize.LARGEST))
    printers.put_lp(code=1)
    card.print_button.setFocus()
    qtbot.keyClick(card.print_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: card.slip_told.isVisible())
    qtbot.waitUntil(lambda: card.slip_told.visibleRegion().boundingRect() == card.slip_told.rect())
    window.shut_down()


@pytest.mark.slow
@pytest.mark.parametrize("practice", [False, True])
def test_the_slip_is_of_the_election_in_which_they_voted(
    qtbot: QtBot, rich_services: Services, printers: FakePrinters, *, practice: bool
) -> None:
    rich_services.settings.save(PRINTED)
    window = open_window(qtbot, rich_services)
    election = replace(rich_services.polls.election(), practice=practice)
    window.service_calls.admitted.emit(Admission(VOTER, election, None))
    qtbot.waitUntil(lambda: window.printing.is_offered)
    window.service_calls.cast_done.emit("1234567890123456")
    card = window.screens.outcome.receipt
    click(qtbot, card.print_button)
    qtbot.waitUntil(lambda: card.slip_told.isVisible())
    (text,) = texts_of(printers.got)
    assert election.title.in_language("ko") in text
    assert "1234-5678-9012-3456" in text
    assert ("연습" in text) is practice
    window.shut_down()
