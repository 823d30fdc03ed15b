"""PrefLib files of rankings: SOC, SOI, TOC and TOI.

::

    # TITLE: Board
    # DATA TYPE: toc
    # NUMBER ALTERNATIVES: 3
    # NUMBER VOTERS: 7
    # ALTERNATIVE NAME 1: Adam
    …
    4: 1,2,3
    3: 2,{1,3}

In SOC and SOI nobody shares a rank, in SOC and TOC everybody has one.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from election.voting.ballot_files.ballot_file import (
    BallotFile,
    Box,
    check_size,
    first_places,
    has_equal_ranks,
    lines_of,
    most_first,
    name_of,
    shown,
    whole_number,
)
from election.voting.ballot_files.refusals import Fault
from election.voting.counts.ballots import SAME_RANK, Rankings, packed, unpacked

TYPES = ("soc", "soi", "toc", "toi")
_STRICT, _COMPLETE = ("soc", "soi"), ("soc", "toc")
_HEAD = re.compile(rb"#\s*([A-Z][A-Z ]*?)(?:\s+([0-9]{1,3}))?\s*:\s*(.*)")
_RANK = re.compile(rb"\s*(?:\{([^{}]*)\}|([^{},]+))\s*(?:,|$)")


def read_preflib(file: BinaryIO, kind: str) -> BallotFile:
    """Return what is in a PrefLib file of this kind, unless the file itself names another. Raises Fault."""
    reader = _Reader(kind)
    last = 1
    for last, line in lines_of(file):
        if line.startswith(b"#"):
            reader.take_head(line, last)
        else:
            reader.take_ballots(line, last)
    return reader.whole(last)


def write_preflib(election: BallotFile, file: BinaryIO, kind: str) -> None:
    """Write a PrefLib file; the rankings of most ballots first. Raises Fault where files of this kind cannot
    say what is in it.
    """
    rankings = election.rankings
    if rankings.counts.get(b"") or rankings.withdrawn:
        raise Fault(
            "ballot_fault.preflib_blank" if not rankings.withdrawn else "ballot_fault.preflib_withdrawn"
        )
    if kind in _STRICT and has_equal_ranks(rankings):
        raise Fault("ballot_fault.preflib_ties", kind=kind.upper())
    lengths = {len(each.translate(None, bytes([SAME_RANK]))) for each in rankings.counts}
    if kind in _COMPLETE and lengths - {rankings.candidates}:
        raise Fault("ballot_fault.preflib_incomplete", kind=kind.upper())
    head = {
        "TITLE": election.title,
        "DATA TYPE": kind,
        "MODIFICATION TYPE": "original",
        "NUMBER ALTERNATIVES": rankings.candidates,
        "NUMBER VOTERS": sum(rankings.counts.values()),
        "NUMBER UNIQUE ORDERS": len(rankings.counts),
    }
    names = {f"ALTERNATIVE NAME {at}": name for at, name in enumerate(election.names, start=1)}
    for key, value in (head | names).items():
        file.write(f"# {key}: {value}\n".encode())
    for ranking, number in most_first(rankings):
        file.write(f"{number}: {','.join(map(_rank_text, unpacked(ranking)))}\n".encode())


def _rank_text(rank: list[int]) -> str:
    text = ",".join(str(each + 1) for each in rank)
    return text if len(rank) == 1 else f"{{{text}}}"


class _Reader:
    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._title = ""
        self._size: int | None = None
        self._voters: int | None = None
        self._names: dict[int, str] = {}
        self._places: dict[bytes, int] = {}
        self._box = Box()

    def take_head(self, line: bytes, at: int) -> None:
        found = _HEAD.fullmatch(line)
        if found is None:
            return  # a comment
        match found[1], found[2], found[3]:
            case b"TITLE", None, title if title:
                self._title = name_of(title, at)
            case b"DATA TYPE", None, kind:
                self._kind = kind.decode("ascii", "replace").lower()
                if self._kind not in TYPES:
                    raise Fault("ballot_fault.preflib_kind", at, names=", ".join(TYPES).upper())
            case b"NUMBER ALTERNATIVES", None, number:
                self._size = whole_number(number, at)
                check_size(self._size, at)
                self._places = {b"%d" % (each + 1): each for each in range(self._size)}
            case b"NUMBER VOTERS", None, number:
                self._voters = whole_number(number, at)
            case b"ALTERNATIVE NAME", bytes() as number, name:
                self._names[int(number)] = name_of(name, at)

    def take_ballots(self, line: bytes, at: int) -> None:
        if self._size is None:
            raise Fault("ballot_fault.preflib_head", at)
        count, colon, ranks = line.partition(b":")
        if not colon:
            raise Fault("ballot_fault.preflib_line", at)
        weight = whole_number(count.strip(), at)
        if not weight:
            raise Fault("ballot_fault.weight", at)
        try:
            ranking = bytes([self._places[each] for each in ranks.strip().split(b",")])
            is_plain = len(set(ranking)) == len(ranking)
        except KeyError:
            is_plain = False
        if not is_plain:
            ranking = packed(first_places(self._ranks(ranks.strip(), at)))
        self._check_kind(ranking, at)
        self._box.add(ranking, weight, at)

    def _ranks(self, text: bytes, at: int) -> Iterator[list[int]]:
        done = 0
        while done < len(text):
            found = _RANK.match(text, done)
            if found is None:
                raise Fault("ballot_fault.preflib_line", at)
            done = found.end()
            rank = []
            for each in (found[1] if found[2] is None else found[2]).split(b","):
                if each.strip() not in self._places:
                    raise Fault("ballot_fault.candidate", at, text=shown(each.strip()), count=self._size)
                rank.append(self._places[each.strip()])
            yield rank

    def _check_kind(self, ranking: bytes, at: int) -> None:
        ties = ranking.count(SAME_RANK)
        if ties and self._kind in _STRICT:
            raise Fault("ballot_fault.preflib_ties", at, kind=self._kind.upper())
        if self._kind in _COMPLETE and len(ranking) - ties != self._size:
            raise Fault("ballot_fault.preflib_incomplete", at, kind=self._kind.upper())

    def whole(self, last: int) -> BallotFile:
        if self._size is None:
            raise Fault("ballot_fault.preflib_head", last)
        if sorted(self._names) != list(range(1, self._size + 1)):
            raise Fault("ballot_fault.fewer_names", last, count=self._size, found=len(self._names))
        if self._voters is not None and self._voters != self._box.ballots:
            raise Fault("ballot_fault.voters", last, count=self._voters, found=self._box.ballots)
        names = tuple(self._names[each] for each in range(1, self._size + 1))
        return BallotFile(self._title, names, Rankings(self._size, self._box.counts))
