"""The event log: numbered without gaps, chained, and whole whatever happens."""

import hashlib
import json
import threading
from typing import Any

import pytest

from election.store.port import Act, LogHead, Store, Transaction
from tests.election.store.contract.engines import START, Engine

NOON = "2026-11-28T12:00:00+09:00"


def act(what: str, **data: Any) -> Act:
    return Act("organiser", what, "", NOON, (), data)


def note(store: Store, *acts: Act) -> None:
    def work(transaction: Transaction) -> None:
        for each in acts:
            transaction.add_act(each)

    store.write(work)


def check_chain(store: Store, whats: list[str]) -> None:
    """By nothing but the format: see the documentation of the pack."""
    lines = store.read(lambda snapshot: snapshot.log())
    assert [line.number for line in lines] == list(range(1, len(whats) + 1))
    before = START
    for number, (line, what) in enumerate(zip(lines, whats, strict=True), start=1):
        assert line.hash == hashlib.sha256(f"{before}\n{line.text}".encode()).hexdigest()
        values = json.loads(line.text)
        assert (values["n"], values["what"]) == (number, what)
        before = line.hash
    assert store.read(lambda snapshot: snapshot.log_head()) == LogHead(len(whats), before)


def test_an_empty_log_begins_at_its_start(store: Store) -> None:
    assert store.read(lambda snapshot: (snapshot.log(), snapshot.log_start())) == ((), START)
    assert store.read(lambda snapshot: snapshot.log_head()) == LogHead(0, START)


def test_a_line_tells_the_act_in_the_one_form_that_is_agreed(engine: Engine, store: Store) -> None:
    noted = Act("organiser", "polls.paused", "정전", NOON, ("Choi",), {"marks": 4, "digest": "ab"})
    note(store, noted)
    engine.reopen()
    (line,) = engine.store.read(lambda snapshot: snapshot.log())
    assert line.text == (
        '{"at":"2026-11-28T03:00:00Z","data":{"digest":"ab","marks":4},"n":1,"present":["Choi"],'
        '"role":"organiser","what":"polls.paused","why":"정전","zone":"+09:00"}'
    )
    assert line.act == noted
    assert engine.store.read(lambda snapshot: snapshot.acts()) == (noted,)


def test_lines_of_one_second_and_of_one_transaction_stay_in_order(engine: Engine, store: Store) -> None:
    whats = [f"a{number}" for number in range(12)]
    note(store, *map(act, whats[:5]))
    for what in whats[5:9]:
        note(engine.store, act(what))
    engine.crash()
    note(engine.store, *map(act, whats[9:]))
    engine.reopen()
    check_chain(engine.store, whats)


def test_what_is_refused_leaves_no_line_and_no_gap(store: Store) -> None:
    note(store, act("first"))

    def fail(transaction: Transaction) -> None:
        transaction.add_act(act("never"))
        raise LookupError

    for _ in range(3):
        with pytest.raises(LookupError):
            store.write(fail)
        note(store, act("kept"))
    check_chain(store, ["first", "kept", "kept", "kept"])


def test_two_who_write_at_once_make_one_chain(engine: Engine, store: Store) -> None:
    def add(name: str) -> None:
        for pending in [store.submit(lambda transaction: transaction.add_act(act(name))) for _ in range(20)]:
            pending.result()

    threads = [threading.Thread(target=add, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.crash()
    check_chain(engine.store, [each.what for each in engine.store.read(lambda snapshot: snapshot.acts())])
    assert len(engine.store.read(lambda snapshot: snapshot.acts())) == 60


def test_who_watches_is_told_of_each_addition_and_of_nothing_else(store: Store) -> None:
    told: list[LogHead] = []
    store.watch_log(told.append)
    store.write(lambda transaction: transaction.add_person("a@b", "a", "x"))
    note(store, act("one"), act("two"))
    with pytest.raises(LookupError):
        store.write(lambda transaction: (transaction.add_act(act("never")), {}["no"]))
    assert told == [store.read(lambda snapshot: snapshot.log_head())]
    assert told[0].number == 2
