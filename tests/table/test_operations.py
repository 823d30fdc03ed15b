"""The table of `expected`, cell by cell, at the services and at the command line."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cli.tasks import Call, answer, request, unpack
from election.errors import ElectionError
from election.models import PollsState
from election.voters.passwords import Passwords
from tests.services import Services
from tests.table.expected import ROWS
from tests.table.operations import OPERATIONS, Operation
from tests.table.world import World, opened_copy

DONE = "ok"


class Copies:
    """Services over copies of the election in one state: the same one again until something changed it."""

    def __init__(self, world: World, folder: Path, passwords: Passwords) -> None:
        self._world, self._folder, self._passwords = world, folder, passwords
        self._stack, self._kept = ExitStack(), dict[str, Services]()
        self._made = 0

    def of(self, state: str) -> tuple[Services, World]:
        """Return services in this state, and the world with an empty stick to copy to."""
        if state not in self._kept:
            self._made += 1
            into = self._folder / f"data-{self._made}"
            self._kept[state] = self._stack.enter_context(
                opened_copy(self._world, state, into, self._passwords)
            )
        stick = self._folder / f"stick-{self._made}"
        stick.mkdir(exist_ok=True)
        return self._kept[state], replace(self._world, stick=stick)

    def drop(self) -> None:
        """Close them: the next ones are as the election was at first."""
        self._kept.clear()
        self._stack.close()


@contextmanager
def copies_of(world: World, folder: Path, passwords: Passwords) -> Iterator[Copies]:
    copies = Copies(world, folder, passwords)
    try:
        yield copies
    finally:
        copies.drop()


def at_service(operation: Operation, services: Services, world: World) -> str:
    assert operation.service is not None
    try:
        operation.service(services, world)
    except ElectionError as error:
        return error.code
    return DONE


def at_command(operation: Operation, services: Services, world: World) -> str:
    assert operation.command is not None
    call: Call[Any] = operation.command(world)
    match unpack(answer(services, request(call, "en", None))):
        case {"value": _}:
            return DONE
        case {"refused": {"code": str(code), "exit_code": 10}}:
            return code
        case told:
            return str(told)


DOORS = {"service": at_service, "command": at_command}


def test_every_operation_has_a_row() -> None:
    assert [operation.name for operation in OPERATIONS] == list(ROWS)
    assert all(set(row) == set(PollsState) for row in ROWS.values())


@pytest.mark.parametrize("door", ["service", pytest.param("command", marks=pytest.mark.slow)])
@pytest.mark.parametrize("state", PollsState)
def test_every_operation_is_done_or_refused_as_the_table_says(
    world: World, tmp_path: Path, passwords: Passwords, state: PollsState, door: str
) -> None:
    offered = [each for each in OPERATIONS if getattr(each, door) is not None]
    found = {}
    with copies_of(world, tmp_path, passwords) as copies:
        for operation in offered:
            services, at = copies.of(
                "bare" if operation.before_codes and state is PollsState.DRAFT else state
            )
            before = services.polls.status(), services.polls.acts(), services.codes.account()
            found[operation.name] = DOORS[door](operation, services, at)
            if found[operation.name] == DONE and not operation.reads:
                copies.drop()
            else:
                after = services.polls.status(), services.polls.acts(), services.codes.account()
                assert after == before, f"{operation.name} left something behind"
    assert found == {each.name: ROWS[each.name][state] for each in offered}
