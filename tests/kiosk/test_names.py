"""Names of people, however they are written: they stand beside their box, and turn nothing around them."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from election.models import PollsState
from election.setup.life_cycle import create_election
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.texts import Unclean
from election.voters.passwords import Passwords
from kiosk.app.window import KioskWindow
from kiosk.widgets.text import breakable
from tests.kiosk.checks import settle
from tests.kiosk.conftest import PASSWORD, RICH, open_window
from tests.kiosk.test_whole_vote import arrive, click, log_in
from tests.services import Services, build_services

ARABIC, HEBREW, NFD = "محمد علي", "דוד כהן", unicodedata.normalize("NFD", "정시원")
CONTEST = {
    "title": {"ko": "회장", "en": "President"},
    "options": {"most": 1},
    "candidates": ["가람", ARABIC, f" {NFD}\u200b", f"\u202e{HEBREW}"],
}


@pytest.fixture
def services(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    with DataFolder(tmp_path / "names") as folder:
        store = JsonStore(folder)
        store.write(
            lambda transaction: create_election(transaction, {**RICH, "contests": [CONTEST]}, PollsState.OPEN)
        )
        services = build_services(store, b"k" * 32, passwords)
        services.accounts.sign_up("voter@example.org", HEBREW, PASSWORD)
        yield services
        store.close()


@pytest.fixture
def ballot(qtbot: QtBot, services: Services) -> Iterator[KioskWindow]:
    window = open_window(qtbot, services)
    log_in(qtbot, window)
    arrive(qtbot, window, "ballot")
    settle()
    yield window
    window.shut_down()


def first_ink(widget: QWidget) -> int:
    """The first column in which anything is drawn."""
    picture: QImage = widget.grab().toImage()
    ground = picture.pixel(0, 0)
    columns = range(picture.width())
    return next(x for x in columns if any(picture.pixel(x, y) != ground for y in range(picture.height())))


def test_a_name_from_right_to_left_stands_beside_its_box_as_all_do(ballot: KioskWindow) -> None:
    rows = ballot.screens.ballot.rows
    assert [row.candidate.name for row in rows] == ["가람", ARABIC, "정시원", HEBREW]
    assert max(first_ink(row.name) for row in rows) < 20


def test_so_it_does_on_the_review_and_in_the_results(qtbot: QtBot, ballot: KioskWindow) -> None:
    click(qtbot, ballot.screens.ballot.rows[1])
    click(qtbot, ballot.screens.ballot.forward_button)
    arrive(qtbot, ballot, "review")
    settle()
    (row,) = ballot.screens.review.rows
    assert first_ink(row._marks) < 20
    assert ARABIC in row.accessibleDescription()
    assert "\u2068" not in row.accessibleDescription()
    click(qtbot, ballot.screens.review.cast_button)
    arrive(qtbot, ballot, "outcome")
    click(qtbot, ballot.screens.outcome.done_button)
    click(qtbot, ballot.start.results_button)
    qtbot.waitUntil(lambda: bool(ballot.screens.results.cards))
    settle()
    (card,) = ballot.screens.results.cards
    assert max(first_ink(name) for name in card.names) < 20


def test_a_sentence_isolates_it_and_a_voice_hears_the_name_alone(qtbot: QtBot, ballot: KioskWindow) -> None:
    told: list[str] = []
    ballot.ui.announcer.told.connect(told.append)
    click(qtbot, ballot.screens.ballot.rows[1])
    qtbot.waitUntil(lambda: any(ARABIC in each for each in told))
    assert not any("\u2068" in each or "\u2069" in each for each in told)


@pytest.mark.parametrize("name", ["\u200b", "a\x00b", "two\nlines", "\u3164"])
def test_a_definition_with_a_name_that_nobody_can_read_founds_nothing(folder: DataFolder, name: str) -> None:
    store = JsonStore(folder)
    contest = {**CONTEST, "candidates": ["가람", name]}
    with pytest.raises(Unclean):
        store.write(
            lambda transaction: create_election(transaction, {**RICH, "contests": [contest]}, PollsState.OPEN)
        )
    assert store.is_new
    store.close()


def test_a_long_word_is_broken_between_letters_and_never_within_one() -> None:
    accented = "e\u0301\u0302" * 30
    assert breakable(accented) == "\u200b".join(["e\u0301\u0302"] * 30)
    family = "👩\u200d👩\u200d👧\ufe0f"
    assert breakable(family * 12) == "\u200b".join([family] * 12)
    assert breakable("a" * 30) == "\u200b".join("a" * 30)
