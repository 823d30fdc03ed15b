"""How quick the table of a roll with 100,000 people is: ``python -m bench.roll_table``.

A frame is from a turn of the wheel, a jump of the bar or a letter in the field until it is painted; Qt draws
offscreen. Milliseconds of the processor, of which it takes one, so that whatever else the machine does is not
measured.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial

from bench.import_roll import PEOPLE, rows
from election.i18n.catalogue import catalogue
from election.models import Person, PollsState
from election.voters.roll import RollSize
from election.voters.search import SearchIndex, by_name
from kiosk.app.application import build_application
from kiosk.staff.roll.listed import FIELDS, listed
from kiosk.staff.roll.screen import RollScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Theme

AIMS = {"frame": 33.0, "search": 50.0, "letter to paint": 100.0, "shown": 300.0}  # ms, the 99th of 100
STEPS = 1_000
_SOUGHT = ("ㄱ", "ㄱㅎ", "ㄱㅎㄴ", "김", "김ㅎ", "김하", "0", "04", "0482", "m9", "m99", "example", "없음")


def people() -> list[Person]:
    """Return so many people, by name."""
    made = [
        Person(at, email, name, number=number, group=group)
        for at, (name, number, email, group, _) in enumerate(rows(PEOPLE)[1:], start=1)
    ]
    return sorted(made, key=by_name)


def took(deeds: Iterable[Callable[[], object]], after: Callable[[], object]) -> list[float]:
    """Return how many ms each deed takes with what comes after it."""
    found = []
    for deed in deeds:
        began = time.process_time()
        deed()
        after()
        found.append((time.process_time() - began) * 1e3)
    return found


def main() -> int:
    """Print a table; return 1 where a 99th is beyond its aim."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = build_application(catalogue(), "ko")
    fonts = application.fonts
    theme = Theme(families=fonts.families, cap_ratio=fonts.cap_ratio)
    screen = RollScreen(UiContext(catalogue(), theme, "ko"))
    screen.setStyleSheet(theme.stylesheet())
    screen.retranslate()
    screen.resize(1280, 650)
    screen.show()
    began = time.process_time()
    roll = listed(people(), RollSize(PEOPLE), PollsState.DRAFT)
    print(f"{PEOPLE:,} people, put in order in {time.process_time() - began:.1f} s in the background")
    shown = took([lambda: screen.show_roll(roll, may_undo=False)], application.processEvents)
    bar = screen.table.verticalScrollBar()
    height = screen.table.verticalHeader().defaultSectionSize()
    jumps = [bar.maximum() * at * 7_919 % (bar.maximum() + 1) for at in range(STEPS)]
    index = SearchIndex(roll.people)
    figures = {
        "shown": shown,
        "turn of the wheel": took(
            [partial(bar.setValue, at * 3 * height) for at in range(STEPS)], application.processEvents
        ),
        "jump of the bar": took([partial(bar.setValue, to) for to in jumps], application.processEvents),
        "press of a head": took(
            [partial(screen.table.head_pressed.emit, at % len(FIELDS)) for at in range(100)],
            application.processEvents,
        ),
        "letter to paint": took(
            [partial(screen.find_line.setText, text) for text in _SOUGHT * 20],
            application.processEvents,
        ),
        "search": took([partial(index.find, text) for text in _SOUGHT * 20], lambda: None),
    }
    is_quick = True
    print(f"{'ms':<20}{'p50':>8}{'p99':>8}{'worst':>8}")
    for kind, found in figures.items():
        p99 = statistics.quantiles(found, n=100, method="inclusive")[98] if len(found) > 1 else found[0]
        aim = (
            AIMS["search" if kind in ("search", "letter to paint") else "frame"] if kind != "shown" else 300.0
        )
        is_quick = is_quick and p99 <= aim
        print(f"{kind:<20}{statistics.median(found):>8.1f}{p99:>8.1f}{max(found):>8.1f}   aim: {aim:.0f}")
    return int(not is_quick)


if __name__ == "__main__":
    sys.exit(main())
