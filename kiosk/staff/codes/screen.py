"""Codes: which kind, how many, on paper or in a file; the account of slips; and what is to be looked into."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QWidget

from election.code_models import Batch, BatchKind
from election.texts import read_number
from election.voters.code_batches import LAYOUTS
from kiosk.staff.codes.view import CodesView, DropBatch, KeepBatch, MakeCodes, NoteInHand, Way
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Length, Space
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.buttons.choice import Choice, set_places
from kiosk.widgets.buttons.entry_button import EntryButton
from kiosk.widgets.forms.field import Field
from kiosk.widgets.layout.boxes import Column, Row, clear_layout
from kiosk.widgets.layout.page import page_head
from kiosk.widgets.layout.tiles import Tiles
from kiosk.widgets.text import Text

_DIGITS = 6
_HEADS = ("layout", "account")


class Unconfirmed(QFrame):
    """A batch of which nobody has said whether it came out, and the two ways on."""

    def __init__(self, ui: UiContext, batch: Batch) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._ui, self.batch = ui, batch
        self._text = Text("body")
        self.keep, self.drop = Button(ui, "secondary", "check"), Button(ui, "secondary", "cross")
        column = Column(ui, Space.NEAR, Space.BLOCK, self)
        column.addWidget(self._text)
        row = Row(ui, Space.BLOCK)
        row.addWidget(self.keep)
        row.addWidget(self.drop)
        row.addStretch(1)
        column.addLayout(row)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        text, batch = self._ui.text, self.batch
        self._text.set_text(text("staff.codes.unconfirmed", batch=batch.id, count=batch.count))
        self.keep.set_text(text("staff.codes.keep"))
        self.drop.set_text(text("staff.codes.drop"))


class CodesScreen(PageScreen):
    """Asks to `MakeCodes`, `NoteInHand`, `KeepBatch` or `DropBatch`, or for a `Way`."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "staff.codes")
        self._view: CodesView | None = None
        self._kind, self._layout, self._style = BatchKind.SLIPS, "ten", 0
        self._address = ""
        self.kinds = {kind: Choice(ui, one_of=True) for kind in (BatchKind.SLIPS, BatchKind.PERSONAL)}
        self.layouts = {name: Choice(ui, one_of=True) for name in LAYOUTS}
        self.styles: dict[int, Choice] = {}
        for choice in (*self.kinds.values(), *self.layouts.values()):
            choice.clicked.connect(self._choose)
        self.count = Field(ui, "staff.codes.count", longest=_DIGITS, latin=True)
        self.counted = Field(ui, "staff.codes.counted", longest=_DIGITS, latin=True)
        self.save_button = Button(ui, "secondary", "list")
        self.print_button = Button(ui, "primary", "next", icon_last=True)
        self.note_button = Button(ui, "secondary", "check")
        self.ways = {
            Way.VOID_SHEETS: EntryButton(ui, "cross", "staff.codes.void"),
            Way.SLIP_IN_HAND: EntryButton(ui, "ticket", "staff.codes.slip"),
        }
        for way, button in self.ways.items():
            self.asks(button, way)
        self.save_button.clicked.connect(self._make)
        self.print_button.clicked.connect(self._make)
        self.note_button.clicked.connect(self._note)
        self._heads = {name: Text("label") for name in _HEADS}
        self._base, self.sums, self.verdict = Text("about"), Text("body"), Text("body")
        self.unconfirmed: list[Unconfirmed] = []
        self.lay_out(self._content(), (self.save_button, self.print_button))
        self.set_busy(busy=True)

    def show_codes(self, view: CodesView) -> None:
        """Show how codes stand, and suggest how many slips to make."""
        is_first = self._view is None
        self._view = view
        if view.kinds and self._kind not in view.kinds:
            self._kind = view.kinds[0]
        if self._style not in [each.style for each in view.styles]:
            self._style = view.styles[0].style if view.styles else 0
        self._show_styles(view)
        self._show_unconfirmed(view)
        if is_first or not self.count.text():
            self._suggest()
        self.set_busy(busy=False)
        self.retranslate()

    def show_address(self, address: str) -> None:
        """Say which address slips are printed with; empty: with the code alone."""
        self._address = address
        self.retranslate()

    def set_busy(self, *, busy: bool) -> None:
        """Codes are being made: nothing else is done meanwhile."""
        view = self._view
        can_make = not busy and view is not None and bool(view.kinds)
        self.save_button.setEnabled(can_make)
        self.print_button.setEnabled(can_make and view is not None and view.can_print)
        for each in (self.note_button, *self.ways.values()):
            each.setEnabled(not busy)

    def lead(self) -> str:
        """See `PageScreen`: what such a code is."""
        if self._view is None:
            return ""
        if not self._view.kinds:
            return self.ui.text("staff.codes.no_kind")
        return self.ui.text(f"staff.codes.about_{self._kind}")

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        batches = [button for each in self.unconfirmed for button in (each.keep, each.drop)]
        choices = (*self.kinds.values(), *self.styles.values(), self.count.line, *self.layouts.values())
        rest = (self.counted.line, self.note_button, *self.ways.values(), *self.pane.buttons())
        return (*batches, *choices, *rest, self.back_button, self.save_button, self.print_button)

    def clear(self) -> None:
        """Forget what was typed and said."""
        super().clear()
        self._view = None
        self.set_busy(busy=True)  # until it is known how codes stand
        self.count.clear()
        self.counted.clear()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        text, view = self.ui.text, self._view
        for kind, choice in self.kinds.items():
            choice.set_text(text(f"staff.codes.{kind}"))
            choice.setChecked(kind is self._kind)
        for name, choice in self.layouts.items():
            choice.set_text(text("staff.codes.per_page", count=LAYOUTS[name].per_sheet))
            choice.setChecked(name == self._layout)
        set_places(self.title.plain_text(), list(self.kinds.values()))
        for name, head in self._heads.items():
            head.set_text(text(f"staff.codes.{name}"))
        set_places(self._heads["layout"].plain_text(), list(self.layouts.values()))
        for field in (self.count, self.counted):
            field.retranslate()
        self.save_button.set_text(text("staff.codes.save"))
        self.note_button.set_text(text("staff.codes.note"))
        for button in self.ways.values():
            button.retranslate()
        for batch in self.unconfirmed:
            batch.retranslate()
        if view is not None:
            self._say_view(view)

    def _say_view(self, view: CodesView) -> None:
        text, account = self.ui.text, view.account
        is_slips = self._kind is BatchKind.SLIPS
        self._kinds_row.setVisible(len(view.kinds) > 1)
        self.count.setVisible(is_slips)
        self._styles_row.setVisible(is_slips and len(view.styles) > 1)
        chosen = next((each for each in view.styles if each.style == self._style), None)
        people = chosen.people if is_slips and chosen else view.without_code
        key = "staff.codes.base" if is_slips else "staff.codes.base_personal"
        printed = text(f"staff.codes.qr{'' if self._address else '_alone'}", address=self._address)
        self._base.set_text(f"{text(key, count=people)}. {printed}" if view.kinds else "")
        self.print_button.set_text(text("staff.codes.print", count=self._sheets()))
        for style in view.styles:
            self.styles[style.style].set_text(style.word or text("staff.codes.others"))
            self.styles[style.style].setChecked(style.style == self._style)
        self._account.setVisible(bool(account.printed))
        for button in self.ways.values():
            button.setVisible(view.has_codes)
        self.print_button.setVisible(view.can_print)
        figures = {
            name: "–" if number is None else f"{number:,}" for name, number in account.values().items()
        }
        self.sums.set_text(text("staff.codes.sums", **figures))
        self.verdict.set_text(text(_verdict(view), **figures))

    def _show_styles(self, view: CodesView) -> None:
        clear_layout(self._styles_layout)
        self.styles = {each.style: Choice(self.ui, one_of=True) for each in view.styles}
        for choice in self.styles.values():
            choice.clicked.connect(self._choose)
        if self.styles:
            self._styles_layout.addWidget(Tiles(self.ui, list(self.styles.values())))

    def _show_unconfirmed(self, view: CodesView) -> None:
        clear_layout(self._unconfirmed)
        self.unconfirmed = [Unconfirmed(self.ui, batch) for batch in view.unconfirmed]
        for each in self.unconfirmed:
            self.asks(each.keep, KeepBatch(each.batch.id))
            self.asks(each.drop, DropBatch(each.batch.id))
            self._unconfirmed.addWidget(each)
        self.apply_tab_order()

    def _suggest(self) -> None:
        if self._view is not None:
            number = self._view.suggested(self._style, self._layout)
            self.count.line.setText(str(number) if number else "")

    def _sheets(self) -> int:
        per_sheet = LAYOUTS[self._layout].per_sheet
        return -(-self._number_wanted() // per_sheet)

    def _number_wanted(self) -> int:
        if self._view is None:
            return 0
        return self._view.without_code if self._kind is BatchKind.PERSONAL else _number(self.count.text())

    @Slot()
    def _choose(self) -> None:
        pressed = self.sender()
        self._kind = next((kind for kind, each in self.kinds.items() if each is pressed), self._kind)
        self._style = next((style for style, each in self.styles.items() if each is pressed), self._style)
        self._layout = next((name for name, each in self.layouts.items() if each is pressed), self._layout)
        self._suggest()
        self.retranslate()

    @Slot()
    def _make(self) -> None:
        is_slips = self._kind is BatchKind.SLIPS
        number = self._number_wanted()
        if is_slips and not number:
            self.count.set_problem("staff.codes.count_missing")
            self.pane.reveal(self.count)
            return
        to_paper = self.sender() is self.print_button
        self.asked.emit(MakeCodes(self._kind, self._style, number, self._layout, to_paper=to_paper))

    @Slot()
    def _note(self) -> None:
        if not self.counted.text().strip().isdecimal():
            self.counted.set_problem("staff.codes.counted_missing")
            return
        self.asked.emit(NoteInHand(_number(self.counted.text())))

    @Slot()
    def _count_changed(self) -> None:
        self.print_button.set_text(self.ui.text("staff.codes.print", count=self._sheets()))

    def _content(self) -> QWidget:
        ui = self.ui
        content = QWidget()
        column = Column(ui, Space.NEAR, parent=content)
        self._unconfirmed = Column(ui, Space.NEAR)
        column.addLayout(self._unconfirmed)
        self._kinds_row = Tiles(ui, list(self.kinds.values()))
        column.addWidget(self._kinds_row)
        self._styles_row = QWidget()
        self._styles_layout = Column(ui, parent=self._styles_row)
        column.addWidget(self._styles_row)
        edged = Column(ui, Space.TIGHT, (Length.RING, None, Length.RING, None))
        edged.addWidget(self.count)
        edged.addWidget(self._base)
        column.addLayout(edged)
        column.addWidget(page_head(ui, self._heads["layout"]))
        column.addWidget(Tiles(ui, list(self.layouts.values())))
        column.addWidget(self._account_card())
        for button in self.ways.values():
            column.addWidget(button)
        column.addStretch(1)
        self.count.line.textChanged.connect(self._count_changed)
        return content

    def _account_card(self) -> QFrame:
        ui = self.ui
        self._account = QFrame()
        self._account.setProperty("role", "card")
        column = Column(ui, Space.NEAR, Space.BLOCK, self._account)
        for text in (self._heads["account"], self.sums, self.verdict):
            column.addWidget(text)
        row = Row(ui, Space.BLOCK)
        row.addWidget(self.counted, 1)
        row.addWidget(self.note_button)
        column.addLayout(row)
        return self._account


def _number(text: str) -> int:
    return read_number(text.strip()) or 0


def _verdict(view: CodesView) -> str:
    account = view.account
    if not account.is_used_right:
        return "staff.codes.too_many_used"
    if account.difference is None:
        return "staff.codes.not_counted"
    return "staff.codes.agrees" if account.agrees else "staff.codes.differs"
