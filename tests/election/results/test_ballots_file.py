"""The markings of ballots as files: alike ones together, in one order, equal to the counts."""

import csv
import io
from collections import Counter
from typing import Any

import pytest

from election.errors import ResultsHidden
from election.models import Marking, PollsState
from election.results.ballots_file import (
    NotOneRanking,
    ballots_blt,
    ballots_csv,
    tells_many_apart,
    usual_form,
)
from election.results.report import BoxClosed, MarkingsUndeclared, Results
from election.voting.ballot_files.blt import read_blt
from tests.election.voting.conftest import definition, hold

__all__ = ["hold"]
ORDER = {"ties": {"by": "order", "order": [3, 2, 1], "made": "drawn"}}
THREE = ["Kim", "=1+1", "Park"]
KINDS: dict[str, list[Any]] = {
    "choose": [(1,)] * 3 + [(2,), ()],
    "approval": [(1, 2)] * 3 + [(2,), ()],
    "yes_no": [{1: "yes", 2: "no"}] * 3 + [{3: "abstain"}, {}],
    "irv": [((1,), (2,))] * 3 + [((3,),), ()],
    "score": [{1: 5, 2: 0}, {1: 5}, {1: 5, 2: 0, 3: 0}, {2: 5}, {}],
    "star": [{1: 5, 2: 0}, {1: 5}, {1: 5, 2: 0, 3: 0}, {2: 5}, {}],
}
RANKINGS: list[Any] = [((1,), (2,))] * 4 + [((2,), (1,))] * 3 + [((3,), (2,)), ((3,),), ()]


def made(kind: str, **more: Any) -> dict[str, Any]:
    rule = {"rule": ORDER} if kind in ("irv", "star") else {}
    return definition({"kind": kind, "candidates": THREE, **rule, **more}, markings_public=True)


def results(hold: Any, given: Any, ballots: list[Marking], **how: Any) -> Results:
    return Results(hold(given, {1: [{1: each} for each in ballots]}, **how))


def rows_of(file: bytes) -> list[tuple[str, str]]:
    rows = csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline=""))
    return [(row["marking"], row["ballots"]) for row in rows]


@pytest.mark.parametrize("kind", KINDS)
def test_alike_ones_are_together_and_in_one_order_whoever_came_first(hold: Any, kind: str) -> None:
    ballots = KINDS[kind]
    whole = results(hold, made(kind), [*ballots[1::2], *ballots[0::2]])
    election, boxes = whole.markings()
    (report,) = whole.report().contests
    (box,) = boxes
    assert box is not None
    assert report.result is not None
    assert box.ballots == report.result.ballots == 5
    assert [*box.numbers] == sorted(box.numbers)
    assert sorted(box.numbers.values()) == [1, 1, 3]
    assert box.numbers[()] == report.result.blank
    rows = rows_of(ballots_csv(election, boxes, "en"))
    assert (rows[0], len(rows)) == (("blank", "1"), 3)
    assert not [text for text, _ in rows if text.startswith("=")]


def test_votes_in_the_table_are_those_of_the_count(hold: Any) -> None:
    whole = results(hold, made("approval"), [(1, 2), (2,), (2, 3), (2,), ()])
    _, (box,) = whole.markings()
    (report,) = whole.report().contests
    assert box is not None
    assert report.result is not None
    votes = Counter[int]()
    for marking, number in box.numbers.items():
        votes.update(dict.fromkeys(marking, number))
    assert {each.candidate.id: each.votes for each in report.result.counts} == votes


def test_rankings_read_back_are_those_that_were_counted(hold: Any) -> None:
    election, boxes = results(hold, made("irv"), RANKINGS).markings()
    assert usual_form(election) == "blt"
    file = ballots_blt(election, boxes, "en")
    read = read_blt(io.BytesIO(file))
    assert (read.names, read.seats) == (tuple(THREE), 1)
    counts = {(0, 1): 4, (1, 0): 3, (2, 1): 1, (2,): 1, (): 1}
    assert read.rankings.counts == {bytes(ranking): number for ranking, number in counts.items()}


@pytest.mark.parametrize("state", [PollsState.OPEN, PollsState.CLOSED, PollsState.ANNULLED])
def test_before_the_count_there_are_none(hold: Any, state: PollsState) -> None:
    with pytest.raises(ResultsHidden):
        results(hold, made("irv"), RANKINGS, state=state).markings()


def test_undeclared_there_are_none(hold: Any) -> None:
    with pytest.raises(MarkingsUndeclared):
        results(hold, made("irv") | {"markings_public": False}, RANKINGS).markings()


def test_no_ballot_of_a_box_that_a_quorum_keeps_closed(hold: Any) -> None:
    quorum = {"share": "at least 1/2", "below": "not_opened"}
    closed = {"kind": "irv", "candidates": THREE, "rule": {**ORDER, "quorum": quorum}}
    both = definition(closed, {}, markings_public=True)
    ballots = {1: [{1: ((1,),), 2: (4,)}] * 2}
    election, boxes = Results(hold(both, ballots, away={1: 9})).markings()
    assert boxes[0] is None
    assert rows_of(ballots_csv(election, boxes, "en")) == [("1. Kim", "2")]
    with pytest.raises(BoxClosed):
        ballots_blt(election, boxes, "en")


def test_where_every_box_stays_closed_it_is_said(hold: Any) -> None:
    quorum = {"share": "at least 1/2", "below": "not_opened"}
    given = definition({"rule": {"quorum": quorum}}, markings_public=True)
    with pytest.raises(BoxClosed):
        results(hold, given, [(1,)], away={1: 9}).markings()


def test_blt_has_one_contest_of_rankings(hold: Any) -> None:
    election, boxes = results(hold, made("choose"), [(1,)]).markings()
    assert usual_form(election) == "csv"
    with pytest.raises(NotOneRanking):
        ballots_blt(election, boxes, "en")


@pytest.mark.parametrize(("single", "tells"), [(1, False), (2, True)])
def test_more_than_a_tenth_with_markings_of_their_own_is_warned_of(
    hold: Any, single: int, tells: bool
) -> None:
    alone: list[Any] = [((2,),), ((3,),)][:single]
    ballots: list[Any] = [((1,),)] * (10 - single) + alone
    _, boxes = results(hold, made("irv"), ballots).markings()
    assert tells_many_apart(boxes) is tells
