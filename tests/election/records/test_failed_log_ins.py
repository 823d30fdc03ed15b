"""Failed log-ins stand in the event log as totals, whatever ends before the polls take a step."""

from pathlib import Path

import pytest

from election.errors import ElectionError
from election.records.program_log import noting_runs
from tests.election.records.test_log import CHEAP, begin, lines, log_text
from tests.services import Services, opened, whole

MAIL = "kim@example.org"


def fail(services: Services, tries: int) -> None:
    for _ in range(tries):
        with pytest.raises(ElectionError):
            services.accounts.log_in(MAIL, "wrong password")


def test_they_are_noted_once_when_the_program_stops(tmp_path: Path) -> None:
    """Or whoever guesses, and can have the program start again, would leave nothing."""
    path = tmp_path / "data"
    for services in begin(path):
        services.polls.open()
        services.accounts.sign_up(MAIL, "김철수", "password!")
    with opened(path, CHEAP) as again:
        services = whole(again)
        with noting_runs(services.program_log, services.outages, after=0):
            fail(services, 2)
        assert [act.what for act in lines(services)][-2:] == ["log_in.failed", "program.stopped"]
        with noting_runs(services.program_log, services.outages, after=0):
            pass
    with opened(path, CHEAP) as again:
        (failed,) = lines(whole(again), "log_in.failed")
        assert (failed.data, failed.why, failed.role) == ({"password": 2}, "", "program")
        assert not [secret for secret in (MAIL, "kim", "김철수") if secret in log_text(whole(again))]


def test_those_of_a_command_are_noted_when_it_ends_also_where_it_was_refused(tmp_path: Path) -> None:
    """A command has the folder to itself, and notes no start and no stop."""
    path = tmp_path / "data"
    for services in begin(path):
        services.organiser.set_first("correct horse battery")
    with pytest.raises(ElectionError), opened(path, CHEAP) as again:
        again.organiser.check("wrong horse battery")
    with opened(path, CHEAP) as again:
        assert [act.data for act in lines(whole(again), "log_in.failed")] == [{"organiser": 1}]


def test_after_the_count_nothing_is_noted_any_more(tmp_path: Path) -> None:
    path = tmp_path / "data"
    for services in begin(path):
        services.polls.open()
        services.accounts.sign_up(MAIL, "김철수", "password!")
        services.polls.close()
        services.polls.count()
        fail(services, 1)
        services.program_log.stopped()
    with opened(path, CHEAP) as again:
        assert not lines(whole(again), "log_in.failed")
