"""BLT files, as OpenSTV and OpaVote write them.

::

    4 2                      four candidates, two seats
    -2                       who withdrew; may be left out
    3 1 3 4 0                three ballots: candidate 1, then 3, then 4
    (a7) 1 4 - 2=3 0         an identifier, which is not kept; a rank left out; two on one rank
    2 0                      two blank ballots
    0
    "Adam"                   and so on, then the title

A ballot is a line. Whoever is named twice counts at their first place, and ranks left out are closed up.
``#`` begins a comment.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from election.voting.ballot_files.ballot_file import (
    BallotFile,
    Box,
    check_size,
    first_places,
    lines_of,
    most_first,
    name_of,
    shown,
    whole_number,
)
from election.voting.ballot_files.refusals import Fault
from election.voting.counts.ballots import Rankings, packed, unpacked

_IDENTIFIER = re.compile(rb"\([^()]*\)\s*")
_QUOTED = re.compile(rb'"(.*)"\s*(?:#.*)?')
MOST_SEATS = 1000

Lines = Iterator[tuple[int, bytes]]


def read_blt(file: BinaryIO) -> BallotFile:
    """Return what is in a BLT file. Raises Fault."""
    lines = _without_comments(lines_of(file))
    number, first = next(lines, (1, b""))
    head = first.split()
    if len(head) != 2:
        raise Fault("ballot_fault.blt_head", number)
    size, seats = (whole_number(each, number) for each in head)
    check_size(size, number)
    if not 1 <= seats <= MOST_SEATS:
        raise Fault("ballot_fault.seats", number, most=MOST_SEATS)
    withdrawn, box, last = _ballots(lines, size, number)
    names, title = _names(lines, size, last)
    return BallotFile(title, tuple(names), Rankings(size, box.counts, frozenset(withdrawn)), seats)


def write_blt(election: BallotFile, file: BinaryIO) -> None:
    """Write a BLT file; the rankings of most ballots first."""
    rankings = election.rankings
    file.write(b"%d %d\n" % (rankings.candidates, election.seats or 1))
    if rankings.withdrawn:
        file.write(b" ".join(b"-%d" % (each + 1) for each in sorted(rankings.withdrawn)) + b"\n")
    for ranking, number in most_first(rankings):
        ranks = (b"=".join(b"%d" % (each + 1) for each in rank) for rank in unpacked(ranking))
        file.write(b" ".join((b"%d" % number, *ranks, b"0")) + b"\n")
    file.write(b"0\n")
    for text in (*election.names, election.title):
        file.write(f'"{text}"\n'.encode())


def _without_comments(lines: Lines) -> Lines:
    for number, line in lines:
        if line.startswith(b'"'):
            yield number, line
        elif kept := line.partition(b"#")[0].strip():
            yield number, kept


def _ballots(lines: Lines, size: int, last: int) -> tuple[set[int], Box, int]:
    """Return who withdrew, the ballots, and the line in which they end."""
    withdrawn, box = set[int](), Box()
    places = {b"%d" % (each + 1): each for each in range(size)}
    for last, line in lines:
        if line == b"0":
            return withdrawn, box, last
        if line.startswith(b"-") and not box.ballots:
            withdrawn.update(_withdrawn(line.split(), size, last))
        else:
            ranking, number = _ballot(line, places, last)
            box.add(ranking, number, last)
    raise Fault("ballot_fault.blt_no_end", last)


def _ballot(line: bytes, places: dict[bytes, int], at: int) -> tuple[bytes, int]:
    if line.startswith(b"("):
        line = _IDENTIFIER.sub(b"", line, count=1)
    tokens = line.split()
    if line.startswith(b'"') or not tokens:
        raise Fault("ballot_fault.blt_no_end", at)
    if tokens.pop() != b"0" or not tokens:
        raise Fault("ballot_fault.blt_ballot_end", at)
    number = whole_number(tokens[0], at)
    if not number:
        raise Fault("ballot_fault.weight", at)
    try:
        ranking = bytes([places[each] for each in tokens[1:]])
    except KeyError:
        return _ranking(tokens[1:], places, at), number
    is_plain = len(set(ranking)) == len(ranking)
    return ranking if is_plain else _ranking(tokens[1:], places, at), number


def _withdrawn(tokens: list[bytes], size: int, line: int) -> Iterator[int]:
    for each in tokens:
        candidate = whole_number(each.removeprefix(b"-"), line)
        if not each.startswith(b"-") or not 1 <= candidate <= size:
            raise Fault("ballot_fault.candidate", line, text=shown(each), count=size)
        yield candidate - 1


def _ranking(tokens: list[bytes], places: dict[bytes, int], line: int) -> bytes:
    """Return the ranking of a line that is not plain."""
    ranks: list[list[int]] = []
    for token in tokens:
        if token == b"0":
            raise Fault("ballot_fault.rank_0", line)
        rank: list[int] = []
        for each in () if token == b"-" else token.split(b"="):
            if each not in places:
                raise Fault("ballot_fault.candidate", line, text=shown(each), count=len(places))
            rank.append(places[each])
        ranks.append(rank)
    return packed(first_places(ranks))


def _names(lines: Lines, size: int, last: int) -> tuple[list[str], str]:
    texts: list[str] = []
    for last, line in lines:
        if len(texts) == size + 1:
            raise Fault("ballot_fault.more_names", last, count=size)
        quoted = _QUOTED.fullmatch(line)
        text = quoted[1] if quoted else line
        is_title = len(texts) == size
        texts.append(name_of(text, last) if text.strip() or not is_title else "")
    if len(texts) < size:
        raise Fault("ballot_fault.fewer_names", last, count=size, found=len(texts))
    return texts[:size], texts[size] if len(texts) > size else ""
