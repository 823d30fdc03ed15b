"""A run-off or a repeat is prepared: with the codes that people hold, or with new ones."""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtWidgets import QWidget

from election.errors import Message
from election.results.report import Report
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.screens.page import PageScreen
from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.widgets.buttons.entry_button import EntryButton
from kiosk.widgets.layout.boxes import Column


class Codes(Enum):
    """Which codes let people in."""

    SAME = auto()
    NEW = auto()


class FollowScreen(PageScreen):
    """Asks for `Codes`."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "staff.follow")
        self._is_run_off = True
        self._report: Report | None = None
        self.codes = {
            Codes.SAME: EntryButton(ui, "ticket", "staff.follow.same_codes"),
            Codes.NEW: EntryButton(ui, "change", "staff.follow.new_codes"),
        }
        content = QWidget()
        column = Column(ui, Space.NEAR, parent=content)
        for codes, button in self.codes.items():
            self.asks(button, codes)
            column.addWidget(button)
        column.addStretch(1)
        self.lay_out(content)

    def show_report(self, report: Report, *, is_run_off: bool) -> None:
        """Say what would be prepared after these results."""
        self._report = report
        self._is_run_off = is_run_off
        self.setEnabled(True)
        self.retranslate()

    def lead(self) -> str:
        """See `PageScreen`: between whom, and with which roll."""
        if self._report is None:
            return ""
        run_offs = [
            each.outcome.run_off for each in self._report.contests if each.outcome.run_off is not None
        ]
        names = ", ".join(each.name for run_off in run_offs for each in run_off.between)
        key = "staff.follow.run_off" if self._is_run_off else "staff.follow.repeat"
        return self.ui.text(key, names=names, count=self._report.turnout.voters)

    def tab_order(self) -> Sequence[QWidget]:
        """See `Screen`."""
        return (*self.codes.values(), *self.pane.buttons(), self.back_button)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        for button in self.codes.values():
            button.retranslate()


class FollowPage(StaffPage):
    """Makes the draft and leads back."""

    screen: FollowScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._election_id, self._is_run_off = "", True

    def make_screen(self, staff: StaffContext) -> FollowScreen:
        """See `StaffPage`."""
        return FollowScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is the election's id, whether it is to be a run-off, and the report."""
        if isinstance(subject, tuple):
            self._election_id, self._is_run_off, report = subject
            self.screen.show_report(report, is_run_off=self._is_run_off)

    def handle(self, request: object) -> None:
        """Prepare it."""
        if not isinstance(request, Codes):
            return
        series, with_codes = self.staff.services.series, request is Codes.SAME
        make = series.run_off if self._is_run_off else series.repeat
        self.screen.setEnabled(False)

        done = Message("staff.follow.done")
        self.run(
            lambda: make(self._election_id, with_codes=with_codes),
            lambda _made: self.staff.navigator.back(done),
            self._failed,
        )

    def forget(self) -> None:
        """See `StaffPage`."""
        super().forget()
        self.screen.setEnabled(True)

    def _failed(self, error: Exception) -> None:
        self.screen.setEnabled(True)
        self.screen.show_problem(error)
