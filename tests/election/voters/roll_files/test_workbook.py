"""XLSX and ODS files: what cells say, merged cells, which sheet, and files made to do harm."""

import datetime
import io
import re
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from election.voters.roll_files import archive, limits
from election.voters.roll_files.entries import Fault
from election.voters.roll_files.opening import open_roll
from election.voters.roll_files.refusals import RollFileRefused, Unreadable
from election.voters.roll_files.scanners import Scanner
from tests.election.voters.roll_files.books import (
    ods,
    ods_of,
    preview_of,
    table_of,
    with_part,
    xlsx,
    xlsx_of,
    zipped,
)  # fmt: skip

ROWS = [["이름", "학번", "학과"], ["김하나", "00210482", "국문과"], ["이서윤", "20210483", "사학과"]]
SHEET = "xl/worksheets/sheet1.xml"
BOMB = "<table:table-row{}>{}</table:table-row>"


def reason(folder: Path, data: bytes) -> str:
    with pytest.raises(RollFileRefused) as refused:
        table_of(folder, data)
    return str(refused.value.values["reason"].key).removeprefix("roll.file.")


# --- what cells say ------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [xlsx_of(ROWS), ods_of(ROWS)], ids=["xlsx", "ods"])
def test_a_roll_is_read_from_a_workbook(tmp_path: Path, data: bytes) -> None:
    people = preview_of(tmp_path, data).people()
    assert [[each.name, each.number, each.group] for each in people] == ROWS[1:]


@pytest.mark.parametrize("make", [xlsx_of, ods_of], ids=["xlsx", "ods"])
def test_numbers_are_written_without_a_point(tmp_path: Path, make: object) -> None:
    table = table_of(tmp_path, make([["name", "number"], ["Kim", 20210482], ["Lee", 7.5]]))  # type: ignore[operator]
    assert [row[1] for row in table.rows] == ["number", "20210482", "7.5"]


def test_a_number_that_lost_digits_is_seen_to_be_shortened(tmp_path: Path) -> None:
    preview = preview_of(tmp_path, xlsx_of([["name", "number"], ["Kim", 2021048212345678]]))
    assert [each.fault for each in preview.problems] == [Fault.SHORTENED]
    assert preview.problems[0].values["text"] == "2.02E+15"


def test_dates_formulas_and_errors_are_texts(tmp_path: Path) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet, date = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_formula(0, 0, '="Kim"&"Hana"', None, "Kim Hana")
        sheet.write_datetime(0, 1, datetime.datetime(2024, 1, 2), date)
        sheet.write_boolean(0, 2, boolean=True)
        sheet.write_formula(0, 3, "=1/0", None, "#DIV/0!")
        sheet.write_string(0, 4, "end")
    assert list(table_of(tmp_path, file.getvalue()).rows[0]) == ["Kim Hana", "2024-01-02", "TRUE", "", "end"]


def test_empty_rows_and_columns_before_the_roll_keep_the_row_numbers(tmp_path: Path) -> None:
    data = xlsx_of([[], [], ["", "", "name", "number"], ["", "", "", "1001"]])
    assert [(each.row, each.fault) for each in preview_of(tmp_path, data).problems] == [(4, Fault.NO_NAME)]


def test_the_first_sheet_that_holds_anything_is_taken_and_the_others_can_be_chosen(tmp_path: Path) -> None:
    data = xlsx(
        lambda sheet: None,
        lambda sheet: (sheet.write_row(0, 0, ["hidden"]), sheet.hide()),
        lambda sheet: sheet.write_row(0, 0, ["here"]),
        lambda sheet: sheet.write_row(0, 0, ["other"]),
    )
    (tmp_path / "r.xlsx").write_bytes(data)
    file = open_roll(tmp_path / "r.xlsx")
    assert file.sheets == ["Sheet3", "Sheet1", "Sheet4"]
    assert file.table().rows[0] == ["here"]
    assert file.table(sheet="Sheet4").rows[0] == ["other"]
    assert not file.table(sheet="Sheet1").rows


# --- merged cells --------------------------------------------------------------------------------------


