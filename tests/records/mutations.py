"""Every way in which a small pack can be changed, by somebody without the key and by somebody who has it."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from tests.records.pack_factory import Pack, contest, pack_of
from tests.records.sealing import OTHER_KEY, signed, zip_of


@dataclass(frozen=True)
class Mutation:
    """A changed pack: `kind` of change, where, and its bytes."""

    kind: str
    where: str
    content: bytes


def small(title: str = "Club") -> Pack:
    """A pack with each form of box: markings, sums, and one that stays closed."""
    closed = {"share": "at least 1/1", "came": "cast", "below": "not_opened"}
    return pack_of(
        [
            contest("choose", 3, number=1),
            contest("approval", 2, number=2),
            contest("yes_no", 0, number=3),
            contest("irv", 3, number=4),
            contest("choose", 2, number=5, rule={"quorum": closed}),
        ],
        {
            1: [(3, [1]), (2, [2]), (1, [])],
            2: [(4, [1, 2]), (1, [2]), (1, [])],
            3: [(3, [[0, "yes"]]), (2, [[0, "no"]]), (1, [[0, "abstain"]])],
            4: [(3, [[1], [2]]), (2, [[2]]), (1, [[3], [2]])],
            5: [(6, [1])],
        },
        away=2,
        title=title,
        more_steps=[
            {"what": "polls.paused", "data": {"marks": 2, "digest": "00"}},
            {"what": "polls.resumed", "data": {"digest": "00", "same": True}},
        ],
    )


def without_key(pack: Pack) -> Iterator[Mutation]:
    """Changes by somebody who cannot sign."""
    whole = pack.bytes()
    for at in range(len(whole)):
        flipped = bytearray(whole)
        flipped[at] ^= 1 << at % 8
        yield Mutation("byte flipped", str(at), bytes(flipped))
    for name, content in pack.entries.items():
        for at in range(0, len(content), 7):
            flipped = bytearray(content)
            flipped[at] ^= 1 << at % 7
            changed = Pack({**pack.entries, name: bytes(flipped)}, pack.key)
            yield Mutation("byte flipped, check sum mended", f"{name}:{at}", changed.bytes())
        rest = {each: kept for each, kept in pack.entries.items() if each != name}
        yield Mutation("entry dropped", name, Pack(rest).bytes())
        yield Mutation("entry renamed", name, Pack({**rest, f"x{name}": content}).bytes())
        twice = sorted([*pack.entries.items(), (name, content)])
        yield Mutation("entry twice", name, zip_of(twice))
        upper = sorted([*pack.entries.items(), (name.upper(), content)])
        yield Mutation("case twin", name, zip_of(upper))
        rehashed = Pack({**pack.entries, name: content + b"\n"}, pack.key).sealed()
        forged = {**rehashed.entries, "manifest.sig": pack.entries["manifest.sig"]}
        if name != "manifest.sig":
            yield Mutation("manifest forged", name, Pack(forged).bytes())
    names = sorted(pack.entries)
    for one, other in pairwise(names):
        swapped = {**pack.entries, one: pack.entries[other], other: pack.entries[one]}
        yield Mutation("entries swapped", one, Pack(swapped).bytes())
    yield Mutation("entry added", "more.txt", Pack({**pack.entries, "more.txt": b"more"}).bytes())
    yield Mutation("order", "", zip_of(sorted(pack.entries.items(), reverse=True)))
    yield Mutation("prepended", "", b"\0" + whole)
    yield Mutation("appended", "", whole + b"\0")
    yield Mutation("comment", "", whole[:-2] + struct.pack("<H", 1) + b"c")
    yield Mutation("another key", "", Pack(pack.entries, OTHER_KEY).sealed().bytes())
    other = small("Other club")
    for name in names:
        if pack.entries[name] != other.entries[name]:
            changed = Pack({**pack.entries, name: other.entries[name]})
            yield Mutation("of another pack", name, changed.bytes())


def with_key(pack: Pack) -> Iterator[Mutation]:
    """Changes by somebody who has the election's key and signs again."""
    for name in pack.entries:
        if name not in ("manifest.json", "manifest.sig"):
            rest = {each: kept for each, kept in pack.entries.items() if each != name}
            yield Mutation("entry dropped, signed", name, Pack(rest, pack.key).sealed().bytes())
    boxes = pack.json("ballots.json")["contests"]
    for at, box in enumerate(boxes):
        for path in _numbers(box):
            # Who is ranked above whom decides nothing in a count by rounds, and no result shows it.
            for by in () if box["id"] == 4 and "above" in path else (-1, 1):

                def change(value: Any, at: int = at, path: tuple[Any, ...] = path, by: int = by) -> None:
                    _add(value["contests"][at], path, by)

                changed = pack.change("ballots.json", change).sealed()
                yield Mutation("ballots changed, signed", f"{at} {path} {by}", changed.bytes())
    receipts = pack.entries["receipts.txt"].splitlines(keepends=True)
    for at in range(len(receipts)):
        for lines in (
            receipts[:at] + receipts[at + 1 :],
            receipts[:at] + receipts[at : at + 1] + receipts[at:],
            receipts[at : at + 1] + receipts[:at] + receipts[at + 1 :] if at else receipts[::-1],
        ):
            changed = Pack({**pack.entries, "receipts.txt": b"".join(lines)}, pack.key).sealed()
            yield Mutation("receipts changed, signed", str(at), changed.bytes())
    lines = pack.entries["log.txt"].splitlines(keepends=True)
    for at in range(len(lines)):
        for what, kept in {
            "dropped": lines[:at] + lines[at + 1 :],
            "twice": lines[: at + 1] + lines[at:],
            "cut off": lines[:at],
            "first": [lines[at], *lines[:at], *lines[at + 1 :]] if at else lines[::-1],
            "changed": [*lines[:at], lines[at].replace(b"organiser", b"organizer"), *lines[at + 1 :]],
        }.items():
            changed = Pack({**pack.entries, "log.txt": b"".join(kept)}, pack.key).sealed()
            yield Mutation("log changed, signed", f"{at} {what}", changed.bytes())
    for name in ("results.json", "participation.json", "commitment.json", "definition.json", "lots.json"):
        value = pack.json(name)
        for path in _numbers(value):
            if path in (("rights",), ("roll", "added")):
                continue  # how many more people came to the roll later only the log's acts say

            def raise_by_one(value: Any, path: tuple[Any, ...] = path) -> None:
                _add(value, path, 1)

            yield Mutation(
                "number changed, signed", f"{name} {path}", pack.change(name, raise_by_one).sealed().bytes()
            )
    other = small("Other club")
    for name in ("definition.json", "definition-counted.json", "commitment.json", "log.txt", "results.json"):
        changed = Pack({**pack.entries, name: other.entries[name]}, pack.key).sealed()
        yield Mutation("of another pack, signed", name, changed.bytes())
    forged = Pack(dict(pack.entries), OTHER_KEY)
    manifest = forged.json("manifest.json")
    yield Mutation("signed by another", "", Pack({**pack.entries, **signed(manifest, OTHER_KEY)}).bytes())


def _numbers(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to each whole number, but for those that only say what stands in a definition."""
    if type(value) is int:
        yield path
    for key, each in value.items() if isinstance(value, dict) else ():
        yield from _numbers(each, (*path, key))
    for at, each in enumerate(value) if isinstance(value, list) else ():
        yield from _numbers(each, (*path, at))


def _add(value: Any, path: tuple[Any, ...], by: int) -> None:
    for each in path[:-1]:
        value = value[each]
    value[path[-1]] += by
