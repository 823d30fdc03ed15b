"""The event log as a chain: each line's hash is over the hash before it and the line, so no line can be
changed, taken out or put in without all hashes after it being others.

A line is JSON with sorted keys and without spaces. The hash before the first one depends on the election's id
and public key: the log of another election is not taken for this one's.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

_FIRST = "vote-kiosk log 1"


def log_start(election_id: str, public_key: str = "") -> str:
    """Return the hash before the first line; `public_key` in hexadecimal digits."""
    return _digest(f"{_FIRST}\n{election_id}\n{public_key}")


def line_text(line: Mapping[str, Any]) -> str:
    """Return a line as the chain takes it."""
    return json.dumps(line, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def next_hash(previous: str, text: str) -> str:
    """Return the hash of the line `text`, which follows the line with the hash `previous`."""
    return _digest(f"{previous}\n{text}")


def utc_and_zone(when: str) -> tuple[str, str]:
    """Return a time (ISO 8601, with its offset) as a line has it.

    >>> utc_and_zone("2026-11-28T14:00:00+09:00")
    ('2026-11-28T05:00:00Z', '+09:00')
    """
    time = datetime.fromisoformat(when)
    if time.tzinfo is None:
        time = time.replace(tzinfo=UTC)
    at = time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
    return f"{at}Z", time.isoformat()[-6:]


def local_time(at: str, zone: str) -> str:
    """Return the time whose `utc_and_zone` these are."""
    offset = datetime.fromisoformat(f"2000-01-01T00:00:00{zone}").tzinfo
    return datetime.fromisoformat(at).astimezone(offset).isoformat(timespec="seconds")


def chained(lines: Iterable[Mapping[str, Any]], start: str) -> dict[int, dict[str, Any]]:
    """Return lines, which are in order, with their hashes, by their numbers."""
    rows, previous = {}, start
    for line in lines:
        bare = without_hash(line)
        previous = next_hash(previous, line_text(bare))
        rows[int(line["n"])] = {**bare, "hash": previous}
    return rows


def without_hash(line: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of the log as its hash is made of it."""
    return {name: value for name, value in line.items() if name != "hash"}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
