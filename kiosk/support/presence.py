"""What somebody does through assistive technology, which no key and no pointer tells of."""

from PySide6.QtCore import QObject, Signal


class Presence(QObject):
    """Emits `acted` when somebody does something through assistive technology: no key and no pointer
    tells of it, and `keys_wanted` when somebody who does not touch the screen wants the keyboard on it.
    """

    acted = Signal()
    keys_wanted = Signal()
