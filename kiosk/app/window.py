"""The kiosk's window: builds its parts, connects them, and resets them after each voter."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from election.admin.settings import Settings
from election.i18n.catalogue import Catalogue
from election.services import Services
from kiosk.app.crash_handler import CrashHandler
from kiosk.app.current_election import CurrentElection
from kiosk.app.event_bridge import EventBridge
from kiosk.app.first_paint import FirstPaint
from kiosk.app.last_call import LastCall
from kiosk.app.lockdown_wiring import IdleLock, IdlePolicy
from kiosk.app.main_page import MainPage
from kiosk.app.preferences import Defaults, Preferences
from kiosk.app.second_windows import SecondWindows
from kiosk.lockdown.clipboard import clear_clipboard
from kiosk.lockdown.idle import IdleTimer
from kiosk.lockdown.keep_awake import KeepAwake
from kiosk.lockdown.overlays import Overlays
from kiosk.staff.flow import StaffFlow
from kiosk.staff.settings import SettingsInUse
from kiosk.style.context import UiContext
from kiosk.style.fonts import Fonts, find_fonts
from kiosk.style.look import Look
from kiosk.style.screen_scale import ScreenScale
from kiosk.style.theme import Theme
from kiosk.support.api_status import ApiStatus
from kiosk.support.background import Background
from kiosk.support.network_switch import Network, NetworkSwitch
from kiosk.support.presses import Presses
from kiosk.voter.flow import VoterFlow
from kiosk.voter.outcomes import Countdown
from kiosk.voter.receipt_printing import ReceiptPrinting
from kiosk.voter.screens.start import StartScreen
from kiosk.voter.service_calls import ServiceCalls
from kiosk.voter.session import Session
from kiosk.widgets.ballot.portrait import most_dots_high
from kiosk.widgets.ballot.trial import BallotTrial
from kiosk.widgets.last_call_band import LastCallBand
from kiosk.widgets.layout.boxes import Column, restyle_all
from kiosk.widgets.notices.fade import FADE_MS
from kiosk.widgets.practice_band import PracticeBand

if TYPE_CHECKING:  # imported when somebody leaves the start
    from kiosk.voter.registry import VoterScreens


class KioskWindow(QMainWindow):
    """The window in which one voter after the other votes. Whoever made it calls `shut_down` in the end,
    before the services are closed.

    `language` is the organiser's choice unless it is given. `locked` fills the screen and leaves a voter no
    way out. `guard` has the window say so when something failed that nobody caught. `fonts` and `theme`
    follow from the screen unless they are given. Screens fade into each other in `fade_ms`. `network` is what
    the staff panel switches, `awake` what keeps the screen on, `idle` what tells that a voter has gone,
    `presses` what tells which presses count, `system` the look that the system is set to,
    `data` the data folder, whose disk the staff are told of.
    Emits `opened` once it has been seen: what can wait until then should.
    """

    language_changed = Signal(str)
    opened = Signal()

    def __init__(
        self,
        services: Services,
        catalogue: Catalogue,
        api_status: ApiStatus,
        language: str | None = None,
        *,
        locked: bool = False,
        guard: CrashHandler | None = None,
        fonts: Fonts | None = None,
        theme: Theme | None = None,
        countdown: Countdown | None = None,
        fade_ms: int = FADE_MS,
        network: NetworkSwitch | None = None,
        awake: KeepAwake | None = None,
        idle: IdleTimer | None = None,
        presses: Presses | None = None,
        system: Look | None = None,
        data: Path | None = None,
    ) -> None:
        super().__init__()
        settings = services.settings.read()
        settings = replace(settings, language=language or settings.language)
        fonts = fonts or find_fonts()
        self._screen_scale = ScreenScale(self, theme.dots_per_mm if theme else None)
        theme = theme or Theme(
            dots_per_mm=self._screen_scale.dots_per_mm, families=fonts.families, cap_ratio=fonts.cap_ratio
        )
        self.ui = UiContext(catalogue, theme, settings.language, presses)
        self.session = Session()
        self.background = Background(self)
        self.service_calls = ServiceCalls(services.library, self.background, self)
        self.service_calls.photo_height = lambda: most_dots_high(self.ui.theme, self.devicePixelRatioF())
        self.bridge = EventBridge(services.events, self)
        election = services.library.election()
        self.start = StartScreen(self.ui, election, api_status, is_unopened=self.service_calls.is_unopened)
        self.settings = SettingsInUse(settings, services.settings.save, self.background, self)
        self.printing = ReceiptPrinting(lambda: self.settings.current.print_receipts, self)
        self.voter_flow = VoterFlow(
            self.ui,
            self.start,
            self.session,
            self.service_calls,
            self.printing,
            countdown or Countdown(),
            self,
        )
        self.network = Network(network, services.networks, api_status, self.background, self)
        second = self.second_windows = SecondWindows(self, catalogue, services.library)
        self.staff = StaffFlow(
            self.ui,
            services,
            self.background,
            self.network,
            awake,
            self.settings,
            second.projector,
            data,
            self._ballot_trial,
            second.booth(here=True),
            second.desk,
            self,
        )
        self.main_page = MainPage(self.ui, election.title if election else None, self.start, fade_ms)
        self.header, self.accessibility = self.main_page.header, self.main_page.accessibility
        self.notice, self.font_notice = self.main_page.notice, self.main_page.font_notice
        self.overlays = Overlays(self.ui, self.main_page)
        self.practice_band, self.last_call_band = PracticeBand(self.ui), LastCallBand(self.ui)
        self.last_call = LastCall(self.last_call_band, services.time.now, self)
        self.setCentralWidget(self._below_band())
        self._system = system
        defaults = Defaults.of(settings, system)
        self.preferences = Preferences(self.ui, self.voter_flow, self.accessibility, defaults, self)
        idle = idle or IdleTimer(settings.idle_seconds, settings.question_seconds)
        idle_policy = IdlePolicy(self.overlays, self.voter_flow, self.preferences)
        self.idle_lock = IdleLock(self, self.ui, idle_policy, idle, services.notes, self.background)
        self.current_election = CurrentElection(
            self.service_calls, self.header, self.practice_band, self.start, awake, self.idle_lock.lock, self
        )
        self._connect(guard)
        self._use(settings)
        self._retranslate()
        if not fonts.korean:
            # In English whatever the language: without Korean letters a Korean sentence would be empty boxes.
            self.font_notice.set_text(catalogue.text("window.no_korean_font", "en"))
        if locked:
            self.idle_lock.lock.engage()
        self.current_election.mark(election)
        self.last_call.show(election)
        self._go_home()
        FirstPaint(self).seen.connect(self.opened)

    def _ballot_trial(self) -> BallotTrial:
        from kiosk.app.voter_trial import VoterTrial

        return VoterTrial(self.ui)

    def _below_band(self) -> QWidget:
        content = QWidget()
        column = Column(self.ui, parent=content)
        column.addWidget(self.practice_band)
        column.addWidget(self.last_call_band)
        column.addWidget(self.overlays, 1)
        return content

    def shut_down(self) -> None:
        """Stop listening to the services, wait for work under way, and close."""
        self.bridge.close()
        self.staff.forget()  # what was typed there is saved
        self.idle_lock.idle_guard.stop()
        self.network.close()
        self.second_windows.close()
        self.printing.close()
        self.background.close()
        self.staff.close()
        self.leave()

    @Slot()
    def leave(self) -> None:
        """Close, locked or not."""
        self.idle_lock.lock.release()
        self.close()

    def set_language(self, language: str) -> None:
        """Say everything in `language`; marks, typed text and the screen stay as they are."""
        self.ui.language = language
        self._retranslate()
        self.language_changed.emit(language)

    @property
    def screens(self) -> "VoterScreens":
        """Every screen of a voter."""
        return self.voter_flow.screens

    @property
    def look(self) -> Look:
        """How large and in which colours it is shown."""
        return self.preferences.look

    def set_look(self, look: Look) -> None:
        """Show everything in `look`; marks, typed text and the screen stay as they are."""
        self.preferences.set_look(look)

    @Slot()
    def _restyle(self) -> None:
        theme = self._screen_scale.on_window(self.look.of(self.ui.theme))
        changed, self.ui.theme = theme != self.ui.theme, theme
        if changed or not self.styleSheet():
            self.setStyleSheet(theme.stylesheet())
        if changed:  # else everything was made in it, and once is enough at the start
            restyle_all(self)

    @Slot()
    def reset(self) -> None:
        """Forget the voter, whatever they did, typed and set, and show the start."""
        self.accessibility.forget()
        self.voter_flow.forget()
        clear_clipboard()
        self.preferences.reset()
        self.set_language(self.preferences.defaults.language)
        self._go_home()

    def _go_home(self) -> None:
        self.staff.forget()
        if self.idle_lock.lock.on and self.staff.must_set:
            self.staff.demand_passphrase()
        else:
            self.voter_flow.go(self.start)
        self.idle_lock.settle()

    def show(self) -> None:
        """Show the window; a locked one fills the screen."""
        (super().showFullScreen if self.idle_lock.lock.on else super().show)()

    def showEvent(self, event: QShowEvent) -> None:
        """Have the system's events seen from here on."""
        super().showEvent(event)
        self.idle_lock.watch(self.windowHandle())
        self._screen_scale.watch(self.windowHandle())

    def changeEvent(self, event: QEvent) -> None:
        """A locked window stays as large as the screen."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self.idle_lock.lock.window_changed()

    def open(self) -> None:
        """Show the window for voters to come: as large as the screen lets it be."""
        self.resize(self.screen().availableSize())  # where no window manager answers to "maximised"
        if not self.idle_lock.lock.on:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self.show()

    def closeEvent(self, event: QCloseEvent) -> None:
        """A locked window is not closed by Alt-F4 and the like; `shut_down` closes it."""
        if self.idle_lock.lock.on:
            event.ignore()
        else:
            super().closeEvent(event)

    def _connect(self, guard: CrashHandler | None) -> None:
        self._screen_scale.changed.connect(self._restyle)
        self.header.home.connect(self.reset)
        self.header.display.connect(self.preferences.toggle)
        self.voter_flow.made.connect(self.main_page.add)
        self.preferences.look_changed.connect(self._restyle)
        self.header.language_chosen.connect(self._language_chosen)
        self.voter_flow.shown.connect(self.main_page.show_screen)
        self.voter_flow.over.connect(self.reset)
        self.voter_flow.casting.connect(self.header.home_button.setDisabled)
        self.service_calls.cast_done.connect(self.accessibility.ballot_cast)
        self.bridge.event_received.connect(self.current_election.event_received)
        self.service_calls.election_read.connect(self.last_call.show)
        self.last_call.over.connect(self.voter_flow.polls_closed)
        self.current_election.replaced.connect(self._election_replaced)
        self.bridge.event_received.connect(self.staff.event_received)
        self.bridge.changed.connect(self.voter_flow.count_again)
        self.start.staff.connect(self._enter_staff)
        self.overlays.staff.connect(self._enter_staff)
        self.overlays.language_chosen.connect(self._language_chosen)
        self.idle_lock.gone.connect(self.reset)
        self.ui.presence.acted.connect(self.idle_lock.idle_guard.acted)
        self.staff.made.connect(self.main_page.add)
        self.staff.shown.connect(self.voter_flow.go)
        self.staff.left.connect(self.reset)
        self.staff.over.connect(self.idle_lock.reopen)
        self.staff.leave.connect(self.leave)
        self.settings.changed.connect(self._use)
        self.network.changed.connect(self.main_page.set_status)
        if guard is not None:
            guard.failed.connect(self.notice.fail)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self.accessibility.focus_moved)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.ui.text("app.name"))
        self.practice_band.retranslate()
        self.last_call_band.retranslate()
        self.main_page.retranslate()
        self.overlays.retranslate()

    @Slot(str)
    def _language_chosen(self, language: str) -> None:
        self.set_language(language)
        self.accessibility.read_again()

    @Slot()
    def _election_replaced(self) -> None:
        self.voter_flow.drop_count()
        # A ballot on its way has its outcome, which is read to its end and then leads to the start; and the
        # staff, who may have made it so, are not shown out.
        if not (self.voter_flow.is_concluding or self.staff.is_inside):
            self.reset()

    @Slot()
    def _enter_staff(self) -> None:
        self.overlays.remove()
        self.staff.enter(locked=self.idle_lock.timed_out)

    @Slot(object)
    def _use(self, settings: Settings) -> None:
        """Have everything be as the organiser set it."""
        before, self.preferences.defaults = self.preferences.defaults, Defaults.of(settings, self._system)
        self.idle_lock.idle_guard.set_periods(settings.idle_seconds, settings.question_seconds)
        self._screen_scale.measured = settings.dots_per_mm
        self.preferences.reset()
        self._restyle()
        if settings.language != before.language:  # else whoever sets it keeps the language they read
            self.set_language(settings.language)
