"""What the organiser is to know before a pack is given to anybody: what the counts tell of how people voted
(`results.warnings`), and of markings where those are public.
"""

from collections.abc import Iterator

from election.errors import Message
from election.records.pack.ballots import PackedContest
from election.records.pack.contents import PackContents
from election.results.warnings import told_by_counts

_FEW = 10  # a warning is due where more than one ballot in so many has a marking of its own


def warnings_of(contents: PackContents) -> tuple[Message, ...]:
    """Return them, contest by contest; none of a box that stays closed."""
    return tuple(_of_all(contents))


def _of_all(contents: PackContents) -> Iterator[Message]:
    for packed in contents.contests:
        if packed.counts is None:
            continue
        yield from told_by_counts(packed.contest, packed.counts)
        if contents.election.markings_public and _tells_apart(packed):
            yield Message("pack.warning.patterns", {"title": packed.contest.title})


def _tells_apart(packed: PackedContest) -> bool:
    single = sum(number == 1 for number in packed.markings.values())
    return single * _FEW > packed.ballots
