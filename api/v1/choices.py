"""A ballot as JSON: for each contest by its id a list, an ordered list, a map or a word, by its kind.

- choose and approval: the ids of those chosen, ``["3", "5"]``
- ranking: the ids in order, the best first; equal ones together, ``["5", ["3", "4"]]``
- yes / no and scores: an answer or a number for each id, ``{"3": "yes"}``, ``{"3": 5}``; where there is one
  candidate alone, or a motion (which goes by ``"0"``), its answer, ``"yes"``
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from election.errors import MarkingMalformed, NoSuchContest
from election.models import Choices, Contest
from election.voting.methods import method_of
from election.voting.methods.yes_no import questions

_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
_LARGEST = 1000  # number in a marking; no score goes as far


def read_choices(given: Mapping[str, Any], contests: tuple[Contest, ...]) -> Choices:
    """Return the choices in `given`, which CHOICES allows; what is wrong with their values is for the method
    to say. Raises MarkingMalformed where they have another form than contests of the kind take, and
    NoSuchContest.
    """
    by_id = {str(contest.id): contest for contest in contests}
    if not given.keys() <= by_id.keys():
        raise NoSuchContest
    return {by_id[name].id: _marking_in(by_id[name], value) for name, value in given.items()}


def _marking_in(contest: Contest, given: Any) -> Any:
    try:
        return _marking(given, contest)
    except MarkingMalformed as refusal:
        refusal.contest = contest.id
        raise


def _marking(given: Any, contest: Contest) -> Any:
    if isinstance(method_of(contest).blank, Mapping):
        if isinstance(given, str) and len(asked := questions(contest)) == 1:
            return {asked[0].id: given}
        if not isinstance(given, Mapping):
            raise MarkingMalformed
        return {_id(key): value if isinstance(value, str) else int(value) for key, value in given.items()}
    if not isinstance(given, list):
        raise MarkingMalformed
    if any(isinstance(each, list) for each in given):
        return tuple(
            tuple(_id(one) for one in each) if isinstance(each, list) else (_id(each),) for each in given
        )
    return tuple(_id(each) for each in given)


def _id(given: Any) -> int:
    if not isinstance(given, str) or not _NUMBER.fullmatch(given):
        raise MarkingMalformed
    return int(given)


def check_choices(field: str, given: Any, error: Callable[[str, str], None]) -> None:
    """Have Cerberus refuse what CHOICES does not allow. Its own rules for this would take a second for a body
    of the largest size.
    """
    if not (isinstance(given, Mapping) and all(map(_is_marking, given.values()))):
        error(field, "is no ballot")


def _is_marking(given: Any) -> bool:
    if isinstance(given, list):
        return all(isinstance(each, str) or _is_list_of_texts(each) for each in given)
    if isinstance(given, Mapping):
        return all(isinstance(each, str) or _is_whole(each) for each in given.values())
    return isinstance(given, str)


def _is_list_of_texts(given: Any) -> bool:
    return isinstance(given, list) and all(isinstance(each, str) for each in given)


def _is_whole(given: Any) -> bool:
    """Return whether this is a whole number, 3 or 3.0: JSON and its schemas know but one kind of number."""
    if isinstance(given, bool) or not isinstance(given, (int, float)):
        return False
    return 0 <= given <= _LARGEST and given == int(given)


MARKING = {
    "title": "Marking",
    "description": "By the kind of the contest: a list of ids (`choose`, `approval`); a list of ids, the "
    "best first, equal ones in a list of their own (those that rank); an answer or a number for each id "
    "(`yes_no`, `score`, `star`), or the answer alone where one thing is asked.",
    "anyOf": [
        {"type": "string"},
        {
            "type": "array",
            "items": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
        },
        {
            "type": "object",
            "additionalProperties": {
                "anyOf": [
                    {"type": "string"},
                    {"type": "integer", "minimum": 0, "maximum": _LARGEST},
                ]
            },
        },
    ],
}
CHOICES = {
    "type": "object",
    "description": "For each contest by its id what was chosen; a contest left out is blank.",
    "additionalProperties": MARKING,
}
