"""The result of an election on the command line: its sums, and its files."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from election.admin.copies import CopyKind
from election.models import Marking
from tests.cli.test_election import Shell
from tests.services import opened


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


def counted(shell: Shell, choices: Sequence[Marking] = ((1,), (1,), ()), *, until: str = "count") -> str:
    """Hold an election in which each of `choices` is somebody's in its first contest; return its id."""
    election_id = shell.create()
    shell.say("open")
    with opened(shell.data) as services, services.library.current() as election:
        for at, choice in enumerate(choices):
            voter = election.accounts.sign_up(f"{at}@example.org", "Somebody", "password")
            election.ballots.cast(voter.id, {1: choice, 2: {0: "abstain"}})
    for step in ("close", "count"):
        shell.say(step)
        if step == until:
            break
    return election_id


@pytest.mark.slow
def test_results_say_their_sums(shell: Shell) -> None:
    counted(shell)
    words = shell.say("results")
    assert "3 ballots = 2 valid + 1 blank" in words
    assert "3 ballots = 0 valid + 0 blank + 3 abstentions" in words
    assert words.count("3 rights to vote used, 3 ballots in the box") == 2
    president, statutes = shell.json("results")
    assert president["sums"]["hold"] is True
    assert (president["sums"]["valid"], statutes["sums"]["abstain"]) == (2, 3)


def counted_by_rankings(shell: Shell) -> str:
    """Hold an election whose first contest is counted by rankings; return its id."""
    ranked = 'kind = "irv"\nrule = { ties = { by = "order", order = [2, 1], made = "drawn" } }'
    file = shell.file.read_text(encoding="utf-8").replace('rule = "majority_or_run_off"', ranked)
    shell.file.write_text(file, encoding="utf-8")
    return counted(shell, [((1,), (2,)), ((1,),), ((2,),), ()])


@pytest.mark.slow
def test_rounds_are_a_table_of_their_own(shell: Shell) -> None:
    election_id, folder = counted_by_rankings(shell), shell.data.parent
    shell.say("export", election_id, str(folder), "--rounds", "--format", "csv")
    file = folder / f"rounds-{election_id}.csv"
    rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["candidate"], row["number"], row["outcome"]) for row in rows] == [
        ("한서윤", "2", "elected"),
        ("오민재", "1", ""),
        ("No longer counting", "0", ""),
    ]
    shell.say("export", election_id, str(folder), "--rounds")
    assert file.with_suffix(".xlsx").stat().st_size > 100


@pytest.mark.slow
def test_rounds_are_not_saved_as_json_or_where_there_are_none(shell: Shell) -> None:
    election_id, folder = counted(shell), shell.data.parent
    code, _, said = shell.type("election", "export", election_id, str(folder / "a.json"), "--rounds")
    assert (code, "without --rounds" in said) == (2, True)
    code, _, said = shell.type("election", "export", election_id, str(folder / "a.csv"), "--rounds")
    assert (code, "No contest of this election" in said) == (10, True)
    assert not [*folder.glob("a.*")]


@pytest.mark.slow
def test_results_as_json_have_the_log_of_the_rounds_as_the_export_has(shell: Shell) -> None:
    election_id = counted_by_rankings(shell)
    president, statutes = shell.json("results")
    assert [each["votes"] for each in president["count"]["log"]["rounds"]] == [[2, 1]]
    assert "count" not in statutes
    exported = shell.data.parent / "result.json"
    shell.say("export", election_id, str(exported))
    assert json.loads(exported.read_text(encoding="utf-8"))["contests"][0]["count"] == president["count"]


def declare(shell: Shell) -> None:
    file = shell.file.read_text(encoding="utf-8")
    shell.file.write_text(f"markings_public = true\n{file}", encoding="utf-8")


@pytest.mark.slow
def test_ballots_are_a_table_where_that_was_declared_and_rankings_a_file_to_count(shell: Shell) -> None:
    declare(shell)
    election_id, folder = counted_by_rankings(shell), shell.data.parent
    assert "can be recognised" in shell.say("show")
    said = shell.say("export", election_id, str(folder), "--ballots")
    assert "more than a tenth" in said
    file = folder / f"ballots-{election_id}.csv"
    rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["contest no."], row["marking"], row["ballots"]) for row in rows] == [
        ("1", "blank", "1"),
        ("1", "1. 한서윤", "1"),
        ("1", "1. 한서윤 > 2. 오민재", "1"),
        ("1", "2. 오민재", "1"),
        ("2", "Abstain", "4"),
    ]
    shell.say("export", election_id, str(folder / "a.blt"), "--ballots")
    code, out, _ = shell.type("count", str(folder / "a.blt"), "--method", "irv", "--json")
    assert (code, json.loads(out)["winners"]) == (0, [1])


