"""Who is on the roll."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the roll. `password` is the hash that is kept."""

    id: int
    email: str
    name: str
    password: str


class PeopleSnapshot(Protocol):
    """The roll as a reader sees it."""

    def person(self, person_id: int) -> Person | None:
        """Return who has this id, or None."""

    def person_by_email(self, email: str) -> Person | None:
        """Return who has this e-mail address, in the form it is kept in, or None."""


class PeopleTransaction(PeopleSnapshot, Protocol):
    """The roll as one transaction changes it."""

    def add_person(self, email: str, name: str, password: str) -> int:
        """Put somebody on the roll and return their id, which is random. Raises EmailTaken."""
