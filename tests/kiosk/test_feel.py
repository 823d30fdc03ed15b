"""The window answers at once, whatever the store and the API are busy with."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from election.store.json.store import JsonStore
from election.store.port import Store, Transaction
from kiosk.app.window import KioskWindow
from tests.kiosk.conftest import PASSWORD
from tests.kiosk.test_whole_vote import arrive, click, log_in
from tests.services import Services


@pytest.fixture
def asked_on(rich_services: Services, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the threads that the store was asked on."""
    names: list[str] = []

    def watched(method: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: Store, *arguments: Any) -> Any:
            names.append(threading.current_thread().name)
            return method(self, *arguments)

        return call

    for name in ("read", "submit"):  # `write` is a `submit` that is waited for
        monkeypatch.setattr(JsonStore, name, watched(getattr(JsonStore, name)))
    return names


def test_nothing_is_asked_of_the_store_on_the_windows_thread(
    qtbot: QtBot, rich_window: KioskWindow, rich_services: Services, asked_on: list[str]
) -> None:
    window = rich_window
    log_in(qtbot, window)
    arrive(qtbot, window, "ballot")
    click(qtbot, window.screens.ballot.rows[0])
    for _ in range(3):
        click(qtbot, window.screens.ballot.forward_button)
    click(qtbot, window.screens.review.cast_button)
    arrive(qtbot, window, "outcome")
    click(qtbot, window.screens.outcome.results_button)
    with qtbot.waitSignal(window.service_calls.counted):
        pass
    window.reset()
    assert asked_on
    asked_by_window = asked_on.copy()
    with qtbot.waitSignal(window.service_calls.election_read):
        threading.Thread(target=rich_services.polls.close, name="somebody else").start()
    assert threading.main_thread().name not in asked_by_window + asked_on


@pytest.fixture
def discard_widget(window: KioskWindow, store: Store) -> Iterator[threading.Event]:
    """The store is in the midst of a transaction, and nobody gets in until this event is set."""
    inside, discard_widget = threading.Event(), threading.Event()

    def hold(_transaction: Transaction) -> None:
        inside.set()
        discard_widget.wait(50)

    thread = threading.Thread(target=store.write, args=(hold,))
    thread.start()
    assert inside.wait(50)
    yield discard_widget
    discard_widget.set()
    thread.join()


def test_a_busy_store_holds_up_no_touch(
    qtbot: QtBot, services: Services, window: KioskWindow, discard_widget: threading.Event
) -> None:
    form = window.screens.sign_up
    click(qtbot, window.start.ways["sign_up"])
    for field, text in ((form.name, "Kim"), (form.email, "kim@example.org"), (form.password, PASSWORD)):
        qtbot.keyClicks(field.line, text)
    click(qtbot, form.submit)
    assert form.submit.is_busy()
    with qtbot.waitSignals([form.submit._spinner.turned] * 2):
        pass  # it shows that something is being done
    click(qtbot, window.header.language_button("en"))
    assert form.submit.text() == "Signing up"
    click(qtbot, window.header.home_button)
    arrive(qtbot, window, "start")
    click(qtbot, window.start.results_button)
    arrive(qtbot, window, "results")
    with qtbot.waitSignal(window.service_calls.counted):
        discard_widget.set()
    assert window.voter_flow.here is window.screens.results, "the answer for who left is dropped"
