"""Workbooks for tests: XLSX as xlsxwriter makes them, ODS and broken zips by hand."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from election.voters.roll_files.checking import check
from election.voters.roll_files.columns import recognise
from election.voters.roll_files.entries import Preview
from election.voters.roll_files.opening import open_roll
from election.voters.roll_files.table import Table

ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body>
 <office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"""
_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?><manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
 <manifest:file-entry manifest:full-path="/"
  manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
 <manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{}</manifest:file-entry>
 </manifest:manifest>"""


def xlsx(fill: Callable[[Worksheet], object], *more: Callable[[Worksheet], object]) -> bytes:
    """A workbook with a sheet for each function, which writes it."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for each in (fill, *more):
            each(book.add_worksheet())
    return file.getvalue()


def xlsx_of(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook of one sheet with these rows; texts stay texts."""

    def fill(sheet: Worksheet) -> None:
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(at, column, cell)
                else:
                    sheet.write(at, column, cell)

    return xlsx(fill)


def ods(tables: str, encryption: str = "") -> bytes:
    """An ODS file with these `table:table` elements."""
    return zipped(
        {
            "mimetype": ODS_TYPE,
            "content.xml": _ODS.format(tables),
            "META-INF/manifest.xml": _MANIFEST.format(encryption),
        }
    )


def ods_of(rows: Sequence[Sequence[str | float]], after: str = "") -> bytes:
    """An ODS file of one sheet with these rows, and the XML `after` them."""

    def cell(value: str | float) -> str:
        if value == "":
            return "<table:table-cell/>"
        if isinstance(value, str):
            return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'  # noqa: E501

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    return ods(f'<table:table table:name="Sheet1">{body}{after}</table:table>')


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def with_part(book: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    parts[name] = change(parts[name])
    return zipped(parts)


def table_of(folder: Path, data: bytes | str, name: str = "members") -> Table:
    """The table by the best guess, of a file with this in it."""
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return open_roll(file).table()


def preview_of(folder: Path, data: bytes | str) -> Preview:
    """The preview by the best guesses, of a file with this in it."""
    table = table_of(folder, data)
    return check(table, recognise(table))
