"""Exports say what the ballots say, whatever the names are, and of a closed box nothing."""

import csv
import io
import json
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from election.errors import ResultsHidden
from election.i18n.catalogue import LANGUAGES, catalogue
from election.models import Marking, PollsState
from election.printing.documents import Table
from election.results.exports import Format, Mark, export, file_name
from election.results.report import Report, Results, sums_of
from election.results.sheets import Sheets
from election.spreadsheets import unescaped
from election.voting.methods import METHODS
from election.voting.methods.kinds import COUNTED, RANKED, SCORED
from tests.election.results.conftest import ID, Ballot, box, report_of

NOW = datetime(2026, 11, 28, tzinfo=UTC)
NAMES = ["=1+1", "한서윤", "+82 10", "@kim", "O'Hara", '"quoted", with a comma']
OPENED_BY_ALL = {"share": "at least 1/1", "below": "not_opened"}


def definition(**more: Any) -> dict[str, Any]:
    president = {"title": {"ko": "회장", "en": "=President"}, "candidates": NAMES, "options": {"most": 2}}
    members = {"title": {"en": "Members"}, "kind": "yes_no", "candidates": ["Yoon", "-Lee"]}
    return {
        "title": {"ko": "동아리", "en": "Club"},
        "live_results": False,
        "contests": [president | more, members],
    }


CHOSEN = st.sets(st.integers(1, 6), max_size=2).map(lambda ids: tuple(sorted(ids)))
ANSWERS = st.dictionaries(st.sampled_from([7, 8]), st.sampled_from(["yes", "no", "abstain"]))
BALLOTS: st.SearchStrategy[list[Ballot]] = st.lists(
    st.builds(lambda chosen, answers: {1: chosen, 2: answers}, CHOSEN, ANSWERS), max_size=12
)


def rows_of(report: Report, form: Format, language: str) -> list[dict[str, str]]:
    """Return the table of an export as texts, its titles in place of the columns' names."""
    made = export(report, form, ID, language)
    if form is Format.CSV:
        table = [
            [unescaped(cell) for cell in row] for row in csv.reader(io.StringIO(made.decode("utf-8-sig")))
        ]
    else:
        table = [[_text(cell) for cell in row] for row in _sheet(made)]
    return [dict(zip(table[0], row, strict=True)) for row in table[1:]]


def _sheet(made: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()


def _text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) else str(cell)


@settings(max_examples=25)
@given(BALLOTS, st.sampled_from([Format.CSV, Format.XLSX]), st.sampled_from(list(LANGUAGES)))
def test_every_export_says_what_the_ballots_say(ballots: list[Ballot], form: Format, language: str) -> None:
    report = report_of(definition(), ballots, away=3)
    votes = Counter(each for ballot in ballots for each in ballot[1])
    answers = Counter(pair for ballot in ballots for pair in dict(ballot[2]).items())
    title = {name: catalogue().text(f"export.{name}", language) for name in ("candidate", "cast", "sums")}
    names = ("valid", "blank", "abstained", "votes", "yes", "no", "abstain", "unanswered")
    title |= {name: catalogue().text(f"export.{name}", language) for name in names}
    rows = rows_of(report, form, language)
    assert [row[title["candidate"]] for row in rows] == [*NAMES, "Yoon", "-Lee"]
    for at, row in enumerate(rows[:6], start=1):
        assert row[title["votes"]] == str(votes[at])
    for candidate, row in zip((7, 8), rows[6:], strict=True):
        found = [row[title[name]] for name in ("yes", "no", "abstain")]
        assert found == [str(answers[candidate, answer]) for answer in ("yes", "no", "abstain")]
        assert sum(map(int, found)) + int(row[title["unanswered"]]) == len(ballots)
    right = catalogue().text("export.sums.right", language)
    for row in rows:
        assert row[title["sums"]] == right
        parts = [int(row[title[name]]) for name in ("valid", "blank", "abstained")]
        assert sum(parts) == int(row[title["cast"]]) == len(ballots)

    told = json.loads(export(report, Format.JSON, ID, language))
    assert told["sums_hold"] is True
    assert {each["candidate"]: each["votes"] for each in told["contests"][0]["counts"]} == {
        at: votes[at] for at in range(1, 7)
    }
    assert told["contests"][0]["sums"]["blank"] == sum(not ballot[1] for ballot in ballots)
    only_abstained = sum(set(dict(ballot[2]).values()) == {"abstain"} for ballot in ballots)
    assert told["contests"][1]["sums"]["abstain"] == only_abstained
    elected = [each["name"] for each in told["contests"][0]["counts"] if each["mark"] == Mark.ELECTED]
    assert set(elected) == {each.name for each in report.contests[0].outcome.elected}


def test_no_cell_of_an_xlsx_is_a_formula() -> None:
    cells = _sheet(export(report_of(definition(), [{1: (1,), 2: {}}]), Format.XLSX, ID, "en"))
    assert cells[1][10] == "=1+1"  # a formula would be read as its value


@pytest.mark.parametrize("form", Format)
def test_a_box_that_its_quorum_keeps_closed_is_in_no_export(form: Format) -> None:
    one, other = ([{1: (at,), 2: {}}] for at in (1, 2))
    closed = definition(rule={"quorum": OPENED_BY_ALL})
    made = {form: [export(report_of(closed, ballots, away=1), form, ID, "en") for ballots in (one, other)]}
    first, second = made[form]
    if form is Format.XLSX:  # which keeps the time it was written at
        assert _sheet(first) == _sheet(second)
    else:
        assert first == second
        assert NAMES[1] not in first.decode()
    if form is Format.JSON:
        contest = json.loads(first)["contests"][0]
        assert contest["decision"] == "not_opened"
        assert not {"counts", "sums", "elected", "tie", "run_off"} & contest.keys()


