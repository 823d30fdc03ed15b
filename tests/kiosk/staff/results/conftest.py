"""A window over a library of elections, behind whose door tests look, and a stick to save on."""

from pathlib import Path

import pytest

from kiosk.staff.results import save
from kiosk.support.places import Place, PlaceKind
from tests.kiosk.staff.library.conftest import services, window

__all__ = ["services", "window"]


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """The only place to save at."""
    path = tmp_path / "stick"
    path.mkdir()
    place = Place(PlaceKind.STICK, path, "선관위")
    monkeypatch.setattr(save, "places", lambda: (place,))
    return place
