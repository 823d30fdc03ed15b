"""Elections with the results they must give: some kept here, all where the set is beside the checkout."""

import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from election.models import Contest, ContestResult, Counts, Marking
from election.rules import (
    Base,
    BelowQuorum,
    BelowThreshold,
    OrderOrigin,
    Quorum,
    Rule,
    Share,
    Threshold,
    TieRule,
    Ties,
)
from election.voting.deciding.outcome import Outcome
from election.voting.methods import METHODS
from election.voting.methods.choose import ChooseOptions
from tests.election.voting.deciding.contests import TITLE, candidates, chosen, ids, moved, outcome

HERE = Path(__file__).parent / "data"
SET = Path(__file__).resolve().parents[5] / "shared" / "methods" / "data"
METHODS_DECIDED = ("plurality", "n-of-m", "yesno", "majority")
WORDS = {"no-votes": "no_votes", "no-quorum": "no_quorum", "not-opened": "not_opened", "runoff": "run_off"}


def entries(folder: Path) -> list[Any]:
    """Each count of these methods in each file."""
    files = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))]
    return [
        pytest.param(file, count, id=f"{file['id']}-{at}")
        for file in files
        for at, count in enumerate(file["counts"])
        if count["method"] in METHODS_DECIDED
    ]


@pytest.mark.parametrize(("file", "count"), entries(HERE))
def test_elections_kept_here(file: Mapping[str, Any], count: Mapping[str, Any]) -> None:
    check(file, count)


@pytest.mark.skipif(not SET.is_dir(), reason="the set of elections is not beside this checkout")
def test_all_elections_of_the_set() -> None:
    cases = entries(SET)
    assert len(cases) >= 23
    for case in cases:
        check(*case.values)


def check(file: Mapping[str, Any], count: Mapping[str, Any]) -> None:
    expected = dict(count["expected"])
    result = result_of(file, count)
    roll = file.get("roll") or result.ballots
    came_out = outcome(result, roll_at_opening=roll)
    assert came_out.decision == WORDS.get(expected["outcome"], expected["outcome"]), file["id"]
    if "winners" in expected:
        assert ids(came_out.elected) == [each + 1 for each in expected["winners"]], file["id"]
    if "between" in expected:
        assert came_out.run_off is not None
        assert ids(came_out.run_off.between) == [each + 1 for each in expected["between"]]
    if "cast" in expected:
        assert expected["cast"] == result.ballots
        assert came_out.attendance.in_force is expected["quorum_met"]
    if "base" in expected:
        assert came_out.standings[0].need is not None
        assert came_out.standings[0].need.people == expected["base"]
    if "totals" in expected:
        assert [each.votes for each in came_out.standings] == expected["totals"]
        assert (result.ballots - result.blank, result.blank) == (expected["valid"], expected["blank"])
        assert ties_of(came_out) == expected["ties"], file["id"]


def ties_of(came_out: Outcome) -> list[dict[str, Any]]:
    """As the set writes them, everybody by their index."""
    if (tie := came_out.tie) is None:
        return []
    among, picked = (sorted(each - 1 for each in ids(group)) for group in (tie.among, tie.chosen))
    return [{"for": "last seat", "among": among, "by": "lot", "chosen": picked}]


def result_of(file: Mapping[str, Any], count: Mapping[str, Any]) -> ContestResult:
    rule = rule_of(count)
    if "ballots" in file:
        return counted(file, rule)
    tally = file["tally"]
    if count["method"] == "yesno":
        return moved(tally["yes"], tally["no"], rule, abstain=tally["abstain"], blank=tally["invalid"])
    return chosen(tally["totals"], rule, blank=tally["invalid"])


def counted(file: Mapping[str, Any], rule: Rule) -> ContestResult:
    """The ballots themselves, counted as the program counts them."""
    most = max([1, *(len(marks) for _, marks in file["ballots"])])
    standing = candidates(len(file["candidates"]))
    contest = Contest(1, TITLE, "choose", ChooseOptions(most=most), standing, rule)
    choose, marks, blank = METHODS["choose"], dict[Any, int](), 0
    for number, indices in file["ballots"]:
        marking: Marking = choose.canonical(contest, [each + 1 for each in indices])
        blank += 0 if marking else number
        for key in choose.adds(marking):
            marks[key] = marks.get(key, 0) + number
    ballots = sum(number for number, _ in file["ballots"])
    return choose.result(contest, Counts(ballots, blank, marks))


def rule_of(count: Mapping[str, Any]) -> Rule:
    given = count.get("rule", {})
    order = tuple(each + 1 for each in count.get("lot", []))
    quorum = None
    if "quorum" in given:
        below = BelowQuorum.NOT_OPENED if given.get("open_only_with_quorum") else BelowQuorum.NO_FORCE
        quorum = Quorum(share_of(given["quorum"]), below=below)
    return Rule(
        threshold=Threshold(share_of(given), Base(given["basis"])) if "basis" in given else None,
        seats=count["seats"],
        quorum=quorum,
        ties=Ties(TieRule.ORDER, order, OrderOrigin.TYPED) if order else Ties(),
        otherwise=BelowThreshold.RUN_OFF if given.get("otherwise") == "runoff" else BelowThreshold.NOBODY,
        lead_over_blank=given.get("lead_must_exceed_invalid", False),
    )


def share_of(given: Mapping[str, Any]) -> Share:
    return Share(Fraction(given["num"], given["den"]), more_than=given["strict"])
