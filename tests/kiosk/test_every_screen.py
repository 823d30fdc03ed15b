"""Millimetres from the screen, and pictures on the disk."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from election.language import LANGUAGES
from kiosk import screenshots
from kiosk.fonts import find_fonts
from kiosk.screenshots import shots
from kiosk.theme import MM_PER_INCH, dots_per_mm


def test_a_screen_that_lies_about_its_size_is_taken_for_a_common_one() -> None:
    assert dots_per_mm(192.0) == pytest.approx(192 / MM_PER_INCH)
    for nonsense in (0.0, 12.0, 5_000.0, float("inf")):
        assert dots_per_mm(nonsense) == pytest.approx(96 / MM_PER_INCH)


def test_the_pictures_are_written(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screenshots, "SIZES", ((1280, 720),))
    monkeypatch.setattr(screenshots, "shots", lambda: shots()[:3])
    fonts = find_fonts()
    monkeypatch.setattr(qapp, "fonts", fonts, raising=False)
    files = list(screenshots.take(tmp_path / "out", qapp))  # type: ignore[arg-type]
    assert {file.name for file in files} == {
        f"{each.name}-{language}-1280x720.png" for each in shots()[:3] for language in LANGUAGES
    }
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in files)
