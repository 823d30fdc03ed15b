"""The form that values take in rows, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from election.models import Candidate, Contest, LocalText, Marking
from election.rules import MOST_VOTES
from election.voting.deciding.reading import rule_of, rule_values
from election.voting.methods import METHODS


def marking_row(marking: Marking) -> Any:
    """Return `marking` as JSON has it: a list, a list of lists, or an object with its keys as texts."""
    if isinstance(marking, Mapping):
        return {str(key): value for key, value in marking.items()}
    return [list(each) if isinstance(each, tuple) else each for each in marking]


def marking_of(row: Any) -> Marking:
    """Return the marking that `marking_row` wrote."""
    if isinstance(row, dict):
        return {int(key): value for key, value in row.items()}
    return tuple(tuple(each) if isinstance(each, list) else each for each in row)


def contest_row(contest: Contest) -> dict[str, Any]:
    """Return a contest without its candidates, who have rows of their own. A rule of most votes, which is
    what contests had before there were rules, is left out.
    """
    row = {"title": dict(contest.title.texts), "kind": contest.kind, "options": asdict(contest.options)}
    return row if contest.rule == MOST_VOTES else row | {"rule": rule_values(contest.rule)}


def contest_of(contest_id: int, row: Mapping[str, Any], candidates: tuple[Candidate, ...]) -> Contest:
    """Return the contest of a row, with its candidates."""
    options = METHODS[row["kind"]].options(row["options"])
    rule = rule_of(row.get("rule", {}))
    return Contest(contest_id, LocalText.of(row["title"]), row["kind"], options, candidates, rule)
