"""The times of an election from the command line."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from election.models import PollsState
from tests.cli.test_election import FILE, Shell
from tests.cli.test_life_cycle import PASSPHRASE, file_of
from tests.e2e.program import Program, ask
from tests.services import opened

MINUTE = timedelta(minutes=1)
CONTEST = """[[contests]]
title = { ko = "회장" }
candidates = ["한서윤", "오민재"]
"""


@pytest.fixture
def now() -> datetime:
    return datetime.now().astimezone().replace(microsecond=0)


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


def announce(shell: Shell, closes: datetime, *, by_itself: bool = True) -> None:
    """Make an election that closes then and may be prolonged by an hour."""
    times = f"closes = {closes.isoformat()}, by_itself = {str(by_itself).lower()}"
    more = f"schedule = {{ {times} }}\nprolongation = {{ minutes = 60 }}\n"
    shell.file.write_text(more + FILE, encoding="utf-8")
    shell.create()


def test_what_is_announced_is_told_with_its_zone(shell: Shell, now: datetime) -> None:
    announce(shell, now + 60 * MINUTE)
    told = shell.json("times")
    assert datetime.fromisoformat(told["closes"]) == now + 60 * MINUTE
    assert datetime.fromisoformat(told["ends"]) == now + 65 * MINUTE
    assert (told["last_call"], told["forgotten"], told["clock_jumped"]) == (False, False, False)
    zone = (now + 60 * MINUTE).strftime("%H:%M %Z")
    assert zone in shell.say("times")
    assert datetime.fromisoformat(shell.json("status")["times"]["closes"]) == now + 60 * MINUTE


def test_an_early_close_must_be_meant(shell: Shell, now: datetime) -> None:
    announce(shell, now + 60 * MINUTE)
    shell.say("open")
    code, _, said = shell.type("election", "close")
    assert (code, "minutes before" in said, "--early" in said) == (10, True, True)
    assert shell.json("status")["state"] == "open"
    assert shell.json("close", "--early")["state"] == "closed"


def test_what_closed_while_nothing_ran_is_closed_as_scheduled(shell: Shell, now: datetime) -> None:
    announce(shell, now - 10 * MINUTE)
    with opened(shell.data) as services, services.library.current() as election:
        election.polls._store.write(lambda transaction: transaction.set_state(PollsState.OPEN))
    assert shell.json("status")["state"] == "closed"
    with opened(shell.data) as services, services.library.current() as election:
        (act,) = [each for each in election.polls.acts() if each.what.startswith("polls.")]
    assert (act.role, datetime.fromisoformat(act.when)) == ("schedule", now - 5 * MINUTE)


def test_no_command_opens_the_polls_of_a_day_that_nobody_serves(shell: Shell, now: datetime) -> None:
    times = f"opens = {(now - MINUTE).isoformat()}, by_itself = true"
    shell.file.write_text(
        f"schedule = {{ {times} }}\n{FILE.split('[[contests]]')[0]}{CONTEST}", encoding="utf-8"
    )
    shell.create()
    assert shell.json("status")["state"] == "draft"


@pytest.mark.slow
def test_a_program_that_starts_after_the_closing_time_takes_no_vote(shell: Shell, now: datetime) -> None:
    announce(shell, now - 10 * MINUTE, by_itself=False)
    shell.say("open")
    with opened(shell.data) as services, services.library.current() as election:
        token = election.accounts.issue_token(election.accounts.sign_up("kim@example.org", "Kim", "pw"))

        def keep_time(transaction: object) -> None:
            found = transaction.hold_election()  # type: ignore[attr-defined]
            schedule = replace(found.schedule, by_itself=True)
            transaction.replace_election(replace(found, schedule=schedule))  # type: ignore[attr-defined]

        election.polls._store.write(keep_time)
    with Program("--headless", "--port", "0", "--data", str(shell.data)) as program:
        address = program.address()
        assert ask(f"{address}/vote?id=1", {}, token)[0] == 403
        assert shell.json("status")["state"] == "closed"
        assert program.stop() == 0


def test_prolonging_moves_the_closing_time(shell: Shell, now: datetime) -> None:
    announce(shell, now + 5 * MINUTE)
    shell.say("open")
    until = now + 45 * MINUTE
    code, _, said = shell.type("election", "prolong", "--until", until.isoformat())
    assert (code, "reason" in said) == (10, True)
    done = shell.json("prolong", "--until", until.isoformat(), "--reason", "four short")
    assert (datetime.fromisoformat(done["closes"]), done["prolonged"]) == (until, 1)
    assert shell.type("election", "prolong", "--reason", "again")[0] == 10


@pytest.mark.parametrize("time", ["25:00", "soon", "", "2026-13-01T00:00", "9" * 400])
def test_what_is_no_time_is_a_wrong_option(shell: Shell, time: str) -> None:
    shell.create()
    assert shell.type("election", "prolong", "--until", time, "--reason", "why")[0] == 2


def test_the_last_call_closes_in_a_few_minutes(shell: Shell, now: datetime) -> None:
    announce(shell, now + 60 * MINUTE, by_itself=False)
    shell.say("open")
    told = shell.json("last-call")
    assert told["last_call"]
    ends = datetime.fromisoformat(told["ends"])
    assert ends - now >= 4 * MINUTE
    assert ends <= datetime.now().astimezone() + 5 * MINUTE
    assert "Last call" in shell.say("times")


@pytest.mark.parametrize("words", [("prolong", "--reason", "why"), ("last-call",), ("confirm-clock",)])
def test_the_passphrase_is_asked_for(shell: Shell, now: datetime, words: tuple[str, ...]) -> None:
    announce(shell, now + 60 * MINUTE)
    shell.say("open")
    with opened(shell.data) as services:
        services.organiser.set_first(PASSPHRASE)
    assert shell.type("election", *words)[0] == 2
    assert shell.type("election", *words, "--passphrase-file", file_of(shell, PASSPHRASE))[0] == 0


def test_a_forgotten_closing_time_is_told(shell: Shell, now: datetime) -> None:
    announce(shell, now - 10 * MINUTE, by_itself=False)
    shell.say("open")
    assert shell.json("times")["forgotten"]
    assert "has passed" in shell.say("times")


@pytest.mark.slow
def test_a_program_opens_and_closes_by_itself_while_it_serves(shell: Shell, now: datetime) -> None:
    """And what killed it in between is told."""
    times = f"opens = {(now - MINUTE).isoformat()}, closes = {(now + 60 * MINUTE).isoformat()}"
    shell.file.write_text(
        f"schedule = {{ {times}, by_itself = true }}\ngrace = 0\n{FILE.split('[[contests]]')[0]}{CONTEST}",
        encoding="utf-8",
    )
    shell.create()
    options = ("--headless", "--port", "0", "--data", str(shell.data))
    kim = {"email": "kim@example.org", "name": "Kim", "password": "pw"}
    with Program(*options) as program:
        address = program.address()
        assert ask(f"{address}/auth/signup", kim)[0] == 201
        token = ask(f"{address}/auth/login", {"email": kim["email"], "password": "pw"})[1]
        assert ask(f"{address}/vote?id=1", {}, token)[0] == 200
        program.process.kill()
    with Program(*options) as program:
        address = program.address()
        shell.json("last-call")  # which leaves no minute
        while shell.json("status")["state"] == "open":
            assert program.process.poll() is None
        assert ask(f"{address}/auth/signup", {**kim, "email": "lee@example.org"})[0] == 403
        program.process.kill()
    with opened(shell.data) as services, services.library.current() as election:
        assert services.outages.found() is not None
        acts = [(act.role, act.what) for act in election.polls.acts() if act.what.startswith("polls.")]
        assert election.tally.turnout().voted == 1
    assert sorted(acts) == [
        ("organiser", "polls.last_call"),
        ("schedule", "polls.closed"),
        ("schedule", "polls.opened"),
    ]
