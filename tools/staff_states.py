"""What the pictures show of the idle question, the locked kiosk and the staff's side. All made up."""

from collections.abc import Callable
from datetime import date

from election.errors import Message, WrongPassphrase
from kiosk.app.window import KioskWindow
from kiosk.staff.screens.calibration import CalibratePage
from kiosk.staff.screens.defaults import DefaultsPage
from kiosk.staff.screens.network import NetworkPage
from kiosk.staff.screens.panel import PanelPage
from kiosk.staff.screens.passphrase import ChangePassphrasePage, EnterPassphrasePage, SetPassphrasePage
from kiosk.support.api_status import ApiStatus

_TYPED = "walnut drawer compass"


def question(window: KioskWindow) -> None:
    """A voter who does nothing is asked; a part of the time has passed."""
    window.overlays.ask(30)
    window.overlays.question.show_left(22)


def locked(window: KioskWindow) -> None:
    """Nobody answered."""
    window.overlays.lock()


def door(window: KioskWindow) -> None:
    """A wrong passphrase was tried."""
    window.screens.start.staff_button.click()
    form = window.staff.page(EnterPassphrasePage).screen
    form.passphrase.line.setText(_TYPED)
    form.set_error(WrongPassphrase())


def first(window: KioskWindow) -> None:
    """The passphrase is set, and not typed twice in the same way."""
    window.staff.demand_passphrase()
    form = window.staff.page(SetPassphrasePage).screen
    form.new.line.setText(_TYPED)
    form.new.reveal.click()
    form.again.line.setText("walnut")
    form.submit.click()


def panel(*, news: bool) -> Callable[[KioskWindow], None]:
    """The panel; with `news`, all it can have to tell, on a kiosk that is locked."""

    def prepare(window: KioskWindow) -> None:
        since = date(2026, 11, 23).isoformat()
        told = (
            Message("staff.news.recovered"),
            Message("staff.news.wrong_tries", {"count": 3, "since": since}),
            Message("staff.news.dark"),
            Message("checkpoint.put_off"),
        )
        window.staff.page(PanelPage).screen.tell(told if news else (), locked=news)
        window.voter_flow.go(window.staff.page(PanelPage).screen)

    return prepare


def defaults(window: KioskWindow) -> None:
    """What every voter finds."""
    page = window.staff.page(DefaultsPage).screen
    page.show_settings(window.settings.current)
    window.voter_flow.go(page)
    page.say_news("staff.saved")


def calibrate(window: KioskWindow) -> None:
    """The bar as wide as a card on this screen."""
    page = window.staff.page(CalibratePage).screen
    page.show_measured(window.ui.theme.dots_per_mm)
    window.voter_flow.go(page)


def network(status: ApiStatus, *, busy: bool = False) -> Callable[[KioskWindow], None]:
    """The network, on, or with the reason why not, or on its way."""

    def prepare(window: KioskWindow) -> None:
        page = window.staff.page(NetworkPage).screen
        window.voter_flow.go(page)
        page.show_reach("off" if status.problem else "network", status)
        if busy:
            page.set_busy("computer")

    return prepare


def change(window: KioskWindow) -> None:
    """The passphrase is about to be changed."""
    window.voter_flow.go(window.staff.page(ChangePassphrasePage).screen)
