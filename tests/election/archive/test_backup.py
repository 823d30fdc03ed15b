"""The back-up of the current election keeps itself up to date, and tells of nobody."""

import errno
import queue
import random
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from election.admin.refusals import PassphraseTooShort
from election.errors import DataDamaged, DataNewer, Message, NoElection
from election.models import PollsState
from election.records.backup import keeping_backups
from election.services import Services
from election.setup.refusals import ContinuedElsewhere
from election.store.json import sealed
from election.store.port import CROWD
from election.store.port.refusals import CopyFailed, CopyLocked, NoCopy
from election.voters.passwords import Passwords
from tests.election.archive.two_computers import id_of, take
from tests.election.store.json.disks import model_disk
from tests.election.test_library import PASSWORD, definition, vote
from tests.services import opened

SECRET = "rainy stones 42 hum"


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have passphrases give their keys with little work."""
    monkeypatch.setattr(sealed, "_WORK", 2**4)


def crowd(services: Services, count: int, name: str = "voter") -> None:
    with services.library.current() as election:
        for each in range(count):
            vote(election, f"{name}{each}")


def known(services: Services, stick: Path, secret: str | None = None) -> int:
    return services.take_over.look(stick, secret).turnout.voted


# --- when it is made -----------------------------------------------------------------------------------


def test_it_is_made_when_asked_for_and_at_each_pause_close_and_count(old: Services, stick: Path) -> None:
    assert old.backups.status() is None
    assert old.backups.begin(stick).turnout.voted == 2
    crowd(old, 3)
    assert known(old, stick) == 2
    take(old, "pause")
    assert known(old, stick) == 5
    take(old, "resume", "close")
    assert old.take_over.look(stick).state is PollsState.CLOSED
    take(old, "count")
    assert old.take_over.look(stick).state is PollsState.COUNTED
    status = old.backups.status()
    assert status is not None
    assert (status.folder, status.voted, status.problem) == (stick, 5, None)


def test_that_it_was_begun_is_noted_while_the_election_is_not_put_away(old: Services, stick: Path) -> None:
    old.backups.begin(stick)
    take(old, "close", "count", "archive")
    with old.library.current() as election:
        before = election.polls.acts()
    (begun,) = (act for act in before if act.what == "backup.begun")
    assert (begun.role, begun.data) == ("organiser", {"form": "plain"})
    old.backups.begin(stick, SECRET)
    with old.library.current() as election:
        assert election.polls.acts() == before


def test_while_polls_are_open_it_is_made_once_a_crowd_has_voted(old: Services, stick: Path) -> None:
    old.backups.begin(stick)
    crowd(old, CROWD - 1)
    old.backups.keep_up()
    assert known(old, stick) == 2
    crowd(old, 1, "last")
    old.backups.keep_up()
    assert known(old, stick) == 2 + CROWD


def test_what_was_due_while_the_stick_was_out_is_made_once_it_is_back(old: Services, stick: Path) -> None:
    old.backups.begin(stick)
    kept = stick.rename(stick.with_name("pocket"))
    take(old, "pause")
    assert isinstance(old.backups.problem(), CopyFailed)
    old.backups.keep_up()
    assert isinstance(old.backups.problem(), CopyFailed)
    kept.rename(stick)
    old.backups.keep_up()
    assert old.backups.problem() is None
    assert old.take_over.look(stick).state is PollsState.PAUSED


def test_a_stick_that_comes_back_while_polls_are_open_gets_a_crowd_or_nothing(
    old: Services, stick: Path
) -> None:
    old.backups.begin(stick)
    kept = stick.rename(stick.with_name("pocket"))
    crowd(old, CROWD)
    old.backups.keep_up()
    assert isinstance(old.backups.problem(), CopyFailed)
    kept.rename(stick)
    old.backups.keep_up()
    assert known(old, stick) == 2 + CROWD
    kept = stick.rename(stick.with_name("pocket"))
    crowd(old, CROWD, "later")
    old.backups.keep_up()
    shutil.rmtree(kept)
    stick.mkdir()  # another stick: all that voted are a crowd
    old.backups.keep_up()
    assert known(old, stick) == 2 + 2 * CROWD


def test_after_a_start_it_is_made_anew(tmp_path: Path, stick: Path, passwords: Passwords) -> None:
    with opened(tmp_path / "data", passwords) as services:
        services.library.replace_current(services.library.create(definition("Club"), PollsState.OPEN))
        services.backups.begin(stick)
        away = stick.rename(stick.with_name("pocket"))
        take(services, "pause")
    away.rename(stick)
    with opened(tmp_path / "data", passwords) as services:
        services.backups.keep_up()
        assert services.take_over.look(stick).state is PollsState.PAUSED


def test_the_program_keeps_it_up_to_date_by_itself(
    old: Services, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: queue.Queue[int] = queue.Queue()
    keep_up = old.backups.keep_up
    monkeypatch.setattr(old.backups, "keep_up", lambda: (keep_up(), made.put(known(old, stick))))
    old.backups.begin(stick)
    crowd(old, CROWD)
    with keeping_backups(old.backups, every=0.01):
        assert made.get(timeout=60) == 2 + CROWD


def test_without_an_election_there_is_nothing_to_back_up(new: Services, stick: Path) -> None:
    new.backups.keep_up()
    with pytest.raises(NoElection):
        new.backups.begin(stick)


# --- crowds --------------------------------------------------------------------------------------------

TWO_STYLES: dict[str, Any] = {
    "title": {"en": "Club"},
    "live_results": False,
    "styles": [[1, 2], [1]],
    "ways_in": ["slip"],
    "contests": [
        {"title": {"en": "all"}, "candidates": ["a", "b"]},
        {"title": {"en": "some"}, "candidates": ["c", "d"]},
    ],
}


def rows(services: Services, stick: Path) -> Counter[object]:
    """What a reader of the copy can count apart: ballots by contest, marks by style."""
    try:
        with services.take_over._stores.open_copy(stick) as copy:
            checks = copy.store.read(lambda snapshot: snapshot.check_box())
            lines = copy.store.lines()  # type: ignore[attr-defined]
    except NoCopy:
        return Counter()
    found: Counter[object] = Counter({("contest", each.contest): each.ballots for each in checks})
    for right_id in lines["marks"]:
        found["style", b'"style":1' in lines["codes"][right_id]] += 1
    return found


def slips_of_two_styles(services: Services) -> dict[int, list[str]]:
    """Make that election, and return the codes of its slips by their style."""
    services.library.replace_current(services.library.create(TWO_STYLES, PollsState.OPEN))
    with services.library.current() as election:
        slips = {}
        for style in election.polls.election().styles:
            made = election.codes.issue_slips(style.id, 60)
            election.codes.confirm(made.batch.id)
            slips[style.id] = [each.code.shown for each in made.slips]
    return slips


def vote_by_slip(services: Services, code: str) -> None:
    with services.library.current() as election:
        voter = election.code_log_in.log_in(code, source="test")
        election.ballots.cast(voter.id, {1: (1,)}, code=voter.code)


@pytest.mark.parametrize("seed", [1, *(pytest.param(each, marks=pytest.mark.slow) for each in (2, 3, 4))])
def test_two_back_ups_in_a_row_never_differ_by_less_than_a_crowd(
    tmp_path: Path, stick: Path, passwords: Passwords, seed: int
) -> None:
    chance = random.Random(seed)
    with opened(tmp_path / "data", passwords) as services:
        slips = slips_of_two_styles(services)
        services.backups.begin(stick)
        before, changes = rows(services, stick), 0
        for _ in range(110):
            style = chance.choice([style for style in slips if slips[style]])
            vote_by_slip(services, slips[style].pop())
            services.backups.keep_up()
            after = rows(services, stick)
            grown = [after[each] - before[each] for each in after if after[each] != before[each]]
            assert all(number >= CROWD for number in grown), grown
            changes += bool(grown)
            before = after
        assert changes >= 2


def test_one_with_the_tags_that_copies_once_had_is_no_crowd_by_that(
    tmp_path: Path, stick: Path, passwords: Passwords
) -> None:
    with opened(tmp_path / "data", passwords) as services:
        slips = slips_of_two_styles(services)
        both, some = slips
        for _ in range(CROWD):
            vote_by_slip(services, slips[some].pop())
        services.backups.begin(stick)
        with services.take_over._stores.open_copy(stick) as copy:
            copy.store.write(lambda tables: tables.renew_tags())
        for _ in range(CROWD):
            vote_by_slip(services, slips[both].pop())
        vote_by_slip(services, slips[some].pop())
        services.backups.keep_up()
        assert known(services, stick) == CROWD
        for _ in range(CROWD):
            vote_by_slip(services, slips[some].pop())
        services.backups.keep_up()
        assert known(services, stick) == 3 * CROWD + 1


# --- encrypted -----------------------------------------------------------------------------------------


def test_an_encrypted_one_shows_nothing_and_is_gone_on_with(
    old: Services, new: Services, stick: Path
) -> None:
    made = old.backups.begin(stick, SECRET)
    data = made.path.read_bytes()
    assert b"marking" not in data
    assert b"kim" not in data
    for wrong in (None, "rainy stones 43 hum", ""):
        with pytest.raises(CopyLocked):
            new.take_over.continue_from(stick, wrong)
    take(old, "pause")
    assert known(old, stick, SECRET) == 2
    continued = new.take_over.continue_from(stick, f" {SECRET} ")
    assert continued.is_marked
    new.library.use(id_of(old))
    take(new, "resume", "close", "count")
    with new.library.current() as election:
        assert election.results.report().hold
    with pytest.raises(ContinuedElsewhere):
        old.backups.begin(stick, SECRET)


def test_no_two_have_a_key_in_common_and_each_byte_counts(old: Services, stick: Path) -> None:
    path = old.backups.begin(stick, SECRET).path
    first = path.read_bytes()
    take(old, "pause")
    second = path.read_bytes()
    assert second != first
    for at in (0, 25, 40, len(second) // 2, len(second) - 1):
        path.write_bytes(second[:at] + bytes([second[at] ^ 1]) + second[at + 1 :])
        with pytest.raises(DataDamaged if at == 0 else CopyLocked):
            old.take_over.look(stick, SECRET)
    path.write_bytes(second[:-20])
    with pytest.raises(CopyLocked):
        old.take_over.look(stick, SECRET)
    path.write_bytes(b"vote-kiosk back-up 7\n" + second[21:])
    with pytest.raises(DataNewer):
        old.take_over.look(stick, SECRET)


def test_a_file_that_fills_the_memory_is_not_read(old: Services, stick: Path) -> None:
    path = old.backups.begin(stick, SECRET).path
    with path.open("r+b") as file:
        file.truncate(1 << 40)
    with pytest.raises(DataDamaged):
        old.take_over.look(stick, SECRET)


def test_a_weak_passphrase_is_not_taken(old: Services, stick: Path) -> None:
    with pytest.raises(PassphraseTooShort):
        old.backups.begin(stick, "short")
    assert list(stick.iterdir()) == []


def test_one_form_takes_the_place_of_the_other(old: Services, stick: Path) -> None:
    plain = old.backups.begin(stick).path
    locked = old.backups.begin(stick, SECRET).path
    assert [each.name for each in stick.iterdir()] == [locked.name]
    assert old.backups.begin(stick).path == plain
    assert [each.name for each in stick.iterdir()] == [plain.name]


def test_what_another_passphrase_encrypted_is_left_alone(old: Services, stick: Path) -> None:
    path = old.backups.begin(stick, SECRET).path
    before = path.read_bytes()
    with pytest.raises(CopyLocked):
        old.backups.begin(stick, "another one 77 hum")
    assert path.read_bytes() == before


@pytest.mark.parametrize("secret", [None, SECRET])
def test_a_full_stick_keeps_the_last_back_up(
    old: Services, stick: Path, secret: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    old.backups.begin(stick, secret)
    with model_disk(stick, lambda _, kind: OSError(errno.ENOSPC, "full") if kind == "write" else None):
        take(old, "pause")
    assert isinstance(problem := old.backups.problem(), CopyFailed)
    assert problem.values["reason"] == Message("disk_fault.full")
    assert not [each for each in caplog.records if each.name.startswith("election.store")]
    assert old.take_over.look(stick, secret).state is PollsState.OPEN
    old.backups.keep_up()
    assert old.take_over.look(stick, secret).state is PollsState.PAUSED


def test_a_folder_that_nobody_may_write_to_is_said(old: Services, stick: Path) -> None:
    with (
        model_disk(stick, lambda _, kind: OSError(errno.EROFS, "read-only") if kind == "open" else None),
        pytest.raises(CopyFailed) as caught,
    ):
        old.backups.begin(stick)
    assert caught.value.values["reason"] == Message("disk_fault.read_only")
    assert PASSWORD not in str(caught.value)
