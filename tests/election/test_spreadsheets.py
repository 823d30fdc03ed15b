"""Tables for spreadsheets: no text becomes a formula, and everything comes back as it went in."""

import csv
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from election.spreadsheets import Cell, csv_file, escaped, unescaped, xlsx_file

FORMULAS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", " =1", "\u3000=1",
    "\ufeff=1", "'=1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")', "|x", "%x",
]  # fmt: skip
PLAIN = ["김하나", "a=b", "O'Neil", "'90", "1-2", "", " ", "0012", "a\nb", 'say "x"', "a,b;c\td"]


def rows_of_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", FORMULAS)
def test_what_begins_like_a_formula_begins_with_an_apostrophe_in_csv(text: str) -> None:
    for cell in rows_of_csv(csv_file([text], [[text]])):
        assert cell == ["'" + text]


@pytest.mark.parametrize("text", PLAIN)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert escaped(text) == text
    assert rows_of_csv(csv_file(["a"], [[text]]))[1] == [text]


@pytest.mark.slow
@given(st.text())
def test_no_text_begins_a_formula_and_all_are_got_back(text: str) -> None:
    safe = escaped(text)
    assert safe[:1] not in tuple("=+-@\t\r＝＋－＠")
    assert unescaped(safe) == text


def test_csv_has_its_mark_and_numbers_are_numbers() -> None:
    data = csv_file(["이름", "표"], [["김하나", 3], ["x", -1.5], ["y", None]])
    assert data == '\ufeff"이름","표"\r\n"김하나",3\r\n"x",-1.5\r\n"y",""\r\n'.encode()


def test_every_text_in_xlsx_is_a_text() -> None:
    texts = FORMULAS + PLAIN
    data = xlsx_file("x", ["=title"], [[text, at] for at, text in enumerate(texts)])
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet
    read = CalamineWorkbook.from_object(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert read[0][0] == "=title"
    kept = [(row[0], row[1]) for row in read[1:]]
    assert kept == [(text, at) for at, text in enumerate(texts)]


def test_xlsx_keeps_leading_zeros_and_numbers() -> None:
    rows: list[list[Cell]] = [["0012", 12, 1.5, None, "end"]]
    data = xlsx_file("x", ["a"], rows)
    assert CalamineWorkbook.from_object(io.BytesIO(data)).get_sheet_by_index(0).to_python()[1] == [
        "0012", 12, 1.5, "", "end",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["", "[]:*?/\\", "'", "a" * 40, "선거인/명부", "' x '"])
def test_any_name_makes_a_sheet(name: str) -> None:
    assert CalamineWorkbook.from_object(io.BytesIO(xlsx_file(name, ["a"], [])))


def test_what_does_not_fit_is_not_left_out_in_silence() -> None:
    with pytest.raises(ValueError, match="longer"):
        xlsx_file("x", ["a"], [["x" * 32_768]])


def test_rows_may_be_shorter_or_longer_than_the_titles() -> None:
    data = xlsx_file("x", ["a", "b"], [["1"], ["1", "2", "3"]])
    read = CalamineWorkbook.from_object(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert read == [["a", "b", ""], ["1", "", ""], ["1", "2", "3"]]
