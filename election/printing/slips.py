"""Slips with voter codes: which is on which sheet, what stands on them, and the PDF of them all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from election.i18n.catalogue import Catalogue, catalogue
from election.printing import typesetting
from election.printing.qr import qr_svg
from election.texts import isolated
from election.voters.codes import VoterCode, slip_address

MOST_EDGE_MARKS = 8
_TEMPLATE = "slips"
_STEP = 10  # sheets between two calls of `progress`


@dataclass(frozen=True, slots=True)
class Layout:
    """How slips stand on a sheet of A4; millimetres."""

    columns: int
    rows: int
    width: int
    height: int
    qr_side: int

    @property
    def per_sheet(self) -> int:
        """How many slips a sheet holds."""
        return self.columns * self.rows


TEN = Layout(columns=2, rows=5, width=95, height=55, qr_side=33)
EIGHT = Layout(columns=2, rows=4, width=95, height=68, qr_side=36)


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip. `name` and `group` are empty on slips that are of nobody; `edge_marks` tell slips for one
    group from those for another, at the edge of a pile.
    """

    code: VoterCode
    name: str = ""
    group: str = ""
    edge_marks: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """What is printed at once, in the order of `slips`.

    `address` is where voters reach the API by their own devices; without it the QR code holds the code alone.
    `notice` says whose the data are and until when they are kept; `keep` that the slip is good for a further
    vote.
    """

    title: str
    slips: Sequence[Slip]
    number: int
    printed_at: datetime
    language: str
    layout: Layout = TEN
    address: str = ""
    notice: str = ""
    keep: bool = False
    practice: bool = False
    texts: Catalogue = field(default_factory=catalogue)

    @property
    def sheets(self) -> int:
        """How many sheets it takes."""
        return -(-len(self.slips) // self.layout.per_sheet)

    def on_sheet(self, sheet: int) -> Sequence[Slip]:
        """Return the slips of that sheet, from 1, as its margin says."""
        first = (sheet - 1) * self.layout.per_sheet
        return self.slips[first : first + self.layout.per_sheet]


def slips_pdf(
    batch: Batch, sheets: Sequence[int] = (), progress: Callable[[float], None] = lambda _: None
) -> bytes:
    """Return the PDF of a batch, or of some of its `sheets` again, which keep their numbers.

    Takes up to 2 ms and, in a process of its own, 200 KiB of memory for each slip. `progress` is called every
    now and then with the share that is done; what it raises ends the work. Raises NotTypeset.
    """
    data = _data(batch, sheets, lambda share: progress(share / 2))
    made = typesetting.pdf(_TEMPLATE, data, lambda: progress(0.5))
    progress(1.0)
    return made


def slips_pictures(
    batch: Batch,
    sheets: Sequence[int] = (),
    dots_per_inch: float = 144,
    progress: Callable[[float], None] = lambda _: None,
) -> list[bytes]:
    """Return the sheets as PNG, a few hundred KiB each at 200 dots; otherwise as `slips_pdf`."""
    data = _data(batch, sheets, lambda share: progress(share / 2))
    made = typesetting.pictures(_TEMPLATE, data, dots_per_inch, lambda: progress(0.5))
    progress(1.0)
    return made


def _data(batch: Batch, sheets: Sequence[int], progress: Callable[[float], None]) -> dict[str, object]:
    if not batch.slips:
        raise ValueError("no slips to print")
    layout = batch.layout
    numbers = sheets or range(1, batch.sheets + 1)
    filled = []
    for at, sheet in enumerate(numbers):
        if at % _STEP == 0:
            progress(at / len(numbers))
        values = {"batch": batch.number, "sheet": sheet, "sheets": batch.sheets}
        which = batch.texts.text("slip.sheet", batch.language, **values)
        filled.append({"which": which, "slips": [_slip(batch, each) for each in batch.on_sheet(sheet)]})
    progress(1.0)
    return {
        "language": batch.language,
        "title": isolated(batch.title),
        "practice": batch.practice,
        "words": _words(batch),
        "columns": layout.columns,
        "rows": layout.rows,
        "width": layout.width,
        "height": layout.height,
        "qr_side": layout.qr_side,
        "side": (210 - layout.columns * layout.width) / 2,
        "top": (297 - layout.rows * layout.height) / 2,
        "sheets": filled,
    }


def _words(batch: Batch) -> dict[str, object]:
    def say(key: str, **values: object) -> str:
        return batch.texts.text(key, batch.language, **values)

    when = batch.printed_at.strftime("%Y-%m-%d %H:%M %Z").strip()
    first = "slip.step_enter_or_scan" if batch.address else "slip.step_enter"
    return {
        "document": say("slip.document", title=batch.title),
        "steps": [say(first), say("slip.step_mark"), say("slip.step_cast")],
        "what": isolated(batch.title),
        "when": say("slip.printed", time=when),
        "qr": say("slip.qr"),
        "phone": say("slip.phone") if batch.address else "",
        "use": say("slip.keep" if batch.keep else "slip.once"),
        "notice": batch.notice,
        "practice": say("slip.practice") if batch.practice else "",
        "watermark": say("slip.watermark") if batch.practice else "",
    }


def _slip(batch: Batch, slip: Slip) -> dict[str, object]:
    held = slip_address(batch.address, slip.code) if batch.address else slip.code.shown
    return {
        "code": slip.code.shown,
        "name": isolated(slip.name),
        "group": isolated(slip.group),
        "edge": min(slip.edge_marks, MOST_EDGE_MARKS),
        "qr": qr_svg(held),
    }
