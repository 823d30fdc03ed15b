"""Who is on the roll."""

from tinydb.table import Document

from election.errors import EmailTaken
from election.store.json.operations.base import Operations
from election.store.port import Person


class PeopleOperations(Operations):
    """See `port.people`."""

    def person(self, person_id: int) -> Person | None:
        """See `Snapshot`."""
        return _person(self._tables["voters"].get(doc_id=person_id))

    def person_by_email(self, email: str) -> Person | None:
        """See `Snapshot`."""
        return _person(self._tables["voters"].find(email))

    def add_person(self, email: str, name: str, password: str) -> int:
        """See `Transaction`."""
        voters = self._tables["voters"]
        if voters.find(email) is not None:
            raise EmailTaken
        return voters.insert({"email": email, "name": name, "password": password})


def _person(row: Document | None) -> Person | None:
    return None if row is None else Person(row.doc_id, row["email"], row["name"], row["password"])
