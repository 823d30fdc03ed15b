"""Ways to change a pack so that its signature, its log and what agrees with it stay right."""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from tests.records.mutations import small
from tests.records.pack_factory import Pack, contest, pack_of
from tests.records.sealing import KEY, log_of, sha256

Change = Callable[[Any], object]
Forge = Callable[[], Pack]
SMALL = small()


def relogged(pack: Pack, change: Change) -> Pack:
    """Return the pack with its lines changed and chained anew."""
    lines = [json.loads(line[65:]) for line in pack.entries["log.txt"].splitlines()]
    change(lines)
    for line in lines:
        del line["n"]
    return Pack({**pack.entries, "log.txt": log_of(lines, KEY)}, KEY)


def at(lines: Any, what: str) -> Any:
    return next(line for line in lines if line["what"] == what)


def logged(what: str, /, **data: Any) -> Forge:
    """A line of this kind says something else."""
    return lambda: relogged(SMALL, lambda lines: at(lines, what)["data"].update(data))


def deep(levels: int) -> Any:
    """Objects and lists in turn, one within the other."""
    value: Any = 0
    for level in range(levels):
        value = [value] if level % 2 else {"a": value}
    return value


def noted(what: str, /, **parts: Any) -> Forge:
    return lambda: relogged(SMALL, lambda lines: at(lines, what).update(parts))


def changed(entry: str, change: Change, pack: Pack = SMALL) -> Forge:
    return lambda: pack.change(entry, change)


def recounted(change: Change) -> Forge:
    """The counted definition is another, and the log agrees with it."""

    def forge() -> Pack:
        pack = SMALL.change("definition-counted.json", change)
        digest = sha256(pack.entries["definition-counted.json"])
        return relogged(pack, lambda lines: at(lines, "polls.counted")["data"].update(definition=digest))

    return forge


def recommitted(change: Change) -> Pack:
    """The opened definition is another, and commitment and log agree with it."""
    pack = SMALL.change("definition.json", change)
    digest = sha256(pack.entries["definition.json"])
    pack = pack.change("commitment.json", lambda value: value.update(definition=digest))
    return relogged(pack, lambda lines: at(lines, "polls.opened")["data"].update(definition=digest))


def with_log(pack: Pack, what: str, **data: Any) -> Pack:
    return relogged(pack, lambda lines: at(lines, what)["data"].update(data))


FEWER = MappingProxyType({"1": 5, "2": 6, "3": 6, "4": 6, "5": 6})


def fewer_cast(pack: Pack = SMALL, numbers: Mapping[str, int] = FEWER) -> Pack:
    """One ballot of a contest is missing, wherever it is told of: these are left."""
    pack = pack.change("participation.json", first(cast=5))
    ballots = dict(numbers)
    return with_log(with_log(pack, "polls.closed", ballots=ballots), "polls.counted", ballots=ballots)


def larger_roll() -> Pack:
    """More were on the roll of a contest at the opening than there are on it."""
    rolls = {"1": 9, "2": 8, "3": 8, "4": 8, "5": 8}
    pack = SMALL.change("participation.json", first(roll_at_opening=9))
    pack = pack.change("commitment.json", lambda value: value.update(contests=rolls))
    return with_log(pack, "polls.opened", contests=rolls)


def in_both(change: Change, pack: Pack, place: int = 0) -> Forge:
    """The log of a count is another, in the results and in the sums."""

    def forge() -> Pack:
        told = pack.change("results.json", lambda value: change(value["contests"][place]["count"]["log"]))
        return told.change("ballots.json", lambda value: change(value["contests"][place]["totals"]["rounds"]))

    return forge


def box(place: int, /, **parts: Any) -> Forge:
    return changed("ballots.json", lambda value: value["contests"][place].update(parts))


def first(**parts: Any) -> Change:
    return lambda value: value["contests"][0].update(parts)


RANKINGS = {1: [(3, [[1], [2]]), (2, [[2]]), (1, [[3], [2]]), (1, [[3]])]}
IRV = pack_of([contest("irv")], RANKINGS)
WITHOUT = pack_of([contest("irv")], RANKINGS, withdrawn={1: [3]})
STV = pack_of([contest("stv_scottish", rule={"seats": 2})], RANKINGS)
TIED = pack_of([contest("choose", 2, order=False)], {1: [(2, [1]), (2, [2])]})
SCORE = pack_of([contest("score", 2)], {1: [(2, [[1, 5], [2, 3]])]})
MOTIONS = pack_of([contest("yes_no", 2)], {1: [(2, [[1, "yes"], [2, "no"]])]})
TWO_OF = pack_of([contest("choose", 3, options={"most": 2})], {1: [(2, [1, 2]), (1, [])]})


def lot(favoured: list[int], *witnesses: str, number: int = 1) -> dict[str, Any]:
    return {"contest": number, "favoured": favoured, "witnesses": list(witnesses)}


