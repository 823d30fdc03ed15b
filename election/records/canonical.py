"""JSON in one form alone, so that the same content always has the same bytes, and the same digest."""

import hashlib
import json
from typing import Any


def canonical_text(values: Any) -> str:
    """Return plain values as JSON: keys sorted, no spaces, characters as they are. ValueError for NaN."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical(values: Any) -> bytes:
    """Return the same as a file has it, in UTF-8 with a line feed at its end."""
    return (canonical_text(values) + "\n").encode()


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
