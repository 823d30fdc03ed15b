"""What the pictures show of the staff's pages of the results and of back-ups. All made up."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from election.archive.take_over import Found
from election.errors import Message
from election.models import OpeningRoll, PollsState, Turnout
from election.records.receipt_box import ReceiptMissing
from election.results.report import ContestReport, Report, Sums
from election.store.port import Epoch, ReceiptCheck
from election.unopened import Remedy
from election.voters.slip_account import SlipAccount
from election.voting.methods.choose import ChooseOptions
from kiosk.app.window import KioskWindow
from kiosk.staff.backup.confirm import ConfirmPage, CopyTo, GoOn, Unlock
from kiosk.staff.backup.page import BackupPage, Seen
from kiosk.staff.results.files import CommitmentPage, FilesPage
from kiosk.staff.results.follow import FollowPage
from kiosk.staff.results.lot import LotPage
from kiosk.staff.results.page import ResultsPage
from kiosk.staff.results.receipt import ReceiptPage
from kiosk.staff.results.save import SavePage
from kiosk.staff.results.wanted import COMMITMENT, EXPORTS, PACK, PRINTS
from kiosk.support.places import Place, PlaceKind
from tools.sample_elections import decided_count, rich_election


def report() -> Report:
    """Return the report of a counted election: a run-off, a tie, seats for five, a box that stays closed."""
    count = decided_count()
    results = {result.contest.id: result for result in count.results or ()}
    turnout = Turnout(120, 84)
    contests = []
    for outcome in count.outcomes:
        result = results.get(outcome.contest.id)
        sums = None
        if result is not None:
            options = outcome.contest.options
            most = options.most if isinstance(options, ChooseOptions) else 0
            votes = sum(each.votes for each in result.counts)
            valid = result.ballots - result.blank
            sums = Sums(84, 84, valid, result.blank, 0, votes, 84 * most, recounted=True)
        contests.append(ContestReport(outcome, turnout, 118, result, sums))
    opening = OpeningRoll(118, {})
    election, receipts = rich_election(PollsState.COUNTED), ReceiptCheck(84, 84)
    return Report(election, turnout, opening, tuple(contests), (), receipts)


FINGERPRINT = "86851 50966 57447 05613 11816 57942 02430 42745"
ACCOUNT = SlipAccount(printed=130, void=3, given=84, replaced=1, used=84, counted=42)


def results(*, unfolded: bool) -> Callable[[KioskWindow], None]:
    """What came out; with `unfolded` the first contest whole."""

    def prepare(window: KioskWindow) -> None:
        page = window.staff.page(ResultsPage).screen
        page.show_report(report(), ACCOUNT, FINGERPRINT)
        window.voter_flow.go(page)
        if unfolded:
            page.fold(report().contests[0].contest.id)

    return prepare


def one_contest(window: KioskWindow) -> None:
    """One contest alone, which is shown whole, and a note that something was done."""
    page, whole = window.staff.page(ResultsPage).screen, report()
    page.show_report(Report(whole.election, whole.turnout, whole.opening, whole.contests[1:2], ()))
    window.voter_flow.go(page)


def none_yet(window: KioskWindow) -> None:
    """Nothing was counted yet."""
    page = window.staff.page(ResultsPage).screen
    page.show_report(None)
    window.voter_flow.go(page)


def lot(window: KioskWindow) -> None:
    """A lot is about to be entered."""
    page = window.staff.page(LotPage).screen
    tied = next(each for each in report().contests if each.outcome.tie is not None)
    page.show_tie(tied)
    page.present[0].line.setText("최유나")
    window.voter_flow.go(page)


def receipt(window: KioskWindow) -> None:
    """A receipt that is not in the box."""
    page = window.staff.page(ReceiptPage).screen
    page.receipt.line.setText("1234-5678-9012-3456")
    page.set_error(ReceiptMissing(receipt="1234-5678-9012-3456"))
    window.voter_flow.go(page)


def follow(window: KioskWindow) -> None:
    """A run-off is about to be prepared."""
    page = window.staff.page(FollowPage).screen
    page.show_report(report(), is_run_off=True)
    window.voter_flow.go(page)


def files(window: KioskWindow) -> None:
    """What can be printed."""
    page = window.staff.page(FilesPage).screen
    page.offer(PRINTS)
    window.voter_flow.go(page)


def exports(window: KioskWindow) -> None:
    """What can be saved for other programs."""
    page = window.staff.page(FilesPage).screen
    page.offer(EXPORTS)
    window.voter_flow.go(page)


def save(window: KioskWindow) -> None:
    """Where the record of the count may go."""
    page = window.staff.page(SavePage).screen
    there = [
        Place(PlaceKind.STICK, Path("/media/usb"), "선관위"),
        Place(PlaceKind.DOCUMENTS, Path("/home/kim/Documents")),
        Place(PlaceKind.DOWNLOADS, Path("/home/kim/Downloads")),
    ]
    page.show_wanted(PRINTS[0])
    page.show_places(there)
    window.voter_flow.go(page)


def save_looking(window: KioskWindow) -> None:
    """A stick takes its time to answer."""
    page = window.staff.page(SavePage).screen
    page.show_wanted(PRINTS[0])
    window.voter_flow.go(page)


def pack(window: KioskWindow) -> None:
    """Where the pack may go, and what is to be known before it is given to anybody."""
    page = window.staff.page(SavePage).screen
    page.show_wanted(PACK)
    page.show_places([_STICK, _DOCUMENTS])
    first, second, *_ = report().contests
    page.show_warnings(
        [
            Message("results.warning.few", {"title": first.contest.title, "count": 7, "least": 10}),
            Message("results.warning.unanimous", {"title": second.contest.title, "count": 12}),
        ]
    )
    window.voter_flow.go(page)


def commitment(window: KioskWindow) -> None:
    """What is published before the vote."""
    page = window.staff.page(CommitmentPage).screen
    page.offer((COMMITMENT,))
    page.show_key(FINGERPRINT)
    window.voter_flow.go(page)


_STICK = Place(PlaceKind.STICK, Path("/media/usb"), "선관위")
_DOCUMENTS = Place(PlaceKind.DOCUMENTS, Path("/home/kim/Documents"))
_FOUND = Found(
    "0123456789abcdef",
    rich_election().title,
    PollsState.PAUSED,
    Turnout(367, 143),
    Epoch(),
    datetime(2026, 11, 28, 13, 5).astimezone(),
)


def backups(window: KioskWindow) -> None:
    """A stick to copy to, with an election on it to go on with."""
    page = window.staff.page(BackupPage).screen
    page.show_seen(Seen(True, None, (_STICK,), (GoOn(_STICK, _FOUND), Unlock(_DOCUMENTS))))  # noqa: FBT003
    window.voter_flow.go(page)


def backups_unopened(remedy: Remedy) -> Callable[[KioskWindow], None]:
    """The current election cannot be opened, and a stick has its back-up."""

    def prepare(window: KioskWindow) -> None:
        page = window.staff.page(BackupPage).screen
        there = (GoOn(_STICK, _FOUND, is_here=True),)
        page.show_seen(Seen(there=(_STICK,), found=there, remedy=remedy))
        window.voter_flow.go(page)

    return prepare


def back_up(window: KioskWindow) -> None:
    """The election is about to be backed up."""
    page = window.staff.page(ConfirmPage).screen
    page.show_way(CopyTo(_STICK))
    window.voter_flow.go(page)


def unlock(window: KioskWindow) -> None:
    """An encrypted back-up is about to be opened."""
    page = window.staff.page(ConfirmPage).screen
    page.show_way(Unlock(_STICK))
    window.voter_flow.go(page)


def restore(window: KioskWindow) -> None:
    """A back-up is about to take the place of what is here."""
    page = window.staff.page(ConfirmPage).screen
    page.show_way(GoOn(_STICK, _FOUND, is_here=True))
    window.voter_flow.go(page)


def go_on(window: KioskWindow) -> None:
    """An election is about to be gone on with."""
    page = window.staff.page(ConfirmPage).screen
    page.show_way(GoOn(_STICK, _FOUND))
    window.voter_flow.go(page)


STATES: dict[str, Callable[[KioskWindow], None]] = {
    "staff-results": results(unfolded=False),
    "staff-results-unfolded": results(unfolded=True),
    "staff-results-one": one_contest,
    "staff-results-none": none_yet,
    "staff-results-lot": lot,
    "staff-results-receipt": receipt,
    "staff-results-follow": follow,
    "staff-results-print": files,
    "staff-results-export": exports,
    "staff-results-save": save,
    "staff-results-save-looking": save_looking,
    "staff-results-pack": pack,
    "staff-commitment": commitment,
    "staff-backup": backups,
    "staff-backup-unopened": backups_unopened(Remedy.BACKUP),
    "staff-backup-unopened-folder": backups_unopened(Remedy.FOLDER),
    "staff-backup-go-on": go_on,
    "staff-backup-copy": back_up,
    "staff-backup-unlock": unlock,
    "staff-backup-restore": restore,
}