def lots(pack: Pack, *given: dict[str, Any]) -> Forge:
    return changed("lots.json", lambda value: value.update(lots=list(given)), pack)


def totals(pack: Pack, change: Change) -> Forge:
    return changed("ballots.json", lambda value: change(value["contests"][0]), pack)


TITLE = {"ko": "동아리", "en": "Club"}


def withdrawn(value: Any) -> None:
    value["contests"][0]["candidates"][2]["withdrawn"] = True


def styled(styles: list[list[int]], cast: list[int], marks: int) -> Pack:
    """These contests by style, with so many ballots each, of so many who voted."""
    numbers = range(1, len(cast) + 1)
    return pack_of(
        [contest("yes_no", 0, number=number) for number in numbers],
        {number: [(count, [[0, "yes"]])] for number, count in zip(numbers, cast, strict=True)},
        styles=[{"id": at, "contests": given} for at, given in enumerate(styles, 1)],
        marks=marks,
    )


ONE_MOVES = pack_of([contest("irv")], {1: [(3, [[1]]), (2, [[2]]), (1, [[3], [1]])]})
AT_ONCE = pack_of([contest("irv")], {1: [(5, [[1]]), (1, [[2]])]})
BOTH_AT_ONCE = pack_of([contest("stv_scottish", rule={"seats": 2})], {1: [(4, [[1]]), (3, [[2]])]})
EXHAUSTED = pack_of(
    [contest("stv_scottish", rule={"seats": 2})], {1: [(5, [[1]]), (3, [[2], [3]]), (2, [[3]])]}
)
DRAWN = pack_of(
    [contest("choose", 2, order=False)], {1: [(2, [1]), (2, [2])]}, lots={1: ([1], ["Han", "Seo"])}
)
ORDERED = pack_of([contest("choose", 2, order=True)], {1: [(2, [1]), (2, [2])]})
LIKED = pack_of([contest("approval", 2)], {1: [(2, [1]), (1, [])]})


def moved(to: dict[str, Any], votes: list[int], exhausted: int) -> Forge:
    def change(log: Any) -> None:
        log["rounds"][1]["transfers"]["to"] = to
        log["rounds"][1].update(votes=votes, exhausted=exhausted)

    return in_both(change, ONE_MOVES)


def overdrawn(log: Any) -> None:
    """A surplus hands on more than there is."""
    row = next(each for each in log["rounds"] if "transfers" in each)
    row["transfers"]["to"] = {"2": 200_000, "left_over": -100_000}
    row.update(votes=["4.00000", "3.00000", "4.00000"], nontransferable="-1.00000", elected=[2])
    log.update(rounds=log["rounds"][:2], winners=[0, 2], ties=[])


def said_alike(pack: Pack, votes: list[int], said: int) -> Forge:
    """Votes are others, in the sums and in the results; `said` in all."""

    def forge() -> Pack:
        changed = pack.change(
            "ballots.json",
            lambda value: value["contests"][0]["totals"].update(
                votes={str(at): number for at, number in enumerate(votes, 1)}
            ),
        )

        def tell(value: Any) -> None:
            for row, number in zip(value["contests"][0]["counts"], votes, strict=True):
                row["votes"] = number
            value["contests"][0]["sums"]["votes"] = said

        return changed.change("results.json", tell)

    return forge


def drawn(favoured: list[int], vacant: int, *witnesses: str) -> Forge:
    """A lot that cannot be, and results that agree with it."""

    def forge() -> Pack:
        given = {"contest": 1, "favoured": favoured, "witnesses": list(witnesses)}
        changed = DRAWN.change("lots.json", lambda value: value.update(lots=[given]))

        def tell(value: Any) -> None:
            value["contests"][0]["tie"].update(chosen=favoured, witnesses=list(witnesses))
            value["contests"][0].update(elected=favoured, vacant=vacant)
            for row in value["contests"][0]["counts"]:
                row["mark"] = "elected_by_lot" if row["candidate"] in favoured else "not_elected"

        return changed.change("results.json", tell)

    return forge


def drawn_needlessly() -> Pack:
    """A lot where the declared order has decided the tie, and results that tell of its witnesses."""
    changed = ORDERED.change("lots.json", lambda value: value.update(lots=[lot([2], "Han", "Seo")]))
    return changed.change(
        "results.json", lambda value: value["contests"][0]["tie"].update(witnesses=["Han", "Seo"])
    )


def in_another_form() -> Pack:
    """Sums instead of the markings that are due."""

    def change(value: Any) -> None:
        votes = {"1": 3, "2": 2, "3": 0}
        value["contests"][0] = {
            "id": 1, "form": "totals", "ballots": 6, "blank": 1, "abstain": 0, "totals": {"votes": votes},
        }  # fmt: skip

    return SMALL.change("ballots.json", change)
