"""``election …`` from the command line: made of a file, listed, shown, chosen, written back the same."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.program import run_command_line
from election.library import Library
from election.resources import resource
from tests.e2e.program import ROOT, Program
from tests.election.setup.test_fields import WHOLE
from tests.services import opened

FILE = """
title = { ko = "임원 선거", en = "Officers [bold]" }
live_results = false
quorum = { share = "at least 1/3" }

[[contests]]
title = { ko = "회장", en = "President" }
rule = "majority_or_run_off"
candidates = ["한서윤", { name = "오민재", photo = "01.jpg" }]

[[contests]]
title = { ko = "회칙", en = "Statutes" }
kind = "yes_no"
"""


class Shell:
    """Types commands for one data folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data = folder / "data"
        self.file = folder / "election.toml"
        self.file.write_text(FILE, encoding="utf-8")
        (folder / "01.jpg").write_bytes(resource("elections", "club", "01.jpg").read_bytes())
        self._capsys = capsys

    def type(self, *words: str, language: str = "en") -> tuple[int, str, str]:
        """Return the exit code, and what was said on stdout and on stderr."""

        def hold_a_vote(_options: object, _texts: object) -> None:
            raise AssertionError

        code = run_command_line(hold_a_vote, ["--data", str(self.data), "--lang", language, *words])
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def say(self, *words: str) -> str:
        """Type what is not refused, and return what it says on stdout."""
        code, out, err = self.type("election", *words)
        assert (code, err) == (0, "")
        return out

    def json(self, *words: str) -> Any:
        return json.loads(self.say(*words, "--json"))

    def create(self) -> str:
        election_id: str = self.json("create", str(self.file))["id"]
        return election_id


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


def test_nothing_yet(shell: Shell) -> None:
    assert shell.say("list") == "There is no election yet\n"
    assert shell.json("list") == []
    for command in ("status", "show"):
        code, out, err = shell.type("election", command)
        assert (code, out, err) == (10, "", "There is no election to vote in now\n")


def test_the_first_one_made_is_current_and_a_later_one_where_that_is_asked_for(shell: Shell) -> None:
    first, second = shell.create(), shell.create()
    assert {each["id"]: each["current"] for each in shell.json("list")} == {first: True, second: False}
    third = shell.json("create", str(shell.file), "--use")["id"]
    assert [each["id"] for each in shell.json("list") if each["current"]] == [third]


def test_it_is_told_with_its_id(shell: Shell) -> None:
    told = shell.say("create", str(shell.file))
    (listed,) = shell.json("list")
    assert told.rstrip().endswith(listed["id"])
    assert listed["title"] == {"ko": "임원 선거", "en": "Officers [bold]"}
    assert listed["problem"] is None
    assert listed["state"] == shell.json("status")["state"]


def test_a_table_shows_texts_as_they_are(shell: Shell) -> None:
    election_id = shell.create()
    for command in ("list", "status"):
        table = shell.say(command)
        assert "Officers [bold]" in table
        assert election_id in table
    row = rf"^\* +{election_id} +Officers \[bold\] +Voting has not started yet$"
    assert re.search(row, shell.say("list"), re.MULTILINE)
    _, korean, _ = shell.type("election", "list", language="ko")
    assert "임원 선거" in korean


def test_another_one_is_chosen_by_the_beginning_of_its_id(shell: Shell) -> None:
    first, second = shell.create(), shell.create()
    same = next(at for at, (a, b) in enumerate(zip(first, second, strict=True), start=1) if a != b)
    assert shell.say("use", second[:same]) == "The current election is now: Officers [bold]\n"
    assert shell.json("status")["id"] == second
    assert shell.json("status", first) == {
        **shell.json("status", second),
        "id": first,
        "current": False,
    }


@pytest.mark.parametrize("command", ["use", "show", "status"])
@pytest.mark.parametrize("typed", ["", "zz", "../x"])
def test_one_that_there_is_not(shell: Shell, command: str, typed: str) -> None:
    shell.create()
    code, out, err = shell.type("election", command, typed)
    assert (code, out) == (10, "")
    assert err.count("\n") == 1


