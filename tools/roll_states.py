"""What the pictures show of the rooms of the roll. All made up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from election.models import Person, PollsState
from election.voters.groups import Group
from election.voters.roll import RollSize
from election.voters.roll_files.checking import check
from election.voters.roll_files.columns import recognise
from election.voters.roll_files.difference import Difference
from election.voters.roll_files.entries import Entry
from election.voters.roll_files.opening import RollFile
from election.voters.search import by_name
from kiosk.app.window import KioskWindow
from kiosk.staff.files.folders import Item, Place
from kiosk.staff.files.page import ChooseFilePage, FileWanted
from kiosk.staff.roll.groups import GroupsFound, GroupsPage
from kiosk.staff.roll.import_page import ImportPage
from kiosk.staff.roll.listed import listed
from kiosk.staff.roll.page import ENDINGS, RollPage
from kiosk.staff.roll.person import PersonPage, PersonWanted
from kiosk.staff.roll.reading import ReadList
from kiosk.staff.roll.remove import RemovePage
from tools.sample_elections import rich_election

_SURNAMES, _GIVEN = "김이박최정강조윤", ("하나", "하늘", "호남", "서윤", "도현", "유나", "지우", "민재")
_GROUPS = ("국어국문학과", "사학과", "물리학과", "Computer Science")


def _people(count: int) -> list[Person]:
    """Return so many people, with names that are alike."""
    people = [
        Person(
            at + 1,
            f"m{at:03}@example.org" if at % 3 else "",
            f"{_SURNAMES[at % 8]}{_GIVEN[at // 8 % 8]}",
            number=f"{20_210_000 + at * 37:08}",
            group=_GROUPS[at % 4],
        )
        for at in range(count)
    ]
    return sorted([*people, Person(999, "ada@example.org", "Ada King", number="A-0482")], key=by_name)


def _show_roll(window: KioskWindow, count: int, size: RollSize, state: PollsState) -> None:
    page = window.staff.page(RollPage)
    people = _people(count - 1) if count else []
    page.screen.show_roll(listed(people, size, state), may_undo=state is PollsState.DRAFT and count > 0)
    window.voter_flow.go(page.screen)


def roll(window: KioskWindow) -> None:
    """A draft with many people, one of them selected."""
    _show_roll(window, 367, RollSize(367), PollsState.DRAFT)
    window.staff.page(RollPage).screen.table.select(2)


def empty_roll(window: KioskWindow) -> None:
    """Nobody yet."""
    _show_roll(window, 0, RollSize(0), PollsState.DRAFT)


def found_by_initials(window: KioskWindow) -> None:
    """While the polls are open, a search by initials."""
    _show_roll(window, 367, RollSize(367, 365, 2), PollsState.OPEN)
    window.staff.page(RollPage).screen.find_line.setText("ㄱㅎㄴ")


def _nothing(*_given: object) -> None:
    pass


def _show_person(window: KioskWindow, person: Person | None, *, is_draft: bool) -> None:
    page = window.staff.page(PersonPage)
    page.screen.show_person(PersonWanted("1", person, is_draft, _nothing))
    window.voter_flow.go(page.screen)


def add_person(window: KioskWindow) -> None:
    """Somebody is added to a draft."""
    _show_person(window, None, is_draft=True)


def correct_person(window: KioskWindow) -> None:
    """Somebody is put right while the polls are open."""
    _show_person(window, _people(8)[0], is_draft=False)


def remove_person(window: KioskWindow) -> None:
    """Somebody is taken off while the polls are open."""
    page = window.staff.page(RemovePage)
    page.screen.show_person(_people(8)[0])
    window.voter_flow.go(page.screen)


_CSV = """성명,학번,학과,전화번호
김하나,20210482,국어국문학과,010-1234-5678
박하늘,20211177,사학과,010-2222-3333
,20211178,사학과,010-1111-2222
이호남,2021-0482,물리학과,
최서윤,2.02E+07,물리학과,
김하나,20217719,사학과,
정도현,20219034,,
강유나,20215555,물리학과,
"""


def read_list(text: str = _CSV) -> ReadList:
    """Return a list as it is read, with something of everything wrong with it."""
    file = RollFile("members.csv", text.encode("cp949"))
    table = file.table()
    columns = recognise(table)
    return ReadList(file, "members.csv", file.readings[0].form, None, table, columns, check(table, columns))


def _show_list(window: KioskWindow, found: ReadList) -> None:
    page = window.staff.page(ImportPage)
    page.screen.show_list(found)
    window.voter_flow.go(page.screen)


def import_list(window: KioskWindow) -> None:
    """A list with rows that cannot be taken."""
    _show_list(window, read_list())


def import_again(window: KioskWindow) -> None:
    """A second list, all of it good: what it would change, and what one of its columns holds."""
    good = "\n".join(line for at, line in enumerate(_CSV.splitlines()) if at in (0, 1, 2, 8))
    entry = Entry("김하나", "1")
    changes = Difference([entry] * 12, [entry] * 3, [(entry, entry)] * 2, 350)
    _show_list(window, replace(read_list(good), difference=changes))
    window.staff.page(ImportPage).screen.table.head_pressed.emit(5)


def import_readings(window: KioskWindow) -> None:
    """The ways in which a text can be read, with the first names in each."""
    _show_list(window, read_list())
    window.staff.page(ImportPage).screen.change_button.click()


def import_under_way(window: KioskWindow) -> None:
    """It is being brought in."""
    _show_list(window, read_list())
    window.staff.page(ImportPage).screen.set_busy(busy=True, share=0.4)


def groups(window: KioskWindow) -> None:
    """Which groups vote where, one of them small and with a contest of its own."""
    page, election = window.staff.page(GroupsPage), rich_election()
    ids = tuple(contest.id for contest in election.contests)
    found = (Group("국어국문학과", 120, ids[:-1]), Group("물리학과", 7, ids), Group("", 12, ids[:-1]))
    page.screen.show_groups(GroupsFound(election, found))
    window.voter_flow.go(page.screen)


_FOLDER = Path("/home/club/Downloads")
_WHEN = datetime(2026, 11, 27, 18, 5).astimezone()
_ITEMS = (
    Item(_FOLDER / "2025", is_folder=True, size=0, changed=_WHEN),
    Item(_FOLDER / "총학생회 회원 명부 (최종).xlsx", is_folder=False, size=48_200, changed=_WHEN),
    Item(_FOLDER / "members.csv", is_folder=False, size=9_120, changed=_WHEN),
)
_PLACES = (Place(_FOLDER, "Downloads"), Place(Path("/media/club/STICK"), "선관위 USB"))


def _choose(window: KioskWindow, save_as: str) -> None:
    page = window.staff.page(ChooseFilePage)
    key = "roll.page.save_example" if save_as else "roll.import.choose"
    page.screen.begin(FileWanted(key, ENDINGS, _nothing, save_as))
    page.screen.show_places(_PLACES)
    page.screen.show_folder(_FOLDER, _ITEMS)
    window.voter_flow.go(page.screen)


def choose_file(window: KioskWindow) -> None:
    """A list is chosen."""
    _choose(window, "")


def look_for_places(window: KioskWindow) -> None:
    """A stick takes its time to answer."""
    page = window.staff.page(ChooseFilePage)
    page.screen.begin(FileWanted("roll.import.choose", ENDINGS, _nothing))
    window.voter_flow.go(page.screen)


def save_file(window: KioskWindow) -> None:
    """A place is chosen to save a file."""
    _choose(window, "예시.xlsx")


STATES: dict[str, Callable[[KioskWindow], None]] = {
    "staff-roll": roll,
    "staff-roll-empty": empty_roll,
    "staff-roll-found": found_by_initials,
    "staff-roll-add": add_person,
    "staff-roll-correct": correct_person,
    "staff-roll-remove": remove_person,
    "staff-roll-import": import_list,
    "staff-roll-import-again": import_again,
    "staff-roll-import-readings": import_readings,
    "staff-roll-import-under-way": import_under_way,
    "staff-roll-groups": groups,
    "staff-roll-choose-file": choose_file,
    "staff-roll-choose-file-looking": look_for_places,
    "staff-roll-save-file": save_file,
}