def merged_xlsx() -> bytes:
    def fill(sheet: Worksheet) -> None:
        sheet.merge_range("B1:D1", "2026 선거인 명부")
        sheet.write_row("B3", ["이름", "학번", "학과"])
        sheet.write_row("B4", ["김하나", "1001"])
        sheet.write_row("B5", ["이서윤", "1002"])
        sheet.merge_range("D4:D5", "국문과")
        sheet.merge_range("B6:B7", "박도현")
        sheet.write_row("C6", ["1003", "사학과"])
        sheet.write_row("C7", ["1004", "사학과"])

    return xlsx(fill)


def merged_ods() -> bytes:
    def cell(text: str, span: int = 1) -> str:
        spans = f' table:number-rows-spanned="{span}" table:number-columns-spanned="1"' if span > 1 else ""
        return (
            f'<table:table-cell office:value-type="string"{spans}><text:p>{text}</text:p></table:table-cell>'
        )

    empty, covered = "<table:table-cell/>", "<table:covered-table-cell/>"
    rows = [
        empty + cell("2026 선거인 명부"),
        empty,
        empty + cell("이름") + cell("학번") + cell("학과"),
        empty + cell("김하나") + cell("1001") + cell("국문과", 2),
        empty + cell("이서윤") + cell("1002") + covered,
        empty + cell("박도현", 2) + cell("1003") + cell("사학과"),
        empty + covered + cell("1004") + cell("사학과"),
    ]
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return ods(f'<table:table table:name="명부">{body}</table:table>')


@pytest.mark.parametrize("data", [merged_xlsx(), merged_ods()], ids=["xlsx", "ods"])
def test_a_merged_group_holds_for_all_its_rows_and_a_merged_name_for_none(
    tmp_path: Path, data: bytes
) -> None:
    preview = preview_of(tmp_path, data)
    assert [(each.name, each.group) for each in preview.people(leave_out=True)] == [
        ("김하나", "국문과"), ("이서윤", "국문과"), ("박도현", "사학과"),
    ]  # fmt: skip
    assert [(each.row, each.fault) for each in preview.problems] == [
        (5, Fault.GROUP_FILLED),
        (7, Fault.MERGED),
    ]
    assert preview.problems[1].values["other"] == 6
    assert (preview.rows, preview.good, preview.to_look_at, preview.refused) == (4, 2, 1, 1)


def test_too_many_merged_rows_are_refused(tmp_path: Path) -> None:
    assert reason(tmp_path, xlsx(lambda sheet: sheet.merge_range(0, 0, 100_000, 1, "x"))) == "merged"
    span = '<table:table-cell office:value-type="string" table:number-rows-spanned="99999999"/>'
    assert (
        reason(tmp_path, ods(f'<table:table table:name="a">{BOMB.format("", span)}</table:table>'))
        == "merged"
    )


# --- files made to do harm -----------------------------------------------------------------------------


def far_cell(row: int, column: int) -> bytes:
    return xlsx(lambda sheet: (sheet.write(0, 0, "x"), sheet.write(row, column, "y")))


@pytest.mark.slow
def test_two_cells_far_apart_are_refused_before_memory_is_taken_for_all_between(tmp_path: Path) -> None:
    assert reason(tmp_path, far_cell(1_048_575, 0)) == "too_many_rows"
    assert reason(tmp_path, far_cell(1, 16_383)) == "too_many_columns"
    assert reason(tmp_path, far_cell(limits.MOST_ROWS - 1, 150)) == "too_many_cells"


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>',
        b'<row><c r="A1"><v>1</v></c></row><row><c r="XFD1048576"><v>1</v></c></row>',
        b'<row><c r="a1"><v>1</v></c></row><row r="2"><c r="XFD2" t="inlineStr"><is><t>x</t></is></c></row>',
        b'<x:row xmlns:x="y" r="5"><x:c r="ABC9999999"><x:f>1</x:f></x:c></x:row>',
        b'<row r="1"><c r="A99999999999"><v>1</v></c></row>',
        b'<row r="x"><c><v>1</v></c></row>',
        b"<row>" + b"<c><v>1</v></c>" * 300 + b"</row>",
    ],
)
def test_cells_are_found_wherever_they_say_they_are(tmp_path: Path, cells: bytes) -> None:
    def change(sheet: bytes) -> bytes:
        return sheet.replace(b"<sheetData>", b"<sheetData>" + cells)

    data = with_part(xlsx_of(ROWS), SHEET, change)
    assert reason(tmp_path, data) in ("too_many_rows", "too_many_columns", "too_many_cells", "damaged")


