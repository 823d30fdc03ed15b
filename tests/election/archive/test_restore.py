"""A back-up takes the place of the election that it is of: checked before, and what it replaced is kept."""

import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from tinydb import TinyDB

from election.archive.refusals import AlreadyHere, BoxDamaged, PollsOpenHere
from election.errors import DataDamaged, ElectionError
from election.models import PollsState
from election.services import Services
from election.setup.refusals import ContinuedElsewhere
from election.store.json.files.names import replaced
from election.voters.passwords import Passwords
from tests.election.archive.test_take_over_cut_off import POINTS, cut_off, operations
from tests.election.archive.two_computers import begin, id_of, take
from tests.election.store.json.disks import AFTER, BEFORE, PARTIAL
from tests.election.test_library import PASSWORD, vote
from tests.services import opened


def voted(services: Services) -> int:
    with services.library.current() as election:
        return election.tally.turnout().voted


def test_it_takes_the_place_of_the_one_that_is_here(old: Services, stick: Path, tmp_path: Path) -> None:
    election_id = id_of(old)
    old.backups.begin(stick)
    with old.library.current() as election:
        vote(election, "later")
    with pytest.raises(AlreadyHere):
        old.take_over.continue_from(stick)
    with pytest.raises(PollsOpenHere):
        old.take_over.continue_from(stick, replace=True)
    with old.library.current() as election:  # the pause would bring the back-up up to date
        kept = shutil.copytree(stick, tmp_path / "kept")
        election.polls.pause()
    restored = old.take_over.continue_from(kept, replace=True)
    assert (id_of(old), restored.epoch, restored.is_marked) == (election_id, 1, True)
    assert voted(old) == 2
    (aside,) = replaced(tmp_path / "old")[election_id]
    with TinyDB(aside / "election.json", access_mode="r") as stock:
        assert len(stock.table("marks")) == 3
    take(old, "resume", "close", "count")
    with old.library.current() as election:
        assert election.results.report().hold


def test_a_damaged_current_one_is_replaced_though_the_program_cannot_open_it(
    tmp_path: Path, stick: Path, passwords: Passwords
) -> None:
    with opened(tmp_path / "old", passwords) as services:
        election_id = begin(services)
        services.backups.begin(stick)
        take(services, "pause")
    folder = tmp_path / "old" / "elections" / election_id
    for name in ("election.json", "election.copy.json"):
        (folder / name).write_bytes(b"{")
    with opened(tmp_path / "old", passwords) as services:
        with pytest.raises(DataDamaged):
            services.take_over.continue_from(stick)
        services.take_over.continue_from(stick, replace=True)
        assert id_of(services) == election_id
    with opened(tmp_path / "old", passwords) as services:
        assert id_of(services) == election_id
        assert voted(services) == 2
        with services.library.current() as election:
            assert election.polls.election().state is PollsState.PAUSED


def test_a_counted_one_is_just_as_it_was_however_often(
    old: Services, new: Services, stick: Path, tmp_path: Path, passwords: Passwords
) -> None:
    old.backups.begin(stick)
    take(old, "close", "count")
    with old.library.current() as election:
        report = election.results.report()
    new.take_over.continue_from(stick)
    with opened(tmp_path / "third", passwords) as third:
        for services in (new, third):
            if services is third:
                services.take_over.continue_from(stick)
            with services.library.held(id_of(old)) as election:
                again = election.results.report()
                assert again.contests == report.contests
                assert again.turnout == report.turnout
                assert election.contents.epoch().number == 0
    take(old, "archive")  # it goes on as before
    assert old.backups.problem() is None


def test_twice_from_the_same_one_only_if_somebody_says_so(old: Services, new: Services, stick: Path) -> None:
    take(old, "pause")
    old.take_over.copy_out(id_of(old), stick)
    new.take_over.continue_from(stick)
    with pytest.raises(ContinuedElsewhere):
        new.take_over.continue_from(stick, replace=True)
    assert new.take_over.continue_from(stick, replace=True, again=True).epoch == 2


def test_what_cannot_be_right_replaces_nothing(old: Services, stick: Path, tmp_path: Path) -> None:
    take(old, "pause")
    path = old.take_over.copy_out(id_of(old), stick).path
    (path / "election.copy.json").unlink()
    with old.take_over._stores.open_copy(stick) as copy:  # somebody takes a ballot out, and seals it again
        lines = {name: dict(rows) for name, rows in copy.store.lines().items()}  # type: ignore[attr-defined]
        lines["ballots"].popitem()
        copy.store.replace_lines(lines)  # type: ignore[attr-defined]
    with pytest.raises(BoxDamaged):
        old.take_over.continue_from(stick, replace=True)
    assert voted(old) == 2
    assert replaced(tmp_path / "old") == {}


def test_with_an_election_goes_all_that_was_kept_of_it(old: Services, stick: Path, tmp_path: Path) -> None:
    take(old, "pause")
    old.take_over.copy_out(id_of(old), stick)
    for again in (False, True):
        old.take_over.continue_from(stick, replace=True, again=again)
    assert len(replaced(tmp_path / "old")[id_of(old)]) == 2
    with old.library.current() as election:
        election.polls.annul("a trial")
    old.archive.remove_personal_data(id_of(old))
    assert replaced(tmp_path / "old") == {}
    assert "kim" not in "".join(
        path.read_text(errors="replace") for path in (tmp_path / "old").rglob("*.json")
    )


@pytest.mark.timeout(600)
@pytest.mark.parametrize("points", POINTS)
def test_it_may_be_cut_off_anywhere(tmp_path: Path, passwords: Passwords, points: int) -> None:
    stick, path = tmp_path / "stick", tmp_path / "old"
    stick.mkdir()
    with opened(path, passwords) as services:
        election_id = begin(services)
        services.take_over.copy_out(election_id, stick)
        with services.library.current() as election:
            election.ballots.cast(election.accounts.log_in("yoon@example.org", PASSWORD).id, {})
    with opened(path, passwords) as services:
        shutil.move(stick, tmp_path / "away")
        take(services, "pause")
        shutil.move(tmp_path / "away", stick)

    def work(services: Services) -> object:
        return services.take_over.continue_from(stick, replace=True, again=True)

    for each in (stick, path):
        shutil.copytree(each, each.with_suffix(".kept"))
    count = operations(path, path, work, passwords)
    found = set()
    for at in sorted({*range(1, count + 1, max(1, count // points)), count}):
        for how in (BEFORE, AFTER, PARTIAL):
            for each in (stick, path):
                shutil.rmtree(each)
                shutil.copytree(each.with_suffix(".kept"), each)
            cut_off(path, path, at, how, work)
            with opened(path, passwords) as services:
                assert id_of(services) == election_id
                found.add(voted(services))
                with suppress(ElectionError):
                    services.take_over.continue_from(stick, replace=True, again=True)
                assert voted(services) == 2
    assert found == {2, 3}
