"""The back-up that follows a step of the polls is made on a thread of its own: of which state, and when."""

import shutil
import threading
from contextlib import AbstractContextManager
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from election.archive.take_over import Found
from election.events import BackupSettled, Event
from election.models import PollsState
from election.records.backup import keeping_backups
from election.services import Services
from election.store.port import CROWD, CopyKey, CopyMade, CopyPlace, FoundCopy
from election.voters.passwords import Passwords
from tests.election.archive.test_backup import crowd, known
from tests.election.archive.two_computers import take
from tests.election.store.json.disks import model_disk
from tests.election.test_library import definition, vote
from tests.services import opened


def test_no_step_waits_for_a_slow_stick_and_what_is_taken_meanwhile_is_backed_up_too(
    old: Services, stick: Path, tmp_path: Path
) -> None:
    old.backups.begin(stick)
    writing, go_on = threading.Event(), threading.Event()

    def slow(_: int, kind: str) -> OSError | None:
        if kind == "write":
            writing.set()
            assert go_on.wait(60)
        return None

    told = list[bool]()

    def event_received(event: Event) -> None:
        if isinstance(event, BackupSettled):
            told.append(old.backups.is_pending())

    old.events.subscribe(event_received)
    with keeping_backups(old.backups, every=3600), model_disk(stick, slow):
        assert (old.backups.is_pending(), old.backups.wait(0)) == (False, True)
        with old.library.current() as election:
            election.polls.pause()
        assert writing.wait(60)
        assert (old.backups.is_pending(), old.backups.wait(0)) == (True, False)
        with old.library.current() as election:
            election.polls.close()
        taken = shutil.copytree(stick, tmp_path / "taken")  # the modelled stick does one thing at a time
        assert old.take_over.look(taken).state is PollsState.OPEN  # still the one before
        go_on.set()
        assert old.backups.wait(60)
    assert told[-1] is False
    old.backups.finish()
    assert old.take_over.look(stick).state is PollsState.CLOSED
    assert old.backups.problem() is None


def test_polls_that_open_again_before_it_is_made_are_copied_as_open_ones(
    old: Services, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stick is slow to tell what lies there; meanwhile the polls are resumed, and one votes."""
    old.backups.begin(stick)
    stores, later = old.take_over._stores, iter([True])
    open_copy = stores.open_copy

    def slow(folder: Path, secret: CopyKey | str | None = None) -> AbstractContextManager[FoundCopy]:
        if next(later, False):
            with old.library.current() as election:
                election.polls.resume()
                vote(election, "late")
        return open_copy(folder, secret)

    with old.library.current() as election:
        election.polls.pause()
    monkeypatch.setattr(stores, "open_copy", slow)
    old.backups.finish()
    monkeypatch.undo()
    assert known(old, stick) == 2
    assert old.backups.problem() is None
    crowd(old, CROWD)
    old.backups.keep_up()
    assert known(old, stick) == 3 + CROWD


def test_a_step_is_backed_up_though_another_election_became_current_meanwhile(
    old: Services, stick: Path
) -> None:
    old.backups.begin(stick)
    with old.library.current() as election:
        election.polls.close()
        election.polls.count()
    old.library.use(old.library.create(definition("next"), PollsState.OPEN))
    take(old, "pause")  # which has no back-up
    assert old.take_over.look(stick).state is PollsState.COUNTED
    assert (old.backups.status(), old.backups.problem()) == (None, None)


def test_it_is_made_though_another_election_becomes_current_just_then(
    old: Services, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old.backups.begin(stick)
    with old.library.current() as election:
        election.polls.close()
        election.polls.count()
    next_one, find = old.library.create(definition("next"), PollsState.OPEN), old.take_over.place

    def place() -> CopyPlace | None:
        found = find()
        old.library.use(next_one)
        return found

    monkeypatch.setattr(old.take_over, "place", place)
    old.backups.keep_up()
    assert old.take_over.look(stick).state is PollsState.COUNTED


def test_a_copy_is_not_opened_while_it_is_written(
    old: Services, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store that is opened twice loses what the other writes; other folders can be looked at meanwhile."""
    copy, other = old.backups.begin(stick).path, stick.with_name("other")
    old.take_over.copy_out(str(old.library.current_id), shutil.copytree(stick, other))
    old.backups.begin(stick)
    stores, order, looking = old.take_over._stores, list[str](), threading.Event()
    write, open_copy = stores.copy_out, stores.open_copy
    found = SimpleQueue[Found]()

    def look() -> None:
        looking.set()
        found.put(old.take_over.look(copy))

    looker = threading.Thread(target=look, name="looks")

    def slow(*given: Any, **named: Any) -> CopyMade:
        order.append("write")
        looker.start()
        assert looking.wait(60)
        assert old.take_over.look(other).state is PollsState.OPEN
        made = write(*given, **named)
        order.append("written")
        return made

    def opened_copy(folder: Path, secret: CopyKey | str | None = None) -> AbstractContextManager[FoundCopy]:
        if threading.current_thread() is looker:
            order.append("opened")
        return open_copy(folder, secret)

    monkeypatch.setattr(stores, "copy_out", slow)
    monkeypatch.setattr(stores, "open_copy", opened_copy)
    take(old, "pause")  # which is backed up
    assert found.get(timeout=60).state is PollsState.PAUSED
    assert order == ["write", "written", "opened"]


def test_where_nobody_keeps_them_who_waits_makes_it(old: Services, stick: Path) -> None:
    old.backups.begin(stick)
    with old.library.current() as election:
        election.polls.pause()
    assert (old.backups.wait(0), old.backups.is_pending()) == (True, False)
    assert old.take_over.look(stick).state is PollsState.PAUSED


def test_what_a_bug_kept_from_being_made_is_still_due(
    old: Services, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old.backups.begin(stick)

    def fail(*_: object, **__: object) -> CopyMade:
        raise RuntimeError

    with old.library.current() as election:
        election.polls.pause()
    monkeypatch.setattr(old.take_over, "copy_again", fail)
    with pytest.raises(RuntimeError):
        old.backups.keep_up()
    assert not old.backups.is_pending()
    monkeypatch.undo()
    old.backups.keep_up()
    assert old.take_over.look(stick).state is PollsState.PAUSED


def test_what_a_command_by_itself_did_is_backed_up_before_it_ends(
    tmp_path: Path, stick: Path, passwords: Passwords
) -> None:
    with opened(tmp_path / "data", passwords) as services:
        services.library.replace_current(services.library.create(definition("Club"), PollsState.OPEN))
        services.backups.begin(stick)
    with opened(tmp_path / "data", passwords) as services, services.library.current() as election:
        election.polls.pause()
    with opened(tmp_path / "data", passwords) as services:
        assert services.take_over.look(stick).state is PollsState.PAUSED
