"""An election is erased, on a page of its own: what goes, which copies there are, and its title typed."""

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from election.admin.copies import Copy
from election.archive.listing import ListedElection
from election.archive.refusals import EraseWithoutCopy
from election.clock import local_time
from election.errors import Message
from election.setup.names import LONGEST_TITLE
from kiosk.staff.library.words import title_of
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.results.save import SavePage
from kiosk.staff.results.wanted import Pack
from kiosk.style.context import UiContext
from kiosk.widgets.forms.field import Field
from kiosk.widgets.forms.form import FormScreen


@dataclass(frozen=True, slots=True)
class Erase:
    """What is asked for, with the title that was typed."""

    title: str


class MakePack(Enum):
    """A pack of it is to be made first."""

    MAKE = auto()


class EraseScreen(FormScreen):
    """Asks to `Erase`, or to `MakePack`. See `FormScreen`."""

    def __init__(self, ui: UiContext) -> None:
        self._listed: ListedElection | None = None
        self._copies: tuple[Copy, ...] = ()
        self.typed = Field(ui, "library.erase.field", longest=LONGEST_TITLE)
        super().__init__(ui, "library.erase", (self.typed,), other=MakePack.MAKE)

    def show_election(self, listed: ListedElection, copies: tuple[Copy, ...]) -> None:
        """Say which one would go."""
        self._listed, self._copies = listed, copies
        self.retranslate()

    def about(self) -> str:
        """See `FormScreen`: the consequence."""
        if self._listed is None:
            return ""
        kept = [copy for copy in self._copies if copy.kind.keeps_the_result]
        key = "library.erase.about" if kept else "library.erase.about_draft"
        last = kept[-1] if kept else None
        return self.ui.text(
            key,
            title=title_of(self.ui, self._listed),
            name=last.name if last else "",
            date=local_time(last.when.timestamp()) if last else "",
        )

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        self.back_button.set_text(self.ui.text("library.erase.keep"))

    def request(self) -> object:
        """Return what was typed."""
        return Erase(self.typed.text())

    def problem(self, field: Field) -> str:
        """Something must be typed; whether it is the title the service knows."""
        return "" if field.text().strip() else "library.erase.missing"


class ErasePage(StaffPage):
    """Says at once why it cannot be erased yet; else has it erased and leads back to the library."""

    screen: EraseScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._listed: ListedElection | None = None

    def make_screen(self, staff: StaffContext) -> EraseScreen:
        """See `StaffPage`."""
        return EraseScreen(staff.ui)

    def prepare(self, subject: object = None) -> None:
        """`subject` is the election as it is listed."""
        if isinstance(subject, ListedElection):
            self._listed = subject
        if self._listed is None:
            return
        listed, archive = self._listed, self.staff.services.archive
        self.screen.show_election(listed, archive.copies_made(listed.id))
        self.screen.offer_other(offered=False)
        self.screen.set_error(None)
        self.run(lambda: archive.check_may_be_erased(listed.id), lambda _nothing: None, self._refused)

    def handle(self, request: object) -> None:
        """Erase it, or make a pack of it."""
        if isinstance(request, MakePack) and self._listed is not None:
            self.staff.navigator.open(SavePage, Pack(election_id=self._listed.id))
        if not isinstance(request, Erase) or self._listed is None:
            return
        from kiosk.staff.library.page import LibraryPage

        listed, archive, navigator = self._listed, self.staff.services.archive, self.staff.navigator

        def done(left: tuple[Path, ...]) -> None:
            names = ", ".join(map(str, left))
            news = Message("library.erased_but", {"left": names}) if left else Message("library.erased")
            navigator.back_to(LibraryPage, news)

        self.run(lambda: archive.erase(listed.id, request.title), done, self._refused)

    def _refused(self, error: Exception) -> None:
        state = None if self._listed is None else self._listed.state
        can_be_packed = state is not None and state.is_counted
        self.screen.offer_other(offered=can_be_packed and isinstance(error, EraseWithoutCopy))
        self.screen.set_error(error)
