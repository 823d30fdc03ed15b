"""The log that an earlier version's acts become."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from election.records.key import ElectionKey
from election.store.log_chain import chained, local_time, log_start


def check_log(rows: list[dict[str, Any]], before: Collection[dict[str, Any]], folder: Path) -> None:
    """Hold the lines of the log against the acts that there were."""
    assert [row["n"] for row in rows] == list(range(1, len(before) + 1))
    key = ElectionKey((folder / "signing.key").read_bytes())
    assert rows == list(chained(rows, log_start(folder.name, key.public_hex)).values())
    known = [(act["role"], act["what"], act["why"], act["when"]) for act in before]
    lines = [(row["role"], row["what"], row["why"], local_time(row["at"], row["zone"])) for row in rows]
    assert sorted(lines) == sorted(known)
    assert [each[3] for each in lines] == sorted(each[3] for each in lines)
