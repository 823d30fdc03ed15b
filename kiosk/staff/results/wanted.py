"""Files and prints of an election: what each is made of, and what it is noted as."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from election.admin.copies import CopyKind
from election.election_services import ElectionServices
from election.errors import Message
from election.printing.documents import Document, document_pdf
from election.printing.typesetting import write_private
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

    @property
    def tells_results(self) -> bool:
        """Whether the result is in it."""
        return self.copies is CopyKind.EXPORT

    def warnings(self, election: ElectionServices) -> tuple[Message, ...]:
        """Return what is to be known before it is given to anybody, where the result is in it."""
        return election.results.warnings()

    def put(self, election: ElectionServices, folder: Path, language: str, tick: Tick) -> str:
        """Write the file into `folder`, note it, and return its name."""
        name = f"{self.name}-{election.id}.pdf"
        put = _put(election, folder, name, document_pdf(self.made(election, language), tick), self.copies)
        election.log.note_print(self.name)
        return put


@dataclass(frozen=True, slots=True)
class Export:
    """The result as a file for other programs."""

    key: str
    icon: str
    form: Format
    tells_results = True

    def warnings(self, election: ElectionServices) -> tuple[Message, ...]:
        """See `Print.warnings`."""
        return election.results.warnings()

    def put(self, election: ElectionServices, folder: Path, language: str, _tick: Tick) -> str:
        """Write the file into `folder`, note it, and return its name."""
        report = election.results.report()
        name = file_name(election.id, self.form, practice=report.election.practice)
        content = export(report, self.form, election.id, language)
        return _put(election, folder, name, content, CopyKind.EXPORT)


@dataclass(frozen=True, slots=True)
class Pack:
    """The closing pack, of the election with this id, or of the current one."""

    key: str = "staff.files.pack"
    icon: str = "lock"
    election_id: str = ""
    tells_results = True

    def warnings(self, election: ElectionServices) -> tuple[Message, ...]:
        """See `Print.warnings`."""
        return election.packs.warnings()

    def put(self, election: ElectionServices, folder: Path, _language: str, tick: Tick) -> str:
        """Write the pack into `folder`, note it, and return its name."""
        return election.packs.make(folder, tick).path.name


def _put(election: ElectionServices, folder: Path, name: str, content: bytes, copies: CopyKind | None) -> str:
    write_private(folder / name, content)
    if copies is not None:
        election.copies.note(copies, name)
    return name


PRINTS = (
    Print(
        "staff.files.closing",
        "lock",
        "closing",
        lambda sheets, election: election.records.closing(sheets.language),
        CopyKind.EXPORT,
    ),
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
PACK = Pack()
COMMITMENT = Print(
    "staff.files.commitment",
    "info",
    "commitment",
    lambda sheets, election: election.records.commitment_sheet(sheets.language),
)
ZERO = Print(
    "staff.files.zero", "check", "zero", lambda sheets, election: election.records.zero(sheets.language)
)
PAUSE = Print(
    "staff.files.pause", "pause", "pause", lambda sheets, election: election.records.pause(sheets.language)
)
Wanted = Print | Export | Pack
