"""What assistive technology finds in the window, and what it can do there."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from election.i18n.catalogue import catalogue
from election.models import CandidateCount, ContestResult, Turnout
from kiosk.app.window import KioskWindow
from kiosk.lockdown.idle import Stage
from kiosk.style.context import UiContext
from kiosk.style.theme import Theme
from kiosk.support.announcer import Announcer
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.forms.secret_line import DOT
from tests.kiosk.checks import settle
from tests.kiosk.test_whole_vote import arrive, click, log_in
from tools.sample_elections import rich_election

ROLE, TEXT = QAccessible.Role, QAccessible.Text


def told_of(widget: QWidget) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(widget)


def below(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Everything that is told of below `interface`, and can be seen."""
    for at in range(interface.childCount()):
        child = interface.child(at)
        if child is not None and child.isValid() and not child.state().invisible:
            yield child
            yield from below(child)


def do(widget: QWidget, action: str) -> None:
    actions = told_of(widget).actionInterface()
    assert action in actions.actionNames()
    actions.doAction(action)


@pytest.fixture
def ballot(qtbot: QtBot, rich_window: KioskWindow) -> KioskWindow:
    rich_window.set_language("en")
    log_in(qtbot, rich_window)
    arrive(qtbot, rich_window, "ballot")
    return rich_window


def test_one_of_several_is_a_radio_button_and_some_of_several_a_check_box(
    qtbot: QtBot, ballot: KioskWindow
) -> None:
    rows = ballot.screens.ballot.rows
    assert {told_of(row).role() for row in rows} == {ROLE.RadioButton}
    click(qtbot, ballot.screens.ballot.forward_button)
    rows = ballot.screens.ballot.rows
    assert {told_of(row).role() for row in rows} == {ROLE.CheckBox}
    assert told_of(rows[39]).text(TEXT.Description) == "Board, 40 of 40"
    languages = [ballot.header.language_button(name) for name in ("ko", "en")]
    assert [told_of(each).role() for each in languages] == [ROLE.RadioButton] * 2
    assert [told_of(each).text(TEXT.Description) for each in languages] == [
        "Language, 1 of 2",
        "Language, 2 of 2",
    ]


def test_tiles_of_one_name_are_told_apart_by_their_group(qtbot: QtBot, rich_window: KioskWindow) -> None:
    rich_window.set_language("en")
    click(qtbot, rich_window.header.display_button)
    tiles = rich_window.screens.display._choices()
    told = [(told_of(tile).text(TEXT.Name), told_of(tile).text(TEXT.Description)) for tile in tiles]
    assert len(set(told)) == len(told)
    assert ("Usual", "Text size, 2 of 4") in told


def test_what_came_of_a_press_stands_at_the_row_that_was_pressed(qtbot: QtBot, ballot: KioskWindow) -> None:
    one, other, _ = ballot.screens.ballot.rows
    one.click()
    assert told_of(one).text(TEXT.Description) == "가람 chosen. 0 votes left. President, 1 of 3"
    other.click()
    assert "instead of 가람. 0 votes left" in told_of(other).text(TEXT.Description)
    assert told_of(one).text(TEXT.Description) == "President, 1 of 3"


def test_the_page_that_has_the_keyboard_tells_what_one_must_know(ballot: KioskWindow) -> None:
    page = told_of(ballot.screens.ballot)
    assert page.text(TEXT.Name) == "President"
    assert page.text(TEXT.Description) == "Contest 1 of 3 · Choose one. 1 vote left"


@pytest.mark.slow
def test_pictures_without_meaning_are_not_in_the_tree(qtbot: QtBot, ballot: KioskWindow) -> None:
    window = ballot
    for leave in (lambda: None, lambda: window.screens.ballot.review_button.click(), window.reset):
        leave()
        found = list(below(told_of(window)))
        assert len(found) > 10
        assert not [each for each in found if each.role() is ROLE.Graphic and not each.text(TEXT.Name)]


