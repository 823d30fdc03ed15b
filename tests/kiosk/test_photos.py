"""Photos are read on another thread while the window lives its life."""

import subprocess
import sys

import pytest

from kiosk.photos import Album
from kiosk.samples import sample_photos

# A process of its own: one that is stuck for good must not take the tests with it.
BOTH_AT_ONCE = """
import os, sys, threading, time
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QPushButton
from election.resources import resource
from kiosk.photos import Album

class Sender(QPushButton):
    pass

def read():
    files = {n: file.read_bytes() for n, file in enumerate(resource("elections", "club").glob("*.jpg"))}
    while True:
        assert len(Album().pictures(files)) == 12
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


def test_reading_them_and_deleting_widgets_never_wait_for_each_other() -> None:
    """Qt's own guess at what a picture is connects objects, under a lock that a widget being deleted may
    hold while it waits for Python.
    """
    command = [sys.executable, "-c", BOTH_AT_ONCE, "4"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=40, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.qt_log_ignore("JPEG")
def test_what_begins_like_a_picture_and_is_none() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    broken = {1: b"\xff\xd8\xff\xe0", 2: b"\x89PNG\r\n\x1a\n", 3: svg, 4: b""}
    assert Album().pictures(broken) == {}
    assert len(sample_photos("club")) == 12
