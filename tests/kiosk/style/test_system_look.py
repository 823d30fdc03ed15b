"""The look that every voter starts with, where the system is set to be seen otherwise."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase
from pytestqt.qtbot import QtBot

from election.admin.settings import Settings
from election.i18n.catalogue import catalogue
from kiosk.app.preferences import Defaults
from kiosk.app.window import KioskWindow
from kiosk.style.look import Contrast, Look, TextSize
from kiosk.style.system_look import nearest, system_look
from kiosk.support.api_status import ApiStatus
from tests.services import Services

PREFERS, SCHEME = Qt.ContrastPreference, Qt.ColorScheme


@pytest.mark.parametrize(
    ("contrast", "scheme", "larger", "look"),
    [
        (PREFERS.NoPreference, SCHEME.Light, 1.0, Look()),
        (PREFERS.NoPreference, SCHEME.Dark, 0.7, Look()),
        (PREFERS.HighContrast, SCHEME.Light, 1.0, Look(contrast=Contrast.WHITE)),
        (PREFERS.HighContrast, SCHEME.Unknown, 1.0, Look(contrast=Contrast.WHITE)),
        (PREFERS.HighContrast, SCHEME.Dark, 1.5, Look(TextSize.LARGE, Contrast.BLACK)),
        (PREFERS.NoPreference, SCHEME.Light, 2.25, Look(TextSize.LARGEST)),
    ],
)
def test_the_nearest_look(
    contrast: Qt.ContrastPreference, scheme: Qt.ColorScheme, larger: float, look: Look
) -> None:
    assert nearest(contrast, scheme, larger) == look


@pytest.mark.parametrize(("platform", "points"), [("win32", 9), ("darwin", 13), ("linux", 11)])
def test_letters_are_compared_with_what_the_system_usually_has(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, platform: str, points: int
) -> None:
    font = QFont()
    monkeypatch.setattr(QFontDatabase, "systemFont", lambda _which: font)
    for times, size in ((1, TextSize.USUAL), (1.5, TextSize.LARGE), (2, TextSize.LARGEST)):
        font.setPointSizeF(points * times)
        assert system_look(platform).text_size is size


def test_what_the_organiser_chose_comes_first() -> None:
    system = Look(TextSize.LARGEST, Contrast.BLACK)
    assert Defaults.of(Settings(), system).look == system
    assert Defaults.of(Settings(contrast="soft"), system).look == Look(TextSize.LARGEST, Contrast.SOFT)
    assert Defaults.of(Settings(text_size="small"), system).look == Look(TextSize.SMALL, Contrast.BLACK)
    assert Defaults.of(Settings()).look == Look()


def test_every_voter_starts_with_it(qtbot: QtBot, rich_services: Services) -> None:
    system = Look(TextSize.LARGE, Contrast.WHITE)
    window = KioskWindow(rich_services, catalogue(), ApiStatus(), "en", fade_ms=0, system=system)
    qtbot.addWidget(window)
    assert window.look == system
    window.set_look(Look(TextSize.SMALL, Contrast.SOFT))
    window.reset()
    assert window.look == system
    window.shut_down()
