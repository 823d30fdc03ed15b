"""The address of the page that says a ballot is in the box: it holds the receipt, sealed, and names nobody.

Nothing of it is kept here. The key is in memory alone, so after a restart such an address leads to the start;
and after a while it tells no more than that a ballot went in: phones are handed on, with the addresses that
they remember.
"""

import secrets
import struct
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SHOWN_FOR = 10 * 60  # seconds for which a receipt is shown
_NONCE = 12
_CONTENT = struct.Struct(">QQ")  # receipt, seconds of the clock


@dataclass(frozen=True, slots=True)
class Proof:
    """A ballot is in the box; `receipt` is None once it is not shown any more."""

    receipt: str | None


class Proofs:
    """Gives such texts, and reads them. `clock` gives seconds that never go back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._seal = AESGCM(secrets.token_bytes(32))
        self._clock = clock

    def give(self, receipt: str) -> str:
        """Return a text for an address, of one length whatever it holds."""
        nonce = secrets.token_bytes(_NONCE)
        content = _CONTENT.pack(int(receipt), int(self._clock()))
        return urlsafe_b64encode(nonce + self._seal.encrypt(nonce, content, None)).decode().rstrip("=")

    def read(self, text: str) -> Proof | None:
        """Return what `give` put into `text`; None where it did not, since the program was started."""
        try:
            sealed = urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))
            number, since = _CONTENT.unpack(self._seal.decrypt(sealed[:_NONCE], sealed[_NONCE:], None))
        except (InvalidTag, ValueError):
            return None
        return Proof(f"{number:016}" if self._clock() - since < SHOWN_FOR else None)


def qr_picture(text: str) -> str:
    """Return `text` as a QR code: an SVG of one path, black on white with its quiet zone."""
    import segno  # when the first is shown: not every start of the program shows one

    # With a given mask: to weigh all eight takes longer than all the rest of a vote on a phone.
    code = segno.make_qr(text, error="m", mask=2, boost_error=False)
    return str(code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr"))
