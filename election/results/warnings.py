"""What the organiser is to know before a result leaves the program: where the counts themselves tell how
somebody voted, whatever the program keeps to itself.
"""

from collections.abc import Iterator

from election.errors import Message, ResultsHidden
from election.models import Contest, Counts
from election.store.port import Snapshot
from election.voting.counting import may_open

SMALL = 10  # people; of fewer one can often tell how they voted


def warnings_of(snapshot: Snapshot) -> tuple[Message, ...]:
    """Return them, contest by contest; none of a box that stays closed. Raises ResultsHidden before the
    count.
    """
    election, found = snapshot.election(), list[Message]()
    if not election.state.is_counted:
        raise ResultsHidden
    for contest in election.contests:
        if may_open(election, contest, snapshot):
            found += told_by_counts(contest, snapshot.counts(contest.id))
    return tuple(found)


def told_by_counts(contest: Contest, counts: Counts) -> Iterator[Message]:
    """Yield what is to be known of the counts of one contest, whose box was opened."""
    title = contest.title
    if counts.ballots == 1:
        yield Message("results.warning.one_voter", {"title": title})
    elif counts.ballots and _is_unanimous(counts):
        yield Message("results.warning.unanimous", {"title": title, "count": counts.ballots})
    elif 0 < counts.ballots < SMALL:
        yield Message("results.warning.few", {"title": title, "count": counts.ballots, "least": SMALL})


def _is_unanimous(counts: Counts) -> bool:
    """Return whether everybody who voted in this contest voted alike."""
    return {counts.blank, *counts.marks.values()} <= {0, counts.ballots}
