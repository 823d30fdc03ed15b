"""The form that values take in rows, and back."""

from collections.abc import Hashable, Mapping
from dataclasses import asdict
from typing import Any

from election.models import Candidate, Contest, Counts, Election, LocalText, Marking, PollsState, Style
from election.rules import MOST_VOTES
from election.setup.fields import (
    candidate_fields,
    candidate_values,
    contest_fields,
    contest_values,
    election_fields,
    election_values,
    without_times,
)
from election.voting.deciding.reading import quorum_of, quorum_values, rule_of, rule_values
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


def counts_row(counts: Counts) -> dict[str, Any]:
    """Return `counts` with the keys of their marks as lists, in an order that tells nothing."""
    marks = sorted([_key_row(key), count] for key, count in counts.marks.items())
    return {"ballots": counts.ballots, "blank": counts.blank, "marks": marks}


def counts_of(row: Mapping[str, Any]) -> Counts:
    """Return the counts that `counts_row` wrote."""
    marks = {tuple(key) if len(key) > 1 else key[0]: count for key, count in row["marks"]}
    return Counts(row["ballots"], row["blank"], marks)


def _key_row(key: Hashable) -> list[Any]:
    return list(key) if isinstance(key, tuple) else [key]


def election_row(election: Election) -> dict[str, Any]:
    """Return an election without its contests and styles, which have rows of their own. What is at its
    default is left out, here and in the following rows: earlier versions had none of it.
    """
    row: dict[str, Any] = {
        "title": dict(election.title.texts),
        "live_results": election.live_results,
        "state": election.state.value,
    }
    if election.quorum is not None:
        row["quorum"] = quorum_values(election.quorum)
    if election.sample:
        row["sample"] = True
    return {**row, **without_times(election_values(election))}


def election_of(row: Mapping[str, Any], contests: tuple[Contest, ...], styles: tuple[Style, ...]) -> Election:
    """Return the election of a row, with its contests and styles."""
    return Election(
        LocalText.of(row["title"]),
        PollsState(row["state"]),
        row["live_results"],
        contests,
        styles,
        quorum_of(row["quorum"]) if "quorum" in row else None,
        **election_fields(row),
    )


def contest_row(contest: Contest) -> dict[str, Any]:
    """Return a contest without its candidates, who have rows of their own."""
    row = {"title": dict(contest.title.texts), "kind": contest.kind, "options": asdict(contest.options)}
    if contest.rule != MOST_VOTES:
        row["rule"] = rule_values(contest.rule)
    return row | contest_values(contest)


def contest_of(contest_id: int, row: Mapping[str, Any], candidates: tuple[Candidate, ...]) -> Contest:
    """Return the contest of a row, with its candidates."""
    options = METHODS[row["kind"]].options(row["options"])
    rule, title = rule_of(row.get("rule", {})), LocalText.of(row["title"])
    return Contest(contest_id, title, row["kind"], options, candidates, rule, **contest_fields(row))


def candidate_row(candidate: Candidate, contest_id: int) -> dict[str, Any]:
    """Return a candidate of a contest."""
    row: dict[str, Any] = {"name": candidate.name, "contest": contest_id}
    if candidate.carried_over:
        row["carried_over"] = candidate.carried_over
    return row | candidate_values(candidate)


def candidate_of(candidate_id: int, row: Mapping[str, Any]) -> Candidate:
    """Return the candidate of a row."""
    return Candidate(candidate_id, row["name"], row.get("carried_over", 0), **candidate_fields(row))


def with_places(rows: Mapping[int, dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """Return rows, which are in ballot order, by their ids. Where that is not the order of the ids, each is
    given its place.
    """
    if list(rows) == sorted(rows):
        return dict(rows)
    return {row_id: row | {"place": place} for place, (row_id, row) in enumerate(rows.items(), start=1)}
