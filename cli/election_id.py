"""The election that somebody means who types an id, or the beginning of one, or nothing."""

from election.errors import NoElection, NoSuchElection
from election.library import Library


def election_id(library: Library, typed: str | None) -> str:
    """Return the id that begins with `typed`; of the current election if None. Raises NoSuchElection where
    there is none or more than one, NoElection where none is current.
    """
    if typed is None:
        if library.current_id is None:
            raise NoElection
        return library.current_id
    found = [each.id for each in library.elections() if typed and each.id.startswith(typed)]
    if len(found) != 1:
        raise NoSuchElection
    return found[0]
