"""Another program, written from docs/verification.md and docs/deciding.md alone. It imports nothing of ours.

It reads a pack, follows the log and counts who is elected from the markings, in the plainest way there is.
"""

import hashlib
import json
import sys
import zipfile
from collections import Counter
from fractions import Fraction
from typing import Any

Ballots = list[tuple[int, Any]]


def read(path: str) -> tuple[dict[str, Any], list[str]]:
    """Return the entries by name, JSON read, and what is wrong with the pack."""
    wrong: list[str] = []
    with zipfile.ZipFile(path) as file:
        raw = {name: file.read(name) for name in file.namelist()}
    pack: dict[str, Any] = {n: json.loads(c) if n.endswith(".json") else c for n, c in raw.items()}
    for name, listed in pack["manifest.json"]["files"].items():
        if hashlib.sha256(raw[name]).hexdigest() != listed["sha256"]:
            wrong.append(name)
    manifest, log = pack["manifest.json"], raw["log.txt"].decode().splitlines()
    before = hashlib.sha256(
        f"vote-kiosk log 1\n{manifest['election']}\n{manifest['key']}".encode()
    ).hexdigest()
    for line in log:
        said, _, words = line.partition(" ")
        before = hashlib.sha256(f"{before}\n{words}".encode()).hexdigest()
        if before != said:
            wrong.append("log.txt")
    opened = next(json.loads(line[65:]) for line in log if '"what":"polls.opened"' in line)
    if opened["data"]["definition"] != hashlib.sha256(raw["definition.json"]).hexdigest():
        wrong.append("definition.json")
    if len(raw["receipts.txt"].splitlines()) != pack["participation.json"]["marks"]:
        wrong.append("receipts.txt")
    return pack, wrong


def share_reached(text: str, number: int, people: int) -> bool:
    kind, _, part = text.rpartition(" ")
    needed = Fraction(part) * people
    return people > 0 and number > 0 and (number > needed if kind == "more than" else number >= needed)


def quorum_missed(quorum: Any, roll: int, cast: int, present: int | None) -> bool:
    came = cast if quorum is None or quorum["came"] == "cast" else max(cast, present or 0)
    return quorum is not None and not share_reached(quorum["share"], came, roll)


def elected(contest: Any, box: Any, people: Any, whole: Any) -> list[int] | None:
    """Return who is elected, as ids; None where the markings are not in the pack."""
    if box["form"] != "markings":
        return None
    gone = {each["id"] for each in contest["candidates"] if each["withdrawn"]}
    ids = [each["id"] for each in contest["candidates"]] or [0]
    ballots = [(each["count"], each["marking"]) for each in box["markings"]]
    order = contest["rule"]["ties"]["order"] or ids
    standing = [each for each in order if each not in gone]
    seats = contest["rule"]["seats"]
    if quorum_missed(contest["rule"]["quorum"], people["roll"], people["cast"], people["present"]):
        return []
    match contest["kind"]:
        case "irv":
            return run_off(ballots, standing)
        case "stv_scottish":
            return stv(ballots, standing, seats or 1)
        case "condorcet":
            return condorcet(ballots, standing)
        case "star":
            return star(ballots, standing, ids, seats or 1)
    return by_sums(contest, ballots, people, standing, ids)


def by_sums(contest: Any, ballots: Ballots, people: Any, standing: list[int], ids: list[int]) -> list[int]:
    """Return who has most, or votes enough; nobody of those who are level across the last seat."""
    kind, rule = contest["kind"], contest["rule"]
    yes, no, abstain = Counter[int](), Counter[int](), Counter[int]()
    for count, marking in ballots:
        for each in marking:
            if kind == "yes_no":
                {"yes": yes, "no": no, "abstain": abstain}[each[1]][each[0]] += count
            elif kind == "score":
                yes[each[0]] += each[1] * count
            else:
                yes[each] += count
    valid = sum(count for count, marking in ballots if marking)
    enough = []
    for each in standing:
        limit = rule["threshold"] or ({"share": "more than 1/2", "of": "valid"} if kind == "yes_no" else None)
        if limit is None:
            reached = valid > 0 if kind == "score" else yes[each] > 0
        else:
            base = {
                "valid": yes[each] + no[each] if kind == "yes_no" else valid,
                "cast": people["cast"],
                "roll": people["roll"],
                "present": max(people["present"] or 0, people["cast"]),
            }[limit["of"]]
            reached = share_reached(limit["share"], yes[each], base)
        if reached:
            enough.append(each)
    usual = {"choose": contest["options"].get("most", 1), "yes_no": len(ids)}.get(kind, 1)
    seats = rule["seats"] or usual
    ranked = sorted(enough, key=lambda each: -yes[each])
    if len(ranked) > seats and yes[ranked[seats]] == yes[ranked[seats - 1]] and rule["ties"]["by"] != "order":
        ranked = [each for each in ranked if yes[each] > yes[ranked[seats]]]
    return ranked[:seats]


def firsts(ballots: Ballots, left: list[int]) -> Counter[int]:
    votes = Counter(dict.fromkeys(left, 0))
    for count, ranks in ballots:
        votes.update({each[0]: count for each in [rank for rank in ranks if rank[0] in left][:1]})
    return votes


def last_of(votes: list[Any], left: list[int]) -> int:
    """Return who is excluded: fewest now, then at each stage before, then the last of the declared order."""
    return min(left, key=lambda each: (*(stage[each] for stage in reversed(votes)), -left.index(each)))


