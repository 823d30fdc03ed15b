"""Candidates from files and from what is pasted."""

from pathlib import Path

import pytest

from election.errors import ElectionError
from election.i18n.catalogue import catalogue
from election.models import LocalText
from election.setup.candidate_lists import (
    MOST_CANDIDATES,
    CandidatesRefused,
    read_candidate_file,
    read_candidate_text,
)
from election.setup.changes.candidates import NewCandidate
from election.spreadsheets import xlsx_file
from election.voters.roll_files.refusals import RollFileRefused

FIRST = NewCandidate("한서윤", "하늘", LocalText.of({"ko": "함께 걷겠습니다"}))
SECOND = NewCandidate("오민재")


def test_titles_may_come_in_any_order_and_in_korean_windows(tmp_path: Path) -> None:
    file = tmp_path / "candidates.csv"
    file.write_bytes("기호,소견,성명,소속\r\n1,함께 걷겠습니다,한서윤,하늘\r\n2,,오민재,\r\n".encode("cp949"))
    assert read_candidate_file(file) == (FIRST, SECOND)


def test_a_workbook_is_read(tmp_path: Path) -> None:
    file = tmp_path / "candidates.xlsx"
    titles = ("name", "list", "statement", "statement en")
    file.write_bytes(xlsx_file("후보", titles, [("한서윤", "하늘", "함께 걷겠습니다", "Together")]))
    both = LocalText.of({"ko": "함께 걷겠습니다", "en": "Together"})
    assert read_candidate_file(file) == (NewCandidate("한서윤", "하늘", both),)


@pytest.mark.parametrize(
    "text",
    [
        "한서윤\t하늘\t함께 걷겠습니다\n오민재\n",
        "1\t한서윤\t하늘\t함께 걷겠습니다\n2\t오민재\t\t\n",
        "이름\t소속\t소견\r\n한서윤\t하늘\t함께 걷겠습니다\r\n\r\n오민재\t\t\r\n",
    ],
)
def test_what_is_pasted_is_read(text: str) -> None:
    assert read_candidate_text(text) == (FIRST, SECOND)


def test_names_alone_are_enough() -> None:
    assert read_candidate_text("  한서윤 \nKim Hana\n") == (NewCandidate("한서윤"), NewCandidate("Kim Hana"))
    assert read_candidate_text("") == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("이름,소속\n,하늘\n", "Row 2: there is no name"),
        (f"한서윤\n{'가' * 201}\n", "Row 2: The text"),
        (
            "\n".join(f"후보 {at}" for at in range(MOST_CANDIDATES + 1)),
            f"Row {MOST_CANDIDATES + 1}: There may be",
        ),
        ("이름,소속\n", "Row 1: There is no name in it"),
    ],
)
def test_what_is_wrong_is_told_with_its_row(text: str, said: str) -> None:
    with pytest.raises(CandidatesRefused) as refused:
        read_candidate_text(text)
    assert words(refused.value).startswith(said)


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "candidates.pdf"
    file.write_bytes(b"%PDF-1.7")
    with pytest.raises(RollFileRefused) as refused:
        read_candidate_file(file)
    assert "Nothing was imported" in words(refused.value)


def words(error: ElectionError) -> str:
    said = catalogue().of_error(error, "en")
    assert catalogue().of_error(error, "ko") != said
    return said
