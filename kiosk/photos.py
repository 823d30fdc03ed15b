"""Candidates' photos as pictures."""

import logging
from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QImageReader

from election.photos import photo_format

log = logging.getLogger(__name__)

Photos = Mapping[int, QImage]  # by candidate's id
NO_PHOTOS: Photos = {}


class Album:
    """Turns photo files into pictures, and keeps them until the files change. Any thread may call it."""

    def __init__(self) -> None:
        self._known: tuple[Mapping[int, bytes], Photos] = ({}, NO_PHOTOS)  # set as one, so never half new

    def pictures(self, files: Mapping[int, bytes]) -> Photos:
        """Return the pictures in `files`. One that cannot be read is left out, and the log says whose."""
        known, pictures = self._known
        if known != files:
            pictures = {candidate: _read(data) for candidate, data in files.items()}
            for candidate in [each for each, picture in pictures.items() if picture.isNull()]:
                log.warning("the photo of candidate %d cannot be read", candidate)
                del pictures[candidate]
            self._known = (files, pictures)
        return pictures


def _read(data: bytes) -> QImage:
    """Return the picture in `data`, empty if there is none.

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
    return reader.read()
