"""A voter's screen costs one module and one line: a made-up one, to be found from the start."""

import threading

import pytest
from pytestqt.qtbot import QtBot

from election.models import Turnout
from kiosk.app.window import KioskWindow
from kiosk.style.context import UiContext
from kiosk.support.background import Job
from kiosk.voter import registry
from kiosk.voter.requests import Call, Open
from kiosk.voter.screens.start import StartScreen
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.screen import Back, Screen
from tests.kiosk.test_whole_vote import click


class HowMany(Screen):
    """Asks how many have voted."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui)
        self.may_answer = threading.Event()
        self.answers: list[Turnout] = []
        self.back_button = Button(ui, "secondary")
        self.back_button.setParent(self)
        self.asks(self.back_button, Back())

    def enter(self) -> None:
        super().enter()

        def work(services: object) -> Turnout:
            assert self.may_answer.wait(50)
            return services.tally.turnout()  # type: ignore[attr-defined,no-any-return]

        self.asked.emit(Call(work, self.answers.append, lambda _error: None))


class More(registry.VoterScreens):
    def __init__(self, start: StartScreen, ui: UiContext, *others: object) -> None:
        super().__init__(start, ui, *others)  # type: ignore[arg-type]
        self.how_many = HowMany(ui)


@pytest.fixture
def how_many(monkeypatch: pytest.MonkeyPatch, rich_window: KioskWindow) -> HowMany:
    monkeypatch.setattr(registry, "VoterScreens", More)
    screens = rich_window.screens
    assert isinstance(screens, More)
    rich_window.start.asked.emit(Open("how_many"))
    assert screens.how_many.isVisible()
    return screens.how_many


def test_it_is_opened_asks_the_services_and_leads_back(
    qtbot: QtBot, how_many: HowMany, rich_window: KioskWindow
) -> None:
    how_many.may_answer.set()
    qtbot.waitUntil(lambda: len(how_many.answers) == 1)
    assert how_many.answers[0].voted == 0
    click(qtbot, how_many.back_button)
    assert rich_window.start.isVisible()


def test_an_answer_that_comes_after_the_voter_left_is_dropped(
    qtbot: QtBot, how_many: HowMany, rich_window: KioskWindow
) -> None:
    click(qtbot, how_many.back_button)
    how_many.may_answer.set()
    qtbot.waitUntil(lambda: not rich_window.findChildren(Job))
    assert not how_many.answers
