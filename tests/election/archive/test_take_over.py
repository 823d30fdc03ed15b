"""An election goes on elsewhere from a copy: whole, in a higher epoch, and in one place alone."""

import errno
import shutil
import threading
from contextlib import closing
from pathlib import Path

import pytest
from tinydb import TinyDB

from election.admin.copies import CopyKind
from election.archive.refusals import AlreadyHere
from election.errors import DataDamaged, Message
from election.models import PollsState
from election.services import Services
from election.setup.refusals import ContinuedElsewhere
from election.store.json.folder import StoreFolder
from election.store.json.store import JsonStore
from election.store.port import CopyNote, Epoch
from election.store.port.refusals import CopyFailed, NoCopy
from election.voters.passwords import Passwords
from election.voters.refusals import BadToken
from tests.election.archive.two_computers import id_of, take
from tests.election.store.json.disks import model_disk
from tests.election.test_library import PASSWORD
from tests.services import opened


def test_it_goes_on_where_it_was(old: Services, new: Services, stick: Path) -> None:
    take(old, "pause")
    made = old.take_over.copy_out(id_of(old), stick)
    assert (made.turnout.voted, made.turnout.voters) == (2, 3)
    continued = new.take_over.continue_from(stick)
    assert continued.is_marked
    assert (continued.found.turnout.voted, continued.found.epoch.number) == (2, 0)
    new.library.use(id_of(old))
    take(new, "resume")
    with new.library.current() as election:
        assert election.contents.epoch().number == 1
        yoon = election.accounts.log_in("yoon@example.org", PASSWORD)
        election.ballots.cast(yoon.id, {})
        kim = election.accounts.log_in("kim@example.org", PASSWORD)
        assert election.ballots.has_voted(kim.id)
        acts = [act.what for act in election.polls.acts()]
        assert acts.index("polls.resumed") > acts.index("election.continued")
        assert election.log.check().holds
    take(new, "close", "count")
    with new.library.current() as election:
        report = election.results.report()
        assert report.hold
        assert report.turnout.voted == 3


def test_a_copy_holds_no_tags_and_who_goes_on_has_them_all_alike(
    old: Services, new: Services, stick: Path
) -> None:
    path = old.take_over.copy_out(id_of(old), stick).path
    with TinyDB(path / "election.json", access_mode="r") as stock:
        assert [dict(row) for row in stock.table("marks")] == [{}, {}]
    new.take_over.continue_from(stick)
    new.library.use(id_of(old))
    take(new, "resume")
    with new.library.current() as election:
        people = [
            election.accounts.log_in(f"{name}@example.org", PASSWORD).id for name in ("kim", "lee", "yoon")
        ]
        election.ballots.cast(people[2], {})
        tags = election.polls._store.read(lambda snapshot: {snapshot.mark(each) for each in people})
    assert {len(each or b"") for each in tags} == {16}
    assert len(tags) == 3


def test_log_ins_of_the_old_one_are_worth_nothing_on_the_new(
    old: Services, new: Services, stick: Path
) -> None:
    with old.library.current() as election:
        token = election.accounts.issue_token(election.accounts.log_in("kim@example.org", PASSWORD))
    old.take_over.copy_out(id_of(old), stick)
    assert not list(stick.rglob("token.key"))
    new.take_over.continue_from(stick)
    with new.library.held(id_of(old)) as election, pytest.raises(BadToken):
        election.accounts.voter_id_of_token(token)


def test_it_goes_on_signing_with_the_same_key(old: Services, new: Services, stick: Path) -> None:
    with old.library.current() as election:
        published = election.key.fingerprint
    old.take_over.copy_out(id_of(old), stick)
    new.take_over.continue_from(stick)
    with new.library.held(id_of(old)) as election:
        assert election.key.fingerprint == published


def test_polls_that_were_open_are_paused(old: Services, new: Services, stick: Path) -> None:
    old.take_over.copy_out(id_of(old), stick)
    new.take_over.continue_from(stick)
    with new.library.held(id_of(old)) as election:
        assert election.polls.election().state is PollsState.PAUSED


