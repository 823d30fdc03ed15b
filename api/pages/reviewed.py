"""What the review says of a contest: what is marked, and what was left open, as a fact."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from api.pages.marks import Line, form_of, lines, most
from election.errors import ElectionError, Message
from election.models import Contest
from election.voting.methods import method_of
from election.voting.methods.condorcet import KIND as CONDORCET
from election.voting.withdrawn import refuse_withdrawn

_MOST_NAMED = 3  # who were left out; of more it is said how many they are


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A contest on the review. `marks` are what stands there line by line: names, or names with what was said
    of them. `note` is what was left open, if anything; `refusal` why it cannot be cast so.
    """

    number: int
    contest: Contest
    form: str
    marks: list[tuple[str, Any]]
    note: Message | None
    refusal: ElectionError | None


def reviewed(number: int, contest: Contest, marking: Any) -> Reviewed:
    """Return what the review says of a contest and what is marked in it."""
    form, shown = form_of(contest), lines(contest, marking)
    marked = [each for each in shown if each.value not in (None, False) and (each.value or form == "scores")]
    out = [each.candidate.name for each in shown if each not in marked and not each.candidate.withdrawn]
    note = _left_open(contest, form, marked, out) if marked else None
    return Reviewed(number, contest, form, list(_marks(form, marked)), note, refusal_of(contest, marking))


def refusal_of(contest: Contest, marking: Any) -> ElectionError | None:
    """Return why a marking cannot be cast; None where it can."""
    try:
        refuse_withdrawn(contest, method_of(contest).canonical(contest, marking))
    except ElectionError as error:
        return error
    return None


def _marks(form: str, marked: list[Line]) -> Iterator[tuple[str, Any]]:
    if form == "ranks":  # those who share a rank in one line
        for place in sorted({each.value for each in marked}):
            yield " = ".join(each.candidate.name for each in marked if each.value == place), None
        return
    for each in marked:
        yield each.candidate.name, each.value if form in ("answers", "scores") else None


def _left_open(contest: Contest, form: str, marked: list[Line], out: list[str]) -> Message | None:
    allowed = most(contest)
    if form == "picks" and len(marked) < allowed:
        return Message("review.fewer", {"chosen": len(marked), "allowed": allowed})
    if form == "answers" and out and contest.candidates:
        return _named("yes_no.not_answered", "", out)
    if form == "scores" and out:
        return _named("score.others_0", "", out)
    if form == "ranks" and out and (len(out) > 1 or allowed < len(contest.candidates)):
        return _named("ranking.not_ranked", ".last" if contest.kind == CONDORCET else ".stops", out)
    return None


def _named(key: str, form: str, names: list[str]) -> Message:
    if len(names) > _MOST_NAMED:
        return Message(f"{key}_many{form}", {"count": len(names)})
    return Message(f"{key}{form}", {"names": ", ".join(names)})
