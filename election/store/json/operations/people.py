"""Who is on the roll, and in which contests the groups of it vote."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from election.errors import EmailTaken, NumberTaken
from election.store.json.operations.base import Operations
from election.store.json.schema import EMAIL, NUMBER
from election.store.json.tables.rows import decode
from election.store.port import Person
from election.texts import number_key

_ROW = 1  # of a table that has only one


class PeopleOperations(Operations):
    """See `port.people`."""

    def person(self, person_id: int) -> Person | None:
        """See `Snapshot`."""
        row = self._tables["voters"].get(doc_id=person_id)
        return None if row is None else _person(person_id, row)

    def person_by_email(self, email: str) -> Person | None:
        """See `Snapshot`."""
        row = self._tables["voters"].find((EMAIL, email))
        return None if row is None else _person(row.doc_id, row)

    def person_by_number(self, number: str) -> Person | None:
        """See `Snapshot`."""
        row = self._tables["voters"].find((NUMBER, number_key(number)))
        return None if row is None else _person(row.doc_id, row)

    def people(self) -> Iterable[Person]:
        """See `Snapshot`."""
        lines = list(self._tables["voters"].lines())
        return (_person(person_id, decode(line)) for person_id, line in lines)

    def roll_version(self) -> object:
        """See `Snapshot`."""
        return self._tables["voters"].version

    def group_styles(self) -> Mapping[str, int]:
        """See `Snapshot`."""
        row = self._tables["groups"].get(doc_id=_ROW)
        return {} if row is None else dict(row["styles"])

    def roll_before(self) -> Sequence[tuple[int, Person | None]]:
        """See `Snapshot`."""
        row = self._tables["roll_added"].get(doc_id=_ROW)
        added = [] if row is None else row["people"]
        were = ((each.doc_id, _person(each.doc_id, each)) for each in self._tables["roll_before"].all())
        return (*((person_id, None) for person_id in added), *were)

    def add_person(
        self, email: str, name: str, password: str = "", *, number: str = "", group: str = ""
    ) -> int:
        """See `Transaction`."""
        person = Person(0, email, name, password, number, group)
        self._refuse_taken(person)
        return self._tables["voters"].insert(_row(person))

    def correct_person(self, person: Person) -> None:
        """See `Transaction`."""
        voters = self._tables["voters"]
        if voters.line(person.id) is None:
            raise ValueError("there is no such person")
        self._refuse_taken(person)
        voters.put_as(person.id, _row(person))

    def remove_person(self, person_id: int) -> None:
        """See `Transaction`."""
        if self._tables["marks"].line(person_id) is not None:
            raise ValueError("this right is used")
        self._tables["rights"].put_as(person_id, None)
        self._tables["voters"].put_as(person_id, None)
        self._tables["desk"].put_as(person_id, None)

    def replace_roll(
        self, added: Iterable[Person], changed: Iterable[Person], removed: Iterable[int]
    ) -> Sequence[int]:
        """See `Transaction`."""
        voters, changed = self._tables["voters"], list(changed)
        for person_id in removed:
            self.remove_person(person_id)
        for person in changed:
            if voters.line(person.id) is None:
                raise ValueError("there is no such person")
        for person in changed:  # all let go of what is theirs before the first takes what was another's
            voters.put_as(person.id, None)
        for person in changed:
            self._insert(person)
        return [self._insert(person) for person in added]

    def put_group_styles(self, styles: Mapping[str, int]) -> None:
        """See `Transaction`."""
        self._tables["groups"].put_as(_ROW, {"styles": [list(each) for each in sorted(styles.items())]})

    def put_roll_before(self, before: Iterable[tuple[int, Person | None]]) -> None:
        """See `Transaction`."""
        kept, added = self._tables["roll_before"], []
        for person_id, _ in list(kept.lines()):
            kept.put_as(person_id, None)
        for person_id, person in before:
            if person is None:
                added.append(person_id)
            else:
                kept.insert_as(person_id, _row(person))
        self._tables["roll_added"].put_as(_ROW, {"people": added} if added else None)

    def _insert(self, person: Person) -> int:
        voters = self._tables["voters"]
        try:
            if not person.id:
                return voters.insert(_row(person))
            voters.insert_as(person.id, _row(person))
        except ValueError:
            self._refuse_taken(person)  # says which key it is
            raise
        return person.id

    def _refuse_taken(self, person: Person) -> None:
        """Raise EmailTaken or NumberTaken where somebody else has what `person` would."""
        voters = self._tables["voters"]
        if voters.id_of((EMAIL, person.email)) not in (None, person.id):
            raise EmailTaken
        if person.number and voters.id_of((NUMBER, number_key(person.number))) not in (None, person.id):
            raise NumberTaken


def _row(person: Person) -> Mapping[str, Any]:
    """Return a person without what they do not have."""
    row = {
        "email": person.email,
        "name": person.name,
        "password": person.password,
        "number": person.number,
        "group": person.group,
    }
    return {name: text for name, text in row.items() if text}


def _person(person_id: int, row: Mapping[str, Any]) -> Person:
    return Person(
        person_id,
        row.get("email", ""),
        row["name"],
        row.get("password", ""),
        row.get("number", ""),
        row.get("group", ""),
    )
