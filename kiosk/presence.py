"""That somebody is there, told by other ways than what the system sends to the window."""

from PySide6.QtCore import QObject, Signal


class Presence(QObject):
    """Emits `acted` when somebody does something through assistive technology: no key and no pointer
    tells of it.
    """

    acted = Signal()
