"""Columns: recognised by title and by content, chosen, and refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from election.i18n.catalogue import catalogue
from election.voters.roll_files.columns import Columns, Kind, check_columns, recognise
from election.voters.roll_files.refusals import ColumnsRefused
from election.voters.roll_files.table import RESIDENT_NUMBER, Table, make_table
from tests.election.voters.roll_files.books import preview_of

NAME, NUMBER, EMAIL, GROUP, UNUSED = Kind.NAME, Kind.NUMBER, Kind.EMAIL, Kind.GROUP, Kind.UNUSED
NAMES = ["김하나", "이서윤", "박도현", "최유나", "정시원", "고은아", "유현우", "한지민", "오세훈", "강다니엘"]


def table(*rows: str) -> Table:
    return make_table([row.split(",") for row in rows], {})


@pytest.mark.parametrize(
    ("titles", "wanted"),
    [
        ("이름,학번,학과", (NAME, NUMBER, GROUP)),
        ("성명,회원번호,이메일,반", (NAME, NUMBER, EMAIL, GROUP)),
        ("순번,학과,성 명,E-mail 주소,전화번호", (UNUSED, GROUP, NAME, EMAIL, UNUSED)),
        ("번호,이름,학번", (UNUSED, NAME, NUMBER)),
        ("번호,이름", (NUMBER, NAME)),
        ("구분,이름,학번,소속", (UNUSED, NAME, NUMBER, GROUP)),
        ("Name,Member No.,E-Mail,Department", (NAME, NUMBER, EMAIL, GROUP)),
        ("NAME,Student ID,email address,Class", (NAME, NUMBER, EMAIL, GROUP)),
        ("First Name,Last Name,Number", (NAME, NAME, NUMBER)),
        ("이름(한글),[학번]", (NAME, NUMBER)),
        ("(이름),학번", (NAME, NUMBER)),
        ("한글 이름,학번*", (NAME, NUMBER)),
        ("성명,이름,학번", (NAME, UNUSED, NUMBER)),
    ],
)
def test_columns_are_recognised_by_their_titles(titles: str, wanted: tuple[Kind, ...]) -> None:
    assert recognise(table(titles, *["?"] * 9)) == Columns(wanted, 0)


def test_titles_may_stand_below_a_heading(tmp_path: Path) -> None:
    found = recognise(table("2026 선거인 명부", "", "작성: 선관위,2026-11-01", "이름,학번", "김하나,1001"))
    assert found == Columns((NAME, NUMBER), 3)
    preview = preview_of(tmp_path, "2026 선거인 명부\n\n이름,학번\n김하나,1001\n")
    assert (preview.good, [each.key for each in preview.notes]) == (1, ["roll.note.heading"])


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("{name},2021{at:04},국문과", (NAME, NUMBER, GROUP)),
        ("2021{at:04},{name},{name}@x.org", (NUMBER, NAME, EMAIL)),
        ("{one},{name},A-{at:03}", (UNUSED, NAME, NUMBER)),
        ("{one},{name}", (NUMBER, NAME)),
        ("{name},010-1234-{at:04},u{at}@x.org", (NAME, UNUSED, EMAIL)),
        ("Person Number{letter},m{at}@x.org,Physics", (NAME, EMAIL, GROUP)),
    ],
)
def test_columns_are_recognised_by_what_stands_in_them(row: str, wanted: tuple[Kind, ...]) -> None:
    rows = (
        row.format(name=name, at=at + 40, one=at + 1, letter="abcdefghij"[at])
        for at, name in enumerate(NAMES)
    )
    assert recognise(table(*rows)) == Columns(wanted, None)


def test_an_address_is_recognised_under_any_title() -> None:
    rows = ["이름,연락", *(f"{name},u{at}@x.org" for at, name in enumerate(NAMES))]
    assert recognise(table(*rows)) == Columns((NAME, EMAIL), 0)


@pytest.mark.timeout(10)  # it took a minute
def test_a_cell_full_of_open_brackets_takes_no_longer_than_others() -> None:
    assert recognise(table("name,number," + "(" * 20_000, "Kim,1")).kinds == (NAME, NUMBER, UNUSED)


def test_an_empty_table_has_no_columns() -> None:
    assert recognise(make_table([], {})) == Columns((), None)
    assert recognise(make_table([[], [""]], {})) == Columns((UNUSED,), None)


# --- chosen --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kinds", "reason"),
    [
        ((NUMBER, EMAIL), "roll.columns.no_name"),
        ((NAME, GROUP), "roll.columns.no_key"),
        ((NAME, NUMBER, NUMBER), "roll.columns.twice"),
        ((NAME, EMAIL, EMAIL), "roll.columns.twice"),
        ((NAME, NUMBER, GROUP, GROUP), "roll.columns.twice"),
        ((), "roll.columns.no_name"),
    ],
)
def test_columns_that_make_no_roll_are_refused(kinds: tuple[Kind, ...], reason: str) -> None:
    with pytest.raises(ColumnsRefused) as refused:
        check_columns(table("a,b,c"), Columns(kinds, None))
    assert refused.value.values["reason"].key == reason
    assert catalogue().of_error(refused.value)


# --- resident registration numbers ---------------------------------------------------------------------

# Made up, with the check digit right: born 1990-01-01, 2001-02-03.
RESIDENTS = ("900101-1234568", "9001011234568", "900101 - 1234568")


@pytest.mark.parametrize("form", RESIDENTS)
def test_a_column_of_resident_numbers_is_wiped_and_cannot_be_chosen(form: str) -> None:
    rows = table("이름,학번,주민번호", f"김하나,1001,{form}", f"이서윤,1002,{form}")
    assert rows.resident_columns == {2}
    assert all("900101" not in cell for row in rows.rows for cell in row)
    found = recognise(rows)
    assert found.kinds == (NAME, NUMBER, UNUSED)
    with pytest.raises(ColumnsRefused) as refused:
        check_columns(rows, replace(found, kinds=(NAME, UNUSED, NUMBER)))
    assert refused.value.values["reason"].key == "roll.columns.resident"


def test_a_column_that_is_mostly_so_is_wiped_whole_however_the_numbers_are_written() -> None:
    # Without a hyphen, with wrong check digits, and with the zeros that a spreadsheet drops.
    rows = table("id,name", "9001011234567,A", "102033234567,B", "8512312234567,C", ",D")
    assert rows.resident_columns == {0}
    assert [row[0] for row in rows.rows] == ["id", *[RESIDENT_NUMBER] * 3, ""]


def test_one_in_another_column_is_wiped_and_its_row_cannot_be_taken(tmp_path: Path) -> None:
    data = (
        "이름,학번\n김하나,1001\n이서윤(900101-1234568),1002\n박도현,9001011234568\n최유나,1004\n고은,1005\n"
    )
    preview = preview_of(tmp_path, data)
    assert [(each.row, each.fault) for each in preview.problems] == [(3, "resident"), (4, "resident")]
    assert "900101" not in repr(preview)
    assert preview.good == 3


@pytest.mark.parametrize(
    "number", ["2024010112345", "9913011234567", "20210482", "1234567890123456", "KR9001011"]
)
def test_other_long_numbers_are_kept(number: str) -> None:
    rows = table("이름,학번", f"김하나,{number}")
    assert not rows.resident_columns
    assert rows.rows[1][1] == number
