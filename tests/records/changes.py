"""Changes of what the JSON of a pack holds, anywhere in it, by somebody who has the key: digests, log and
signature agree with the change, so that each verifier has to look at the value itself.
"""

import copy
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from tests.records.pack_factory import Pack
from tests.records.sealing import ID, canonical, chained, sha256, signed

Path = tuple[Any, ...]
VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2, 5, 10**9, 10**9 + 1, 10**15 - 1, [], {}, [0], [1, 1], [[1]], {"1": 0},
    {"by": 1}, {"__proto__": 0}, "", "0", "1", "x", "en", "lot", "yes", "void", "more than 1/2",
    "at least 1/1", "at least 2/1", "at least 1/\u0662", "1.00000", "\u0661.00000", "\u2028",
)  # fmt: skip
KEYS = (
    "", "0", "1", "9", "01", "+1", "\u0661", "more", "mark", "ko", "left_over", "__proto__", "toString",
    "length",
)  # fmt: skip
DEFINITIONS = {"definition.json": "polls.opened", "definition-counted.json": "polls.counted"}
OTHERS = ("commitment.json", "ballots.json", "participation.json", "lots.json", "results.json")


def paths_of(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the way to a value, and to each within it."""
    yield path
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in parts:
        yield from paths_of(each, (*path, key))


def kinds_of(value: Any) -> list[list[Path]]:
    """Return the ways to all values within it by kind of place: each row or candidate is alike."""
    kinds = defaultdict[Path, list[Path]](list)
    for path in paths_of(value):
        kinds[tuple("" if type(each) is int or each.isdecimal() else each for each in path)].append(path)
    return list(kinds.values())


def get(value: Any, path: Path) -> Any:
    """Return what is at the end of the path."""
    for each in path:
        value = value[each]
    return value


def others(old: Any, some: Any, chance: random.Random) -> list[Any]:
    """Return what may stand in place of a value; `some` is a value from elsewhere."""
    found = [chance.choice(VALUES), chance.choice(VALUES), some, [old]]
    if type(old) is int:
        found += [old + 1, old - 1, str(old), bool(old)]
    elif isinstance(old, str):
        found += [old + " ", old + "0", old.upper(), old[1:]]
    elif isinstance(old, list):
        found += [old[::-1], old[1:], old[:-1], old + old[:1], [*old, None], dict(enumerate(old))]
    elif isinstance(old, dict):
        found += [list(old.values()), *({each: old[each] for each in old if each != out} for out in old)]
        for key in (chance.choice(KEYS), chance.choice([*old, "more"])):
            found += [{**old, key: chance.choice(VALUES)}, {**old, key: some}]
    return found


Place = list[tuple[str, Path]]  # entries, and the way to what is the same in each


def values_of(pack: Pack) -> dict[str, Any]:
    """Return what each entry holds; of the log, its lines."""
    values = {name: pack.json(name) for name in (*DEFINITIONS, *OTHERS, "manifest.json")}
    return values | {"log.txt": [json.loads(line[65:]) for line in pack.entries["log.txt"].splitlines()]}


def places_of(values: dict[str, Any]) -> list[Place]:
    """Return each part of a pack that can be changed by itself; the two definitions, and the two places of a
    count's log, also together.
    """
    places: list[Place] = [[(name, ())] for name in values if name != "log.txt"]
    places += [[("log.txt", (at,))] for at in range(len(values["log.txt"]))]
    places.append([(name, ()) for name in DEFINITIONS])
    for at, box in enumerate(values["ballots.json"]["contests"]):
        if "rounds" in box.get("totals", ()):
            log = ("results.json", ("contests", at, "count", "log"))
            places.append([log, ("ballots.json", ("contests", at, "totals", "rounds"))])
    return places


def changed(pack: Pack, chance: random.Random) -> tuple[str, Pack]:
    """Return the pack with a value changed somewhere, and what was changed."""
    values = values_of(pack)
    place = chance.choice(places_of(values))
    whole = get(values[place[0][0]], place[0][1])
    path, other = (chance.choice(chance.choice(kinds_of(whole))) for _ in "12")
    return with_other(pack, place, path, chance.choice(others(get(whole, path), get(whole, other), chance)))


def with_other(pack: Pack, place: Place, path: Path, new: Any) -> tuple[str, Pack]:
    """Return the pack with another value at the end of the path, and words for it."""
    values = values_of(pack)
    for name, start in place:
        *way, last = "", *start, *path
        around = {"": values[name]}
        get(around, tuple(way))[last] = copy.deepcopy(new)
        values[name] = around[""]
    told = f"{[name for name, _ in place]} {(*place[0][1], *path)}: {json.dumps(new)[:200]}"
    return told, agreeing(pack, values)


def agreeing(pack: Pack, values: dict[str, Any]) -> Pack:
    """Return the pack with these values. Where a definition is another, log and commitment agree with it."""
    entries = {**pack.entries, **{name: canonical(values[name]) for name in DEFINITIONS}}
    for name, step in DEFINITIONS.items():
        if entries[name] != pack.entries[name]:
            digest = sha256(entries[name])
            if name == "definition.json":
                values["commitment.json"]["definition"] = digest
            for line in values["log.txt"]:
                if line["what"] == step:
                    line["data"]["definition"] = digest
    entries |= {name: canonical(values[name]) for name in OTHERS}
    manifest, old = values["manifest.json"], pack.json("manifest.json")
    election = manifest.get("election") if isinstance(manifest, dict) else ID
    entries["log.txt"] = chained(values["log.txt"], pack.key, str(election))
    sealed = Pack(entries, pack.key).sealed()
    if manifest != old:
        if isinstance(manifest, dict) and manifest.get("files") == old["files"]:
            manifest["files"] = sealed.json("manifest.json")["files"]
        sealed = Pack({**entries, **signed(manifest, pack.key)}, pack.key)
    return sealed
