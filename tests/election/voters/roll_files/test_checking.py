"""The preview: what is taken, what is wrong with a row, what is to be looked at; all or nothing."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from election.i18n.catalogue import LANGUAGES, catalogue
from election.voters.roll_files.checking import check
from election.voters.roll_files.columns import Columns, Kind, recognise
from election.voters.roll_files.entries import TO_LOOK_AT, Entry, Fault, Preview
from election.voters.roll_files.refusals import RowsRefused
from election.voters.roll_files.table import make_table
from tests.election.voters.roll_files.books import preview_of

ALL = Columns((Kind.NAME, Kind.NUMBER, Kind.EMAIL, Kind.GROUP), 0)
TITLES = ["name", "number", "email", "group"]


def preview(*rows: list[str], columns: Columns = ALL) -> Preview:
    return check(make_table([TITLES, *rows], {}), columns)


def faults(found: Preview) -> list[tuple[int, str]]:
    return [(each.row, each.fault.value) for each in found.problems]


GOOD = ["김하나", "20210482", "hana@x.org", "국문과"]


def test_a_good_row_is_a_person() -> None:
    found = preview(GOOD)
    assert found.people() == [Entry("김하나", "20210482", "hana@x.org", "국문과")]
    assert (found.rows, found.good, found.to_look_at, found.refused) == (1, 1, 0, 0)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (["", "1", "", "a"], Fault.NO_NAME),
        (["  ", "1"], Fault.NO_NAME),
        (["A", "", "", "a"], Fault.NO_KEY),
        (["A", "-", "", "a"], Fault.NO_KEY),
        (["A"], Fault.NO_KEY),
        (["A", "20210482", "", "a"], Fault.SAME_NUMBER),
        (["A", "2021-0482", "", "a"], Fault.SAME_NUMBER),
        (["A", "２０２１０４８２", "", "a"], Fault.SAME_NUMBER),
        (["A", "7", "HANA@X.org", "a"], Fault.SAME_EMAIL),
        (["A", "7", "hana x.org", "a"], Fault.NOT_AN_EMAIL),
        (["A", "7", "@x.org", "a"], Fault.NOT_AN_EMAIL),
        (["A", "7", "a@b@c", "a"], Fault.NOT_AN_EMAIL),
        (["A", "7", "null", "a"], Fault.NOT_AN_EMAIL),
        (["A", "2.02E+07", "", "a"], Fault.SHORTENED),
        (["A", "2,02e7", "", "a"], Fault.SHORTENED),
        (["A", "########", "", "a"], Fault.SHORTENED),
        (["=A1", "7", "", "a"], Fault.FORMULA),
        (["A", "＝1+1", "", "a"], Fault.FORMULA),
        (["A", "7", "", "=HYPERLINK(1)"], Fault.FORMULA),
        (["A\ufffd", "7", "", "a"], Fault.UNREADABLE),
        (["\u200b", "7", "", "a"], Fault.UNREADABLE),
        (["A" * 101, "7", "", "a"], Fault.TOO_LONG),
        (["A", "7" * 41, "", "a"], Fault.TOO_LONG),
        (["A", "7", "a@" + "x" * 260, "a"], Fault.TOO_LONG),
        (["A", "7", "", "a" * 101], Fault.TOO_LONG),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(row: list[str], fault: Fault) -> None:
    found = preview(GOOD, row)
    assert faults(found) == [(3, fault.value)]
    assert (found.rows, found.good, found.refused) == (2, 1, 1)
    assert found.refused_rows() == [3]
    assert found.problems[0].stops


def test_a_duplicate_names_the_other_row_in_both_languages() -> None:
    problem = preview(GOOD, ["A", "20210482", "", "a"]).problems[0]
    texts = [catalogue().text(problem.message.key, each, **problem.message.values) for each in ("ko", "en")]
    assert texts == ["20210482는 2행에도 있습니다", "20210482 is also in row 2"]


def test_the_same_name_with_another_number_is_two_people_to_be_looked_at() -> None:
    found = preview(GOOD, ["김하나", "20217719", "", "국문과"])
    assert faults(found) == [(3, "same_name")]
    assert (found.good, found.to_look_at, found.refused) == (1, 1, 0)
    assert len(found.people()) == 2


def test_a_person_without_a_group_is_looked_at_only_where_others_have_one() -> None:
    assert faults(preview(GOOD, ["A", "7", "", ""])) == [(3, "no_group")]
    without = Columns((Kind.NAME, Kind.NUMBER), 0)
    assert not preview(GOOD, ["A", "7", "", ""], columns=without).problems


def test_leading_zeros_are_kept_and_lost_ones_are_said_where_lengths_tell() -> None:
    rows = [[f"N{at}", f"{at:08}", "", "a"] for at in range(20240000, 20240040)]
    assert preview(*rows, ["A", "00210482", "", "a"]).people()[-1].number == "00210482"
    assert faults(preview(*rows, ["A", "210482", "", "a"])) == [(42, "zero_lost")]
    assert not preview(*([f"N{at}", str(at), "", "a"] for at in range(1, 1200))).problems


def test_decomposed_names_and_invisible_marks_are_cleaned() -> None:
    nfd = unicodedata.normalize("NFD", "김하나")
    found = preview([f"\ufeff{nfd}\u202e", " 20210482\u200b", "Hana@X.org", "국문과\n(주간)\x07"])
    assert found.people() == [Entry("김하나", "20210482", "hana@x.org", "국문과 (주간)")]


def test_rows_without_a_person_are_passed_over() -> None:
    found = preview([], ["", "", "", ""], GOOD, ["", "", "", "", "a note"])
    assert (found.rows, found.good) == (1, 1)
    assert found.entries[0][0] == 4


def test_columns_that_are_not_chosen_are_not_kept() -> None:
    found = check(
        make_table([["A", "7", "010-1234-5678"]], {}), Columns((Kind.NAME, Kind.NUMBER, Kind.UNUSED), None)
    )
    assert "5678" not in repr(found)


def test_names_in_two_columns_are_put_together() -> None:
    rows = make_table([["First name", "Last name", "no"], ["Ada", "King", "1"], ["", "Noether", "2"]], {})
    assert [each.name for each in check(rows, recognise(rows)).people()] == ["Ada King", "Noether"]


def test_it_is_all_or_nothing_unless_rows_are_left_out_on_purpose() -> None:
    found = preview(GOOD, ["", "7"], ["", "8"])
    with pytest.raises(RowsRefused) as refused:
        found.people()
    assert "Fix the 2 rows" in catalogue().of_error(refused.value, "en")
    assert [each.name for each in found.people(leave_out=True)] == ["김하나"]


def test_progress_is_told_and_may_end_the_work() -> None:
    shares: list[float] = []
    rows = [[f"N{at}", str(at)] for at in range(2500)]
    columns = Columns((Kind.NAME, Kind.NUMBER), None)
    check(make_table(rows, {}), columns, shares.append)
    assert shares == sorted(shares)
    assert (len(shares), shares[-1]) == (4, 1.0)

    def cancel(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check(make_table(rows, {}), columns, cancel)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", list(Fault))
def test_every_fault_has_a_text(fault: Fault, language: str) -> None:
    assert f"roll.fault.{fault}" in catalogue().keys(language)
    assert all(each in Fault for each in TO_LOOK_AT)


CELL = st.one_of(
    st.text(max_size=12), st.sampled_from(["김하나", "1", "=1", "a@b.c", "2E+7", "\ud800", "\x00"])
)


@given(st.lists(st.lists(CELL, max_size=5), max_size=12))
def test_whatever_stands_in_the_cells_every_row_is_taken_or_says_why(rows: list[list[str]]) -> None:
    found = check(make_table([list(row) for row in rows], {}), Columns(ALL.kinds, None))
    assert found.good + found.to_look_at + found.refused == found.rows
    assert len(found.refused_rows()) == found.refused
    assert {row for row, _ in found.entries}.isdisjoint(found.refused_rows())
    people = found.people(leave_out=True)
    numbers = [each.number_key for each in people if each.number_key]
    emails = [each.email for each in people if each.email]
    assert len(set(numbers)) == len(numbers)
    assert len(set(emails)) == len(emails)
    assert all(each.name and (each.number_key or each.email) for each in people)
    for problem in found.problems:
        assert catalogue().text(problem.message.key, "en", **problem.message.values)


def test_a_sheet_with_fifty_columns_of_other_things_is_read(tmp_path: Path) -> None:
    titles = ",".join([*(f"x{at}" for at in range(25)), "이름,학번", *(f"y{at}" for at in range(25))])
    row = ",".join([*(["?"] * 25), "김하나,1001", *(["?"] * 25)])
    assert preview_of(tmp_path, f"{titles}\n{row}\n").people() == [Entry("김하나", "1001")]
