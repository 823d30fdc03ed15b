"""What the page for setting up asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from election.models import Contest
from election.setup.tasks import Area
from kiosk.staff.page import StaffPage


@dataclass(frozen=True, slots=True)
class Show:
    """An area is to be shown."""

    area: Area


@dataclass(frozen=True, slots=True)
class Later:
    """The rest is for another time."""


@dataclass(frozen=True, slots=True)
class Forward:
    """The next area is to be shown; from the last one the polls are to be opened."""


@dataclass(frozen=True, slots=True)
class SetElection:
    """Fields of the election are to have these values."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SetContest:
    """Fields of a contest are to have these values."""

    contest: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AddPerson:
    """Somebody is to stand in a contest."""

    contest: int
    name: str


@dataclass(frozen=True, slots=True)
class RemovePerson:
    """Somebody is not to stand any more."""

    candidate: int


@dataclass(frozen=True, slots=True)
class SayRule:
    """What decides this contest is to be said part by part."""

    contest: Contest


@dataclass(frozen=True, slots=True)
class Visit:
    """Another page of the staff is to be opened, of the election that is set up."""

    page: type[StaffPage]


@dataclass(frozen=True, slots=True)
class TryOut:
    """The election is to be tried out: a practice copy, open at once."""
