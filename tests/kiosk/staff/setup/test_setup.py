"""Setting an election up: saved at once, in any order, and what is missing leads to its place."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import catalogue
from election.models import Election, PollsState, WayIn
from election.rules import AT_LEAST_THIRD, Base, TieRule
from election.services import Services
from election.setup.steps import Step
from election.setup.tasks import Area, Level
from election.setup.templates import Template
from election.voting.deciding.presets import PRESETS
from kiosk.app.window import KioskWindow
from kiosk.staff.ballot.contest import ContestPage
from kiosk.staff.ballot.contests import ContestsPage
from kiosk.staff.ballot.preview import PreviewPage
from kiosk.staff.library.page import LibraryPage
from kiosk.staff.roll.page import RollPage
from kiosk.staff.screens.panel import PanelPage
from kiosk.staff.setup.own_rule import OwnRulePage
from kiosk.staff.setup.page import SetupPage
from kiosk.staff.setup.requests import AddPerson
from kiosk.staff.setup.screen import AREAS, SetupScreen
from kiosk.staff.today.step import STEP_PAGES
from tests.election.test_library import definition
from tests.kiosk.conftest import open_window
from tests.kiosk.staff.door import PASSPHRASE, enter
from tests.kiosk.test_whole_vote import click
from tests.sampling import sampled


def begin(qtbot: QtBot, window: KioskWindow, services: Services, template: Template) -> SetupScreen:
    """Return the screen, at a new election from this template."""
    services.library.use(services.archive.from_template(template))
    enter(qtbot, window)
    return open_setup(qtbot, window)


def open_setup(qtbot: QtBot, window: KioskWindow) -> SetupScreen:
    window.staff.context.navigator.open(LibraryPage)
    window.staff.context.navigator.open(SetupPage, Area.BALLOT)
    screen = window.staff.page(SetupPage).screen
    qtbot.waitUntil(lambda: screen.isVisible() and screen.tasks is not None)
    return screen


def now(services: Services) -> Election:
    with services.library.current() as election:
        return election.polls.election()


def test_steps_are_gone_through_in_any_order_and_next_is_never_refused(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    screen = begin(qtbot, window, services, Template.OFFICERS)
    assert screen.area is Area.BALLOT
    for area in (*AREAS[1:], Area.CODES, Area.BALLOT):
        click(qtbot, screen.areas[area])
        assert [each for each, pane in screen.panes.items() if pane.isVisible()] == [area]
    for area in AREAS[1:]:
        assert screen.next_button.isEnabled()
        click(qtbot, screen.next_button)
        assert screen.area is area
    for area in reversed(AREAS[:-1]):
        click(qtbot, screen.back_button)
        assert screen.area is area
    click(qtbot, screen.back_button)
    assert not screen.isVisible()


def test_each_step_tells_what_is_missing(qtbot: QtBot, window: KioskWindow, services: Services) -> None:
    screen = begin(qtbot, window, services, Template.OFFICERS)
    missing = catalogue().text("setup.step.missing", "ko", number=1, name="투표지", count=3)
    qtbot.waitUntil(lambda: screen.areas[Area.BALLOT].text() == missing)
    for number, name in enumerate("abc", 1):
        qtbot.keyClicks(screen.ballot.cards[number].name.line, name)
        click(qtbot, screen.ballot.cards[number].add)
        qtbot.waitUntil(lambda n=number: bool(now(services).contests[n - 1].candidates))
    done = catalogue().text("setup.step", "ko", number=1, name="투표지")
    qtbot.waitUntil(lambda: screen.areas[Area.BALLOT].text() == done)


@pytest.mark.slow
def test_the_title_is_saved_while_it_is_typed(qtbot: QtBot, window: KioskWindow, services: Services) -> None:
    screen = begin(qtbot, window, services, Template.PRIZE)
    line = screen.ballot.titles["en"].line
    line.selectAll()
    qtbot.keyClicks(line, "Best film")
    qtbot.waitUntil(lambda: now(services).title.in_language("en") == "Best film")
    assert line.text() == "Best film"
    assert now(services).title.in_language("ko") == "올해의 상"


def test_who_stands_is_added_and_removed(qtbot: QtBot, window: KioskWindow, services: Services) -> None:
    screen = begin(qtbot, window, services, Template.PRIZE)
    card = screen.ballot.cards[1]
    for at, name in enumerate(("Kim", "Lee"), 1):
        qtbot.keyClicks(card.name.line, f"{name}\r")
        qtbot.waitUntil(lambda at=at: len(card.removes) == at)
    assert card.name.text() == ""
    first = now(services).contests[0].candidates[0]
    click(qtbot, card.removes[first.id])
    qtbot.waitUntil(lambda: [each.name for each in now(services).contests[0].candidates] == ["Lee"])


def test_a_name_that_cannot_be_is_told_and_nothing_changes(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    screen = begin(qtbot, window, services, Template.PRIZE)
    screen.ballot.cards[1].name.line.setText("\u200b\u0007")
    click(qtbot, screen.ballot.cards[1].add)
    qtbot.waitUntil(lambda: bool(screen.notice.plain_text()))
    assert now(services).contests[0].candidates == ()


def test_a_preset_decides_and_is_said_in_words(qtbot: QtBot, window: KioskWindow, services: Services) -> None:
    screen = begin(qtbot, window, services, Template.ONE_PERSON)
    click(qtbot, screen.areas[Area.RULE])
    assert screen.rule.presets["sole_candidate"].isChecked()
    assert not screen.rule.presets["majority_or_run_off"].isVisible(), "there is no run-off of yes and no"
    click(qtbot, screen.rule.presets["statutes"])
    qtbot.waitUntil(lambda: now(services).contests[0].rule == PRESETS["statutes"])
    qtbot.waitUntil(screen.rule.presets["statutes"].isChecked)
    window.set_language("en")
    assert "at least 2/3" in screen.rule.words.words.plain_text()
    assert "100" in screen.rule.words.numbers.plain_text()
    assert "51" in screen.rule.words.numbers.plain_text(), "more than half of a hundred"


def test_of_several_contests_one_is_chosen(qtbot: QtBot, window: KioskWindow, services: Services) -> None:
    screen = begin(qtbot, window, services, Template.OFFICERS)
    click(qtbot, screen.areas[Area.RULE])
    click(qtbot, screen.rule.contests[2])
    click(qtbot, screen.rule.presets["majority_or_run_off"])
    qtbot.waitUntil(lambda: now(services).contests[1].rule == PRESETS["majority_or_run_off"])
    assert now(services).contests[0].rule == PRESETS["most_votes"]


def test_what_decides_is_said_part_by_part(qtbot: QtBot, window: KioskWindow, services: Services) -> None:
    screen = begin(qtbot, window, services, Template.PRIZE)
    click(qtbot, screen.areas[Area.RULE])
    click(qtbot, screen.rule.own)
    own = window.staff.page(OwnRulePage).screen
    qtbot.waitUntil(lambda: own.isVisible() and "elected" in own.parts)
    assert "of" not in own.parts, "most votes have no base"
    click(qtbot, own.parts["elected"].choices["third"])
    click(qtbot, own.parts["of"].choices["cast"])
    click(qtbot, own.parts["ties"].choices["run_off"])  # each goes on from the one before, kept or not yet
    qtbot.waitUntil(lambda: now(services).contests[0].rule.ties.rule is TieRule.RUN_OFF)
    rule = now(services).contests[0].rule
    assert rule.threshold is not None
    assert (rule.threshold.share, rule.threshold.base, rule.ties.rule) == (
        AT_LEAST_THIRD, Base.CAST, TieRule.RUN_OFF
    )  # fmt: skip
    click(qtbot, own.back_button)
    qtbot.waitUntil(screen.rule.own.isChecked)


def test_who_votes_is_chosen(qtbot: QtBot, window: KioskWindow, services: Services) -> None:
    screen = begin(qtbot, window, services, Template.PRIZE)
    click(qtbot, screen.areas[Area.WHO])
    assert screen.who.sign_up.isChecked()
    click(qtbot, screen.who.roll)
    qtbot.waitUntil(lambda: now(services).ways_in == (WayIn.SLIP,))
    qtbot.waitUntil(screen.who.ways[WayIn.DESK].isVisible)
    click(qtbot, screen.who.ways[WayIn.DESK])
    qtbot.waitUntil(lambda: now(services).ways_in == (WayIn.SLIP, WayIn.DESK))
    for way in (WayIn.SLIP, WayIn.DESK):  # one there must be
        click(qtbot, screen.who.ways[way])
    qtbot.waitUntil(lambda: now(services).ways_in == (WayIn.DESK,))
    click(qtbot, screen.who.sign_up)
    qtbot.waitUntil(lambda: now(services).ways_in == (WayIn.SIGN_UP,))


def test_passwords_on_phones_are_allowed_with_a_warning(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    screen = begin(qtbot, window, services, Template.OFFICERS)
    click(qtbot, screen.areas[Area.WHO])
    click(qtbot, screen.who.sign_up)
    qtbot.waitUntil(lambda: now(services).ways_in == (WayIn.SIGN_UP,))
    qtbot.waitUntil(screen.who.phones.isVisible)
    assert not screen.who.phones.isChecked()
    assert "엿볼 수 있습니다" in screen.who.phones.accessibleName()
    click(qtbot, screen.who.phones)
    qtbot.waitUntil(lambda: now(services).passwords_over_http)
    click(qtbot, screen.who.roll)  # by slips, to begin with
    qtbot.waitUntil(screen.who.phones.isHidden)
    click(qtbot, screen.who.ways[WayIn.PASSWORD])
    qtbot.waitUntil(screen.who.phones.isVisible)
    click(qtbot, screen.who.phones)
    qtbot.waitUntil(lambda: not now(services).passwords_over_http)


@pytest.mark.slow
def test_changes_are_made_in_the_order_they_were_asked_for(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    screen = begin(qtbot, window, services, Template.DELEGATES)
    names = [f"name {number}" for number in range(12)]
    for name in names:
        qtbot.keyClicks(screen.ballot.cards[1].name.line, f"{name}\r")
    qtbot.waitUntil(lambda: len(screen.ballot.cards[1].removes) == len(names))
    assert [each.name for each in now(services).contests[0].candidates] == names


def test_the_steps_lead_to_the_pages_of_contests_preview_and_roll(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    screen = begin(qtbot, window, services, Template.PRIZE)
    qtbot.keyClicks(screen.ballot.cards[1].name.line, "Kim")
    for button, page in (
        (screen.ballot.contests_button, ContestsPage),
        (screen.ballot.preview_button, PreviewPage),
    ):
        click(qtbot, button)
        qtbot.waitUntil(window.staff.page(page).screen.isVisible)
        window.staff.context.navigator.back()
        qtbot.waitUntil(lambda: screen.isVisible() and screen.area is Area.BALLOT)
    qtbot.waitUntil(lambda: [each.name for each in now(services).contests[0].candidates] == ["Kim"])
    click(qtbot, screen.areas[Area.WHO])
    click(qtbot, screen.who.roll)
    qtbot.waitUntil(screen.who.roll_button.isVisible)
    click(qtbot, screen.who.roll_button)
    qtbot.waitUntil(window.staff.page(RollPage).screen.isVisible)


@pytest.mark.slow
def test_a_contest_leads_to_what_decides_it(qtbot: QtBot, window: KioskWindow, services: Services) -> None:
    begin(qtbot, window, services, Template.PRIZE)
    window.staff.context.navigator.open(ContestPage, (services.library.current_id, 1))
    contest = window.staff.page(ContestPage).screen
    qtbot.waitUntil(lambda: contest.isVisible() and contest.contest is not None)
    click(qtbot, contest.rule_button)
    own = window.staff.page(OwnRulePage).screen
    qtbot.waitUntil(lambda: own.isVisible() and "elected" in own.parts)
    click(qtbot, own.parts["elected"].choices["more_than_half"])
    qtbot.waitUntil(lambda: now(services).contests[0].rule.threshold is not None)


def test_what_is_missing_leads_to_its_place_and_stands_against_opening(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    screen = begin(qtbot, window, services, Template.PRIZE)
    click(qtbot, screen.areas[Area.OPEN])
    click(qtbot, screen.next_button)
    wanted = catalogue().text("setup.not_ready", "ko", count=1)
    qtbot.waitUntil(lambda: screen.notice.plain_text() == wanted)
    row = screen.check.rows[0]
    assert row.task.level is Level.MISSING
    click(qtbot, row)
    assert screen.area is Area.BALLOT


@pytest.mark.slow
def test_in_a_small_group_the_number_is_typed_before_opening(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    given = definition("meeting")
    given["contests"] *= 2
    services.library.use(services.library.create({**given, "styles": [[1], [1, 2]], "ways_in": ["desk"]}))
    with services.library.current() as election:
        store = election.polls._store
        for number in range(12):
            person = store.write(lambda roll, n=number: roll.add_person("", f"p{n}", number=str(n)))
            store.write(lambda roll, p=person, n=number: roll.add_right(p, 2 if n < 3 else 1))
    enter(qtbot, window)
    screen = open_setup(qtbot, window)
    click(qtbot, screen.areas[Area.OPEN])
    confirm = window.staff.page(STEP_PAGES[Step.OPEN]).screen
    click(qtbot, screen.next_button)
    qtbot.waitUntil(confirm.isVisible)
    confirm.passphrase.line.setText(PASSPHRASE)
    for typed in ("", "12"):
        confirm.small.line.setText(typed)
        click(qtbot, confirm.submit)
        assert confirm.small.problem.plain_text()
        assert now(services).state is PollsState.DRAFT
    confirm.small.line.setText("3")
    click(qtbot, confirm.submit)
    qtbot.waitUntil(lambda: now(services).state is PollsState.OPEN)


@pytest.mark.slow
def test_it_is_tried_out_in_a_practice_copy(qtbot: QtBot, window: KioskWindow, services: Services) -> None:
    screen = begin(qtbot, window, services, Template.MOTION)
    real = services.library.current_id
    click(qtbot, screen.areas[Area.OPEN])
    click(qtbot, screen.check.try_out)
    qtbot.waitUntil(lambda: window.start.isVisible() and window.practice_band.isVisible())
    assert services.library.is_practice
    assert now(services).state is PollsState.OPEN
    assert real is not None
    services.library.use(real)
    assert now(services).state is PollsState.DRAFT


def test_what_was_typed_for_one_election_never_goes_to_another(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    screen = begin(qtbot, window, services, Template.PRIZE)
    qtbot.keyClicks(screen.ballot.titles["en"].line, "typed")
    qtbot.keyClicks(screen.ballot.cards[1].name.line, "Kim")
    services.library.use(services.archive.from_template(Template.DELEGATES))
    qtbot.waitUntil(lambda: screen.title.plain_text() == "대의원 선거")
    assert screen.ballot.cards[1].name.text() == ""
    click(qtbot, screen.later_button)
    qtbot.waitUntil(window.staff.page(LibraryPage).screen.isVisible)
    window.background.close()
    assert now(services).title.in_language("en") == "Election of delegates"
    assert now(services).contests[0].candidates == ()


def test_nothing_is_changed_before_it_is_known_which_election_is_shown(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    screen = begin(qtbot, window, services, Template.PRIZE)
    first = services.library.current_id
    assert first is not None
    click(qtbot, screen.later_button)
    services.library.use(services.archive.from_template(Template.DELEGATES))
    window.staff.context.navigator.open(SetupPage, Area.BALLOT)
    screen.asked.emit(AddPerson(1, "Kim"))  # pressed while the one before is still to be seen
    qtbot.waitUntil(lambda: screen.title.plain_text() == "대의원 선거")
    window.background.close()
    with services.library.held(first) as election:
        assert election.polls.election().contests[0].candidates == ()
    assert now(services).contests[0].candidates == ()


@pytest.fixture
def restart(qtbot: QtBot, services: Services) -> Iterator[list[KioskWindow]]:
    windows: list[KioskWindow] = []
    yield windows
    for window in windows:
        window.shut_down()


@pytest.mark.slow
@pytest.mark.parametrize("area", sampled(AREAS, 2))
def test_whoever_leaves_at_any_step_finds_all_of_it_again(
    qtbot: QtBot, window: KioskWindow, services: Services, restart: list[KioskWindow], area: Area
) -> None:
    """Somebody types a title and a name and goes on to a step; there the program ends. Nothing was pressed to
    save it.
    """
    screen = begin(qtbot, window, services, Template.PRIZE)
    screen.ballot.titles["ko"].line.selectAll()
    qtbot.keyClicks(screen.ballot.titles["ko"].line, "Prize")
    qtbot.keyClicks(screen.ballot.cards[1].name.line, "Kim")
    click(qtbot, screen.areas[area])
    if area is Area.RULE:
        click(qtbot, screen.rule.presets["majority_or_run_off"])
    if area is Area.WHO:
        click(qtbot, screen.who.roll)
    window.shut_down()
    restart.append(open_window(qtbot, services))
    enter(qtbot, restart[0])
    again = open_setup(qtbot, restart[0])
    election = now(services)
    assert election.title.in_language("ko") == "Prize"
    assert [each.name for each in election.contests[0].candidates] == ["Kim"]
    if area is Area.RULE:
        assert election.contests[0].rule == PRESETS["majority_or_run_off"]
    if area is Area.WHO:
        assert WayIn.SIGN_UP not in election.ways_in
    assert again.ballot.titles["ko"].text() == "Prize"


@pytest.mark.slow
def test_leaving_for_later_or_by_the_time_out_keeps_what_was_typed(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    screen = begin(qtbot, window, services, Template.PRIZE)
    qtbot.keyClicks(screen.ballot.cards[1].name.line, "Kim")
    click(qtbot, screen.later_button)
    qtbot.waitUntil(lambda: len(now(services).contests[0].candidates) == 1)
    assert window.staff.page(LibraryPage).screen.isVisible()
    window.staff.context.navigator.open(SetupPage)
    qtbot.waitUntil(lambda: screen.tasks is not None)
    qtbot.keyClicks(screen.ballot.cards[1].name.line, "Lee")
    window.reset()
    qtbot.waitUntil(lambda: len(now(services).contests[0].candidates) == 2)
    assert screen.ballot.cards[1].name.text() == ""


def test_once_the_polls_are_open_it_leads_to_the_day(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    screen = begin(qtbot, window, services, Template.MOTION)
    with services.library.current() as election:
        election.polls.open()
    qtbot.waitUntil(lambda: not screen.isVisible())
    click(qtbot, window.voter_flow.here.back_button)
    assert window.staff.page(LibraryPage).screen.isVisible()
    assert not window.staff.page(PanelPage).screen.isVisible()
