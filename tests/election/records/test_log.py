"""The event log: what is noted of an election, and how whoever tampers with it is found out."""

import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from election.act_kinds import ActGroup, group_of
from election.admin.copies import CopyKind
from election.admin.log_heads import FoundFault, LogFault
from election.errors import ElectionError
from election.models import PollsState
from election.records.canonical import digest
from election.records.program_log import noting_runs
from election.setup.refusals import LogBroken
from election.setup.steps import STEPS, Step
from election.store.json.operations import acts as acts_module
from election.store.json.tables.tables import Tables
from election.store.log_chain import chained, line_text
from election.store.port import Act
from election.voters.passwords import Passwords
from tests.election.store.json.raw import engine_of
from tests.services import Services, opened, whole

CHEAP = Passwords(memory_kib=8, passes=1)
DRAFT = {
    "title": {"ko": "임원 선거", "en": "Officers"},
    "live_results": False,
    "ways_in": ["sign_up"],
    "contests": [
        {"title": {"ko": "회장"}, "candidates": ["가", "나", "다"]},
        {"title": {"ko": "안건"}, "kind": "yes_no", "candidates": []},
    ],
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data"


def begin(path: Path) -> Iterator[Services]:
    with opened(path, CHEAP) as services:
        services.library.use(services.library.create(DRAFT))
        yield whole(services)


@pytest.fixture
def services(path: Path) -> Iterator[Services]:
    yield from begin(path)


def lines(services: Services, *whats: str) -> list[Act]:
    return [act for act in services.polls.acts() if not whats or act.what in whats]


def vote(services: Services, *choices: int) -> None:
    for choice in choices:
        at = services.tally.turnout().voters
        email = f"{at}@example.org"
        services.accounts.sign_up(email, "이름", "password!")
        voter = services.accounts.log_in(email, "password!")
        services.ballots.cast(voter.id, {1: (choice,), 2: {0: "yes"}})


def test_it_is_put_together_anew_only_when_a_line_was_added(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages check it at every ballot that is cast, and the store is held meanwhile."""
    built = list[object]()

    def counted(line: Mapping[str, Any]) -> str:
        built.append(line)
        return line_text(line)

    monkeypatch.setattr(acts_module, "line_text", counted)
    services.polls.open()
    held = services.log.check()
    built.clear()
    vote(services, 1, 2)
    assert services.log.check() == held
    assert services.log.published_head() == held.head
    assert not built
    services.polls.pause()
    assert len(services.log.check().lines) > len(held.lines)


# --- what is noted -------------------------------------------------------------------------------------


def test_opening_is_noted_with_the_zero_check(services: Services) -> None:
    services.accounts.sign_up("a@example.org", "이름", "password!")
    services.polls.open()
    (act,) = lines(services, "polls.opened")
    commitment = services.records.commitment()
    assert act.data["definition"] == commitment.definition_digest
    assert {name: act.data[name] for name in ("roll", "contests", "ballots", "marks", "receipts")} == {
        "roll": 1,
        "contests": {"1": 1, "2": 1},
        "ballots": 0,
        "marks": 0,
        "receipts": 0,
    }
    assert act.data["key"] == services.key.fingerprint
    assert act.data["program"].keys() == {"version", "digest"}


def test_a_pause_is_compared_with_when_the_polls_go_on(services: Services) -> None:
    services.polls.open()
    vote(services, 1, 2)
    services.polls.pause()
    (paused,) = lines(services, "polls.paused")
    assert paused.data["marks"] == 2
    services.polls.resume()
    (resumed,) = lines(services, "polls.resumed")
    assert resumed.data == {"digest": paused.data["digest"], "same": True}


def test_a_box_that_was_changed_in_the_pause_is_told_of(path: Path) -> None:
    for services in begin(path):
        services.polls.open()
        vote(services, 1, 2, 3)
        services.polls.pause()
        swap_a_ballot(services)
        services.polls.resume()
        assert lines(services, "polls.resumed")[-1].data["same"] is False
        services.polls.pause()
        swap_a_ballot(services)
        services.polls.close()
        assert lines(services, "box.compared")[-1].data["same"] is False


def swap_a_ballot(services: Services) -> None:
    def work(tables: Tables) -> None:
        row = next(row for row in tables["ballots"].all() if row["contest"] == 1)
        tables["ballots"].put_as(row.doc_id, {**row, "marking": [row["marking"][0] % 3 + 1]})

    engine_of(services.polls._store).write(work)


def test_the_digest_of_a_pause_cannot_be_made_again_from_the_ballots_alone(services: Services) -> None:
    services.polls.open()
    vote(services, 1)
    digests = set()
    for _ in range(2):
        services.polls.pause()
        digests.add(lines(services, "polls.paused")[-1].data["digest"])
        services.polls.resume()
        assert services.polls._store.read(lambda snapshot: snapshot.pause_key()) is None
    assert len(digests) == 2


def test_the_close_and_the_count_are_noted_with_their_totals(services: Services) -> None:
    services.polls.open()
    vote(services, 1, 2, 2)
    services.polls.close()
    services.polls.count()
    (closed,), (counted,) = lines(services, "polls.closed"), lines(services, "polls.counted")
    assert (closed.data["marks"], closed.data["ballots"]) == (3, {"1": 3, "2": 3})
    assert counted.data["ballots"] == {"1": 3, "2": 3}
    assert len(counted.data["definition"]) == 64


def test_failed_log_ins_are_totals_at_pause_and_close_and_name_nobody(services: Services) -> None:
    services.organiser.set_first("correct horse battery")
    services.polls.open()
    services.accounts.sign_up("kim@example.org", "김철수", "password!")
    for _ in range(2):
        with pytest.raises(ElectionError):
            services.accounts.log_in("kim@example.org", "wrong password")
    with pytest.raises(ElectionError):
        services.organiser.check("wrong horse battery")
    assert not lines(services, "log_in.failed")
    services.polls.pause()
    services.polls.close()
    (failed,) = lines(services, "log_in.failed")
    assert failed.data == {"organiser": 1, "password": 2}
    assert "kim" not in (text := log_text(services))
    assert "김철수" not in text


def log_text(services: Services) -> str:
    return "\n".join(line.text for line in services.polls._store.read(lambda snapshot: snapshot.log()))


def test_passphrases_settings_and_files_are_noted(services: Services) -> None:
    services.organiser.set_first("correct horse battery")
    services.organiser.change("correct horse battery", "another horse battery")
    services.desk_passphrase.make_pin()
    services.settings.save(services.settings.read())
    assert [act.data["whose"] for act in lines(services, "passphrase.set")] == [
        "organiser",
        "organiser",
        "desk",
    ]
    assert not lines(services, "settings.changed")
    services.settings.save(replace(services.settings.read(), network="off", dots_per_mm=4.5))
    (changed,) = lines(services, "settings.changed")
    assert changed.data == {"network": "off", "dots_per_mm": "4.5"}
    for _ in range(2):
        services.copies.note(CopyKind.NAMES, "김철수.csv")
    services.copies.note(CopyKind.EXPORT, "results.csv")
    assert [act.data for act in lines(services, "file.made")] == [{"kind": "names"}, {"kind": "export"}]


def test_starts_and_stops_are_noted_and_a_start_after_a_crash_as_such(path: Path) -> None:
    for at, services in enumerate(itertools.chain(begin(path), iter(()))):
        assert not at
        with noting_runs(services.program_log, services.outages, after=0):
            pass
        assert [act.what for act in lines(services, "program.started", "program.stopped")] == [
            "program.started",
            "program.stopped",
        ]
        with pytest.raises(RuntimeError), noting_runs(services.program_log, services.outages, after=0):
            raise RuntimeError
        with noting_runs(services.program_log, services.outages, after=0):
            pass
        started = lines(services, "program.started")
        assert [act.data["before"] for act in started] == ["first", "stopped", "broke_off"]
        assert len(started[0].data["digest"]) == 64


def test_whatever_was_cast_and_in_whatever_order_the_log_is_the_same(tmp_path: Path) -> None:
    """No line, and no digest but that of the pause, tells anything of a ballot."""
    told = []
    for at, choices in enumerate(([1] * 25 + [2] * 25, [3, 1] * 25, [2] * 50)):
        for services in begin(tmp_path / f"{at}"):
            services.polls.open()
            head = services.log.head()
            vote(services, *choices[:30])
            assert services.log.head() == head
            services.polls.pause()
            services.polls.resume()
            head = services.log.published_head()
            vote(services, *choices[30:])
            assert services.log.published_head() == head
            services.polls.close()
            told.append([(act.what, comparable(act.data)) for act in services.polls.acts()])
    assert told[0] == told[1] == told[2]


def comparable(data: Any) -> str:
    """Data without what is random or the election's own."""
    return json.dumps(
        {name: each for name, each in data.items() if name not in ("digest", "definition", "key")}
    )


# --- who tampers with it -------------------------------------------------------------------------------


def change_a_line(rows: dict[int, dict[str, Any]], _start: str) -> dict[int, dict[str, Any]]:
    return {number: {**row, "why": "nothing"} if number == 2 else row for number, row in rows.items()}


def take_one_out(rows: dict[int, dict[str, Any]], _start: str) -> dict[int, dict[str, Any]]:
    return {number: row for number, row in rows.items() if number != 2}


def cut_off(rows: dict[int, dict[str, Any]], _start: str) -> dict[int, dict[str, Any]]:
    return {number: row for number, row in rows.items() if number < max(rows)}


def cut_off_all(_rows: dict[int, dict[str, Any]], _start: str) -> dict[int, dict[str, Any]]:
    return {}


def replace_all(rows: dict[int, dict[str, Any]], start: str) -> dict[int, dict[str, Any]]:
    """Another chain, as well formed and one line longer."""
    other = [{**row, "why": "as it should be"} for row in rows.values()]
    return chained([*other, {**other[-1], "n": len(other) + 1}], start)


def without_hashes(rows: dict[int, dict[str, Any]], start: str) -> dict[int, dict[str, Any]]:
    return {
        number: {name: each for name, each in row.items() if name != "hash"}
        for number, row in change_a_line(rows, start).items()
    }


TAMPERED: list[tuple[Callable[..., dict[int, dict[str, Any]]], LogFault, int]] = [
    (change_a_line, LogFault.CHANGED, 2),
    (take_one_out, LogFault.CHANGED, 2),
    (cut_off, LogFault.CUT_OFF, 4),
    (cut_off_all, LogFault.CUT_OFF, 4),
    (replace_all, LogFault.REPLACED, 4),
    (without_hashes, LogFault.REPLACED, 4),
]


def tamper(services: Services, how: Callable[..., dict[int, dict[str, Any]]]) -> None:
    def work(tables: Tables) -> None:
        acts = tables["acts"]
        rows = {row.doc_id: dict(row) for row in acts.all()}
        start = services.polls._store.read(lambda snapshot: snapshot.log_start())
        acts.remove(doc_ids=list(rows))
        for number, row in how(rows, start).items():
            acts.insert_as(number, row)

    engine_of(services.polls._store).write(work)


@pytest.mark.parametrize(
    ("how", "fault", "number"), TAMPERED, ids=lambda each: getattr(each, "__name__", None)
)
def test_who_tampers_with_it_is_found_out_at_the_next_start_for_good(
    path: Path, how: Callable[..., dict[int, dict[str, Any]]], fault: LogFault, number: int
) -> None:
    for services in begin(path):
        for step in ("open", "pause", "resume"):
            getattr(services.polls, step)()
        assert services.log.check().holds
        assert not services.program_log.broken()
        tamper(services, how)
    for _ in range(2):
        with opened(path, CHEAP) as again:
            assert again.program_log.broken()
            with again.library.current() as election:
                assert FoundFault(fault, number) in election.log.check().faults
                election.log.note("file.made", {"kind": "export"})  # it goes on, and is known all the same


def test_an_untouched_log_holds_after_a_crash_of_the_kiosk_s_note(path: Path) -> None:
    """The log may be ahead of what the kiosk has noted: it was killed in between."""
    for services in begin(path):
        known = services.program_log
        services.polls.open()
        store = services.polls._store
        store.watch_log(lambda _head: None)
        services.polls.pause()
        assert not known.broken()
    with opened(path, CHEAP) as again:
        assert not again.program_log.broken()


def test_polls_open_on_a_broken_log_only_for_a_reason(path: Path) -> None:
    for services in begin(path):
        services.organiser.set_first("correct horse battery")
        tamper(services, cut_off)
    with opened(path, CHEAP) as again:
        services = whole(again)
        with pytest.raises(LogBroken):
            services.polls.open()
        assert services.polls.election().state is PollsState.DRAFT
        services.polls.open(why="the disk was repaired")
        (act,) = lines(services, "polls.opened")
        assert (act.why, act.data["log"]) == ("the disk was repaired", "broken")


def test_the_log_of_another_election_is_not_taken_for_this_one_s(services: Services) -> None:
    other = services.library.create(DRAFT)
    with services.library.held(other) as election:
        election.polls.open()
        theirs = {line.number: line for line in election.log.check().lines}
    assert theirs
    tamper(
        services,
        lambda _rows, _start: {
            number: {**json.loads(line.text), "hash": line.hash} for number, line in theirs.items()
        },
    )
    assert not services.log.holds()


def test_every_kind_is_about_something() -> None:
    assert {group_of(rule.act) for rule in STEPS.values()} == {ActGroup.POLLS}
    assert group_of("no.such") is ActGroup.PROGRAM
    assert digest(b"") != digest(b"x")
    assert STEPS[Step.OPEN].act == "polls.opened"
