"""Who took part, for the committee alone: a list beside the pack and never in it, where that was declared
before the polls opened. It tells neither when nor what.
"""

from election.errors import Conflict, ResultsHidden
from election.i18n.catalogue import catalogue
from election.records.pack.contents import PackTooLate
from election.spreadsheets import csv_file
from election.store.port import Snapshot

_COLUMNS = ("group", "name", "member")


class MembersUndeclared(Conflict):
    """Before the polls opened nobody declared that the committee gets the names of those who took part."""

    code = "pack.members_undeclared"


def members_file(snapshot: Snapshot, language: str) -> bytes:
    """Return, as CSV, everybody who used the right of their own, by group and name. Whoever voted with a slip
    is in no list. Raises ResultsHidden before the count, MembersUndeclared or PackTooLate.
    """
    election = snapshot.election()
    if not election.state.is_counted:
        raise ResultsHidden
    if not election.members_listed:
        raise MembersUndeclared
    if snapshot.is_without_people():
        raise PackTooLate
    took_part = [person for person in snapshot.people() if snapshot.mark(person.id) is not None]
    rows = sorted((person.group, person.name, person.number or person.email) for person in took_part)
    titles = [catalogue().text(f"sheet.column.{name}", language) for name in _COLUMNS]
    return csv_file(titles, [list(row) for row in rows])


def members_file_name(election_id: str) -> str:
    """Return what the file is called."""
    return f"took-part-{election_id}.csv"
