"""Back-up and restore, by the command line."""

from pathlib import Path

import pytest

from cli import backup_status, carry_out
from election.library import Library
from election.records.backup import Backups
from election.store.json import sealed
from tests.cli.test_election import Shell
from tests.cli.test_export import counted


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have passphrases give their keys with little work."""
    monkeypatch.setattr(sealed, "_WORK", 2**4)


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    path = tmp_path / "stick"
    path.mkdir()
    return path


def run(shell: Shell, *arguments: str) -> str:
    code, out, said = shell.type(*arguments)
    assert code == 0, said
    return out


def test_it_is_backed_up_and_restored_where_it_was_damaged(shell: Shell, stick: Path) -> None:
    assert "not backed up" in run(shell, "backup")
    election_id = counted(shell)
    results = shell.json("results")
    assert "knows 3 of 3 who voted" in run(shell, "backup", str(stick))
    assert str(stick) in run(shell, "backup")
    for name in ("election.json", "election.copy.json"):
        (shell.data / "elections" / election_id / name).write_bytes(b"{")
    code, _, said = shell.type("restore", str(stick))
    assert (code, "election.json" in said) == (4, True)
    assert "goes on here" in run(shell, "restore", str(stick), "--replace")
    assert shell.json("status")["id"] == election_id
    assert shell.json("results") == results


def test_who_takes_a_step_is_told_when_the_stick_may_be_taken_out(
    shell: Shell, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_polls(shell)
    run(shell, "backup", str(stick))
    assert "knows 3 who voted" in shell.say("pause")
    assert run(shell, "backup").count(str(stick)) == 1  # nothing was due: this program made none
    monkeypatch.setattr(Backups, "wait", lambda _self, _timeout: False)
    monkeypatch.setattr(Backups, "is_pending", lambda _self: True)
    assert "Leave the stick in" in shell.say("close")
    assert "Leave the stick in" in run(shell, "backup")
    monkeypatch.undo()
    stick.rename(stick.with_name("pulled"))
    assert "is the stick in?" in shell.say("count")
    stick.with_name("pulled").rename(stick)
    assert shell.json("archive")["backup"]["problem"] is None


def open_polls(shell: Shell) -> None:
    """Have polls that are open, and three who voted."""
    counted(shell, until="close")
    shell.say("reopen", "--reason", "The doors were shut too soon")


def test_a_command_that_has_the_folder_to_itself_tells_of_the_copy_it_made(
    shell: Shell, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_polls(shell)
    run(shell, "backup", str(stick))
    monkeypatch.setattr(backup_status, "_PATIENCE", 0.0)  # as if the stick were slow
    assert "knows 3 who voted" in shell.say("pause")


def test_what_a_close_at_its_time_asked_for_is_made_before_it_is_told_of(
    shell: Shell, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_polls(shell)
    run(shell, "backup", str(stick))

    def close(library: Library, *, opens_too: bool) -> None:
        with library.current() as election:
            election.polls.close()

    monkeypatch.setattr(carry_out, "keep_times", close)
    assert "knows 3 who voted" in run(shell, "backup")


def test_no_step_waits_for_the_back_up_of_another_election(
    shell: Shell, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted(shell)
    run(shell, "backup", str(stick))
    shell.json("create", str(shell.file), "--use")
    shell.say("open")

    def wait(_self: Backups, _timeout: float) -> bool:
        raise AssertionError

    monkeypatch.setattr(Backups, "wait", wait)
    assert shell.json("pause")["backup"] is None


def test_while_the_current_one_is_damaged_the_others_can_be_had(shell: Shell) -> None:
    first, second = shell.create(), shell.create()
    for file in (shell.data / "elections" / first).glob("*.json"):
        file.write_text("{}")
    for command in (
        ["election", "status"],
        ["backup"],
        ["backup", str(shell.data.parent)],
        ["election", "open"],
    ):
        code, out, said = shell.type(*command)
        assert (code, out, "election.json" in said) == (4, "", True), command
    assert {each["id"]: each["current"] for each in shell.json("list")} == {first: True, second: False}
    assert shell.json("status", second)["id"] == second
    third = shell.create()  # which is not the first one, so it is not current by itself
    assert shell.type("election", "status")[0] == 4
    shell.say("use", third)
    assert shell.json("status")["id"] == third


@pytest.mark.slow
def test_an_encrypted_one_asks_for_its_passphrase(
    shell: Shell, stick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    election_id, secret = counted(shell), tmp_path / "secret.txt"
    secret.write_text("rainy stones 42 hum\n")
    said = run(shell, "backup", str(stick), "--backup-passphrase-file", str(secret))
    assert "encrypted" in said
    assert "encrypted" in run(shell, "backup")
    (tmp_path / "other").mkdir()
    other = Shell(tmp_path / "other", capsys)
    code, _, words = other.type("restore", str(stick))
    assert (code, "no terminal" in words) == (2, True)
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("rainy stones 43 hum\n")
    code, _, words = other.type("restore", str(stick), "--backup-passphrase-file", str(wrong))
    assert (code, "does not open it" in words) == (10, True)
    run(other, "restore", str(stick), "--use", "--backup-passphrase-file", str(secret))
    assert other.json("status")["id"] == election_id
    assert other.json("results") == shell.json("results")


@pytest.mark.slow
def test_a_stick_that_is_not_there_is_said(shell: Shell, stick: Path) -> None:
    counted(shell)
    code, out, said = shell.type("backup", str(stick / "none"))
    assert (code, out) == (5, "")
    assert "could not be made. That folder is not there" in said
    assert "그 폴더가 없습니다" in shell.type("backup", str(stick / "none"), language="ko")[2]
