"""What a change is, and what all of them are made of."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Protocol, TypeVar

from election.errors import Message, SettingRefused
from election.models import Candidate, Contest, Election, LocalText, Privacy, Style
from election.setup.fields import local_text
from election.setup.life_cycle import Definition
from election.setup.names import clean_description, clean_label, clean_name, clean_statement, clean_title
from election.setup.refusals import NotOnBallot, TextTooLong
from election.texts import Unclean

Row = TypeVar("Row", Election, Contest, Candidate)
Placed = TypeVar("Placed", Contest, Candidate)

# A practice election becomes a real one by a copy alone: its ballots stay behind.
_FIXED = ("id", "state", "contests", "styles", "candidates", "carried_over", "practice", "sample")
_CLEAN: Mapping[str, Callable[[str], str]] = {
    "title": clean_title,
    "description": clean_description,
    "statement": clean_statement,
    "name": clean_name,
    "label": clean_label,
}
_NEEDED = ("title", "name")


class Change(Protocol):
    """One step of editing."""

    def made(self, definition: Definition) -> Definition:
        """Return `definition` with this change made."""


def contest_with(election: Election, contest_id: int) -> Contest:
    """Return the contest with this id. Raises NotOnBallot."""
    for contest in election.contests:
        if contest.id == contest_id:
            return contest
    raise NotOnBallot


def candidate_with(election: Election, candidate_id: int) -> tuple[Contest, Candidate]:
    """Return the candidate with this id, and the contest they stand in. Raises NotOnBallot."""
    for contest in election.contests:
        if (candidate := contest.candidate(candidate_id)) is not None:
            return contest, candidate
    raise NotOnBallot


def new_contest_id(election: Election) -> int:
    """Return an id that no contest has."""
    return max((each.id for each in election.contests), default=0) + 1


def new_candidate_id(election: Election) -> int:
    """Return an id that no candidate has, nor anybody with a greater one."""
    return max((each.id for contest in election.contests for each in contest.candidates), default=0) + 1


def changed(row: Row, values: Mapping[str, Any]) -> Row:
    """Return an election, contest or candidate with other values of fields. Raises SettingRefused."""
    names = [field.name for field in fields(row) if field.name not in _FIXED]
    for name in values:
        if name not in names:
            raise SettingRefused(name=name, reason=none_such(names))
    return replace(row, **{name: _cleaned(name, value) for name, value in values.items()})


def _cleaned(name: str, value: Any) -> Any:
    if isinstance(value, LocalText):
        given = {language: text for language, text in value.texts if text.strip()}
        if not given and name in _NEEDED:
            raise SettingRefused(name=name, reason=Message("definition_fault.none"))
        return local_text(name, given, _CLEAN[name]) if name in _CLEAN else value
    if isinstance(value, Privacy):
        purpose, keeper = value.purpose, value.keeper
        return replace(
            value,
            purpose=local_text("privacy.purpose", dict(purpose.texts), clean_description),
            keeper=local_text("privacy.keeper", dict(keeper.texts), clean_description),
        )
    if isinstance(value, str) and name in _CLEAN:
        return _clean_line(name, value)
    return value


def _clean_line(name: str, text: str) -> str:
    if not text.strip() and name not in _NEEDED:
        return ""
    try:
        return _CLEAN[name](text)
    except Unclean as error:
        raise SettingRefused(name=name, reason=Message("definition_fault.unclean")) from error
    except TextTooLong as error:
        raise SettingRefused(name=name, reason=Message(f"error.{error.code}", error.values)) from error


def none_such(names: Iterable[str]) -> Message:
    """Return what is said of a name that is none of `names`."""
    return Message("definition_fault.unknown", {"names": ", ".join(names)})


def moved(rows: Sequence[Placed], row: Placed, by: int) -> tuple[Placed, ...]:
    """Return `rows` with `row` so many places further down, or up, but not beyond the end."""
    placed = list(rows)
    at = max(0, min(len(placed) - 1, placed.index(row) + by))
    placed.remove(row)
    placed.insert(at, row)
    return tuple(placed)


def put_contest(definition: Definition, contest: Contest) -> Definition:
    """Return the definition with `contest` in place of the one with its id."""
    contests = definition.election.contests
    return with_contests(definition, tuple(contest if each.id == contest.id else each for each in contests))


def with_contests(
    definition: Definition, contests: tuple[Contest, ...], styles: tuple[Style, ...] | None = None
) -> Definition:
    """Return the definition with these contests, in this order, the styles' in the same; photos of those who
    do not stand are left out.
    """
    election = definition.election
    ordered = [each.id for each in contests]
    kept = tuple(
        replace(style, contests=tuple(each for each in ordered if each in style.contests))
        for style in (election.styles if styles is None else styles)
    )
    standing = {each.id for contest in contests for each in contest.candidates}
    photos = {each: photo for each, photo in definition.photos.items() if each in standing}
    return Definition(replace(election, contests=contests, styles=kept), photos)
