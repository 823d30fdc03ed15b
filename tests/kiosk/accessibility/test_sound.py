"""The sound when a ballot has been cast."""

import math
import struct
import sys
import wave
from types import ModuleType, SimpleNamespace

import pytest
from PySide6.QtCore import QObject, QUrl
from PySide6.QtWidgets import QApplication

from election.resources import resource
from kiosk.accessibility.sound import find_sound

RATE, SECONDS = 22_050, 0.6


def chime(at: int) -> int:
    """The formula that `find_sound` gives."""
    t = at / RATE
    value = 0.0
    for frequency, begin in ((659.26, 0.0), (880.0, 0.12)):
        if (s := t - begin) >= 0:
            value += 0.4 * math.sin(2 * math.pi * frequency * s) * math.exp(-8 * s) * min(1, s / 0.005)
    return round(value * min(1, (SECONDS - t) / 0.05) * 32_767)


def test_the_file_is_what_the_formula_gives() -> None:
    with wave.open(str(resource("sounds", "cast.wav"))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        count = file.getnframes()
        samples = struct.unpack(f"<{count}h", file.readframes(count))
    assert count == round(RATE * SECONDS)
    assert all(abs(sample - chime(at)) <= 1 for at, sample in enumerate(samples))
    assert max(samples) > 8_000


def test_without_the_optional_part_it_is_a_beep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    assert find_sound(QObject()) == QApplication.beep


@pytest.mark.parametrize("loudspeaker", [True, False])
def test_with_it_the_chime_is_played(monkeypatch: pytest.MonkeyPatch, loudspeaker: bool) -> None:
    played: list[str] = []
    device = SimpleNamespace(isNull=lambda: not loudspeaker)

    class Effect(QObject):
        def setSource(self, url: QUrl) -> None:  # noqa: N802 - Qt's name
            self.file = url.toLocalFile()

        def play(self) -> None:
            played.append(self.file)

    part = ModuleType("PySide6.QtMultimedia")
    part.QSoundEffect = Effect  # type: ignore[attr-defined]
    part.QMediaDevices = SimpleNamespace(defaultAudioOutput=lambda: device)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", part)
    parent = QObject()
    if loudspeaker:
        find_sound(parent)()
        assert played == [str(resource("sounds", "cast.wav"))]
    else:
        assert find_sound(parent) == QApplication.beep
