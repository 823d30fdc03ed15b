"""A card with fields and one button: what log-in and sign-up have in common."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QWidget

from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.forms.field import Field
from kiosk.widgets.layout.boxes import Column, update_geometry_upwards
from kiosk.widgets.layout.button_bar import ButtonBar
from kiosk.widgets.layout.page import page_column
from kiosk.widgets.layout.scroll_pane import ScrollPane
from kiosk.widgets.notices.notice import Notice
from kiosk.widgets.screen import Back, Screen
from kiosk.widgets.text import Text


class FormScreen(Screen):
    """Asks for `request()` once every field is right, and is busy from then on until it is cleared or told an
    error; for `Back`, and for `other` where there is another way.

    `name` begins the keys of its texts: title, about, submit, busy, and other if there is an `other`.
    """

    fades_in = True

    def __init__(
        self, ui: UiContext, name: str, fields: Sequence[Field], *, other: object | None = None
    ) -> None:
        super().__init__(ui)
        self._name = name
        self._has_other = other is not None
        self._fields, self._left_out = fields, set[Field]()
        self._error: Exception | None = None
        self._is_tight = False
        self._title, self._about = Text("title"), Text("body")
        self.notice = Notice(ui, "error")
        self.submit = Button(ui, "primary", "next", icon_last=True)
        self.other_button = Button(ui, "secondary")
        if not self._has_other:
            self.other_button.hide()
        self.back_button = Button(ui, "secondary", "back")
        self.submit.clicked.connect(self._submit)
        self.asks(self.other_button, other)
        self.asks(self.back_button, Back())
        for field in fields:
            field.line.returnPressed.connect(self._submit)
            field.keys.clicked.connect(self._want_keys)
        self._offer_keys()
        self._pane = ScrollPane(ui, self._card(), fits=True, together=self._seen_with)
        column = page_column(ui, self, width=Length.FORM)
        column.addStretch(1)
        column.addWidget(self._pane)  # as high as its card where there is room: the buttons stay near
        self._ways = ButtonBar(ui, (self.back_button, self.other_button), (self.submit,))
        column.addWidget(self._ways)
        column.addStretch(1)

    def offer_other(self, *, offered: bool) -> None:
        """Have the button for the other way, or not."""
        self.other_button.setVisible(offered and self._has_other)

    def offer_field(self, field: Field, *, offered: bool) -> None:
        """Have this one of the fields, or not."""
        field.setVisible(offered)
        self._left_out = self._left_out - {field} if offered else self._left_out | {field}
        self._offer_keys()

    def retranslate(self) -> None:
        """Say everything in the language of the moment; what was typed stays."""
        self._title.set_text(self.ui.text(f"{self._name}.title"))
        self._about.set_text(self.about())
        self._say_submit()
        if self._has_other:
            self.other_button.set_text(self.ui.text(f"{self._name}.other"))
        self.back_button.set_text(self.ui.text("button.back"))
        self._pane.retranslate()
        for field in self._fields:
            field.retranslate()
        self._say_error()

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        fields = [stop for field in self._fields for stop in (field.line, field.reveal, field.keys)]
        return (*fields, *self._pane.buttons(), self.back_button, self.other_button, self.submit)

    def enter(self) -> None:
        """Put the cursor into the first field that is there."""
        self.apply_tab_order()
        self._pane.to_top()
        self._there()[0].line.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forget all that was typed and said."""
        for field in self._fields:
            field.clear()
        self.set_busy(busy=False)
        self.set_error(None)

    def is_touched(self) -> bool:
        """Return whether anything of a voter is in it."""
        return self.submit.is_busy() or any(field.text() for field in self._fields)

    def restyle(self) -> None:
        """See whether there is room for the buttons."""
        self._ways.setVisible(self.ui.theme.scale <= 1 or not self._is_tight)

    def make_room(self, *, needed: bool) -> None:
        """Large letters leave no room for the buttons beside the keyboard on the screen, which has keys that
        do the same: Enter, and the one that closes it.
        """
        self._is_tight = needed
        self.restyle()
        update_geometry_upwards(self._ways)

    def set_busy(self, *, busy: bool) -> None:
        """Show that the answer is on its way; what was typed cannot be changed meanwhile."""
        if busy:
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # or it would jump to the header's buttons
        self.submit.set_busy(busy=busy)
        self.other_button.setEnabled(not busy)
        for field in self._fields:
            field.set_usable(usable=not busy)
        self._say_submit()
        if busy:
            self.ui.announcer.say_late(self, self.submit.text())

    def set_error(self, error: Exception | None) -> None:
        """Say why it was refused, above the fields, and let it be corrected; None says nothing."""
        if error is not None:
            self.set_busy(busy=False)
        self._error = error
        self._say_error()
        if error is not None:
            self._lead_to(self._there()[0])

    def request(self) -> object:
        """Return what is asked for with what was typed."""
        raise NotImplementedError

    def about(self) -> str:
        """Return what stands below the title."""
        return self.ui.text(f"{self._name}.about")

    def problem(self, field: Field) -> str:
        """Return the key of what is wrong with `field`, or an empty text."""
        raise NotImplementedError

    def _offer_keys(self) -> None:
        """Beside the last field, so that Tab comes to all fields first."""
        there = self._there()
        for field in self._fields:
            field.offer_keys(offered=field is there[-1])

    def _there(self) -> Sequence[Field]:
        return [field for field in self._fields if field not in self._left_out]

    def _say_error(self) -> None:
        self.notice.set_text(self.ui.error(self._error) if self._error else "")
        first = self._there()[0]
        for field in self._fields:
            field.set_refusal(self.notice.plain_text() if field is first else "")
        self._about.setHidden(self._error is not None)  # large letters leave no room for both

    def _say_submit(self) -> None:
        what = "busy" if self.submit.is_busy() else "submit"
        self.submit.set_text(self.ui.text(f"{self._name}.{what}"))

    def _card(self) -> QWidget:
        holder = QWidget()
        outer = Column(self.ui, parent=holder)
        card = QFrame()
        card.setProperty("role", "card")
        outer.addWidget(card)
        column = Column(self.ui, Space.BLOCK, Space.FAR, card)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(self.notice)
        for field in self._fields:
            column.addWidget(field)
        return holder

    def _seen_with(self, line: QWidget) -> Sequence[QWidget]:
        """What is wrong with a field is seen with it, and above the first one why the form was refused."""
        field = next((each for each in self._fields if each.line is line), None)
        if field is None:
            return ()
        wrong = [field.problem, *([self.notice] if field is self._there()[0] else [])]
        return (*(notice for notice in wrong if notice.plain_text()), field.label)

    def _lead_to(self, field: Field) -> None:
        field.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._pane.reveal(field.line)  # it may have had the focus already

    @Slot()
    def _want_keys(self) -> None:
        """Begin with the first field that is empty or wrong; the keys lead on to the others."""
        there = self._there()
        lacking = (field for field in there if not field.text() or field.problem.plain_text())
        next(lacking, there[0]).want_keys()

    @Slot()
    def _submit(self) -> None:
        if self.submit.is_busy():
            return
        self.set_error(None)
        for field in self._fields:
            field.set_problem(self.problem(field))
        wrong = [field for field in self._fields if self.problem(field)]
        if wrong:
            self._lead_to(wrong[0])
        else:
            request = self.request()
            self.set_busy(busy=True)
            self.asked.emit(request)