@pytest.mark.slow
def test_a_password_is_dots_to_assistive_technology_which_can_type_it(
    qtbot: QtBot, rich_window: KioskWindow
) -> None:
    click(qtbot, rich_window.start.ways["log_in"])
    field = rich_window.screens.log_in.password
    interface = told_of(field.line)
    interface.setText(TEXT.Value, "sword")
    assert field.text() == "sword"
    for _ in range(2):
        text = interface.textInterface()
        assert text.text(0, text.characterCount()) == DOT * 5
        assert interface.text(TEXT.Value) == DOT * 5
        assert interface.role() is ROLE.EditableText
        field.reveal.click()
    typing = interface.editableTextInterface()
    typing.insertText(5, "fish")
    typing.deleteText(0, 1)
    typing.replaceText(0, 4, "S")
    assert field.text() == "Sfish"
    rich_window.reset()
    typing.insertText(0, "late")
    assert not field.text()


def test_why_a_form_was_refused_stands_at_the_field_that_has_the_keyboard(
    qtbot: QtBot, rich_window: KioskWindow
) -> None:
    """Some screen readers speak no announcement."""
    click(qtbot, rich_window.start.ways["log_in"])
    form = rich_window.screens.log_in
    form.email.line.setText("voter@example.org")
    form.password.line.setText("wrong")
    with qtbot.waitSignal(rich_window.service_calls.refused):
        form.submit.click()
    assert form.email.line.hasFocus() or not rich_window.isActiveWindow()
    assert form.notice.plain_text()
    assert told_of(form.email.line).text(TEXT.Description) == form.notice.plain_text()
    form.email.set_problem("field.email_missing")
    assert told_of(form.email.line).text(TEXT.Description) == form.email.problem.plain_text()
    form.clear()
    assert told_of(form.email.line).text(TEXT.Description) == form.email.line.placeholderText()


@pytest.mark.slow
def test_what_is_done_without_key_or_pointer_counts_as_somebody_being_there(
    qtbot: QtBot, ballot: KioskWindow
) -> None:
    idle = ballot.idle_lock.idle_guard._idle
    now = idle._clock()

    def later(seconds: float) -> None:
        nonlocal now
        now += seconds
        idle.check()

    idle._clock = lambda: now
    one, other, _ = ballot.screens.ballot.rows
    ballot.activateWindow()
    qtbot.waitUntil(ballot.isActiveWindow)
    for act in (
        lambda: do(one, "Toggle"),
        lambda: do(other, "SetFocus"),
        lambda: do(one, "SetFocus"),
    ):
        later(idle._period - 1)
        assert idle.stage is Stage.HERE
        act()
    later(idle._period)
    ballot.idle_lock.idle_guard.check()
    assert ballot.overlays.question.isVisible()
    do_not = one.isChecked()
    told_of(one).actionInterface().doAction("Toggle")
    assert one.isChecked() is do_not, "what is covered cannot be pressed"


@pytest.mark.slow
def test_typing_by_assistive_technology_counts_too(qtbot: QtBot, rich_window: KioskWindow) -> None:
    click(qtbot, rich_window.start.ways["log_in"])
    form = rich_window.screens.log_in
    for field in (form.email, form.password):
        with qtbot.waitSignal(rich_window.ui.presence.acted):
            told_of(field.line).setText(TEXT.Value, "voter")


def test_interfaces_go_with_their_widgets(qtbot: QtBot) -> None:
    ui, gone = UiContext(catalogue(), Theme(), "en"), []
    for _ in range(50):
        button = Button(ui)
        told_of(button)
        gone.append(weakref.ref(button))
        Shiboken.delete(button)
        del button
    gc.collect()
    assert not [each for each in gone if each() is not None]


class Told:
    """An announcer, and what it had read out."""

    def __init__(self) -> None:
        self.announcer, self.widget = Announcer(), QWidget()
        self.texts: list[str] = []
        self.announcer.told.connect(self.texts.append)
        self.announcer._wait.setInterval(1)

    def say(self, text: str) -> None:
        self.announcer.say(self.widget, text)


