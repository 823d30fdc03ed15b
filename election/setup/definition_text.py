"""An election written as the TOML file that `definition_file` reads."""

import base64
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import tomli_w

from election.models import Candidate, Contest, Election
from election.rules import MOST_VOTES
from election.setup.fields import candidate_values, contest_values, election_values
from election.setup.photos import photo_format
from election.voting.deciding.reading import quorum_values, rule_values
from election.voting.methods import METHODS


def definition_text(election: Election, photos: Mapping[int, bytes]) -> str:
    """Return the TOML of an election and its candidates' photos. Read again, it gives the same election."""
    return tomli_w.dumps(definition_values(election, photos))


def definition_values(election: Election, photos: Mapping[int, bytes]) -> dict[str, Any]:
    """Return what stands in the TOML."""
    given: dict[str, Any] = {"title": dict(election.title.texts), "live_results": election.live_results}
    place_of = {contest.id: place for place, contest in enumerate(election.contests, start=1)}
    places = [[place_of[each] for each in style.contests] for style in election.styles]
    if places != [list(place_of.values())]:
        given["styles"] = places
    if election.quorum is not None:
        given["quorum"] = quorum_values(election.quorum)
    given |= election_values(election)
    following = 1
    given["contests"] = []
    for contest in election.contests:
        rows: list[str | dict[str, Any]] = []
        for candidate in contest.candidates:
            row = _candidate_row(candidate, photos.get(candidate.id), following)
            rows.append(row)
            following = candidate.id + 1
        given["contests"].append(_contest_row(contest, rows))
    return given


def _contest_row(contest: Contest, candidates: list[str | dict[str, Any]]) -> dict[str, Any]:
    if any(isinstance(each, dict) for each in candidates):  # else each would stand on one long line
        rows: list[Any] = [{"name": each} if isinstance(each, str) else each for each in candidates]
    else:
        rows = candidates
    row: dict[str, Any] = {"title": dict(contest.title.texts), "kind": contest.kind}
    if options := _option_values(contest):
        row["options"] = options
    if contest.rule != MOST_VOTES:
        row["rule"] = rule_values(contest.rule, [each.id for each in contest.candidates])
    return row | contest_values(contest) | {"candidates": rows}


def _option_values(contest: Contest) -> dict[str, Any]:
    usual = asdict(METHODS[contest.kind].options({}))
    return {name: value for name, value in asdict(contest.options).items() if value != usual[name]}


def _candidate_row(candidate: Candidate, photo: bytes | None, following: int) -> str | dict[str, Any]:
    row: dict[str, Any] = {"name": candidate.name}
    if candidate.id != following:
        row["id"] = candidate.id
    if candidate.carried_over:
        row["carried_over"] = candidate.carried_over
    row |= candidate_values(candidate)
    if photo is not None:
        row["photo"] = f"data:image/{photo_format(photo)};base64,{base64.b64encode(photo).decode()}"
    return candidate.name if row.keys() == {"name"} else row
