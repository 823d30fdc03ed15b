"""Rows of people who vote by a slip, by a code and by a password cannot be told apart, and no row of a code
changes when somebody votes with it.
"""

import json
from typing import Any

from election.store.port import Store
from election.voters.desk import Desk
from tests.election.store.json.raw import engine_of
from tests.election.voters.codes import CODE_KEY, id_of, put_codes
from tests.services import Services


def rows(store: Store, table: str) -> dict[int, dict[str, Any]]:
    return engine_of(store).read(lambda tables: {row.doc_id: dict(row) for row in tables[table].all()})


def lines(store: Store, table: str) -> dict[int, bytes]:
    return engine_of(store).read(lambda tables: dict(tables[table].lines()))


def vote(services: Services, code: str) -> None:
    voter = services.code_log_in.log_in(code)
    services.ballots.cast(voter.id, {1: (2,)}, code=voter.code)


def test_marks_and_ballots_have_one_form_whichever_way_somebody_came(
    services: Services, store: Store
) -> None:
    people = [services.accounts.sign_up(f"{each}@example.org", each, "correct horse") for each in "ab"]
    slips, (code,) = put_codes(store, 3), put_codes(store, 0, people=(people[0].id,))
    before = lines(store, "codes")
    for each in (slips[0], code):
        vote(services, each.shown)
    services.ballots.cast(people[1].id, {1: (2,)})
    assert lines(store, "codes") == before  # used and unused ones alike
    marks, ballots = rows(store, "marks"), rows(store, "ballots")
    assert set(marks) == {id_of(slips[0]), people[0].id, people[1].id}
    assert {(*row, len(row["tag"])) for row in marks.values()} == {("tag", 32)}
    assert {json.dumps(row) for row in ballots.values()} == {json.dumps({"contest": 1, "marking": [2]})}
    assert not set(ballots) & (set(marks) | set(before))


def test_ids_of_slips_and_of_people_are_drawn_from_one_range(services: Services, store: Store) -> None:
    """So that the length of a mark's line tells nothing either."""
    slips = [id_of(each) for each in put_codes(store, 2_000)]
    halves = [sum(each < 2**62 for each in slips), sum(each >= 2**62 for each in slips)]
    assert min(halves) > 800
    assert max(slips) < 2**63


def test_the_desk_keeps_no_time_and_rows_of_one_length(services: Services, store: Store) -> None:
    people = [services.accounts.sign_up(f"{each}@example.org", each, "correct horse") for each in "abc"]
    put_codes(store, 3)
    desk = Desk(store, CODE_KEY, services.events)
    desk.check_in(people[0].id)
    desk.give(people[1].id)
    desk.give(people[2].id)
    desk.replace_lost(people[2].id, "lost")
    found = rows(store, "desk")
    assert sorted(json.dumps(row) for row in found.values()) == [
        '{"state": "came"}', '{"state": "slip"}', '{"state": "slip"}',
    ]  # fmt: skip
    assert services.polls.acts() == ()
    assert rows(store, "slip_notes") == {1: {"in_hand": None, "replaced": ["lost"]}}
