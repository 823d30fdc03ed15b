"""What the pages of the roll have in common: the election they are about, the current one or another."""

from collections.abc import Callable
from typing import TypeVar

from election.election_services import ElectionServices
from election.errors import NoElection
from kiosk.staff.page import StaffPage

T = TypeVar("T")


class ElectionPage(StaffPage):
    """A page about one election, by its id; about the current one where none is named."""

    election_id: str | None = None

    def begin(self, election_id: object) -> None:
        """Be about this election from now on; None: about the one before, or the current one."""
        if isinstance(election_id, str):
            self.election_id = election_id
        elif self.election_id is None:
            self.election_id = self.staff.services.library.current_id

    def ask(
        self,
        work: Callable[[ElectionServices], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Have `work` done with the services of this election. See `StaffPage.run`."""
        library, election_id = self.staff.services.library, self.election_id

        def with_election() -> T:
            if election_id is None:
                raise NoElection
            with library.held(election_id) as election:
                return work(election)

        self.run(with_election, done, failed)

    def forget(self) -> None:
        """See `StaffPage`."""
        super().forget()
        self.election_id = None
