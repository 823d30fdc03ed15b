"""Files and prints of an election: what each is made of, and what it is noted as."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from election.admin.copies import CopyKind
from election.election_services import ElectionServices
from election.printing.documents import Document, document_pdf
from election.results.exports import Format, export, file_name
from election.results.sheets import Sheets

Tick = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Print:
    """A document, on paper or as PDF. `copies` is what it is noted as once it left the program."""

    key: str
    icon: str
    name: str
    document: Callable[[Sheets, ElectionServices], Document]
    copies: CopyKind | None = None

    def made(self, election: ElectionServices, language: str) -> Document:
        """Return the document as of now."""
        return self.document(Sheets(language, datetime.now().astimezone()), election)

    def file(self, election: ElectionServices, language: str, tick: Tick) -> tuple[str, bytes]:
        """Return the name of the file, and what is in it."""
        return f"{self.name}-{election.id}.pdf", document_pdf(self.made(election, language), tick)


@dataclass(frozen=True, slots=True)
class Export:
    """The result as a file for other programs."""

    key: str
    icon: str
    form: Format
    copies: CopyKind | None = CopyKind.EXPORT

    def file(self, election: ElectionServices, language: str, _tick: Tick) -> tuple[str, bytes]:
        """Return the name of the file, and what is in it."""
        report = election.results.report()
        name = file_name(election.id, self.form, practice=report.election.practice)
        return name, export(report, self.form, election.id, language)


PRINTS = (
    Print(
        "staff.files.results",
        "list",
        "results",
        lambda sheets, election: sheets.results(election.results.report(), election.codes.account()),
        CopyKind.EXPORT,
    ),
    Print(
        "staff.files.notice",
        "info",
        "notice",
        lambda sheets, election: sheets.notice(election.results.report()),
        CopyKind.EXPORT,
    ),
    Print(
        "staff.files.record",
        "clock",
        "record",
        lambda sheets, election: sheets.record(election.results.record(), election.codes.account()),
    ),
    Print(
        "staff.files.sign_sheet",
        "person",
        "sign-sheet",
        lambda sheets, election: sheets.sign_sheet(*election.results.people()),
        CopyKind.NAMES,
    ),
)
EXPORTS = (
    Export("staff.files.xlsx", "chart", Format.XLSX),
    Export("staff.files.csv", "list", Format.CSV),
    Export("staff.files.json", "network", Format.JSON),
)
Wanted = Print | Export
