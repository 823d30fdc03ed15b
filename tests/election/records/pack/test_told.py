"""What is told before a pack is given away, and the list for the committee."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from election.admin.copies import CopyKind
from election.errors import ResultsHidden
from election.records.pack.members import MembersUndeclared
from tests.election.records.pack.worlds import CHEAP, definition, held
from tests.services import opened

ORDER = {"ties": {"by": "order", "made": "typed", "order": [1, 2, 3]}}


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        ([], []),
        ([(1,)], ["one_voter"]),
        ([(1,)] * 12, ["unanimous"]),
        ([()] * 3, ["unanimous"]),
        ([(1,)] * 8 + [(2,)], ["few"]),
        ([(1,)] * 9 + [(2,)], []),
    ],
)
def test_what_the_result_itself_tells_is_said(marks: list[tuple[int, ...]], told: list[str]) -> None:
    with held(definition({}), [{1: each} for each in marks]) as election:
        of_results, of_pack = election.results.warnings(), election.packs.warnings()
    assert [each.key for each in of_results] == [f"results.warning.{key}" for key in told]
    assert of_pack == of_results, "in all that has the counts"


@pytest.mark.parametrize("public", [True, False])
def test_patterns_are_told_of_where_markings_are_public(public: bool) -> None:
    ballots = [{1: ((1,), (2,), (3,))}] * 8 + [{1: ((3,), (1,))}, {1: ((2,), (3,), (1,))}]
    with held(definition({"kind": "irv", "rule": ORDER}, markings_public=public), ballots) as election:
        found = [each.key for each in election.packs.warnings()]
        assert not election.results.warnings(), "they have no markings"
    assert found == (["pack.warning.patterns"] if public else [])


def test_nothing_is_told_of_a_box_that_stays_closed(tmp_path: Path) -> None:
    quorum = {"rule": {"quorum": {"share": "at least 1/1"}}}
    with held(definition(quorum), [{1: (1,)}]) as election:
        assert [each.key for each in election.packs.warnings()] == ["results.warning.one_voter"]
    assert warnings_with_one_away(quorum, tmp_path / "data") == []


def warnings_with_one_away(contest: dict[str, Any], path: Path) -> list[str]:
    """Return what is told of an election in which one of two voted."""
    with opened(path, CHEAP) as services:
        services.library.replace_current(services.library.create(definition(contest)))
        with services.library.current() as election:
            election.polls.open()
            for name in ("kim", "lee"):
                voter = election.accounts.sign_up(f"{name}@example.org", name, "correct horse")
            election.ballots.cast(voter.id, {1: (1,)})
            election.polls.close()
            with pytest.raises(ResultsHidden):
                election.results.warnings()
            election.polls.count()
            return [each.key for each in (*election.packs.warnings(), *election.results.warnings())]


# --- who took part -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_who_took_part_is_listed_for_the_committee_where_that_was_declared(tmp_path: Path) -> None:
    with held(definition({}, members_listed=True), [{1: (1,)}, {1: (2,)}]) as election:
        election.packs.make(tmp_path)
        file = election.packs.list_members(tmp_path, "en")
        rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))
        assert [row[1] for row in rows[1:]] == ["V0", "V1"]
        assert (CopyKind.NAMES, file.name) in [(each.kind, each.name) for each in election.copies.made()]
    assert file.stat().st_mode & 0o777 == 0o600


def test_else_there_is_no_such_list(tmp_path: Path) -> None:
    with held(definition({}), [{1: (1,)}]) as election, pytest.raises(MembersUndeclared):
        election.packs.list_members(tmp_path, "en")
    assert not list(tmp_path.iterdir())
