"""Whole elections are copied, begun from templates, and erased when nothing is lost by it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from election.admin.copies import CopyKind
from election.archive.refusals import ArchiveWithoutCopy, EraseNotArchived, EraseWithoutCopy, TitleDiffers
from election.errors import ElectionError, NoSuchElection
from election.models import LocalText, PollsState, Schedule
from election.services import Services
from election.setup.samples import sample_definition
from election.setup.templates import Template
from election.store.json.files.names import ELECTIONS
from election.voters.passwords import Passwords
from tests.election.test_library import definition, vote
from tests.services import opened


@pytest.fixture
def services(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    with opened(tmp_path / "data", passwords) as services:
        yield services


def make(services: Services, state: PollsState) -> str:
    return services.library.create(definition("meeting"), state)


def ids(services: Services) -> set[str]:
    return {each.id for each in services.library.elections()}


# --- copies --------------------------------------------------------------------------------------------


def test_a_copy_brings_contests_rules_and_photos_and_nothing_that_was_done(services: Services) -> None:
    source = services.library.create(sample_definition("club"), PollsState.OPEN)
    with services.library.held(source) as election:
        voter = election.accounts.sign_up("kim@example.org", "Kim", "correct horse")
        election.ballots.cast(voter.id, {})
        election.polls.close()
        election.polls.count()
        before, photos = election.polls.election(), election.polls.photos()
    made = services.archive.copy(source)
    with services.library.held(made) as copy:
        after, turnout = copy.polls.election(), copy.tally.turnout()
        assert after.contests == before.contests
        assert after.styles == before.styles
        assert after.state is PollsState.DRAFT
        assert after.title == LocalText.of(
            {code: text + {"ko": " (사본)", "en": " (copy)"}[code] for code, text in before.title.texts}
        )
        assert copy.polls.photos() == photos != {}
        assert (turnout.voters, turnout.voted) == (0, 0)
        assert copy.polls.acts() == ()
        copy.polls.open()  # the box is empty
    with services.library.held(source) as election:
        assert election.tally.turnout().voted == 1


def test_the_roll_comes_along_where_that_is_asked_for(services: Services) -> None:
    source = services.library.create({**definition("meeting"), "styles": [[1], []]}, PollsState.OPEN)
    with services.library.held(source) as election:
        vote(election, "kim")
        vote(election, "lee")
        store = election.polls._store
        lee = store.read(lambda box: box.person_by_email("lee@example.org"))
        assert lee is not None
        park = store.write(lambda box: box.add_person("", "park", number="007", group="B"))
        store.write(lambda box: box.add_right(park, 2))
        store.write(lambda box: box.put_group_styles({"B": 2}))
    with services.library.held(services.archive.copy(source, with_roll=True)) as copy:
        assert (copy.tally.turnout().voters, copy.tally.turnout().voted) == (3, 0)
        box = copy.polls._store
        people = {each.name: each for each in box.read(lambda snapshot: list(snapshot.people()))}
        assert (people["park"].number, people["park"].group) == ("007", "B")
        assert people["lee"].password == lee.password
        assert not {each.id for each in people.values()} & {lee.id, park}
        styles = {name: box.read(lambda found, p=each: found.right(p.id)) for name, each in people.items()}
        assert {name: right.style for name, right in styles.items() if right} == {
            "kim": 1, "lee": 1, "park": 2
        }  # fmt: skip
        assert box.read(lambda snapshot: snapshot.group_styles()) == {"B": 2}
        assert copy.accounts.log_in("kim@example.org", "correct horse").name == "kim"


def test_votes_that_were_brought_along_do_not_come_to_a_copy(services: Services) -> None:
    given = definition("older")
    given["contests"][0]["candidates"] = [{"name": "a", "carried_over": 7}, "b"]
    made = services.archive.copy(services.library.create(given))
    with services.library.held(made) as copy:
        assert [each.carried_over for each in copy.polls.election().contests[0].candidates] == [0, 0]


def test_a_title_that_would_become_too_long_stays(services: Services) -> None:
    made = services.archive.copy(services.library.create(definition("x" * 299)))
    with services.library.held(made) as copy:
        assert copy.polls.election().title.in_language("en") == "x" * 299


@pytest.mark.parametrize("template", Template)
def test_a_template_becomes_a_draft(services: Services, template: Template) -> None:
    made = services.archive.from_template(template)
    with services.library.held(made) as election:
        assert election.polls.election().state is PollsState.DRAFT


def test_practice_becomes_real_by_its_set_up_alone(services: Services) -> None:
    source = services.library.create({**definition("meeting"), "practice": True}, PollsState.OPEN)
    with services.library.held(source) as election:
        vote(election, "kim")
        vote(election, "lee")
    for wanted, practice in ((None, True), (True, True), (False, False)):
        made = services.archive.copy(source, with_roll=True, practice=wanted)
        with services.library.held(made) as copy:
            assert copy.polls.election().practice is copy.polls.is_practice is practice
            assert (copy.tally.turnout().voters, copy.tally.turnout().voted) == (2, 0)
            title = copy.polls.election().title.in_language("en")
            assert title == ("meeting (copy)" if practice else "meeting")
    assert {each.id: each.practice for each in services.library.elections()}[source]


def test_times_and_withdrawals_do_not_come_along(services: Services) -> None:
    opens, closes = "2026-11-28T09:00:00+09:00", "2026-11-28T18:00:00+09:00"
    given = {**definition("meeting"), "schedule": {"opens": opens, "closes": closes}}
    given["contests"][0]["candidates"] = [{"name": "a", "withdrawn": True}, "b"]
    with services.library.held(services.archive.copy(services.library.create(given))) as copy:
        election = copy.polls.election()
    assert election.schedule == Schedule()
    assert not any(each.withdrawn for each in election.contests[0].candidates)


def test_a_draft_is_listed_with_all_that_stands_against_opening(services: Services) -> None:
    made = services.library.create({**definition("meeting"), "ways_in": ["desk"]})
    assert {each.id: each.missing for each in services.library.elections()} == {made: 1}, "nobody on the roll"


# --- erasing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", PollsState)
def test_only_a_draft_goes_without_a_copy(services: Services, state: PollsState) -> None:
    election_id = make(services, state)
    refused: type[ElectionError] | None = EraseNotArchived
    if state is PollsState.DRAFT:
        refused = None
    elif state in (PollsState.ARCHIVED, PollsState.ANNULLED):
        refused = EraseWithoutCopy
    if refused is None:
        services.archive.check_may_be_erased(election_id)
        services.archive.erase(election_id, "meeting")
        assert election_id not in ids(services)
        return
    with pytest.raises(refused):
        services.archive.check_may_be_erased(election_id)
    with pytest.raises(refused):
        services.archive.erase(election_id, "meeting")
    assert election_id in ids(services)


@pytest.mark.parametrize("state", PollsState)
def test_practice_goes_in_any_state(services: Services, state: PollsState) -> None:
    election_id = services.library.create({**definition("meeting"), "practice": True}, state)
    services.library.use(election_id)
    services.archive.erase(election_id, "meeting")
    assert ids(services) == set()


@pytest.mark.parametrize("state", PollsState)
def test_a_copy_alone_lets_none_go_that_is_not_put_away(services: Services, state: PollsState) -> None:
    election_id = make(services, state)
    with services.library.held(election_id) as election:
        election.copies.note(CopyKind.PACK, "pack.zip")
    if state in (PollsState.DRAFT, PollsState.ARCHIVED, PollsState.ANNULLED):
        services.archive.erase(election_id, "meeting")
        assert services.archive.copies_made(election_id) == ()
    else:
        with pytest.raises(EraseNotArchived):
            services.archive.erase(election_id, "meeting")


@pytest.mark.parametrize("kind", [CopyKind.CODES, CopyKind.NAMES, CopyKind.EXPORT])
def test_codes_names_and_figures_are_no_pack(services: Services, kind: CopyKind) -> None:
    election_id = make(services, PollsState.ARCHIVED)
    with services.library.held(election_id) as election:
        election.copies.note(kind, "a file")
    with pytest.raises(EraseWithoutCopy):
        services.archive.erase(election_id, "meeting")


@pytest.mark.parametrize("kind", [None, CopyKind.EXPORT, CopyKind.NAMES])
def test_one_without_a_pack_or_a_back_up_is_not_put_away(services: Services, kind: CopyKind | None) -> None:
    election_id = make(services, PollsState.COUNTED)
    with services.library.held(election_id) as election:
        if kind is not None:
            election.copies.note(kind, "a file")
        with pytest.raises(ArchiveWithoutCopy):
            election.polls.archive()
        assert election.polls.election().state is PollsState.COUNTED


@pytest.mark.parametrize("kind", [CopyKind.PACK, CopyKind.TAKE_OVER])
def test_one_with_either_is_put_away(services: Services, kind: CopyKind) -> None:
    election_id = make(services, PollsState.COUNTED)
    with services.library.held(election_id) as election:
        election.copies.note(kind, "a file")
        election.polls.archive()
        assert election.polls.election().state is PollsState.ARCHIVED


def test_practice_is_put_away_without(services: Services) -> None:
    given = {**definition("meeting"), "practice": True}
    election_id = services.library.create(given, PollsState.COUNTED)
    with services.library.held(election_id) as election:
        election.polls.archive()
        assert election.polls.election().state is PollsState.ARCHIVED


@pytest.mark.parametrize("typed", ["", "Meeting", "meetin", "\n", "other"])
def test_another_title_erases_nothing(services: Services, typed: str) -> None:
    election_id = make(services, PollsState.DRAFT)
    with pytest.raises(TitleDiffers):
        services.archive.erase(election_id, typed)
    assert ids(services) == {election_id}


def test_the_title_in_any_language_will_do(services: Services) -> None:
    for typed in ("임원 선거", " Election of  officers "):
        services.archive.erase(services.archive.from_template(Template.OFFICERS), typed)
    assert ids(services) == set()


def test_the_current_one_goes_too_and_leaves_none(services: Services) -> None:
    election_id = make(services, PollsState.DRAFT)
    services.library.use(election_id)
    services.archive.erase(election_id, "meeting")
    assert services.library.current_id is None


def test_one_in_which_people_vote_stays_current_where_it_is_refused(services: Services) -> None:
    election_id = make(services, PollsState.OPEN)
    services.library.use(election_id)
    with pytest.raises(EraseNotArchived):
        services.archive.erase(election_id, "meeting")
    with services.library.current() as election:
        vote(election, "kim")
    assert services.library.current_id == election_id


def test_one_that_cannot_be_read_goes_by_its_id_once_a_copy_is_known(
    services: Services, tmp_path: Path
) -> None:
    election_id = make(services, PollsState.ARCHIVED)
    folder = tmp_path / "data" / ELECTIONS / election_id
    with services.library.held(election_id) as election:
        note = election.copies
    for name in ("election.json", "election.copy.json"):
        (folder / name).write_bytes(b"{}")
    with pytest.raises(EraseWithoutCopy):
        services.archive.erase(election_id, election_id)
    note.note(CopyKind.PACK, "stick")
    with pytest.raises(TitleDiffers):
        services.archive.erase(election_id, "meeting")
    services.archive.erase(election_id, election_id)
    assert not folder.exists()


def test_there_must_be_such_an_election(services: Services) -> None:
    with pytest.raises(NoSuchElection):
        services.archive.check_may_be_erased("0" * 16)
    with pytest.raises(NoSuchElection):
        services.archive.copy("0" * 16)
