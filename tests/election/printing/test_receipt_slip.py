"""A receipt on a slip: the number and its QR code, the election, what it shows, and nothing else."""

import pytest

from election.printing.receipt_slip import ReceiptSlip, receipt_pdf, receipt_picture
from tests.election.printing.test_slips import qr_codes_in, texts_of

RECEIPT = "1234567890123456"
SHOWN = "1234-5678-9012-3456"
ABOUT = {"ko": "표가 투표함에 들어갔다는 것만", "en": "a ballot went into the box, never what it says"}


def one_line(pdf: bytes) -> str:
    return " ".join("".join(texts_of(pdf)).split())


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_slip_says_which_number_in_which_election_and_what_it_shows(language: str) -> None:
    text = one_line(receipt_pdf(ReceiptSlip('2026 #panic() "선거"', RECEIPT, language)))
    assert SHOWN in text
    assert '2026 #panic() "선거"' in text
    assert ABOUT[language] in text
    assert "receipts.txt" in text


def test_the_qr_code_is_the_number() -> None:
    for practice in (False, True):
        assert qr_codes_in(receipt_picture(ReceiptSlip("선거", RECEIPT, "ko", practice))) == [SHOWN]


@pytest.mark.slow
def test_slips_differ_in_nothing_but_the_number() -> None:
    first, second = (ReceiptSlip("선거", each, "ko") for each in (RECEIPT, RECEIPT[::-1]))
    assert receipt_pdf(first) == receipt_pdf(first), "whenever it is made"
    assert one_line(receipt_pdf(first)).replace(SHOWN, "") == one_line(receipt_pdf(second)).replace(
        SHOWN[::-1], ""
    )
    assert RECEIPT not in repr(first)


def test_a_slip_of_a_practice_says_so() -> None:
    texts = [one_line(receipt_pdf(ReceiptSlip("Board", RECEIPT, "en", each))) for each in (False, True)]
    assert ["PRACTICE" in each for each in texts] == [False, True]


def test_a_long_title_pushes_nothing_off_the_slip() -> None:
    text = one_line(receipt_pdf(ReceiptSlip("대한민국 " * 60 + "가나다라" * 30, RECEIPT, "ko")))
    assert SHOWN in text
    assert "receipts.txt" in text
