"""What the pictures show of setting an election up. All made up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from election.errors import Message
from election.models import LocalText, PollsState, Privacy, Prolongation, WayIn
from election.setup.life_cycle import read_definition
from election.setup.readiness import SmallGroup
from election.setup.tasks import Area, Level, Task, TaskList
from election.setup.templates import Template, template_definition
from kiosk.app.window import KioskWindow
from kiosk.staff.setup.own_rule import OwnRulePage
from kiosk.staff.setup.page import SetupPage
from kiosk.staff.setup.times import TimesPage

_ONE = read_definition(template_definition(Template.ONE_PERSON), PollsState.DRAFT).election
_OFFICERS = read_definition(template_definition(Template.OFFICERS), PollsState.DRAFT).election


def _tasks(*, officers: bool = False, roll: bool = False) -> TaskList:
    election = _OFFICERS if officers else _ONE
    if roll:
        election = replace(election, ways_in=(WayIn.SLIP, WayIn.DESK))
    title = election.contests[0].title
    nobody = "ready.no_candidates" if officers else "task.nobody_named"
    level = Level.MISSING if officers else Level.LOOK
    tasks = (
        Task(Area.BALLOT, level, Message("ready.in_contest", {"title": title, "fault": Message(nobody)}), 1),
        Task(
            Area.RULE,
            Level.DONE,
            Message("ready.in_contest", {"title": title, "fault": Message("task.rule")}),
            1,
        ),
        Task(
            Area.WHO, Level.DONE, Message("task.people", {"count": 367}) if roll else Message("task.sign_up")
        ),
        Task(Area.CODES, Level.LOOK, Message("task.few_codes", {"count": 0, "people": 367}))
        if roll
        else Task(Area.CODES, Level.DONE, Message("task.no_codes")),
        Task(Area.OPEN, Level.DONE, Message("task.box_empty")),
        Task(Area.OPEN, Level.LOOK, Message("task.no_closing_time")),
    )
    small = (SmallGroup(election.contests[0], 7),) if roll else ()
    return TaskList(election, tasks, 367 if roll else 0, 0, small)


def at(area: Area, *, officers: bool = False, roll: bool = False) -> Callable[[KioskWindow], None]:
    """One of the areas."""

    def prepare(window: KioskWindow) -> None:
        screen = window.staff.page(SetupPage).screen
        screen.show_tasks(_tasks(officers=officers, roll=roll))
        screen.show_area(area)
        window.voter_flow.go(screen)

    return prepare


def own_rule(window: KioskWindow) -> None:
    """What decides, part by part."""
    screen = window.staff.page(OwnRulePage).screen
    screen.show_contest(_tasks(roll=True), _ONE.contests[0])
    window.voter_flow.go(screen)


def not_ready(window: KioskWindow) -> None:
    """The polls are to be opened, and something is missing."""
    at(Area.OPEN, officers=True)(window)
    window.staff.page(SetupPage).screen.say(Message("setup.not_ready", {"count": 1}))


def times(window: KioskWindow) -> None:
    """Times and other settings."""
    screen = window.staff.page(TimesPage).screen
    screen.show_election(_ONE)
    window.voter_flow.go(screen)


def declared(window: KioskWindow) -> None:
    """How far the closing may be put off, and what people are told of their data; a number is too great."""
    screen = window.staff.page(TimesPage).screen
    purpose = LocalText.of({"ko": "선거인 확인", "en": "To know who may vote"})
    keeper = LocalText.of({"ko": "선거관리위원회", "en": "The election committee"})
    privacy = Privacy(purpose, keeper, date(2027, 1, 31))
    screen.show_election(replace(_ONE, prolongation=Prolongation(60), privacy=privacy))
    window.voter_flow.go(screen)
    screen.declared.fields["times"].line.setText("12")
    screen.save_declared()
    screen.declared.fields["until"].line.setFocus()


STATES: dict[str, Callable[[KioskWindow], None]] = {
    "setup-ballot": at(Area.BALLOT),
    "setup-ballot-several": at(Area.BALLOT, officers=True),
    "setup-rule": at(Area.RULE),
    "setup-rule-several": at(Area.RULE, officers=True),
    "setup-who": at(Area.WHO),
    "setup-who-roll": at(Area.WHO, roll=True),
    "setup-codes": at(Area.CODES, roll=True),
    "setup-open": at(Area.OPEN),
    "setup-open-roll": at(Area.OPEN, roll=True),
    "setup-not-ready": not_ready,
    "setup-own": own_rule,
    "setup-times": times,
    "setup-declared": declared,
}
