"""Encryption of what is written between two checkpoints: it is gone once its key is (crypto-shredding).

AES-256-GCM of the package `cryptography`, in chunks: no call holds Python's lock for long, and a chunk that
was changed, moved, left out or cut off is noticed. Each key encrypts one thing only, so nonces just count.
"""

import secrets
import struct
from collections.abc import Iterable, Iterator

from election.store.json.files.format import CorruptDataError

KEY_BYTES = 32
_CHUNK = 256 * 1024  # bytes, before 16 bytes of tag are added
_TAG = 16
_NONCE = struct.Struct("<IQ")


def new_key() -> bytes:
    """Return a key that was never used."""
    return secrets.token_bytes(KEY_BYTES)


def encrypt(key: bytes, pieces: Iterable[bytes], associated: bytes) -> Iterator[bytes]:
    """Yield `pieces` encrypted, by chunks. `associated` says what it is (AEAD's associated data) and must be
    given again to `decrypt`.
    """
    # Imported when first needed: it takes longer than half of what the window's first picture takes.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher = AESGCM(key)
    number = 0
    waiting = b""
    for chunk in _chunks(pieces):
        if waiting:
            yield cipher.encrypt(_NONCE.pack(0, number), waiting, associated + b"more")
            number += 1
        waiting = chunk
    yield cipher.encrypt(_NONCE.pack(0, number), waiting, associated + b"last")


def decrypt(key: bytes, data: bytes, associated: bytes) -> bytes:
    """Return what was encrypted. Raises CorruptDataError if anything is not as it was written."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher = AESGCM(key)
    view = memoryview(data)
    found = []
    for number, start in enumerate(range(0, max(len(data), 1), _CHUNK + _TAG)):
        chunk = view[start : start + _CHUNK + _TAG]
        state = b"last" if start + len(chunk) == len(data) else b"more"
        try:
            found.append(cipher.decrypt(_NONCE.pack(0, number), chunk, associated + state))
        except (InvalidTag, ValueError) as error:
            raise CorruptDataError from error
    return b"".join(found)


def _chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in chunks of one size, the last one shorter."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _CHUNK:
            whole = memoryview(b"".join(held))
            full = size - size % _CHUNK
            for start in range(0, full, _CHUNK):
                yield bytes(whole[start : start + _CHUNK])
            held, size = [bytes(whole[full:])], size - full
    if size:
        yield b"".join(held)
