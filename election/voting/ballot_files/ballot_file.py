"""What is in a file of ballots, and the parts that all forms share."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from election.texts import Unclean, clean_text
from election.voting.ballot_files.refusals import Fault
from election.voting.counts.ballots import MOST_CANDIDATES, SAME_RANK, Rankings

MOST_DIFFERENT = 4_000_000  # rankings; some 130 bytes each
MOST_BALLOTS = 10**9
_LONGEST_LINE = 1 << 16  # bytes
_LONGEST_NAME = 200
_NUMBER = re.compile(rb"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class BallotFile:
    """An election as a file has it: its `title`, which may be empty, the `names` of the candidates, their
    ballots, and how many are to be elected, where the file says so.
    """

    title: str
    names: tuple[str, ...]
    rankings: Rankings
    seats: int | None = None


def lines_of(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Go through the lines that are not empty, with their numbers, without what ends them."""
    number = 0
    while line := file.readline(_LONGEST_LINE + 1):
        number += 1
        if len(line) > _LONGEST_LINE:
            raise Fault("ballot_fault.long_line", number)
        if number == 1:
            if line.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise Fault("ballot_fault.encoding", number)
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line := line.strip():
            yield number, line


def whole_number(text: bytes, line: int) -> int:
    """Return a number of up to nine digits."""
    if not _NUMBER.fullmatch(text):
        raise Fault("ballot_fault.number", line, text=shown(text))
    return int(text)


def shown(text: bytes) -> str:
    """Return the beginning of what stands in a line, for a sentence."""
    return text[:20].decode("utf-8", "backslashreplace")


def name_of(text: bytes, line: int) -> str:
    """Return a name or title as it is shown."""
    try:
        name = clean_text(text.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Fault("ballot_fault.encoding", line) from error
    except Unclean as error:
        raise Fault("ballot_fault.unclean", line) from error
    if len(name) > _LONGEST_NAME:
        raise Fault("ballot_fault.long_name", line, most=_LONGEST_NAME)
    return name


def check_size(candidates: int, line: int) -> None:
    """Refuse more candidates than can be counted, and none."""
    if not 1 <= candidates <= MOST_CANDIDATES:
        raise Fault("ballot_fault.candidates", line, most=MOST_CANDIDATES)


class Box:
    """Rankings as they come, alike ones together."""

    def __init__(self) -> None:
        self.counts: dict[bytes, int] = {}
        self.ballots = 0

    def add(self, ranking: bytes, number: int, line: int) -> None:
        """Add so many of a ranking, in which nobody is named twice."""
        self.ballots += number
        if self.ballots > MOST_BALLOTS:
            raise Fault("ballot_fault.too_many", line, most=f"{MOST_BALLOTS:,}")
        counts = self.counts
        if ranking in counts:
            counts[ranking] += number
            return
        if len(counts) >= MOST_DIFFERENT:
            raise Fault("ballot_fault.too_many", line, most=f"{MOST_DIFFERENT:,}")
        counts[ranking] = number


def first_places(ranks: Iterable[Sequence[int]]) -> Iterator[list[int]]:
    """Yield the ranks without empty ones; whoever is named twice stays at their first place."""
    seen: set[int] = set()
    for rank in ranks:
        kept = [each for each in dict.fromkeys(rank) if each not in seen]
        seen.update(kept)
        if kept:
            yield kept


def most_first(rankings: Rankings) -> list[tuple[bytes, int]]:
    """Return the rankings in the order in which they are written: those of most ballots first, then by what
    they rank. No order of casting is in it.
    """
    return sorted(rankings.counts.items(), key=lambda each: (-each[1], each[0]))


def has_equal_ranks(rankings: Rankings) -> bool:
    """Return whether any ballot has two candidates on one rank."""
    return any(SAME_RANK in ranking for ranking in rankings.counts)
