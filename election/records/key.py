"""The key of an election, by which it signs what is published of it: Ed25519.

It is made with the election and stays in its folder. People compare its fingerprint, which stands on the
sheet that is published before the vote, with the one on the reports.
"""

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_DIGITS = 40
_GROUP = 5


class ElectionKey:
    """Signs for one election. It never tells the private key."""

    def __init__(self, private: bytes) -> None:
        """`private` are the 32 bytes of the private key."""
        self._key = Ed25519PrivateKey.from_private_bytes(private)
        self.public: bytes = self._key.public_key().public_bytes_raw()

    def __repr__(self) -> str:
        return f"ElectionKey({self.public_hex})"

    @property
    def public_hex(self) -> str:
        """The 32 bytes of the public key as 64 hexadecimal digits, lower case."""
        return self.public.hex()

    @property
    def fingerprint(self) -> str:
        """See `fingerprint`."""
        return fingerprint(self.public)

    def sign(self, content: bytes) -> bytes:
        """Return the 64 bytes of the signature; the same content always gives the same ones."""
        return self._key.sign(content)


def fingerprint(public: bytes) -> str:
    """Return the fingerprint of a public key, 40 digits in groups that can be read aloud.

    >>> fingerprint(bytes(32))
    '22022 37096 31479 19918 10382 90276 65309 30981'
    """
    number = int.from_bytes(hashlib.sha256(public).digest(), "big") % 10**_DIGITS
    digits = f"{number:0{_DIGITS}}"
    return " ".join(digits[at : at + _GROUP] for at in range(0, _DIGITS, _GROUP))


def is_signed(public: bytes, content: bytes, signature: bytes) -> bool:
    """Return whether the signature of `content` is by the owner of this public key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True
