"""Pictures of the window: of every screen there is, written by one command."""

import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from election.language import LANGUAGES, catalogue
from kiosk.fonts import Fonts
from kiosk.samples import show_services
from kiosk.screens.base import Screen
from kiosk.screenshots import SIZES, main, shots
from kiosk.window import KioskWindow

# A process of its own: there is one application to each. All shots would take a minute.
FEW_SHOTS = """
import sys
from kiosk import screenshots

few = [shot for shot in screenshots.shots() if shot.name in ("start", "review")]
screenshots.shots = lambda: few
sys.exit(screenshots.main(sys.argv[1:]))
"""


def test_every_screen_is_in_a_picture(qtbot: QtBot, fonts: Fonts) -> None:
    pictured, screens = set(), set()
    for shot in shots():
        window = KioskWindow(show_services(shot.election), catalogue(), shot.status, fonts=fonts)
        qtbot.addWidget(window)
        window.show()
        shot.prepare(window)
        every = window.findChildren(Screen)
        pictured.add(next(type(screen) for screen in every if screen.isVisible()))
        screens.update(type(screen) for screen in every)
        window.shut_down()
    assert pictured == screens


def test_no_picture_is_written_over_another() -> None:
    names = [shot.name for shot in shots()]
    assert len(set(names)) == len(names)


def test_the_command_writes_every_language_and_size(tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    command = [sys.executable, "-W", "error", "-c", FEW_SHOTS, str(out)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=50, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    expected = {
        out / f"{name}-{language}-{width}x{height}.png": (width, height)
        for name, language, (width, height) in product(("start", "review"), LANGUAGES, SIZES)
    }
    assert {Path(line) for line in done.stdout.splitlines()} == set(expected)
    pictures = {file: QImage(str(file)) for file in out.iterdir()}
    assert {file: picture.size().toTuple() for file, picture in pictures.items()} == expected
    korean, english = (pictures[out / f"start-{language}-1280x720.png"] for language in LANGUAGES)
    assert korean != english


def test_without_a_folder_to_write_to_it_says_how_it_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([])
    assert "OUT" in capsys.readouterr().err
