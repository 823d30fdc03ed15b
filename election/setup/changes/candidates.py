"""Changes of the candidates and their photos."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from election.models import NO_TEXT, Candidate, LocalText
from election.setup.changes.change import (
    candidate_with,
    changed,
    contest_with,
    moved,
    new_candidate_id,
    put_contest,
)
from election.setup.life_cycle import Definition
from election.setup.photo_fitting import fit_photo


@dataclass(frozen=True, slots=True)
class NewCandidate:
    """Somebody who is to stand."""

    name: str
    label: str = ""
    statement: LocalText = NO_TEXT


@dataclass(frozen=True, slots=True)
class AddCandidates:
    """Puts candidates below those of a contest. Where a declared order decides ties they come last in it."""

    contest: int
    candidates: tuple[NewCandidate, ...]

    def made(self, definition: Definition) -> Definition:
        """See `Change`."""
        contest = contest_with(definition.election, self.contest)
        first = new_candidate_id(definition.election)
        added = tuple(_candidate(at, each) for at, each in enumerate(self.candidates, start=first))
        ties = contest.rule.ties
        if ties.order:
            ties = replace(ties, order=(*ties.order, *(each.id for each in added)))
        candidates, rule = (*contest.candidates, *added), replace(contest.rule, ties=ties)
        return put_contest(definition, replace(contest, candidates=candidates, rule=rule))


@dataclass(frozen=True, slots=True)
class ChangeCandidate:
    """Sets fields of a candidate."""

    candidate: int
    values: Mapping[str, Any]

    def made(self, definition: Definition) -> Definition:
        """See `Change`."""
        contest, candidate = candidate_with(definition.election, self.candidate)
        after = changed(candidate, self.values)
        candidates = tuple(after if each == candidate else each for each in contest.candidates)
        return put_contest(definition, replace(contest, candidates=candidates))


@dataclass(frozen=True, slots=True)
class MoveCandidate:
    """Moves a candidate so many places down in their contest, or up."""

    candidate: int
    by: int

    def made(self, definition: Definition) -> Definition:
        """See `Change`."""
        contest, candidate = candidate_with(definition.election, self.candidate)
        after = replace(contest, candidates=moved(contest.candidates, candidate, self.by))
        return put_contest(definition, after)


@dataclass(frozen=True, slots=True)
class RemoveCandidate:
    """Takes a candidate off the ballot, with the photo."""

    candidate: int

    def made(self, definition: Definition) -> Definition:
        """See `Change`."""
        contest, candidate = candidate_with(definition.election, self.candidate)
        ties = contest.rule.ties
        order = tuple(each for each in ties.order if each != candidate.id)
        ties = replace(ties, order=order, made=ties.made if order else None)
        after = replace(
            contest,
            candidates=tuple(each for each in contest.candidates if each != candidate),
            rule=replace(contest.rule, ties=ties),
        )
        return put_contest(definition, after)


@dataclass(frozen=True, slots=True)
class PutPhoto:
    """Gives a candidate a photo, made fit, or none where there are no bytes."""

    candidate: int
    data: bytes

    def made(self, definition: Definition) -> Definition:
        """See `Change`."""
        candidate_with(definition.election, self.candidate)
        photos = {each: photo for each, photo in definition.photos.items() if each != self.candidate}
        if self.data:
            photos[self.candidate] = fit_photo(self.data)
        return replace(definition, photos=photos)


def checked_candidate(given: NewCandidate) -> NewCandidate:
    """Return somebody who is to stand, with texts cleaned. Raises SettingRefused."""
    candidate = _candidate(0, given)
    return NewCandidate(candidate.name, candidate.label, candidate.statement)


def _candidate(candidate_id: int, given: NewCandidate) -> Candidate:
    values = {"name": given.name, "label": given.label, "statement": given.statement}
    return changed(Candidate(candidate_id, ""), values)
