"""What the pictures show of the pages on which a ballot is edited. All of it is made up."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QApplication

from election.models import Contest, Election, PollsState
from election.resources import resource
from election.rules import MORE_THAN_HALF, Quorum
from election.setup.life_cycle import Definition
from kiosk.app.window import KioskWindow
from kiosk.staff.ballot.adding import AddCandidatesPage
from kiosk.staff.ballot.candidate import CandidatePage
from kiosk.staff.ballot.contest import ContestPage
from kiosk.staff.ballot.contests import ContestsPage
from kiosk.staff.ballot.editor import Draft
from kiosk.staff.ballot.example import ExamplePage
from kiosk.staff.ballot.preview import PreviewPage
from kiosk.staff.ballot.under_way import UnderWayPage, Withdraw
from kiosk.staff.ballot.wishes import WishesPage
from kiosk.support.photos import PhotoCache
from tools.sample_elections import sample_election, with_statements


def _draft() -> Draft:
    election = replace(
        with_statements(sample_election("club")), quorum=Quorum(MORE_THAN_HALF), state=PollsState.DRAFT
    )
    return Draft(Definition(election, _photos(election)), 3, {each.id: 367 for each in election.contests})


def _photos(election: Election) -> dict[int, bytes]:
    ids = [each.id for each in election.contests[0].candidates]
    return {
        each: resource("elections", "club", f"0{at}.jpg").read_bytes() for at, each in enumerate(ids, start=1)
    }


def contests(window: KioskWindow) -> None:
    """The contests of an election."""
    screen = window.staff.page(ContestsPage).screen
    window.voter_flow.go(screen)
    screen.show_draft(_draft())


def contest(at: int) -> Callable[[KioskWindow], None]:
    """One contest, `at` so many pages from its top."""

    def prepare(window: KioskWindow) -> None:
        screen = window.staff.page(ContestPage).screen
        window.voter_flow.go(screen)
        draft = _draft()
        screen.show_contest(draft, draft.definition.election.contests[0])
        for _ in range(at):
            QApplication.processEvents()
            screen.pane.down.click()

    return prepare


def wishes(window: KioskWindow) -> None:
    """The ways to vote by what is wanted, for several seats."""
    screen = window.staff.page(WishesPage).screen
    window.voter_flow.go(screen)
    screen.show_contest(_for_two_seats())


def example(kind: str) -> Callable[[KioskWindow], None]:
    """An example count of this way to vote, for several seats."""

    def prepare(window: KioskWindow) -> None:
        screen = window.staff.page(ExamplePage).screen
        window.voter_flow.go(screen)
        screen.show_example(_for_two_seats(), kind)

    return prepare


def _for_two_seats() -> Contest:
    contest = _draft().definition.election.contests[0]
    return replace(contest, rule=replace(contest.rule, seats=2))


def candidate(window: KioskWindow) -> None:
    """One candidate."""
    screen = window.staff.page(CandidatePage).screen
    window.voter_flow.go(screen)
    draft = _draft()
    screen.show_candidate(draft, draft.definition.election.contests[0].candidates[0])


def adding(window: KioskWindow) -> None:
    """Candidates were pasted."""
    screen = window.staff.page(AddCandidatesPage).screen
    window.voter_flow.go(screen)
    screen.text.setPlainText("한서윤\t하늘모임\n오민재\t바다모임\n")


def preview(window: KioskWindow) -> None:
    """The ballot is tried."""
    screen = window.staff.page(PreviewPage).screen
    window.voter_flow.go(screen)
    election = _draft().definition.election
    screen.trial.begin(election, PhotoCache().pictures(_photos(election)))
    screen.retranslate()


def under_way(window: KioskWindow) -> None:
    """A candidate while the polls are open."""
    screen = window.staff.page(CandidatePage).screen
    window.voter_flow.go(screen)
    draft = _draft()
    election = replace(draft.definition.election, state=PollsState.OPEN)
    draft = replace(draft, undoable=0, definition=replace(draft.definition, election=election))
    screen.show_candidate(draft, election.contests[0].candidates[0])


def withdraw(window: KioskWindow) -> None:
    """A candidate is about to be withdrawn."""
    screen = window.staff.page(UnderWayPage).screen
    screen.show_wanted(Withdraw("한서윤", 1, votes_are_void=False))
    window.voter_flow.go(screen)


STATES: dict[str, Callable[[KioskWindow], None]] = {
    "editor-contests": contests,
    "editor-contest": contest(0),
    "editor-contest-candidates": contest(2),
    "editor-contest-rule": contest(9),
    "editor-wishes": wishes,
    "editor-example-irv": example("irv"),
    "editor-example-stv": example("stv_scottish"),
    "editor-candidate": candidate,
    "editor-adding": adding,
    "editor-preview": preview,
    "editor-under-way": under_way,
    "editor-withdraw": withdraw,
}
