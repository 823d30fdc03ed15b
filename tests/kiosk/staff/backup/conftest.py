"""A window over a library of elections, behind whose door tests look."""

from pathlib import Path

import pytest

from kiosk.support.places import Place, PlaceKind
from tests.kiosk.staff.library.conftest import services, window

__all__ = ["services", "window"]


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place there is."""
    path = tmp_path / "stick"
    path.mkdir()
    monkeypatch.setattr("kiosk.staff.backup.page.places", lambda: (Place(PlaceKind.STICK, path, "USB"),))
    return path
