"""Candidates' photos as pictures."""

import hashlib
import logging
from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from election.setup.photos import photo_format

log = logging.getLogger(__name__)

Photos = Mapping[int, QImage]  # by candidate's id
NO_PHOTOS: Photos = {}
ACROSS = 0.8  # of its height: four to five, as photos on documents nearly are
MOST_HIGH = 480  # dots: on the finest screens and in the largest letters it is somewhat coarser than they are


class PhotoCache:
    """Turns photo files into pictures no larger than they are shown, and keeps those, as the next voter needs
    them too, until the files change; the files it does not keep. Any thread may call it.
    """

    def __init__(self) -> None:
        self._known: tuple[bytes, Photos] = (b"", NO_PHOTOS)  # set as one, so never half new

    def pictures(self, files: Mapping[int, bytes], height: int = MOST_HIGH) -> Photos:
        """Return the pictures in `files`, cut to the shape they are shown in and at most `height` dots high.
        One that cannot be read is left out, and the log says whose.
        """
        size = QSize(round(min(height, MOST_HIGH) * ACROSS), min(height, MOST_HIGH))
        digest = _digest(files, size)
        known, pictures = self._known
        if known != digest:
            pictures = {candidate: _read(data, size) for candidate, data in files.items()}
            for candidate in [each for each, picture in pictures.items() if picture.isNull()]:
                log.warning("the photo of candidate %d cannot be read", candidate)
                del pictures[candidate]
            self._known = (digest, pictures)
        return pictures


def _digest(files: Mapping[int, bytes], size: QSize) -> bytes:
    digest = hashlib.sha256(f"{size.width()} {size.height()}".encode())
    for candidate, data in files.items():
        digest.update(f" {candidate} {len(data)} ".encode())
        digest.update(data)
    return digest.digest()


def _read(data: bytes, size: QSize) -> QImage:
    """Return the picture in `data`, empty if there is none: its middle in the shape of `size`, and no larger.
    The reader scales while it decodes, so that a small file does not unfold into megabytes.

    Qt must not guess what it is (`QImage.fromData` would): to see whether it is SVG Qt connects two objects,
    which takes a lock. We hold Python's own lock meanwhile. The window's thread, when it deletes a widget,
    takes them the other way round, and once in some fifty log-ins both waited for ever.
    """
    kind = photo_format(data)
    if not kind:
        return QImage()
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, kind.encode())
    reader.setAutoDetectImageFormat(False)
    whole = reader.size()
    shown = size.scaled(whole, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    middle = QRect(QPoint(0, 0), shown)
    middle.moveCenter(QRect(QPoint(0, 0), whole).center())
    reader.setClipRect(middle)
    if shown.height() > size.height():
        reader.setScaledSize(size)
    return reader.read()
