"""The same counts once more, as slowly and as plainly as they are told: every ballot on its own, in
fractions. It shares no code with the program. A ranking is a list of sets, best first; scores are a list with
None for who is not scored; `lot` is the declared order.
"""

from fractions import Fraction
from typing import Any

Ranking = list[set[int]]


def strict(ballots: list[Ranking]) -> list[list[int]]:
    cut = []
    for ballot in ballots:
        order: list[int] = []
        for rank in ballot:
            if len(rank) > 1:
                break
            order += rank
        if order:
            cut.append(order)
    return cut


def earlier_extreme(tied: list[int], history: list[dict[int, Fraction]], lot: list[int], lowest: bool) -> int:
    tied = list(tied)
    for votes in reversed(history):
        sought = (min if lowest else max)(votes[each] for each in tied)
        tied = [each for each in tied if votes[each] == sought]
    return sorted(tied, key=lot.index)[-1 if lowest else 0]


def irv(ballots: list[Ranking], n: int, lot: list[int]) -> dict[str, Any]:
    papers = strict(ballots)
    if not papers:
        return {"outcome": "no-votes", "winners": []}
    if n == 1:
        return {"outcome": "uncontested", "winners": [0]}
    standing, history = list(range(n)), []
    while True:
        votes = {each: Fraction(0) for each in range(n)}
        exhausted = 0
        for paper in papers:
            first = [each for each in paper if each in standing]
            if first:
                votes[first[0]] += 1
            else:
                exhausted += 1
        history.append(votes)
        for each in standing:
            if votes[each] > Fraction(len(papers) - exhausted, 2) or len(standing) == 1:
                rounds = [[int(one[who]) for who in range(n)] for one in history]
                return {"outcome": "elected", "winners": [each], "rounds": rounds}
        fewest = min(votes[each] for each in standing)
        tied = [each for each in standing if votes[each] == fewest]
        standing.remove(earlier_extreme(tied, history[:-1], lot, lowest=True))


