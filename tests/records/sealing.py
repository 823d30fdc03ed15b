"""What every pack has, made from the written format: canonical JSON, digests, signature, zip, chained log."""

import hashlib
import json
import struct
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ID = "0123456789abcdef"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))


def canonical(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return (text + "\n").encode()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def fingerprint(key: Ed25519PrivateKey) -> str:
    digits = f"{int.from_bytes(hashlib.sha256(public(key)).digest(), 'big') % 10**40:040d}"
    return " ".join(digits[at : at + 5] for at in range(0, 40, 5))


def signed(manifest: Any, key: Ed25519PrivateKey) -> dict[str, bytes]:
    content = canonical(manifest)
    signature = key.sign(b"vote-kiosk pack 1\n" + content).hex()
    return {"manifest.json": content, "manifest.sig": f"{signature}\n".encode()}


def zip_of(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the one form of a zip that a pack has, of entries in the order given."""
    body, directory, count = bytearray(), bytearray(), 0
    for name, content in entries:
        sizes = struct.pack("<IIIHH", zlib.crc32(content), len(content), len(content), len(name), 0)
        directory += struct.pack("<4sBBHHHHH", b"PK\x01\x02", 20, 3, 20, 0, 0, 0, 0x21) + sizes
        directory += struct.pack("<HHHII", 0, 0, 0, 0o100644 << 16, len(body)) + name.encode("latin-1")
        body += struct.pack("<4sHHHHH", b"PK\x03\x04", 20, 0, 0, 0, 0x21) + sizes
        body += name.encode("latin-1") + content
        count += 1
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)


def log_of(lines: Iterable[Mapping[str, Any]], key: Ed25519PrivateKey) -> bytes:
    """Return the log with these lines, numbered and chained."""
    usual = {
        "at": "2026-11-28T05:00:00Z",
        "zone": "+09:00",
        "role": "organiser",
        "why": "",
        "present": [],
        "data": {},
    }
    return chained([usual | {"n": number, **line} for number, line in enumerate(lines, start=1)], key)


def chained(lines: Iterable[Any], key: Ed25519PrivateKey, election: str = ID) -> bytes:
    """Return the log with exactly these lines, each bound to the one before."""
    before = sha256(f"vote-kiosk log 1\n{election}\n{public(key).hex()}".encode())
    text = ""
    for line in lines:
        words = canonical(line).decode().rstrip("\n")
        before = sha256(f"{before}\n{words}".encode())
        text += f"{before} {words}\n"
    return text.encode()
