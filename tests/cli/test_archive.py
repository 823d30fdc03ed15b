"""``election copy``, ``erase`` and ``create --template``."""

import json
from pathlib import Path

import pytest

from election.admin.copies import CopyKind
from election.models import PollsState
from tests.cli.test_election import Shell
from tests.cli.test_life_cycle import PASSPHRASE, file_of, set_state
from tests.services import opened


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


def test_an_election_is_begun_from_a_template(shell: Shell) -> None:
    made = shell.json("create", "--template", "one_person")["id"]
    assert shell.json("status")["id"] == made
    shown = shell.json("show")
    assert shown["title"]["en"] == "Election of the president"
    assert [contest["kind"] for contest in shown["contests"]] == ["yes_no"]


@pytest.mark.parametrize("words", [("create",), ("create", "FILE", "--template", "prize")])
def test_either_a_file_or_a_template_is_named(shell: Shell, words: tuple[str, ...]) -> None:
    assert shell.type("election", *words)[0] == 2


def test_a_copy_is_another_draft(shell: Shell) -> None:
    first = shell.create()
    made = shell.json("copy")["id"]
    assert made != first
    assert shell.json("show", made)["contests"] == shell.json("show", first)["contests"]
    assert shell.json("status", made)["state"] == "draft"
    assert len(json.loads(shell.say("list", "--json"))) == 2


def test_practice_is_told_and_becomes_real_by_a_copy(shell: Shell) -> None:
    practice = shell.json("create", "--template", "prize", "--practice")["id"]
    assert [each["practice"] for each in shell.json("list")] == [True]
    assert "Prize of the year [practice]" in shell.say("list")
    copied, real = shell.json("copy", practice)["id"], shell.json("copy", practice, "--real")["id"]
    told = {each["id"]: each["practice"] for each in shell.json("list")}
    assert told == {practice: True, copied: True, real: False}


def test_a_draft_is_erased_by_its_title(shell: Shell) -> None:
    first, second = shell.create(), shell.create()
    code, out, err = shell.type("election", "erase", second, "--title", "officers")
    assert (code, out) == (10, "")
    assert "title" in err
    assert "erased" in shell.say("erase", second, "--title", "Officers [bold]")
    assert [each["id"] for each in shell.json("list")] == [first]


def test_without_a_terminal_the_title_must_be_named(shell: Shell) -> None:
    election_id = shell.create()
    assert shell.type("election", "erase", election_id)[0] == 2
    assert [each["id"] for each in shell.json("list")] == [election_id]


def test_one_that_was_held_is_erased_once_it_is_archived_and_a_copy_exists(shell: Shell) -> None:
    election_id = shell.create()
    erase = ("election", "erase", election_id, "--title", "Officers [bold]")
    for state in (PollsState.COUNTED, PollsState.ARCHIVED):
        set_state(shell, state)
        assert shell.type(*erase)[0] == 10
    with opened(shell.data) as services, services.library.held(election_id) as election:
        election.copies.note(CopyKind.PACK, "pack.zip")
    assert shell.type(*erase)[0] == 0
    assert shell.json("list") == []


@pytest.mark.slow
def test_the_passphrase_is_asked_for(shell: Shell) -> None:
    election_id = shell.create()
    with opened(shell.data) as services:
        services.organiser.set_first(PASSPHRASE)
    erase = ("election", "erase", election_id, "--title", "Officers [bold]", "--passphrase-file")
    assert shell.type(*erase, file_of(shell, "wrong passphrase"))[0] == 10
    assert shell.type(*erase, file_of(shell, PASSPHRASE))[0] == 0