def test_what_one_turn_brings_is_one_announcement(qtbot: QtBot) -> None:
    told = Told()
    for text in ("Refused. ", "0 votes left", "Refused"):
        told.say(text)
    qtbot.waitUntil(lambda: bool(told.texts))
    told.say("Refused")
    qtbot.waitUntil(lambda: len(told.texts) == 2)
    assert told.texts == ["Refused. 0 votes left", "Refused"], "the same again is told again"


def test_that_something_is_under_way_never_comes_after_its_result(qtbot: QtBot) -> None:
    told = Told()
    told.announcer.say_late(told.widget, "Casting")
    told.say("Cast")
    qtbot.waitUntil(lambda: told.texts == ["Cast"])
    assert not told.announcer._wait.isActive()
    told.announcer.say_late(told.widget, "Casting")
    qtbot.waitUntil(lambda: told.texts == ["Cast", "Casting"])
    told.announcer.say_late(told.widget, "Casting")
    told.say("a voter's")
    told.announcer.forget()
    assert not told.announcer._turn.isActive()
    assert not told.announcer._wait.isActive()


def test_the_locked_screen_is_announced_as_what_it_is(qtbot: QtBot, ballot: KioskWindow) -> None:
    texts: list[str] = []
    ballot.ui.announcer.told.connect(texts.append)
    ballot.idle_lock._lock_away()
    qtbot.waitUntil(lambda: bool(texts))
    (told,) = texts
    for language in ("ko", "en"):
        assert catalogue().text("locked.title", language) in told
    assert "open" not in told
    assert told_of(ballot.overlays.locked).text(TEXT.Name).count("·") == 1


@pytest.mark.slow
def test_a_row_of_the_results_is_one_thing_that_says_all_of_it(
    qtbot: QtBot, rich_window: KioskWindow
) -> None:
    rich_window.set_language("en")
    election = rich_election()
    rich_window.voter_flow.go(rich_window.screens.results)
    page = told_of(rich_window.screens.results)
    assert page.text(TEXT.Description) == ""
    first = election.contests[0]
    counts = tuple(
        CandidateCount(each, votes) for each, votes in zip(first.candidates, (3, 9, 0, 0), strict=False)
    )
    rich_window.screens.results.show_count(Turnout(20, 12), (ContestResult(first, counts, 12, 0),))
    names = [each.name for each in first.candidates]
    settle()
    (card,) = rich_window.screens.results.cards
    told = [each.text(TEXT.Name) for each in below(told_of(card))]
    assert f"{names[0]}, 3 votes, 25%" in told
    assert f"{names[1]}, 9 votes, 75%, most votes" in told
    assert not [text for text in told if text in ("3 votes", "25%", "9 votes", "75%", *names)]
    assert page.text(TEXT.Name) == "Results"
    gist = page.text(TEXT.Description)
    assert gist.startswith("12 of 20 people on the roll have voted. ")
    assert gist.endswith(f". Most votes: {names[1]}")
    click(qtbot, rich_window.header.language_button("ko"))
    assert page.text(TEXT.Description).endswith(f". 가장 많은 표: {names[1]}")
    assert f"{names[1]}, 9표, 75%, 가장 많은 표" in [each.text(TEXT.Name) for each in below(told_of(card))]


def test_the_name_of_a_language_says_that_it_is_in_it(rich_window: KioskWindow) -> None:
    for name in ("en", "ko"):
        do(rich_window.header.language_button(name), "Toggle")
        assert rich_window.ui.language == name
        attributes = told_of(rich_window.header.language_button(name)).attributesInterface()
        locale = attributes.attributeValue(QAccessible.Attribute.Locale)
        assert QLocale.languageToCode(locale.language()) == name
    assert told_of(rich_window.header.home_button).attributesInterface() is None
