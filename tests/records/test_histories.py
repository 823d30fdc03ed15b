"""Packs of elections in which much happened: slips and codes, people added and removed, texts corrected,
candidates who withdrew, a tie and its lot, polls closed and opened again. All verifiers agree that they hold.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from election.election_services import ElectionServices
from election.services import Services
from election.setup.changes.candidates import ChangeCandidate
from election.setup.steps import ORGANISER
from election.voters.roll_files.entries import Entry
from tests.election.archive.test_series import begin, person_id, use
from tests.election.records.pack.worlds import CHEAP, definition, held
from tests.records.test_held import said_of
from tests.services import opened


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with opened(tmp_path / "data", CHEAP) as services:
        yield services


def check(election: ElectionServices, folder: Path) -> list[tuple[str, bool | None]]:
    """Hold the pack to all verifiers; return what they say of each check."""
    _, said = said_of(election, folder)
    assert [name for name, holds in said if holds is False] == []
    return said


@pytest.mark.slow
def test_slips_codes_and_a_roll_that_changes(services: Services, tmp_path: Path) -> None:
    codes = begin(services)
    with services.library.current() as election:
        election.desk.check_in(person_id(election, "3"))
        election.desk.give(person_id(election, "4"))
        for code in (*codes[:2], codes[4]):
            use(services, code, 1)
        election.roll.add(Entry(number="20", name="Late"), why="was forgotten")
        election.roll.add(Entry(number="21", name="Other"), why="was forgotten")
        election.roll.remove(person_id(election, "21"), why="is in another club")
        election.polls.pause()
        election.polls.close()
        election.polls.reopen("a queue at the door")
        use(services, codes[5], 2)
        election.polls.close()
        election.polls.count()
        check(election, tmp_path)


SLOW = pytest.mark.slow


@pytest.mark.parametrize("share", [pytest.param("at least 1/13", marks=SLOW), "at least 1/1"])
@pytest.mark.parametrize("below", ["not_opened", pytest.param("no_force", marks=SLOW)])
def test_a_quorum_of_those_who_came(services: Services, tmp_path: Path, share: str, below: str) -> None:
    quorum = {"share": share, "came": "present", "below": below}
    codes = begin(services, ways_in=["code", "slip", "desk"], quorum=quorum)
    with services.library.current() as election:
        for number in ("1", "2", "13"):
            election.desk.check_in(person_id(election, number))
        use(services, codes[3], 1)
        election.polls.close()
        election.polls.count()
        check(election, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["choose", pytest.param("yes_no", marks=SLOW)])
@pytest.mark.parametrize("votes", [pytest.param("stand", marks=SLOW), "void"])
@pytest.mark.parametrize("public", [pytest.param(True, marks=SLOW), False])
def test_a_candidate_withdraws_and_a_text_is_corrected(
    services: Services, tmp_path: Path, kind: str, votes: str, public: bool
) -> None:
    given = definition({"kind": kind, "withdrawn_votes": votes}, markings_public=public)
    services.library.replace_current(services.library.create(given))
    with services.library.current() as election:
        election.polls.open()
        for at, chosen in enumerate((1, 1, 2, 3, None)):
            voter = election.accounts.sign_up(f"{at}@example.org", f"V{at}", "correct horse")
            marking: Any = () if chosen is None else (chosen,)
            if kind == "yes_no":
                marking = {} if chosen is None else {chosen: "yes"}
            election.ballots.cast(voter.id, {1: marking})
        election.editing.withdraw(1, "is ill")
        label = ChangeCandidate(2, {"label": "하늘"})
        election.editing.correct(label, "was misspelt")
        election.polls.close()
        election.polls.count()
        check(election, tmp_path)


@pytest.mark.slow
def test_a_tie_before_and_after_its_lot(tmp_path: Path) -> None:
    with held(definition({}, {"options": {"most": 2}}), [{1: (1,)}, {1: (2,)}, {2: (4, 5)}]) as election:
        before, after = tmp_path / "before", tmp_path / "after"
        before.mkdir()
        after.mkdir()
        check(election, before)
        election.lots.enter(1, (2,), ("Kim", "Lee"), role=ORGANISER)
        check(election, after)
        assert next(before.iterdir()).read_bytes() != next(after.iterdir()).read_bytes()


@pytest.mark.slow
def test_votes_that_were_brought_along_and_styles(tmp_path: Path) -> None:
    brought = [{"name": "A", "carried_over": 3}, {"name": "B", "id": 7}]
    given = definition({"candidates": brought}, {}) | {"styles": [[1], [1, 2]]}
    with held(given, [{1: (1,)}, {1: (7,)}, {1: ()}]) as election:
        check(election, tmp_path)


@pytest.mark.slow
def test_one_that_went_on_on_another_computer(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with opened(tmp_path / "old", CHEAP) as old, opened(tmp_path / "new", CHEAP) as new:
        election_id = old.library.create(definition({}))
        old.library.replace_current(election_id)
        with old.library.current() as election:
            election.polls.open()
            voter = election.accounts.sign_up("kim@example.org", "Kim", "correct horse")
            election.ballots.cast(voter.id, {1: (1,)})
            election.polls.pause()
        old.take_over.copy_out(election_id, stick)
        new.take_over.continue_from(stick)
        new.library.use(election_id)
        with new.library.current() as election:
            election.polls.resume()
            voter = election.accounts.sign_up("lee@example.org", "Lee", "correct horse")
            election.ballots.cast(voter.id, {1: (2,)})
            election.polls.close()
            election.polls.count()
            check(election, tmp_path)
