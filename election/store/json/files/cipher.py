"""Hiding what is written while votes come in, so that it can be made unreadable by forgetting a key.

AES-256-GCM of the package `cryptography`, in chunks: no call holds Python's lock for long, and a chunk that
was changed, moved, left out or cut off is noticed. Each key hides one thing only, so nonces just count.
"""

import secrets
import struct
from collections.abc import Iterable, Iterator

from election.store.json.files.format import BrokenSealError

KEY_BYTES = 32
_CHUNK = 256 * 1024  # bytes, before 16 bytes of tag are added
_TAG = 16
_NONCE = struct.Struct("<IQ")


def new_key() -> bytes:
    """Return a key that was never used."""
    return secrets.token_bytes(KEY_BYTES)


def hide(key: bytes, pieces: Iterable[bytes], binding: bytes) -> Iterator[bytes]:
    """Yield the hidden form of `pieces` by chunks. `binding` says what it is and must be given again."""
    # Imported when first needed: it takes longer than half of what the window's first picture takes.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher = AESGCM(key)
    number = 0
    waiting = b""
    for chunk in _chunks(pieces):
        if waiting:
            yield cipher.encrypt(_NONCE.pack(0, number), waiting, binding + b"more")
            number += 1
        waiting = chunk
    yield cipher.encrypt(_NONCE.pack(0, number), waiting, binding + b"last")


def reveal(key: bytes, data: bytes, binding: bytes) -> bytes:
    """Return what was hidden. Raises BrokenSealError if anything is not as it was written."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher = AESGCM(key)
    view = memoryview(data)
    found = []
    for number, start in enumerate(range(0, max(len(data), 1), _CHUNK + _TAG)):
        chunk = view[start : start + _CHUNK + _TAG]
        state = b"last" if start + len(chunk) == len(data) else b"more"
        try:
            found.append(cipher.decrypt(_NONCE.pack(0, number), chunk, binding + state))
        except (InvalidTag, ValueError) as error:
            raise BrokenSealError from error
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
