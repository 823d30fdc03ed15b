"""``log …``: the lines shown, found and checked."""

import json
from pathlib import Path

import pytest

from election.store.json.tables.tables import Tables
from tests.cli.test_election import Shell
from tests.election.store.json.raw import engine_of
from tests.services import opened, whole

REFUSED = 10


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    shell = Shell(tmp_path, capsys)
    with opened(shell.data) as services:
        services.library.use(services.library.create_sample())
        polls = whole(services).polls
        polls.pause(why="a power cut")
        polls.resume()
    return shell


def test_lines_are_shown_and_found(shell: Shell) -> None:
    code, out, _ = shell.type("log", "show")
    assert (code, [line.split()[0] for line in out.splitlines()[2:]]) == (0, ["1", "2", "3", "4"])
    assert "Polls paused — a power cut" in out
    found = json.loads(shell.type("log", "show", "--what", "polls", "--text", "POWER", "--json")[1])
    assert [each["what"] for each in found] == ["polls.paused"]
    assert found[0]["data"].keys() == {"marks", "digest"}
    assert json.loads(shell.type("log", "show", "--what", "roll", "--json")[1]) == []


def test_the_check_says_what_is_wrong(shell: Shell) -> None:
    code, out, _ = shell.type("log", "check")
    assert code == 0
    assert "All 4 lines are as they were written." in out
    with opened(shell.data) as services:
        store = whole(services).polls._store

        def change(tables: Tables) -> None:
            tables["acts"].put_as(2, {**tables["acts"].get(doc_id=2), "why": "nothing"})  # type: ignore[dict-item]

        engine_of(store).write(change)
    code, out, _ = shell.type("log", "check")
    assert code == REFUSED
    assert "Line 2 is not what was written" in out
    told = json.loads(shell.type("log", "check", "--json")[1])
    assert (told["holds"], told["faults"][0]["line"]) == (False, 2)


@pytest.mark.slow
def test_documents_and_exports_are_noted(shell: Shell, tmp_path: Path) -> None:
    with opened(shell.data) as services:
        election_id = str(services.library.current_id)
        polls = whole(services).polls
        polls.close()
        polls.count()
    for kind in ("record", "notice"):
        assert shell.type("election", "print", kind, election_id, str(tmp_path / f"{kind}.pdf"))[0] == 0
    found = json.loads(shell.type("log", "show", "--what", "files", "--json")[1])
    assert [each["data"] for each in found] == [
        {"document": "record"},
        {"document": "notice"},
        {"kind": "export"},
    ]
