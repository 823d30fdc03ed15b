"""Who was there, and what they marked, is nowhere in the program's memory once they have gone: not in the
window, and not in what no screen holds any more, such as work that was done, a call that was to come, or the
traceback of a refusal. The roll and the ballots themselves are the services', and no screen can reach them.
"""

import gc
import secrets
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType

import pytest
from PySide6.QtCore import QAbstractItemModel, QObject
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from election.models import Candidate, Voter
from election.voters.passwords import Passwords
from kiosk.app.window import KioskWindow
from kiosk.staff.screens.panel import PanelPage
from kiosk.support.background import Job
from kiosk.voter.contests.view import Touch
from kiosk.voter.service_calls import Admission
from kiosk.widgets.ballot.candidate import CandidateRow
from kiosk.widgets.buttons.markable import MarkBox
from tests.kiosk.checks import settle
from tests.kiosk.conftest import sample_services
from tests.kiosk.lockdown.test_idle import PERIOD, QUESTION, Clock
from tests.kiosk.lockdown.test_idle_guard import PASSPHRASE, enter, open_watched, pass_time
from tests.kiosk.test_no_trace import texts_copied, texts_of_qt
from tests.kiosk.test_whole_vote import arrive, click
from tests.services import Services

# Of the one, the several and the forty: places on the ballot.
MARKS = ((2,), (1, 4, 7), (33,))
CONTAINERS = (dict, tuple)
# What holds nothing of a voter by itself: most of what there is.
PLAIN = frozenset(
    (int, float, bool, type(None), type, FunctionType, BuiltinFunctionType, CodeType, ModuleType)
)
OF_A_VOTER = (Voter, Admission, Touch)
NOT_GONE_INTO = (ModuleType, type, FunctionType, BuiltinFunctionType, MethodType, CodeType, QObject)


@dataclass(frozen=True, slots=True)
class Person:
    """A voter whom nothing else in memory resembles."""

    name: str = field(default_factory=lambda: f"nm{secrets.token_hex(6)}")
    account: str = field(default_factory=lambda: f"ml{secrets.token_hex(6)}")
    password: str = field(default_factory=lambda: f"pw {secrets.token_hex(6)}")

    @property
    def email(self) -> str:
        return f"{self.account}@example.org"

    def in_text(self, text: str | bytes) -> bool:
        told = text if isinstance(text, str) else text.decode("utf-8", "replace")
        # Written out, as it is asked of every text in memory.
        return self.name in told or self.account in told or self.password in told


@pytest.fixture
def club(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    with sample_services(tmp_path / "club", passwords) as services:
        services.organiser.set_first(PASSPHRASE)
        yield services


def of_the_services(services: Services) -> set[int]:
    """The addresses of all that the services hold: the roll and the ballots are in there."""
    known: set[int] = set()
    todo: list[object] = [services]
    while todo:
        each = todo.pop()
        if id(each) in known or isinstance(each, NOT_GONE_INTO):
            continue
        known.add(id(each))
        todo.extend(gc.get_referents(each))
    return known


def kept(services: Services) -> Iterator[tuple[object, object]]:
    """Everything in memory that holds something, and what it holds; without the services and this test."""
    gc.collect()
    known = of_the_services(services)
    for owner in gc.get_objects():
        if id(owner) not in known and not isinstance(owner, Person):
            for value in held_by(owner):
                if type(value) not in PLAIN:
                    yield owner, value


def held_by(owner: object) -> list[object]:
    """What an object holds, and what is in containers of plain values: the collector does not list those."""
    values = gc.get_referents(owner)
    for value in values:  # it grows on the way
        if isinstance(value, CONTAINERS) and not gc.is_tracked(value):
            values += gc.get_referents(value)
    return values


def in_memory(services: Services, person: Person, chosen: frozenset[int], others: list[object]) -> list[str]:
    """What is there of a person and of whom they marked, and in what; `others` were there before."""
    found = []
    for owner, value in kept(services):
        kind = type(value)
        if isinstance(value, str | bytes) and person.in_text(value):
            found.append(f"{type(owner).__name__} holds the text")
        elif isinstance(value, tuple | list | set | frozenset) and holds_the_marks(value, chosen):
            found.append(f"{type(owner).__name__} holds the marks in a {kind.__name__}")
        elif isinstance(value, OF_A_VOTER) and not any(value is each for each in others):
            found.append(f"{type(owner).__name__} holds a {kind.__name__}")
    return found


def holds_the_marks(value: Collection[object], chosen: frozenset[int]) -> bool:
    """Whether these are the candidates, or their ids, who were marked where several can be."""
    if len(value) != len(chosen) or value is chosen:
        return False
    ids = {
        each.id if isinstance(each, Candidate) else each for each in value if type(each) in (int, Candidate)
    }
    return ids == chosen


def in_qt(person: Person) -> list[str]:
    """What is there of a person in any widget, of any window, its undo steps included, and the clipboard."""
    windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, KioskWindow)]
    texts = [text for window in windows for text in texts_of_qt(window)]
    return [text for text in (*texts, *texts_copied()) if person.in_text(text)]