def test_a_copy_is_a_file_of_tinydb_without_order(old: Services, stick: Path) -> None:
    path = old.take_over.copy_out(id_of(old), stick).path
    files = {"election.json", "election.copy.json", "codes.key", "signing.key"}
    assert {each.name for each in path.iterdir()} == files
    with TinyDB(path / "election.json", access_mode="r") as stock:
        ids = [row.doc_id for row in stock.table("ballots")]
    assert len(ids) == 2
    assert ids == sorted(ids)


def test_of_two_copies_the_later_is_left_alone(old: Services, stick: Path) -> None:
    path = old.take_over.copy_out(id_of(old), stick).path
    with old.library.current() as election:
        yoon = election.accounts.log_in("yoon@example.org", PASSWORD)
        election.ballots.cast(yoon.id, {})
    with model_disk(stick) as disk:
        old.take_over.copy_out(id_of(old), stick)
        plain = [block for block in disk.blocks() if b'"ballots":{' in block]
        assert len({block.count(b'"marking"') for block in plain}) == 1
    assert old.take_over.look(path).turnout.voted == 3
    with old.library.current() as election:
        assert [each.kind for each in election.copies.made()] == [CopyKind.TAKE_OVER]


def test_at_each_pause_and_close_it_is_copied_again(old: Services, stick: Path) -> None:
    take(old, "pause")
    with pytest.raises(NoCopy):
        old.take_over.look(stick)
    old.take_over.copy_out(id_of(old), stick)
    take(old, "resume", "close")
    assert old.take_over.look(stick).state is PollsState.CLOSED
    shutil.rmtree(stick)
    with old.library.current() as election:
        election.polls.reopen("too early")
    take(old, "pause")  # all the same
    assert isinstance(old.backups.problem(), CopyFailed)


