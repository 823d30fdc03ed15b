"""The desk in the window: finding, marking and letting people vote, by keys alone."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from election.models import WayIn
from election.printing.paper import NoPrinter
from election.store.port import DeskMark, Store
from election.voters.codes import CodeVoid, VoterCode
from election.voters.desk import Desk, DeskState, DeskTotals
from kiosk.app.window import KioskWindow
from kiosk.staff.desk.deeds import Deed
from kiosk.staff.desk.enter import DeskEnterPage
from kiosk.staff.desk.reissue import ReissuePage
from kiosk.staff.desk.slips import LostPage, SlipPage
from kiosk.staff.screens.passphrase import EnterPassphrasePage
from kiosk.support import page_printer
from tests.election.voters.codes import let_in_by, put_codes
from tests.kiosk.staff.desk.conftest import PIN, id_of
from tests.kiosk.staff.desk.hand import CONTROL, come_in, press, search, text, told, type_in
from tests.kiosk.staff.door import PASSPHRASE
from tests.kiosk.test_whole_vote import arrive, click
from tests.patience import PATIENCE_MS
from tests.services import Services

# --- finding -------------------------------------------------------------------------------------------


def test_people_are_found_as_one_types_with_the_syllable_under_way(qtbot: QtBot, window: KioskWindow) -> None:
    screen = come_in(qtbot, window)
    assert QApplication.focusWidget() is screen.field.line
    type_in(screen.field.line, "김")
    qtbot.waitUntil(lambda: len(screen.people.people) == 3)
    QApplication.sendEvent(screen.field.line, QInputMethodEvent("ㅎ", []))
    assert screen.typed.text() == "김ㅎ"
    QApplication.sendEvent(screen.field.line, QInputMethodEvent("호", []))
    qtbot.waitUntil(lambda: [each.name for each in screen.people.people] == ["김호남"])
    QApplication.sendEvent(screen.field.line, QInputMethodEvent("", []))
    search(qtbot, screen, "ㄱㅎㄴ", ["김하나", "김하늘", "김호남"])
    search(qtbot, screen, "0482", ["김하나"])
    press(Qt.Key.Key_Escape)
    assert not screen.field.text()
    qtbot.waitUntil(lambda: not screen.people.people)
    assert screen.isVisible(), "Esc clears the field first"


def test_the_arrows_choose_and_the_cursor_stays(qtbot: QtBot, window: KioskWindow) -> None:
    screen = come_in(qtbot, window)
    search(qtbot, screen, "김", ["김하나", "김하늘", "김호남"])
    assert screen.people.person is not None
    assert screen.people.person.name == "김하나"
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert screen.people.person.name == "김호남"
    assert [row.isChecked() for row in screen.people.rows] == [False, False, True]
    press(Qt.Key.Key_Up)
    assert screen.people.person.name == "김하늘"
    assert QApplication.focusWidget() is screen.field.line


def test_who_is_not_on_the_roll_is_told_with_what_to_try(qtbot: QtBot, window: KioskWindow) -> None:
    screen = come_in(qtbot, window)
    type_in(screen.field.line, "박문수")
    qtbot.waitUntil(lambda: screen.none.plain_text() == text("staff.desk.none"))
    assert not [button for button in screen.buttons.values() if button.isVisible()]


def test_nobody_is_found_by_an_address(qtbot: QtBot, window: KioskWindow, club: Services) -> None:
    screen = come_in(qtbot, window)
    assert club.roll.search("hana@example").people
    type_in(screen.field.line, "hana@example")
    qtbot.waitUntil(lambda: bool(screen.none.plain_text()))


# --- marking -------------------------------------------------------------------------------------------


def test_by_keys_alone_a_slip_is_given_and_the_slip_itself_takes_it_back(
    qtbot: QtBot, window: KioskWindow, club: Services, club_store: Store, slips: list[VoterCode]
) -> None:
    let_in_by(club_store, WayIn.SLIP)
    screen = come_in(qtbot, window)
    search(qtbot, screen, "김하나", ["김하나"])
    press(Qt.Key.Key_Return)
    hana = id_of(club, "0482")
    qtbot.waitUntil(lambda: club.desk.state(hana) is DeskState.RECEIVED)
    qtbot.waitUntil(lambda: "김하나" in told(screen))
    assert "…0482" in told(screen)
    assert not screen.field.text()
    assert QApplication.focusWidget() is screen.field.line
    qtbot.waitUntil(lambda: text("staff.desk.came", count=6, came=1) in screen.lead())
    press(Qt.Key.Key_Z, CONTROL)  # the slip came back: it takes its code
    form = window.staff.page(SlipPage).screen
    qtbot.waitUntil(form.isVisible)
    type_in(form.slip.line, "0000-0000-0000")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(form.notice.plain_text()))
    assert club.desk.state(hana) is DeskState.RECEIVED
    form.slip.line.setText(slips[0].shown.lower())
    form.slip.line.setFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(screen.isVisible)
    assert club.desk.state(hana) is DeskState.NOT_YET
    assert screen.notice.plain_text() == text("staff.desk.done.taken_back")
    assert club.codes.account().void == 1


def test_whoever_is_typed_while_a_slip_is_being_noted_stays_there(
    qtbot: QtBot, window: KioskWindow, club_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_in_by(club_store, WayIn.SLIP)
    give, typed = Desk.give, threading.Event()

    def slowly(desk: Desk, person: int) -> None:
        typed.wait(PATIENCE_MS / 1000)
        give(desk, person)

    monkeypatch.setattr(Desk, "give", slowly)
    screen = come_in(qtbot, window)
    search(qtbot, screen, "김하나", ["김하나"])
    press(Qt.Key.Key_Return)
    screen.field.line.selectAll()
    type_in(screen.field.line, "1177")
    qtbot.waitUntil(lambda: [each.digits for each in screen.people.people] == ["1177"])
    typed.set()
    qtbot.waitUntil(lambda: "김하나" in told(screen))
    assert screen.field.text() == "1177"
    assert [each.digits for each in screen.people.people] == ["1177"]


def test_who_received_a_slip_gets_no_second_one(
    qtbot: QtBot, window: KioskWindow, club: Services, slips: list[VoterCode]
) -> None:
    club.desk.give(id_of(club, "0482"))
    screen = come_in(qtbot, window)
    search(qtbot, screen, "김하나", ["김하나"])
    assert screen.what.plain_text() == text("staff.desk.about.received")
    press(Qt.Key.Key_Return)
    assert club.desk.totals().given == 1
    shown = {deed for deed, button in screen.buttons.items() if button.isVisible()}
    assert shown == {Deed.TAKE_BACK, Deed.EXCHANGE, Deed.LOST}
    click(qtbot, screen.buttons[Deed.EXCHANGE])
    form = window.staff.page(SlipPage).screen
    qtbot.waitUntil(form.isVisible)
    form.slip.line.setText(slips[3].shown)
    click(qtbot, form.submit)
    qtbot.waitUntil(screen.isVisible)
    assert club.desk.totals() == DeskTotals(roll=6, came=1, given=1, replaced=0, voted=0)
    assert club.codes.account().void == 1


def test_a_lost_slip_is_replaced_by_the_organiser_alone(
    qtbot: QtBot, window: KioskWindow, club: Services
) -> None:
    club.desk.give(id_of(club, "0482"))
    screen = come_in(qtbot, window)
    search(qtbot, screen, "김하나", ["김하나"])
    click(qtbot, screen.buttons[Deed.LOST])
    form = window.staff.page(LostPage).screen
    qtbot.waitUntil(form.isVisible)
    form.reason.line.setText("비에 젖음")
    form.passphrase.line.setText(PIN)  # the desk's is not enough
    click(qtbot, form.submit)
    qtbot.waitUntil(lambda: bool(form.notice.plain_text()))
    assert not club.desk.totals().replaced
    form.passphrase.line.setText(PASSPHRASE)
    click(qtbot, form.submit)
    qtbot.waitUntil(screen.isVisible)
    assert club.desk.totals().replaced == 1


def test_where_people_vote_by_themselves_the_desk_notes_who_came(
    qtbot: QtBot, window: KioskWindow, club: Services, club_store: Store
) -> None:
    let_in_by(club_store, WayIn.PASSWORD)
    screen = come_in(qtbot, window)
    search(qtbot, screen, "김호남", ["김호남"])
    press(Qt.Key.Key_Enter)
    person = id_of(club, "9034")
    qtbot.waitUntil(lambda: club.desk.state(person) is DeskState.CAME)
    qtbot.waitUntil(lambda: "김호남" in told(screen))
    press(Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: club.desk.state(person) is DeskState.NOT_YET)


def test_who_holds_a_slip_of_the_vote_before_is_checked_in(
    qtbot: QtBot, window: KioskWindow, club: Services, club_store: Store
) -> None:
    person = id_of(club, "9034")
    club_store.write(lambda transaction: transaction.put_desk_mark(person, DeskMark.HELD))
    screen = come_in(qtbot, window)
    search(qtbot, screen, "김호남", ["김호남"])
    assert screen.what.plain_text() == text("staff.desk.about.held")
    press(Qt.Key.Key_Enter)
    qtbot.waitUntil(lambda: club.desk.state(person) is DeskState.RECEIVED)
    qtbot.waitUntil(lambda: "김호남" in told(screen))
    press(Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: club.desk.state(person) is DeskState.HELD)


def test_of_one_name_a_row_must_be_picked(
    qtbot: QtBot, window: KioskWindow, club: Services, club_store: Store
) -> None:
    let_in_by(club_store, WayIn.SLIP)
    screen = come_in(qtbot, window)
    search(qtbot, screen, "이지우", ["이지우", "이지우"])
    rows = {row.which.plain_text() for row in screen.people.rows[:2]}
    assert rows == {"국문과 · …2210", "사학과 · …7719"}
    press(Qt.Key.Key_Return)
    assert screen.notice.plain_text() == text("staff.desk.which")
    assert not club.desk.totals().given
    assert not screen.buttons[Deed.GIVE].isVisible()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    chosen = id_of(club, "7719")
    qtbot.waitUntil(lambda: club.desk.state(chosen) is DeskState.RECEIVED)
    assert club.desk.totals().given == 1


def test_no_other_desk_marks_somebody_twice(
    qtbot: QtBot, window: KioskWindow, club: Services, club_store: Store
) -> None:
    let_in_by(club_store, WayIn.SLIP)
    screen = come_in(qtbot, window)
    search(qtbot, screen, "김하나", ["김하나"])
    club.desk.give(id_of(club, "0482"))  # meanwhile, at the other desk
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.notice.plain_text() == text("error.desk.received"))
    qtbot.waitUntil(lambda: screen.people.people[0].state is DeskState.RECEIVED)
    assert club.desk.totals().given == 1


@pytest.mark.slow
def test_a_lost_personal_code_is_printed_anew_and_the_old_one_is_void(
    qtbot: QtBot,
    window: KioskWindow,
    club: Services,
    club_store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    printed: list[bytes] = []
    monkeypatch.setattr("kiosk.staff.codes.making.print_pdf", lambda pdf, _title: printed.append(pdf))
    monkeypatch.setattr("kiosk.staff.desk.reissue.can_print", lambda: bool(may_print))
    monkeypatch.setattr(page_printer, "has_printer", lambda: False)  # of the machine that runs the tests
    may_print: list[bool] = []
    hana = id_of(club, "0482")
    (old,) = put_codes(club_store, 0, people=(hana,))
    let_in_by(club_store, WayIn.CODE)
    screen = come_in(qtbot, window)
    search(qtbot, screen, "김하나", ["김하나"])
    click(qtbot, screen.buttons[Deed.REISSUE])
    asked = window.staff.page(ReissuePage).screen
    click(qtbot, asked.make_button)
    qtbot.waitUntil(lambda: asked.notice.plain_text() == text("error.printing.no_printer"))
    assert club.code_log_in.log_in(old.shown).id == hana, "nothing was made"
    may_print.append(True)
    click(qtbot, asked.make_button)
    qtbot.waitUntil(screen.isVisible)
    assert screen.notice.plain_text() == text("staff.desk.done.reissued")
    assert len(printed) == 1
    assert printed[0].startswith(b"%PDF")
    with pytest.raises(CodeVoid):
        club.code_log_in.log_in(old.shown)


@pytest.mark.slow
def test_where_nothing_takes_a_pdf_the_new_code_is_printed_as_a_picture(
    qtbot: QtBot, window: KioskWindow, club: Services, club_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[bytes] = []

    def refuse(*_: object) -> None:
        raise NoPrinter

    monkeypatch.setattr("kiosk.staff.codes.making.print_pdf", refuse)
    monkeypatch.setattr("kiosk.staff.desk.reissue.can_print", lambda: False)
    monkeypatch.setattr(page_printer, "has_printer", lambda: True)
    monkeypatch.setattr(page_printer, "print_pictures", pages.extend)
    (old,) = put_codes(club_store, 0, people=(id_of(club, "0482"),))
    let_in_by(club_store, WayIn.CODE)
    screen = come_in(qtbot, window)
    search(qtbot, screen, "김하나", ["김하나"])
    click(qtbot, screen.buttons[Deed.REISSUE])
    click(qtbot, window.staff.page(ReissuePage).screen.make_button)
    qtbot.waitUntil(screen.isVisible)
    assert screen.notice.plain_text() == text("staff.desk.done.reissued")
    assert len(pages) == 1
    with pytest.raises(CodeVoid):
        club.code_log_in.log_in(old.shown)


def test_what_was_done_is_not_told_for_long(qtbot: QtBot, window: KioskWindow, club_store: Store) -> None:
    let_in_by(club_store, WayIn.PASSWORD)
    screen = come_in(qtbot, window)
    search(qtbot, screen, "김호남", ["김호남"])
    screen._forgets.setInterval(1)
    press(Qt.Key.Key_Enter)
    qtbot.waitUntil(lambda: "김호남" in told(screen))
    qtbot.waitUntil(lambda: not screen.done_text.isVisible())
    assert screen._done is None


# --- letting people vote -------------------------------------------------------------------------------


def test_let_vote_turns_the_booth_to_one_ballot_and_then_needs_the_desk_again(
    qtbot: QtBot, window: KioskWindow, club: Services
) -> None:
    screen = come_in(qtbot, window)
    search(qtbot, screen, "김하나", ["김하나"])
    press(Qt.Key.Key_Return)
    arrive(qtbot, window, "ballot")
    assert not window.staff.is_inside
    assert not screen.field.text()
    assert not screen.people.people
    click(qtbot, window.screens.ballot.rows[0])
    click(qtbot, window.screens.ballot.forward_button)
    click(qtbot, window.screens.review.cast_button)
    arrive(qtbot, window, "outcome")
    click(qtbot, window.screens.outcome.done_button)
    arrive(qtbot, window, "start")
    assert not screen.isVisible()
    assert club.desk.state(id_of(club, "0482")) is DeskState.VOTED
    screen = come_in(qtbot, window)
    search(qtbot, screen, "김하나", ["김하나"])
    assert not [button for button in screen.buttons.values() if button.isVisible()]
    press(Qt.Key.Key_Return)
    assert screen.isVisible()


@pytest.mark.slow
def test_after_the_idle_lock_the_desk_lets_the_next_one_in(
    qtbot: QtBot, window: KioskWindow, club: Services
) -> None:
    screen = come_in(qtbot, window)
    search(qtbot, screen, "김하나", ["김하나"])
    press(Qt.Key.Key_Return)
    arrive(qtbot, window, "ballot")
    window.idle_lock.idle_guard.locked.emit()  # nobody answered
    assert window.overlays.is_locked
    assert window.session.voter is None
    click(qtbot, window.overlays.locked.staff_button)
    click(qtbot, window.staff.page(EnterPassphrasePage).screen.other_button)
    form = window.staff.page(DeskEnterPage).screen
    form.passphrase.line.setText(PIN)
    click(qtbot, form.submit)
    qtbot.waitUntil(screen.isVisible)
    search(qtbot, screen, "김하나", ["김하나"])  # who has not voted comes back
    click(qtbot, screen.buttons[Deed.LET_VOTE])
    arrive(qtbot, window, "ballot")
    assert not window.overlays.is_locked


def test_while_the_polls_are_paused_nobody_is_let_in(
    qtbot: QtBot, window: KioskWindow, club: Services
) -> None:
    screen = come_in(qtbot, window)
    club.polls.pause()
    search(qtbot, screen, "김하나", ["김하나"])
    click(qtbot, screen.buttons[Deed.LET_VOTE])
    qtbot.waitUntil(lambda: bool(screen.notice.plain_text()))
    assert screen.isVisible()
    assert club.desk.totals().came == 0
