"""The page from which staff steer what the hall sees."""

from collections.abc import Callable

from PySide6.QtCore import Slot

from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.projector.screen import ProjectorScreen, ShowResult, Speak, Steer


class ProjectorPage(StaffPage):
    """Steers the projector, and follows it."""

    name, icon = "staff.projector", "projector"
    screen: ProjectorScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._projector = staff.projector()
        self._projector.changed.connect(self._follow)

    def make_screen(self, staff: StaffContext) -> ProjectorScreen:
        """See `StaffPage`."""
        return ProjectorScreen(staff.ui, staff.projector())

    def prepare(self, _subject: object = None) -> None:
        """Show how it stands now."""
        self._projector.refresh()
        self.screen.follow()

    def handle(self, request: object) -> None:
        """Steer it."""
        projector = self._projector
        if isinstance(request, ShowResult):
            projector.show_results(request.contest_id)
        elif isinstance(request, Speak):
            projector.set_language(request.language)
        elif isinstance(request, Steer):
            steers: dict[Steer, Callable[[], object]] = {
                Steer.OPEN: projector.open,
                Steer.CLOSE: projector.close,
                Steer.POLLS: projector.show_polls,
                Steer.BLACK: projector.toggle_black,
                Steer.NEXT: projector.next_page,
                Steer.LIGHT: lambda: projector.set_dark(dark=False),
                Steer.DARK: lambda: projector.set_dark(dark=True),
            }
            steers[request]()
        self.screen.follow()  # what was pressed goes back to how it stands

    @Slot()
    def _follow(self) -> None:
        if self.screen.isVisible():
            self.screen.follow()
