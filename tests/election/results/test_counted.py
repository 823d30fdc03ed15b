"""Rounds, pairs and scores in exports and on sheets."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest

from election.printing.documents import Drawing, Table, Text, document_pdf
from election.results.exports import Format, export
from election.results.report import Results
from election.results.rounds_file import rounds_csv
from election.results.sheets import Sheets
from tests.election.voting.conftest import definition, hold

__all__ = ["hold"]
ORDER = {"ties": {"by": "order", "order": [3, 2, 1], "made": "drawn"}}
THREE = ["Kim", "Lee", "Park"]
RANKINGS: list[Any] = [((1,), (2,))] * 4 + [((2,), (1,))] * 3 + [((3,), (2,)), ((3,),), ()]
SCORES: list[Any] = [{1: 5, 2: 3}] * 4 + [{2: 5}] * 5 + [{}]


def report(hold: Any, kind: str) -> Any:
    ballots = SCORES if kind in ("star", "score") else RANKINGS
    given = definition({"kind": kind, "rule": ORDER, "candidates": THREE})
    return Results(hold(given, {1: [{1: each} for each in ballots]})).report()


def test_the_log_is_enough_to_draw_every_round_again(hold: Any) -> None:
    values = json.loads(export(report(hold, "irv"), Format.JSON, "abc", "en"))
    count = values["contests"][0]["count"]
    assert count["places"] == [1, 2, 3]
    assert count["declared_order"] == [3, 2, 1]
    rounds = count["log"]["rounds"]
    assert [each["votes"] for each in rounds] == [[4, 3, 2], [4, 4, 0], [7, 0, 0]]
    assert rounds[1]["transfers"] == {"from": 2, "to": {"1": 1, "left_over": 1}}
    assert count["log"]["ties"][0]["steps"][0]["by"] == "lookback"
    for before, after in pairwise(rounds):
        drawn = list(before["votes"])
        drawn[after["transfers"]["from"]] = 0
        for to, number in after["transfers"]["to"].items():
            if to != "left_over":
                drawn[int(to)] += number
        assert drawn == after["votes"]


@pytest.mark.parametrize("kind", ["irv", "stv_scottish", "condorcet", "star", "score", "approval"])
@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_method_is_exported_and_printed(hold: Any, kind: str, form: Format, language: str) -> None:
    whole = report(hold, kind)
    assert whole.hold
    assert export(whole, form, "abc", language)
    document = Sheets(language, datetime(2026, 1, 1, tzinfo=UTC)).results(whole)
    tables = [each for each in document.blocks if isinstance(each, Table)]
    assert all(len(row) == len(table.titles) == len(table.wide) for table in tables for row in table.rows)


def rows_of(report: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(rounds_csv(report, "en").decode("utf-8-sig"), newline="")))


def test_the_table_of_the_log_has_every_round(hold: Any) -> None:
    rounds = rows_of(report(hold, "irv"))
    shown = [(row["round or score"], row["candidate"], row["number"], row["change"]) for row in rounds[4:8]]
    assert shown == [
        ("2", "Kim", "4", "0"),
        ("2", "Lee", "4", "1"),
        ("2", "Park", "0", "-2"),
        ("2", "No longer counting", "1", "1"),
    ]
    assert [row["outcome"] for row in rounds if row["outcome"]] == ["excluded", "elected", "excluded"]


def test_the_table_of_the_log_has_every_pair(hold: Any) -> None:
    pairs = {(row["candidate"], row["over"]): row["number"] for row in rows_of(report(hold, "condorcet"))}
    assert (pairs["Kim", "Lee"], pairs["Lee", "Kim"], len(pairs)) == ("4", "4", 6)


def test_the_table_of_the_log_has_every_score(hold: Any) -> None:
    scores = [row["number"] for row in rows_of(report(hold, "score")) if row["candidate"] == "Kim"]
    assert scores == ["5", "0", "0", "0", "0", "4"]


def test_the_table_of_the_log_has_the_run_off_with_pairs_and_scores(hold: Any) -> None:
    rows = rows_of(report(hold, "star"))
    assert [(row["candidate"], row["number"], row["outcome"]) for row in rows[:2]] == [
        ("Kim", "4", ""),
        ("Lee", "5", "elected"),
    ]
    assert {row["table"] for row in rows} == {
        "run-off: ballots",
        "pairs: ballots",
        "scores: ballots",
    }


def test_fractions_of_votes_keep_their_five_decimals(hold: Any) -> None:
    rule = {**ORDER, "seats": 2}
    given = definition({"kind": "stv_scottish", "rule": rule, "candidates": THREE})
    ballots = [((1,), (2,))] * 4 + [((2,),)] * 1 + [((3,),)] * 2
    rows = rows_of(Results(hold(given, {1: [{1: each} for each in ballots]})).report())
    assert ("2", "Lee", "2.0", "1.0") in {
        (row["round or score"], row["candidate"], row["number"], row["change"]) for row in rows
    }


def test_a_name_like_a_formula_is_none_in_the_table(hold: Any) -> None:
    given = definition({"kind": "irv", "rule": ORDER, "candidates": ["=1+1", "Lee", "Park"]})
    rows = rows_of(Results(hold(given, {1: [{1: each} for each in RANKINGS]})).report())
    assert rows[0]["candidate"] == "'=1+1"


def test_rounds_and_their_sentences_are_on_the_sheet(hold: Any) -> None:
    document = Sheets("en", datetime(2026, 1, 1, tzinfo=UTC)).results(report(hold, "irv"))
    tables = [each for each in document.blocks if isinstance(each, Table)]
    assert [list(row) for row in tables[1].rows] == [
        ["Kim", "4", "4", "7 elected"],
        ["Lee", "3", "4", "0 excluded"],
        ["Park", "2", "0 excluded", ""],
        ["No longer counting", "0", "1", "2"],
    ]
    said = " ".join(each.words for each in document.blocks if isinstance(each, Text))
    assert "Round 2: Park is excluded. Moved: Lee +1, no longer counting +1." in said
    assert "At the end of round 1: Kim 4, Lee 3" in said


def test_pairs_and_scores_are_on_the_sheet(hold: Any) -> None:
    document = Sheets("en", datetime(2026, 1, 1, tzinfo=UTC)).results(report(hold, "star"))
    _, scores, pairs = [each for each in document.blocks if isinstance(each, Table)]
    assert list(scores.rows[0]) == ["Kim", "2.22", "4", "0", "0", "0", "0", "5"]
    assert list(pairs.rows[1]) == ["2. Lee", "5", "", "9"]


@pytest.mark.parametrize("kind", ["irv", "stv_scottish"])
def test_how_votes_went_is_drawn_on_the_sheet(hold: Any, kind: str) -> None:
    whole = report(hold, kind)
    documents = Sheets("ko", datetime(2026, 1, 1, tzinfo=UTC))
    blocks = documents.results(whole).blocks
    (drawing,) = [each for each in blocks if isinstance(each, Drawing)]
    assert "Kim" in drawing.svg
    assert "위의 표에 같은 수가 있습니다" in drawing.about
    with_it = document_pdf(documents.results(whole))
    assert b"pdfuaid" in with_it
    without = replace(documents.results(whole), blocks=[each for each in blocks if each is not drawing])
    assert len(with_it) > len(document_pdf(without))


def test_a_count_of_one_round_is_not_drawn(hold: Any) -> None:
    given = definition({"kind": "irv", "rule": ORDER, "candidates": THREE})
    whole = Results(hold(given, {1: [{1: ((1,),)}] * 3})).report()
    blocks = Sheets("en", datetime(2026, 1, 1, tzinfo=UTC)).results(whole).blocks
    assert not [each for each in blocks if isinstance(each, Drawing)]


@pytest.mark.parametrize(
    ("language", "circle"),
    [
        ("en", "They beat each other in a circle: Kim over Lee 11:5, Lee over Park 12:4, Park over Kim 9:7"),
        ("ko", "맞대결에서 돌아가며 서로 이겼습니다: Kim이 Lee를 11:5, Lee가 Park을 12:4, Park이 Kim을 9:7"),
    ],
)
def test_a_circle_is_spelled_out_on_the_sheet(hold: Any, language: str, circle: str) -> None:
    given = definition({"kind": "condorcet", "rule": ORDER, "candidates": THREE})
    ballots = [((1,), (2,), (3,))] * 7 + [((2,), (3,), (1,))] * 5 + [((3,), (1,), (2,))] * 4
    whole = Results(hold(given, {1: [{1: each} for each in ballots]})).report()
    blocks = Sheets(language, datetime(2026, 1, 1, tzinfo=UTC)).results(whole).blocks
    said = [each.words for each in blocks if isinstance(each, Text)]
    assert circle in [each.replace("\u2068", "").replace("\u2069", "") for each in said]
