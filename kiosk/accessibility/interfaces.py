"""What assistive technology is told of our widgets, where Qt's own words would be wrong or too many."""

from PySide6.QtCore import QLocale, QObject, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAttributesInterface,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QAccessibleWidget, QFrame, QLabel, QWidget
from shiboken6 import Shiboken

from kiosk.widgets.buttons.pressable import Pressable

_ACTIONS = QAccessibleActionInterface


def install() -> None:
    """Have Qt ask here first, once for each application."""
    QAccessible.installFactory(_interface)


def _interface(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    """Return the interface of `thing`, or None to leave it to Qt, which keeps what it is given."""
    if isinstance(thing, Pressable):
        own_language = thing.testAttribute(Qt.WidgetAttribute.WA_SetLocale)
        return OwnLanguageInterface(thing) if own_language else PressableInterface(thing)
    if isinstance(thing, QLabel):
        return LabelInterface(thing)
    if isinstance(thing, QWidget):
        if (own := getattr(thing, "assistive_interface", None)) is not None:
            return own()  # type: ignore[no-any-return]  # as it promises
        if _of_qt(thing) in (QWidget, QFrame) and thing.parent() is not None:
            return GroupInterface(thing)
    return None


def _of_qt(thing: QWidget) -> type:
    return next(each for each in type(thing).__mro__ if each.__module__.startswith("PySide6"))


def is_silent(widget: QWidget) -> bool:
    """Return whether `widget` only decorates: it says so, it is a picture without a name, or it lies in
    something pressable, which tells all of it by itself.
    """
    if getattr(widget, "is_decoration", False):
        return True
    if isinstance(widget, QLabel) and not (widget.accessibleName() or widget.text()):
        return True
    around = widget.parentWidget()
    while around is not None and not isinstance(around, Pressable):
        around = around.parentWidget()
    return around is not None


class WidgetInterface(QAccessibleWidget):
    """A widget that is told of from when it is first shown. Until then, and if it only decorates, Qt drops
    its events.
    """

    def isValid(self) -> bool:
        """Return whether it is told of."""
        if not super().isValid():
            return False
        widget = self.widget()
        return widget.testAttribute(Qt.WidgetAttribute.WA_WState_Created) and not is_silent(widget)


class LabelInterface(WidgetInterface):
    """A text, or a picture with a name."""

    def __init__(self, label: QLabel) -> None:
        is_text = label.pixmap().isNull()
        super().__init__(label, QAccessible.Role.StaticText if is_text else QAccessible.Role.Graphic)


class GroupInterface(WidgetInterface):
    """Holds others, all but decorations."""

    def __init__(self, widget: QWidget) -> None:
        framed = isinstance(widget, QFrame)
        super().__init__(widget, QAccessible.Role.Border if framed else QAccessible.Role.Client)

    def _told(self) -> list[QWidget]:
        children = (each for each in self.widget().children() if isinstance(each, QWidget))
        return [each for each in children if not each.isWindow() and not is_silent(each)]

    def childCount(self) -> int:
        """Return how many it holds."""
        return len(self._told())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # as in C++
        """Return one of them, or None."""
        told = self._told()
        return QAccessible.queryAccessibleInterface(told[index]) if 0 <= index < len(told) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return which of them `child` is, or -1."""
        told, thing = self._told(), child.object()
        return next((at for at, each in enumerate(told) if each is thing), -1)


class PressableInterface(WidgetInterface):
    """A button, a switch, or one of several of which one is chosen. What is drawn in it is not told apart."""

    def _pressable(self) -> Pressable:
        widget = self.widget()
        assert isinstance(widget, Pressable)  # noqa: S101 - it was made for one
        return widget

    def role(self) -> QAccessible.Role:
        """Return what it is."""
        if self._pressable().is_one_of:
            return QAccessible.Role.RadioButton
        return QAccessible.Role.CheckBox if self._pressable().isCheckable() else QAccessible.Role.Button

    def state(self) -> QAccessible.State:
        """Return whether it can be used, is chosen, is pressed, has the focus."""
        state, button = super().state(), self._pressable()
        state.checkable = button.isCheckable()
        state.checked = button.isChecked()
        state.pressed = button.isDown()
        return state

    def childCount(self) -> int:
        """Return 0."""
        return 0

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # as in C++
        """Return None."""
        return None

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        """Return -1."""
        return -1

    def actionNames(self) -> list[str]:
        """Return what can be done with it."""
        if not self._pressable().isEnabled():
            return []
        press = _ACTIONS.toggleAction() if self._pressable().isCheckable() else _ACTIONS.pressAction()
        return [press, _ACTIONS.setFocusAction()]

    def doAction(self, action: str) -> None:
        """Do it for who is there, if it can be seen: what has gone from the screen is not pressed."""
        button = self._pressable()
        if button.is_there():
            if action == _ACTIONS.setFocusAction():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
            elif action in (_ACTIONS.pressAction(), _ACTIONS.toggleAction()):
                button.click()


class _Language(QAccessibleAttributesInterface):
    """Tells of a language."""

    def __init__(self, locale: QLocale) -> None:
        super().__init__()
        self._locale = locale

    def attributeKeys(self) -> list[QAccessible.Attribute]:
        return [QAccessible.Attribute.Locale]

    def attributeValue(self, key: QAccessible.Attribute) -> QLocale | None:
        return self._locale if key is QAccessible.Attribute.Locale else None


class OwnLanguageInterface(PressableInterface):
    """A button whose name is in a language of its own, and which says so."""

    def __init__(self, button: Pressable) -> None:
        super().__init__(button)
        self._language = _Language(button.locale())

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Shiboken.VoidPtr:  # type: ignore[override]
        """Return where the part of that `kind` is."""
        if kind is QAccessible.InterfaceType.AttributesInterface:
            return Shiboken.VoidPtr(Shiboken.getCppPointer(self._language)[0])
        found = super().interface_cast(kind)  # which is false, being of no size
        return Shiboken.VoidPtr(0) if found is None else found  # type: ignore[return-value]  # as it is
