"""What a staff page knows of the voter's ballot that it shows: the ballot itself is the voter's."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from election.models import Election
from kiosk.support.photos import Photos


class BallotTrial(QWidget):
    """A ballot that can be gone through and is never cast. Emits `moved` when another page of it is shown."""

    moved = Signal()

    def begin(self, election: Election, photos: Photos) -> None:
        """Show the first contest of `election`, unmarked."""
        raise NotImplementedError

    def is_empty(self) -> bool:
        """Return whether there is no contest to show."""
        raise NotImplementedError

    def tab_order(self) -> Sequence[QWidget]:
        """Return what the Tab key goes through."""
        raise NotImplementedError

    def forget(self) -> None:
        """Forget the election and every mark."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        raise NotImplementedError
