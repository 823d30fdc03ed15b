"""An election held from the command line: every step from every state, the passphrase, and the results."""

import json
import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli import carry_out
from election.admin.copies import CopyKind
from election.models import PollsState
from election.setup.steps import Step
from election.store.json.folder import DataFolder
from tests.cli.test_election import Shell
from tests.e2e.program import ROOT
from tests.election.setup.test_life_cycle import ALLOWED
from tests.services import opened

PASSPHRASE = "walnut drawer compass"


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


def set_state(shell: Shell, state: PollsState, *, has_pack: bool = False) -> None:
    with opened(shell.data) as services, services.library.current() as election:
        election.polls._store.write(lambda transaction: transaction.set_state(state))
        if has_pack:  # else it cannot be archived
            election.copies.note(CopyKind.PACK, "pack.zip")


def file_of(shell: Shell, passphrase: str) -> str:
    file = shell.data.parent / "passphrase"
    file.write_text(f"{passphrase}\n", encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("state", PollsState)
def test_every_step_from_every_state(shell: Shell, state: PollsState) -> None:
    shell.create()
    for step in Step:
        set_state(shell, state, has_pack=True)
        code, _, said = shell.type("election", step, "--reason", "because")
        after = ALLOWED[state].get(step)
        assert code == (0 if after else 10), (step, said)
        assert shell.json("status")["state"] == (after or state)


def test_an_election_from_nothing_to_its_results(shell: Shell) -> None:
    shell.create()
    assert shell.json("open")["state"] == "open"
    with opened(shell.data) as services, services.library.current() as election:
        for name in ("kim", "lee"):
            voter = election.accounts.sign_up(f"{name}@example.org", name, "password")
            election.ballots.cast(voter.id, {1: (1,), 2: {0: "yes"}})
    for step in ("pause", "resume", "close"):
        code, out, said = shell.type("election", "results", "--json")
        assert (code, out) == (10, ""), said
        shell.say(step)
    assert shell.type("election", "results")[0] == 10
    counted = shell.json("count")
    assert (counted["state"], counted["voters"], counted["voted"]) == ("counted", 2, 2)
    assert len(shell.json("results")) == 2


def test_what_undoes_something_needs_a_reason(shell: Shell) -> None:
    shell.create()
    set_state(shell, PollsState.CLOSED)
    for step in ("reopen", "annul"):
        code, _, said = shell.type("election", step)
        assert (code, "reason" in said) == (10, True)
    assert shell.json("status")["state"] == "closed"


@pytest.mark.slow
@pytest.mark.parametrize("step", [each for each in Step if each is not Step.PAUSE])
def test_the_passphrase_is_asked_for_where_there_is_one(shell: Shell, step: Step) -> None:
    shell.create()
    state = next(state for state, steps in ALLOWED.items() if step in steps)
    set_state(shell, state, has_pack=True)
    with opened(shell.data) as services:
        services.organiser.set_first(PASSPHRASE)
    more = ("--reason", "because")
    code, _, said = shell.type("election", step, *more)  # there is no terminal to ask
    assert (code, "--passphrase-file" in said) == (2, True)
    assert shell.type("election", step, *more, "--passphrase-file", file_of(shell, "a wrong one"))[0] == 10
    assert shell.type("election", step, *more, "--passphrase-file", "/nowhere/at/all")[0] == 2
    assert shell.json("status")["state"] == state
    code, _, said = shell.type("election", step, *more, "--passphrase-file", file_of(shell, PASSPHRASE))
    assert (code, said) == (0, "")
    assert shell.json("status")["state"] == ALLOWED[state][step]


@pytest.mark.slow
@pytest.mark.usefixtures("ticks")
def test_wrong_tries_keep_a_command_waiting_and_nobody_out(shell: Shell) -> None:
    shell.create()
    with opened(shell.data) as services:
        services.organiser.set_first(PASSPHRASE)
    for _ in range(5):
        typed = ("election", "open", "--passphrase-file", file_of(shell, "a wrong one"))
        assert shell.type(*typed)[0] == 10
    code, _, said = shell.type("election", "open", "--passphrase-file", file_of(shell, PASSPHRASE))
    assert (code, "1 second" in said) == (0, True)
    assert shell.json("status")["state"] == "open"


@pytest.mark.slow
def test_a_passphrase_may_stand_in_a_file_as_editors_of_windows_write_it(shell: Shell) -> None:
    shell.create()
    with opened(shell.data) as services:
        services.organiser.set_first(PASSPHRASE)
    file = shell.data.parent / "passphrase"
    file.write_bytes(b"\xef\xbb\xbf" + PASSPHRASE.encode() + b"\r\n")
    code, _, said = shell.type("election", "open", "--passphrase-file", str(file))
    assert (code, said) == (0, "")


@pytest.mark.slow
def test_what_is_typed_in_another_encoding_is_a_wrong_passphrase(shell: Shell) -> None:
    shell.create()
    with opened(shell.data) as services:
        services.organiser.set_first(PASSPHRASE)
    keyboard, terminal = pty.openpty()
    command = [sys.executable, str(ROOT / "main.py"), "--data", str(shell.data), "--lang", "en"]
    process = subprocess.Popen(
        [*command, "election", "open"],
        stdin=terminal,
        env={**os.environ, "PYTHONIOENCODING": "utf-8:strict"},  # as most terminals have it
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # so that it asks at this terminal, not at that of the tests
    )
    with process:
        while process.poll() is None:  # what comes before it asks is thrown away
            os.write(keyboard, b"\xb1\xe8\n")
            time.sleep(0.05)
        _, said = process.communicate()
    os.close(keyboard)
    os.close(terminal)
    assert process.returncode == 10, said
    assert "That is not the organiser's passphrase" in said


def test_to_pause_asks_for_no_passphrase(shell: Shell) -> None:
    shell.create()
    set_state(shell, PollsState.OPEN)
    with opened(shell.data) as services:
        services.organiser.set_first(PASSPHRASE)
    assert shell.json("pause")["state"] == "paused"


@pytest.mark.parametrize("command", [*Step, "results"])
def test_while_a_program_has_the_folder_that_takes_no_commands_nothing_is_done(
    shell: Shell, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carry_out, "PATIENCE", 0.0)
    shell.create()
    with DataFolder(shell.data):
        code, out, said = shell.type("election", command)
    assert (code, out) == (3, "")
    assert said
    assert shell.json("status")["state"] == "draft"


def test_a_box_that_its_quorum_keeps_closed_tells_no_split(shell: Shell) -> None:
    shell.create()
    shell.say("open")
    with opened(shell.data) as services, services.library.current() as election:
        voters = [election.accounts.sign_up(f"{at}@example.org", "n", "password") for at in range(4)]
        election.ballots.cast(voters[0].id, {1: (1,), 2: {0: "yes"}})
    shell.say("close")
    shell.say("count")
    told = shell.json("results")
    assert [each["decision"] for each in told] == ["not_opened", "not_opened"]
    assert not any("counts" in each for each in told)
    words = shell.say("results")
    assert "한서윤" not in words
    assert "President" in words


@pytest.mark.slow
def test_a_counted_election_shows_what_came_out(shell: Shell) -> None:
    shell.create()
    shell.say("open")
    with opened(shell.data) as services, services.library.current() as election:
        voter = election.accounts.sign_up("kim@example.org", "kim", "password")
        election.ballots.cast(voter.id, {1: (1,), 2: {0: "yes"}})
    shell.say("close")
    shell.say("count")
    president, statutes = json.loads(shell.say("results", "--json"))
    assert president["counts"][0] == {"candidate": 1, "votes": 1, "carried_over": 0}
    assert (president["decision"], president["elected"]) == ("elected", [1])
    assert statutes["counts"] == [{"candidate": 0, "yes": 1, "no": 0, "abstain": 0}]
    words = shell.say("results")
    assert "한서윤" in words
