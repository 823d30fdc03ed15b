"""The library's pages: all elections listed; made current, copied, begun and erased from there."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from election.admin.copies import CopyKind
from election.i18n.catalogue import LANGUAGES, catalogue
from election.models import PollsState
from election.services import Services
from election.setup.templates import Template
from election.store.json.files.names import ELECTIONS
from kiosk.app.window import KioskWindow
from kiosk.staff.files.page import Choose, ChooseFilePage
from kiosk.staff.library.erase import ErasePage
from kiosk.staff.library.new import NewElectionPage
from kiosk.staff.library.one import Deed, OneElectionPage, deeds_for
from kiosk.staff.library.page import LibraryPage, LibraryScreen
from kiosk.staff.library.remove_people import RemovePeoplePage
from kiosk.staff.results import save
from kiosk.staff.results.save import SavePage
from kiosk.staff.setup.page import SetupPage
from kiosk.staff.today.page import TodayPage
from kiosk.support.places import Place, PlaceKind
from tests.election.test_library import definition, vote
from tests.kiosk.staff.door import PASSPHRASE, button_of, open_page
from tests.kiosk.test_whole_vote import click
from tests.sampling import sampled


def make(services: Services, title: str, state: PollsState, *, practice: bool = False) -> str:
    return services.library.create({**definition(title), "practice": practice}, state)


def open_library(qtbot: QtBot, window: KioskWindow, count: int) -> LibraryScreen:
    open_page(qtbot, window, LibraryPage.name)
    screen = window.staff.page(LibraryPage).screen
    qtbot.waitUntil(lambda: len(screen.rows) == count)
    return screen


def open_one(qtbot: QtBot, window: KioskWindow, count: int, election_id: str) -> OneElectionPage:
    screen = open_library(qtbot, window, count)
    click(qtbot, screen.rows[election_id])
    page = window.staff.page(OneElectionPage)
    assert page.screen.isVisible()
    return page


@pytest.mark.slow
def test_all_are_listed_by_where_they_belong(qtbot: QtBot, window: KioskWindow, services: Services) -> None:
    made = {state: make(services, state, state) for state in PollsState}
    practice = make(services, "trying", PollsState.DRAFT, practice=True)
    services.library.use(made[PollsState.CLOSED])
    screen = open_library(qtbot, window, len(made))  # those that were put away are folded
    assert next(iter(screen.rows)) == made[PollsState.CLOSED], "the current one is pinned"
    assert list(screen.rows)[-1] == practice, "apart from the real ones"
    assert made[PollsState.ARCHIVED] not in screen.rows
    for language in LANGUAGES:
        window.set_language(language)
        words = screen.rows[practice].about.plain_text()
        assert catalogue().text("library.row.practice", language) in words
    click(qtbot, screen.fold_button)
    assert list(screen.rows)[-1] == made[PollsState.ARCHIVED]
    click(qtbot, screen.fold_button)
    assert made[PollsState.ARCHIVED] not in screen.rows


def test_turnout_and_what_is_missing_are_told(qtbot: QtBot, window: KioskWindow, services: Services) -> None:
    window.set_language("en")
    opened_one, draft = (
        make(services, "open", PollsState.OPEN),
        services.archive.from_template(Template.PRIZE),
    )
    services.library.use(opened_one)
    with services.library.current() as election:
        vote(election, "kim")
        election.accounts.sign_up("lee@example.org", "lee", "correct horse")
    screen = open_library(qtbot, window, 2)
    assert "1 of 2 voted" in screen.rows[opened_one].about.plain_text()
    assert "1 thing missing" in screen.rows[draft].about.plain_text()


def test_one_that_cannot_be_read_is_told_and_the_others_are_there(
    qtbot: QtBot, window: KioskWindow, services: Services, tmp_path: Path
) -> None:
    good, bad = make(services, "good", PollsState.DRAFT), make(services, "bad", PollsState.DRAFT)
    for name in ("election.json", "election.copy.json"):
        (tmp_path / "data" / ELECTIONS / bad / name).write_bytes(b"{}")
    screen = open_library(qtbot, window, 2)
    assert screen.rows[bad].title.plain_text() == bad
    assert screen.rows[bad].listed.problem is not None
    assert screen.rows[good].listed.problem is None
    assert deeds_for(screen.rows[bad].listed) == (Deed.RESTORE, Deed.ERASE)


def test_another_one_becomes_current(qtbot: QtBot, window: KioskWindow, services: Services) -> None:
    first, second = make(services, "first", PollsState.COUNTED), make(services, "second", PollsState.CLOSED)
    services.library.use(first)
    page = open_one(qtbot, window, 2, second)
    click(qtbot, page.screen.deeds[Deed.USE])
    library = window.staff.page(LibraryPage).screen
    qtbot.waitUntil(lambda: library.isVisible() and list(library.rows)[:1] == [second])
    assert services.library.current_id == second
    assert "second" in library.notice.plain_text()


def test_it_is_refused_while_the_polls_of_another_are_open_and_that_one_is_named(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    first, second = make(services, "first", PollsState.OPEN), make(services, "second", PollsState.CLOSED)
    services.library.use(first)
    page = open_one(qtbot, window, 2, second)
    click(qtbot, page.screen.deeds[Deed.USE])
    qtbot.waitUntil(lambda: "first" in page.screen.notice.plain_text())
    assert services.library.current_id == first
    assert page.screen.isEnabled()


@pytest.mark.slow
def test_a_draft_becomes_current_when_it_is_set_up(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    first, second = make(services, "first", PollsState.OPEN), make(services, "second", PollsState.DRAFT)
    services.library.use(first)
    page = open_one(qtbot, window, 2, second)
    click(qtbot, page.screen.deeds[Deed.SET_UP])
    qtbot.waitUntil(lambda: "first" in page.screen.notice.plain_text())
    with services.library.current() as election:
        election.polls.close()
    click(qtbot, page.screen.deeds[Deed.SET_UP])
    qtbot.waitUntil(window.staff.page(SetupPage).screen.isVisible)
    assert services.library.current_id == second


def test_the_current_one_leads_to_its_day(qtbot: QtBot, window: KioskWindow, services: Services) -> None:
    first = make(services, "first", PollsState.OPEN)
    services.library.use(first)
    page = open_one(qtbot, window, 1, first)
    click(qtbot, page.screen.deeds[Deed.GO])
    qtbot.waitUntil(window.staff.page(TodayPage).screen.isVisible)


@pytest.mark.parametrize(
    ("deed", "practice", "voters"),
    [(Deed.COPY, True, 0), (Deed.COPY_WITH_ROLL, True, 1), (Deed.MAKE_REAL, False, 0)],
)
def test_it_is_copied(
    qtbot: QtBot, window: KioskWindow, services: Services, deed: Deed, practice: bool, voters: int
) -> None:
    first = make(services, "first", PollsState.OPEN, practice=True)
    services.library.use(first)
    with services.library.current() as election:
        vote(election, "kim")
    page = open_one(qtbot, window, 1, first)
    click(qtbot, page.screen.deeds[deed])
    library = window.staff.page(LibraryPage).screen
    qtbot.waitUntil(lambda: library.isVisible() and len(library.rows) == 2)
    (made,) = set(library.rows) - {first}
    with services.library.held(made) as copy:
        assert copy.polls.election().practice is practice
        assert copy.tally.turnout().voters == voters
        assert copy.tally.turnout().voted == 0


@pytest.mark.slow
@pytest.mark.parametrize("template", sampled(Template, 3))
def test_a_new_one_is_begun_from_a_template(
    qtbot: QtBot, window: KioskWindow, services: Services, template: Template
) -> None:
    screen = open_library(qtbot, window, 0)
    click(qtbot, screen.new_button)
    new = window.staff.page(NewElectionPage).screen
    click(qtbot, new.kinds[True])
    click(qtbot, new.templates[template])
    qtbot.waitUntil(lambda: services.library.current_id is not None and not new.isVisible())
    assert services.library.is_practice
    with services.library.current() as election:
        assert election.polls.election().state is PollsState.DRAFT


def test_a_new_one_is_begun_as_an_earlier_one_while_that_is_open(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    first = make(services, "first", PollsState.OPEN)
    services.library.use(first)
    screen = open_library(qtbot, window, 1)
    click(qtbot, screen.new_button)
    new = window.staff.page(NewElectionPage).screen
    qtbot.waitUntil(lambda: first in new.earlier)
    click(qtbot, new.earlier[first])
    qtbot.waitUntil(lambda: len(services.library.elections()) == 2 and not new.isVisible())
    assert services.library.current_id == first


@pytest.mark.slow
def test_a_new_one_is_begun_from_a_file(
    qtbot: QtBot, window: KioskWindow, services: Services, tmp_path: Path
) -> None:
    file = tmp_path / "club.toml"
    file.write_text(
        'title = {en = "Club"}\nlive_results = false\n[[contests]]\ntitle = {en = "?"}\ncandidates = ["a"]'
    )
    screen = open_library(qtbot, window, 0)
    click(qtbot, screen.new_button)
    new = window.staff.page(NewElectionPage)
    click(qtbot, new.screen.kinds[True])
    click(qtbot, new.screen.file_button)
    files = window.staff.page(ChooseFilePage)
    qtbot.waitUntil(files.screen.isVisible)
    files.screen.asked.emit(Choose(tmp_path / "nothing.toml"))
    qtbot.waitUntil(lambda: new.screen.isVisible() and bool(new.screen.notice.plain_text()))
    assert services.library.elections() == ()
    click(qtbot, new.screen.kinds[True])
    click(qtbot, new.screen.file_button)
    files.screen.asked.emit(Choose(file))
    qtbot.waitUntil(window.staff.page(SetupPage).screen.isVisible)
    with services.library.current() as election:
        assert election.polls.election().title.in_language("en") == "Club"
        assert election.polls.is_practice


@pytest.mark.slow
def test_a_draft_is_erased_by_its_title_alone(qtbot: QtBot, window: KioskWindow, services: Services) -> None:
    first = make(services, "first", PollsState.DRAFT)
    page = open_one(qtbot, window, 1, first)
    click(qtbot, page.screen.deeds[Deed.ERASE])
    erase = window.staff.page(ErasePage).screen
    for typed in ("", "other"):
        erase.typed.line.setText(typed)
        click(qtbot, erase.submit)
        qtbot.waitUntil(lambda: not erase.submit.is_busy())
        assert len(services.library.elections()) == 1
    erase.typed.line.setText("first")
    click(qtbot, erase.submit)
    library = window.staff.page(LibraryPage).screen
    qtbot.waitUntil(lambda: library.isVisible() and not library.rows)
    assert services.library.elections() == ()
    click(qtbot, library.back_button)
    qtbot.waitUntil(lambda: not library.isVisible())


@pytest.mark.slow
@pytest.mark.parametrize("is_left", [True, False])
def test_what_erasing_leaves_is_said(
    qtbot: QtBot, window: KioskWindow, services: Services, tmp_path: Path, *, is_left: bool
) -> None:
    first = make(services, "first", PollsState.DRAFT)
    folder = tmp_path / "data" / ELECTIONS / first
    if is_left:
        (folder / "mine.txt").write_text("mine")
    click(qtbot, open_one(qtbot, window, 1, first).screen.deeds[Deed.ERASE])
    erase = window.staff.page(ErasePage).screen
    erase.typed.line.setText("first")
    click(qtbot, erase.submit)
    library = window.staff.page(LibraryPage).screen
    qtbot.waitUntil(lambda: library.isVisible() and not library.rows)
    assert (f"{folder}.being-removed" in library.notice.plain_text()) == is_left


@pytest.mark.slow
def test_it_is_said_at_once_what_stands_against_erasing(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    first = make(services, "first", PollsState.ARCHIVED)
    screen = open_library(qtbot, window, 0)
    qtbot.waitUntil(screen.fold_button.isVisible)
    click(qtbot, screen.fold_button)
    click(qtbot, screen.rows[first])
    click(qtbot, window.staff.page(OneElectionPage).screen.deeds[Deed.ERASE])
    erase = window.staff.page(ErasePage).screen
    wanted = catalogue().text("error.library.erase_without_copy", "ko")
    qtbot.waitUntil(lambda: erase.notice.plain_text() == wanted)
    click(qtbot, erase.back_button)
    with services.library.held(first) as election:
        election.copies.note(CopyKind.PACK, "pack.zip")
    click(qtbot, window.staff.page(OneElectionPage).screen.deeds[Deed.ERASE])
    erase.typed.line.setText("first")
    click(qtbot, erase.submit)
    qtbot.waitUntil(lambda: services.library.elections() == ())


@pytest.mark.slow
def test_an_archived_one_of_which_there_is_no_pack_gets_one_on_the_way_to_erasing(
    qtbot: QtBot, window: KioskWindow, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever election is the current one."""
    first, other = make(services, "first", PollsState.ARCHIVED), make(services, "other", PollsState.COUNTED)
    services.library.use(other)
    stick = Place(PlaceKind.STICK, tmp_path, "USB")
    monkeypatch.setattr(save, "places", lambda: (stick,))
    screen = open_library(qtbot, window, 1)
    qtbot.waitUntil(screen.fold_button.isVisible)
    click(qtbot, screen.fold_button)
    click(qtbot, screen.rows[first])
    click(qtbot, window.staff.page(OneElectionPage).screen.deeds[Deed.ERASE])
    erase = window.staff.page(ErasePage).screen
    qtbot.waitUntil(erase.other_button.isVisible)
    assert erase.other_button.text() == "보관 파일 만들기"
    erase.typed.line.setText("first")
    click(qtbot, erase.other_button)
    page = window.staff.page(SavePage).screen
    qtbot.waitUntil(page.isVisible)
    click(qtbot, button_of(qtbot, page.places, stick))
    qtbot.waitUntil(erase.isVisible)
    qtbot.waitUntil(lambda: f"pack-{first}.zip" in erase.about())
    assert (tmp_path / f"pack-{first}.zip").is_file()
    assert not erase.notice.plain_text()
    assert not erase.other_button.isVisible()
    click(qtbot, erase.submit)
    qtbot.waitUntil(lambda: services.library.ids() == (other,))
    assert services.library.current_id == other


