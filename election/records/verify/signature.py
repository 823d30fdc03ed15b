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
    """Return whether somebody typed in the fingerprint of this key, with spaces, hyphens or without."""
    return re.sub(r"[\s-]", "", typed) == fingerprint_of(key).replace(" ", "")
