"""An election goes on elsewhere, by the command line."""

from pathlib import Path

import pytest

from tests.cli.test_election import Shell
from tests.cli.test_export import counted


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


@pytest.mark.slow
def test_it_is_copied_and_goes_on_and_says_whom_it_knows(
    shell: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    election_id, stick = counted(shell, until="close"), tmp_path / "stick"
    stick.mkdir()
    assert shell.json("copy-out", election_id, str(stick))["voted"] == 3
    (tmp_path / "other").mkdir()
    other = Shell(tmp_path / "other", capsys)
    words = other.say("continue", str(stick), "--use")
    assert "knows 3 of 3 who voted" in words
    assert other.json("status")["id"] == election_id
    other.say("count")
    assert other.json("results")[0]["ballots"] == 3
    code, out, said = shell.type("election", "copy-out", election_id, str(stick))
    assert (code, out) == (10, "")
    assert "continued elsewhere" in said
    code, _, said = shell.type("election", "count")
    assert (code, "continued elsewhere" in said) == (10, True)


def test_a_stick_that_is_not_there_is_said(shell: Shell) -> None:
    election_id = counted(shell, until="close")
    words = ("election", "copy-out", election_id, str(shell.data.parent / "none"))
    code, out, said = shell.type(*words)
    assert (code, out) == (5, "")
    assert "could not be made. That folder is not there" in said
    assert "그 폴더가 없습니다" in shell.type(*words, language="ko")[2]


@pytest.mark.slow
def test_people_are_removed_and_what_left_is_named(shell: Shell) -> None:
    election_id = counted(shell)
    shell.say("export", election_id, str(shell.data.parent / "result.csv"))
    assert shell.type("election", "remove-personal-data", election_id)[0] == 10
    assert shell.type("election", "archive")[0] == 10
    assert "SHA-256" in shell.say("pack", election_id, "--to", str(shell.data.parent))
    shell.say("archive")
    assert "result.csv" in shell.say("remove-personal-data", election_id)
    shell.say("print", "sign-sheet", election_id, str(shell.data.parent / "sign.pdf"))
    assert shell.json("results")[0]["ballots"] == 3
