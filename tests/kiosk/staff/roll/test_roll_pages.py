"""The rooms of the roll: brought in from a file, found, put right, undone; groups; another election's."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from election.models import PollsState
from election.services import Services
from election.voters.groups import Group
from election.voters.roll_files.columns import Kind
from election.voters.roll_files.entries import Entry
from election.voters.roll_import import ImportMode
from kiosk.app.window import KioskWindow
from kiosk.staff.files.page import ChooseFilePage
from kiosk.staff.roll.groups import GroupsPage
from kiosk.staff.roll.import_page import ImportPage
from kiosk.staff.roll.page import RollPage
from kiosk.staff.roll.person import PersonPage
from kiosk.staff.roll.remove import RemovePage
from kiosk.support.progress import Cancelled
from tests.election.voters.test_roll import ADA, CLUB, HANA
from tests.kiosk.staff.door import PASSPHRASE, enter, open_page
from tests.kiosk.test_whole_vote import click

MEMBERS = """성명,학번,학과,전화번호
김하나,20210482,국문과,010-1234-5678
박하늘,20211177,사학과,
,3,사학과,
이호남,2021-0482,사학과,
Ada King,77,사학과,
"""
WHY = "명부에서 빠졌음"


@pytest.fixture
def members(tmp_path: Path) -> Path:
    file = tmp_path / "members.csv"
    file.write_bytes(MEMBERS.encode("cp949"))
    return file


def open_roll(qtbot: QtBot, window: KioskWindow, count: int) -> RollPage:
    open_page(qtbot, window, RollPage.name)
    page = window.staff.page(RollPage)
    wait_for(qtbot, page, count)
    return page


def wait_for(qtbot: QtBot, page: RollPage, count: int) -> None:
    screen = page.screen
    qtbot.waitUntil(lambda: screen._roll is not None and screen.model.rowCount() == count)


def import_into(services: Services, *people: Entry) -> None:
    with services.library.current() as election:
        election.roll.import_people(people)


def names(services: Services) -> list[str]:
    with services.library.current() as election:
        return [person.name for person in election.roll.people()]


def choose(qtbot: QtBot, window: KioskWindow, file: Path) -> ImportPage:
    """Choose a file on the page for it, and wait until it has been read."""
    chooser = window.staff.page(ChooseFilePage)
    chooser._open(file.parent)
    screen = chooser.screen
    qtbot.waitUntil(lambda: screen._folder == file.parent)
    row = next(at for at, item in enumerate(screen._items) if item.path == file)
    screen.table.select(row)
    click(qtbot, screen.choose_button)
    page = window.staff.page(ImportPage)
    qtbot.waitUntil(lambda: page.screen.isVisible() and page._list is not None and page._progress is None)
    return page


# --- importing -----------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_list_is_brought_in_with_its_bad_rows_left_out_and_that_is_undone(
    qtbot: QtBot, window: KioskWindow, services: Services, members: Path
) -> None:
    roll = open_roll(qtbot, window, 0)
    click(qtbot, roll.screen.import_button)
    page = choose(qtbot, window, members)
    screen = page.screen
    assert not screen.import_button.isEnabled(), "rows that cannot be taken are left"
    shown = [screen.model.index(row, 0).data() for row in range(screen.model.rowCount())]
    assert shown == ["4", "5"], "the problems first"
    click(qtbot, screen.leave_out_button)
    click(qtbot, screen.import_button)
    qtbot.waitUntil(roll.screen.isVisible)
    wait_for(qtbot, roll, 3)
    assert names(services) == ["김하나", "박하늘", "Ada King"]
    assert roll.screen.notice.plain_text()
    click(qtbot, roll.screen.undo_button)
    wait_for(qtbot, roll, 0)
    assert names(services) == []


@pytest.mark.slow
def test_a_column_is_said_to_hold_something_else(
    qtbot: QtBot, window: KioskWindow, services: Services, members: Path
) -> None:
    roll = open_roll(qtbot, window, 0)
    click(qtbot, roll.screen.import_button)
    page = choose(qtbot, window, members)
    screen = page.screen
    screen.table.head_pressed.emit(2 + 2)  # the group's, after the row and what is wrong
    assert screen.kind_buttons[Kind.GROUP].isVisible()
    click(qtbot, screen.kind_buttons[Kind.UNUSED])
    qtbot.waitUntil(lambda: page._progress is None and Kind.GROUP not in page._list.kinds)
    screen.table.head_pressed.emit(2)
    click(qtbot, screen.kind_buttons[Kind.UNUSED])
    qtbot.waitUntil(lambda: page._progress is None and page._list.preview is None)
    assert not screen.import_button.isEnabled(), "nobody has a name"
    assert screen.counts.plain_text()


def test_another_reading_is_chosen_by_the_names_in_it(
    qtbot: QtBot, window: KioskWindow, services: Services, members: Path
) -> None:
    roll = open_roll(qtbot, window, 0)
    click(qtbot, roll.screen.import_button)
    page = choose(qtbot, window, members)
    click(qtbot, page.screen.change_button)
    assert "김하나" in page.screen.reading_buttons[0].accessibleName()
    click(qtbot, page.screen.reading_buttons[-1])
    qtbot.waitUntil(lambda: page._progress is None and page._list.form.encoding != "cp949")
    assert page.screen.reading_buttons[-1].isChecked()


@pytest.mark.slow
def test_a_second_list_says_what_it_changes_and_may_only_add(
    qtbot: QtBot, window: KioskWindow, services: Services, members: Path
) -> None:
    import_into(services, HANA, replace(ADA, name="Augusta"), Entry("Stays", "5"))
    roll = open_roll(qtbot, window, 3)
    click(qtbot, roll.screen.import_button)
    screen = choose(qtbot, window, members).screen
    found = screen._list.difference
    assert (len(found.new), len(found.gone), len(found.changed)) == (1, 1, 2)
    click(qtbot, screen.mode_buttons[ImportMode.ADD])
    click(qtbot, screen.leave_out_button)
    click(qtbot, screen.import_button)
    qtbot.waitUntil(roll.screen.isVisible)
    wait_for(qtbot, roll, 4)
    assert "Augusta" in names(services)
    assert "Stays" in names(services)


def test_a_file_that_is_no_list_is_refused_in_a_sentence(
    qtbot: QtBot, window: KioskWindow, services: Services, tmp_path: Path
) -> None:
    (tmp_path / "no.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    roll = open_roll(qtbot, window, 0)
    click(qtbot, roll.screen.import_button)
    chooser = window.staff.page(ChooseFilePage)
    chooser._open(tmp_path)
    qtbot.waitUntil(lambda: chooser.screen._folder == tmp_path)
    click(qtbot, chooser.screen.choose_button)
    page = window.staff.page(ImportPage)
    qtbot.waitUntil(lambda: bool(page.screen.notice.plain_text()))
    assert "no.xlsx" in page.screen.notice.plain_text()
    assert not page.screen.import_button.isEnabled()


def test_an_import_is_ended_when_the_page_is_left(
    qtbot: QtBot, window: KioskWindow, services: Services, members: Path
) -> None:
    roll = open_roll(qtbot, window, 0)
    click(qtbot, roll.screen.import_button)
    page = choose(qtbot, window, members)
    report = page._start()
    page.forget()
    with pytest.raises(Cancelled):
        report(0.5)


# --- the table -----------------------------------------------------------------------------------------


def test_people_are_found_as_somebody_types_and_put_right(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    import_into(services, HANA, ADA)
    roll = open_roll(qtbot, window, 2)
    screen = roll.screen
    qtbot.keyClicks(screen.find_line, "king")
    assert screen.model.rowCount() == 1
    qtbot.keyClick(screen.find_line, Qt.Key.Key_Return)
    form = window.staff.page(PersonPage).screen
    qtbot.waitUntil(form.isVisible)
    assert form.name.text() == "Ada King"
    assert form.reason.isHidden()
    form.name.line.setText("Ada Lovelace")
    click(qtbot, form.submit)
    qtbot.waitUntil(lambda: screen.isVisible() and "Ada Lovelace" in names(services))
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    wait_for(qtbot, roll, 2)
    qtbot.waitUntil(screen.undo_button.isVisible)
    click(qtbot, screen.undo_button)
    qtbot.waitUntil(lambda: "Ada King" in names(services))


def test_somebody_is_added_removed_and_comes_back(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    roll = open_roll(qtbot, window, 0)
    click(qtbot, roll.screen.add_button)
    form = window.staff.page(PersonPage).screen
    qtbot.waitUntil(form.isVisible)
    form.name.line.setText("Jo")
    click(qtbot, form.submit)
    assert form.number.problem.plain_text(), "a number or an address is needed"
    form.number.line.setText("5")
    click(qtbot, form.submit)
    qtbot.waitUntil(roll.screen.isVisible)
    wait_for(qtbot, roll, 1)
    roll.screen.table.select(0)
    click(qtbot, roll.screen.remove_button)
    wait_for(qtbot, roll, 0)
    click(qtbot, roll.screen.undo_button)
    wait_for(qtbot, roll, 1)
    click(qtbot, roll.screen.undo_button)
    wait_for(qtbot, roll, 0)
    assert names(services) == []


def test_a_head_sorts(qtbot: QtBot, window: KioskWindow, services: Services) -> None:
    import_into(services, Entry("나", "1", "", "b"), Entry("가", "2", "", "a"), Entry("Zoe", "0"))
    roll = open_roll(qtbot, window, 3)
    model = roll.screen.model

    def column(at: int) -> list[str]:
        return [model.index(row, at).data() for row in range(3)]

    assert column(0) == ["가", "나", "Zoe"]
    roll.screen.table.head_pressed.emit(1)
    assert column(1) == ["0", "1", "2"]
    roll.screen.table.head_pressed.emit(2)
    assert column(2) == ["a", "b", ""]


def test_while_open_a_change_needs_passphrase_and_reason(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    import_into(services, HANA, ADA)
    with services.library.current() as election:
        election.polls._store.write(lambda transaction: transaction.set_state(PollsState.OPEN))
    roll = open_roll(qtbot, window, 2)
    assert roll.screen.import_button.isHidden()
    roll.screen.table.select(0)
    click(qtbot, roll.screen.remove_button)
    form = window.staff.page(RemovePage).screen
    qtbot.waitUntil(form.isVisible)
    form.reason.line.setText(WHY)
    form.passphrase.line.setText("wrong passphrase")
    click(qtbot, form.submit)
    qtbot.waitUntil(lambda: bool(form.notice.plain_text()))
    assert len(names(services)) == 2
    form.passphrase.line.setText(PASSPHRASE)
    click(qtbot, form.submit)
    qtbot.waitUntil(roll.screen.isVisible)
    wait_for(qtbot, roll, 1)
    assert roll.screen.undo_button.isHidden()


def test_a_page_about_another_election_than_the_current_one(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    other = services.library.create(CLUB)
    with services.library.held(other) as election:
        election.roll.import_people([HANA, ADA])
    enter(qtbot, window)
    window.staff.open(RollPage, other)
    page = window.staff.page(RollPage)
    wait_for(qtbot, page, 2)
    page.screen.table.select(0)
    click(qtbot, page.screen.remove_button)
    wait_for(qtbot, page, 1)
    assert names(services) == []
    window.reset()
    assert page.screen.model.rowCount() == 0, "nothing of it stays"


def test_groups_are_given_their_contests(qtbot: QtBot, window: KioskWindow, services: Services) -> None:
    import_into(services, HANA, ADA)
    roll = open_roll(qtbot, window, 2)
    click(qtbot, roll.screen.groups_button)
    page = window.staff.page(GroupsPage)
    qtbot.waitUntil(lambda: bool(page.screen.choices))
    click(qtbot, page.screen.choices["사학과", 3])
    qtbot.waitUntil(lambda: bool(page.screen.notice.plain_text()))
    with services.library.current() as election:
        assert election.roll.groups()[1] == Group("사학과", 1, (1, 2))
    assert page.screen._warnings["국문과"].plain_text(), "a contest of its own, for one person"


def test_an_example_is_saved_where_it_is_wanted(
    qtbot: QtBot, window: KioskWindow, services: Services, tmp_path: Path
) -> None:
    roll = open_roll(qtbot, window, 0)
    click(qtbot, roll.screen.example_button)
    chooser = window.staff.page(ChooseFilePage)
    chooser._open(tmp_path)
    qtbot.waitUntil(lambda: chooser.screen._folder == tmp_path)
    for bad in ("", "a/b", ".hidden"):
        chooser.screen.name.setText(bad)
        assert not chooser.screen.choose_button.isEnabled()
    chooser.screen.name.setText("example")
    click(qtbot, chooser.screen.choose_button)
    qtbot.waitUntil((tmp_path / "example.xlsx").exists)
    assert roll.screen.isVisible()
