"""The keyboard on the screen, for laptops used without their own."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QInputDevice, QInputMethodEvent, QKeyEvent, QShowEvent, QTextCharFormat
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from kiosk.keyboard.hangul import HangulComposer, is_jamo
from kiosk.keyboard.layouts import Act, other_language
from kiosk.style.context import UiContext
from kiosk.widgets.accessible import set_accessible_name
from kiosk.widgets.forms.line import next_line
from kiosk.widgets.layout.scroll_pane import reveal

if TYPE_CHECKING:
    from kiosk.keyboard.key import Key
    from kiosk.keyboard.keys import Keys

_LATIN = (
    Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhHiddenText
)
# The syllable under way goes into the field before anything else happens there.
_ENDS_SYLLABLE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.KeyPress,
    QEvent.Type.InputMethod,
)


def has_touch_screen() -> bool:
    """Return whether a touch screen is connected."""
    return any(device.type() is QInputDevice.DeviceType.TouchScreen for device in QInputDevice.devices())


class KeyboardPanel(QFrame):
    """Types into the line that has the focus, and takes it from nobody.

    It opens when such a line is touched, and from then on with every line, until the voter hides it; with
    `always` it opens with every line from the start. The window tells by `follow` who has the focus.
    `clear` wipes what it knows of the voter. Emits `opened` with whether it can be seen.
    """

    opened = Signal(bool)

    def __init__(self, ui: UiContext, *, always: bool = False) -> None:
        super().__init__()
        self._ui = ui
        self._always = always
        self._enabled = True
        self._wanted = always
        self._line: QLineEdit | None = None
        self._composer = HangulComposer()
        self._language = ui.language
        self._symbols = self._shifted = self._sending = False
        self._keys: Keys | None = None  # made when they are first seen: on some days never
        self._by_keys = False  # whether the Tab key goes through them
        ui.presence.keys_wanted.connect(self.lead_here)
        self.hide()

    def key(self, what: Act | str) -> "Key":
        """See `Keys.key`."""
        return self._made().key(what)

    @property
    def language(self) -> str:
        """Which language it types, "ko" or "en"."""
        return self._language

    def set_enabled(self, *, enabled: bool) -> None:
        """Switch it on or off altogether."""
        self._enabled = enabled
        self._wanted = self._always
        self._show()

    def is_enabled(self) -> bool:
        """Return whether it is switched on."""
        return self._enabled

    def line(self) -> QLineEdit | None:
        """Return what it types into."""
        return self._line

    def follow(self, now: QObject | None) -> None:
        """Type into `now` from here on if it is a line to type in; else close. A key changes nothing."""
        if self._by_keys and isinstance(now, QWidget) and self.isAncestorOf(now):
            return
        self._set_by_keys(by_keys=False)
        self._take(now if isinstance(now, QLineEdit) and now.window() is self.window() else None)

    @Slot()
    def lead_here(self) -> None:
        """Open for the line that has the focus, and have Tab go through the keys until they are closed."""
        if self._line is not None:
            self.open()
            self._set_by_keys(by_keys=True)
            self._made().first().setFocus(Qt.FocusReason.TabFocusReason)

    def _set_by_keys(self, *, by_keys: bool) -> None:
        self._by_keys = by_keys
        if self._keys is not None:
            self._keys.set_reachable(reachable=by_keys)
        self._mark()

    def _mark(self) -> None:
        """Have the line look as if it had the focus, while a key has it."""
        if self._line is not None and bool(self._line.property("typed")) is not self._by_keys:
            self._line.setProperty("typed", self._by_keys)
            self._line.style().polish(self._line)

    def _take(self, line: QLineEdit | None) -> None:
        if line is self._line:
            return
        self._end_syllable()
        if self._line is not None:
            self._line.removeEventFilter(self)
        self._line = line
        if line is not None:
            line.installEventFilter(self)
            self._symbols = self._shifted = False
            self._language = "en" if line.inputMethodHints() & _LATIN else self._ui.language
            self.retranslate()
        self._show()

    def open(self) -> None:
        """Open for the line that has the focus, and for every one after it: it was touched."""
        self._wanted = True
        self._show()

    def clear(self) -> None:
        """Forget the voter: the syllable under way, Shift, the language, and that they had it open."""
        if (key := self.focusWidget()) is not None:
            key.clearFocus()
        self._composer.take()
        self._watch(watch=False)
        if self._line is not None:
            self._send(QInputMethodEvent())  # or the syllable would still stand in the line
        self._symbols = self._shifted = False
        self._language = self._ui.language
        self._wanted = self._always
        self.retranslate()
        self._show()

    def retranslate(self) -> None:
        """Show on every key what it does now."""
        if self._keys is not None:
            more = self._line is not None and next_line(self._line) is not None
            self._keys.label(self._language, symbols=self._symbols, shifted=self._shifted, more_lines=more)
            set_accessible_name(self, self._ui.text("keyboard.name"))

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that it takes room now."""
        super().showEvent(event)
        self.opened.emit(True)  # noqa: FBT003 - a signal's only argument

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that it takes none any more."""
        super().hideEvent(event)
        self.opened.emit(False)  # noqa: FBT003 - a signal's only argument

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open when the line is touched; end the syllable before anything but a key here is pressed."""
        kind = event.type()
        if watched is self._line and kind is QEvent.Type.MouseButtonRelease:
            self.open()
        elsewhere = isinstance(watched, QWidget) and not self.isAncestorOf(watched)
        if elsewhere and kind in _ENDS_SYLLABLE and not self._sending:
            self._end_syllable()
        return False

    def _show(self) -> None:
        needed = self._enabled and self._wanted and self._line is not None
        if needed:
            self._made()
            if not self.isVisible():
                self.opened.emit(True)  # noqa: FBT003 - first, or the window would grow beyond the screen
        self.setVisible(needed)

    def _made(self) -> "Keys":
        if self._keys is None:
            from kiosk.keyboard.keys import Keys

            self._keys = Keys(self._ui, self)
            self._keys.pressed.connect(self._pressed)
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(self._keys)
            self.retranslate()
        return self._keys

    @Slot(object)
    def _pressed(self, key: "Key") -> None:
        if self._line is None:
            return
        act = key.slot.act
        if act is None:
            self._type(key.text())
            self._shifted = False
        elif act is Act.SHIFT:
            self._shifted = not self._shifted
        elif act is Act.SYMBOLS:
            self._symbols, self._shifted = not self._symbols, False
        elif act is Act.LANGUAGE:
            self._end_syllable()
            self._language = other_language(self._language)
            self._symbols = self._shifted = False
        else:
            self._edit(act)
        self.retranslate()

    def _edit(self, act: Act) -> None:
        if act is Act.BACKSPACE:
            if self._composer.backspace():
                self._compose("")
            else:
                self._stroke(Qt.Key.Key_Backspace)
            return
        self._end_syllable()
        if act is Act.SPACE:
            self._stroke(Qt.Key.Key_Space, " ")
        elif act is Act.HIDE:
            if self._by_keys and self._line is not None:
                self._line.setFocus(Qt.FocusReason.OtherFocusReason)
            self._wanted = False
            self._show()
        elif self._line is not None and (line := next_line(self._line)) is not None:
            if self._by_keys:
                self._set_by_keys(by_keys=False)
                self._take(line)
                self._set_by_keys(by_keys=True)
                reveal(line)
            else:
                line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._stroke(Qt.Key.Key_Return, "\r")

    def _type(self, text: str) -> None:
        if is_jamo(text):
            self._compose(self._composer.add(text))
        else:
            self._end_syllable()
            self._stroke(Qt.Key(ord(text.upper())), text)

    def _end_syllable(self) -> None:
        if done := self._composer.take():
            self._compose(done)

    def _compose(self, done: str) -> None:
        """Put what is `done` into the line for good, and show underlined what is under way."""
        under_way = self._shown(self._composer.text)
        underlined = QTextCharFormat()
        underlined.setFontUnderline(True)
        kind = QInputMethodEvent.AttributeType
        event = QInputMethodEvent(
            under_way,
            [
                QInputMethodEvent.Attribute(kind.Cursor, len(under_way), 1, None),
                QInputMethodEvent.Attribute(kind.TextFormat, 0, len(under_way), underlined),
            ],
        )
        event.setCommitString(done)
        self._send(event)
        self._watch(watch=bool(under_way))

    def _shown(self, under_way: str) -> str:
        """A line masks only what is in it for good."""
        from PySide6.QtWidgets import QStyle  # see `system_is_calm`

        if self._line is None or self._line.echoMode() is QLineEdit.EchoMode.Normal:
            return under_way
        mask = self._line.style().styleHint(QStyle.StyleHint.SH_LineEdit_PasswordCharacter)
        return chr(mask) * len(under_way)

    def _stroke(self, key: Qt.Key, text: str = "") -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self._send(QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))

    def _send(self, event: QEvent) -> None:
        if self._line is not None:
            self._sending = True
            QCoreApplication.sendEvent(self._line, event)
            self._sending = False

    def _watch(self, *, watch: bool) -> None:
        """See all events only while a syllable is under way: each one costs a call into Python."""
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
            if watch:
                application.installEventFilter(self)
