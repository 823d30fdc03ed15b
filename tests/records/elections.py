"""Random elections of every kind, as packs: ballots, rules, quorums, withdrawals, ties and their lots."""

from typing import Any

from hypothesis import strategies as st

from tests.records.pack_factory import DEFAULTS, Pack, contest, pack_of

KINDS = tuple(DEFAULTS)
SHARES = ("more than 1/2", "at least 1/2", "at least 2/3", "at least 1/3", "at least 1/10", "at least 1/1")
COUNTED = ("irv", "stv_scottish", "condorcet", "star")
THRESHOLD = st.none() | st.fixed_dictionaries(
    {"share": st.sampled_from(SHARES), "of": st.sampled_from(["valid", "cast", "present", "roll"])}
)
QUORUM = st.none() | st.fixed_dictionaries(
    {
        "share": st.sampled_from(SHARES),
        "came": st.sampled_from(["cast", "present"]),
        "below": st.sampled_from(["not_opened", "no_force"]),
    }
)


@st.composite
def contests(draw: Any, kind: str, number: int = 1) -> dict[str, Any]:
    """A contest with a rule that its kind may have."""
    size = draw(st.integers(0 if kind == "yes_no" else 1, 5))
    rule: dict[str, Any] = {"quorum": draw(QUORUM)}
    options: dict[str, Any] = {}
    if kind == "choose":
        options["most"] = draw(st.integers(1, size))
        options["least"] = draw(st.integers(0, options["most"]))
    if kind == "condorcet":
        options["completion"] = draw(st.sampled_from(["schulze", "ranked_pairs", "minimax"]))
        options["equal"] = draw(st.booleans())
    if kind == "score":
        options["highest"] = draw(st.sampled_from([5, 10]))
    if kind not in ("irv", "condorcet"):
        rule["seats"] = draw(st.none() | st.integers(1, 1 if size == 0 else 4))
    order = kind in COUNTED or draw(st.booleans())
    if kind not in COUNTED:
        if kind != "score":
            rule["threshold"] = draw(THRESHOLD)
        if kind in ("choose", "approval"):
            rule["lead_over_blank"] = draw(st.booleans()) and rule["seats"] in (None, 1)
            if rule["threshold"] or rule["lead_over_blank"]:
                rule["otherwise"] = draw(st.sampled_from(["nobody", "run_off"]))
        if not order or size == 0:
            rule["ties"] = {"by": draw(st.sampled_from(["lot", "run_off"])), "order": [], "made": None}
    one = kind == "yes_no" or options.get("most") == 1
    void = draw(st.sampled_from(["stand", "void"])) if one else "stand"
    return contest(kind, size, number=number, order=order, rule=rule, options=options, withdrawn_votes=void)


def markings(given: dict[str, Any]) -> st.SearchStrategy[Any]:
    """A marking that the ballot of a contest allows."""
    ids = [each["id"] for each in given["candidates"]] or [0]
    kind, options = given["kind"], given["options"]
    if kind in ("choose", "approval"):
        some = st.lists(
            st.sampled_from(ids), unique=True, min_size=options.get("least", 0), max_size=options.get("most")
        )
        return some.map(sorted) | st.just([])
    if kind in ("irv", "stv_scottish", "condorcet"):
        ranked = st.lists(st.sampled_from(ids), unique=True).map(lambda some: [[each] for each in some])
        if not options.get("equal"):
            return ranked
        return st.lists(st.integers(0, 3), min_size=len(ids), max_size=len(ids)).map(
            lambda ranks: [rank for at in (1, 2, 3) if (rank := _at(at, ids, ranks))]
        )
    words = st.sampled_from(["yes", "no", "abstain"])
    values: Any = words if kind == "yes_no" else st.integers(0, options["highest"])
    return st.dictionaries(st.sampled_from(ids), values).map(
        lambda some: [[each, value] for each, value in sorted(some.items())]
    )


def _at(rank: int, ids: list[int], ranks: list[int]) -> list[int]:
    return [each for each, its in zip(ids, ranks, strict=True) if its == rank]


@st.composite
def packs(draw: Any, kinds: tuple[str, ...] = KINDS, public: bool | None = None) -> Pack:
    """The pack of an election with one or two contests."""
    numbers = range(1, draw(st.integers(1, 2)) + 1)
    several = [draw(contests(draw(st.sampled_from(kinds)), number)) for number in numbers]
    ballots = draw(st.integers(0, 12))

    def box(given: dict[str, Any]) -> list[Any]:
        return draw(st.lists(markings(given).map(lambda each: (1, each)), min_size=ballots, max_size=ballots))

    boxes = {each["id"]: box(each) for each in several}
    withdrawn = {
        each["id"]: draw(st.sets(st.sampled_from([one["id"] for one in each["candidates"]]), max_size=2))
        for each in several
        if len(each["candidates"]) > 2 and draw(st.booleans())
    }
    away = draw(st.integers(0, 6))
    how: dict[str, Any] = {
        "away": away,
        "added": draw(st.integers(0, away)),
        "present": draw(st.integers(0, ballots + away)),
        "quorum": draw(QUORUM),
        "markings_public": draw(st.booleans()) if public is None else public,
        "withdrawn": withdrawn,
    }
    pack = pack_of(several, boxes, **how)
    lots = {
        each["contest"]: (draw(st.permutations(each["tie"]["among"]))[: each["tie"]["seats"]], ["Han", "Seo"])
        for each in pack.json("results.json")["contests"]
        if each.get("tie", {}).get("by") == "lot" and draw(st.booleans())
    }
    return pack_of(several, boxes, lots=lots, **how) if lots else pack
