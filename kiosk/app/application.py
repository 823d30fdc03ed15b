"""The Qt application: fonts, Qt's own texts, the handler of crashes."""

import logging
import sys
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Slot
from PySide6.QtWidgets import QApplication

from election.i18n.catalogue import Catalogue
from kiosk.accessibility import interfaces as assistive
from kiosk.app.crash_handler import CrashHandler
from kiosk.style.fonts import Fonts, load_fonts
from kiosk.style.look import Look
from kiosk.style.system_look import system_look

log = logging.getLogger(__name__)

# Platforms that draw without a screen of their own; see "Qt Platform Abstraction".
_NEED_NO_DISPLAY = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")


def has_display(environment: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Return whether Qt will find a screen. Ask before making an application: without one, Qt ends the
    program instead of raising an error.
    """
    if not platform.startswith(("linux", "freebsd", "openbsd")):
        return True
    chosen = environment.get("QT_QPA_PLATFORM", "").split(":")[0]
    if chosen in _NEED_NO_DISPLAY:
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


class QtTexts(QObject):
    """Qt's own few words (in fields, for screen readers) in the voter's language."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._translator = QTranslator(self)

    @Slot(str)
    def use(self, language: str) -> None:
        """Switch to `language`, which assistive technology is told too; Qt's English needs no file."""
        self._application.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{language}", folder):
            self._application.installTranslator(self._translator)
        QLocale.setDefault(QLocale(language))


class KioskApplication(QApplication):
    """The application with what belongs to it as long as it lives: `fonts`, `guard` and `qt_texts`."""

    def __init__(self, arguments: Sequence[str]) -> None:
        # Fusion is the same on every system, and a stylesheet can change all of it.
        super().__init__([*arguments, "-style", "Fusion"])
        assistive.install()
        self.fonts: Fonts = load_fonts()
        self.guard = CrashHandler(self)
        self.qt_texts = QtTexts(self)

    def system_look(self) -> Look:
        """Return the look that comes nearest to how the system is set to be seen."""
        return system_look()

    @property
    def has_screen(self) -> bool:
        """Whether it draws on a screen, and not only into memory."""
        return self.platformName() not in ("offscreen", "minimal")


def build_application(
    catalogue: Catalogue, language: str, arguments: Sequence[str] = ("vote-kiosk",)
) -> KioskApplication:
    """Return the one Qt application of this process, its crash handler in place. Look for a screen first
    (`has_display`).
    """
    application = KioskApplication(arguments)
    application.setApplicationDisplayName(catalogue.text("app.name", language))
    application.qt_texts.use(language)
    application.guard.install()
    return application