def test_an_id_that_two_begin_with_means_neither(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.create()
    shell.create()
    listed = Library.elections

    def alike(library: Library) -> Any:
        return tuple(type(each)("ab" + each.id, each.is_current) for each in listed(library))

    monkeypatch.setattr(Library, "elections", alike)
    assert shell.type("election", "use", "ab")[0] == 10


def test_show_tells_what_is_on_the_ballot(shell: Shell) -> None:
    shell.create()
    quorum = "   The box is opened if at least 1/3 of all people on the election's roll vote\n"
    assert shell.say("show") == (
        "Officers [bold]\n"
        "\n1. President\n   - 한서윤\n   - 오민재\n"
        + quorum
        + "   Elected: who gets more than half of the valid votes\n"
        "   If nobody does, a run-off of the first two follows\n"
        "\n2. Statutes\n   - yes or no\n" + quorum + "   Carried if more say yes than no\n"
    )
    shown = shell.json("show")
    assert [each["title"]["en"] for each in shown["contests"]] == ["President", "Statutes"]
    assert shown["quorum"]["share"] == "at least 1/3"


def test_the_toml_that_show_prints_makes_the_same_election(shell: Shell, tmp_path: Path) -> None:
    shell.create()
    written = shell.say("show", "--toml")
    (tmp_path / "elsewhere").mkdir()
    shell.file = tmp_path / "elsewhere" / "again.toml"
    shell.file.write_text(written, encoding="utf-8")
    again = shell.create()
    assert shell.say("show", again, "--toml") == written
    first, second = shell.json("show"), shell.json("show", again)
    assert first.pop("id") != second.pop("id")
    assert first == second
    assert "data:image/jpeg;base64," in written


def test_what_may_be_left_out_is_shown_and_written_back(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "whole.toml"
    file.write_text(WHOLE, encoding="utf-8")
    shell.say("create", str(file))
    shown = shell.say("show")
    assert "   - 한서윤 · 하늘 · Together.\n   - 오민재 · withdrawn\n" in shown
    assert "   For one year.\n" in shown
    assert shell.json("show")["schedule"]["opens"] == "2026-11-28T09:00:00+09:00"
    file.write_text(shell.say("show", "--toml"), encoding="utf-8")
    again = shell.json("create", str(file))["id"]
    assert shell.say("show", again, "--toml") == shell.say("show", "--toml")


@pytest.mark.slow
def test_the_toml_is_in_utf8_whatever_the_system_writes_files_in(shell: Shell, tmp_path: Path) -> None:
    shell.file.write_text(FILE.replace("오민재", "오민재 é"), encoding="utf-8")
    shell.create()
    again = tmp_path / "again.toml"
    with again.open("wb") as file:
        subprocess.run(
            [sys.executable, str(ROOT / "main.py"), "--data", str(shell.data), "election", "show", "--toml"],
            stdout=file,
            env={**os.environ, "PYTHONIOENCODING": "cp949"},
            check=True,
        )
    assert "오민재 é" in again.read_text(encoding="utf-8")
    shell.say("create", str(again))


def test_the_example_of_the_readme_makes_an_election(shell: Shell, tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shell.file.write_text(readme.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    (tmp_path / "photos").mkdir()
    (tmp_path / "01.jpg").rename(tmp_path / "photos" / "02.jpg")
    shell.create()
    contests = shell.json("show")["contests"]
    assert [each["kind"] for each in contests] == ["choose", "yes_no"]
    assert all(each["rule"]["threshold"] for each in contests)


def test_check_says_what_is_missing_and_what_may_not_be_meant(shell: Shell) -> None:
    election_id = shell.create()
    by_hand = "No closing time is announced: you open and close by hand"
    assert shell.json("check") == {"id": election_id, "ready": True, "missing": [], "warnings": [by_hand]}
    assert shell.say("check") == (
        "Officers [bold]\n\nPlease check whether this is meant:\n"
        f"- {by_hand}\n\nNothing is missing. The polls can open\n"
    )
    rule = 'rule = { ties = { by = "order", made = "age" }, seats = 2 }'
    shell.file.write_text(FILE.replace('rule = "majority_or_run_off"', rule), encoding="utf-8")
    second = shell.create()
    code, out, err = shell.type("election", "check", second)
    assert (code, err) == (10, "")
    assert "\n\nMissing before the polls can open:\n- President: " in out
    assert "\n\nPlease check whether this is meant:\n- President: " in out
    code, out, _ = shell.type("election", "check", second, "--json")
    assert code == 10
    told = json.loads(out)
    assert not told["ready"]
    assert (len(told["missing"]), len(told["warnings"])) == (1, 2)
    assert shell.type("election", "open", second)[0] == 10
    assert shell.json("open", election_id)["state"] == "open"


def test_two_forms_at_once(shell: Shell) -> None:
    assert shell.type("election", "show", "--toml", "--json")[0] == 2


def test_a_wrong_file_is_refused_and_nothing_is_made(shell: Shell) -> None:
    shell.file.write_text(FILE.replace("yes_no", "maybe"), encoding="utf-8")
    code, out, err = shell.type("election", "create", str(shell.file))
    assert (code, out) == (7, "")
    assert "contests[2].kind" in err
    assert not shell.data.exists()


def test_what_a_file_holds_does_nothing_in_the_terminal(shell: Shell) -> None:
    shell.file.write_text('"\\u001b]0;title\\u0007\\u009b31m\\u202e" = 1', encoding="utf-8")
    code, _, err = shell.type("election", "create", str(shell.file))
    assert code == 7
    assert r"\x1b]0;title\x07\x9b31m\u202e: There is nothing of this name" in err
    assert err.removesuffix("\n").isprintable()


def test_one_that_cannot_be_opened_is_listed_with_the_reason(shell: Shell) -> None:
    first, second = shell.create(), shell.create()
    for file in (shell.data / "elections" / second).glob("*.json"):
        file.write_text("{}")
    listed = {each["id"]: each for each in shell.json("list")}
    assert listed[first]["problem"] is None
    assert listed[second]["problem"] == "storage.damaged"
    assert listed[second]["title"] is None
    assert second in shell.say("list")
    assert shell.type("election", "show", second)[0] == 4
    assert shell.json("status")["id"] == first


@pytest.mark.slow
def test_the_program_holds_the_election_that_was_made(shell: Shell) -> None:
    election_id = shell.create()
    with Program("--headless", "--port", "0", "--data", str(shell.data)) as program:
        program.address()
        assert program.stop() == 0
    assert [each["id"] for each in shell.json("list")] == [election_id]


def test_no_other_one_is_chosen_while_the_polls_of_this_one_are_open(shell: Shell) -> None:
    first, second = shell.create(), shell.create()
    with opened(shell.data) as services, services.library.held(first) as election:
        election.polls.open()
    code, out, err = shell.type("election", "use", second)
    assert (code, out) == (10, "")
    assert "Officers [bold]" in err
    assert shell.json("status")["id"] == first