def test_no_pack_is_offered_of_one_that_was_never_counted(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    first = make(services, "first", PollsState.ANNULLED)
    click(qtbot, open_library(qtbot, window, 1).rows[first])
    click(qtbot, window.staff.page(OneElectionPage).screen.deeds[Deed.ERASE])
    erase = window.staff.page(ErasePage).screen
    qtbot.waitUntil(lambda: bool(erase.notice.plain_text()))
    assert not erase.other_button.isVisible()


@pytest.mark.slow
def test_the_people_of_an_archived_one_are_forgotten(
    qtbot: QtBot, window: KioskWindow, services: Services
) -> None:
    privacy = {"purpose": {"en": "To vote"}, "keeper": {"en": "Club"}, "until": "2026-01-31"}
    election_id = services.library.create({**definition("Council"), "privacy": privacy}, PollsState.OPEN)
    with services.library.held(election_id) as election:
        vote(election, "kim")
        election.copies.note(CopyKind.PACK, "pack.zip")
        for step in ("close", "count", "archive"):
            getattr(election.polls, step)()
    screen = open_library(qtbot, window, 0)
    click(qtbot, screen.fold_button)
    qtbot.waitUntil(lambda: len(screen.rows) == 1)
    row = screen.rows[election_id]
    assert catalogue().text("library.row.people_due", "ko") in row.about.plain_text()
    click(qtbot, row)
    one = window.staff.page(OneElectionPage).screen
    qtbot.waitUntil(one.isVisible)
    click(qtbot, one.deeds[Deed.REMOVE_PEOPLE])
    form = window.staff.page(RemovePeoplePage).screen
    qtbot.waitUntil(form.isVisible)
    form.passphrase.line.setText(PASSPHRASE)
    click(qtbot, form.submit)
    qtbot.waitUntil(lambda: screen.isVisible() and bool(screen.notice.plain_text()))
    (listed,) = services.library.elections()
    assert not listed.has_people
    assert Deed.REMOVE_PEOPLE not in deeds_for(listed)
    assert Deed.COPY_WITH_ROLL not in deeds_for(listed)
