"""XLSX files in which many cells share one text: what they come to is counted before they are read."""

import io
import zipfile
from pathlib import Path

import pytest

from election.voters.roll_files import limits
from election.voters.roll_files.refusals import RollFileRefused
from tests.election.voters.roll_files.books import table_of, with_part, xlsx_of, zipped

ROWS = [["이름", "학번", "학과"], ["김하나", "00210482", "국문과"], ["이서윤", "20210483", "사학과"]]
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


def reason(folder: Path, data: bytes) -> str:
    with pytest.raises(RollFileRefused) as refused:
        table_of(folder, data)
    return str(refused.value.values["reason"].key).removeprefix("roll.file.")


def shared_by(cells: int, characters: int) -> bytes:
    return xlsx_of([["x" * characters]] * cells)


def test_a_text_that_many_cells_share_counts_as_often(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_INFLATED", 2**20)
    assert len(table_of(tmp_path, shared_by(1_000, 20)).rows) == 1_000
    assert reason(tmp_path, shared_by(1_000, 2_000)) == "inflates"


def test_shared_texts_count_wherever_they_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_INFLATED", 2**20)
    with zipfile.ZipFile(io.BytesIO(shared_by(1_000, 2_000))) as book:
        parts = {each: book.read(each) for each in book.namelist()}
    strings = parts.pop(STRINGS)
    other = {"xl/other.xml": b"<sst><si><t>x</t></si><si/></sst>"}
    for ordered in ({**parts, STRINGS: strings}, {STRINGS: strings, **parts}):
        assert reason(tmp_path, zipped({**other, **ordered})) == "inflates"
        assert reason(tmp_path, zipped({**ordered, **other})) == "inflates"
        runs = strings.replace(b"<si><t>", b"<si><r><t/></r><r><t>").replace(b"</t></si>", b"</t></r></si>")
        assert reason(tmp_path, zipped({**ordered, STRINGS: runs})) == "inflates"
        prefixed = strings.replace(b"si>", b"y:si>").replace(b"<sst ", b'<sst xmlns:y="y" ')
        assert reason(tmp_path, zipped({**ordered, STRINGS: prefixed})) == "inflates"


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="A1" t="s"><v>1&#48;</v></c>',
        b'<c r="A1" t="s"><v>1<![CDATA[0]]></v></c>',
        b'<c r="A1" t="s"><v>1<!-- -->0</v></c>',
        b'<c r="A1" t="s"><v>1<x/>0</v></c>',
        b'<c r="A1" t="s"><v><v>1</v></v></c>',
        b'<c r="A1" t="s"><v>+1</v></c>',
        b'<c r="A1" t="s"><v> 1</v></c>',
        b'<c r="A1" t="s"><v>\xd9\xa1</v></c>',
        b'<c r="A1" t="s"><v>99999999999999999999</v></c>',
        b'<c r="A1" t="s"><c/><v>1</v></c>',
    ],
)
def test_a_reference_that_may_be_read_in_two_ways_is_refused(tmp_path: Path, cell: bytes) -> None:
    """The reader would take it for one to another text than was counted."""

    def change(sheet: bytes) -> bytes:
        return sheet.replace(b'<c r="A1" t="s"><v>0</v></c>', cell)

    assert reason(tmp_path, with_part(xlsx_of(ROWS), SHEET, change)) == "damaged"


def test_a_shared_text_within_another_is_refused(tmp_path: Path) -> None:
    data = with_part(xlsx_of(ROWS), STRINGS, lambda xml: xml.replace(b"<si>", b"<si><si/>", 1))
    assert reason(tmp_path, data) == "damaged"