@pytest.mark.slow
def test_a_sheet_is_looked_through_wherever_the_workbook_says_it_is(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(far_cell(1_048_575, 16_383))) as book:
        parts = {each: book.read(each) for each in book.namelist()}
    rels, sheet = "xl/_rels/workbook.xml.rels", parts.pop(SHEET)
    for place in ("elsewhere/sheet.xml", "worksheets/deep/sheet.xml", "drawings/sheet.xml", "sheet.rels"):
        links = parts[rels].replace(b"worksheets/sheet1.xml", place.encode())
        assert links != parts[rels]
        data = zipped({**parts, f"xl/{place}": sheet, rels: links})
        assert reason(tmp_path, data) in ("too_many_columns", "too_many_rows", "damaged")


@pytest.mark.slow
def test_a_sheet_that_is_another_one_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """To a parser that goes by the mark it is one long text, to one that reads bytes a sheet."""

    def hidden(sheet: bytes) -> bytes:
        body = sheet[sheet.index(b"<worksheet") :]
        body += b" " * (len(body) % 2)
        return b"\xfe\xff" + "<a>".encode("utf-16-be") + body + "</a>".encode("utf-16-be")

    assert reason(tmp_path, with_part(far_cell(1_048_575, 16_383), SHEET, hidden)) == "damaged"


@pytest.mark.slow
def test_a_file_of_both_kinds_is_looked_through_as_what_it_is_read_as(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(io.BytesIO(far_cell(1_048_575, 16_383))) as book,
        zipfile.ZipFile(io.BytesIO(ods_of(ROWS))) as other,
    ):
        parts = {each: book.read(each) for each in book.namelist()}
        parts |= {each: other.read(each) for each in other.namelist()}
    assert len(table_of(tmp_path, zipped(parts)).rows) == 3


def test_what_libre_office_repeats_after_the_roll_is_no_part_of_it(tmp_path: Path) -> None:
    rest = BOMB.format(
        ' table:number-rows-repeated="1048573"', '<table:table-cell table:number-columns-repeated="16384"/>'
    )
    assert len(table_of(tmp_path, ods_of(ROWS, rest)).rows) == 3


@pytest.mark.parametrize(
    ("rows", "columns", "wanted"),
    [(1_048_570, 1, "too_many_rows"), (1, 16_384, "too_many_columns"), (150_000, 150, "too_many_cells")],
)
def test_a_cell_that_is_repeated_counts_as_often(
    tmp_path: Path, rows: int, columns: int, wanted: str
) -> None:
    cell = (f'<table:table-cell table:number-columns-repeated="{columns}" office:value-type="string">'
            "<text:p>x</text:p></table:table-cell>")  # fmt: skip
    after = BOMB.format(f' table:number-rows-repeated="{rows}"', cell)
    assert reason(tmp_path, ods_of(ROWS, after)) == wanted


def padded(size: int) -> bytes:
    return with_part(xlsx_of(ROWS), SHEET, lambda sheet: sheet + b" " * size)


def test_a_workbook_that_becomes_too_large_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_INFLATED", 2**20)
    monkeypatch.setattr(archive, "_copy", None)
    assert reason(tmp_path, padded(2**20)) == "inflates"


def test_a_sheet_that_says_it_is_small_and_is_not_is_refused(tmp_path: Path) -> None:
    data = bytearray(padded(2**20))
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        size = book.getinfo(SHEET).file_size
    for found in re.finditer(re.escape(struct.pack("<L", size)), bytes(data)):
        data[found.start() : found.end()] = struct.pack("<L", 100)
    assert reason(tmp_path, bytes(data)) == "damaged"


def test_what_comes_out_of_a_part_is_counted_while_it_is_unpacked() -> None:
    with (
        zipfile.ZipFile(io.BytesIO(padded(2**20))) as book,
        zipfile.ZipFile(io.BytesIO(), "w") as target,
        pytest.raises(Unreadable) as refused,
    ):
        archive._copy(book, target, book.getinfo(SHEET), Scanner(), 10_000)
    assert refused.value.reason.key == "roll.file.inflates"


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    for part in (SHEET, "xl/sharedStrings.xml", "xl/workbook.xml"):
        data = with_part(xlsx_of(ROWS), part, lambda xml: xml.replace(b"?>", b"?>" + laughs, 1))
        assert reason(tmp_path, data) == "damaged"


