"""Our counts beside those of others: ``python -m bench.oracles [--elections 2000] [--seed 1] [FOLDER …]``.

`votelib`, `starvote` and `pref_voting` count the same elections: random ones, the made ones of our tests, and
those of any FOLDER of files like theirs. They are no dependencies; make them an environment of their own
beside this checkout, and run it from here. Whichever is missing is left out.

    python3 -m venv ../oracles
    ../oracles/bin/pip install votelib starvote pref_voting
    ../oracles/bin/python -m bench.oracles

Winners are compared where neither side needed to break a tie. Each line tells how many elections agreed, how
many were left out for a tie (ours, or nobody voted; theirs), and how many disagreed for each reason in
`REASONS`; those were found with votelib 0.4, starvote 2.1 and pref_voting 1.18. What has none is printed
whole, and 1 is returned.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.oracle_cases import Case, made_cases, random_case
from bench.oracle_counts import ORACLES, Oracle, TheirTieError
from election.voting.counts.condorcet import RANKED_PAIRS, RULES, count_condorcet
from election.voting.counts.irv import count_irv
from election.voting.counts.log import Count, PairCount, StagedCount
from election.voting.counts.star import count_star
from election.voting.counts.stv import count_stv
from election.voting.counts.ties import DeclaredOrder, For
from election.voting.counts.totals import count_approval, count_score


def _more_seats(case: Case, _count: Count) -> bool:
    return case.seats > case.candidates


def _alone(case: Case, _count: Count) -> bool:
    return case.candidates == 1


def _several_surpluses(_case: Case, count: Count) -> bool:
    return isinstance(count, StagedCount) and any(
        len(stage.elected) > 1 and not stage.last_vacancies for stage in count.stages
    )


def _same_winning_votes(_case: Case, count: Count) -> bool:
    if not isinstance(count, PairCount):
        return False
    winning = [votes for votes, _ in _won(count)]
    return len(set(winning)) < len(winning)


REASONS: dict[str, tuple[tuple[str, Callable[[Case, Count], bool]], ...]] = {
    "stv-scottish votelib": (
        ("more seats than candidates: votelib finds no end, we elect all", _more_seats),
        (
            "several elected at one stage: votelib passes on all their surpluses before it elects anew",
            _several_surpluses,
        ),
    ),
    "ranked_pairs votelib": (
        (
            "two pairs with the same winning votes: votelib takes them as they come, we by fewer against",
            _same_winning_votes,
        ),
    ),
    "star votelib": (("one candidate alone: votelib has no pair and elects nobody", _alone),),
}
METHODS = ("irv", "stv-scottish", *RULES, "approval", "score", "star", "bloc-star")


def main() -> int:
    """Print a line for each method and oracle; return 1 where a disagreement has no known reason."""
    parser = argparse.ArgumentParser(description="Compare our counts with those of other programs.")
    parser.add_argument("--elections", type=int, default=2000, help="random ones for each method")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    given = parser.parse_args()
    if not ORACLES:
        print("none of votelib, starvote and pref_voting is here")
        return 0
    print("method", "oracle", "agree", "our tie", "their tie", "disagree", sep="\t")
    return int(sum(compared(name, given.elections, given.seed, given.folders) for name in METHODS) > 0)


def compared(method: str, number: int, seed: int, folders: list[Path]) -> int:
    """Print the lines of one method; return how many disagreements have no known reason."""
    unknown = 0
    for oracle, count in ORACLES.get(method, {}).items():
        found, strange = Counter[str](), list[str]()
        for case in cases(method, number, seed, folders):
            said, ours, theirs = verdict(f"{method} {oracle}", case, count)
            found[said] += 1
            if said == "unknown":
                strange.append(f"{case}\n  ours {sorted(ours)}, {oracle} {theirs}")
        known = [f"{n} {why}" for why, n in found.items() if why not in ("agree", "our", "their", "unknown")]
        line = (found["agree"], found["our"], found["their"], "; ".join(known) or 0)
        print(method, oracle, *line, sep="\t", flush=True)
        for each in strange:
            print(f"NOT EXPLAINED: {each}")
        unknown += len(strange)
    return unknown


def cases(method: str, number: int, seed: int, folders: list[Path]) -> Iterator[Case]:
    """Yield the elections of one method, the same for each oracle."""
    yield from made_cases(method, folders)
    chance = random.Random(f"{seed} {method}")  # noqa: S311 - made up
    for _ in range(number):
        yield random_case(method, chance)


def verdict(name: str, case: Case, oracle: Oracle) -> tuple[str, set[int], object]:
    """Return the word for one election, our winners and theirs."""
    ours = our_count(case)
    winners = set(ours.winners)
    if not winners or used_tie_break(ours):
        return "our", winners, None
    try:
        theirs: object = oracle(case)
    except TheirTieError:
        return "their", winners, None
    except Exception as error:  # noqa: BLE001 - that it fails is what it says
        theirs = repr(error)
    if theirs == winners:
        return "agree", winners, theirs
    for why, holds in REASONS.get(name, ()):
        if holds(case, ours):
            return why, winners, theirs
    return "unknown", winners, theirs


def our_count(case: Case) -> Count:
    """Return our count, by the order of the candidates where there is a tie."""
    order = DeclaredOrder(range(case.candidates))
    match case.method:
        case "irv":
            return count_irv(case.rankings(), order)
        case "stv-scottish":
            return count_stv(case.rankings(), case.seats, order)
        case "approval":
            return count_approval(case.rankings(), case.seats, order)
        case "score":
            return count_score(case.scores(), case.seats, order)
        case "star" | "bloc-star":
            return count_star(case.scores(), case.seats, order)
    return count_condorcet(case.rankings(), order, case.method)


def used_tie_break(count: Count) -> bool:
    """Return whether any step broke a tie that may matter to who is elected. Ranked pairs ask the declared
    order also where two pairs are level in both figures.
    """
    if any(tie.about is not For.ORDER_OF_ELECTION for tie in count.ties):
        return True
    return (
        isinstance(count, PairCount)
        and count.rule == RANKED_PAIRS
        and len(set(_won(count))) < len(_won(count))
    )


def _won(count: PairCount) -> list[tuple[int, int]]:
    """Return the votes of both sides of each pair that has a winner."""
    above, places = count.pairwise, range(len(count.pairwise))
    return [(above[a][b], above[b][a]) for a in places for b in places if above[a][b] > above[b][a]]


if __name__ == "__main__":
    sys.exit(main())
