"""Whether the manifest's key signed it, and the fingerprint by which people compare keys."""

import hashlib
import re
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from election.records.verify.records import Manifest

_FIELD = 2**255 - 19
# The y of the points whose order is 8 or less: such a key signs for any message.
_OF_EIGHT = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD83D3D706A17C7
_SMALL = {0, 1, _FIELD - 1, _OF_EIGHT, _FIELD - _OF_EIGHT}
_WIDE = re.compile("[\uff10-\uff19]")
_BETWEEN = re.compile(r"[\s\xad\u200b-\u2015\u202a-\u202e\u2060-\u2069\u2212\ufe63\ufeff\uff0d-]")


def fingerprint_of(key: bytes) -> str:
    """Return 40 digits in groups of five."""
    number = int.from_bytes(hashlib.sha256(key).digest(), "big") % 10**40
    return " ".join(re.findall(".{5}", f"{number:040}"))


def signing_key(manifest: Manifest) -> bytes:
    """Return the key that the manifest names; empty where that is none."""
    return bytes.fromhex(manifest.key) if re.fullmatch("[0-9a-f]{64}", manifest.key) else b""


def is_signed(manifest: Manifest, entries: Mapping[str, bytes]) -> bool:
    """Return whether the manifest is signed by the key that it names."""
    key, signature = signing_key(manifest), entries.get("manifest.sig", b"")
    if not key or not re.fullmatch(b"[0-9a-f]{128}\n", signature):
        return False
    y = int.from_bytes(key, "little") % 2**255
    if y >= _FIELD or y in _SMALL or manifest.fingerprint != fingerprint_of(key):
        return False
    message = b"vote-kiosk pack 1\n" + entries["manifest.json"]
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(bytes.fromhex(signature[:-1].decode()), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def same_fingerprint(typed: str, key: bytes) -> bool:
    """Return whether somebody typed in the fingerprint of this key."""
    return typed_digits(typed) == fingerprint_of(key).replace(" ", "")


def mistyped(typed: str) -> int | None:
    """Return None where `typed` can be a fingerprint, else how many digits there are in it.

    >>> mistyped("12345-67890 a"), mistyped("12345 67890" * 4)
    (10, None)
    """
    digits = typed_digits(typed)
    return None if re.fullmatch("[0-9]{40}", digits) else len(re.findall("[0-9]", digits))


def typed_digits(typed: str) -> str:
    """Return a fingerprint as it was typed or copied, with wide digits made plain, without spaces, hyphens
    and marks that cannot be seen.
    """
    return _BETWEEN.sub("", _WIDE.sub(lambda digit: chr(ord(digit[0]) - 0xFEE0), typed))
