"""Which program holds the election: its version, and a digest of its own files."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from election.resources import resource

VERSION = "0.1.0"  # as in pyproject.toml
_ROOT = Path(__file__).resolve().parents[2]
_CODE = ("api", "cli", "election", "kiosk")


@dataclass(frozen=True, slots=True)
class Program:
    """Its version, and the SHA-256 over the names and contents of all its files."""

    version: str
    digest: str


@cache
def this_program() -> Program:
    """Return what runs here; the files are read once."""
    whole = hashlib.sha256()
    for name, file in sorted(_files()):
        whole.update(f"{name}\n{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return Program(VERSION, whole.hexdigest())


def _files() -> Iterator[tuple[str, Path]]:
    yield "main.py", _ROOT / "main.py"
    for room in _CODE:
        for file in (_ROOT / room).rglob("*.py"):
            yield file.relative_to(_ROOT).as_posix(), file
    for file in resource().rglob("*"):
        if file.is_file() and file.parent.name != "__pycache__":  # pip compiles the verifier
            yield "resources/" + file.relative_to(resource()).as_posix(), file
