"""Commands while a program runs on the data folder: carried out there, and shown as if none ran."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path

import pytest

from cli import carry_out as carrying
from cli.commands.election.status import read_status
from cli.local_socket.client import ask_owner, owner_listens
from cli.local_socket.server import taking_commands
from cli.step_command import take_step
from cli.tasks import answer, pack, request, unpack
from election.admin.copies import CopyKind
from election.errors import Message
from election.models import PollsState
from election.services import Services
from election.setup.steps import Step
from election.store.json.files.names import COMMANDS_FILE
from election.store.json.folder import DataFolder
from tests.cli.test_election import Shell
from tests.cli.test_life_cycle import PASSPHRASE, file_of
from tests.e2e.program import Program, ask
from tests.election.setup.test_life_cycle import ALLOWED
from tests.services import opened

STEP = "step_command.take_step"


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


@pytest.fixture
def owner(shell: Shell) -> Iterator[Services]:
    """A program that runs on the folder of `shell`."""
    with opened(shell.data) as services, taking_commands(shell.data, lambda each: answer(services, each)):
        yield services


@pytest.mark.parametrize("state", PollsState)
def test_every_step_from_every_state(shell: Shell, owner: Services, state: PollsState) -> None:
    shell.create()
    with owner.library.current() as election:  # else it would not be archived
        election.copies.note(CopyKind.PACK, "pack.zip")
    for step in Step:
        with owner.library.current() as election:
            election.polls._store.write(lambda transaction: transaction.set_state(state))
        code, _, said = shell.type("election", step, "--reason", "because")
        after = ALLOWED[state].get(step)
        assert code == (0 if after else 10), (step, said)
        with owner.library.current() as election:
            assert election.polls.election().state is (after or state)
        assert shell.json("status")["state"] == (after or state)


def test_every_command_says_the_same_with_and_without_a_program(shell: Shell) -> None:
    shell.create()
    shell.say("open")
    with opened(shell.data) as services, services.library.current() as election:
        voter = election.accounts.sign_up("kim@example.org", "kim", "password")
        election.ballots.cast(voter.id, {1: (1,), 2: {0: "yes"}})
    shell.say("close")
    shell.say("count")
    election_id = shell.json("status")["id"]
    typed = [
        ("list",),
        ("list", "--json"),
        ("show",),
        ("show", "--toml"),
        ("show", "--json", election_id),
        ("check",),
        ("check", "--json"),
        ("status",),
        ("status", "--json"),
        ("use", election_id),
        ("results",),
        ("results", "--json"),
        ("open",),
        ("reopen", "--reason", "a late voter"),
        ("show", "nowhere"),
    ]
    alone = [shell.type("election", *words) for words in typed]
    with opened(shell.data) as services, taking_commands(shell.data, lambda each: answer(services, each)):
        assert [shell.type("election", *words) for words in typed] == alone
        korean = shell.type("election", "open", language="ko")
    assert korean == shell.type("election", "open", language="ko")


def test_files_are_read_by_the_command(shell: Shell, owner: Services) -> None:
    election_id = shell.create()
    assert owner.library.current_id == election_id
    with owner.library.current() as election:
        assert election.polls.photo(2) == (shell.file.parent / "01.jpg").read_bytes()


@pytest.mark.slow
@pytest.mark.usefixtures("ticks")
def test_the_passphrase_is_checked_by_the_program(shell: Shell, owner: Services) -> None:
    shell.create()
    owner.organiser.set_first(PASSPHRASE)
    assert shell.type("election", "open")[0] == 2
    for _ in range(5):
        assert shell.type("election", "open", "--passphrase-file", file_of(shell, "a wrong one"))[0] == 10
    code, _, said = shell.type("election", "open", "--passphrase-file", file_of(shell, PASSPHRASE))
    assert (code, "1 second" in said) == (0, True)
    assert shell.json("pause")["state"] == "paused"  # which asks for none
    assert owner.organiser.check(PASSPHRASE).count == 0


def test_a_request_without_the_passphrase_does_nothing(shell: Shell, owner: Services) -> None:
    shell.create()
    owner.organiser.set_first(PASSPHRASE)
    told = unpack(ask_owner(shell.data, request(take_step("open", None, "", (), early=False), "en", None)))
    assert told == {"passphrase": True}
    assert shell.json("status")["state"] == "draft"


@pytest.mark.parametrize(
    "asked",
    [
        b"",
        b"{",
        b"[]",
        b'"\xff"',
        pack({"task": "tasks.answer", "given": {}, "language": "en", "passphrase": None}),
        pack({"task": "tasks.Task", "given": {}, "language": "xx", "passphrase": None}),
        pack({"task": "..main.run", "given": {}, "language": "en", "passphrase": None}),
        pack(
            {
                "task": STEP,
                "given": {"step": "open"},
                "language": "en",
                "passphrase": None,
            }
        ),
        pack({"task": STEP, "given": 3, "language": "en", "passphrase": None}),
        pack({"task": ["a"], "given": {}, "language": "en", "passphrase": None}),
        b'{"task": "commands.election.status.read_status", "given": {"which": {"$bytes": "?"}}}',
        b"[" * 100_000,
    ],
)
def test_a_request_that_makes_no_sense_is_answered(
    shell: Shell, owner: Services, asked: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    told = unpack(ask_owner(shell.data, asked))
    assert told.keys() <= {"refused", "failed"}
    assert len(told) == 1
    assert shell.json("list") == []


def test_a_bug_is_told_in_a_sentence(
    shell: Shell, owner: Services, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_services: Services, **_given: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(read_status, "function", fail)
    code, out, said = shell.type("election", "status")
    assert (code, out, said.count("\n")) == (1, "", 1)
    assert "a command failed" in caplog.text


def test_a_folder_in_use_by_what_takes_no_commands(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "PATIENCE", 0.1)
    with DataFolder(shell.data):
        assert shell.type("election", "status")[0] == 3


def test_a_program_that_is_just_starting_is_waited_for(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.create()
    with opened(shell.data) as services, ExitStack() as started:
        looked: list[bool] = []

        def listens(folder: Path) -> bool:
            looked.append(owner_listens(folder))
            if len(looked) == 1:
                started.enter_context(taking_commands(folder, lambda each: answer(services, each)))
            return looked[-1]

        monkeypatch.setattr(carrying, "owner_listens", listens)
        assert shell.json("status")["state"] == "draft"
        assert looked == [False, True]


@pytest.mark.slow
def test_a_headless_laptop_is_opened_paused_and_closed_while_it_serves(shell: Shell) -> None:
    shell.create()
    with Program("--headless", "--port", "0", "--data", str(shell.data)) as program:
        address = program.address()
        kim = {"email": "kim@example.org", "name": "Kim", "password": "pw"}
        assert ask(f"{address}/auth/signup", kim)[0] == 201
        for step, state in (("open", "open"), ("pause", "paused"), ("resume", "open"), ("close", "closed")):
            assert shell.json(step)["state"] == state
        assert shell.json("count")["voters"] == 1
        assert program.stop() == 0
    assert not (shell.data / COMMANDS_FILE).exists()
    assert shell.json("status")["state"] == "counted"


@pytest.mark.slow
def test_after_a_kill_commands_and_programs_go_on(shell: Shell) -> None:
    shell.create()
    options = ("--headless", "--port", "0", "--data", str(shell.data))
    with Program(*options) as program:
        program.address()
        os.kill(program.process.pid, signal.SIGKILL)
    assert (shell.data / COMMANDS_FILE).is_socket()
    assert shell.json("open")["state"] == "open"
    with Program(*options) as program:
        program.address()
        assert shell.json("pause")["state"] == "paused"
        assert program.stop() == 0


def test_what_a_message_can_say() -> None:
    value = {"a": [1, -2, 1.5, True, None, "가\u202e"], "b": b"\x00\xff", "c": {"d": [b""]}}
    assert unpack(pack(value)) == value
    assert unpack(pack({"a": (1, 2)})) == {"a": [1, 2]}
    times = [datetime.fromisoformat("2026-11-28T18:00:00+09:00"), date(2027, 1, 31)]
    assert unpack(pack(times)) == times
    for odd in ({1: 2}, {"a": object()}, {"a": Message("key")}):
        with pytest.raises(TypeError):
            pack(odd)