def run_off(ballots: Ballots, left: list[int]) -> list[int]:
    stages = []
    while left:
        stages.append(firsts(ballots, left))
        first, votes = stages[-1].most_common(1)[0]
        if not sum(stages[-1].values()):
            return []
        if 2 * votes > sum(stages[-1].values()) or len(left) == 1:
            return [first]
        out = last_of(stages, left)
        left = [each for each in left if each != out]
    return []


def stv(ballots: Ballots, left: list[int], seats: int) -> list[int]:
    """Return who is elected; each paper is one ballot, with a value in hundred-thousandths."""
    papers = [
        [100_000, [rank[0] for rank in ranks if rank[0] in left]]
        for count, ranks in ballots
        for _ in range(count)
    ]
    papers = [paper for paper in papers if paper[1]]
    if not papers:
        return []
    if len(left) <= seats:
        return sorted(left)
    quota = (len(papers) // (seats + 1) + 1) * 100_000
    held: dict[int, list[Any]] = {each: [] for each in left}
    for paper in papers:
        held[paper[1][0]].append(paper)
    votes: dict[int, int] = {each: sum(paper[0] for paper in held[each]) for each in left}
    stages, won, waiting = [dict(votes)], list[int](), list[int]()
    order = list(left)

    def most_of(some: list[int], earlier: list[dict[int, int]]) -> int:
        return max(some, key=lambda each: (*(one[each] for one in reversed(earlier)), -order.index(each)))

    while True:
        fill = len(left) == seats - len(won)
        ready = [each for each in left if fill or votes[each] >= quota]
        left = [each for each in left if each not in ready]
        waiting += [each for each in ready if votes[each] > quota]
        while ready:
            won.append(most_of(ready, stages))
            ready.remove(won[-1])
        if len(won) == seats:
            return won
        if waiting:
            source = most_of(waiting, stages)
            waiting.remove(source)
            surplus, total = votes[source] - quota, votes[source]
            votes[source] = quota
            values = [surplus * paper[0] // total for paper in held[source]]
        else:
            source = last_of(stages, left)
            left.remove(source)
            if len(left) == seats - len(won):
                continue
            votes[source], values = 0, [paper[0] for paper in held[source]]
        for paper, value in zip(held[source], values, strict=True):
            paper[0] = value
            after = paper[1][paper[1].index(source) + 1 :]
            to = next((each for each in after if each in left), None)
            if to is not None:
                votes[to] += value
                held[to].append(paper)
        held[source] = []
        stages.append(dict(votes))


def beats(ballots: Ballots, a: int, b: int) -> int:
    """Return how many ballots rank a above b."""
    found = 0
    for count, ranks in ballots:
        place = {each: at for at, rank in enumerate(ranks) for each in rank}
        found += count if place.get(a, len(ranks)) < place.get(b, len(ranks)) else 0
    return found


def condorcet(ballots: Ballots, left: list[int]) -> list[int]:
    """Return who is elected by Schulze: the strongest path to each other is as strong as that back."""
    if not any(each in rank for _, ranks in ballots for rank in ranks for each in left):
        return []
    path = {(a, b): beats(ballots, a, b) for a in left for b in left}
    path = {(a, b): votes if votes > path[b, a] else 0 for (a, b), votes in path.items()}
    for via in left:
        for a in left:
            for b in left:
                path[a, b] = max(path[a, b], min(path[a, via], path[via, b]))
    return [next(a for a in left if all(path[a, b] >= path[b, a] for b in left))]


def star(ballots: Ballots, left: list[int], ids: list[int], seats: int) -> list[int]:
    """Return who is elected. Level at the second place two are held against each other; else, as of more,
    most of the highest scores decide; then the order.
    """
    given = [(count, dict(marking)) for count, marking in ballots if marking]
    won = list[int]()

    def points(each: int) -> int:
        return sum(count * scores.get(each, 0) for count, scores in given)

    def fives(each: int) -> int:
        return sum(count for count, scores in given if scores.get(each) == 5)

    def higher(a: int, b: int) -> int:
        return sum(count for count, scores in given if scores.get(a, 0) > scores.get(b, 0))

    order = list(left)
    while given and left and len(won) < seats:
        if len(left) == 1:
            won += left
            break
        ranked = sorted(left, key=lambda each: -points(each))
        second = points(ranked[1])
        sure, level = [e for e in left if points(e) > second], [e for e in left if points(e) == second]
        if len(sure) + len(level) > 2:
            by_head = len(level) == 2 and higher(*level) - higher(*reversed(level))
            level.sort(key=lambda each: (-fives(each), order.index(each)))
            if by_head:
                a, b = [e for e in left if points(e) == second]
                level = [a if by_head > 0 else b]
        a, b = [*sure, *level][:2]
        won.append(max((a, b), key=lambda e: (higher(e, a + b - e), points(e), fives(e), -order.index(e))))
        left = [each for each in left if each != won[-1]]
    return won


def main(path: str) -> int:
    pack, wrong = read(path)
    definition, people = pack["definition-counted.json"], pack["participation.json"]
    whole = people["roll"]["at_opening"] + people["roll"]["added"]
    missed = quorum_missed(definition["quorum"], whole, people["marks"], people["present"])
    for at, contest in enumerate(definition["contests"]):
        result = pack["results.json"]["contests"][at]
        won = elected(contest, pack["ballots.json"]["contests"][at], people["contests"][at], people)
        won = [] if missed and won is not None else won
        lot = [each for each in pack["lots.json"]["lots"] if each["contest"] == contest["id"]]
        won = won + lot[0]["favoured"] if lot and won is not None else won
        if (
            won is not None
            and result["decision"] != "not_opened"
            and sorted(won) != sorted(result["elected"])
        ):
            wrong.append(f"contest {contest['id']}: {won}, not {result['elected']}")
    print("\n".join(wrong) or "as reported")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
