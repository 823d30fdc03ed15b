"""The oracles of `bench.oracles`: how `votelib`, `starvote` and `pref_voting` are asked."""

import importlib
import importlib.util
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from bench.oracle_cases import Case

Oracle = Callable[[Case], set[int]]


class TheirTieError(Exception):
    """The oracle leaves a tie, or has no rule for it."""


def _settled(winners: list[Any], seats: int) -> set[int]:
    """Return who won. TheirTieError where somebody is tied."""
    if len(winners) > seats or any(isinstance(each, frozenset) for each in winners):
        raise TheirTieError
    return set(winners)


def _strict(case: Case) -> dict[tuple[int, ...], int]:
    """Return rankings up to the first rank that two share, blank ones left out."""
    votes: dict[tuple[int, ...], int] = {}
    for number, ranks in case.ballots:
        shared = next((at for at, rank in enumerate(ranks) if len(rank) > 1), len(ranks))
        if shared:
            ranking = tuple(rank[0] for rank in ranks[:shared])
            votes[ranking] = votes.get(ranking, 0) + number
    return votes


def _ranked(case: Case) -> dict[tuple[Any, ...], int]:
    """Return rankings with equal ranks as sets, blank ones left out."""
    votes: dict[tuple[Any, ...], int] = {}
    for number, ranks in case.ballots:
        if ranks:
            ranking = tuple(frozenset(rank) if len(rank) > 1 else rank[0] for rank in ranks)
            votes[ranking] = votes.get(ranking, 0) + number
    return votes


def _of_rank(rank: Any) -> Any:
    return rank if isinstance(rank, frozenset) else (rank,)


def _scored(case: Case) -> list[tuple[int, dict[int, int]]]:
    """Return scores by candidate, ballots that score nobody left out."""
    return [
        (number, {each: score or 0 for each, score in enumerate(scores)})
        for number, scores in case.ballots
        if any(score is not None for score in scores)
    ]


def _marked(case: Case) -> dict[frozenset[int], int]:
    """Return marks by approval."""
    votes: dict[frozenset[int], int] = {}
    for number, ranks in case.ballots:
        marks = frozenset(each for rank in ranks for each in rank)
        votes[marks] = votes.get(marks, 0) + number
    return votes


def _votelib() -> dict[str, Oracle]:
    evaluate, convert = "votelib.evaluate", importlib.import_module("votelib.convert")
    core = importlib.import_module(f"{evaluate}.core")
    pairs = importlib.import_module(f"{evaluate}.condorcet")
    cardinal = importlib.import_module(f"{evaluate}.cardinal")
    sequential = importlib.import_module(f"{evaluate}.sequential")
    to_marks, to_pairs = convert.ApprovalToSimpleVotes(), convert.RankedToCondorcetVotes()
    # Its own way to exclude would take the pile of exhausted ballots for a candidate to be kept.
    stv = sequential.TransferableVoteSelector(
        transferer="Gregory", quota_function="droop", retainer=core.Plurality()
    )

    def transferable(case: Case) -> set[int]:
        votes = {ranking: Fraction(number) for ranking, number in _strict(case).items()}
        try:
            return _settled(stv.evaluate(votes, case.seats), case.seats)
        except NotImplementedError as tie:
            raise TheirTieError from tie

    def by_pairs(evaluator: Any) -> Oracle:
        return lambda case: _settled(evaluator.evaluate(to_pairs.convert(_ranked(case)), 1), 1)

    def by_scores(evaluator: Any) -> Oracle:
        def count(case: Case) -> set[int]:
            votes: dict[frozenset[tuple[int, int]], int] = {}
            for number, scores in _scored(case):
                ballot = frozenset(scores.items())
                votes[ballot] = votes.get(ballot, 0) + number
            return _settled(evaluator.evaluate(votes, case.seats), case.seats)

        return count

    return {
        "irv": transferable,
        "stv-scottish": transferable,
        "schulze": by_pairs(pairs.Schulze()),
        "ranked_pairs": by_pairs(pairs.RankedPairs()),
        "minimax": by_pairs(pairs.MinimaxCondorcet()),
        "approval": lambda case: _settled(
            core.Plurality().evaluate(to_marks.convert(_marked(case)), case.seats), case.seats
        ),
        "score": by_scores(cardinal.ScoreVoting("sum", unscored_value=0)),
        "star": by_scores(cardinal.STAR(unscored_value=0)),
    }


def _starvote() -> dict[str, Oracle]:
    starvote = importlib.import_module("starvote")

    def count(case: Case) -> set[int]:
        # It takes names alone: a candidate 0 it refuses.
        ballots = [
            {str(each): score for each, score in scores.items()}
            for number, scores in _scored(case)
            for _ in range(number)
        ]
        several = {"seats": case.seats} if case.method == "bloc-star" else {}
        method = starvote.bloc_star_voting if several else starvote.star_voting
        try:
            won = method(ballots, maximum_score=case.highest, tiebreaker=None, **several)
        except starvote.UnbreakableTieError as tie:
            raise TheirTieError from tie
        return {int(each) for each in won}

    return {"star": count, "bloc-star": count}


class _NoLot:
    """Stands where pref_voting would draw lots."""

    def choice(self, among: object) -> object:
        raise TheirTieError(among)


def _pref_voting() -> dict[str, Oracle]:
    profiles = importlib.import_module("pref_voting.profiles_with_ties")
    grades = importlib.import_module("pref_voting.grade_profiles")
    by_margins = importlib.import_module("pref_voting.margin_based_methods")
    iterative = importlib.import_module("pref_voting.iterative_methods")
    graded = importlib.import_module("pref_voting.grade_methods")
    proportional = importlib.import_module("pref_voting.proportional_methods")

    def profile(case: Case, votes: dict[tuple[Any, ...], int]) -> Any:
        ranks = [{each: at for at, rank in enumerate(vote) for each in _of_rank(rank)} for vote in votes]
        made = profiles.ProfileWithTies(ranks, list(votes.values()), candidates=list(range(case.candidates)))
        made.use_extended_strict_preference()
        return made

    def irv(case: Case) -> set[int]:
        return _settled(iterative.instant_runoff(profile(case, _strict(case))), 1)

    def stv(case: Case) -> set[int]:
        made = profile(case, _strict(case))
        return set(proportional.stv_scottish(made, num_seats=case.seats, rng=_NoLot()))

    def by_pairs(method: Any) -> Oracle:
        def count(case: Case) -> set[int]:
            made = profile(case, _ranked(case))
            return _settled(method(made, strength_function=made.support), 1)

        return count

    def star(case: Case) -> set[int]:
        ballots = _scored(case)
        made = grades.GradeProfile(
            [scores for _, scores in ballots],
            list(range(case.highest + 1)),
            [number for number, _ in ballots],
            candidates=list(range(case.candidates)),
        )
        return _settled(graded.star(made), 1)

    return {
        "irv": irv,
        "stv-scottish": stv,
        "schulze": by_pairs(by_margins.beat_path),
        "ranked_pairs": by_pairs(by_margins.ranked_pairs),
        "minimax": by_pairs(by_margins.minimax),
        "star": star,
    }


def _those_there() -> dict[str, dict[str, Oracle]]:
    by_method: dict[str, dict[str, Oracle]] = {}
    for name, made in (("votelib", _votelib), ("starvote", _starvote), ("pref_voting", _pref_voting)):
        if importlib.util.find_spec(name) is not None:
            for method, count in made().items():
                by_method.setdefault(method, {})[name] = count
    return by_method


ORACLES = _those_there()
