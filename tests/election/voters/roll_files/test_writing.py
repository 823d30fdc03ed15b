"""A roll as a file: what is written can be read in again, and rows that were not taken say why."""

from collections.abc import Callable
from pathlib import Path

import pytest

from election.i18n.catalogue import LANGUAGES
from election.voters.roll_files import writing
from election.voters.roll_files.checking import check
from election.voters.roll_files.columns import recognise
from election.voters.roll_files.entries import Entry
from tests.election.voters.roll_files.books import preview_of, table_of

PEOPLE = [
    Entry("김하나", "00210482", "hana@x.org", "국문과"),
    Entry("-Kim", "+82-10", "", "@group"),
    Entry("O'Neil, Jo", "", "jo@x.org", ""),
    Entry("דוד", "1003", "", "국문과"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("write", [writing.roll_csv, writing.roll_xlsx])
def test_a_roll_that_is_written_is_read_again_the_same(
    tmp_path: Path, write: Callable[[list[Entry], str], bytes], language: str
) -> None:
    assert preview_of(tmp_path, write(PEOPLE, language)).people() == PEOPLE


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_is_a_good_roll(tmp_path: Path, language: str) -> None:
    preview = preview_of(tmp_path, writing.example_xlsx(language))
    assert (preview.good, preview.rows) == (3, 3)


def test_rows_that_cannot_be_taken_are_written_with_their_number_and_reason(tmp_path: Path) -> None:
    table = table_of(tmp_path, "name,number,phone\nKim,1,=2\n,2,3\nLee,1,4\n")
    data = writing.refused_csv(table, check(table, recognise(table)), "en")
    assert data.decode("utf-8-sig").splitlines() == [
        '"row","reason"',
        '3,"no name","","2","3"',
        '4,"1 is also in row 2","Lee","1","4"',
    ]