def come(qtbot: QtBot, window: KioskWindow, person: Person) -> None:
    """Be refused first, with a password that nobody knows yet, and then sign up."""
    click(qtbot, window.start.ways["log_in"])
    log_in = window.screens.log_in
    qtbot.keyClicks(log_in.email.line, person.email)
    qtbot.keyClicks(log_in.password.line, person.password)
    click(qtbot, log_in.submit)
    qtbot.waitUntil(lambda: bool(log_in.notice.plain_text()))
    click(qtbot, log_in.other_button)
    form = window.screens.sign_up
    qtbot.keyClicks(form.name.line, person.name)
    form.name.line.selectAll()
    form.name.line.copy()
    form.email.line.clear()
    qtbot.keyClicks(form.email.line, person.email)
    qtbot.keyClicks(form.password.line, person.password)
    click(qtbot, form.password.reveal)
    click(qtbot, form.submit)
    arrive(qtbot, window, "ballot")


def mark(qtbot: QtBot, window: KioskWindow) -> frozenset[int]:
    """Mark every contest; return who was marked where several can be."""
    ballot = window.screens.ballot
    several: frozenset[int] = frozenset()
    for places in MARKS:
        for place in places:
            ballot.rows[place].click()
        marked = frozenset(row.candidate.id for row in ballot.rows if row.isChecked())
        assert len(marked) == len(places)
        several = max(several, marked, key=len)
        click(qtbot, ballot.forward_button)
    arrive(qtbot, window, "review")
    return several


def go(qtbot: QtBot, window: KioskWindow, clock: Clock, way: str) -> None:
    """Have the voter's time be over."""
    if way == "cast":
        click(qtbot, window.screens.review.cast_button)
        arrive(qtbot, window, "outcome")
        click(qtbot, window.screens.outcome.done_button)
    elif way == "home":
        click(qtbot, window.header.home_button)
    else:
        pass_time(window, clock, PERIOD + QUESTION)
        assert window.overlays.is_locked
    qtbot.waitUntil(lambda: not window.findChildren(Job))
    settle()


def reopen(qtbot: QtBot, window: KioskWindow) -> None:
    """The staff come to the locked kiosk."""
    click(qtbot, window.overlays.locked.staff_button)
    enter(qtbot, window)
    qtbot.waitUntil(window.staff.page(PanelPage).screen.isVisible)
    click(qtbot, window.staff.page(PanelPage).screen.done_button)


def check_nobody_is_there(window: KioskWindow, person: Person) -> None:
    assert in_qt(person) == []
    assert window.session.voter is None
    assert window.session.markings() == {}
    assert window.findChildren(CandidateRow) == []
    voters = (window.screens.ballot, window.screens.review, window.screens.sign_up, window.screens.log_in)
    assert not [each for page in voters for each in page.findChildren(QAbstractButton) if each.isChecked()]
    assert window.findChildren(QAbstractItemModel) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "way", ["time is up", *(pytest.param(each, marks=pytest.mark.slow) for each in ("cast", "home"))]
)
def test_the_first_voter_is_nowhere(
    qtbot: QtBot,
    club: Services,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    way: str,
) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _clipboard: True)  # offscreen never knows
    clock, first = Clock(), Person()
    others = [each for each in gc.get_objects() if isinstance(each, OF_A_VOTER)]
    window = open_watched(qtbot, club, clock)
    come(qtbot, window, first)
    chosen = mark(qtbot, window)
    there = in_memory(club, first, chosen, others)
    assert {f"holds {what}" in " ".join(there) for what in ("the text", "the marks", "a Voter")} == {True}
    assert in_qt(first)
    go(qtbot, window, clock, way)
    assert in_memory(club, first, chosen, others) == []
    check_nobody_is_there(window, first)
    if way == "time is up":
        reopen(qtbot, window)
    arrive(qtbot, window, "start")
    come(qtbot, window, Person())
    assert not any(row.isChecked() for row in window.screens.ballot.rows)
    assert not any(box.marked for box in window.screens.ballot.findChildren(MarkBox))
    assert in_qt(first) == []
    assert club.tally.turnout().voted == (way == "cast")
    assert not first.in_text(caplog.text)
    window.shut_down()
