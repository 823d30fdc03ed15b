"""The voter's window: builds the screens, shows one at a time, and lets go of each voter in the end."""

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QClipboard, QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from election.errors import ElectionError
from election.events import Event, PollsChanged
from election.language import DEFAULT_LANGUAGE, Catalogue
from election.models import Election
from election.services import Services
from kiosk.background import Background
from kiosk.bridge import EventBridge
from kiosk.crash import CrashGuard
from kiosk.desk import Desk
from kiosk.fonts import Fonts, find_fonts
from kiosk.journey import Journey, Screens
from kiosk.look import Look
from kiosk.preferences import Defaults, Preferences
from kiosk.screens.base import Screen
from kiosk.screens.outcome import Countdown
from kiosk.senses import Senses
from kiosk.session import Session
from kiosk.status import ApiStatus
from kiosk.theme import Theme, dots_per_mm
from kiosk.ui import Ui
from kiosk.widgets.fade import FADE_MS
from kiosk.widgets.header import Header
from kiosk.widgets.layout import restyle_all
from kiosk.widgets.notice import Notice
from kiosk.widgets.pane import Pane

__all__ = ["ApiStatus", "KioskWindow"]


class KioskWindow(QMainWindow):
    """One voter after the other. Whoever opened it calls `shut_down` in the end, before the services go.

    `locked` fills the screen, and nothing a voter can press closes it. `guard` has the window say so when
    something failed that nobody caught. `fonts` and `theme` follow from the screen unless they are given.
    Screens fade into each other in `fade_ms`. `defaults` are what each voter finds.
    """

    language_changed = Signal(str)

    def __init__(
        self,
        services: Services,
        catalogue: Catalogue,
        api_status: ApiStatus,
        language: str = DEFAULT_LANGUAGE,
        *,
        locked: bool = False,
        guard: CrashGuard | None = None,
        fonts: Fonts | None = None,
        theme: Theme | None = None,
        countdown: Countdown | None = None,
        fade_ms: int = FADE_MS,
        defaults: Defaults | None = None,
    ) -> None:
        super().__init__()
        self._locked = locked
        self._failure: Exception | None = None
        self._left: QWidget | None = None  # where the keyboard was before the display settings
        fonts = fonts or find_fonts()
        theme = theme or Theme(
            dots_per_mm=dots_per_mm(self.screen().physicalDotsPerInch()),
            families=fonts.families,
            cap_ratio=fonts.cap_ratio,
        )
        self.ui = Ui(catalogue, theme, language)
        self.session = Session()
        self.background = Background(self)
        self.desk = Desk(services, self.background, self)
        self.bridge = EventBridge(services.events, self)
        election = services.polls.election()
        self.header = Header(self.ui, api_status, election.title)
        self.notice = Notice(self.ui, "error")
        self.font_notice = Notice(self.ui, "warning")
        self.screens = Screens.build(self.ui, self.session, election, api_status, countdown or Countdown())
        self.journey = Journey(self.screens, self.session, self.desk, self)
        self._lay_out(replace(defaults or Defaults(), language=language), fade_ms)
        self._connect(guard)
        self.setStyleSheet(theme.stylesheet())
        self._retranslate()
        self.preferences.reset()
        if not fonts.korean:
            # In English whatever the language: without Korean letters a Korean sentence would be empty boxes.
            self.font_notice.say(catalogue.text("window.no_korean_font", "en"))
        self.journey.go(self.screens.start)

    def shut_down(self) -> None:
        """Stop listening to the services, wait for work under way, and close."""
        self.bridge.close()
        self.background.close()
        self._locked = False
        self.close()

    def set_language(self, language: str) -> None:
        """Say everything in `language`; marks, typed text and the screen stay as they are."""
        self.ui.language = language
        self._retranslate()
        self.language_changed.emit(language)

    @property
    def look(self) -> Look:
        """How large and in which colours it is shown."""
        return self.preferences.look

    def set_look(self, look: Look) -> None:
        """Show everything in `look`; marks, typed text and the screen stay as they are."""
        self.preferences.set_look(look)

    @Slot(object)
    def _look_changed(self, look: Look) -> None:
        theme = replace(self.ui.theme, palette=look.contrast.palette, scale=look.text_size.value)
        self.ui.theme = theme
        self.setStyleSheet(theme.stylesheet())
        restyle_all(self)

    @Slot()
    def reset(self) -> None:
        """Forget the voter, whatever they did, typed and set, and show the start."""
        self.senses.forget()
        self.journey.forget()
        self._failure = self._left = None
        _clear_clipboard()
        self.preferences.reset()
        self.set_language(self.preferences.defaults.language)
        self.journey.go(self.screens.start)

    def show(self) -> None:
        """Show the window; a locked one fills the screen."""
        (super().showFullScreen if self._locked else super().show)()

    def open(self) -> None:
        """Show the window for voters to come: as large as the screen lets it be."""
        self.resize(self.screen().availableSize())  # where no window manager answers to "maximised"
        if not self._locked:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self.show()

    def closeEvent(self, event: QCloseEvent) -> None:
        """A locked window is not closed by Alt-F4 and the like; `shut_down` closes it."""
        if self._locked:
            event.ignore()
        else:
            super().closeEvent(event)

    def _lay_out(self, defaults: Defaults, fade_ms: int) -> None:
        stack = QStackedWidget()
        for screen in self.screens.all():
            stack.addWidget(screen)
        self.senses = Senses(self.ui, stack, self, fade_ms)
        self.preferences = Preferences(self.ui, self.screens.display, self.senses, defaults, self)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.header, self.font_notice, self.notice):
            column.addWidget(widget)
        column.addWidget(stack, 1)
        column.addWidget(self.senses.keyboard)
        self.setCentralWidget(centre)

    def _connect(self, guard: CrashGuard | None) -> None:
        self.header.home.connect(self.reset)
        self.header.display.connect(self._toggle_display)
        self.screens.display.done.connect(self._toggle_display)
        self.preferences.look_changed.connect(self._look_changed)
        self.header.language_chosen.connect(self._language_chosen)
        self.journey.shown.connect(self._show_screen)
        self.journey.over.connect(self.reset)
        self.journey.casting.connect(self._casting)
        self.desk.cast_done.connect(self.senses.ballot_cast)
        self.desk.election_read.connect(self._election_read)
        self.bridge.event_received.connect(self._event_received)
        self.bridge.changed.connect(self._changed)
        if guard is not None:
            guard.failed.connect(self._failed)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.ui.text("app.name"))
        self.header.retranslate()
        self.senses.keyboard.retranslate()
        for screen in self.screens.all():
            screen.retranslate()
        self._say_failure()

    def _say_failure(self) -> None:
        self.notice.say(self.ui.error(self._failure) if self._failure else "")

    @Slot(object)
    def _show_screen(self, screen: Screen) -> None:
        self._failure = None
        self._say_failure()
        self.senses.show_screen(screen)

    @Slot(str)
    def _language_chosen(self, language: str) -> None:
        self.set_language(language)

    @Slot()
    def _toggle_display(self) -> None:
        """Show the display settings, or go back to exactly where the voter was."""
        screen = self.screens.display
        if screen.isVisible():
            self.senses.show_screen(self.journey.here)
            left = self._left if self._left is not None and self._left.isVisible() else self.journey.here
            left.setFocus()
        else:
            self._left = QApplication.focusWidget()
            self.senses.show_screen(screen)
            screen.enter()

    @Slot(bool)
    def _casting(self, casting: bool) -> None:  # noqa: FBT001 - a slot's only argument
        self.header.home_button.setEnabled(not casting)

    @Slot()
    def _failed(self) -> None:
        self._failure = ElectionError()
        self._say_failure()

    @Slot(object)
    def _event_received(self, event: Event) -> None:
        if isinstance(event, PollsChanged):
            self.desk.read_election()

    @Slot()
    def _changed(self) -> None:
        if self.journey.here is self.screens.results:
            self.desk.count()

    @Slot(object)
    def _election_read(self, election: Election) -> None:
        self.header.set_title(election.title)
        self.screens.start.show_election(election)

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _old: QObject | None, now: QObject | None) -> None:
        self.senses.follow(now)
        pane = now
        while pane is not None and not isinstance(pane, Pane):
            pane = pane.parent()
        if pane is not None and isinstance(now, QWidget):
            pane.reveal(now)


def _clear_clipboard() -> None:
    """Forget what was copied in this window, not what the laptop's owner copied elsewhere."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear(QClipboard.Mode.Clipboard)
    if clipboard.ownsSelection():  # X11 pastes it with the middle button
        clipboard.clear(QClipboard.Mode.Selection)
