"""Makes sure of a workbook before it is read: how large it is when unpacked, and how far its cells reach.

A workbook is a zip of XML. Its reader takes memory for every cell up to the farthest, so a file of two cells
can ask for more than there is, which would end the process. Here every part is unpacked within limits, looked
at by a parser that refuses declarations of entities, and packed anew: what the reader is given is what was
looked at, and nothing else.
"""

import io
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.parsers import expat

from election.voters.roll_files import limits
from election.voters.roll_files.refusals import Unreadable, damaged
from election.voters.roll_files.scanners import ManifestScanner, OdsScanner, Scanner, XlsxScanner
from election.voters.roll_files.shared_texts import SharedTexts
from election.voters.roll_files.table import Cell

_CHUNK = 2**16
_ENCRYPTED = 0x1
# Parts of XLSX that hold no sheet: what is drawn, what is kept of other files, what is computed anew.
_LEFT_OUT = (
    "customXml/", "docProps/", "xl/calcChain.xml", "xl/charts/", "xl/comments", "xl/ctrlProps/",
    "xl/drawings/", "xl/externalLinks/", "xl/pivotCache/", "xl/pivotTables/", "xl/theme/",
    "xl/threadedComments/",
)  # fmt: skip


@dataclass(slots=True)
class Workbook:
    """A workbook that is safe to read. `merged` holds what `Table.merged` does, by sheet; filled for ODS
    alone, since the reader tells it of XLSX.
    """

    data: bytes
    is_ods: bool
    merged: list[dict[Cell, int]] = field(default_factory=list)


def open_workbook(data: bytes) -> Workbook:
    """Return the workbook in `data`, looked through and packed anew. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            return _repacked(source)
    except expat.ExpatError:
        raise damaged() from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeError, OSError, ValueError):
        raise damaged() from None


def _repacked(source: zipfile.ZipFile) -> Workbook:
    parts = source.infolist()
    names = {part.filename for part in parts}
    if len(parts) > limits.MOST_PARTS or len(names) < len(parts):
        raise damaged()
    is_ods = "content.xml" in names
    if not is_ods and "xl/workbook.xml" not in names:
        raise Unreadable("roll.file.other_zip" if "xl/workbook.bin" not in names else "roll.file.old_excel")
    wanted = [part for part in parts if _is_wanted(part.filename, is_ods=is_ods)]
    if sum(part.file_size for part in wanted) > limits.MOST_INFLATED:
        raise Unreadable("roll.file.inflates")
    if any(part.flag_bits & _ENCRYPTED for part in wanted):
        raise Unreadable("roll.file.password")
    packed, left, merged = io.BytesIO(), limits.MOST_INFLATED, list[dict[Cell, int]]()
    texts = SharedTexts()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as target:
        for part in wanted:
            scanner = _scanner(part.filename, texts, is_ods=is_ods)
            left -= _copy(source, target, part, scanner, left)
            if isinstance(scanner, OdsScanner):
                merged = scanner.merged
    texts.check()
    return Workbook(packed.getvalue(), is_ods, merged)


def _copy(
    source: zipfile.ZipFile, target: zipfile.ZipFile, part: zipfile.ZipInfo, scanner: Scanner, left: int
) -> int:
    """Copy one part and return its size, which may be `left` at most."""
    parser = None if part.filename.endswith("mimetype") else scanner.parser()
    size = 0
    with source.open(part) as read, target.open(part.filename, "w") as write:
        while chunk := read.read(_CHUNK):
            size += len(chunk)
            if size > left:
                raise Unreadable("roll.file.inflates")
            if b"\0" in chunk:  # UTF-16, in which the reader sees other elements than the parser
                raise damaged()
            if parser is not None:
                parser.Parse(chunk)
            write.write(chunk)
    if parser is not None:
        parser.Parse(b"", True)  # noqa: FBT003 - has no name
    return size


def _is_wanted(name: str, *, is_ods: bool) -> bool:
    """Return whether the reader needs that part. It finds out by itself which kind of file it is given, and
    must not find another than was looked through.
    """
    if is_ods:
        return name in ("mimetype", "content.xml", "META-INF/manifest.xml")
    return name.endswith((".xml", ".rels")) and not name.startswith(_LEFT_OUT)


def _scanner(name: str, texts: SharedTexts, *, is_ods: bool) -> Scanner:
    if is_ods:
        return OdsScanner() if name == "content.xml" else ManifestScanner()
    return XlsxScanner(texts)  # for every part: a sheet is wherever the workbook says
