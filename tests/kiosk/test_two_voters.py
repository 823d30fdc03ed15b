"""Two voters, one after the other, on the election with photos: nothing the window holds tells who was there
or what they chose. What is left after one is compared with what is left after another who chose otherwise.
"""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import FunctionType, MethodType, ModuleType
from typing import Any

import pytest
from PySide6.QtCore import QAbstractAnimation, QObject, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from election.store.json.store import JsonStore
from election.voters.passwords import Passwords
from kiosk.app.window import KioskWindow
from kiosk.style.look import Contrast, Look, TextSize
from kiosk.support.background import Job
from tests.kiosk.checks import settle
from tests.kiosk.conftest import PASSWORD, sample_services
from tests.kiosk.lockdown.test_idle import Clock
from tests.kiosk.lockdown.test_idle_guard import PASSPHRASE, open_watched
from tests.kiosk.test_forgotten import go, reopen
from tests.kiosk.test_whole_vote import arrive, click, log_in
from tests.services import Services

NAMES = ("warm.up", "carolina", "beatrice")
MARKS = (((0,), (1,), (2,)), ((1,), (0, 2), (5,)), ((3,), (4, 5, 6), (38,)))
# The roll and the ballots are in there, and no screen can reach them; a clock goes on.
LEFT_OUT = (Services, JsonStore, ModuleType, type, Clock)
PLACES = {
    "x",
    "y",
    "width",
    "height",
    "minimumHeight",
    "maximumHeight",
    "minimumWidth",
    "pageStep",
    "maximum",
}


@pytest.fixture
def club(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    with sample_services(tmp_path / "club", passwords) as services:
        services.organiser.set_first(PASSPHRASE)
        for name in NAMES:
            services.accounts.sign_up(f"{name}@example.org", name, PASSWORD)
        yield services


def values(each: object) -> Iterator[tuple[str, object]]:
    """What can be reached from an object in one step: names or places, and what is there."""
    if isinstance(each, dict):
        for key, value in each.items():
            yield "key", key
            yield "value", value
    elif isinstance(each, (list, tuple, set, frozenset)):
        yield from (("item", item) for item in each)
    elif isinstance(each, MethodType):
        yield "self", each.__self__
    elif isinstance(each, FunctionType):
        for cell in each.__closure__ or ():
            try:
                yield "cell", cell.cell_contents
            except ValueError:
                continue
    elif isinstance(each, partial):
        yield from (("argument", value) for value in (each.func, *each.args, *each.keywords.values()))
    elif type(each).__module__.startswith(("kiosk", "election")):
        yield from getattr(each, "__dict__", {}).items()
        for name in getattr(type(each), "__slots__", ()):
            yield name, getattr(each, name, None)


def held_by_python(root: object) -> Iterator[str]:
    """Every plain value that can be reached from `root`, with the class and name it is kept under."""
    seen: set[int] = set()
    todo: list[tuple[str, Any]] = [("", root)]
    kept: list[object] = []  # so that no address is used twice
    while todo:
        where, each = todo.pop()
        if isinstance(each, (str, int, bytes)) or each is None:
            yield f"{where} = {each!r}"
            continue
        if id(each) in seen or isinstance(each, LEFT_OUT):
            continue
        seen.add(id(each))
        kept.append(each)
        todo.extend((f"{type(each).__name__}.{name}", value) for name, value in values(each))


def held_by_qt(window: KioskWindow) -> Iterator[str]:
    """Every plain property of every object in the window; of a page that is not shown not where things lay
    when it last was, as it is laid out anew before it is seen.
    """
    for each in (window, *window.findChildren(QObject)):
        if isinstance(each, (QTimer, QAbstractAnimation)):
            continue  # runs on
        meta = each.metaObject()
        hidden = isinstance(each, QWidget) and not each.isVisible()
        for at in range(meta.propertyCount()):
            name = meta.property(at).name()
            value = each.property(name)
            if isinstance(value, (str, int)) and not (hidden and name in PLACES):
                yield f"{type(each).__name__}.{name} = {value!r}"


def left_behind(window: KioskWindow) -> Counter[str]:
    settle()
    return Counter((*held_by_python(window), *held_by_qt(window)))


def mark(qtbot: QtBot, window: KioskWindow, name: str, marks: tuple[tuple[int, ...], ...]) -> None:
    """Log in, change the look, and mark every contest but the last page's way on."""
    window.set_language("en")
    window.set_look(Look(TextSize.LARGE, Contrast.BLACK))
    log_in(qtbot, window, f"{name}@example.org")
    arrive(qtbot, window, "ballot")
    for places in marks:
        for place in places:
            window.screens.ballot.rows[place].click()
        click(qtbot, window.screens.ballot.forward_button)
    arrive(qtbot, window, "review")


def end(qtbot: QtBot, window: KioskWindow, clock: Clock, way: str) -> None:
    """Have it be over, one way or the other, and the start be shown."""
    go(qtbot, window, clock, way)
    if way == "time is up":
        reopen(qtbot, window)
    arrive(qtbot, window, "start")
    qtbot.waitUntil(lambda: not window.findChildren(Job))


WAYS = ["cast", *(pytest.param(each, marks=pytest.mark.slow) for each in ("home", "time is up"))]


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_left_that_depends_on_who_it_was_or_what_they_chose(
    qtbot: QtBot, club: Services, way: str
) -> None:
    clock = Clock()
    window = open_watched(qtbot, club, clock)
    left = []
    for name, marks in zip(NAMES, MARKS, strict=True):
        mark(qtbot, window, name, marks)
        here = left_behind(window)
        assert any(name in each for each in here), "the search finds what is there"
        end(qtbot, window, clock, way)
        left.append(left_behind(window))
    _, one, other = left
    assert sum(one.values()) > 5_000
    assert (one - other, other - one) == (Counter(), Counter())
    assert not [each for each in other for name in NAMES if name in each]
    assert club.tally.turnout().voted == (3 if way == "cast" else 0)
    window.shut_down()
