"""Codes that were just made, in clear, and how they come on paper or into a file. Nothing here knows Qt."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from election.admin.copies import CopyKind
from election.code_models import BatchKind
from election.library import Library
from election.printing.paper import NoPrinter, can_print, print_pdf
from election.printing.slips import Batch, slips_pdf, slips_pictures
from election.printing.typesetting import write_private
from election.voters.code_batches import Issued
from election.voters.slip_sheets import sheets_of
from kiosk.staff.codes.view import MakeCodes, Where
from kiosk.support.as_pictures import DOTS_PER_INCH, AsPictures


@dataclass(frozen=True, slots=True)
class Made:
    """Slips of the election with this id that wait to be confirmed. `where` they went, or are to go at once;
    `file` is the last that they were saved in.
    """

    election_id: str
    issued: Issued
    sheets: Batch = field(repr=False)
    where: Where | None = None
    file: Path | None = None
    can_print: bool = False

    @property
    def batch(self) -> int:
        """The number of the batch."""
        return self.issued.batch.id


def issue(library: Library, election_id: str, wanted: MakeCodes) -> Issued:
    """Make the codes. Raises what `Codes.issue_slips` and `issue_personal` do."""
    with library.held(election_id) as election:
        if wanted.kind is BatchKind.PERSONAL:
            return election.codes.issue_personal(wanted.layout)
        return election.codes.issue_slips(wanted.style, wanted.count, wanted.layout)


def laid_out(
    library: Library,
    election_id: str,
    issued: Issued,
    language: str,
    address: str,
    where: Where | None = None,
) -> Made:
    """Return the slips as they are printed, to be brought where they are to go."""
    with library.held(election_id) as election:
        now = datetime.now().astimezone()
        election.codes.note_address(issued.batch.id, address)
        sheets = sheets_of(issued, election.polls.election(), language, address, now)
    return Made(election_id, issued, sheets, where, can_print=can_print())


def deliver(
    library: Library,
    made: Made,
    file: Path | None,
    pages: tuple[int, ...] = (),
    progress: Callable[[float], None] = lambda _: None,
) -> None:
    """Print slips, or save them in `file`, for nobody but this user to read; `pages` alone, or all. No other
    copy is kept. `progress` is told the share that is done, and what it raises ends the work. Raises
    AsPictures where the window has to print them, NotTypeset or NotPrinted.
    """
    pdf = slips_pdf(made.sheets, pages, progress)
    if file is None:
        try:
            print_pdf(pdf, f"{made.sheets.title} {made.batch}")
        except NoPrinter:
            raise AsPictures(slips_pictures(made.sheets, pages, DOTS_PER_INCH, progress)) from None
        return
    write_private(file, pdf)
    with library.held(made.election_id) as election:
        election.copies.note(CopyKind.CODES, file.name)
