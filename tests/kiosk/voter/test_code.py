"""The way in by a code, at the kiosk."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import catalogue
from election.models import PollsState, WayIn
from election.store.port import DeskMark, Store
from election.voters.codes import VoterCode
from kiosk.app.window import KioskWindow
from tests.election.voters.codes import id_of, let_in_by, put_codes
from tests.kiosk.test_whole_vote import click
from tests.services import Services


@pytest.fixture
def slips(store: Store) -> list[VoterCode]:
    """Slips that let people in; asked for before the window, which reads the election once."""
    return put_codes(store, 5)


def offered(window: KioskWindow) -> set[str]:
    return {name for name, way in window.start.ways.items() if way.isVisible()}


def enter(qtbot: QtBot, window: KioskWindow, text: str) -> None:
    click(qtbot, window.start.ways["code"])
    QTest.keyClicks(window.screens.code.code.line, text)
    QTest.keyClick(window.screens.code.code.line, Qt.Key.Key_Return)


@pytest.mark.slow
@pytest.mark.parametrize(
    "form",
    [
        "HTTP://192.168.0.10:2020/C/{0}{1}{2}",
        *(pytest.param(each, marks=pytest.mark.slow) for each in ("{0}-{1}-{2}", "{0} {1}{2}")),
    ],
)
def test_a_code_in_any_form_leads_to_the_ballot_and_votes_once(
    qtbot: QtBot, slips: list[VoterCode], window: KioskWindow, services: Services, form: str
) -> None:
    text = form.format(*slips[0].shown.split("-"))
    enter(qtbot, window, text if "HTTP" in form else text.lower())
    ballot, review = window.screens.ballot, window.screens.review
    qtbot.waitUntil(ballot.isVisible)
    click(qtbot, ballot.rows[1])
    click(qtbot, ballot.forward_button)
    qtbot.waitUntil(review.isVisible)
    click(qtbot, review.cast_button)
    qtbot.waitUntil(window.screens.outcome.isVisible)
    assert services.tally.turnout().voted == 1
    window.reset()
    enter(qtbot, window, slips[0].shown)
    notice = window.screens.code.notice
    qtbot.waitUntil(lambda: notice.plain_text() == catalogue().text("error.code.used", "ko"))
    assert window.screens.code.code.text() == slips[0].shown  # to be held against the slip


def test_a_code_voided_meanwhile_casts_nothing(
    qtbot: QtBot, slips: list[VoterCode], window: KioskWindow, services: Services, store: Store
) -> None:
    enter(qtbot, window, slips[0].shown)
    qtbot.waitUntil(window.screens.ballot.isVisible)
    store.write(lambda transaction: transaction.void_code(id_of(slips[0])))
    click(qtbot, window.screens.ballot.rows[1])
    click(qtbot, window.screens.ballot.forward_button)
    qtbot.waitUntil(window.screens.review.isVisible)
    click(qtbot, window.screens.review.cast_button)
    qtbot.waitUntil(window.screens.outcome.isVisible)
    assert catalogue().text("error.code.void", "ko") in window.screens.outcome.spoken()
    assert services.tally.turnout().voted == 0


def test_only_the_elections_ways_are_offered(
    qtbot: QtBot, store: Store, window: KioskWindow, services: Services
) -> None:
    start = window.start

    def show(*ways: WayIn, state: PollsState = PollsState.OPEN) -> set[str]:
        let_in_by(store, *ways)
        store.write(lambda transaction: transaction.set_state(state))
        start.show_election(services.polls.election())
        return offered(window)

    assert show(WayIn.SIGN_UP) == {"log_in", "sign_up"}
    assert show(WayIn.SLIP) == {"code"}
    assert show(WayIn.CODE, WayIn.PASSWORD) == {"code", "log_in"}
    assert show(WayIn.DESK) == set()
    assert show(WayIn.CODE, state=PollsState.DRAFT) == set()
    assert show(WayIn.SIGN_UP, state=PollsState.DRAFT) == {"sign_up"}


@pytest.mark.parametrize(
    ("ways", "from_code", "from_log_in"),
    [
        ((WayIn.SLIP,), False, False),
        ((WayIn.PASSWORD, WayIn.CODE), True, False),
        ((WayIn.SIGN_UP,), False, True),
    ],
)
def test_forms_lead_to_no_way_that_there_is_not(
    qtbot: QtBot,
    store: Store,
    window: KioskWindow,
    services: Services,
    ways: tuple[WayIn, ...],
    from_code: bool,
    from_log_in: bool,
) -> None:
    let_in_by(store, *ways)
    window.start.show_election(services.polls.election())
    window.screens.offer(window.start.ways_in)
    assert window.screens.code.other_button.isHidden() is not from_code
    assert window.screens.log_in.other_button.isHidden() is not from_log_in


def test_who_was_given_a_slip_gets_no_ballot_by_their_password(
    qtbot: QtBot, slips: list[VoterCode], store: Store, window: KioskWindow, services: Services
) -> None:
    let_in_by(store, WayIn.SIGN_UP)
    voter = services.accounts.sign_up("kim@example.org", "Kim", "correct horse")
    put_codes(store, 1)
    store.write(lambda transaction: transaction.put_desk_mark(voter.id, DeskMark.SLIP))
    window.voter_flow._service_calls.log_in("kim@example.org", "correct horse")
    qtbot.waitUntil(window.screens.outcome.isVisible)
    assert catalogue().text("error.voter.slip_given", "ko") in window.screens.outcome.spoken()


def test_nothing_of_a_code_stays_after_a_reset(
    qtbot: QtBot, slips: list[VoterCode], window: KioskWindow
) -> None:
    click(qtbot, window.start.ways["code"])
    QTest.keyClicks(window.screens.code.code.line, "ABC")
    window.reset()
    assert window.screens.code.code.text() == ""
    assert not window.screens.code.code.line.isUndoAvailable()
