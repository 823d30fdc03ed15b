"""What is on the ballot, and the state of the polls."""

from collections.abc import Mapping
from typing import Protocol

from election.models import Election, PollsState


class DefinitionSnapshot(Protocol):
    """The election as a reader sees it."""

    def election(self) -> Election:
        """Return the election as it stands. Raises NoElection."""

    def photo(self, candidate_id: int) -> bytes | None:
        """Return a candidate's photo as it was put, or None."""

    def photos(self) -> dict[int, bytes]:
        """Return every photo there is, by its candidate's id."""

    def photo_digests(self) -> Mapping[int, str]:
        """Return the SHA-256 of every photo, in hexadecimal, by its candidate's id. It takes the time of
        reading them once, and no more until one of them changes.
        """

    def draft_before(self) -> str | None:
        """Return the draft as it was before changes that are not in the log yet, or None."""

    def committed(self) -> str | None:
        """Return the definition as it was when the polls opened, or None where that was not kept."""


class DefinitionTransaction(DefinitionSnapshot, Protocol):
    """The election as one transaction changes it."""

    def hold_election(self) -> Election:
        """Return the election, which nobody else changes before this transaction ends. Raises NoElection."""

    def create_election(self, election: Election) -> None:
        """Put an election where there is none. ValueError where there is one."""

    def replace_election(self, election: Election) -> None:
        """Put `election` in place of the one there is, with its ids. The photos of those who stand no more
        are removed.
        """

    def put_photo(self, candidate_id: int, data: bytes) -> None:
        """Keep the photo of a candidate who has none. ValueError where there is one."""

    def remove_photo(self, candidate_id: int) -> None:
        """Keep no photo of this candidate."""

    def put_draft_before(self, definition: str | None) -> None:
        """Keep the draft as it was before changes that are to be told in the log; None: they have been."""

    def put_committed(self, definition: str) -> None:
        """Keep the definition as it is when the polls open first."""

    def set_state(self, state: PollsState) -> None:
        """Move the polls to `state`."""
