"""Receipts: that a ballot went into the box, and never what it says.

A receipt is made of the tag of the attempt, under a key of the election, so that a client whose answer was
lost gets the same one again. Tags are wiped when the polls close; from then on nothing in the folder joins a
receipt to a voter, and nothing ever joined it to a ballot.
"""

import hmac

from election.errors import Invalid

DIGITS = 16
_GROUP = 4
_LEFT_OUT = str.maketrans("", "", "- \t\r\n\u00a0\u2010\u2011\u2012\u2013\u2014\u2212")


class ReceiptMalformed(Invalid):
    """What was given is no receipt: not 16 digits."""

    code = "receipt.malformed"


def key_for_receipts(key: bytes) -> bytes:
    """Return the key that makes receipts, derived from the one that makes tags."""
    return hmac.digest(key, b"receipts", "sha256")


def receipt_of(key: bytes, tag: bytes) -> str:
    """Return the receipt of the ballot that was cast in the attempt with this tag: 16 digits."""
    number = int.from_bytes(hmac.digest(key, tag, "sha256"), "big") % 10**DIGITS
    return f"{number:0{DIGITS}}"


def shown(receipt: str) -> str:
    """Return a receipt as people read it.

    >>> shown("1234567890123456")
    '1234-5678-9012-3456'
    """
    return "-".join(receipt[at : at + _GROUP] for at in range(0, DIGITS, _GROUP))


def read_receipt(text: str) -> str:
    """Return the receipt that somebody typed or scanned, with or without dashes and spaces. Raises
    ReceiptMalformed.
    """
    receipt = text.translate(_LEFT_OUT)
    if len(receipt) != DIGITS or not (receipt.isascii() and receipt.isdigit()):
        raise ReceiptMalformed
    return receipt
