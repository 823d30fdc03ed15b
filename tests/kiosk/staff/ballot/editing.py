"""Hands at the pages of the editor."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from election.models import Contest, Election
from election.services import Services
from kiosk.app.window import KioskWindow
from kiosk.staff.ballot.contest import ContestPage
from kiosk.staff.ballot.contests import ContestsPage
from kiosk.staff.ballot.editor import EditorPage
from kiosk.widgets.buttons.pressable import Pressable
from kiosk.widgets.forms.field import Field
from tests.kiosk.test_whole_vote import click

P = TypeVar("P", bound=EditorPage)


class Editor:
    """Opens pages, types and presses, and looks at what the store holds."""

    def __init__(self, qtbot: QtBot, window: KioskWindow, services: Services, election_id: str) -> None:
        self.qtbot, self.window, self.services, self.election_id = qtbot, window, services, election_id

    def election(self) -> Election:
        with self.services.library.held(self.election_id) as held:
            return held.polls.election()

    def settled(self, kind: type[P]) -> P:
        """Wait until the page of this kind is shown and has nothing to do."""
        page = self.window.staff.page(kind)
        self.qtbot.waitUntil(lambda: page.screen.isVisible() and page.is_idle())
        return page

    def open_contest(self, at: int) -> Contest:
        contests = self.settled(ContestsPage).screen
        self.press(contests.rows[at].open)
        screen = self.settled(ContestPage).screen
        assert screen.contest is not None
        return screen.contest

    def press(self, button: Pressable) -> None:
        self.qtbot.waitUntil(button.isEnabled)
        click(self.qtbot, button)

    def type(self, field: Field, text: str, *, enter: bool = False) -> None:
        """Type `text` in place of what is there, and go on with Enter where that is asked for."""
        field.line.setFocus()
        field.line.selectAll()
        field.line.insert(text)
        if enter:
            QTest.keyClick(field.line, Qt.Key.Key_Return)
