"""Slips as PDF: what is on them can be read back, text and QR code, whatever names are there."""

import io
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

import pypdf
import pytest
import zxingcpp
from PySide6.QtGui import QImage

from election.i18n.catalogue import LANGUAGES, catalogue
from election.printing.slips import EIGHT, TEN, Batch, Slip, slips_pdf, slips_pictures
from election.voters import codes
from election.voters.codes import read

SHOWN = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
NOW = datetime(2026, 11, 28, 13, 5, tzinfo=timezone(timedelta(hours=9), "KST"))
ADDRESS = "http://192.168.0.10:2020"
# What would be markup, code or an escape to a template, if names ever came to be part of one.
NAMES = [
    "김하나", "#panic()", "*b* _i_ `c` $x$", "a] #let x = 1 [", '"quoted" \\ back', "</svg><script>",
    "{data}", "דוד", "= heading", "// gone", "@label", "~ -- ... ",
    "Wolfeschlegelsteinhausenbergerdorff Maximilian",
]  # fmt: skip


def batch(count: int, *, named: bool = False, language: str = "ko", address: str = ADDRESS) -> Batch:
    names = NAMES if named else [""]
    slips = [Slip(code, names[at % len(names)]) for at, code in enumerate(codes.draw(count))]
    return Batch("2026 총학생회 선거", slips, 3, NOW, language, address=address)


def texts_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def codes_in(text: str) -> set[str]:
    return set(SHOWN.findall(text))


def qr_codes_in(png: bytes) -> list[str]:
    picture = QImage.fromData(png).convertToFormat(QImage.Format.Format_Grayscale8)
    rows = memoryview(picture.constBits()).cast("B", (picture.height(), picture.bytesPerLine()))
    return [each.text for each in zxingcpp.read_barcodes(rows, formats=zxingcpp.BarcodeFormat.QRCode)]


@dataclass(frozen=True)
class Printed:
    batch: Batch
    pdf: bytes
    texts: list[str]


@pytest.fixture(scope="module")
def named() -> Printed:
    made = batch(23, named=True)
    pdf = slips_pdf(made)
    return Printed(made, pdf, texts_of(pdf))


# --- what is on them -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_every_code_is_read_back_from_its_sheet_and_no_other(named: Printed) -> None:
    assert len(named.texts) == named.batch.sheets == 3
    for sheet, text in enumerate(named.texts, 1):
        assert {read(each) for each in codes_in(text)} == {each.code for each in named.batch.on_sheet(sheet)}


def test_names_are_written_as_they_are_and_do_nothing(named: Printed) -> None:
    written = "".join(named.texts).replace("\n", "").replace(" ", "")
    for name in NAMES:
        if name != "דוד":  # which is extracted in the order of its glyphs
            assert name.strip().replace(" ", "") in written, name


def test_margins_say_election_batch_sheet_and_time(named: Printed) -> None:
    for sheet, text in enumerate(named.texts, 1):
        assert f"묶음 3 · 3장 가운데 {sheet}" in text
        assert "2026-11-28 13:05 KST" in text


def test_the_document_is_tagged_and_has_title_and_language(named: Printed) -> None:
    reader = pypdf.PdfReader(io.BytesIO(named.pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == "투표 코드 용지: 2026 총학생회 선거"
    catalog = reader.root_object
    assert catalog["/Lang"] == "ko"
    assert catalog["/MarkInfo"]["/Marked"].value is True


@pytest.mark.parametrize(("layout", "address"), [(TEN, ADDRESS), (EIGHT, "")])
def test_every_qr_code_holds_the_code_beside_it(layout: object, address: str) -> None:
    made = replace(batch(layout.per_sheet, address=address), layout=layout, practice=True)  # type: ignore[attr-defined]
    (picture,) = slips_pictures(made, dots_per_inch=150)
    scanned = qr_codes_in(picture)
    assert {read(each) for each in scanned} == {each.code for each in made.slips}
    assert all(each.startswith(f"{ADDRESS.upper()}/C/") for each in scanned if address)


def test_a_character_that_no_font_has_keeps_nobody_from_a_slip() -> None:
    drawn = codes.draw(3)
    names = ["김하나", "Lee \u0378", "박두리"]  # U+0378 is unassigned
    pdf = slips_pdf(Batch("선거", list(map(Slip, drawn, names)), 1, NOW, "ko"))
    (text,) = texts_of(pdf)
    assert {read(each) for each in codes_in(text)} == set(drawn)
    assert "김하나" in text
    assert "박두리" in text
    assert pypdf.PdfReader(io.BytesIO(pdf)).root_object["/MarkInfo"]["/Marked"].value is True


# --- in each language and form -------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_slips_say_how_to_vote_and_practice_is_on_each_and_in_the_margin(language: str) -> None:
    made = replace(batch(3, language=language), practice=True, keep=True, notice="Kept until 31 Dec")
    (text,) = texts_of(slips_pdf(made))
    words = {key: catalogue().text(f"slip.{key}", language) for key in ("practice", "watermark", "keep")}
    assert text.count(words["practice"]) == 3 + 1
    assert text.count(words["watermark"]) >= 3
    assert " ".join(text.split()).count(words["keep"]) == 3
    assert text.count("Kept until 31 Dec") == 3
    phone = catalogue().text("slip.phone", language)
    assert " ".join(text.split()).count(phone) == 3
    (alone,) = texts_of(slips_pdf(replace(made, address="")))
    assert phone not in " ".join(alone.split())
    for key in ("step_enter_or_scan", "step_mark", "step_cast"):
        assert text.count(catalogue().text(f"slip.{key}", language)) == 3


def test_nothing_speaks_of_practice_in_a_real_election(named: Printed) -> None:
    texts = "".join(named.texts)
    assert catalogue().text("slip.once", "ko") in texts
    assert catalogue().text("slip.watermark", "ko") not in texts


@pytest.mark.slow
def test_sheets_printed_again_keep_their_numbers() -> None:
    made, shares = batch(33), list[float]()
    pages = texts_of(slips_pdf(made, [2, 4], shares.append))
    assert [codes_in(each) for each in pages] == [
        {each.code.shown for each in made.on_sheet(sheet)} for sheet in (2, 4)
    ]
    assert "4장 가운데 4" in pages[1]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def test_a_batch_is_divided_into_sheets() -> None:
    made = batch(23)
    assert [len(made.on_sheet(sheet)) for sheet in range(1, 5)] == [10, 10, 3, 0]
    assert replace(made, layout=EIGHT).sheets == 3
    with pytest.raises(ValueError, match="no slips"):
        slips_pdf(batch(0))


def test_a_long_title_and_marks_at_the_edge_leave_the_codes_readable() -> None:
    slips = [Slip(each, group="기계공학과", edge_marks=99) for each in codes.draw(10)]
    made = Batch("가나다라마바사 " * 30, slips, 1, NOW, "ko", address=ADDRESS)
    (picture,) = slips_pictures(made, dots_per_inch=150)
    assert len(qr_codes_in(picture)) == 10
