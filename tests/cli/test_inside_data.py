"""No command puts a file into the data folder."""

from pathlib import Path

import pytest

from tests.cli.test_codes import CodesShell
from tests.cli.test_election import Shell
from tests.cli.test_export import counted


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


def refused(shell: Shell, *words: str) -> None:
    elections = shell.data / "elections"
    before = set(elections.rglob("*"))
    code, _, said = shell.type(*words)
    assert code == 10
    assert "data folder" in said
    assert set(elections.rglob("*")) == before
    assert shell.type(*words, language="ko")[2].startswith("프로그램의 데이터 폴더")


def test_what_is_saved_of_an_election_is_refused_there(shell: Shell) -> None:
    election_id = counted(shell)
    inside = shell.data / "elections" / election_id
    for words in (
        ("backup", str(inside)),
        ("election", "copy-out", election_id, str(inside)),
        ("election", "pack", "--to", str(inside)),
        ("election", "export", election_id, str(inside)),
        ("election", "export", election_id, str(inside / "result.csv")),
        ("election", "print", "closing", election_id, str(inside)),
        ("roll", "export", str(inside / "roll.csv")),
    ):
        refused(shell, *words)
    assert shell.type("election", "archive")[0] == 10


def test_codes_are_refused_there_before_any_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = CodesShell(tmp_path, capsys, "slip")
    refused(shell, "codes", "issue", str(shell.data), "--count", "2")
    batch, _ = shell.issue("--count", "2")
    assert batch == 1
    shell.run("codes", "confirm", "1")
    refused(shell, "codes", "void", "--batch", "1", "--sheets", "1", "--new", str(shell.data))
    assert shell.values("codes", "account")["void"] == 0


def test_what_erasing_leaves_is_said(shell: Shell) -> None:
    election_id = shell.create()
    folder = shell.data / "elections" / election_id
    (folder / "mine.txt").write_text("mine")
    said = shell.say("erase", election_id, "--title", "Officers [bold]")
    assert f"deleted by hand: {folder}.being-removed\n" in said
    assert "deleted by hand" not in shell.say("erase", shell.create(), "--title", "Officers [bold]")
