"""What the pictures show of the library of elections. All made up."""

from collections.abc import Callable
from datetime import datetime

from election.admin.copies import Copy, CopyKind
from election.archive.listing import ListedElection
from election.archive.refusals import EraseWithoutCopy
from election.errors import DataDamaged, Message
from election.models import LocalText, PollsState, Turnout
from kiosk.app.window import KioskWindow
from kiosk.staff.library.erase import ErasePage
from kiosk.staff.library.new import NewElectionPage
from kiosk.staff.library.one import OneElectionPage
from kiosk.staff.library.page import LibraryPage
from kiosk.staff.library.remove_people import RemovePeoplePage

_MORNING = datetime(2026, 11, 28, 9, 2).astimezone()
_SUMMER = datetime(2026, 6, 1, 18).astimezone()


def _title(ko: str, en: str) -> LocalText:
    return LocalText.of({"ko": ko, "en": en})


_COUNCIL = ListedElection(
    "1",
    is_current=True,
    title=_title("2026 총학생회 선거", "Student council 2026"),
    state=PollsState.OPEN,
    turnout=Turnout(367, 143),
    since=_MORNING,
)
_STATUTES = ListedElection(
    "2",
    is_current=False,
    title=_title("정관 개정 찬반", "A change of the statutes"),
    state=PollsState.DRAFT,
    turnout=Turnout(0, 0),
    missing=2,
)
_CLUBS = ListedElection(
    "3",
    is_current=False,
    title=_title("2025 동아리연합회", "Union of clubs 2025"),
    state=PollsState.COUNTED,
    turnout=Turnout(212, 187),
    since=_SUMMER,
    objections_until=datetime(2026, 12, 3, 18).astimezone(),
)
_PRACTICE = ListedElection(
    "4",
    is_current=False,
    title=_title("연습 선거", "Trying it out"),
    state=PollsState.OPEN,
    turnout=Turnout(12, 12),
    since=_MORNING,
    practice=True,
)
_DAMAGED = ListedElection(
    "5f0c2a9be1d47036",
    is_current=False,
    problem=DataDamaged(
        file="election.json", reason=Message("damage.seal"), last_good=Message("damage.no_good")
    ),
)
_ARCHIVED = ListedElection(
    "6",
    is_current=False,
    title=_title("2024 임원 선거", "Officers 2024"),
    state=PollsState.ARCHIVED,
    turnout=Turnout(40, 31),
    since=_SUMMER,
)
_COPIES = (Copy(CopyKind.EXPORT, "results-2024.xlsx", _SUMMER), Copy(CopyKind.CODES, "codes.pdf", _SUMMER))


def library(window: KioskWindow) -> None:
    """The current one, others, one for practice, one that cannot be read, one put away."""
    page = window.staff.page(LibraryPage).screen
    page.show_elections((_COUNCIL, _STATUTES, _CLUBS, _PRACTICE, _DAMAGED, _ARCHIVED))
    window.voter_flow.go(page)


def empty(window: KioskWindow) -> None:
    """There is no election."""
    page = window.staff.page(LibraryPage).screen
    page.show_elections(())
    window.voter_flow.go(page)


def one(listed: ListedElection, *copies: Copy) -> Callable[[KioskWindow], None]:
    """What can be done with one."""

    def prepare(window: KioskWindow) -> None:
        page = window.staff.page(OneElectionPage).screen
        page.show_election(listed, copies)
        window.voter_flow.go(page)

    return prepare


def erase(*, refused: bool) -> Callable[[KioskWindow], None]:
    """One is about to be erased, or cannot be yet."""

    def prepare(window: KioskWindow) -> None:
        page = window.staff.page(ErasePage).screen
        page.show_election(_ARCHIVED, () if refused else _COPIES)
        window.voter_flow.go(page)
        page.offer_other(offered=refused)
        if refused:
            page.set_error(EraseWithoutCopy())

    return prepare


def new(window: KioskWindow) -> None:
    """A new election is begun."""
    page = window.staff.page(NewElectionPage).screen
    page.show_earlier((_COUNCIL, _CLUBS, _ARCHIVED))
    window.voter_flow.go(page)


def remove_people(window: KioskWindow) -> None:
    """People are about to be forgotten."""
    page = window.staff.page(RemovePeoplePage).screen
    page.show_election(_ARCHIVED, _COPIES)
    window.voter_flow.go(page)


STATES: dict[str, Callable[[KioskWindow], None]] = {
    "library": library,
    "library-empty": empty,
    "library-new": new,
    "library-one-draft": one(_STATUTES),
    "library-one-practice": one(_PRACTICE),
    "library-one-archived": one(_ARCHIVED, *_COPIES),
    "library-one-damaged": one(_DAMAGED),
    "library-erase": erase(refused=False),
    "library-erase-refused": erase(refused=True),
    "library-remove-people": remove_people,
}
