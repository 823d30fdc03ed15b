"""Attacks write to memory where they can: they model the disk, and sync thousands of times."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

IN_MEMORY = Path("/dev/shm")


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """A folder of the test's own, in memory on Linux."""
    if not IN_MEMORY.is_dir():
        yield tmp_path
        return
    path = Path(tempfile.mkdtemp(prefix="vote-kiosk-", dir=IN_MEMORY))
    yield path
    shutil.rmtree(path)