def cut(value: Fraction) -> Fraction:
    return Fraction(value.numerator * 100_000 // value.denominator, 100_000)


def stv(ballots: list[Ranking], n: int, seats: int, lot: list[int]) -> dict[str, Any]:
    papers = strict(ballots)
    if not papers:
        return {"outcome": "no-votes", "winners": []}
    if n <= seats:
        return {"outcome": "uncontested", "winners": list(range(n))}
    quota = len(papers) // (seats + 1) + 1
    at = [paper[0] for paper in papers]  # with whom each paper is, -1 for nobody
    worth = [Fraction(1)] * len(papers)
    standing, winners, pending = set(range(n)), list[int](), set[int]()
    votes = {each: Fraction(sum(one == each for one in at)) for each in range(n)}
    history: list[dict[int, Fraction]] = []

    def close() -> None:
        history.append(dict(votes))
        ready = (
            set(standing)
            if len(standing) == seats - len(winners)
            else {each for each in standing if votes[each] >= quota}
        )
        while ready:
            most = max(votes[each] for each in ready)
            first = earlier_extreme([e for e in ready if votes[e] == most], history[:-1], lot, lowest=False)
            ready.remove(first)
            standing.remove(first)
            winners.append(first)
            if votes[first] > quota:
                pending.add(first)

    def move(source: int, of_surplus: Fraction | None) -> None:
        total = votes[source]
        for number, paper in enumerate(papers):
            if at[number] == source:
                if of_surplus is not None:
                    worth[number] = cut(of_surplus * worth[number] / total)
                following = [each for each in paper if each in standing]
                at[number] = following[0] if following else -1
                if following:
                    votes[following[0]] += worth[number]
        votes[source] = Fraction(0) if of_surplus is None else Fraction(quota)

    close()
    while len(winners) < seats:
        if pending:
            most = max(votes[each] for each in pending)
            tied = [each for each in pending if votes[each] == most]
            source = earlier_extreme(tied, history[:-1], lot, lowest=False)
            pending.remove(source)
            move(source, votes[source] - quota)
        else:
            fewest = min(votes[each] for each in standing)
            tied = [each for each in standing if votes[each] == fewest]
            source = earlier_extreme(tied, history[:-1], lot, lowest=True)
            standing.remove(source)
            if len(standing) > seats - len(winners):
                move(source, None)
        close()
    rounds = [[int(one[who] * 100_000) for who in range(n)] for one in history]
    return {"outcome": "elected", "winners": winners, "rounds": rounds}


def matrix(ballots: list[Ranking], n: int) -> dict[tuple[int, int], int]:
    above = {(a, b): 0 for a in range(n) for b in range(n)}
    for ballot in ballots:
        rank = {each: place for place, group in enumerate(ballot) for each in group}
        for a in range(n):
            for b in range(n):
                if rank.get(a, n) < rank.get(b, n):
                    above[a, b] += 1
    return above


def condorcet(ballots: list[Ranking], n: int, lot: list[int], rule: str) -> dict[str, Any]:
    ballots = [each for each in ballots if each]
    if not ballots:
        return {"outcome": "no-votes", "winners": []}
    if n == 1:
        return {"outcome": "uncontested", "winners": [0]}
    above = matrix(ballots, n)
    level = {"schulze": schulze, "ranked_pairs": ranked_pairs, "minimax": minimax}[rule](above, n, lot)
    return {"outcome": "elected", "winners": [min(level, key=lot.index)], "level": sorted(level)}


def schulze(above: dict[tuple[int, int], int], n: int, lot: list[int]) -> set[int]:
    """Whether there is a path of some strength is looked for link by link, strength by strength."""
    link = {pair: votes for pair, votes in above.items() if votes > above[pair[1], pair[0]]}

    def strength(a: int, b: int) -> int:
        for least in sorted(set(link.values()), reverse=True):
            seen, todo = {a}, [a]
            while todo:
                here = todo.pop()
                for (x, y), votes in link.items():
                    if x == here and votes >= least and y not in seen:
                        seen.add(y)
                        todo.append(y)
            if b in seen:
                return least
        return 0

    return {a for a in range(n) if all(a == b or strength(a, b) >= strength(b, a) for b in range(n))}


def ranked_pairs(above: dict[tuple[int, int], int], n: int, lot: list[int]) -> set[int]:
    pairs = [pair for pair in above if above[pair] > above[pair[1], pair[0]]]
    pairs.sort(key=lambda p: (-above[p], above[p[1], p[0]], lot.index(p[0]), -lot.index(p[1])))
    locked: set[tuple[int, int]] = set()

    def leads(a: int, b: int) -> bool:
        return a == b or any(x == a and leads(y, b) for x, y in locked)

    for a, b in pairs:
        if not leads(b, a):
            locked.add((a, b))
    return set(range(n)) - {loser for _, loser in locked}


def minimax(above: dict[tuple[int, int], int], n: int, lot: list[int]) -> set[int]:
    worst = {a: max([0] + [above[b, a] for b in range(n) if above[b, a] > above[a, b]]) for a in range(n)}
    return {a for a in worst if worst[a] == min(worst.values())}


def score(ballots: list[list[int | None]], n: int, seats: int, lot: list[int]) -> dict[str, Any]:
    valid = [each for each in ballots if any(one is not None for one in each)]
    if not valid:
        return {"outcome": "no-votes", "winners": []}
    total = {a: sum(each[a] or 0 for each in valid) for a in range(n)}
    ordered = sorted(range(n), key=lambda a: (-total[a], lot.index(a)))
    return {"outcome": "elected", "winners": ordered[:seats]}


def approval(ballots: list[set[int]], n: int, seats: int, lot: list[int]) -> dict[str, Any]:
    return score([[1 if a in each else None for a in range(n)] for each in ballots], n, seats, lot)


def star(ballots: list[list[int | None]], n: int, seats: int, lot: list[int], highest: int) -> dict[str, Any]:
    valid = [[one or 0 for one in each] for each in ballots if any(one is not None for one in each)]
    if not valid:
        return {"outcome": "no-votes", "winners": []}
    winners: list[int] = []
    while len(winners) < min(seats, n):
        winners.append(one_star(valid, [a for a in range(n) if a not in winners], lot, highest))
    return {"outcome": "elected", "winners": winners}


def one_star(ballots: list[list[int]], who: list[int], lot: list[int], highest: int) -> int:
    if len(who) == 1:
        return who[0]
    total = {a: sum(each[a] for each in ballots) for a in who}
    fives = {a: sum(each[a] == highest for each in ballots) for a in who}

    def prefer(a: int, b: int) -> int:
        return sum(each[a] > each[b] for each in ballots)

    points = sorted(total.values(), reverse=True)
    sure = [
        a
        for a in who
        if total[a] > points[1]
        or (total[a] == points[1] and points[1:].count(points[1]) == 1 and points[0] != points[1])
    ]
    if points[0] == points[1] and (len(points) == 2 or points[2] < points[1]):
        sure = [a for a in who if total[a] == points[0]]
    level = [a for a in who if a not in sure and total[a] == points[1]]
    places = 2 - len(sure)
    if places and len(level) == 2 and prefer(*level) != prefer(level[1], level[0]):
        sure.append(level[0] if prefer(*level) > prefer(level[1], level[0]) else level[1])
    else:
        sure += sorted(level, key=lambda a: (-fives[a], lot.index(a)))[:places]
    a, b = sure
    return max(sure, key=lambda x: (prefer(x, b if x == a else a), total[x], fives[x], -lot.index(x)))
