"""Millimetres from the screen, and pictures on the disk."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from election.i18n.catalogue import LANGUAGES
from kiosk.style.fonts import find_fonts
from kiosk.style.theme import MM_PER_INCH, dots_per_mm
from tests.kiosk.checks import colours
from tools import screenshots
from tools.screenshots import screen_states


def test_a_screen_that_lies_about_its_size_is_taken_for_a_common_one() -> None:
    assert dots_per_mm(192.0) == pytest.approx(192 / MM_PER_INCH)
    for nonsense in (0.0, 12.0, 5_000.0, float("inf")):
        assert dots_per_mm(nonsense) == pytest.approx(96 / MM_PER_INCH)


@pytest.mark.slow
def test_the_pictures_are_written(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screenshots, "SIZES", ((1280, 720),))
    monkeypatch.setattr(screenshots, "screen_states", lambda: screen_states()[:3])
    fonts = find_fonts()
    monkeypatch.setattr(qapp, "fonts", fonts, raising=False)
    files = list(screenshots.take(tmp_path / "out", qapp))  # type: ignore[arg-type]
    assert {file.name for file in files} == {
        f"{each.name}-{language}-1280x720.png" for each in screen_states()[:3] for language in LANGUAGES
    }
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in files)


@pytest.mark.slow
def test_the_sheet_has_a_place_for_each(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qapp, "fonts", find_fonts(), raising=False)
    file = tmp_path / "sheet.png"
    screenshots.arrange(file, list(screenshots.contact_sheet(qapp, ("start", "display"))), QSize(640, 360))  # type: ignore[arg-type]
    sheet = QImage(str(file))
    places = [QRect(at * 664 + 24, 24, 640, 360) for at in range(4)]  # a picture and the gap beside it
    drawn = [len(colours(sheet, place)) > 1 for place in places]
    assert drawn == [True, True, False, False]


@pytest.mark.parametrize("given", [[], ["out", "--sheet", "sheet.png"]])
def test_pictures_are_asked_for_in_one_way(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        screenshots.main(given)
    assert "OUT" in capsys.readouterr().err
