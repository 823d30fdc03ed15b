"""The receipt at the window: shown with the outcome, heard where the focus is, gone with the voter."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from election.errors import PollsPaused
from election.records.receipts import shown
from kiosk.accessibility.speech import describe
from kiosk.app.window import KioskWindow
from kiosk.voter.outcomes import Outcome
from tests.kiosk.test_whole_vote import arrive, click, leave, log_in, mark_and_cast
from tests.services import Services

RECEIPT = "1234567890123456"


def texts(window: KioskWindow) -> str:
    """Every text that the outcome holds, shown or not."""
    outcome = window.screens.outcome
    held = (*outcome.findChildren(QLabel), *outcome.findChildren(QPushButton))
    return "\n".join(f"{each.text()} {each.accessibleName()}" for each in held)


def test_a_voter_sees_the_receipt_of_the_ballot_that_went_in(
    qtbot: QtBot, rich_window: KioskWindow, rich_services: Services
) -> None:
    window = rich_window
    log_in(qtbot, window)
    arrive(qtbot, window, "ballot")
    mark_and_cast(qtbot, window)
    (receipt,) = rich_services.ballots._store.read(lambda snapshot: snapshot.receipts())
    card = window.screens.outcome.receipt
    assert card.isVisible()
    assert card.number.text() == shown(receipt)
    assert not card.code.pixmap().isNull()
    leave(qtbot, window)
    assert not card.isVisibleTo(window.screens.outcome)
    assert card.code.pixmap().isNull()
    assert (card.number.accessibleName(), card.number.text()) == ("", "")
    assert shown(receipt) not in texts(window)


@pytest.mark.parametrize("way", ["results", "locked", "next outcome"])
def test_it_goes_however_the_voter_goes(qtbot: QtBot, rich_window: KioskWindow, way: str) -> None:
    window = rich_window
    window.service_calls.cast_done.emit(RECEIPT)
    assert shown(RECEIPT) in texts(window)
    match way:
        case "results":
            click(qtbot, window.screens.outcome.results_button)
            arrive(qtbot, window, "results")
        case "locked":
            window.reset()
        case _:
            window.service_calls.cast_refused.emit(PollsPaused())
    assert not window.screens.outcome.receipt.isVisibleTo(window.screens.outcome)
    assert shown(RECEIPT) not in texts(window)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_it_is_heard_digit_by_digit_and_not_by_itself(rich_window: KioskWindow, language: str) -> None:
    window = rich_window
    window.set_language(language)
    window.service_calls.cast_done.emit(RECEIPT)
    outcome = window.screens.outcome
    assert "1 2 3 4, 5 6 7 8, 9 0 1 2, 3 4 5 6" in describe(window.ui, outcome.receipt.number)
    assert window.ui.text("receipt.hear") in outcome.spoken()
    assert "1234" not in outcome.spoken()
    assert outcome.receipt.number in outcome.tab_order()
    said: list[str] = []
    window.ui.announcer.announced.connect(said.append)
    outcome.receipt.number.click()
    assert any("1 2 3 4, 5 6 7 8" in each for each in said), "by a touch, too"
    outcome.show_outcome(Outcome.NOT_CAST, PollsPaused())
    assert outcome.receipt.number not in outcome.tab_order()
    assert window.ui.text("receipt.hear") not in outcome.spoken()


def test_whoever_presses_it_has_all_of_the_time_once_more(rich_window: KioskWindow) -> None:
    rich_window.service_calls.cast_done.emit(RECEIPT)
    outcome = rich_window.screens.outcome
    for _ in range(2):  # however often
        outcome._tick()
        outcome._tick()
        assert outcome._ring.left == outcome._ring.whole - 2
        outcome.receipt.number.click()
        assert outcome._ring.left == outcome._ring.whole
