"""``count FILE``: a file of ballots from elsewhere, counted by the program alone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.program import run_command_line
from tests.election.voting.counts.test_data import HERE, SET, entries

BLT = '3 2\n5 1 2 0\n3 2 3 0\n3 3 2 0\n1 0\n0\n"Kim"\n"이"\n"Park"\n"Board"\n'
Count = Callable[..., tuple[int, str, str]]


@pytest.fixture
def count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Count:
    def call(file: str | Path, *more: str) -> tuple[int, str, str]:
        if isinstance(file, str):
            (tmp_path / "box.blt").write_text(file, encoding="utf-8")
            file = tmp_path / "box.blt"
        code = run_command_line(lambda *_: 99, ["count", str(file), "--data", str(tmp_path / "data"), *more])
        out = capsys.readouterr()
        assert not (tmp_path / "data").exists()  # no data folder is needed, and none is made
        return code, out.out, out.err

    return call


def as_blt(file: dict[str, Any], seats: int) -> str:
    lines = [f"{len(file['candidates'])} {seats}"]
    for number, marks in file["ballots"]:
        ranks = ["=".join(str(each + 1) for each in (m if isinstance(m, list) else [m])) for m in marks]
        lines.append(" ".join([str(number), *ranks, "0"]))
    return "\n".join([*lines, "0", *(f'"{name}"' for name in file["candidates"]), '"T"']) + "\n"


def check(count: Count, file: dict[str, Any], case: dict[str, Any]) -> None:
    order = ",".join(str(each + 1) for each in case["lot"])
    method = case["method"]
    code, out, err = count(as_blt(file, case["seats"]), "--method", method, "--order", order, "--json")
    assert (code, err) == (0, "")
    came, expected = json.loads(out), case["expected"]
    winners = expected.get("winners", [expected["schulze"]["winner"]] if "schulze" in expected else [])
    assert came["winners"] == [each + 1 for each in winners]
    for name in ("outcome", "valid", "rounds", "quota", "ties", "pairwise", "condorcet_winner", "schulze"):
        if name in expected:
            assert came[name] == expected[name], (file["id"], method, name)


def ranked(folder: Path) -> list[Any]:
    return [each for each in entries(folder) if each[1]["method"] in ("irv", "stv-scottish", "condorcet")]


def test_made_elections_give_what_they_must(count: Count) -> None:
    cases = ranked(HERE)
    assert len(cases) > 20
    for file, case in cases:
        check(count, file, case)


@pytest.mark.slow
@pytest.mark.skipif(not SET.is_dir(), reason="the set of elections is not beside this checkout")
def test_all_elections_of_the_set_give_what_they_must(count: Count) -> None:
    for file, case in ranked(SET):
        check(count, file, case)


def test_stages_are_printed(count: Count) -> None:
    code, out, _ = count(BLT, "--method", "stv-scottish", "--lang", "en")
    assert code == 0
    assert "Scottish STV, 2 seats" in out
    assert "12 ballots, 11 valid, 1 blank" in out
    assert "Round 2: The surplus of Kim, 1.00, is moved: 이 +1.00." in out
    assert "Elected: Kim, 이" in out
    assert "The quota is 4 votes" in out


@pytest.mark.parametrize(
    ("method", "says"),
    [
        ("irv", "Declared order → Park."),
        ("condorcet", "is beaten by 이, one against one"),
        ("approval", "Elected: 이"),
        ("plurality", "Elected: Kim"),
    ],
)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_other_methods_are_printed(count: Count, method: str, says: str, language: str) -> None:
    code, out, _ = count(BLT, "--method", method, "--lang", language)
    assert code == 0
    assert says in out or language == "ko"
    assert "Board" in out


def test_more_seats_than_the_file_says(count: Count) -> None:
    _, out, _ = count(BLT, "--method", "stv-scottish", "--seats", "3", "--json")
    assert json.loads(out)["outcome"] == "uncontested"


def test_ballots_are_written_in_another_form(count: Count, tmp_path: Path) -> None:
    text = BLT.replace("1 0\n", "")
    code, out, _ = count(text, "--method", "irv", "--json", "--write", str(tmp_path / "box.soi"))
    assert code == 0
    _, again, _ = count(tmp_path / "box.soi", "--method", "irv", "--json")
    assert json.loads(again)["rounds"] == json.loads(out)["rounds"]


@pytest.mark.parametrize(
    "more",
    [
        ("--method", "borda"),
        ("--method", "irv", "--seats", "2"),
        ("--method", "irv", "--order", "1,2"),
        ("--method", "irv", "--order", "1,2,2"),
        ("--method", "irv", "--order", "1,2,3,4"),
        ("--method", "irv", "--order", "a"),
        ("--method", "stv-scottish", "--seats", "0"),
        (),
    ],
)
def test_what_cannot_be_asked_for_is_told(count: Count, more: tuple[str, ...]) -> None:
    assert count(BLT, *more)[0] == 2


def test_a_broken_file_is_a_sentence_with_its_line(count: Count) -> None:
    code, out, err = count("2 1\n1 3 0\n0\nA\nB\n", "--method", "irv", "--lang", "en")
    assert (code, out) == (7, "")
    assert "line 2: “3”: candidates have the numbers 1 to 2" in err
