"""What is printed of an election so that others can check it; read at the moment it is printed."""

from collections.abc import Callable
from datetime import datetime

from election.printing.documents import Document
from election.records.commitment import Commitment, commitment_of
from election.records.key import ElectionKey
from election.records.pack.contents import PackContents, read_contents
from election.records.program import Program, this_program
from election.records.reports.reports import (
    NoReport,
    closing_report,
    commitment_sheet,
    pause_report,
    pauses_of,
    zero_report,
)
from election.store.port import LogLine, Snapshot, Store


class Records:
    """Gives the sheet that is published before the vote, and the reports, each in one language."""

    def __init__(
        self,
        election_id: str,
        key: ElectionKey,
        store: Store,
        program: Callable[[], Program] = this_program,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        self._id, self._key, self._store = election_id, key, store
        self._program, self._now = program, now

    def commitment(self) -> Commitment:
        """Return what is committed to: as of the opening, and before that as the draft stands. Raises
        NoElection.
        """
        return self._store.read(self._commitment)

    def commitment_sheet(self, language: str) -> Document:
        """Return the sheet that is published before the vote: of a draft as it is now, and later as of the
        opening.
        """
        commitment, log = self._store.read(self._logged)
        return commitment_sheet(commitment, log, language, self._now().isoformat(timespec="seconds"))

    def zero(self, language: str) -> Document:
        """Return the zero report. Raises NoReport before the polls opened."""
        commitment, log = self._store.read(self._logged)
        return zero_report(commitment, log, self._program(), language)

    def pause(self, language: str) -> Document:
        """Return the report of the last pause. Raises NoReport where there was none."""
        commitment, log = self._store.read(self._logged)
        pauses = pauses_of(log)
        if not pauses:
            raise NoReport
        return pause_report(commitment, pauses[-1], self._program(), language)

    def closing(self, language: str) -> Document:
        """Return the closing report. Raises ResultsHidden before the count, or PackTooLate."""
        return closing_report(self._store.read(self._contents), self._program(), language)

    def _commitment(self, snapshot: Snapshot) -> Commitment:
        return commitment_of(self._id, self._key, snapshot)

    def _logged(self, snapshot: Snapshot) -> tuple[Commitment, tuple[LogLine, ...]]:
        return self._commitment(snapshot), snapshot.log()

    def _contents(self, snapshot: Snapshot) -> PackContents:
        return read_contents(self._id, self._key, snapshot)
