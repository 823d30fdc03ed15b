"""From markings to sums: the very sums that a pack has of a contest whose markings stay secret."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from election.records.verify.canonical_json import written
from election.records.verify.definition import MARKED, RANKED, SCORED, YES_NO, Contest
from election.records.verify.faults import Malformed, ensure
from election.records.verify.reading import items, mapping, number, record
from election.records.verify.records import Box
from election.records.verify.recount.pairs import Matrix, preferred

ANSWERS = ("yes", "no", "abstain")
Ballots = list[tuple[int, Any]]  # how many, and their marking


def counted_markings(contest: Contest, box: Box) -> Ballots:
    """Return the markings without void votes. Raises Fails where one cannot stand on the ballot, or twice, or
    they are in another order than that of their texts.
    """
    texts = [written(marking) for _, marking in box.markings]
    ensure(all(one < other for one, other in pairwise(texts)), "markings")
    void = contest.gone if contest.void else frozenset[int]()
    known = frozenset(contest.ids)
    found = []
    for count, marking in box.markings:
        ensure(count and _is_allowed(contest, marking, known), "markings")
        if void:
            marking = [each for each in marking if (each[0] if contest.kind == YES_NO else each) not in void]
        found.append((count, marking))
    return found


def _is_allowed(contest: Contest, marking: list[Any], known: frozenset[int]) -> bool:
    """Return whether a ballot of the contest can be marked so."""
    if not marking:
        return bool(contest.options["blank"])
    if contest.kind in MARKED:
        most = contest.options.get("most") or len(known)
        return _ascending(marking, known) and contest.options.get("least", 0) <= len(marking) <= most
    if contest.kind in RANKED:
        return _is_ranking(contest, marking, known)
    if not all(isinstance(each, list) and len(each) == 2 for each in marking):
        return False
    values = [value for _, value in marking]
    if contest.kind == YES_NO:
        allowed = all(isinstance(value, str) and value in ANSWERS for value in values)
    else:
        allowed = all(type(value) is int and 0 <= value <= contest.options["highest"] for value in values)
    return allowed and _ascending([each for each, _ in marking], known)


def _ascending(ids: list[Any], known: frozenset[int]) -> bool:
    if len(ids) == 1:  # most often
        return type(ids[0]) is int and ids[0] in known
    if not all(type(each) is int and each in known for each in ids):
        return False
    return all(one < other for one, other in pairwise(ids))


def _is_ranking(contest: Contest, ranks: list[Any], known: frozenset[int]) -> bool:
    if not all(isinstance(rank, list) and rank and _ascending(rank, known) for rank in ranks):
        return False
    if not contest.options.get("equal") and any(len(rank) > 1 for rank in ranks):
        return False
    everybody = [each for rank in ranks for each in rank]
    most = contest.options["most"] or len(known)
    return len(set(everybody)) == len(everybody) <= most


def votes_of(ballots: Ballots, ids: Sequence[int]) -> dict[int, int]:
    """Return the marks of each candidate."""
    votes = dict.fromkeys(ids, 0)
    for count, marking in ballots:
        for each in marking:
            votes[each] += count
    return votes


def answers_of(ballots: Ballots, ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Return how often each question was answered in which way."""
    answers = {each: dict.fromkeys(ANSWERS, 0) for each in ids}
    for count, marking in ballots:
        for each, answer in marking:
            answers[each][answer] += count
    return answers


def spread_of(ballots: Ballots, ids: Sequence[int], highest: int) -> list[list[int]]:
    """Return how many ballots give each candidate each score; who is left out of a ballot has 0."""
    rows = {each: [0] * (highest + 1) for each in ids}
    valid = 0
    for count, marking in ballots:
        valid += count if marking else 0
        for each, score in marking:
            rows[each][score] += count
    for row in rows.values():
        row[0] = valid - sum(row[1:])
    return list(rows.values())


def scored_above(ballots: Ballots, ids: Sequence[int]) -> Matrix:
    """Return how many ballots score each higher than each other."""
    ranked = []
    place = {each: at for at, each in enumerate(ids)}
    for count, marking in ballots:
        scores = [0] * len(ids)
        for each, score in marking:
            scores[place[each]] = score
        steps = sorted(set(scores), reverse=True)
        ranked.append((count, [[p for p, score in enumerate(scores) if score == step] for step in steps]))
    return preferred(ranked, range(len(ids)), len(ids))


def read_totals(contest: Contest, box: Box) -> dict[str, Any]:
    """Return the sums that a pack has instead of markings, by places. Raises Fails where they are not of
    their form, or so many ballots cannot come to them.
    """
    try:
        return _totals(contest, box)
    except Malformed:
        ensure(holds=False, where="totals")
        raise


def _totals(contest: Contest, box: Box) -> dict[str, Any]:
    names, valid = [str(each) for each in contest.ids], box.ballots - box.blank
    if contest.kind in MARKED:
        given = record(record(box.totals, "votes")["votes"], *names)
        votes = [number(given[name]) for name in names]
        ensure(max(votes) <= valid, "votes")
        if contest.kind == "choose":
            ensure(valid <= sum(votes) <= valid * contest.options["most"], "votes")
        return {"votes": votes}
    if contest.kind == YES_NO:
        given = record(record(box.totals, "answers")["answers"], *names)
        answers = [mapping(record(given[name], *ANSWERS), number) for name in names]
        ensure(all(sum(each.values()) <= box.ballots for each in answers), "answers")
        return {"answers": answers}
    parts = {"score": ["spread"], "star": ["spread", "above"]}.get(contest.kind, ["above", "rounds"])
    totals, found = record(box.totals, *parts), dict[str, Any]()
    if contest.kind in SCORED:
        given = record(totals["spread"], *names)
        found["spread"] = [list(items(given[name], number)) for name in names]
        steps = contest.options["highest"] + 1
        ensure(all(len(row) == steps and sum(row) == valid for row in found["spread"]), "spread")
    if "above" in parts:
        found["above"] = _above(totals["above"], names, valid)
        if contest.kind in RANKED:
            _check_gone(contest, found["above"])
    if "rounds" in parts:
        found["rounds"] = mapping(totals["rounds"], lambda each: each)
    return found


def _check_gone(contest: Contest, above: Matrix) -> None:
    """Rankings pass over whoever withdrew. Raises Fails."""
    gone = [each in contest.gone for each in contest.ids]
    pairs = [
        number
        for row, out in zip(above, gone, strict=True)
        for number, other in zip(row, gone, strict=True)
        if out or other
    ]
    ensure(not any(pairs), "above")


def _above(value: Any, names: list[str], valid: int) -> Matrix:
    given = record(value, *names)
    rows = [record(given[a], *(b for b in names if b != a)) for a in names]
    above = [[number(row.get(name, 0)) for name in names] for row in rows]
    places = range(len(names))
    ensure(all(above[a][b] + above[b][a] <= valid for a in places for b in places), "above")
    return above