@pytest.mark.parametrize("form", Format)
def test_practice_is_marked_in_each(form: Format) -> None:
    report = report_of(definition() | {"practice": True}, [{1: (1,), 2: {}}])
    made = export(report, form, ID, "en")
    if form is Format.JSON:
        assert json.loads(made)["election"]["practice"] is True
    else:
        titles = {row["election"] for row in rows_of(report, form, "en")}
        assert titles == {"PRACTICE · Club"}
    assert file_name(ID, form, practice=True).startswith("practice-")


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize("state", [each for each in PollsState if not each.is_counted])
def test_before_the_count_there_is_no_report(state: PollsState, live: bool) -> None:
    given = definition() | {"live_results": live}
    with box(given, [{1: (1,), 2: {}}], state=state) as store, pytest.raises(ResultsHidden):
        Results(store).report()


# --- the sums ------------------------------------------------------------------------------------------


def test_sums_tell_blank_ballots_from_abstentions() -> None:
    report = report_of(definition(), [{1: (1, 2), 2: {7: "abstain"}}, {1: (), 2: {}}])
    president, members = (each.sums for each in report.contests)
    assert president is not None
    assert members is not None
    assert (president.valid, president.blank, president.votes, president.possible) == (1, 1, 2, 4)
    assert (members.valid, members.blank, members.abstain) == (0, 1, 1)
    assert report.hold


def test_what_does_not_add_up_is_said() -> None:
    contest = report_of(definition(), []).contests[0].contest
    right = sums_of(contest, 2, [(1,), ()], {1: 1})
    assert right.hold
    for wrong in (
        sums_of(contest, 3, [(1,), ()], {1: 1}),  # a mark without a ballot
        sums_of(contest, 1, [(1,), ()], {1: 1}),  # a ballot without a mark
        sums_of(contest, 2, [(1,), ()], {1: 2}),  # counted otherwise
        sums_of(contest, 2, [(1,), ()], {2: 1}),
    ):
        assert not wrong.hold


@pytest.mark.parametrize(
    ("kind", "marking", "unit"),
    [
        ("score", {1: 5, 2: 3}, "points"),
        ("irv", ((1,), (2,)), "first_preferences"),
        ("approval", (1, 2), "votes"),
    ],
)
def test_what_is_counted_is_named(kind: str, marking: Marking, unit: str) -> None:
    ties = {"by": "order", "order": [1, 2], "made": "typed"}
    contest = {"title": {"en": "?"}, "kind": kind, "candidates": ["A", "B"], "rule": {"ties": ties}}
    given = {"title": {"en": "Club"}, "live_results": False, "contests": [contest]}
    report = report_of(given, [{1: marking}])
    assert report.hold
    told = json.loads(export(report, Format.JSON, ID, "en"))["contests"][0]
    assert told["counts_are"] == unit
    (first, _) = rows_of(report, Format.CSV, "en")
    assert first["counted are"] == catalogue().text(f"sheet.column.{unit}", "en")
    table = next(each for each in Sheets("en", NOW).results(report).blocks if isinstance(each, Table))
    assert (catalogue().text("sheet.column.share", "en") in table.titles) is (unit == "votes")


@pytest.mark.parametrize("kind", METHODS)
def test_a_quorum_of_the_whole_election_keeps_every_kind_closed(kind: str) -> None:
    contest: dict[str, Any] = {"title": {"en": "?"}, "kind": kind, "candidates": ["A", "B", "C"]}
    if kind in COUNTED:
        contest["rule"] = {"ties": {"by": "order", "order": [1, 2, 3], "made": "typed"}}
    quorum = {"share": "at least 1/1", "below": "not_opened"}
    given = {"title": {"en": "Club"}, "live_results": False, "contests": [contest], "quorum": quorum}
    ranked: list[Marking] = [((1,), (2,)), ((2,), (1,))]
    marked: list[Marking] = [(1,), (2,)]
    scored: list[Marking] = [{1: 5, 2: 3}, {1: 3, 2: 5}]
    answered: list[Marking] = [{1: "yes"}, {2: "yes"}]
    markings = ranked if kind in RANKED else scored if kind in SCORED else marked
    markings = answered if kind == "yes_no" else markings
    reports = [report_of(given, [{1: marking}], away=1) for marking in markings]
    for form in (Format.CSV, Format.JSON):
        first, second = (export(report, form, ID, "en") for report in reports)
        assert first == second
    sheets = Sheets("en", NOW)
    assert [sheets.results(report).blocks for report in reports[:1]] == [
        sheets.results(report).blocks for report in reports[1:]
    ]
    opened = [report_of(given, [{1: marking}]) for marking in markings]
    first, second = (export(report, Format.JSON, ID, "en") for report in opened)
    assert first != second


@pytest.mark.parametrize(("language", "title"), [("ko", "회칙 개정"), ("en", "New statutes")])
def test_a_motion_is_named_as_the_reader_knows_it(language: str, title: str) -> None:
    motion = {"title": {"ko": "회칙 개정", "en": "New statutes"}, "kind": "yes_no", "candidates": []}
    report = report_of(definition() | {"contests": [motion]}, [{1: {0: "yes"}}])
    assert [list(row.values())[10] for row in rows_of(report, Format.CSV, language)] == [title]
    (table,) = (each for each in Sheets(language, NOW).results(report).blocks if isinstance(each, Table))
    assert [row[1] for row in table.rows] == [title]
