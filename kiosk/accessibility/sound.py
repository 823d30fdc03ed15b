"""The sound when a ballot has been cast."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QUrl
from PySide6.QtWidgets import QApplication

from election.resources import resource


def find_sound(parent: QObject) -> Callable[[], None]:
    """Return what plays the sound: the chime, through the optional part PySide6-Addons, or where that or a
    loudspeaker is missing whatever the system does for a beep.

    The chime is two notes, E5 (659.26 Hz) at once and A5 (880 Hz) 0.12 s later, 0.6 s in all. At `t` seconds
    each adds ``0.4 * sin(2 pi f s) * exp(-8 s) * min(1, s / 0.005)``, `s` seconds after it began, and the
    last 0.05 s fade out in a straight line: 16-bit samples, 22,050 a second.
    """
    try:
        from PySide6.QtMultimedia import QMediaDevices, QSoundEffect
    except ImportError:  # also where the system lacks a library that Qt's part needs
        return QApplication.beep
    if QMediaDevices.defaultAudioOutput().isNull():
        return QApplication.beep
    effect = QSoundEffect(parent)
    effect.setSource(QUrl.fromLocalFile(str(resource("sounds", "cast.wav"))))
    play: Callable[[], None] = effect.play
    return play
