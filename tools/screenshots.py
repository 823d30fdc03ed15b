"""Pictures of every screen and its important states, in every text size, contrast, language and size of
window: ``python -m tools.screenshots OUT``. The most important ones on one: ``--sheet FILE``; those of an
organiser: ``--organiser FILE``; the contrasts side by side: ``--contrasts FILE``.

Needs no display. What is in them is made up; nothing is stored.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from election.i18n.catalogue import DEFAULT_LANGUAGE, LANGUAGES, catalogue
from kiosk.app.application import KioskApplication, build_application
from kiosk.app.window import KioskWindow
from kiosk.style.look import Contrast, Look, TextSize
from kiosk.style.theme import Theme
from tools.sample_elections import ShownSwitch, show_services
from tools.screen_states import ScreenState, screen_states

SIZES = ((1280, 720), (1920, 1080))
EVERY_LOOK = tuple(Look(size, contrast) for size, contrast in product(TextSize, Contrast))
_ROUNDS = 5  # a layout that wraps text asks for its height, gets its width, and asks again
_BESIDE_EACH_OTHER = ("start", "ballot-photos-many", "review", "cast")
_ON_THE_SHEET = (
    "start-network",
    "keyboard",
    "ballot-photos",
    "ballot-photos-many",
    "review",
    "cast",
    "display",
    "results",
)
_OF_AN_ORGANISER = (
    "library",
    "library-new",
    "setup-ballot",
    "setup-rule",
    "setup-who-roll",
    "setup-codes",
    "setup-open-roll",
    "staff-step-open",
)
_ACROSS, _GAP = 4, 24  # of a sheet, in pixels
_LARGE, _SMALL = QSize(640, 360), QSize(400, 225)  # the pictures on it


def take(out: Path, application: KioskApplication, looks: Sequence[Look] = (Look(),)) -> Iterator[Path]:
    """Write every picture in every language, window size and look into `out` and yield the files."""
    out.mkdir(parents=True, exist_ok=True)
    for shot, language, size in product(screen_states(), LANGUAGES, SIZES):
        window = open_window(shot, language, size, application)
        for look in looks:
            file = out / f"{shot.name}-{language}-{size[0]}x{size[1]}{_suffix(look)}.png"
            draw(window, look).save(str(file))
            yield file
        close_window(window)


def open_window(
    shot: ScreenState, language: str, size: tuple[int, int], application: KioskApplication
) -> KioskWindow:
    """Return a window that shows `shot`."""
    fonts = application.fonts
    theme = Theme(families=fonts.families, cap_ratio=fonts.cap_ratio)
    window = KioskWindow(
        show_services(shot.election),
        catalogue(),
        shot.status,
        language,
        fonts=fonts,
        theme=theme,
        fade_ms=0,
        network=ShownSwitch(),
    )
    window.resize(*size)
    window.show()
    shot.prepare(window)
    return window


def draw(window: KioskWindow, look: Look) -> QImage:
    """Return a picture of `window` in `look`."""
    window.set_look(look)
    for _ in range(_ROUNDS):
        QApplication.processEvents()
    return window.grab().toImage()


def close_window(window: KioskWindow) -> None:
    """Let go of a window that was drawn."""
    window.shut_down()
    window.deleteLater()


def contact_sheet(application: KioskApplication, names: Sequence[str]) -> Iterator[QImage]:
    """Yield the screens of these names, in both languages by turns."""
    chosen = {shot.name: shot for shot in screen_states()}
    for at, name in enumerate(names):
        window = open_window(
            chosen[name], tuple(LANGUAGES)[sum(divmod(at, _ACROSS)) % 2], SIZES[0], application
        )
        yield draw(window, Look())
        close_window(window)


def contrasts(application: KioskApplication) -> Iterator[QImage]:
    """Yield some screens, each in every contrast."""
    chosen = {shot.name: shot for shot in screen_states()}
    for name in _BESIDE_EACH_OTHER:
        window = open_window(chosen[name], DEFAULT_LANGUAGE, SIZES[0], application)
        for contrast in Contrast:
            yield draw(window, Look(contrast=contrast))
        close_window(window)


def arrange(file: Path, pictures: Sequence[QImage], size: QSize) -> None:
    """Write `pictures` into `file` as one, each so large, four to a line. Each is its own caption: it has a
    title.
    """
    lines = -(-len(pictures) // _ACROSS)
    width = _ACROSS * (size.width() + _GAP) + _GAP
    sheet = QImage(width, lines * (size.height() + _GAP) + _GAP, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#C9D2DE"))
    painter = QPainter(sheet)
    for at, picture in enumerate(pictures):
        line, column = divmod(at, _ACROSS)
        small = picture.scaled(size, mode=Qt.TransformationMode.SmoothTransformation)
        left = _GAP + column * (size.width() + _GAP)
        painter.drawImage(QRect(left, _GAP + line * (size.height() + _GAP), *size.toTuple()), small)
    painter.end()
    sheet.save(str(file))


def _suffix(look: Look) -> str:
    return "" if look == Look() else f"-{look.text_size.name.lower()}-{look.contrast.value}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.screenshots", description="Pictures of the window."
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("out", nargs="?", type=Path, metavar="OUT", help="the folder to write them to")
    what.add_argument("--sheet", type=Path, metavar="FILE", help="the most important ones, on one picture")
    what.add_argument(
        "--organiser", type=Path, metavar="FILE", help="what an organiser goes through, on one picture"
    )
    what.add_argument("--contrasts", type=Path, metavar="FILE", help="every contrast, on one picture")
    parser.add_argument("--usual", action="store_true", help="only the usual text size and contrast")
    given = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = build_application(catalogue(), "ko")
    if given.out:
        for file in take(given.out, application, (Look(),) if given.usual else EVERY_LOOK):
            print(file)
        return 0
    file = given.sheet or given.organiser or given.contrasts
    if file != given.contrasts:
        names = _ON_THE_SHEET if given.sheet else _OF_AN_ORGANISER
        arrange(file, list(contact_sheet(application, names)), _LARGE)
    else:
        arrange(file, list(contrasts(application)), _SMALL)
    print(file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
