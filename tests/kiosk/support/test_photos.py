"""Photos are read on another thread while the window lives its life."""

import gc
import subprocess
import sys
import weakref

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from pytestqt.qtbot import QtBot

from kiosk.style.look import TextSize
from kiosk.style.theme import Length, Theme
from kiosk.support.photos import MOST_HIGH, PhotoCache
from kiosk.widgets.ballot.portrait import most_dots_high
from tests.kiosk.conftest import open_window
from tests.sampling import sampled
from tests.services import Services
from tools.sample_elections import sample_photos

# A process of its own: one that is stuck for good must not take the tests with it.
BOTH_AT_ONCE = """
import os, sys, threading, time
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QPushButton
from election.resources import resource
from kiosk.support.photos import PhotoCache

class Sender(QPushButton):
    pass

def read():
    files = {n: file.read_bytes() for n, file in enumerate(resource("elections", "club").glob("*.jpg"))}
    while True:
        assert len(PhotoCache().pictures(files)) == 12
        time.sleep(0.0002)  # so that the other thread has its turn; nothing waits for it

application = QApplication([])
threads = [threading.Thread(target=read, daemon=True) for _ in range(2)]
for thread in threads:
    thread.start()
kept, end = [], time.monotonic() + float(sys.argv[1])
while time.monotonic() < end:
    senders = [Sender() for _ in range(40)]
    for sender in senders:
        receiver = QObject()
        sender.clicked.connect(receiver.deleteLater)
        receiver.deleteLater()
        del receiver
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    kept = kept[-500:] + [QObject()]  # so that the next ones lie elsewhere
assert all(thread.is_alive() for thread in threads)
os._exit(0)
"""


@pytest.mark.slow
@pytest.mark.parametrize("seconds", ["1", pytest.param("4", marks=pytest.mark.slow)])
def test_reading_them_and_deleting_widgets_never_wait_for_each_other(seconds: str) -> None:
    """Qt's own guess at what a picture is connects objects, under a lock that a widget being deleted may
    hold while it waits for Python.
    """
    command = [sys.executable, "-c", BOTH_AT_ONCE, seconds]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.qt_log_ignore("JPEG")
def test_what_begins_like_a_picture_and_is_none() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    broken = {1: b"\xff\xd8\xff\xe0", 2: b"\x89PNG\r\n\x1a\n", 3: svg, 4: b""}
    assert PhotoCache().pictures(broken) == {}
    assert len(sample_photos("club")) == 12


def picture_file(width: int, height: int, kind: str = "jpeg") -> bytes:
    """A file of a picture whose left and right thirds are red, and the middle is green."""
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    painter = QPainter(picture)
    painter.fillRect(width // 3, 0, width // 3, height, QColor("lime"))
    painter.end()
    writer_buffer = QBuffer()
    writer_buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(writer_buffer, kind.encode())
    writer.setProgressiveScanWrite(True)
    assert writer.write(picture)
    return bytes(writer_buffer.data().data())


@pytest.mark.slow
@pytest.mark.parametrize("kind", sampled(["jpeg", "png"], 2))
def test_a_hundred_large_photos_take_no_more_than_they_are_shown_with(kind: str) -> None:
    file = picture_file(1000, 1000, kind)
    pictures = PhotoCache().pictures(dict.fromkeys(range(100), file), 120)
    assert {picture.size() for picture in pictures.values()} == {QSize(96, 120)}
    assert sum(picture.sizeInBytes() for picture in pictures.values()) < 5_000_000


@pytest.mark.parametrize("size", [(1024, 1), (1, 1024), (1024, 40), (40, 1024), (30, 30), (1, 1)])
@pytest.mark.parametrize("kind", ["jpeg", "png"])
def test_no_shape_of_a_photo_unfolds_beyond_that(size: tuple[int, int], kind: str) -> None:
    (picture,) = PhotoCache().pictures({1: picture_file(*size, kind)}, 120).values()
    assert not picture.isNull()
    assert picture.sizeInBytes() <= 96 * 120 * 4


@pytest.mark.parametrize("kind", ["jpeg", "png"])
def test_the_middle_is_what_stays(kind: str) -> None:
    (picture,) = PhotoCache().pictures({1: picture_file(900, 300, kind)}, 120).values()
    colours = {picture.pixelColor(x, 60).getRgb()[1] > 200 for x in range(2, picture.width() - 2)}
    assert colours == {True}, "all of it is green"


def test_it_asks_for_no_more_dots_than_the_finest_screen_shows() -> None:
    (picture,) = PhotoCache().pictures({1: picture_file(1000, 1000)}, 100_000).values()
    assert picture.height() == MOST_HIGH


def test_files_are_not_kept_beside_their_pictures() -> None:
    class Files(dict[int, bytes]):
        """Which weak references can be made to."""

    album, files = PhotoCache(), Files({1: picture_file(100, 100)})
    gone = weakref.ref(files)
    first = album.pictures(files)
    assert album.pictures(Files(files)) is first
    del files
    gc.collect()
    assert gone() is None


def test_a_voter_who_has_left_holds_no_photos(qtbot: QtBot, services: Services) -> None:
    window = open_window(qtbot, services)
    window.screens.ballot.use_photos(sample_photos("club"))
    window.reset()
    assert not window.screens.ballot._photos
    window.shut_down()


def test_the_window_asks_for_as_many_dots_as_its_screen_has() -> None:
    usual = most_dots_high(Theme(dots_per_mm=4.0), 1.0)
    assert most_dots_high(Theme(dots_per_mm=4.0), 2.0) == 2 * usual
    largest = Theme(dots_per_mm=4.0, scale=max(size.value for size in TextSize))
    assert largest.px(Length.PHOTO) <= usual
