"""What a hundred photos take in memory: ``python -m bench.photos``. Shown, beside unfolded as they are."""

import json
import os
import subprocess
import sys

COUNT, EACH_WAY = 100, 1_000


def one(how: str) -> None:
    """Print by how many MiB the process has grown with all the pictures in it."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QColor, QGuiApplication, QImage, QImageWriter, QPainter

    from bench.in_window import memory
    from kiosk.style.theme import Theme
    from kiosk.support.photos import PhotoCache
    from kiosk.widgets.ballot.portrait import most_dots_high

    application = QGuiApplication([])
    picture = QImage(EACH_WAY, EACH_WAY, QImage.Format.Format_RGB32)
    picture.fill(QColor("gray"))
    painter = QPainter(picture)
    painter.drawEllipse(100, 100, 800, 800)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"jpeg")
    writer.setProgressiveScanWrite("progressive" in how)
    writer.write(picture)
    file = bytes(buffer.data().data())
    before = memory()
    if how == "unfolded":
        kept = [QImage.fromData(file) for _ in range(COUNT)]
    else:
        height = most_dots_high(Theme(), 2.0 if "fine" in how else 1.0)
        kept = list(PhotoCache().pictures(dict.fromkeys(range(COUNT), file), height).values())
    print(json.dumps(memory() - before))
    assert len(kept) == COUNT
    del application


def main() -> None:
    """Measure each way in a process of its own and print one table."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    print(f"{COUNT} JPEG photos of {EACH_WAY} x {EACH_WAY} dots, MiB")
    for how in ("unfolded", "shown", "shown, progressive", "shown, fine screen"):
        command = [sys.executable, "-m", "bench.photos", how]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment)
        print(f"{how:<22}{json.loads(done.stdout.splitlines()[-1]):>8.1f}")


if __name__ == "__main__":
    one(sys.argv[1]) if len(sys.argv) > 1 else main()
