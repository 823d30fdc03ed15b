"""What the organiser is to know before a pack is given to anybody: where the result itself tells how somebody
voted, whatever the program keeps to itself.
"""

from collections.abc import Iterator

from election.errors import Message
from election.records.pack.ballots import Form, PackedContest
from election.records.pack.contents import PackContents

SMALL = 10  # people; of fewer one can often tell how they voted
_FEW = 10  # a warning is due where more than one ballot in so many has a marking of its own


def warnings_of(contents: PackContents) -> tuple[Message, ...]:
    """Return them, contest by contest; none of a box that stays closed."""
    return tuple(_of_all(contents))


def _of_all(contents: PackContents) -> Iterator[Message]:
    for packed in contents.contests:
        title = packed.contest.title
        if packed.form is Form.CLOSED or not packed.ballots:
            continue
        if packed.ballots == 1:
            yield Message("pack.warning.one_voter", {"title": title})
        elif _is_unanimous(packed):
            yield Message("pack.warning.unanimous", {"title": title, "count": packed.ballots})
        elif packed.ballots < SMALL:
            yield Message("pack.warning.few", {"title": title, "count": packed.ballots, "least": SMALL})
        if contents.election.markings_public and _tells_apart(packed):
            yield Message("pack.warning.patterns", {"title": title})


def _tells_apart(packed: PackedContest) -> bool:
    single = sum(number == 1 for number in packed.markings.values())
    return single * _FEW > packed.ballots


def _is_unanimous(packed: PackedContest) -> bool:
    """Return whether everybody who voted in this contest voted alike."""
    counts = packed.counts
    return counts is not None and {counts.blank, *counts.marks.values()} <= {0, packed.ballots}
