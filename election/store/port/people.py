"""Who is on the roll, and in which contests the groups of it vote."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from election.models import Person


class PeopleSnapshot(Protocol):
    """The roll as a reader sees it."""

    def person(self, person_id: int) -> Person | None:
        """Return who has this id, or None."""

    def person_by_email(self, email: str) -> Person | None:
        """Return who has this e-mail address, in the form it is kept in, or None."""

    def person_by_number(self, number: str) -> Person | None:
        """Return who has this number, however it is written (`texts.number_key`), or None."""

    def people(self) -> Iterable[Person]:
        """Return everybody, by id, as they are now. Reading them out takes long with many and may be left
        until after the read.
        """

    def roll_version(self) -> object:
        """Return something that is equal as long as nobody on the roll changed, and this is the same store
        at work.
        """

    def group_styles(self) -> Mapping[str, int]:
        """Return the style of each group that was given one; all others have the election's first."""

    def roll_before(self) -> Sequence[tuple[int, Person | None]]:
        """Return who the last import changed, by their ids: as they were before, or None where it added them.
        Nothing where there was none, or it is not to be undone any more.
        """


class PeopleTransaction(PeopleSnapshot, Protocol):
    """The roll as one transaction changes it."""

    def add_person(
        self, email: str, name: str, password: str = "", *, number: str = "", group: str = ""
    ) -> int:
        """Put somebody on the roll and return their id, which is random. Raises EmailTaken or NumberTaken."""

    def correct_person(self, person: Person) -> None:
        """Keep `person` in place of who has their id. Raises EmailTaken or NumberTaken; ValueError where
        nobody has the id.
        """

    def remove_person(self, person_id: int) -> None:
        """Take somebody off the roll, and their right with them. ValueError where it is used."""

    def replace_roll(
        self, added: Iterable[Person], changed: Iterable[Person], removed: Iterable[int]
    ) -> Sequence[int]:
        """Do all of it as one step, in which numbers and addresses may pass from one person to another, and
        return the ids of those added, in their order. Those given with an id above 0 get it. Rights follow
        nobody but those removed. Raises as the above.
        """

    def put_group_styles(self, styles: Mapping[str, int]) -> None:
        """Give groups these styles, and all others none."""

    def put_roll_before(self, before: Iterable[tuple[int, Person | None]]) -> None:
        """Keep what `roll_before` is to return, in place of what was kept."""