@pytest.mark.slow
def test_ballots_are_not_saved_undeclared_uncounted_or_in_another_form(shell: Shell) -> None:
    election_id, file = counted(shell), shell.data.parent / "a.csv"
    code, _, said = shell.type("election", "export", election_id, str(file), "--ballots")
    assert (code, "not declared before the polls opened" in said) == (10, True)
    for name in ("a.json", "a"):
        assert shell.type("election", "export", election_id, str(file.with_name(name)), "--ballots")[0] == 2
    assert shell.type("election", "export", election_id, str(file), "--format", "blt")[0] == 2
    assert shell.type("election", "export", election_id, str(file), "--ballots", "--rounds")[0] == 2
    assert not [*file.parent.glob("a.*")]


@pytest.mark.slow
def test_ballots_are_not_saved_before_the_count(shell: Shell) -> None:
    declare(shell)
    election_id, file = counted(shell, until="close"), shell.data.parent / "a.csv"
    assert shell.type("election", "export", election_id, str(file), "--ballots")[0] == 10
    assert not file.exists()


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_a_file_by_its_name_or_by_its_folder(shell: Shell, form: str) -> None:
    election_id = counted(shell)
    folder = shell.data.parent
    named = folder / f"result.{form}"
    assert str(named) in shell.say("export", election_id[:6], str(named))
    shell.say("export", election_id, str(folder), "--format", form)
    for file in (named, folder / f"results-{election_id}.{form}"):
        assert file.stat().st_mode & 0o777 == 0o600
        assert file.stat().st_size > 100


def test_csv_has_a_row_for_each_candidate_and_no_voter(shell: Shell) -> None:
    file = shell.data.parent / "result.csv"
    shell.say("export", counted(shell), str(file))
    rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["candidate or motion"], row["votes"]) for row in rows[:2]] == [
        ("한서윤", "2"),
        ("오민재", "0"),
    ]
    assert "Somebody" not in file.read_text(encoding="utf-8-sig")


def test_what_the_counts_tell_of_how_people_voted_is_said_before_a_file_is_written(shell: Shell) -> None:
    """Two of the three chose alike in the first contest, and all of them in the second."""
    election_id, folder = counted(shell), shell.data.parent
    few, alike = "! President: only 3 voted", "! Statutes: all 3 who voted did so alike"
    for words in (("export", election_id, str(folder)), ("print", "closing", election_id, str(folder))):
        lines = shell.say(*words).splitlines()
        assert [lines[at].startswith(said) for at, said in enumerate((few, alike))] == [True, True]
        assert str(folder) in lines[2], "after that where it is"
    assert "!" not in shell.say("print", "record", election_id, str(folder))


def test_json_says_which_election_it_is_of(shell: Shell) -> None:
    file = shell.data.parent / "result.json"
    election_id = counted(shell)
    shell.say("export", election_id, str(file))
    told = json.loads(file.read_text(encoding="utf-8"))
    assert told["election"]["id"] == election_id
    assert {act["what"] for act in told["acts"]} == {"polls.opened", "polls.closed", "polls.counted"}


@pytest.mark.slow
def test_copies_are_noted_by_their_names(shell: Shell) -> None:
    election_id, folder = counted(shell), shell.data.parent
    shell.say("export", election_id, str(folder / "result.csv"))
    shell.say("print", "sign-sheet", election_id, str(folder / "sign.pdf"))
    with opened(shell.data) as services, services.library.current() as election:
        made = [(each.kind, each.name) for each in election.copies.made()]
    assert made == [(CopyKind.EXPORT, "result.csv"), (CopyKind.NAMES, "sign.pdf")]


@pytest.mark.slow
def test_before_the_count_nothing_is_saved(shell: Shell) -> None:
    election_id, file = counted(shell, until="close"), shell.data.parent / "result.json"
    assert shell.type("election", "export", election_id, str(file))[0] == 10
    assert not file.exists()


@pytest.mark.slow
def test_a_name_that_tells_no_format_is_a_mistake(shell: Shell) -> None:
    election_id, file = counted(shell), shell.data.parent / "result.doc"
    code, _, said = shell.type("election", "export", election_id, str(file))
    assert (code, "--format" in said, file.exists()) == (2, True, False)


@pytest.mark.slow
def test_where_the_file_cannot_be_written_it_is_said(shell: Shell) -> None:
    election_id = counted(shell)
    code, out, said = shell.type("election", "export", election_id, str(shell.data.parent / "no" / "a.csv"))
    assert (code, {line[:2] for line in out.splitlines()}) == (5, {"! "}), "what was to be known before"
    assert "a.csv" in said
