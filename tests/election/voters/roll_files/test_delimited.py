"""CSV files as people's spreadsheets write them: encodings, delimiters, quotes, and what is refused."""

import codecs
from pathlib import Path

import pytest

from election.i18n.catalogue import catalogue
from election.voters.roll_files import limits
from election.voters.roll_files.delimited import TextForm
from election.voters.roll_files.opening import open_roll
from election.voters.roll_files.refusals import RollFileRefused
from tests.election.voters.roll_files.books import preview_of, table_of

ROLL = "성명,학번,학과\r\n김하나,20210482,국문과\r\n이서윤,20210483,사학과\r\n박도현,00210484,국문과\r\n"
PEOPLE = [
    ("김하나", "20210482", "국문과"),
    ("이서윤", "20210483", "사학과"),
    ("박도현", "00210484", "국문과"),
]


def people(folder: Path, data: bytes | str) -> list[tuple[str, str, str]]:
    return [(each.name, each.number, each.group) for each in preview_of(folder, data).people()]


@pytest.mark.parametrize(
    "data",
    [
        ROLL.encode(),
        ROLL.encode("utf-8-sig"),
        ROLL.encode("cp949"),
        ROLL.encode("utf-16"),
        codecs.BOM_UTF16_BE + ROLL.encode("utf-16-be"),
        ROLL.encode("utf-16-le"),
        ROLL.encode("utf-16-be"),
        ROLL.encode("utf-32"),
        ROLL.replace("\r\n", "\n").encode(),
        ROLL.replace("\r\n", "\r").encode("cp949"),
        ROLL.rstrip().encode(),
        ROLL.replace(",", ";").encode("cp949"),
        ROLL.replace(",", "\t").encode("utf-16"),
        ROLL.replace(",", "|").encode(),
        ("sep=;\r\n" + ROLL.replace(",", ";")).encode(),
        ("sep=\r\n" + ROLL).encode(),
        ('sep="\r\n' + ROLL).encode(),
        ROLL.replace("김하나", '"김하나"').encode(),
        ROLL.replace("20210482", '="20210482"').encode(),
        (ROLL + "\r\n,,\r\n\r\n").encode(),
    ],
)
def test_a_roll_is_read_in_the_form_its_spreadsheet_wrote_it_in(tmp_path: Path, data: bytes) -> None:
    assert people(tmp_path, data) == PEOPLE


def test_the_likely_readings_are_offered_with_the_first_names_in_each(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes(ROLL.encode("cp949"))
    file = open_roll(tmp_path / "r.csv")
    first = file.readings[0]
    assert (first.form, first.first_names) == (TextForm("cp949", ","), ("김하나", "이서윤", "박도현"))
    others = {each.form.encoding: each.first_names for each in file.readings[1:]}
    assert others
    assert all(len(names) == 3 and "김하나" not in names for names in others.values())
    assert file.table(TextForm("cp949", ",")).rows[1][0] == "김하나"
    assert len(file.table(TextForm("cp949", ";")).rows[1]) == 1


def test_a_mark_of_the_encoding_leaves_no_choice(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes(ROLL.encode("utf-8-sig"))
    assert [each.form.encoding for each in open_roll(tmp_path / "r.csv").readings] == ["utf-8"]


def test_a_line_break_within_quotes_is_no_new_row(tmp_path: Path) -> None:
    data = 'name,number,group\n"Kim\r\nHana",1001,"a ""b"", c"\nLee,1002,d\n'
    assert people(tmp_path, data) == [("Kim Hana", "1001", 'a "b", c'), ("Lee", "1002", "d")]


def test_rows_are_counted_as_the_spreadsheet_counts_them(tmp_path: Path) -> None:
    preview = preview_of(tmp_path, 'name,number\n"A\nB",1001\n\n,1002\n')
    assert [(each.row, each.fault) for each in preview.problems] == [(4, "no_name")]


def test_an_encoding_with_a_few_lost_characters_costs_those_rows_only(tmp_path: Path) -> None:
    data = ROLL.encode("cp949").replace("김하나".encode("cp949"), b"\xb1\xe8\xff\xff")
    preview = preview_of(tmp_path, data)
    assert [(each.row, each.fault) for each in preview.problems] == [(2, "unreadable")]
    assert preview.good == 2


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "empty"),
        (b" \r\n\r\n", "empty"),
        (b'name,number\nKim,1\n"Lee,2\nPark,3\n', "quotes"),
        (b'name,number\n"Kim"x,1\n', "quotes"),
        (b"name,number\n" + b"x" * 200_000, "cell_too_long"),
        (b"name,number\n" + b"," * 300, "too_many_columns"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\r\n<html><table><tr><td>name", "web_page"),
        (b"%PDF-1.7", "other"),
    ],
)
def test_what_is_no_roll_gets_its_own_sentence(tmp_path: Path, data: bytes, key: str) -> None:
    with pytest.raises(RollFileRefused) as refused:
        table_of(tmp_path, data)
    assert refused.value.values["reason"].key == f"roll.file.{key}"
    assert "members" in catalogue().of_error(refused.value, "en")


def test_a_row_with_quotes_that_do_not_close_is_named(tmp_path: Path) -> None:
    with pytest.raises(RollFileRefused) as refused:
        table_of(tmp_path, 'name,number\nKim,1\n"Lee,2\nPark,3\n')
    assert "row 3" in catalogue().of_error(refused.value, "en")


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RollFileRefused) as refused:
        table_of(tmp_path, "a,1\n" * (limits.MOST_ROWS + 1))
    assert "200,000" in catalogue().of_error(refused.value, "en")


def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(RollFileRefused) as refused:
        open_roll(tmp_path / "large")
    assert refused.value.values["reason"].key == "roll.file.too_many_bytes"


@pytest.mark.parametrize("name", [".", "..", "no/such/file", "x" * 5000, "nul\0", "/dev/zero"])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RollFileRefused) as refused:
        open_roll(tmp_path / name)
    assert refused.value.values["reason"].key == "roll.file.unopened"
