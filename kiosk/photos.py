"""Candidates' photos as pictures."""

import logging
from collections.abc import Mapping

from PySide6.QtGui import QImage

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
            pictures = {candidate: QImage.fromData(data) for candidate, data in files.items()}
            for candidate in [each for each, picture in pictures.items() if picture.isNull()]:
                log.warning("the photo of candidate %d cannot be read", candidate)
                del pictures[candidate]
            self._known = (files, pictures)
        return pictures
