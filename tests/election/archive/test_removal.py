"""People are forgotten for good once an election is archived; what came out stays."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from election.admin.copies import CopyKind
from election.archive.archive import Archive
from election.archive.refusals import EraseNotArchived, EraseTooEarly
from election.errors import ElectionError
from election.models import PollsState
from election.results.exports import values
from election.services import Services
from election.store.port import Snapshot
from election.voters.passwords import Passwords
from tests.election.archive.test_series import begin, finish, use
from tests.election.store.json.disks import AFTER, BEFORE, PARTIAL, model_disk
from tests.services import opened

SECRETS = (b"Person 1", b'"number"', b'"voters":{\n"')


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def services(path: Path, passwords: Passwords) -> Iterator[Services]:
    with opened(path, passwords) as services:
        yield services


def archived(services: Services, **more: Any) -> str:
    codes = begin(services, **more)
    with services.library.current() as election:
        person = next(each for each in election.results.people()[1] if each.number == "1")
        election.desk.give(person.id)
        election.codes.note_in_hand(9)
    for code in (*codes[:3], codes[4]):
        use(services, code, 1)
    election_id = finish(services)
    with services.library.current() as election:
        election.copies.note(CopyKind.PACK, "pack.zip")
        election.polls.archive()
    return election_id


def told(services: Services, election_id: str) -> Any:
    """Return all that is told of an election in figures, but for what was done to it."""

    def box(snapshot: Snapshot) -> Any:
        return (
            snapshot.turnout(),
            dict(snapshot.turnouts()),
            snapshot.check_box(),
            dict(snapshot.slip_counts()),
            dict(snapshot.desk_counts()),
        )

    with services.library.held(election_id) as election:
        report = values(election.results.report(), election_id)
        return {**report, "acts": None}, election.codes.account(), election.polls._store.read(box)


def names(services: Services, election_id: str) -> list[str]:
    with services.library.held(election_id) as election:
        return [each.name for each in election.results.people()[1]]


@pytest.mark.parametrize("is_current", [True, False])
def test_nobody_is_left_on_the_disk_and_all_figures_stay(
    path: Path, services: Services, is_current: bool
) -> None:
    election_id = archived(services)
    if not is_current:
        services.library.use(None)
    before = told(services, election_id)
    with model_disk(path) as disk:
        services.archive.remove_personal_data(election_id)
        assert not [each for each in disk.blocks() for secret in SECRETS if secret in each]
    assert told(services, election_id) == before
    assert names(services, election_id) == []
    with services.library.held(election_id) as election:
        assert election.results.report().hold
        assert "personal_data.removed" in {act.what for act in election.polls.acts()}


def test_it_is_done_once(services: Services) -> None:
    election_id = archived(services)
    for _ in range(2):
        services.archive.remove_personal_data(election_id)
    with services.library.held(election_id) as election:
        assert [act.what for act in election.polls.acts()].count("personal_data.removed") == 1


@pytest.mark.parametrize("state", [each for each in PollsState if each.value not in ("archived", "annulled")])
def test_before_the_election_is_put_away_nothing_is_removed(services: Services, state: PollsState) -> None:
    election_id = archived(services)
    with services.library.current() as election:
        election.polls._store.write(lambda transaction: transaction.set_state(state))
    with pytest.raises(EraseNotArchived):
        services.archive.remove_personal_data(election_id)
    assert len(names(services, election_id)) == 13


def test_not_while_the_result_may_be_objected_to(services: Services) -> None:
    election_id = archived(services, objection_hours=24)
    with pytest.raises(EraseTooEarly):
        services.archive.remove_personal_data(election_id)
    later = datetime.now(UTC) + timedelta(hours=25)
    Archive(services.library, services.archive._copies, lambda: later).remove_personal_data(election_id)
    assert names(services, election_id) == []


def test_the_date_set_before_is_listed_until_it_is_done(services: Services) -> None:
    privacy = {"purpose": {"en": "To vote"}, "keeper": {"en": "Club"}, "until": "2027-01-31"}
    election_id = archived(services, privacy=privacy)
    (listed,) = services.library.elections()
    assert listed.personal_data_until == date(2027, 1, 31)
    services.archive.remove_personal_data(election_id)
    (listed,) = services.library.elections()
    assert listed.personal_data_until is None


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "points", [pytest.param(3, id="some"), pytest.param(25, id="many", marks=pytest.mark.slow)]
)
def test_it_may_be_cut_off_anywhere(path: Path, passwords: Passwords, points: int) -> None:
    with opened(path, passwords) as services:
        election_id = archived(services)
        before = told(services, election_id)
    kept = path.with_suffix(".kept")
    shutil.copytree(path, kept)
    with opened(path, passwords) as services, model_disk(path) as disk:
        services.archive.remove_personal_data(election_id)
        count = len(disk.kinds)
    for at in range(1, count + 1, max(1, count // points)):
        for how in (BEFORE, AFTER, PARTIAL):
            shutil.rmtree(path)
            shutil.copytree(kept, path)
            cut_off(path, at, how, election_id)
            with opened(path, passwords) as services:
                assert told(services, election_id) == before
                assert len(names(services, election_id)) in (0, 13)
                services.archive.remove_personal_data(election_id)
                assert names(services, election_id) == []


def cut_off(path: Path, at: int, how: str, election_id: str) -> None:
    process = os.fork()
    if process == 0:
        with (
            opened(path, Passwords(memory_kib=8, passes=1)) as services,
            model_disk(path, lambda number, _: how if number == at else None, lambda _: os._exit(9)),
        ):
            with suppress(ElectionError):
                services.archive.remove_personal_data(election_id)
            os._exit(0)
    os.waitpid(process, 0)
