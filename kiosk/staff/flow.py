"""The staff's way behind the passphrase: the panel and its pages."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from election.admin.passphrase import WrongTries
from election.admin.settings import Settings
from election.clock import local_time
from election.errors import Message
from election.events import CheckpointDone, CheckpointPutOff, Event
from election.services import Services
from kiosk.lockdown.keep_awake import KeepAwake
from kiosk.style.context import UiContext
from kiosk.support.background import Background, Job
from kiosk.support.network_switch import Network
from kiosk.widgets.screen import Screen

if TYPE_CHECKING:  # imported when somebody opens the door
    from kiosk.staff.registry import StaffScreens
    from kiosk.staff.screens.page import StaffPage
    from kiosk.widgets.forms.form import FormScreen


class StaffFlow(QObject):
    """Decides what comes after what behind the staff's door, and has it done off the window's thread.

    `awake` keeps the screen on. `network` is what its page turns; there is none where it cannot be. Emits
    `shown` with each screen it moves to, `over` when the voters' start is to be shown (and a locked kiosk to
    be reopened), `back` when it is to be shown as it was, `leave` to end the program, and what was changed.
    """

    built = Signal(object)
    shown = Signal(object)
    over = Signal()
    back = Signal()
    leave = Signal()
    settings_changed = Signal(object)

    def __init__(
        self,
        ui: UiContext,
        services: Services,
        background: Background,
        network: Network,
        awake: KeepAwake | None,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._ui = ui
        self._built: StaffScreens | None = None
        self._services = services
        self._background = background
        self._network = network
        network.changed.connect(self._reach_changed)
        self._awake = awake
        self._locked = self._is_set = False
        self._tries = WrongTries()
        self._errand: Job | None = None
        self._saving = False
        self._save_again = False
        self.settings = services.settings.read()

    @property
    def screens(self) -> "StaffScreens":
        """Every screen, made when the first is needed: on most days of voting none is."""
        if self._built is None:
            from kiosk.staff.registry import StaffScreens

            self._built = StaffScreens.build(self._ui, has_network=self._network.can_be_turned)
            self._connect(self._built)
            self.built.emit(self._built.all())
        return self._built

    @property
    def must_set(self) -> bool:
        """Whether no passphrase has been set yet. Once it has been nothing takes it away while this runs."""
        self._is_set = self._is_set or self._services.organiser.is_set()
        return not self._is_set

    def forget(self) -> None:
        """Forget what was typed and said; answers on their way come to nothing."""
        if self._errand is not None:
            self._errand.drop()
            self._errand = None
        self._tries = WrongTries()
        for screen in self._built.all() if self._built else ():
            screen.clear()

    def open(self, *, locked: bool = False) -> None:
        """Go to the door: the passphrase is asked for, or set where there is none. `locked` says that a
        time-out has locked the kiosk.
        """
        self.forget()
        self._locked = locked
        if self.must_set:
            self.screens.first.set_must(must=False)
            self.shown.emit(self.screens.first)
        else:
            self.shown.emit(self.screens.enter)

    def demand(self) -> None:
        """Have the passphrase set before anything else."""
        self.screens.first.set_must(must=True)
        self.shown.emit(self.screens.first)

    @Slot()
    def _reach_changed(self) -> None:
        if self._built is not None:
            self._built.network.say_news("")
            self._built.network.show_reach(self._network.reach, self._network.status)

    def _connect(self, screens: "StaffScreens") -> None:
        screens.enter.submitted.connect(self._check)
        screens.first.submitted.connect(self._set_first)
        screens.change.submitted.connect(self._change)
        for door in (screens.enter, screens.first):
            door.back.connect(self.back)
        screens.panel.chosen.connect(self._open_page)
        screens.panel.done.connect(self._done)
        screens.panel.leave.connect(self.leave)
        screens.change.back.connect(self._to_panel)
        for page in (screens.defaults, screens.calibrate, screens.network):
            page.back.connect(self._to_panel)
        screens.defaults.changed.connect(self._choose_defaults)
        screens.calibrate.measured.connect(self._take_measure)
        screens.network.chosen.connect(self._turn)

    # --- the door --------------------------------------------------------------------------------------

    @Slot()
    def _check(self) -> None:
        text = self.screens.enter.passphrase.text()
        self._ask(self.screens.enter, lambda: self._services.organiser.check(text), self._entered)

    @Slot()
    def _set_first(self) -> None:
        text = self.screens.first.new.text()
        self._ask(self.screens.first, lambda: self._services.organiser.set_first(text), self._entered)

    @Slot()
    def _change(self) -> None:
        current, text = self.screens.change.current.text(), self.screens.change.new.text()
        self._ask(self.screens.change, lambda: self._services.organiser.change(current, text), self._changed)

    def _ask(
        self, form: "FormScreen", work: Callable[[], WrongTries | None], done: Callable[[object], None]
    ) -> None:
        def failed(error: Exception) -> None:
            form.set_busy(busy=False)
            form.set_error(error)

        form.set_busy(busy=True)
        self._errand = self._background.run(work, done, failed)

    def _entered(self, tries: object) -> None:
        self.forget()
        if isinstance(tries, WrongTries):
            self._tries = tries
        self._to_panel()

    def _changed(self, _nothing: object) -> None:
        self.forget()
        self._to_panel()
        self.screens.panel.tell((Message("staff.changed"),), locked=self._locked)

    # --- the panel -------------------------------------------------------------------------------------

    @Slot()
    def _to_panel(self) -> None:
        self.screens.change.clear()
        self._tell_news()
        self.shown.emit(self.screens.panel)

    @Slot(object)
    def event_received(self, event: Event) -> None:
        """Say at once on a panel that is seen whether the checkpoint after the polls worked."""
        is_seen = self._built is not None and self._built.panel.isVisible()
        if is_seen and isinstance(event, CheckpointPutOff | CheckpointDone):
            self._tell_news()

    def _tell_news(self) -> None:
        news = []
        if self._awake is not None and self._awake.refused:
            news.append(Message("staff.news.dark"))
        if self._tries.count:
            since = self._tries.since.isoformat() if self._tries.since else ""
            news.insert(0, Message("staff.news.wrong_tries", {"count": self._tries.count, "since": since}))
        if jump := self._services.clock.jump():
            key = "staff.news.clock_back" if jump.is_back else "staff.news.clock_ahead"
            news.append(Message(key, {"before": local_time(jump.before), "after": local_time(jump.after)}))
        if self._services.polls.checkpoint_put_off():
            news.append(Message("checkpoint.put_off"))
        if self._services.notes.recovered():
            news.insert(0, Message("staff.news.recovered"))
        self.screens.panel.tell(news, locked=self._locked)

    @Slot(object)
    def _open_page(self, screen: Screen) -> None:
        self.screens.defaults.show_settings(self.settings)
        self.screens.calibrate.show_measured(self.screens.calibrate.ui.theme.dots_per_mm)
        self.shown.emit(screen)
        if screen is self.screens.network:
            self.screens.network.show_reach(self._network.reach, self._network.status)

    @Slot()
    def _done(self) -> None:
        self._services.clock.acknowledge()
        self._background.run(
            lambda: self._services.notes.set_recovered(recovered=False),
            lambda _nothing: None,
            lambda _error: None,  # the store has logged it; the staff will be told once more
        )
        self.over.emit()

    # --- the pages -------------------------------------------------------------------------------------

    @Slot(object)
    def _choose_defaults(self, settings: Settings) -> None:
        self._keep(settings, self.screens.defaults)

    @Slot(object)
    def _take_measure(self, dots_per_mm: float | None) -> None:
        self._keep(replace(self.settings, dots_per_mm=dots_per_mm), self.screens.calibrate)

    def _keep(self, settings: Settings, page: "StaffPage") -> None:
        """Use `settings` at once and save them; two savings never overtake each other."""
        self.settings = settings
        self.settings_changed.emit(settings)
        self.screens.defaults.show_settings(settings)
        self.screens.calibrate.show_measured(self.screens.calibrate.ui.theme.dots_per_mm)
        page.say_news("staff.saved")
        self._save(page)

    def _save(self, page: "StaffPage") -> None:
        if self._saving:
            self._save_again = True
            return
        self._saving = True
        settings = self.settings

        def saved(error: Exception | None) -> None:
            self._saving = False
            if self._save_again:
                self._save_again = False
                self._save(page)
            elif error is not None:
                page.say_problem(error)

        self._background.run(
            lambda: self._services.settings.save(settings), lambda _nothing: saved(None), saved
        )

    @Slot(str)
    def _turn(self, reach: str) -> None:
        network, page = self._network, self.screens.network
        page.set_busy(reach)

        def turned() -> None:
            if network.status.problem is None:
                self._keep(replace(self.settings, network=reach), page)

        network.turn(reach, turned)
