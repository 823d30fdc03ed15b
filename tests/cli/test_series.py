"""The election that follows from a counted one, by the command line."""

from pathlib import Path

import pytest

from tests.cli.test_election import Shell
from tests.cli.test_export import counted


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


@pytest.mark.slow
def test_a_repeat_and_the_next_motion_are_drafts(shell: Shell) -> None:
    before = counted(shell)
    again = shell.json("repeat")["id"]
    assert shell.json("status", again)["state"] == "draft"
    assert "same codes" in shell.say("next-motion", before, "--en", "Shall we?")
    titles = {each["title"].get("en") for each in shell.json("list")}
    assert titles == {"Officers [bold]", "Officers [bold]: repeat", "Shall we?"}


def test_where_there_is_no_run_off_none_is_made(shell: Shell) -> None:
    counted(shell)
    code, out, said = shell.type("election", "run-off")
    assert (code, out) == (10, "")
    assert "Nothing follows" in said
    assert shell.type("election", "next-motion")[0] == 2
