"""Every screen in every state: contrast, size, names for screen readers, nothing cut off or sideways."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from election.language import LANGUAGES, catalogue
from kiosk import screenshots
from kiosk.fonts import find_fonts
from kiosk.palettes import DAYLIGHT, contrast
from kiosk.samples import show_services
from kiosk.screenshots import Shot, shots
from kiosk.theme import MM_PER_INCH, Theme, dots_per_mm
from kiosk.widgets.press import Pressable
from kiosk.widgets.text import Text
from kiosk.window import KioskWindow

LEAST_TARGET_MM = 12.7  # VVSG 7.2-I
INFORMATIVE = 10.0  # VVSG 7.1-C


@pytest.fixture(params=shots(), ids=lambda shot: shot.name)
def shot(request: pytest.FixtureRequest) -> Shot:
    return request.param


def stage(qtbot: QtBot, shot: Shot, language: str, size: tuple[int, int], scale: float = 1.0) -> KioskWindow:
    fonts = find_fonts()
    theme = Theme(scale=scale, families=fonts.families, cap_ratio=fonts.cap_ratio)
    window = KioskWindow(
        show_services(shot.election),
        catalogue(),
        shot.status,
        language,
        fonts=fonts,
        theme=theme,
        fade_ms=0,
    )
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    shot.prepare(window)
    for _ in range(5):
        QApplication.processEvents()
    return window


def seen(window: QWidget, kind: type) -> Iterator[QWidget]:
    return (widget for widget in window.findChildren(kind) if widget.isVisibleTo(window))


@pytest.mark.parametrize(
    ("language", "size", "scale"),
    [
        ("ko", (1280, 720), 1.0),
        ("en", (1920, 1080), 1.5),
        ("en", (1280, 720), 1.2),
        ("en", (1920, 1080), 1.0),
    ],
)
def test_all_of_it_can_be_read_touched_and_named(
    qtbot: QtBot, shot: Shot, language: str, size: tuple[int, int], scale: float
) -> None:
    window = stage(qtbot, shot, language, size, scale)
    per_mm = dots_per_mm(96.0)
    for target in seen(window, Pressable):
        assert min(target.width(), target.height()) / per_mm >= LEAST_TARGET_MM, target.accessibleName()
        assert target.accessibleName(), type(target)
    for field in seen(window, QLineEdit):
        assert field.accessibleName()
        assert field.height() / per_mm >= LEAST_TARGET_MM
    for text in seen(window, Text):
        if text.said():
            assert text.height() >= text.heightForWidth(text.width()), f"cut off: {text.said()}"
    for area in seen(window, QScrollArea):
        assert area.widget().width() <= area.viewport().width(), "it would have to scroll sideways"
    assert (window.width(), window.height()) == size, "the window fits the screen"
    window.shut_down()


@pytest.mark.parametrize(
    ("front", "back"),
    [
        *[(ink, ground) for ink in ("ink", "ink_soft", "accent") for ground in ("ground", "surface")],
        ("accent", "accent_tint"),
        ("ink", "accent_tint"),
        ("ink_soft", "accent_tint"),
        ("on_accent", "accent"),
        ("on_accent", "accent_deep"),
        ("error", "error_tint"),
        ("error", "surface"),
        ("on_error", "error"),
        ("warning", "warning_tint"),
        ("warning", "surface"),
    ],
)
def test_what_informs_stands_out(front: str, back: str) -> None:
    assert contrast(getattr(DAYLIGHT, front), getattr(DAYLIGHT, back)) >= INFORMATIVE


def test_contrast_is_the_one_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#336699", "#336699") == 1


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
