"""Encrypted copies that somebody who has the passphrase wrote with another program."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from election.errors import DataDamaged
from election.store.json import sealed
from election.store.json.copying import opened_copy
from election.store.json.files.cipher import encrypt
from election.store.json.files.format import compose, section
from election.store.json.memory_store import MemoryStore
from election.store.port import CopyNote

SECRET, ID = "rainy stones 42 hum", "0123456789abcdef"
Change = Callable[[dict[str, dict[int, bytes]], dict[str, Any]], object]


def written(folder: Path, change: Change) -> None:
    """Write a copy whose rows and fields `change` has made others."""
    store = MemoryStore({})
    store.write(lambda transaction: transaction.put_copy_note(CopyNote(ID, "2026-11-28T05:00:00+00:00")))
    rows: dict[str, dict[int, bytes]] = {name: dict(each) for name, each in store.lines().items()}
    fields: dict[str, Any] = {"keys": {}}
    change(rows, fields)
    key, salt = sealed.copy_key(SECRET), bytes(16)
    head = sealed.MAGIC + key.salt + salt
    sections = {name: section(each[row] for row in sorted(each)) for name, each in rows.items()}
    pieces = encrypt(sealed._file_key(key, salt), compose(sections, fields), head)
    (folder / f"vote-kiosk-{ID}.backup").write_bytes(head + b"".join(pieces))


def row(table: str, **values: Any) -> Change:
    return lambda rows, _: rows[table].update(
        {1: b'"1":' + json.dumps(values, separators=(",", ":")).encode()}
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda _, fields: fields.clear(),
        lambda _, fields: fields.update(keys=[]),
        lambda _, fields: fields.update(keys={"codes.key": "abcd"}),
        lambda _, fields: fields.update(keys={"signing.key": 7}),
        row("elections", x=1),
        row("ballots", contest=1),
        row("meta", version="x"),
    ],
)
def test_what_another_program_wrote_is_told_of(
    change: Change, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed, "_WORK", 2**4)
    written(tmp_path, change)
    with pytest.raises(DataDamaged), opened_copy(tmp_path, SECRET):
        pass
