"""Pictures of the window: of every screen there is, written by one command."""

import subprocess
import sys
from itertools import combinations, product
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import LANGUAGES, catalogue
from kiosk.app.window import KioskWindow
from kiosk.style.fonts import Fonts
from kiosk.style.look import Contrast, Look, TextSize
from kiosk.widgets.screen import Screen
from tools.sample_elections import show_services
from tools.screenshots import SIZES, main, screen_states

# A process of its own: there is one application to each. All states would take a minute.
FEW_SHOTS = """
import sys
from tools import screenshots

few = [shot for shot in screenshots.screen_states() if shot.name in ("start", "review")]
screenshots.screen_states = lambda: few
screenshots._ON_THE_SHEET = screenshots._BESIDE_EACH_OTHER = ("start", "review")
sys.exit(screenshots.main(sys.argv[1:]))
"""


@pytest.mark.slow
def test_every_screen_is_in_a_picture(qtbot: QtBot, fonts: Fonts) -> None:
    pictured, screens = set(), set()
    for shot in screen_states():
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
    names = [shot.name for shot in screen_states()]
    assert len(set(names)) == len(names)


def draw(*arguments: object) -> list[Path]:
    """Run the command and return the files it names."""
    command = [sys.executable, "-W", "error", "-c", FEW_SHOTS, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=150, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return [Path(line) for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_the_command_covers_the_whole_matrix(tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    looks = [
        "" if look == Look() else f"-{look.text_size.name.lower()}-{look.contrast.value}"
        for look in map(Look, *zip(*product(TextSize, Contrast), strict=True))
    ]
    expected = {
        out / f"{name}-{language}-{width}x{height}{look}.png": (width, height)
        for name, language, (width, height), look in product(("start", "review"), LANGUAGES, SIZES, looks)
    }
    drawn = draw(out)
    assert len(drawn) == len(set(drawn)) == 2 * 2 * 2 * 16
    assert set(drawn) == set(out.iterdir()) == set(expected)
    pictures = {file: QImage(str(file)) for file in drawn}
    assert {file: picture.size().toTuple() for file, picture in pictures.items()} == expected
    of_start = [pictures[out / f"start-ko-1280x720{look}.png"] for look in looks]
    assert all(one != other for one, other in combinations(of_start, 2))


@pytest.mark.slow
def test_the_usual_look_alone(tmp_path: Path) -> None:
    drawn = draw(tmp_path, "--usual")
    assert {file.name for file in drawn} == {
        f"{name}-{language}-{width}x{height}.png"
        for name, language, (width, height) in product(("start", "review"), LANGUAGES, SIZES)
    }
    korean, english = (QImage(str(tmp_path / f"start-{language}-1280x720.png")) for language in LANGUAGES)
    assert korean != english


@pytest.mark.slow
@pytest.mark.parametrize(
    ("option", "size"),
    [
        ("--sheet", (4 * 664 + 24, 384 + 24)),
        pytest.param("--contrasts", (4 * 424 + 24, 2 * 249 + 24), marks=pytest.mark.slow),
    ],
)
def test_some_of_them_on_one_picture(tmp_path: Path, option: str, size: tuple[int, int]) -> None:
    file = tmp_path / "sheet.png"
    assert draw(option, file) == [file]
    assert QImage(str(file)).size().toTuple() == size


def test_without_a_folder_to_write_to_it_says_how_it_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([])
    assert "OUT" in capsys.readouterr().err
