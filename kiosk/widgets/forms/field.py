"""A form's field: its label above, what is wrong with it below."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.accessible import set_accessible_description, set_accessible_name
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.forms.line import Line
from kiosk.widgets.forms.secret_line import SecretLine
from kiosk.widgets.layout.boxes import Column, Row
from kiosk.widgets.notices.notice import Notice
from kiosk.widgets.text import Text


class Field(QWidget):
    """A line to type in. A secret one is masked and has a button that shows it. `keys` names the texts: of
    the label, and of the hint inside the empty field if there is one. Keyboards begin in Latin letters in a
    secret or `latin` one.
    """

    def __init__(
        self,
        ui: UiContext,
        label: str,
        hint: str = "",
        *,
        longest: int,
        secret: bool = False,
        latin: bool = False,
    ) -> None:
        super().__init__()
        self._ui = ui
        self._label_key, self._hint_key, self._secret = label, hint, secret
        self._problem_key = self._refused = ""
        self._problem_values: dict[str, object] = {}
        self.label = Text("label")
        self.line = SecretLine() if secret else Line()
        self.line.limit(longest)
        self.line.setProperty("secret", secret)  # also while it is shown
        if secret or latin:
            self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin)
        # Its menu offers what the voter before typed or copied.
        self.line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.line.textEdited.connect(self._edited)
        self.line.textChanged.connect(self._changed)
        self.label.setBuddy(self.line)
        self.problem = Notice(ui, "error")
        self.reveal = Button(ui, "plain", "eye")
        if not secret:
            self.reveal.hide()  # and not `setVisible(secret)`: what has no parent yet would be a window
        self.reveal.clicked.connect(self._toggle_mask)
        self.keys = Button(ui, "plain", "keyboard")
        self.keys.hide()
        row = Row(ui, Space.NEAR)
        row.addWidget(self.line, 1)
        row.addWidget(self.reveal)
        row.addWidget(self.keys)
        column = Column(ui, Space.TIGHT, parent=self)
        column.addWidget(self.label)
        column.addLayout(row)
        column.addWidget(self.problem)
        self._mask(masked=secret)
        self.restyle()

    def offer_keys(self, *, offered: bool) -> None:
        """Have the button that is there for who cannot touch the keyboard on the screen, or not. Whoever
        offers it has it call `want_keys` of the field that is to be typed into.
        """
        self.keys.setVisible(offered)

    @Slot()
    def want_keys(self) -> None:
        """Lead to the keyboard on the screen, which types into this field."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ui.presence.keys_wanted.emit()

    def restyle(self) -> None:
        """Take the height of the line from the theme."""
        self.line.setMinimumHeight(self._ui.theme.px(Length.TARGET))

    def text(self) -> str:
        """Return what was typed."""
        return self.line.text()

    def set_usable(self, *, usable: bool) -> None:
        """Have what was typed be changed, or not."""
        for control in (self.line, *(each for each in (self.reveal, self.keys) if not each.isHidden())):
            control.setEnabled(usable)

    def set_problem(self, key: str, **values: object) -> None:
        """Say below the field what is wrong, by catalogue key; an empty one says nothing."""
        self._problem_key, self._problem_values = key, values
        text = self._ui.text(key, **values) if key else ""
        self.problem.set_text(text)
        self._describe()
        self.line.setProperty("wrong", bool(key))
        self.line.style().polish(self.line)

    def set_refusal(self, why: str) -> None:
        """Have screen readers find `why` the form was refused here, where the focus is; the notice above
        shows it.
        """
        self._refused = why
        self._describe()

    def clear(self) -> None:
        """Forget what was typed, the undo history included, and mask it again."""
        if self.line.text() or self.line.isUndoAvailable() or self.line.isRedoAvailable():
            self.line.setText("")  # unlike clear(), which can be undone
        self.set_problem("")
        self._mask(masked=self._secret)

    def retranslate(self) -> None:
        """Say everything in the language of the moment; what was typed stays."""
        label = self._ui.text(self._label_key)
        self.label.set_text(label)
        self.keys.set_text(self._ui.text("keyboard.name"), show=False)
        self._name_line()
        self.line.setPlaceholderText(self._ui.text(self._hint_key) if self._hint_key else "")
        self.set_problem(self._problem_key, **self._problem_values)
        self._mask(masked=self.line.echoMode() is QLineEdit.EchoMode.Password)

    def showEvent(self, event: QShowEvent) -> None:
        """See `_name_line`."""
        super().showEvent(event)
        self._name_line()

    def _name_line(self) -> None:
        """Name the line once it has been shown. An event of it before that, as of a caret, would have screen
        readers keep that it lies in nothing, and be silent when it gets the focus.
        """
        if self.line.testAttribute(Qt.WidgetAttribute.WA_WState_Created):
            set_accessible_name(self.line, self.label.plain_text())

    def _describe(self) -> None:
        set_accessible_description(self.line, self.problem.plain_text() or self._refused)

    def _mask(self, *, masked: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Password if masked else QLineEdit.EchoMode.Normal)
        key = "field.show_password" if masked else "field.hide_password"
        self.reveal.set_text(self._ui.text(key), icon="eye" if masked else "eye-off", show=False)

    @Slot()
    def _toggle_mask(self) -> None:
        self._mask(masked=self.line.echoMode() is not QLineEdit.EchoMode.Password)

    @Slot()
    def _changed(self) -> None:
        """Somebody types, be it through assistive technology: nobody else puts in what there is."""
        if self.line.isVisible() and self.text():
            self._ui.presence.acted.emit()

    @Slot()
    def _edited(self) -> None:
        if self._problem_key:
            self.set_problem("")
