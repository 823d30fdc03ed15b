"""What is published before the vote: the ballot and its rules, how many are on the roll, and by which key the
records will be signed. Afterwards anybody can compare it with what was counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from election.models import Election, OpeningRoll
from election.records.canonical import canonical, digest
from election.records.definition import definition_file, election_of_kept, file_of_kept
from election.records.key import ElectionKey
from election.store.port import Snapshot

FORMAT = "vote-kiosk commitment 1"


@dataclass(frozen=True, slots=True)
class Commitment:
    """What is committed to. `definition` is the file, `election` what is in it; `contests` are the rolls of
    contests by their ids. `is_fixed`: the polls have opened with it; before, it may still change.
    """

    election_id: str
    election: Election
    definition: bytes
    roll: int
    contests: Mapping[int, int]
    fingerprint: str
    is_fixed: bool

    @property
    def definition_digest(self) -> str:
        """The SHA-256 of the definition."""
        return digest(self.definition)

    def file(self) -> bytes:
        """Return the file ``commitment.json``."""
        return canonical(
            {
                "format": FORMAT,
                "election": self.election_id,
                "definition": self.definition_digest,
                "roll": self.roll,
                "contests": {str(each.id): self.contests.get(each.id, 0) for each in self.election.contests},
                "fingerprint": self.fingerprint,
            }
        )


def commitment_of(election_id: str, key: ElectionKey, snapshot: Snapshot) -> Commitment:
    """Return it: that of the opening, and before that of the draft as it stands. Raises NoElection."""
    kept = snapshot.committed()
    if kept is None:
        election = snapshot.election()
        definition = definition_file(election_id, election, snapshot.photos())
    else:
        election, definition = election_of_kept(kept), file_of_kept(election_id, kept)
    roll = roll_of_opening(snapshot)
    return Commitment(
        election_id, election, definition, roll.whole, roll.by_contest, key.fingerprint, kept is not None
    )


def roll_of_opening(snapshot: Snapshot) -> OpeningRoll:
    """Return the roll of when the polls opened; where none was kept, as in a draft, the roll as it is."""
    kept = snapshot.opening_roll()
    if kept is not None:
        return kept
    by_contest = {contest: turnout.voters for contest, turnout in snapshot.turnouts().items()}
    return OpeningRoll(snapshot.turnout().voters, by_contest)
