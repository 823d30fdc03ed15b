"""The form that values take in rows, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from election.models import Candidate, Contest, LocalText, Marking
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
    """Return a contest without its candidates, who have rows of their own."""
    return {"title": dict(contest.title.texts), "kind": contest.kind, "options": asdict(contest.options)}


def contest_of(contest_id: int, row: Mapping[str, Any], candidates: tuple[Candidate, ...]) -> Contest:
    """Return the contest of a row, with its candidates."""
    options = METHODS[row["kind"]].options(row["options"])
    return Contest(contest_id, LocalText.of(row["title"]), row["kind"], options, candidates)