def test_two_at_once_write_one_after_the_other(old: Services, stick: Path) -> None:
    made: list[int] = []

    def copy() -> None:
        made.extend(old.take_over.copy_out(id_of(old), stick).turnout.voted for _ in range(3))

    threads = [threading.Thread(target=copy) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert made == [2] * 9
    assert old.take_over.look(stick).turnout.voted == 2


# --- in one place alone --------------------------------------------------------------------------------


def test_from_one_copy_only_one_goes_on(
    old: Services, new: Services, stick: Path, tmp_path: Path, passwords: Passwords
) -> None:
    old.take_over.copy_out(id_of(old), stick)
    new.take_over.continue_from(stick)
    with opened(tmp_path / "third", passwords) as third, pytest.raises(ContinuedElsewhere):
        third.take_over.continue_from(stick)
    assert third.library.is_empty


def test_the_old_one_learns_of_it_from_the_stick_and_takes_nothing_more(
    old: Services, new: Services, stick: Path
) -> None:
    take(old, "pause")
    old.take_over.copy_out(id_of(old), stick)
    new.take_over.continue_from(stick)
    take(old, "resume")  # it cannot know yet
    with pytest.raises(ContinuedElsewhere):
        old.take_over.copy_out(id_of(old), stick)
    with old.library.current() as election:
        assert election.polls.election().state is PollsState.PAUSED
        for step in ("resume", "close"):
            with pytest.raises(ContinuedElsewhere):
                getattr(election.polls, step)()


def test_the_folder_of_the_old_one_is_refused_where_it_went_on(
    old: Services, new: Services, stick: Path, tmp_path: Path
) -> None:
    election_id = id_of(old)
    old.take_over.copy_out(election_id, stick)
    new.take_over.continue_from(stick)
    old.library.close()
    shutil.copytree(tmp_path / "old", tmp_path / "ended")  # whose folder no program owns
    with pytest.raises(ContinuedElsewhere):
        new.take_over.continue_from(tmp_path / "ended" / "elections" / election_id)


def test_what_a_dead_computer_left_is_gone_on_with(old: Services, new: Services, tmp_path: Path) -> None:
    left = tmp_path / "left" / id_of(old)
    shutil.copytree(tmp_path / "old" / "elections" / id_of(old), left)  # as a power cut leaves it
    continued = new.take_over.continue_from(left)
    assert continued.found.when is None
    assert continued.found.turnout.voted == 2
    assert new.take_over.look(left).epoch.continued


def test_here_it_is_not_continued_from_its_own_copy(old: Services, stick: Path) -> None:
    old.take_over.copy_out(id_of(old), stick)
    with pytest.raises(AlreadyHere):
        old.take_over.continue_from(stick)


# --- sticks that fail ----------------------------------------------------------------------------------


def test_a_folder_that_is_not_there_or_holds_no_copy(old: Services, stick: Path) -> None:
    with pytest.raises(CopyFailed):
        old.take_over.copy_out(id_of(old), stick / "none")
    for folder in (stick, stick / "none"):
        with pytest.raises(NoCopy):
            old.take_over.continue_from(folder)
    assert not list(stick.iterdir())


@pytest.mark.parametrize(
    "wrong",
    [
        Epoch("second"),  # type: ignore[arg-type]
        Epoch(-1),
        Epoch(0, "no"),  # type: ignore[arg-type]
        CopyNote(5, "2026-11-28T18:00:00+09:00"),  # type: ignore[arg-type]
        CopyNote("0123456789abcdef", "yesterday"),
    ],
)
def test_a_copy_that_does_not_tell_its_epoch_or_note_is_damaged(
    old: Services, new: Services, stick: Path, wrong: Epoch | CopyNote
) -> None:
    path = old.take_over.copy_out(id_of(old), stick).path
    with closing(JsonStore(StoreFolder(path))) as store:
        if isinstance(wrong, Epoch):
            store.write(lambda transaction: transaction.put_epoch(wrong))
        else:
            store.write(lambda transaction: transaction.put_copy_note(wrong))
        store.checkpoint()
    with pytest.raises(DataDamaged):
        new.take_over.look(stick)
    with pytest.raises(DataDamaged):
        new.take_over.continue_from(stick)
    with pytest.raises(CopyFailed):
        old.take_over.copy_out(id_of(old), stick)
    assert new.library.elections() == ()


@pytest.mark.parametrize("is_first", [True, False])
def test_a_full_stick_is_said_and_loses_nothing(old: Services, stick: Path, is_first: bool) -> None:
    if not is_first:
        old.take_over.copy_out(id_of(old), stick)
    with old.library.current() as election:
        yoon = election.accounts.log_in("yoon@example.org", PASSWORD)
        election.ballots.cast(yoon.id, {})
    full = OSError(errno.ENOSPC, "full")
    with (
        model_disk(stick, lambda number, kind: full if number > 2 and "write" in kind else None),
        pytest.raises(CopyFailed),
    ):
        old.take_over.copy_out(id_of(old), stick)
    with old.library.current() as election:
        assert election.tally.turnout().voted == 3
    old.take_over.copy_out(id_of(old), stick)
    assert old.take_over.look(stick).turnout.voted == 3


@pytest.mark.parametrize("pulled_after", [0, 3, 9])
def test_a_pulled_stick_is_said_and_loses_nothing(old: Services, stick: Path, pulled_after: int) -> None:
    old.take_over.copy_out(id_of(old), stick)
    gone = OSError(errno.EIO, "gone")
    with (
        model_disk(stick, lambda number, _: gone if number > pulled_after else None),
        pytest.raises(CopyFailed) as caught,
    ):
        old.take_over.copy_out(id_of(old), stick)
    assert caught.value.values["reason"] == Message("disk_fault.gone")
    with old.library.current() as election:
        assert election.tally.turnout().voted == 2


def test_a_copy_that_cannot_be_marked_is_said(old: Services, new: Services, stick: Path) -> None:
    old.take_over.copy_out(id_of(old), stick)
    refused = OSError(errno.EROFS, "read-only")
    with model_disk(stick, lambda _number, kind: refused if "write" in kind else None):
        assert not new.take_over.continue_from(stick).is_marked
    assert id_of(old) in {each.id for each in new.library.elections()}


def test_polls_that_were_open_are_noted_as_paused_and_compared_when_they_go_on(
    old: Services, new: Services, stick: Path
) -> None:
    old.take_over.copy_out(id_of(old), stick)
    new.take_over.continue_from(stick)
    new.library.use(id_of(old))
    take(new, "resume")
    with new.library.current() as election:
        paused, resumed = (
            next(act for act in election.polls.acts() if act.what == f"polls.{what}")
            for what in ("paused", "resumed")
        )
    assert (paused.data["marks"], resumed.data) == (2, {"digest": paused.data["digest"], "same": True})
