"""What the pictures show of the event log and of what observers see. All made up."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from election.admin.log_heads import FoundFault, LogFault
from election.log_models import Act, LogHead, LogLine
from election.models import PollsState
from election.records.key import fingerprint
from election.records.log import CheckedLog
from election.store.log_chain import log_start, next_hash
from kiosk.app.window import KioskWindow
from kiosk.staff.log.observer import Observed, ObserverPage
from kiosk.staff.log.page import LogPage
from tools.staff_states import status

_BEGAN = datetime(2026, 11, 27, 19, 30).astimezone()
_DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_PROGRAM = {"version": "0.1.0", "digest": _DIGEST}
_ACTS: tuple[tuple[str, str, str, Mapping[str, Any]], ...] = (
    ("program", "program.started", "", {**_PROGRAM, "before": "first"}),
    ("organiser", "passphrase.set", "", {"whose": "organiser"}),
    ("organiser", "roll.imported", "", {"added": 367, "changed": 0, "removed": 0}),
    ("organiser", "codes.made", "", {"batch": 1, "count": 367}),
    ("organiser", "file.made", "", {"kind": "codes"}),
    ("organiser", "file.printed", "", {"document": "commitment"}),
    ("organiser", "backup.begun", "", {"form": "encrypted"}),
    ("program", "program.stopped", "", {}),
    ("program", "program.started", "", {**_PROGRAM, "before": "stopped"}),
    (
        "organiser",
        "polls.opened",
        "",
        {
            "definition": _DIGEST,
            "roll": 367,
            "contests": {"1": 367, "2": 367, "3": 188},
            "ballots": 0,
            "marks": 0,
            "receipts": 0,
            "key": fingerprint(bytes(32)),
            "program": _PROGRAM,
        },
    ),
    ("organiser", "log_in.failed", "", {"code": 3, "organiser": 1}),
    ("organiser", "desk.totals", "", {"came": 141, "slips_given": 141, "slips_void": 2, "slips_replaced": 2}),
    ("organiser", "polls.paused", "강당에 정전이 있었습니다", {"marks": 141, "digest": _DIGEST}),
    ("organiser", "polls.resumed", "", {"digest": _DIGEST, "same": True}),
)


def _log() -> CheckedLog:
    lines: list[LogLine] = []
    before = log_start("made up")
    for number in range(1, 49):
        role, what, why, data = _ACTS[(number - 1) % len(_ACTS)]
        when = (_BEGAN + timedelta(minutes=17 * number)).isoformat(timespec="seconds")
        before = next_hash(before, f"{number}")
        lines.append(LogLine(number, Act(role, what, why, when, data=data), what, before))
    return CheckedLog(tuple(lines), LogHead(len(lines), before), ())


def log(window: KioskWindow) -> None:
    """A log that holds, and one of its lines."""
    page = window.staff.page(LogPage)
    page.screen.show_log(_log())
    page.screen.table.select(1)
    window.voter_flow.go(page.screen)


def found(window: KioskWindow) -> None:
    """Lines that were found."""
    log(window)
    window.staff.page(LogPage).screen.find_line.setText("2026")


def broken(window: KioskWindow) -> None:
    """A log with which somebody has tampered."""
    page = window.staff.page(LogPage)
    faults = (FoundFault(LogFault.CHANGED, 12), FoundFault(LogFault.CUT_OFF, 53))
    page.screen.show_log(replace(_log(), faults=faults))
    window.voter_flow.go(page.screen)


def empty(window: KioskWindow) -> None:
    """Nothing was noted yet."""
    page = window.staff.page(LogPage)
    page.screen.show_log(CheckedLog((), LogHead(0, log_start("made up")), ()))
    window.voter_flow.go(page.screen)


def observer(window: KioskWindow) -> None:
    """Polls that are open."""
    _observe(window, Observed(status(PollsState.OPEN), 140, _log().head, True, fingerprint(bytes(32))))  # noqa: FBT003 - it holds


def observer_for_staff(window: KioskWindow) -> None:
    """The turnout is for staff, and somebody has tampered with the log."""
    _observe(window, Observed(status(PollsState.PAUSED), None, _log().head, False, fingerprint(bytes(32))))  # noqa: FBT003 - it does not


def _observe(window: KioskWindow, seen: Observed) -> None:
    page = window.staff.page(ObserverPage)
    page.screen.show_observed(seen)
    window.voter_flow.go(page.screen)
