"""The keys of the on-screen keyboard, in their places."""

import math

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from election.i18n.catalogue import LANGUAGES
from kiosk.keyboard.key import Key
from kiosk.keyboard.layouts import HALF_COLUMNS, LAYOUTS, ROWS, SYMBOLS, Act, other_language
from kiosk.style.context import UiContext
from kiosk.style.theme import Space

LEAST_GAP_MM = 2.54  # VVSG 7.2-I; in true millimetres at every text size
_ICONS = {Act.BACKSPACE: "backspace", Act.SHIFT: "shift", Act.HIDE: "keyboard-hide"}


class Keys(QWidget):
    """Emits `pressed` with the key. `label` tells them what they do."""

    pressed = Signal(Key)

    def __init__(self, ui: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._grid = QGridLayout(self)
        self._keys: list[Key] = []
        for at, row in enumerate(ROWS):
            column = 0
            for slot in row:
                key = Key(ui, slot, self)
                key.setCheckable(slot.act in (Act.SHIFT, Act.SYMBOLS))
                key.clicked.connect(self._clicked)
                self._grid.addWidget(key, at, column, 1, slot.width)
                self._keys.append(key)
                column += slot.width
        for column in range(HALF_COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self.restyle()

    def first(self) -> Key:
        """Return the one that is read first."""
        return self._keys[0]

    def key(self, what: Act | str) -> Key:
        """Return the key that does this, or that shows this text now. KeyError if there is none."""
        for key in self._keys:
            if what in (key.slot.act, key.text()):
                return key
        raise KeyError(what)

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: FBT001 - Qt's own
        """Have Tab come round, until the key that closes them is pressed: most letters lie behind."""
        here = next((at for at, key in enumerate(self._keys) if key.hasFocus()), None)
        if here is None:
            return super().focusNextPrevChild(is_next)
        after = self._keys[(here + (1 if is_next else -1)) % len(self._keys)]
        after.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def set_reachable(self, *, reachable: bool) -> None:
        """Have the Tab key go through them, or leave the keyboard of the computer to the line."""
        for key in self._keys:
            key.setFocusPolicy(Qt.FocusPolicy.TabFocus if reachable else Qt.FocusPolicy.NoFocus)

    def restyle(self) -> None:
        """Take every size from the theme; gaps are never smaller than a finger needs."""
        theme = self._ui.theme
        gap = math.ceil(LEAST_GAP_MM * theme.dots_per_mm)
        side = theme.px(Space.NEAR)
        self._grid.setSpacing(gap)
        self._grid.setContentsMargins(side, gap, side, gap)

    def label(self, language: str, *, symbols: bool, shifted: bool, more_lines: bool) -> None:
        """Show on every key what it does; `more_lines` if Enter goes on to another line."""
        text = self._ui.text
        layout = SYMBOLS if symbols else LAYOUTS[language]
        letters = iter(layout.shifted if shifted else layout.plain)
        other = LANGUAGES[other_language(language)]
        words = {
            Act.SPACE: (text("keyboard.space"), ""),
            Act.LANGUAGE: (other, text("keyboard.to_language", language=other)),
            Act.SYMBOLS: ("#+=", text("keyboard.letters") if symbols else text("keyboard.symbols")),
            Act.ENTER: (text("keyboard.next") if more_lines else text("keyboard.enter"), ""),
            Act.BACKSPACE: ("", text("keyboard.backspace")),
            Act.SHIFT: ("", text("keyboard.shift")),
            Act.HIDE: ("", text("keyboard.hide")),
        }
        for key in self._keys:
            if key.slot.act is not None:
                key.set_text(*words[key.slot.act], icon=_ICONS.get(key.slot.act, ""))
            else:
                key.set_text(key.slot.text or next(letters))
        self.key(Act.SHIFT).setChecked(shifted)
        self.key(Act.SYMBOLS).setChecked(symbols)

    @Slot()
    def _clicked(self) -> None:
        self.pressed.emit(self.sender())