def test_a_file_that_asks_for_a_password_says_so(tmp_path: Path) -> None:
    assert reason(tmp_path, ods("", '<manifest:encryption-data manifest:checksum="x"/>')) == "password"
    data = bytearray(xlsx_of(ROWS))
    for at in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[at] |= 1
    assert reason(tmp_path, bytes(data)) == "password"


def test_other_archives_and_binary_workbooks_say_what_they_are(tmp_path: Path) -> None:
    assert reason(tmp_path, zipped({"word/document.xml": "<a/>"})) == "other_zip"
    assert reason(tmp_path, zipped({"xl/workbook.bin": b"\0"})) == "old_excel"
    assert reason(tmp_path, xlsx(lambda sheet: None)) == "empty"


def test_names_within_the_archive_lead_nowhere(tmp_path: Path) -> None:
    parts = {"../../../tmp/evil.xml": "<a/>", "/etc/evil.xml": "<a/>", "C:\\evil.xml": "<a/>"}
    with zipfile.ZipFile(io.BytesIO(xlsx_of(ROWS))) as book:
        parts |= {each: book.read(each).decode() for each in book.namelist()}
    assert len(table_of(tmp_path, zipped(parts)).rows) == 3
    assert [each.name for each in tmp_path.iterdir()] == ["members"]


def outcome(file: Path, data: bytes) -> str:
    """What comes of a file that may be broken: "read", or why it is refused."""
    file.write_bytes(data)
    try:
        table = open_roll(file).table()
    except RollFileRefused as refused:
        return str(refused.values["reason"].key)
    return "read" if len(table.rows) <= 3 else "made up"


@pytest.mark.parametrize("data", [xlsx_of(ROWS), ods_of(ROWS)], ids=["xlsx", "ods"])
def test_a_file_cut_off_or_changed_anywhere_is_read_or_refused(tmp_path: Path, data: bytes) -> None:
    outcomes = set()
    for at in range(4, len(data), 37):
        outcomes.add(outcome(tmp_path / "r", data[:at]))
        outcomes.add(outcome(tmp_path / "r", data[:at] + bytes([data[at] ^ 0x41]) + data[at + 1 :]))
    reasons = {f"roll.file.{each}" for each in ("damaged", "password", "other_zip", "empty")}
    assert outcomes <= {"read", *reasons}
    assert "roll.file.damaged" in outcomes


NONSENSE = [
    b"", b"<a/>", b"<a>", b"\0", b"\xff\xfe",
    b"<worksheet><sheetData><row><c t='s'><v>9</v></c></row></sheetData></worksheet>",
]  # fmt: skip


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "[Content_Types].xml"])
def test_a_part_that_is_nonsense_is_read_or_refused(tmp_path: Path, part: str) -> None:
    for nonsense in NONSENSE:
        data = with_part(xlsx_of(ROWS), part, lambda _, text=nonsense: text)  # type: ignore[misc]
        assert outcome(tmp_path / "r", data) in ("read", "roll.file.damaged", "roll.file.empty")


@pytest.mark.parametrize(
    ("row", "cell", "text"),
    [
        ("", "", '<text:s text:c="2000000000"/>'),
        ("", "", '<text:s text:c="-2000000000"/><text:s text:c="2000000000"/>'),
        ("", ' table:number-columns-repeated="150"', "x" * 2**21),
        (' table:number-rows-repeated="150000"', "", "x" * 2_000),
        (' table:number-rows-repeated="150000"', f' office:string-value="{"x" * 2_000}"', "x"),
    ],
    ids=["spaces", "negative", "columns", "rows", "attribute"],
)
def test_a_text_that_unfolds_is_refused(tmp_path: Path, row: str, cell: str, text: str) -> None:
    cells = f'<table:table-cell office:value-type="string"{cell}><text:p>{text}</text:p></table:table-cell>'
    after = f"<table:table-row{row}>{cells}</table:table-row>"
    assert reason(tmp_path, ods_of(ROWS, after)) == "inflates"
