"""What a form says of one contest, as a marking; and what a page shows of a marking. By form, not by kind: a
new kind of contest whose markings have one of these forms has a page at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from election.models import Candidate, Contest, Marking
from election.voting.methods import kinds, method_of
from election.voting.methods.choose import ChooseOptions
from election.voting.methods.rank_steps import DOWN, SAME, UP, Ranks, moved, place_of, without
from election.voting.methods.ranking import allows_equal_ranks, most_ranks
from election.voting.methods.score import highest_score
from election.voting.methods.yes_no import ANSWERS, questions

Fields = Mapping[str, Sequence[str]]  # of a form: each name with its values, in the form's order
_MOST_IDS = 1_000
_UNREADABLE = -1  # in place of a number that is none: no candidate and no score, so the method refuses it


def form_of(contest: Contest) -> str:
    """Return which form a contest takes: ``pick`` one, ``picks``, ``answers``, ``scores`` or ``ranks``."""
    if contest.kind in kinds.RANKED:
        return "ranks"
    if contest.kind in kinds.SCORED:
        return "scores"
    if contest.kind == "yes_no":
        return "answers"
    return "pick" if _most(contest) == 1 else "picks"


def read(contest: Contest, fields: Fields) -> Any:
    """Return the marking that a form gives. Whether it is a good one is for the method to say."""
    form, step = form_of(contest), _one(fields, "do")
    if form == "answers":
        words = {each.id: _all(fields, f"a{each.id}") for each in questions(contest)}
        return {each: word for each, word in words.items() if word and step != f"clear:{each}"}
    if form == "scores":
        scores = {each.id: _all(fields, f"s{each.id}") for each in contest.candidates}
        given = ((each, text) for each, text in scores.items() if text and step != f"clear:{each}")
        return {each: _read(text) for each, text in given}
    ids = fields.get("c", ())[:_MOST_IDS]
    if form == "ranks":
        return tuple(stepped(ranked(ids), step, may_share=allows_equal_ranks(contest)))
    return tuple(_read(text) for text in ids if text)


def ranked(texts: Sequence[str]) -> Ranks:
    """Return the ranks of a form's order: ``3`` has the next one, ``=5`` the same as the one before."""
    ranks: Ranks = []
    for text in dict.fromkeys(filter(None, texts)):
        number = _read(text.removeprefix("="))
        if place_of(ranks, number) is not None:
            continue
        if text.startswith("=") and ranks:
            ranks[-1] = tuple(sorted((*ranks[-1], number)))
        else:
            ranks.append((number,))
    return ranks


def stepped(ranks: Ranks, step: str, *, may_share: bool = False) -> Ranks:
    """Return the ranks with one step taken: ``add:3``, ``out:3``, ``up:3``, ``down:3`` or ``same:3``."""
    what, candidate = step.partition(":")[0], candidate_of(step)
    if candidate is None:
        return ranks
    place = place_of(ranks, candidate)
    if what == "add" and place is None:
        return [*ranks, (candidate,)]
    if what == "out":
        return without(ranks, candidate)
    if place is not None and (what in (UP, DOWN) or (what == SAME and may_share)):
        return moved(ranks, candidate, place, what)
    return ranks


def candidate_of(step: str) -> int | None:
    """Return whom a step such as ``add:3`` or ``clear:3`` is about; None where it is about nobody."""
    return _number(step.partition(":")[2])


@dataclass(frozen=True, slots=True)
class Line:
    """A candidate on a page. `value` is what is marked of them: an answer, a score, whether they are chosen;
    of a ranking the place, 0 where there is none.
    """

    candidate: Candidate
    value: Any


def lines(contest: Contest, marking: Any) -> list[Line]:
    """Return the candidates as a page shows them, with what is marked."""
    form = form_of(contest)
    if form == "answers":  # kept as it came, with a word that is none
        return [Line(each, _answer(marking.get(each.id))) for each in questions(contest)]
    if form == "scores":
        return [Line(each, marking.get(each.id)) for each in contest.candidates]
    if form == "ranks":
        places = {each: place for place, rank in enumerate(marking, start=1) for each in rank}
        return [Line(each, places.get(each.id, 0)) for each in contest.candidates]
    return [Line(each, each.id in marking) for each in contest.candidates]


def blank(contest: Contest) -> Marking:
    """Return the marking that marks nothing."""
    return method_of(contest).blank


def most(contest: Contest) -> int:
    """Return how many candidates may be marked or ranked; 0 where there is no limit."""
    return most_ranks(contest) if form_of(contest) == "ranks" else _most(contest)


def least(contest: Contest) -> int:
    """Return how many candidates must be marked where any is."""
    return contest.options.least if isinstance(contest.options, ChooseOptions) else 0


def scale(contest: Contest) -> list[str]:
    """Return what can be said of each candidate: answers, or scores as texts."""
    form = form_of(contest)
    if form == "scores":
        return [str(score) for score in range(highest_score(contest) + 1)]
    return list(ANSWERS) if form == "answers" else []


def may_share(contest: Contest) -> bool:
    """Return whether candidates may share a rank."""
    return form_of(contest) == "ranks" and allows_equal_ranks(contest)


def _most(contest: Contest) -> int:
    return contest.options.most if isinstance(contest.options, ChooseOptions) else 0


def _answer(word: Any) -> str | None:
    return word if word in ANSWERS else None


def _all(fields: Fields, name: str) -> str:
    """Return the value of a field; of one that came several times a text that is no good value."""
    return " ".join(fields.get(name, ()))


def _one(fields: Fields, name: str) -> str:
    values = fields.get(name, ())
    return values[0] if len(values) == 1 else ""


def _read(text: str) -> int:
    number = _number(text)
    return _UNREADABLE if number is None else number


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None
