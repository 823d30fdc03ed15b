"""What is still to be done before the polls can open."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from election.election_services import ElectionServices
from election.errors import ElectionError
from election.models import PollsState
from election.services import Services
from election.setup.refusals import NotReady
from election.setup.steps import Step
from election.setup.tasks import Area, Level, TaskList
from election.setup.templates import Template
from election.store.port import Transaction
from election.voters.passwords import Passwords
from tests.election.test_library import definition, vote
from tests.services import opened


@pytest.fixture
def services(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    with opened(tmp_path / "data", passwords) as services:
        yield services


def tasks(
    services: Services, given: dict[str, Any], fill: Callable[[Transaction], None] = lambda _: None
) -> TaskList:
    with services.library.held(services.library.create(given)) as election:
        election.polls._store.write(fill)
        found = election.tasks.read()
        agrees(election, found)
        return found


def agrees(election: ElectionServices, found: TaskList) -> None:
    """What is red stands against opening, and nothing else does."""
    if found.missing():
        with pytest.raises(ElectionError) as refused:
            election.polls.open()
        assert refused.value.code in ("polls.not_ready", "polls.rule_incomplete", "polls.box_not_empty")
    else:
        fewest = min((group.people for group in found.small_groups), default=None)
        election.polls.take(Step.OPEN, small_group=fewest)


def keys(found: TaskList, area: Area, level: Level) -> list[str]:
    said = [task.text for task in found.of(area) if task.level is level]
    return [getattr(text.values.get("fault"), "key", text.key) for text in said]


def test_a_usual_one_is_ready(services: Services) -> None:
    found = tasks(services, definition("meeting"))
    assert found.is_ready
    assert {area: found.level(area) for area in Area} == {
        Area.BALLOT: Level.DONE,
        Area.RULE: Level.DONE,
        Area.WHO: Level.DONE,
        Area.CODES: Level.DONE,
        Area.OPEN: Level.LOOK,  # no closing time is announced
    }


def test_from_nothing_a_contest_is_missing(services: Services) -> None:
    with services.library.held(services.archive.from_template(Template.EMPTY)) as election:
        found = election.tasks.read()
        agrees(election, found)
    assert (found.missing(), found.missing(Area.BALLOT), found.missing(Area.RULE)) == (1, 1, 0)
    assert keys(found, Area.BALLOT, Level.MISSING) == ["ready.no_contest"]


def test_each_contest_without_candidates_is_told_with_its_id(services: Services) -> None:
    with services.library.held(services.archive.from_template(Template.OFFICERS)) as election:
        found = election.tasks.read()
        agrees(election, found)
    missing = [task for task in found.of(Area.BALLOT) if task.level is Level.MISSING]
    assert [task.contest for task in missing] == [1, 2, 3]
    assert not found.is_ready


def test_a_person_who_is_not_named_is_to_be_looked_at(services: Services) -> None:
    with services.library.held(services.archive.from_template(Template.ONE_PERSON)) as election:
        found = election.tasks.read()
        agrees(election, found)
    assert keys(found, Area.BALLOT, Level.LOOK) == ["task.nobody_named"]


def test_what_a_rule_lacks_is_red_and_what_may_not_be_meant_amber(services: Services) -> None:
    given = definition("meeting")
    given["contests"][0]["rule"] = {"ties": {"by": "order"}}
    assert keys(tasks(services, given), Area.RULE, Level.MISSING) == ["rule_missing.order"]
    given["contests"][0] |= {"rule": {}, "candidates": ["a"]}
    found = tasks(services, given)
    assert "rule_warning.one_candidate" in keys(found, Area.RULE, Level.LOOK)
    assert found.is_ready


def test_live_results_would_tell_a_turnout_that_is_for_the_staff(services: Services) -> None:
    given = definition("meeting") | {"live_results": True, "turnout_for": "staff"}
    assert keys(tasks(services, given), Area.OPEN, Level.MISSING) == ["ready.live_tells_turnout"]
    given["live_results"] = False
    assert tasks(services, given).is_ready


def test_that_markings_will_be_public_is_to_be_looked_at(services: Services) -> None:
    given = definition("meeting") | {"markings_public": True, "members_listed": True}
    found = tasks(services, given)
    assert {"task.markings_public", "task.members_listed"} <= set(keys(found, Area.OPEN, Level.LOOK))
    assert found.is_ready


def test_with_a_roll_somebody_must_be_on_it(services: Services) -> None:
    given = {**definition("meeting"), "ways_in": ["desk"]}
    assert keys(tasks(services, given), Area.WHO, Level.MISSING) == ["ready.nobody_on_roll"]
    found = tasks(services, given, lambda roll: roll.add_right(roll.add_person("", "kim", number="1"), 1))
    assert (found.people, keys(found, Area.WHO, Level.DONE)) == (1, ["task.people"])


def test_codes_are_to_be_looked_at_until_everybody_may_have_one(services: Services) -> None:
    given = {**definition("meeting"), "ways_in": ["slip"]}
    with services.library.held(services.library.create(given)) as election:
        store = election.polls._store
        store.write(lambda roll: roll.add_right(roll.add_person("", "kim", number="1"), 1))
        assert keys(election.tasks.read(), Area.CODES, Level.LOOK) == ["task.few_codes"]
        issued = election.codes.issue_slips(1, 2)
        assert election.tasks.read().codes == 0, "nobody has said yet that they came out"
        election.codes.confirm(issued.batch.id)
        found = election.tasks.read()
        assert (found.codes, keys(found, Area.CODES, Level.DONE)) == (2, ["task.codes"])


def test_a_small_group_with_a_contest_of_its_own_is_told(services: Services) -> None:
    given = definition("meeting")
    given["contests"] *= 2
    given |= {"styles": [[1], [1, 2]], "ways_in": ["desk"]}

    def fill(roll: Transaction) -> None:
        for number in range(12):
            roll.add_right(roll.add_person("", f"p{number}", number=str(number)), 2 if number < 3 else 1)

    found = tasks(services, given, fill)
    assert [(each.contest.id, each.people) for each in found.small_groups] == [(2, 3)]
    assert "task.small_group" in keys(found, Area.OPEN, Level.LOOK)


@pytest.mark.parametrize(
    ("way", "people", "told"),
    [
        ("desk", 1, ["task.few_on_roll"]),
        ("desk", 9, ["task.few_on_roll"]),
        ("desk", 10, []),
        ("sign_up", 0, []),
        ("sign_up", 3, ["task.few_signed_up"]),
    ],
)
def test_so_few_in_whole_that_a_result_could_tell_how_they_voted_are_told_of_and_may_vote(
    services: Services, way: str, people: int, told: list[str]
) -> None:
    def fill(roll: Transaction) -> None:
        for number in range(people):
            roll.add_right(roll.add_person("", f"p{number}", number=str(number)), 1)

    found = tasks(services, {**definition("meeting"), "ways_in": [way]}, fill)
    assert [key for key in keys(found, Area.OPEN, Level.LOOK) if "few" in key] == told
    assert found.is_ready, "it forbids nothing"
    assert not found.small_groups


def test_a_box_that_is_not_empty_stands_against_opening(services: Services) -> None:
    with services.library.held(services.library.create(definition("meeting"), PollsState.OPEN)) as election:
        vote(election, "kim")
        election.polls._store.write(lambda polls: polls.set_state(PollsState.DRAFT))
        found = election.tasks.read()
        agrees(election, found)
    assert keys(found, Area.OPEN, Level.MISSING) == ["error.polls.box_not_empty"]


def test_with_a_roll_that_nobody_is_on_the_polls_do_not_open(services: Services) -> None:
    given = {**definition("meeting"), "ways_in": ["code", "desk"]}
    with services.library.held(services.library.create(given)) as election, pytest.raises(NotReady):
        election.polls.open()
